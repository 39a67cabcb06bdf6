/** Kinds of tokens. */
export const STREAM_END = 1;
export const VERSION_DIRECTIVE = 2;
export const TAG_DIRECTIVE = 3;
export const DOCUMENT_START = 4;
export const DOCUMENT_END = 5;
export const BLOCK_LIST_START = 6;
export const BLOCK_MAP_START = 7;
export const BLOCK_END = 8;
export const FLOW_LIST_START = 9;
export const FLOW_LIST_END = 10;
export const FLOW_MAP_START = 11;
export const FLOW_MAP_END = 12;
export const BLOCK_ENTRY = 13;
export const FLOW_ENTRY = 14;
export const KEY = 15;
export const VALUE = 16;
export const ALIAS_TOKEN = 17;
export const ANCHOR_TOKEN = 18;
export const TAG_TOKEN = 19;
export const PLAIN_SCALAR = 20;
export const QUOTED_SCALAR = 21;

const WORDS = 4;
const ROOM = 64;

/**
 * The tokens that were scanned and not yet taken, as numbers: kind, start, end and a word that depends on the kind.
 * Tokens are numbered from 0 in the order of the text, so that one can be put before another that waits.
 */
export class TokenQueue {
  /** How many were taken: the number of the first that waits. */
  taken = 0;
  private words = new Int32Array(ROOM * WORDS);
  private head = 0;
  private tail = 0;

  clear(): void {
    this.head = this.tail = this.taken = 0;
  }

  get isEmpty(): boolean {
    return this.head === this.tail;
  }

  /** The number that the next token to be added gets. */
  get next(): number {
    return this.taken + (this.tail - this.head) / WORDS;
  }

  /** A word of the first token. */
  word(index: number): number {
    return this.words[this.head + index]!;
  }

  take(): void {
    this.head += WORDS;
    this.taken++;
    if (this.head === this.tail) this.head = this.tail = 0;
  }

  add(kind: number, start: number, end: number, extra: number): void {
    if (this.tail + WORDS > this.words.length) this.makeRoom();
    const at = this.tail;
    const words = this.words;
    words[at] = kind;
    words[at + 1] = start;
    words[at + 2] = end;
    words[at + 3] = extra;
    this.tail = at + WORDS;
  }

  /** Puts a token without width before the one with this number; at the end if that one was taken already. */
  insert(kind: number, offset: number, number: number): void {
    if (number < this.taken) {
      this.add(kind, offset, offset, 0);
      return;
    }
    if (this.tail + WORDS > this.words.length) this.makeRoom();
    const words = this.words;
    const at = this.head + (number - this.taken) * WORDS;
    for (let i = this.tail - 1; i >= at; i--) words[i + WORDS] = words[i]!;
    words[at] = kind;
    words[at + 1] = offset;
    words[at + 2] = offset;
    words[at + 3] = 0;
    this.tail += WORDS;
  }

  private makeRoom(): void {
    if (this.head > this.words.length >> 1) this.words.copyWithin(0, this.head, this.tail);
    else {
      const larger = new Int32Array(this.words.length * 2);
      larger.set(this.words.subarray(this.head, this.tail));
      this.words = larger;
    }
    this.tail -= this.head;
    this.head = 0;
  }
}
