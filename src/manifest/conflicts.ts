/** Conflicts of a merge that somebody left in a text. */

/** One conflict, as offsets: its three markers' lines, the ends without their line ends. */
export interface Conflict {
  ours: { start: number; end: number };
  between: { start: number; end: number };
  theirs: { start: number; end: number };
  /** Where what is not ours begins: at the base, where the merge wrote that too. */
  otherSide: number;
}

const BEGINNING = '<<<<<<<';
/** A line of a marker. Nothing of YAML begins a line so, and every editor finds them. */
const MARKER = /^(?:<{7} .*|\|{7}(?: .*)?|={7}|>{7} .*)$/gm;

/** The conflicts of a text, in order; markers that do not make a whole one are none. */
export function findConflicts(text: string): Conflict[] {
  if (!text.includes(BEGINNING)) return [];
  const found: Conflict[] = [];
  let open: Partial<Conflict> = {};
  for (const { 0: line, index: start } of text.matchAll(MARKER)) {
    const at = { start, end: start + line.replace(/\r$/, '').length };
    if (line[0] === '<') open = { ours: at };
    else if (!open.ours) continue;
    else if (line[0] === '|') open.otherSide ??= start;
    else if (line[0] === '=') open = { otherSide: start, ...open, between: at };
    else if (open.between) {
      found.push({ ...open, theirs: at } as Conflict);
      open = {};
    }
  }
  return found;
}

/** The text as this side has it, all offsets as they were: markers and the other side are blanks. */
export function withoutConflicts(text: string, conflicts: readonly Conflict[]): string {
  let out = '';
  let at = 0;
  const blank = (to: number): void => {
    out += text.slice(at, to).replace(/[^\r\n]/g, ' ');
    at = to;
  };
  for (const { ours, otherSide, theirs } of conflicts) {
    out += text.slice(at, ours.start);
    at = ours.start;
    blank(ours.end);
    out += text.slice(at, otherSide);
    at = otherSide;
    blank(theirs.end);
  }
  return out + text.slice(at);
}
