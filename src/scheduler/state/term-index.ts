/** The affinity terms of pods, kept up to date as they come and go, so that no attempt has to walk all pods. */
import type { AffinityTerm, PodTerms } from '../affinity-terms.js';
import type { PodInfo } from '../pod-info.js';
import { Tally } from './tally.js';

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
