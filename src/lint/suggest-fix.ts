import type { Fix } from '../api/finding.js';
import { isObject, type JsonObject, type JsonValue, type Path } from '../api/json.js';
import type { Place } from './object.js';
import type { Context, SchemaErrorAt } from './rule.js';

/** What fixes are made of: a scalar that stands on one line, bare or in quotes. */
const SCALAR = /^(?:"(?:[^"\\\r\n])*"|'(?:[^'\r\n])*'|[^\s"'&*!|>{}[\],#][^\r\n]*)$/;
const BARE_NUMBER_OR_BOOLEAN = /^(?:[+-]?\d+(?:\.\d+)?|true|false)$/;
/** A number that YAML and JSON read alike, and no 64 bits are too few for. */
const PLAIN_NUMBER = /^-?(?:0|[1-9]\d{0,17})(?:\.\d+)?$/;
/** Texts that need no quotes in YAML wherever they stand. */
const PLAIN = /^(?:[A-Za-z_/][\w./-]*|[1-9]\d*(?:m|[KMGTPE]i))$/;
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
export function renameKey({ at, key }: SchemaErrorAt, name: string): Fix | undefined {
  const parent = at.up().value;
  if (!isObject(parent) || Object.hasOwn(parent, name)) return undefined;
  const text = at.text('key');
  if (!SCALAR.test(text) || text.replace(/^["']|["']$/g, '') !== key) return undefined;
  return {
    title: `rename it to ${name}`,
    edits: [{ location: at.location('key'), text: quotedLike(text, name) }],
  };
}

/**
 * Puts `text` in the place of the value that stands there. With `validate` only if the object has nothing wrong with its
 * shape afterwards.
 */
export function replaceValue(at: Place, text: string, validate?: Context['validate']): Fix | undefined {
  const old = at.text();
  if (!SCALAR.test(old)) return undefined;
  if (validate && validate(withValue(at.object.value, at.path, text)).length > 0) return undefined;
  return { title: `write ${text}`, edits: [{ location: at.location(), text: quotedLike(old, text) }] };
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
export function requote({ at, expected, actual }: SchemaErrorAt): Fix | undefined {
  const text = at.text();
  const location = at.location();
  if (!SCALAR.test(text)) return undefined;
  const { start, end } = location;
  const edit = (from: typeof start, to: typeof end, written: string) => ({
    location: { file: location.file, start: from, end: to },
    text: written,
  });
  // Only the quotes are touched: the value itself may be a secret.
  if (expected === 'string' && /^(?:integer|number|boolean)$/.test(actual ?? '')) {
    if (/["']/.test(text)) return undefined;
    return { title: 'put it in quotes', edits: [edit(start, start, '"'), edit(end, end, '"')] };
  }
  const bare = /^(["'])(.*)\1$/.exec(text)?.[2];
  if (actual !== 'string' || bare === undefined || !BARE_NUMBER_OR_BOOLEAN.test(bare)) return undefined;
  const wantsBoolean = expected === 'boolean';
  if (wantsBoolean !== /^(?:true|false)$/.test(bare)) return undefined;
  if (expected === 'integer' && !/^[+-]?\d+$/.test(bare)) return undefined;
  // YAML reads 010 as eight: what stands in front of the number goes with the quote.
  const front = /^\+?0*(?=\d)/.exec(bare)?.[0].length ?? 0;
  if (!wantsBoolean && !PLAIN_NUMBER.test(bare.slice(front))) return undefined;
  const after = ({ line, column, offset }: typeof start, by: number) => ({
    line,
    column: column + by,
    offset: offset + by,
  });
  return {
    title: 'take the quotes off',
    edits: [edit(start, after(start, 1 + front), ''), edit(after(end, -1), end, '')],
  };
}

/** Takes a field out that stands on a line by itself, if it is not the only one of its mapping. */
export function removeLine(at: Place): Fix | undefined {
  const parent = at.up().value;
  if (!isObject(parent) || Object.keys(parent).length < 2 || !SCALAR.test(at.text())) return undefined;
  const { fileText } = at.object;
  const { file, start, end: behind } = at.location('key');
  const { start: from, end } = at.location();
  // An anchor between them may be used elsewhere.
  if (fileText.slice(behind.offset, from.offset).trim() !== ':') return undefined;
  const before = fileText.slice(start.offset - start.column + 1, start.offset);
  const next = fileText.indexOf('\n', end.offset);
  const after = next < 0 ? '' : fileText.slice(end.offset, next);
  if (next < 0 || before.trim() !== '' || start.line !== end.line || after.trim() !== '') return undefined;
  return {
    title: 'take it out',
    edits: [
      {
        location: {
          file,
          start: { line: start.line, column: 1, offset: start.offset - start.column + 1 },
          end: { line: start.line + 1, column: 1, offset: next + 1 },
        },
        text: '',
      },
    ],
  };
}
