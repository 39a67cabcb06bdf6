/** Changes beyond this many are forgotten; who asks for older ones looks at all nodes again. */
const LIMIT = 20_000;

/** The slots whose node or pods changed, one after the other. */
export class ChangeLog {
  private slots: number[] = [];
  /** The position of the first that is kept. */
  private start = 0;

  /** A mark for `since`. */
  get position(): number {
    return this.start + this.slots.length;
  }

  add(slot: number): void {
    this.slots.push(slot);
    if (this.slots.length <= LIMIT) return;
    const drop = this.slots.length >> 1;
    this.slots = this.slots.slice(drop);
    this.start += drop;
  }

  /** What changed since a mark, with repeats; undefined where that is too long ago. */
  since(position: number): readonly number[] | undefined {
    if (position < this.start) return undefined;
    return position === this.position ? [] : this.slots.slice(position - this.start);
  }
}
