import { listed } from '../../api/text.js';
import type { Problem } from '../yaml/problem.js';
import { type Damage, type Diagnosis, isMisplaced, short } from './diagnosis.js';
import type { Row } from './rows.js';

const GLUED = /^-([A-Za-z"'][^\s:]*):(?:\s|$)/;
const MOST_LINES = 6;

/** `-image: redis`: without a space behind it the dash belongs to the key. */
export function gluedDash({ problem, rows, here }: Damage): Diagnosis | undefined {
  if (!isMisplaced(problem) && !problem.phrase.startsWith("could not find expected ':'")) return undefined;
  const row = [rows[here], rows[here - 1]].find((candidate) => candidate && isGlued(candidate));
  if (!row) return gluedText(rows, here, problem);
  const key = GLUED.exec(row.text.slice(row.column))?.[1] ?? '';
  const all = rows.filter(isGlued);
  const others = all.filter((other) => other !== row).map(({ line }) => line);
  const more = others.length > MOST_LINES ? [...others.slice(0, MOST_LINES), 'more'] : others;
  const also = others.length === 0 ? '' : `, also in line${others.length > 1 ? 's' : ''} ${listed(more)}`;
  const start = row.start + row.column;
  return {
    message: 'a dash without a space behind it does not begin a list item',
    place: { start, end: start + key.length + 1 },
    hint: `write a space behind the dash: - ${short(key)}:${also}`,
    edits: all.map((other) => {
      const at = other.start + other.column + 1;
      return { start: at, end: at, text: ' ' };
    }),
    fix: 'write a space behind the dash',
  };
}

function isGlued(row: Row): boolean {
  return GLUED.test(row.text.slice(row.column));
}

/** `-touch` below `- sh`: an item that is text. */
function gluedText(rows: readonly Row[], here: number, { since }: Problem): Diagnosis | undefined {
  const at = rows.findLastIndex(({ start }, index) => start <= since && index <= here);
  for (const index of [at, here, here - 1]) {
    const row = rows[index];
    if (!row || row.dash !== undefined || !/^-[A-Za-z/"']/.test(row.text.slice(row.column))) continue;
    if (![rows[index - 1], rows[index + 1]].some((other) => other?.dash === row.indent)) continue;
    const start = row.start + row.column;
    return {
      message: 'a dash without a space behind it does not begin a list item',
      place: { start, end: start + 1 },
      hint: 'write a space behind the dash',
      edits: [{ start: start + 1, end: start + 1, text: ' ' }],
      fix: 'write a space behind the dash',
    };
  }
  return undefined;
}

/** The nearest line above, in the same column, that begins with such a dash. */
export function gluedBetween(rows: readonly Row[], here: number): Row | undefined {
  const indent = rows[here]?.indent;
  const above = rows.slice(0, here).findLast((row) => row.indent <= (indent ?? 0));
  return above && above.indent === indent && isGlued(above) ? above : undefined;
}
