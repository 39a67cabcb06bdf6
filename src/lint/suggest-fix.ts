import type { Fix } from '../api/finding.js';
import { isObject, type JsonObject, type JsonValue, type Path, valueAt } from '../api/json.js';
import type { SchemaError } from '../schema/error.js';
import type { ObjectContext } from './rule.js';

/** What fixes are made of: a scalar that stands on one line, bare or in quotes. */
const SCALAR = /^(?:"(?:[^"\\\r\n])*"|'(?:[^'\r\n])*'|[^\s"'&*!|>{}[\],#][^\r\n]*)$/;
const BARE_NUMBER_OR_BOOLEAN = /^(?:[+-]?\d+(?:\.\d+)?|true|false)$/;
/** Texts that need no quotes in YAML wherever they stand. */
const PLAIN = /^[A-Za-z_/][\w./-]*$/;
const KEYWORD = /^(?:y|yes|n|no|on|off|true|false|null)$/i;

/** The one way in which a likely meaning is offered. */
export function didYouMean(what: string): string {
  return `did you mean ${what}?`;
}

/** `text` as YAML in the same quotes as `old`, or in double ones where it needs some. */
function quotedLike(old: string, text: string): string {
  const quote = old[0] === '"' || old[0] === "'" ? old[0] : '';
  if (quote) return `${quote}${text}${quote}`;
  return PLAIN.test(text) && !KEYWORD.test(text) ? text : JSON.stringify(text);
}

/** Renames the unknown field of an error, unless a field of the new name stands beside it. */
export function renameKey(error: SchemaError, name: string, context: ObjectContext): Fix | undefined {
  const parent = valueAt(context.object.value, error.path.slice(0, -1));
  if (!isObject(parent) || Object.hasOwn(parent, name)) return undefined;
  const { text, location } = context.textAt(error.path, 'key');
  if (!SCALAR.test(text) || text.replace(/^["']|["']$/g, '') !== error.key) return undefined;
  return { title: `rename it to ${name}`, edits: [{ location, text: quotedLike(text, name) }] };
}

/**
 * Puts `text` in the place of the value at `path`. `checked`: only if the object has nothing wrong with its shape
 * afterwards.
 */
export function replaceValue(
  path: Path,
  text: string,
  context: ObjectContext,
  checked?: 'checked',
): Fix | undefined {
  const old = context.textAt(path);
  if (!SCALAR.test(old.text)) return undefined;
  if (checked && context.validate(withValue(context.object.value, path, text)).length > 0) return undefined;
  return { title: `write ${text}`, edits: [{ location: old.location, text: quotedLike(old.text, text) }] };
}

/** A copy of `value` with another value at `path`. */
function withValue(value: JsonObject, path: Path, text: string): JsonObject {
  const [step, ...rest] = path;
  if (typeof step !== 'string') return value;
  const child = value[step];
  const changed: JsonValue = rest.length > 0 && isObject(child) ? withValue(child, rest, text) : text;
  return { ...value, [step]: changed };
}

/** Puts a bare number or boolean in quotes where a string is meant, or takes the quotes off where one is not. */
export function requote(error: SchemaError, context: ObjectContext): Fix | undefined {
  const { text, location } = context.textAt(error.path);
  if (!SCALAR.test(text)) return undefined;
  const { start, end } = location;
  const edit = (from: typeof start, to: typeof end, written: string) => ({
    location: { file: location.file, start: from, end: to },
    text: written,
  });
  // Only the quotes are touched: the value itself may be a secret.
  if (error.expected === 'string' && /^(?:integer|number|boolean)$/.test(error.actual ?? '')) {
    if (/["']/.test(text)) return undefined;
    return { title: 'put it in quotes', edits: [edit(start, start, '"'), edit(end, end, '"')] };
  }
  const bare = /^(["'])(.*)\1$/.exec(text)?.[2];
  if (error.actual !== 'string' || bare === undefined || !BARE_NUMBER_OR_BOOLEAN.test(bare)) return undefined;
  const wantsBoolean = error.expected === 'boolean';
  if (wantsBoolean !== /^(?:true|false)$/.test(bare)) return undefined;
  if (error.expected === 'integer' && !/^[+-]?\d+$/.test(bare)) return undefined;
  const after = (at: typeof start, by: number) => ({
    line: at.line,
    column: at.column + by,
    offset: at.offset + by,
  });
  return {
    title: 'take the quotes off',
    edits: [edit(start, after(start, 1), ''), edit(after(end, -1), end, '')],
  };
}
