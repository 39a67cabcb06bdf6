/** How many pods of some sort there are, by node and by domain, kept up to date as they come and go. */
import type { Topology } from './topology.js';

/** The pods in each domain of a topology, and in all of them. */
export interface DomainCounts {
  readonly topology: Topology;
  /** By number of the domain. Changes with the tally: who wants to change it takes a copy. */
  readonly counts: Int32Array;
  total: number;
}

export class Tally {
  /** All of them, wherever they are. */
  total = 0;
  private counts = new Int32Array(16);
  private readonly domains = new Map<string, DomainCounts>();

  add(slot: number, by: number): void {
    this.total += by;
    this.reserve(slot + 1);
    this.counts[slot]! += by;
    for (const one of this.domains.values()) {
      const domain = one.topology.domainOf[slot] ?? -1;
      if (domain < 0) continue;
      one.counts[domain]! += by;
      one.total += by;
    }
  }

  /** By slot, for so many slots at least. Changes with the tally. */
  bySlot(slots: number): Int32Array {
    this.reserve(slots);
    return this.counts;
  }

  /** By the values of a label: counted once for each topology, from then on kept. */
  byDomain(topology: Topology): DomainCounts {
    const known = this.domains.get(topology.key);
    if (known?.topology === topology) return known;
    const counts = new Int32Array(topology.values.length);
    let total = 0;
    const { domainOf } = topology;
    for (let slot = 0; slot < domainOf.length && slot < this.counts.length; slot++) {
      const domain = domainOf[slot]!;
      if (domain < 0) continue;
      counts[domain]! += this.counts[slot]!;
      total += this.counts[slot]!;
    }
    const fresh = { topology, counts, total };
    this.domains.set(topology.key, fresh);
    return fresh;
  }

  /** The slots where there are any. */
  *slots(): Iterable<number> {
    for (let slot = 0; slot < this.counts.length; slot++) if (this.counts[slot]! > 0) yield slot;
  }

  copy(): Tally {
    const copy = new Tally();
    copy.total = this.total;
    copy.counts = this.counts.slice();
    return copy;
  }

  private reserve(slots: number): void {
    if (slots <= this.counts.length) return;
    const counts = new Int32Array(Math.max(slots, 2 * this.counts.length));
    counts.set(this.counts);
    this.counts = counts;
  }
}
