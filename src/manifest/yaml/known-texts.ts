/** Texts that come again and again in one text (`name`, `apiVersion`, `Always`): each is cut out of it once. */

/** Longer ones rarely come twice. */
const LONGEST = 32;
const SLOTS = 1024;

export class KnownTexts {
  /** Where the text of a slot begins. */
  private readonly starts = new Int32Array(SLOTS);
  private readonly known = new Array<string>(SLOTS).fill('');

  constructor(
    private readonly text: string,
    private readonly codes: Uint16Array,
  ) {}

  /** What stands between two offsets. */
  between(start: number, end: number): string {
    const { codes, starts } = this;
    const length = end - start;
    if (length > LONGEST || length <= 0) return this.text.slice(start, end);
    let hash = length;
    for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + codes[at]!) | 0;
    const slot = (hash ^ (hash >>> 10)) & (SLOTS - 1);
    const known = this.known[slot]!;
    if (known.length === length) {
      let [at, other] = [start, starts[slot]!];
      while (at < end && codes[at] === codes[other]) {
        at++;
        other++;
      }
      if (at === end) return known;
    }
    const piece = this.text.slice(start, end);
    this.known[slot] = piece;
    starts[slot] = start;
    return piece;
  }
}
