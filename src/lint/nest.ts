/** Edits that bring fields of a mapping below others, in the layout that the text has. */
import type { TextEdit } from '../api/finding.js';
import { isObject } from '../api/json.js';
import { append } from '../api/lists.js';
import type { FormerField } from './former-fields.js';
import type { Place } from './object.js';
import { shifted } from './reindent.js';

const STEP = 2;

/** A field that comes with a mapping which is made: `type: Utilization` in `target`. */
export interface Beside {
  below: string;
  key: string;
  value: string;
}

/**
 * Brings the fields of `parent` to their new places. Undefined where what is to be in one mapping does not stand together.
 */
export function nested(
  parent: Place,
  fields: readonly FormerField[],
  beside: readonly Beside[] = [],
): TextEdit[] | undefined {
  const keys = isObject(parent.value) ? Object.keys(parent.value) : [];
  const moves = keys.flatMap((key) => {
    const found = fields.find(([field]) => field === key);
    return found ? [{ key, to: found.slice(1), index: keys.indexOf(key) }] : [];
  });
  const isFlow = parent.text().startsWith('{');
  const edits: TextEdit[] = [];
  const made = new Set<string>(keys.filter((key) => !moves.some((move) => move.key === key)));
  for (const [at, move] of moves.entries()) {
    const [before, after] = [moves[at - 1], moves[at + 1]];
    const open = before && before.index === move.index - 1 ? shared(before.to, move.to) : 0;
    if (open === 0 && made.has(move.to[0]!)) return undefined;
    made.add(move.to[0]!);
    const kept = after && after.index === move.index + 1 ? shared(move.to, after.to) : 0;
    const field = parent.child(move.key);
    const more = isFlow
      ? inFlow(field, move.to, { open, kept, beside })
      : inBlock(field, move.to, { open, beside });
    if (!more) return undefined;
    append(edits, more);
  }
  return edits;
}

/** How many mappings two ways have in common. */
function shared(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length - 1 && count < b.length - 1 && a[count] === b[count]) count++;
  return count;
}

/** A line for each mapping that is opened, the field below it; what is in the field moves along. */
function inBlock(
  field: Place,
  to: readonly string[],
  { open, beside }: { open: number; beside: readonly Beside[] },
): TextEdit[] | undefined {
  const key = field.location('key');
  const base = key.start.column;
  const margin = (depth: number): string => ' '.repeat(base - 1 + STEP * depth);
  let text = ' '.repeat(STEP * open);
  for (const [depth, name] of [...to.entries()].slice(open, -1)) {
    text += `${name}:\n${margin(depth + 1)}`;
    for (const one of beside)
      if (one.below === name) text += `${one.key}: ${one.value}\n${margin(depth + 1)}`;
  }
  const value = field.location();
  if (value.start.line < key.start.line) return undefined;
  const blanks = STEP * (to.length - 1);
  const moved = blanks > 0 ? shifted(field.text(), value, key.start.line, base, blanks) : [];
  return [{ location: key, text: text + to.at(-1)! }, ...moved];
}

/** Braces around what comes below a mapping, in quotes where the field is. */
function inFlow(
  field: Place,
  to: readonly string[],
  { open, kept, beside }: { open: number; kept: number; beside: readonly Beside[] },
): TextEdit[] {
  const quote = field.text('key').startsWith('"') ? '"' : '';
  const quoted = (text: string): string => `${quote}${text}${quote}`;
  let text = '';
  for (const name of to.slice(open, -1)) {
    text += `${quoted(name)}: {`;
    for (const one of beside) if (one.below === name) text += `${quoted(one.key)}: ${quoted(one.value)}, `;
  }
  const { file, end } = field.location();
  const closed = '}'.repeat(to.length - 1 - kept);
  return [
    { location: field.location('key'), text: text + quoted(to.at(-1)!) },
    ...(closed === '' ? [] : [{ location: { file, start: end, end }, text: closed }]),
  ];
}

/** A field before the first of a mapping. */
export function prepended(parent: Place, key: string, value: string): TextEdit | undefined {
  const [first] = isObject(parent.value) ? Object.keys(parent.value) : [];
  return first === undefined ? undefined : before(parent.child(first), key, value);
}

/** A field before another of the same mapping. */
export function before(field: Place, key: string, value: string): TextEdit {
  const { file, start } = field.location('key');
  const isFlow = field.up().text().startsWith('{');
  const quote = field.text('key').startsWith('"') ? '"' : '';
  const text = isFlow
    ? `${quote}${key}${quote}: ${quote}${value}${quote}, `
    : `${key}: ${value}\n${' '.repeat(start.column - 1)}`;
  return { location: { file, start, end: start }, text };
}
