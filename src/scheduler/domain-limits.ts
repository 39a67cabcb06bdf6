/**
 * Rules about how many pods there are where a node is: a zone, a host, any value of a node's label. Said as data, so
 * that they can be held against all nodes at once.
 */

import type { Topology } from './state/topology.js';
import type { Status } from './status.js';

/** Refuses the nodes in whose domain there are fewer than `min` or more than `max` pods. */
export interface DomainLimit {
  readonly topology: Topology;
  /** By number of the domain. Shared with the tally that they are from, until the limit has a copy of its own. */
  counts: Int32Array;
  isOwn: boolean;
  min: number;
  max: number;
  readonly refusal: Status;
  /** What nodes without the label are told; undefined where the rule is not about them. */
  readonly unlabelled: Status | undefined;
}

/** Counts pods that would come to a domain or go. Counts are copied only here, as most attempts change none. */
export function shiftDomain(limit: DomainLimit, domain: number, by: number): void {
  if (!limit.isOwn) limit.counts = limit.counts.slice();
  limit.isOwn = true;
  limit.counts[domain]! += by;
}

/** What the first limit that the node breaks says of it. */
export function brokenLimit(limits: readonly DomainLimit[], slot: number): Status | undefined {
  for (const { topology, counts, min, max, refusal, unlabelled } of limits) {
    const domain = topology.domainOf[slot]!;
    if (domain < 0) {
      if (unlabelled) return unlabelled;
      continue;
    }
    const count = counts[domain]!;
    if (count < min || count > max) return refusal;
  }
  return undefined;
}

/** Sets to 0 in `passes` (in the order of `slots`) the nodes that break the limit. */
export function holdAgainst(limit: DomainLimit, slots: Int32Array, passes: Uint8Array): void {
  const { counts, min, max, unlabelled } = limit;
  const { domainOf } = limit.topology;
  const withoutLabel = unlabelled ? 0 : 1;
  for (let i = 0; i < slots.length; i++) {
    const domain = domainOf[slots[i]!]!;
    if (domain < 0) passes[i]! &= withoutLabel;
    else {
      const count = counts[domain]!;
      if (count < min || count > max) passes[i] = 0;
    }
  }
}
