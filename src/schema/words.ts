import { fieldPath, type JsonValue, ownValue, type Path } from '../api/json.js';
import type { SchemaNode } from './set.js';

/** How types, places and values are written in messages. */

export const TYPE_NAMES: Record<string, string> = { array: 'list', object: 'mapping' };
export const LONGEST_SHOWN = 60;

/** The type of a value in the words of the messages. */
export function typeOf(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'list';
  if (isInteger(value)) return 'integer';
  return typeof value === 'object' ? 'mapping' : typeof value;
}

/** The JSON Schema types of a node; none where anything goes. */
export function typesOf(node: SchemaNode): string[] {
  return node.type === undefined ? [] : Array.isArray(node.type) ? node.type : [node.type];
}

/** Whether `actual` is of one of the types of `node`. */
export function accepts(node: SchemaNode, actual: JsonValue | undefined): boolean {
  const types = typesOf(node);
  const found = typeOf(actual);
  return types.some(
    (type) => (ownValue(TYPE_NAMES, type) ?? type) === found || (type === 'number' && found === 'integer'),
  );
}

/** True for all numbers. */
export function isNumber(value: JsonValue | undefined): boolean {
  return typeof value === 'number' || typeof value === 'bigint';
}

/** True for whole numbers, however large. */
export function isInteger(value: JsonValue | undefined): boolean {
  return typeof value === 'bigint' || Number.isInteger(value);
}

/** `an integer`, `a list`. */
export function article(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** A path as the API server writes it, not too long. */
export function place(path: Path): string {
  return path.length === 0 ? 'the object' : cut(fieldPath(path), 2 * LONGEST_SHOWN);
}

/** A text in quotes, not too long. */
export function show(text: string): string {
  return JSON.stringify(cut(text, LONGEST_SHOWN));
}

/** A text cut at `length`. */
export function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}
