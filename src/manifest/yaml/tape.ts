/** Kinds of nodes on a tape (low bits of the first word). */
export const PLAIN = 1;
export const QUOTED = 2;
export const MAP = 3;
export const LIST = 4;
export const ALIAS = 5;
/** A number, true, false or null of a JSON text. */
export const LITERAL = 6;
export const KIND = 15;

/** Marks on a node (high bits of the first word). */
export const ANCHORED = 16;
export const TAGGED = 32;

/** Words a node takes: kind and marks, start, end, extra. */
export const STRIDE = 4;

/**
 * A document as a flat record of its nodes in the order of the text, four words each: kind and marks, start and end
 * offset in the text, and a word that depends on the kind:
 * - scalars: 0 when the value is the text between the offsets, otherwise 1 + the index in `strings`;
 * - maps and lists: the index of the first word after their last descendant (maps hold key, value, key, value …);
 * - aliases: the index of the node they stand for.
 * It is what positions are looked up in, so no node needs an object of its own.
 */
export interface Tape {
  words: Int32Array;
  length: number;
  /** Values of scalars that had to be put together (escapes, several lines, block scalars). */
  strings: string[];
  /** Tags by the index of their node. */
  tags: Map<number, string>;
}

const FEWEST_WORDS = 1024;

/** Writes tapes; one writer serves a whole text, so that its buffer is allocated once. */
export class TapeWriter {
  words: Int32Array;
  length = 0;
  strings: string[] = [];
  tags = new Map<number, string>();

  /** `length`: of the text, which mostly has no more words than that. */
  constructor(length: number) {
    this.words = new Int32Array(Math.max(FEWEST_WORDS, length >> 2));
  }

  /** Appends a node and returns its index. */
  add(kind: number, start: number, end: number, extra: number): number {
    const at = this.length;
    if (at + STRIDE > this.words.length) this.grow();
    const words = this.words;
    words[at] = kind;
    words[at + 1] = start;
    words[at + 2] = end;
    words[at + 3] = extra;
    this.length = at + STRIDE;
    return at;
  }

  /** Ends the collection at `index`: everything added since is inside it. */
  close(index: number, end: number): void {
    this.words[index + 2] = end;
    this.words[index + 3] = this.length;
  }

  /** The finished tape; the writer starts over. */
  finish(): Tape {
    const tape = {
      words: this.words.slice(0, this.length),
      length: this.length,
      strings: this.strings,
      tags: this.tags,
    };
    this.reset();
    return tape;
  }

  reset(): void {
    this.length = 0;
    this.strings = [];
    if (this.tags.size > 0) this.tags = new Map();
  }

  private grow(): void {
    const larger = new Int32Array(this.words.length * 2);
    larger.set(this.words);
    this.words = larger;
  }
}
