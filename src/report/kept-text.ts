/** Some lines of a text, kept so that positions in them stay what they are; what must not be shown is written over. */
import type { Location } from '../api/finding.js';
import type { Source } from '../manifest/document.js';
import { Lines } from '../manifest/lines.js';

/** A line: its number from 1, where in the text it begins, what it says. */
type KeptLine = readonly [number: number, offset: number, text: string];

export interface KeptText {
  file: string;
  lines: readonly KeptLine[];
}

/** Characters of one to four bytes of UTF-8, for others that have as many. */
const MASKS = ['', '*', '\u00a4', '\u203b', '\u{1f512}'];

/** The lines of those numbers; one beyond the last is the last. */
export function keptText(
  { file, text }: Source,
  numbers: ReadonlySet<number>,
  hidden: readonly Location[],
): KeptText {
  const lines = new Lines(file, text);
  const starts = lines.begins();
  const masked = byLine(hidden.filter((place) => place.file === file));
  const within = new Set([...numbers].map((number) => Math.min(number, starts.length)));
  const kept = [...within]
    .sort((a, b) => a - b)
    .map((number): KeptLine => {
      const offset = starts[number - 1]!;
      return [number, offset, maskedLine(lines.lineAt(offset).text, offset, masked.get(number) ?? [])];
    });
  return { file, lines: kept };
}

function byLine(places: readonly Location[]): Map<number, Location[]> {
  const lines = new Map<number, Location[]>();
  for (const place of places) {
    for (let number = place.start.line; number <= place.end.line; number++) {
      lines.set(number, [...(lines.get(number) ?? []), place]);
    }
  }
  return lines;
}

/** A line with what is hidden of it written over, by as many characters and bytes. Blanks stay. */
function maskedLine(line: string, offset: number, hidden: readonly Location[]): string {
  if (hidden.length === 0) return line;
  const units = line.split('');
  for (const { start, end } of hidden) {
    const to = Math.min(line.length, end.offset - offset);
    for (let at = Math.max(0, start.offset - offset); at < to; ) {
      const char = String.fromCodePoint(line.codePointAt(at)!);
      if (char.trim() !== '') {
        const mask = MASKS[Buffer.byteLength(char)]!;
        for (let unit = 0; unit < char.length; unit++) units[at + unit] = mask[unit]!;
      }
      at += char.length;
    }
  }
  return units.join('');
}

/** A text that has these lines where they stood, and blanks for all others. */
export function textOfKept({ file, lines }: KeptText): Source {
  const known = new Map(lines.map((line) => [line[0], line]));
  let [text, at] = ['', 1];
  for (const [number, offset, line] of [...known.values()].sort((a, b) => a[0] - b[0])) {
    const gap = offset - text.length;
    const ends = number - at;
    text += ends === 1 && gap === 2 ? '\r\n' : filler(gap, ends, at > 1 || text !== '');
    text += line;
    at = number;
  }
  return { file, text };
}

/** So many characters with so many ends of lines, the first of them at once where a line stands before. */
function filler(length: number, ends: number, isBehindLine: boolean): string {
  const first = isBehindLine && ends > 0 ? 1 : 0;
  return '\n'.repeat(first) + ' '.repeat(length - ends) + '\n'.repeat(ends - first);
}
