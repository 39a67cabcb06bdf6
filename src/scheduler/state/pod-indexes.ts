import type { PodInfo } from '../pod-info.js';
import { PodCounters } from './pod-counters.js';
import { TermIndex } from './term-index.js';

/** What is counted of the pods on nodes, kept up to date as they come and go. */
export class PodIndexes {
  /** Not copied: who asks in a copy counts anew. */
  readonly counters = new PodCounters();
  terms = new TermIndex();
  /** How many pods there are of each priority. */
  private priorities = new Map<number, number>();
  /** How many volumes of pods use each claim. */
  private claims = new Map<string, number>();

  /** A pod came to a node (1) or left it (-1). */
  update(info: PodInfo, slot: number, by: 1 | -1): void {
    this.counters.update(info, slot, by);
    this.terms.update(info, slot, by);
    const alike = (this.priorities.get(info.priority) ?? 0) + by;
    if (alike > 0) this.priorities.set(info.priority, alike);
    else this.priorities.delete(info.priority);
    for (const claim of info.claims) this.claims.set(claim, (this.claims.get(claim) ?? 0) + by);
  }

  /** Whether any pod is of lower priority. */
  hasBelow(priority: number): boolean {
    for (const lower of this.priorities.keys()) if (lower < priority) return true;
    return false;
  }

  claimUsers(claim: string): number {
    return this.claims.get(claim) ?? 0;
  }

  copy(): PodIndexes {
    const copy = new PodIndexes();
    copy.terms = this.terms.copy();
    copy.priorities = new Map(this.priorities);
    copy.claims = new Map(this.claims);
    return copy;
  }
}
