import { type Damage, type Diagnosis, indented, isMisplaced, rowName } from './diagnosis.js';
import type { Row } from './rows.js';

/** A list item in a column of its own: left or right of the other items, or of the key that it belongs to. */
export function strayItem({ problem, rows, here }: Damage): Diagnosis | undefined {
  if (!isMisplaced(problem)) return undefined;
  const [row, above] = [rows[here], rows[here - 1]];
  if (!row || !above || row.dash === undefined) return undefined;
  if (above.key !== undefined && above.value === '' && row.indent < above.column) {
    return {
      hint: `indent it by ${above.column}, to belong to ${rowName(above)} (line ${above.line})`,
      edits: moved(rows, here, above.column),
    };
  }
  const other = rows.slice(0, here).findLast(({ dash }) => dash !== undefined);
  if (other?.dash === undefined || other.dash === row.indent) return undefined;
  return {
    hint: `indent it by ${other.dash}, as the item of line ${other.line} is`,
    edits: moved(rows, here, other.dash),
  };
}

/** The item and what stands under its first word, `blanks` from the left. */
function moved(rows: readonly Row[], here: number, blanks: number) {
  const item = rows[here]!;
  const end = rows.findIndex((row, at) => at > here && row.indent < item.column);
  return rows
    .slice(here, end < 0 ? undefined : end)
    .map((row) => indented(row, row.indent - item.indent + blanks));
}
