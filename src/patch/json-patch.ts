/** JSON patches (RFC 6902), as the API server applies them (gopkg.in/evanphx/json-patch). */
import { jsonEqual } from '../api/equality.js';
import { cloneJson, hasKey, isObject, type JsonObject, type JsonValue, setKey } from '../api/json.js';

/** A patch that cannot be read or does not fit; the message says which operation, and why. */
export class JsonPatchError extends Error {}

/** `value` after the operations of a patch, in their order. Nothing given is changed. Throws a JsonPatchError. */
export function applyJsonPatch(value: JsonValue, operations: readonly JsonValue[]): JsonValue {
  return operations.reduce<JsonValue>((at, operation) => operate(at, operation), cloneJson(value));
}

function operate(document: JsonValue, operation: JsonValue): JsonValue {
  if (!isObject(operation)) throw new JsonPatchError('an operation of a JSON patch is a mapping');
  const { op } = operation;
  const path = pointer(operation, 'path');
  const what = `${String(op)} operation`;
  switch (op) {
    case 'add':
      return add(document, path, given(operation, what), what);
    case 'replace':
      find(document, path, what);
      return add(remove(document, path, what), path, given(operation, what), what);
    case 'remove':
      find(document, path, what);
      return remove(document, path, what);
    case 'move': {
      const from = pointer(operation, 'from');
      const moved = find(document, from, what);
      return add(remove(document, from, what), path, moved, what);
    }
    case 'copy':
      return add(document, path, cloneJson(find(document, pointer(operation, 'from'), what)), what);
    case 'test':
      if (!jsonEqual(find(document, path, what), operation['value'] ?? null)) {
        throw new JsonPatchError(`testing value ${text(path)} failed`);
      }
      return document;
    default:
      throw new JsonPatchError(`Unexpected kind: ${String(op)}`);
  }
}

function given(operation: JsonObject, what: string): JsonValue {
  if (!hasKey(operation, 'value')) throw new JsonPatchError(`${what} has no value`);
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

function text(path: readonly string[]): string {
  return path.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function missing(path: readonly string[], what: string): JsonPatchError {
  return new JsonPatchError(`${what} does not apply: doc is missing path: ${JSON.stringify(text(path))}`);
}

function find(document: JsonValue, path: readonly string[], what: string): JsonValue {
  let at: JsonValue = document;
  for (const step of path) {
    const next = child(at, step);
    if (next === undefined) throw missing(path, what);
    at = next;
  }
  return at;
}

function child(value: JsonValue, step: string): JsonValue | undefined {
  if (Array.isArray(value)) return /^\d+$/.test(step) ? value[Number(step)] : undefined;
  return isObject(value) && hasKey(value, step) ? value[step] : undefined;
}

function remove(document: JsonValue, path: readonly string[], what: string): JsonValue {
  return edit(document, path, path, what, (holder, step) => {
    if (Array.isArray(holder)) holder.splice(Number(step), 1);
    else delete holder[step];
  });
}

function add(document: JsonValue, path: readonly string[], value: JsonValue, what: string): JsonValue {
  if (path.length === 0) return value;
  return edit(document, path, path, what, (holder, step) => {
    if (!Array.isArray(holder)) {
      setKey(holder, step, value);
      return;
    }
    const index = step === '-' ? holder.length : /^\d+$/.test(step) ? Number(step) : -1;
    if (index < 0 || index > holder.length) {
      throw new JsonPatchError(
        `${what} does not apply: index ${step} is not in the list of ${holder.length} at ${text(path.slice(0, -1)) || '/'}`,
      );
    }
    holder.splice(index, 0, value);
  });
}

/** Changes the holder of the last step of a path, in the copy that is worked on. */
function edit(
  document: JsonValue,
  path: readonly string[],
  whole: readonly string[],
  what: string,
  change: (holder: JsonValue[] | JsonObject, step: string) => void,
): JsonValue {
  const holder = path
    .slice(0, -1)
    .reduce<JsonValue | undefined>((at, step) => (at !== undefined ? child(at, step) : at), document);
  const last = path.at(-1);
  if (last === undefined) return null;
  if (!Array.isArray(holder) && !isObject(holder)) throw missing(whole, what);
  change(holder, last);
  return document;
}
