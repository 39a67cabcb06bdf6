/** Who is to be woken when. Times of one moment come back in the order in which they were set. */
export class Timers<T> {
  private heap: Timer<T>[] = [];
  private latest = new Map<string, Timer<T>>();
  private sequence = 0;

  /** Sets (or moves) the timer of `id`. */
  set(id: string, at: number, payload: T, routine = false): void {
    const timer = { id, at, payload, routine, sequence: this.sequence++ };
    this.latest.set(id, timer);
    this.heap.push(timer);
    this.up(this.heap.length - 1);
  }

  clear(id: string): void {
    this.latest.delete(id);
  }

  /** The time of the next timer. */
  next(): number | undefined {
    this.dropStale();
    return this.heap[0]?.at;
  }

  /** True when some timer is more than routine: the world is not at rest before it has rung. */
  get restless(): boolean {
    for (const timer of this.latest.values()) if (!timer.routine) return true;
    return false;
  }

  /** The time of the next timer that is more than routine; infinity where there is none. */
  awaited(): number {
    let first = Number.POSITIVE_INFINITY;
    for (const { routine, at } of this.latest.values()) if (!routine) first = Math.min(first, at);
    return first;
  }

  /** Takes out every timer that rings at or before `time`. */
  ring(time: number): T[] {
    const rung: T[] = [];
    for (this.dropStale(); this.heap[0] && this.heap[0].at <= time; this.dropStale()) {
      const timer = this.pop();
      this.latest.delete(timer.id);
      rung.push(timer.payload);
    }
    return rung;
  }

  private dropStale(): void {
    while (this.heap[0] && this.latest.get(this.heap[0].id) !== this.heap[0]) this.pop();
  }

  private pop(): Timer<T> {
    const top = this.heap[0]!;
    const last = this.heap.pop()!;
    if (this.heap.length > 0) {
      this.heap[0] = last;
      this.down(0);
    }
    return top;
  }

  private up(from: number): void {
    let i = from;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!before(this.heap[i]!, this.heap[parent]!)) return;
      this.swap(i, parent);
      i = parent;
    }
  }

  private down(from: number): void {
    let i = from;
    for (;;) {
      const [left, right] = [2 * i + 1, 2 * i + 2];
      let least = i;
      if (left < this.heap.length && before(this.heap[left]!, this.heap[least]!)) least = left;
      if (right < this.heap.length && before(this.heap[right]!, this.heap[least]!)) least = right;
      if (least === i) return;
      this.swap(i, least);
      i = least;
    }
  }

  private swap(i: number, j: number): void {
    [this.heap[i], this.heap[j]] = [this.heap[j]!, this.heap[i]!];
  }
}

interface Timer<T> {
  id: string;
  at: number;
  payload: T;
  routine: boolean;
  sequence: number;
}

function before<T>(a: Timer<T>, b: Timer<T>): boolean {
  return a.at < b.at || (a.at === b.at && a.sequence < b.sequence);
}
