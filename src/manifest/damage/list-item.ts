import { type Damage, type Diagnosis, indented, isMisplaced, placeOf, rowName, short } from './diagnosis.js';
import type { Row } from './rows.js';

/** A field of a list item that stands left of the item's first one. */
export function listItem({ problem, rows, here }: Damage): Diagnosis | undefined {
  if (!isMisplaced(problem)) return undefined;
  const row = rows[here];
  if (!row || row.key === undefined) return undefined;
  if (row.dash !== undefined) return leftOfItem(rows, here);
  const item = itemAbove(rows, here);
  if (item) {
    const moved = block(rows, here);
    const by = item.column - row.indent;
    return {
      message: leftOf(row, item),
      place: placeOf(row),
      hint: `${rowName(row)} belongs to the list item of line ${item.line}: indent it by ${item.column}, under ${short(item.key ?? '')}${andLines(moved.slice(1), by)}`,
      edits: moved.map((line) => indented(line, line.indent + by)),
      fix: 'indent the field of the list item',
    };
  }
  return leftOfItem(rows, here);
}

function leftOf(row: Row, item: Row): string {
  return `${rowName(row)} stands left of ${rowName(item)} (line ${item.line}): the keys of one list item begin in the same column`;
}

/** What is to be moved along. */
function andLines(rows: readonly Row[], by: number): string {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return '';
  return `, and ${first === last ? `line ${first.line}` : `lines ${first.line} to ${last.line}`} by ${by} more`;
}

/** The item that a line belongs to which stands right of the item's dash, or below it, but left of its first key. */
export function itemAbove(rows: readonly Row[], here: number): Row | undefined {
  const { indent } = rows[here]!;
  for (let at = here - 1; at >= 0; at--) {
    const row = rows[at]!;
    if (row.indent > indent) continue;
    if (row.dash === undefined) return undefined;
    return row.key !== undefined && row.dash <= indent && indent < row.column ? row : undefined;
  }
  return undefined;
}

/**
 * The line above has its own place wrong: it has a value, stands left of the item's first key, and this line, which
 * belongs to the item, stands right of it.
 */
function leftOfItem(rows: readonly Row[], here: number): Diagnosis | undefined {
  const [row, above] = [rows[here]!, rows[here - 1]];
  if (!above || above.key === undefined || above.dash !== undefined) return undefined;
  const at = rows.findLastIndex((candidate, index) => index < here - 1 && candidate.dash !== undefined);
  const item = rows[at];
  if (!item || item.key === undefined || item.dash === undefined) return undefined;
  if (rows.slice(at + 1, here - 1).some(({ indent }) => indent < item.column)) return undefined;
  if (above.indent < item.dash || above.indent >= item.column) return undefined;
  // The next item of the list is where it should be.
  const next = row.dash !== undefined && row.indent === item.dash;
  if (!next && (above.value === '' || row.indent <= above.indent || row.indent > item.column))
    return undefined;
  const moved = next ? [] : block(rows, here);
  const by = next ? 0 : item.column - row.indent;
  return {
    message: leftOf(above, item),
    place: placeOf(above),
    hint: `${rowName(above)} belongs to the list item of line ${item.line}: indent it by ${item.column}, under ${short(item.key)}${andLines(by > 0 ? moved : [], by)}`,
    edits: [indented(above, item.column), ...moved.map((line) => indented(line, line.indent + by))],
    fix: 'indent the field of the list item',
  };
}

/** A line with those that follow it in its column, and what belongs to them. */
function block(rows: readonly Row[], from: number): Row[] {
  const { indent } = rows[from]!;
  const moved: Row[] = [];
  let moving = true;
  let parent: Row | undefined;
  for (const row of rows.slice(from)) {
    if (row.indent < indent) break;
    if (row.indent === indent && row.dash === undefined) parent = row;
    // An item in the column of the keys belongs to the key just above, or it is none of theirs.
    else if (row.indent === indent && !isList(rows, parent)) break;
    if (row.indent === indent) moving = true;
    // What is deeper than a line with a value does not belong to it, but stands where it should already.
    else if (moved.at(-1)?.indent === indent && moved.at(-1)?.value !== '') moving = false;
    if (moving) moved.push(row);
  }
  return moved;
}

/** Whether the value of a key is a list in the key's own column. */
function isList(rows: readonly Row[], parent: Row | undefined): boolean {
  const first = parent && rows[rows.indexOf(parent) + 1];
  return parent?.value === '' && first?.dash !== undefined && first.indent === parent.indent;
}
