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

/** The column in which the fields of `under` stand when it is where it belongs. */
function columnUnder(
  under: Path,
  parent: Path,
  by: ReadonlyMap<string, number>,
  { object, textAt }: ObjectContext,
): number {
  const top = under.slice(0, parent.length + 1);
  const moved = by.get(JSON.stringify(top)) ?? 0;
  if (typeof under.at(-1) === 'string') return textAt(under, 'key').location.start.column + moved + STEP;
  const item = valueAt(object.value, under);
  const [first] = isObject(item) ? Object.keys(item) : [];
  return first === undefined ? 0 : textAt([...under, first], 'key').location.start.column + moved;
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
