import { isFieldName } from '../api/field-names.js';
import { isObject, type JsonValue, type Path, valueAt } from '../api/json.js';
import type { SchemaNode } from './set.js';
import { nodeAt, type SchemaSource } from './walk.js';
import { isNumber, LONGEST_SHOWN, typesOf } from './words.js';

/** Short words on how a value of the wrong type or form was probably meant. None of them holds the value itself. */

/** What to do about a value of another type than `node`'s. */
export function typeHint(node: SchemaNode, actual: JsonValue | undefined): string | undefined {
  const types = typesOf(node);
  // A quantity, a time or base64 is no text like any other: quotes alone would not mend it.
  const plain = node.format === undefined || node.format === 'int-or-string';
  if (
    plain &&
    types.includes('string') &&
    (typeof actual === 'boolean' || (isNumber(actual) && !types.includes('integer')))
  )
    return 'write it in quotes';
  if (typeof actual === 'string') {
    if (types.includes('integer') && /^[+-]?\d+$/.test(actual)) return 'write it without quotes';
    if (types.includes('number') && /^[+-]?\d+(\.\d+)?$/.test(actual)) return 'write it without quotes';
    if (types.includes('boolean') && /^(true|false)$/.test(actual)) return 'write it without quotes';
    if (types.includes('boolean') && /^(yes|on)$/i.test(actual)) return 'write true';
    if (types.includes('boolean') && /^(no|off)$/i.test(actual)) return 'write false';
  }
  if (types.includes('array') && actual !== undefined && !Array.isArray(actual)) {
    return isObject(actual) === (node.items?.type === undefined || node.items.type === 'object')
      ? 'put a dash before it: it is one item of a list'
      : undefined;
  }
  if (types.includes('object') && Array.isArray(actual))
    return 'take the dashes away: it is one mapping, not a list';
  return undefined;
}

/** `env: [{name: A, value: {…}}]`: the value may be meant for a field beside this one. */
export function itemHint(
  path: Path,
  node: SchemaNode,
  actual: JsonValue | undefined,
  value: JsonValue,
  source: SchemaSource,
): string | undefined {
  if (!isObject(actual) || typesOf(node).includes('object')) return undefined;
  const parent = nodeAt(source, path.slice(0, -1));
  const key = path.at(-1);
  if (!parent || typeof key !== 'string') return undefined;
  const wider = `${key}From`;
  const taken = valueAt(value, path.slice(0, -1));
  if (isObject(taken) && Object.hasOwn(taken, wider)) return undefined;
  return parent.node.properties && Object.hasOwn(parent.node.properties, wider)
    ? `a source of a value goes in ${wider}`
    : undefined;
}

/** `512MB`, `1 Gi`, `200mb`, `2Gb` as people write them. */
export function nearQuantity(text: string): string | undefined {
  const match = /^\s*([+-]?\d+(?:\.\d+)?)\s*([kKmMgGtTpP])(i?)[bB]?\s*$/.exec(text.slice(0, LONGEST_SHOWN));
  if (!match) return undefined;
  const [, number = '', letter = '', binary = ''] = match;
  const unit =
    binary === 'i' ? letter.toUpperCase() : letter.toLowerCase() === 'k' ? 'k' : letter.toUpperCase();
  const suggestion = `${number}${unit}${binary}`;
  return suggestion === text ? undefined : suggestion;
}

/**
 * `app: nginx service` and `Name: x` below it, for `serviceName`: a word that was broken at the end of a line. The
 * whole word must be a field of Kubernetes'.
 */
export function brokenFieldName(key: string, siblings: JsonValue | undefined): string | undefined {
  if (!isObject(siblings)) return undefined;
  const keys = Object.keys(siblings);
  const above = keys[keys.indexOf(key) - 1];
  const text = above === undefined ? undefined : lastText(siblings[above]);
  const beginning = /(?:^|\s)([A-Za-z]+)$/.exec(text ?? '')?.[1];
  if (beginning === undefined || !isFieldName(beginning + key)) return undefined;
  return `the word ${beginning + key} is broken over two lines: write it here, and take ${beginning} off the line above`;
}

/** The text that stands last in a value. */
function lastText(value: JsonValue | undefined): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return undefined;
  return lastText(Object.values(value).at(-1));
}
