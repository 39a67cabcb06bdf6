import type { Location, Position } from '../api/finding.js';
import { withoutTrailing } from '../api/text.js';

const CR = 13;
const LF = 10;
const BOM = 0xfeff;

/** Offsets of a text to lines and columns, as editors count them (lines end at LF, CR LF or CR). */
export class Lines {
  private starts: number[] | undefined;

  constructor(
    readonly file: string,
    readonly text: string,
  ) {}

  /** The place of an offset; one outside of the text becomes its nearest end. */
  position(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.text.length));
    this.starts ??= lineStarts(this.text);
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= at) low = middle;
      else high = middle - 1;
    }
    const start = this.starts[low]!;
    // A byte order mark takes no column.
    const hidden = start === 0 && at > 0 && this.text.charCodeAt(0) === BOM ? 1 : 0;
    return { line: low + 1, column: at - start - hidden + 1, offset: at };
  }

  /** Where each line begins. */
  begins(): readonly number[] {
    this.starts ??= lineStarts(this.text);
    return this.starts;
  }

  location(start: number, end: number): Location {
    return { file: this.file, start: this.position(start), end: this.position(Math.max(start, end)) };
  }

  /** The text of the line that an offset is on, and where it begins. */
  lineAt(offset: number): { text: string; start: number; end: number } {
    const start = this.position(offset).line - 1;
    const from = this.starts![start]!;
    const next = this.starts![start + 1] ?? this.text.length;
    const text = withoutTrailing(this.text.slice(from, next), '\r\n');
    return { text, start: from, end: from + text.length };
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  if (text.includes('\r')) {
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) starts.push(at + 1);
    }
    return starts;
  }
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
