import { type Damage, type Diagnosis, indented, isMisplaced, placeOf, rowName } from './diagnosis.js';
import type { Row } from './rows.js';

/** A line in a column in which no open map or list has its keys. */
export function indentation({ problem, rows, here }: Damage): Diagnosis | undefined {
  if (!isMisplaced(problem)) return undefined;
  const [row, above] = [rows[here], rows[here - 1]];
  if (!row || !above || row.key === undefined) return undefined;
  if (above.key !== undefined && isWhole(above.value) && row.indent > above.column) {
    return {
      message: `${rowName(above)} (line ${above.line}) has a value already: nothing can stand below it`,
      place: placeOf(row),
      hint: `indent ${rowName(row)} by ${above.column}, as ${rowName(above)} is`,
      ...(row.dash === undefined && { edits: [indented(row, above.column)] }),
    };
  }
  const levels = openLevels(rows, here);
  if (levels.length === 0 || levels.some(({ column }) => column === row.indent)) return undefined;
  const deeper = levels.findLast(({ column }) => column > row.indent);
  const outer = levels.find(({ column }) => column < row.indent);
  const ways = [deeper, outer].filter((level) => level !== undefined);
  const [first, second] = ways.map(
    (level) => `by ${level.column}, to stand beside ${rowName(level)} (line ${level.line})`,
  );
  return {
    place: placeOf(row),
    hint: `indent it ${first}${second === undefined ? '' : `, or ${second.replace('to stand ', '')}`}`,
  };
}

/** A value that nothing can be added to on the lines below. */
function isWhole(value: string): boolean {
  return value !== '' && !/^[|>&!]|[,[{]$/.test(value);
}

/** The columns in which a key could go on what is open, from the innermost. */
function openLevels(rows: readonly Row[], here: number): Row[] {
  const levels: Row[] = [];
  let limit = Number.POSITIVE_INFINITY;
  for (const row of rows.slice(0, here).reverse()) {
    if (row.key === undefined || row.column >= limit) {
      if (row.dash !== undefined) limit = Math.min(limit, row.dash + 1);
      continue;
    }
    levels.push(row);
    limit = row.dash === undefined ? row.column : row.dash + 1;
  }
  return levels;
}
