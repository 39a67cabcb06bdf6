/**
 * Counts of pods by node, kept up to date as pods come and go, so that no scheduling attempt has to walk all pods.
 */
import type { PodInfo } from '../pod-info.js';
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
