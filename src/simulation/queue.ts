/** First come, first served. */
export class Queue<T> {
  private items: T[] = [];
  private head = 0;

  push(item: T): void {
    this.items.push(item);
  }

  take(): T | undefined {
    if (this.head < this.items.length) return this.items[this.head++];
    this.items = [];
    this.head = 0;
    return undefined;
  }
}
