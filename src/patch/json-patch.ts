/** JSON patches (RFC 6902), as the API server applies them (gopkg.in/evanphx/json-patch). */

import { jsonEqual } from '../api/equality.js';
import { cloneJson, hasKey, isObject, type JsonObject, type JsonValue, setKey } from '../api/json.js';
import { pointerText } from '../api/json-pointer.js';

/** A patch that cannot be read or does not fit; the message says which operation, and why. */
export class JsonPatchError extends Error {}

/** A test of a patch that found another value. */
export class JsonPatchTestError extends JsonPatchError {}

/** What an operation says where nothing holds its place, where its place is not there, and in front of all else. */
interface Words {
  nowhere: string;
  inside: string;
  absent?: string;
}

/** `value` after the operations of a patch, in their order. Nothing given is changed. Throws a JsonPatchError. */
export function applyJsonPatch(value: JsonValue, operations: readonly JsonValue[]): JsonValue {
  return operations.reduce<JsonValue>((at, operation) => operate(at, operation), cloneJson(value));
}

function operate(document: JsonValue, operation: JsonValue): JsonValue {
  if (!isObject(operation)) throw new JsonPatchError('an operation of a JSON patch is a mapping');
  const { op } = operation;
  const path = pointer(operation, 'path');
  const to = pointerText(path);
  const away = (what: string): string => `${String(op)} operation does not apply: ${what}`;
  switch (op) {
    case 'add':
      return add(document, path, given(operation, op), {
        nowhere: away(`doc is missing path: "${to}"`),
        inside: `error in add for path: '${to}'`,
      });
    case 'replace': {
      const words = {
        nowhere: away(`doc is missing path: ${to}`),
        inside: `error in remove for path: '${to}'`,
      };
      find(document, path, { ...words, absent: away(`doc is missing key: ${to}`) });
      return add(remove(document, path, words), path, given(operation, op), words);
    }
    case 'remove':
      return remove(document, path, {
        nowhere: away(`doc is missing path: "${to}"`),
        inside: `error in remove for path: '${to}'`,
      });
    case 'move': {
      const from = pointer(operation, 'from');
      const words = {
        nowhere: away(`doc is missing from path: ${pointerText(from)}`),
        inside: `error in move for path: '${from.at(-1) ?? ''}'`,
      };
      const moved = find(document, from, words);
      return add(remove(document, from, words), path, moved, {
        nowhere: away(`doc is missing destination path: ${to}`),
        inside: `error in move for path: '${to}'`,
      });
    }
    case 'copy': {
      const from = pointer(operation, 'from');
      const copied = find(document, from, {
        nowhere: away(`doc is missing from path: ${pointerText(from)}`),
        inside: `error in copy for from: '${pointerText(from)}'`,
      });
      return add(document, path, cloneJson(copied), {
        nowhere: away(`doc is missing destination path: ${to}`),
        inside: 'error while adding value during copy',
      });
    }
    case 'test': {
      const words = { nowhere: away(`is missing path: ${to}`), inside: `error in test for path: '${to}'` };
      if (jsonEqual(find(document, path, words), operation['value'] ?? null)) return document;
      throw new JsonPatchTestError(`testing value ${to} failed: test failed`);
    }
    default:
      throw new JsonPatchError(`Unexpected kind: ${String(op)}`);
  }
}

function given(operation: JsonObject, op: string): JsonValue {
  if (!hasKey(operation, 'value')) throw new JsonPatchError(`${op} operation has no value`);
  return cloneJson(operation['value'] as JsonValue);
}

function pointer(operation: JsonObject, key: 'path' | 'from'): string[] {
  const written = operation[key];
  if (typeof written !== 'string') throw new JsonPatchError(`an operation of a JSON patch needs a ${key}`);
  if (written === '') return [];
  if (!written.startsWith('/'))
    throw new JsonPatchError(`the ${key} ${JSON.stringify(written)} does not begin with a slash`);
  return written
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

const MISSING = 'missing value';

function find(document: JsonValue, path: readonly string[], words: Words): JsonValue {
  const step = path.at(-1);
  if (step === undefined) return document;
  const holder = holderOf(document, path, words);
  const found = child(holder, step);
  if (found !== undefined) return found;
  if (words.absent !== undefined) throw new JsonPatchError(`${words.absent}: ${MISSING}`);
  throw inside(
    words,
    Array.isArray(holder) ? badIndex(step) : `unable to get nonexistent key: ${step}: ${MISSING}`,
  );
}

/** The list or object that the last step of a path leads into. */
function holderOf(document: JsonValue, path: readonly string[], words: Words): JsonValue[] | JsonObject {
  const holder = path
    .slice(0, -1)
    .reduce<JsonValue | undefined>((at, step) => (at !== undefined ? child(at, step) : at), document);
  if (Array.isArray(holder) || isObject(holder)) return holder;
  throw new JsonPatchError(`${words.nowhere}: ${MISSING}`);
}

function child(value: JsonValue, step: string): JsonValue | undefined {
  if (Array.isArray(value)) return INDEX.test(step) ? value[Number(step)] : undefined;
  return isObject(value) && hasKey(value, step) ? value[step] : undefined;
}

const INDEX = /^\d+$/;

function inside(words: Words, why: string): JsonPatchError {
  return new JsonPatchError(`${words.inside}: ${why}`);
}

/** What is wrong with an index that is none, or behind the end. */
function badIndex(step: string): string {
  if (INDEX.test(step)) return `Unable to access invalid index: ${step}: invalid index referenced`;
  return `strconv.Atoi: parsing ${JSON.stringify(step)}: invalid syntax`;
}

function remove(document: JsonValue, path: readonly string[], words: Words): JsonValue {
  const step = path.at(-1);
  if (step === undefined) return null;
  const holder = holderOf(document, path, words);
  if (child(holder, step) === undefined) {
    const why = `Unable to remove nonexistent key: ${step}: ${MISSING}`;
    throw inside(words, Array.isArray(holder) ? badIndex(step) : why);
  }
  if (Array.isArray(holder)) holder.splice(Number(step), 1);
  else delete holder[step];
  return document;
}

function add(document: JsonValue, path: readonly string[], value: JsonValue, words: Words): JsonValue {
  const step = path.at(-1);
  if (step === undefined) return value;
  const holder = holderOf(document, path, words);
  if (!Array.isArray(holder)) {
    setKey(holder, step, value);
    return document;
  }
  const index = step === '-' ? holder.length : INDEX.test(step) ? Number(step) : -1;
  if (index < 0) throw inside(words, `value was not a proper array index: '${step}': ${badIndex(step)}`);
  if (index > holder.length) throw inside(words, badIndex(step));
  holder.splice(index, 0, value);
  return document;
}
