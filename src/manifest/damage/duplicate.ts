import type { Lines } from '../lines.js';
import { gluedBetween } from './glued-dash.js';
import { itemAbove } from './list-item.js';
import { rowsAround } from './rows.js';

/** What to do about a key given twice that rather belongs to a list item above it. */
export function duplicateHint(offset: number, lines: Lines): string | undefined {
  const rows = rowsAround(offset, lines);
  const { line } = lines.position(offset);
  const here = rows.findIndex((row) => row.line === line);
  const row = rows[here];
  if (!row || row.dash !== undefined) return undefined;
  const glued = gluedBetween(rows, here);
  if (glued)
    return `a dash without a space does not begin a list item: write one behind it in line ${glued.line}`;
  const item = itemAbove(rows, here);
  if (!item) return undefined;
  return `indent it by ${item.column} if it belongs to the list item of line ${item.line}`;
}
