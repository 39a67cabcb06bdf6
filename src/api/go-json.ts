/** JSON as Go's encoding/json writes it. */
import type { JsonValue } from './json.js';

/** Half a character, which no UTF-8 text can hold. */
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const ESCAPES: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

/** Characters that Go writes in another way than JSON.stringify does, or may. */
const OTHER = /[<>&\u2028\u2029\ud800-\udfff]/;
const SURROGATE = /[\ud800-\udfff]/;

/** A string as Go's encoding/json writes it. */
export function goJsonString(text: string): string {
  if (!OTHER.test(text)) return JSON.stringify(text);
  return JSON.stringify(text.replace(LONE_SURROGATE, '\ufffd')).replace(
    /[<>&\u2028\u2029]/g,
    (character) => ESCAPES[character] ?? character,
  );
}

/** JSON as Go's encoding/json writes maps: keys sorted, no blanks, `<`, `>` and `&` escaped. */
export function goJson(value: JsonValue | undefined): string {
  return written(value, sorted);
}

/** The same of what is a struct in Go: keys in the order that they have. */
export function goJsonInOrder(value: JsonValue | undefined): string {
  return written(value, (keys) => keys);
}

function written(value: JsonValue | undefined, order: (keys: string[]) => string[]): string {
  if (value === undefined || value === null) return 'null';
  if (typeof value === 'string') return goJsonString(value);
  if (Array.isArray(value)) return `[${value.map((one) => written(one, order)).join(',')}]`;
  if (typeof value === 'object') {
    const keys = order(Object.keys(value));
    return `{${keys.map((key) => `${goJsonString(key)}:${written(value[key], order)}`).join(',')}}`;
  }
  return String(value);
}

/** In the order of their bytes, which is that of their characters where none takes two. */
function sorted(keys: string[]): string[] {
  return keys.some((key) => SURROGATE.test(key))
    ? keys.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    : keys.sort();
}

/** Half characters, as JSON.stringify writes them. */
const WRITTEN_SURROGATE = /\\ud[89a-f]/;

/** How many bytes `goJson` of a value has, at the pace of the engine's own JSON. */
export function goJsonBytes(value: JsonValue): number {
  let text: string;
  try {
    text = JSON.stringify(value);
  } catch {
    // Whole numbers beyond those of JavaScript.
    return Buffer.byteLength(goJson(value));
  }
  if (WRITTEN_SURROGATE.test(text)) return Buffer.byteLength(goJson(value));
  let bytes = Buffer.byteLength(text);
  // What takes one byte, or three, takes six.
  for (const [character] of text.matchAll(/[<>&\u2028\u2029]/g)) bytes += character < '\u2028' ? 5 : 3;
  return bytes;
}
