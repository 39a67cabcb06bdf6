/**
 * Counts of pods by node, kept up to date as pods come and go, so that no scheduling attempt has to walk all pods.
 */
import type { AffinityTerm, PodTerms } from './affinity-terms.js';
import type { PodInfo } from './pod-info.js';
import { Tally } from './tally.js';

interface Counter {
  matches(pod: PodInfo): boolean;
  tally: Tally;
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
  ): Tally {
    let counters = this.byNamespace.get(namespace);
    if (!counters) {
      counters = new Map();
      this.byNamespace.set(namespace, counters);
    }
    let counter = counters.get(question);
    if (!counter) {
      counter = { matches, tally: new Tally() };
      for (const { slot, pod } of pods()) {
        if ((namespace === '' || pod.namespace === namespace) && matches(pod)) counter.tally.add(slot, 1);
      }
      counters.set(question, counter);
    }
    return counter.tally;
  }

  update(pod: PodInfo, slot: number, by: 1 | -1): void {
    this.updateIn('', pod, slot, by);
    if (pod.namespace !== '') this.updateIn(pod.namespace, pod, slot, by);
  }

  private updateIn(namespace: string, pod: PodInfo, slot: number, by: 1 | -1): void {
    const counters = this.byNamespace.get(namespace);
    if (!counters) return;
    for (const { matches, tally } of counters.values()) if (matches(pod)) tally.add(slot, by);
  }
}

/** The pods that carry the same term. */
export interface TermGroup {
  readonly term: AffinityTerm;
  readonly weight: number;
  readonly tally: Tally;
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
      for (const [key, { term, weight, tally }] of this.lists[list]) {
        copy.lists[list].set(key, { term, weight, tally: tally.copy() });
      }
    }
    return copy;
  }

  private adjust(list: TermList, term: AffinityTerm, weight: number, slot: number, by: 1 | -1): void {
    const groups = this.lists[list];
    const key = `${weight} ${term.key}`;
    let group = groups.get(key);
    if (!group) {
      group = { term, weight, tally: new Tally() };
      groups.set(key, group);
    }
    group.tally.add(slot, by);
    if (group.tally.total === 0) groups.delete(key);
  }
}
