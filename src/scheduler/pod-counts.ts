/**
 * Counts of pods by node, kept up to date as pods come and go, so that no scheduling attempt has to walk all pods.
 */
import type { AffinityTerm, PodTerms } from './affinity-terms.js';
import type { PodInfo } from './pod-info.js';

/** How many pods there are on each node (by slot); nodes without any are absent. */
export type CountBySlot = ReadonlyMap<number, number>;

function adjust(counts: Map<number, number>, slot: number, by: number): void {
  const count = (counts.get(slot) ?? 0) + by;
  if (count === 0) counts.delete(slot);
  else counts.set(slot, count);
}

interface Counter {
  matches(pod: PodInfo): boolean;
  counts: Map<number, number>;
}

/** Of each question asked once (`which pods match …?`), the running answer. */
export class PodCounters {
  /** Namespace the question is limited to (empty: any) → question → counter. */
  private readonly byNamespace = new Map<string, Map<string, Counter>>();

  /** The counts for a question. `question` must name all that `matches` depends on; `pods` walks all placed pods. */
  count(
    namespace: string,
    question: string,
    matches: (pod: PodInfo) => boolean,
    pods: () => Iterable<{ slot: number; pod: PodInfo }>,
  ): CountBySlot {
    let counters = this.byNamespace.get(namespace);
    if (!counters) {
      counters = new Map();
      this.byNamespace.set(namespace, counters);
    }
    let counter = counters.get(question);
    if (!counter) {
      counter = { matches, counts: new Map() };
      for (const { slot, pod } of pods()) {
        if ((namespace === '' || pod.namespace === namespace) && matches(pod))
          adjust(counter.counts, slot, 1);
      }
      counters.set(question, counter);
    }
    return counter.counts;
  }

  update(pod: PodInfo, slot: number, by: 1 | -1): void {
    for (const namespace of ['', pod.namespace]) {
      const counters = this.byNamespace.get(namespace);
      if (!counters) continue;
      for (const counter of counters.values()) if (counter.matches(pod)) adjust(counter.counts, slot, by);
    }
  }
}

/** The pods on each node that carry the same term. */
export interface TermGroup {
  readonly term: AffinityTerm;
  readonly weight: number;
  readonly counts: Map<number, number>;
}

export type TermList = keyof PodTerms;
const TERM_LISTS: readonly TermList[] = [
  'requiredAffinity',
  'requiredAntiAffinity',
  'preferredAffinity',
  'preferredAntiAffinity',
];

/** The affinity terms of all placed pods, each distinct one once. */
export class TermIndex {
  private readonly lists: Record<TermList, Map<string, TermGroup>> = {
    requiredAffinity: new Map(),
    requiredAntiAffinity: new Map(),
    preferredAffinity: new Map(),
    preferredAntiAffinity: new Map(),
  };

  groups(list: TermList): Iterable<TermGroup> {
    return this.lists[list].values();
  }

  update({ terms }: PodInfo, slot: number, by: 1 | -1): void {
    if (!terms) return;
    for (const list of TERM_LISTS) {
      for (const one of terms[list]) {
        if ('term' in one) this.adjust(list, one.term, one.weight, slot, by);
        else this.adjust(list, one, 1, slot, by);
      }
    }
  }

  copy(): TermIndex {
    const copy = new TermIndex();
    for (const list of TERM_LISTS) {
      for (const [key, { term, weight, counts }] of this.lists[list]) {
        copy.lists[list].set(key, { term, weight, counts: new Map(counts) });
      }
    }
    return copy;
  }

  private adjust(list: TermList, term: AffinityTerm, weight: number, slot: number, by: 1 | -1): void {
    const groups = this.lists[list];
    const key = `${weight} ${term.key}`;
    let group = groups.get(key);
    if (!group) {
      group = { term, weight, counts: new Map() };
      groups.set(key, group);
    }
    adjust(group.counts, slot, by);
    if (group.counts.size === 0) groups.delete(key);
  }
}
