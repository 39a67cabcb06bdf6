/** The lines of a text as they can be shown: without what is hidden, nothing in them that a terminal would act on. */
import type { Location } from '../api/finding.js';
import { printable } from './inert.js';
import { charWidth, truncate } from './width.js';

/** What stands in the place of a value that must not be seen. */
const HIDDEN = '***';
/** As many columns as characters, whatever is asked for. */
const PLAIN_LINE = /^[\x20-\x7e]*$/;

const LINE_END = /\r\n|\n|\r/;
/** The same, from one to the next. */
const ENDS = /\r\n|\n|\r/g;

/** The lines of a text, as its positions count them. */
export function splitLines(text: string): string[] {
  return text.split(LINE_END);
}

/** The lines of one text. Each is looked at once, however much there is to say of it, and none that is not asked for. */
export class ShownLines {
  readonly #text: string;
  /** Where the lines begin that were found so far. */
  readonly #starts = [0];
  /** All of them were. */
  #isWhole = false;
  readonly #shown = new Map<number, ShownLine>();
  #hidden: Map<number, Location[]> | undefined;

  /** `hidden` are the places of the text whose characters must not be shown. */
  constructor(
    text: string,
    private readonly hidden: readonly Location[] = [],
  ) {
    this.#text = text;
  }

  /** The number of a line that is there: that one, or the last. */
  existing(number: number): number {
    this.#findUpTo(number);
    return Math.min(number, this.#starts.length);
  }

  /** A line by its number, from 1; an empty one where there is none. */
  line(number: number): ShownLine {
    let shown = this.#shown.get(number);
    if (!shown) {
      this.#hidden ??= byLine(this.hidden);
      shown = new ShownLine(this.#textOf(number), number, this.#hidden.get(number) ?? []);
      this.#shown.set(number, shown);
    }
    return shown;
  }

  #textOf(number: number): string {
    this.#findUpTo(number);
    const [from, next] = [this.#starts[number - 1], this.#starts[number]];
    return from === undefined ? '' : this.#text.slice(from, next).replace(LINE_END, '');
  }

  /** Finds where a line begins, and where it ends. */
  #findUpTo(number: number): void {
    const starts = this.#starts;
    ENDS.lastIndex = starts.at(-1)!;
    while (starts.length <= number && !this.#isWhole) {
      if (ENDS.test(this.#text)) starts.push(ENDS.lastIndex);
      else this.#isWhole = true;
    }
  }
}

/** Places by each line that they are on. */
function byLine(places: readonly Location[]): Map<number, Location[]> {
  const lines = new Map<number, Location[]>();
  const seen = new Set<string>();
  for (const place of places) {
    const { start, end } = place;
    // What an alias stands for is hidden as often as it is used.
    const key = `${start.line}:${start.column}-${end.line}:${end.column}`;
    if (seen.has(key)) continue;
    seen.add(key);
    for (let number = start.line; number <= end.line; number++) {
      const known = lines.get(number);
      if (known) known.push(place);
      else lines.set(number, [place]);
    }
  }
  return lines;
}

/** One line as it will be shown, and where its columns went. */
export class ShownLine {
  readonly text: string;
  /** The column of the text's line behind its last character that is no blank, from 1. */
  readonly end: number;
  /** Columns on the terminal before each character of the text's line; undefined where those are the same. */
  readonly #before: Int32Array | undefined;
  /** Columns on the terminal before each character of `text`; likewise. */
  readonly #columns: Int32Array | undefined;

  constructor(line: string, number: number, hidden: readonly Location[]) {
    this.end = line.trimEnd().length + 1;
    if (hidden.length === 0 && PLAIN_LINE.test(line)) {
      this.text = line;
      return;
    }
    const before = new Int32Array(line.length + 1);
    const parts: string[] = [];
    let width = 0;
    let at = 0;
    const keep = (to: number) => {
      const kept = line.slice(at, to);
      parts.push(printable(kept));
      for (const char of kept) {
        before.fill(width, at, (at += char.length));
        width += char === '\t' ? 2 : charWidth(printable(char));
      }
    };
    for (const { from, to } of rangesIn(line, number, hidden)) {
      if (to <= at) continue;
      if (from > at) keep(from);
      parts.push(HIDDEN);
      before.fill(width, at, to);
      width += HIDDEN.length;
      at = to;
    }
    keep(line.length);
    before[line.length] = width;
    this.#before = before;
    this.text = parts.join('');
    this.#columns = columnsOf(this.text);
  }

  /** Columns on the terminal that stand before the character at `column` (from 1) of the text's line. */
  before(column: number): number {
    const at = Math.min(Math.max(0, column - 1), this.#before ? this.#before.length - 1 : this.text.length);
    return this.#before ? this.#before[at]! : at;
  }

  /** What of the text is seen through a window that leaves out `shift` columns and is `room` wide; `…` where it is cut. */
  window(shift: number, room: number): string {
    if (shift === 0) return truncate(this.text.slice(0, this.#offset(room + 1)), room);
    if (shift >= this.#width) return '…';
    const from = this.#offset(shift + 1);
    const half = ' '.repeat(Math.max(0, this.#columnAt(from) - shift - 1));
    return truncate(`…${half}${this.text.slice(from, this.#offset(shift + 1 + room))}`, room);
  }

  get #width(): number {
    return this.#columnAt(this.text.length);
  }

  #columnAt(offset: number): number {
    return this.#columns ? this.#columns[offset]! : offset;
  }

  /** The first offset in the text before which that many columns are, or its end. */
  #offset(columns: number): number {
    let [low, high] = [0, this.text.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#columnAt(middle) < columns) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The parts of a line that are hidden, by their offsets, in order. */
function rangesIn(line: string, number: number, hidden: readonly Location[]): { from: number; to: number }[] {
  return hidden
    .map(({ start, end }) => ({
      // What a value continues on has its indentation left.
      from: start.line === number ? start.column - 1 : line.length - line.trimStart().length,
      to: Math.min(end.line === number ? end.column - 1 : line.length, line.length),
    }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from);
}

/** Columns on the terminal before each character of a text, and behind the last. */
function columnsOf(text: string): Int32Array {
  const columns = new Int32Array(text.length + 1);
  let [at, width] = [0, 0];
  for (const char of text) {
    columns.fill(width, at, (at += char.length));
    width += charWidth(char);
  }
  columns[text.length] = width;
  return columns;
}
