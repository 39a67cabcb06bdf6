import type { Fix, TextEdit } from '../api/finding.js';
import { isObject, type Path, valueAt } from '../api/json.js';
import type { SchemaError } from '../schema/error.js';
import type { ObjectContext } from './rule.js';

const STEP = 2;

/** Indents fields that lost their place below what they belong to; undefined where the lines are not laid out for it. */
export function reindent(fields: readonly SchemaError[], context: ObjectContext): Fix | undefined {
  const edits: TextEdit[] = [];
  const by = new Map<string, number>();
  const parent = fields[0]?.path.slice(0, -1) ?? [];
  const { text, location } = context.textAt(parent);
  const base = location.start.column;
  if (/^[{["']/.test(text)) return undefined;
  if (!areInOrder(fields, parent, context)) return undefined;
  for (const { path, lost } of fields) {
    const key = context.textAt(path, 'key').location;
    if (!lost || key.start.column !== base) return undefined;
    const blanks = columnUnder(lost.under, parent, by, context) - base;
    if (blanks <= 0) return undefined;
    by.set(JSON.stringify(path), blanks);
    edits.push(insertion(key.file, key.start, blanks));
    const value = context.textAt(path);
    if (value.location.start.line < key.start.line) return undefined;
    edits.push(...shifted(value.text, value.location, key.start.line, base, blanks));
  }
  return { title: 'indent the fields again', edits };
}

/** Whether nothing that stays where it is comes between the fields and what they are to stand below. */
function areInOrder(fields: readonly SchemaError[], parent: Path, { object }: ObjectContext): boolean {
  const map = valueAt(object.value, parent);
  const keys = isObject(map) ? Object.keys(map) : [];
  const moved = new Map(fields.map(({ key = '', lost }) => [key, String(lost?.under[parent.length])]));
  return fields.every(({ key = '' }) => {
    let owner = key;
    while (moved.has(owner)) owner = moved.get(owner) ?? '';
    const last = keys.slice(0, keys.indexOf(key)).findLast((other) => !moved.has(other));
    return last === owner;
  });
}

/** The column in which the fields of `under` stand when it is where it belongs. */
function columnUnder(
  under: Path,
  parent: Path,
  by: ReadonlyMap<string, number>,
  { object, textAt }: ObjectContext,
): number {
  const moved = by.get(JSON.stringify(under.slice(0, parent.length + 1))) ?? 0;
  const value = valueAt(object.value, under);
  const [first] = isObject(value) ? Object.keys(value) : [];
  if (first !== undefined) return textAt([...under, first], 'key').location.start.column + moved;
  return textAt(under, 'key').location.start.column + moved + STEP;
}

/** Blanks before every line of a value but the one that its key is on. */
function shifted(
  text: string,
  { file, start }: TextEdit['location'],
  keyLine: number,
  base: number,
  blanks: number,
): TextEdit[] {
  const edits: TextEdit[] = [];
  let line = start.line;
  let offset = start.offset;
  for (const part of text.split('\n')) {
    const first = line === start.line;
    // The value's own first line begins with its indentation, which is not part of it.
    const back = first ? start.column - base : 0;
    if (line > keyLine && part.trim() !== '') {
      edits.push(insertion(file, { line, column: first ? base : 1, offset: offset - back }, blanks));
    }
    offset += part.length + 1;
    line++;
  }
  return edits;
}

function insertion(file: string, at: TextEdit['location']['start'], blanks: number): TextEdit {
  return { location: { file, start: at, end: at }, text: ' '.repeat(blanks) };
}
