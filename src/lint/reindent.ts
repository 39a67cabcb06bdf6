import type { Fix, TextEdit } from '../api/finding.js';
import { isObject } from '../api/json.js';
import { append } from '../api/lists.js';
import type { SchemaError } from '../schema/error.js';
import type { Place } from './object.js';

const STEP = 2;
/** As `Lines` counts them, with what ends them. */
const LINE = /([^\r\n]*)(?:\r\n|\r|\n|$)/g;

/**
 * Indents fields that lost their place below what they belong to; undefined where the lines are not laid out for it.
 * `object`: as a place, for the paths of the fields lead on from it.
 */
export function reindent(fields: readonly SchemaError[], object: Place): Fix | undefined {
  const edits: TextEdit[] = [];
  const by = new Map<string, number>();
  const parent = object.child(...(fields[0]?.path.slice(0, -1) ?? []));
  const base = parent.location().start.column;
  if (/^[{["']/.test(parent.text())) return undefined;
  if (!areInOrder(fields, parent)) return undefined;
  for (const { path, lost } of fields) {
    const field = object.child(...path);
    const key = field.location('key');
    if (!lost || key.start.column !== base) return undefined;
    const blanks = columnUnder(object.child(...lost.under), parent, by) - base;
    if (blanks <= 0) return undefined;
    by.set(JSON.stringify(path), blanks);
    edits.push(insertion(key.file, key.start, blanks));
    const value = field.location();
    if (value.start.line < key.start.line) return undefined;
    append(edits, shifted(field.text(), value, key.start.line, base, blanks));
  }
  return { title: 'indent the fields again', edits };
}

/** Whether nothing that stays where it is comes between the fields and what they are to stand below. */
function areInOrder(fields: readonly SchemaError[], { path, value }: Place): boolean {
  const keys = isObject(value) ? Object.keys(value) : [];
  const moved = new Map(fields.map(({ key = '', lost }) => [key, String(lost?.under[path.length])]));
  return fields.every(({ key = '' }) => {
    let owner = key;
    while (moved.has(owner)) owner = moved.get(owner) ?? '';
    const last = keys.slice(0, keys.indexOf(key)).findLast((other) => !moved.has(other));
    return last === owner;
  });
}

/** The column in which the fields of `under` stand when it is where it belongs. */
function columnUnder(under: Place, parent: Place, by: ReadonlyMap<string, number>): number {
  const { path, value } = under;
  const moved = by.get(JSON.stringify(path.slice(0, parent.path.length + 1))) ?? 0;
  const [first] = isObject(value) ? Object.keys(value) : [];
  if (first !== undefined) return under.child(first).location('key').start.column + moved;
  return under.location('key').start.column + moved + STEP;
}

/** Blanks before every line of a value but the one that its key is on. */
export function shifted(
  text: string,
  { file, start }: TextEdit['location'],
  keyLine: number,
  base: number,
  blanks: number,
): TextEdit[] {
  const edits: TextEdit[] = [];
  let line = start.line;
  let offset = start.offset;
  for (const [part = '', content = ''] of text.matchAll(LINE)) {
    const first = line === start.line;
    // The value's own first line begins with its indentation, which is not part of it.
    const back = first ? start.column - base : 0;
    if (line > keyLine && content.trim() !== '') {
      edits.push(insertion(file, { line, column: first ? base : 1, offset: offset - back }, blanks));
    }
    offset += part.length;
    line++;
  }
  return edits;
}

function insertion(file: string, at: TextEdit['location']['start'], blanks: number): TextEdit {
  return { location: { file, start: at, end: at }, text: ' '.repeat(blanks) };
}
