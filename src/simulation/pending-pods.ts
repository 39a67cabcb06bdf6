/** Pods that wait to be placed: the highest priority first, within one priority who came first. */
import { largest } from '../api/lists.js';
export class PendingPods {
  private readonly byPriority = new Map<number, Map<string, number | undefined>>();
  private readonly priorities = new Map<string, number>();

  get size(): number {
    return this.priorities.size;
  }

  /** Adds a pod (or says anew why it waits; its place in the queue stays). */
  add(key: string, priority: number, cause: number | undefined): void {
    if (this.priorities.get(key) !== priority) this.delete(key);
    this.priorities.set(key, priority);
    const queue = this.byPriority.get(priority) ?? new Map<string, number | undefined>();
    queue.set(key, cause);
    this.byPriority.set(priority, queue);
  }

  delete(key: string): void {
    const priority = this.priorities.get(key);
    if (priority === undefined) return;
    this.priorities.delete(key);
    const queue = this.byPriority.get(priority);
    queue?.delete(key);
    if (queue?.size === 0) this.byPriority.delete(priority);
  }

  /** Takes out the next one. */
  take(): { key: string; cause: number | undefined } | undefined {
    const [next] = this.byPriority.get(largest(this.byPriority.keys())) ?? [];
    if (!next) return undefined;
    const [key, cause] = next;
    this.delete(key);
    return { key, cause };
  }
}
