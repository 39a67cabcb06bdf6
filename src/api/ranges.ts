/** Parts of a text. */

/** From which offset to which, exclusive. */
export interface Range {
  start: number;
  end: number;
}

/** The ranges in order, those that touch or overlap as one, empty ones left out. */
export function merged(ranges: readonly Range[]): Range[] {
  const found: Range[] = [];
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    if (start >= end) continue;
    const last = found.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else found.push({ start, end });
  }
  return found;
}

/** True where a part has something of one of the ranges, which are in order and do not overlap. */
export function touches(ranges: readonly Range[], { start, end }: Range): boolean {
  let [from, to] = [0, ranges.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((ranges[middle] as Range).end <= start) from = middle + 1;
    else to = middle;
  }
  const next = ranges[from];
  return next !== undefined && next.start < end;
}

/** The text with something else in the place of every range; the ranges are in order and do not overlap. */
export function replaceRanges(text: string, ranges: readonly Range[], by: string): string {
  let shown = '';
  let at = 0;
  for (const { start, end } of ranges) {
    shown += text.slice(at, start) + by;
    at = end;
  }
  return shown + text.slice(at);
}
