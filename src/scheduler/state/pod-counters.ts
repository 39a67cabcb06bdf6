/**
 * Counts of pods by node, kept up to date as pods come and go, so that no scheduling attempt has to walk all pods.
 */
import { pushTo } from '../../api/lists.js';
import type { PodInfo } from '../pod-info.js';
import { Tally } from './tally.js';

/** What is counted. */
export interface Question {
  /** Names all that `matches` depends on. */
  name: string;
  matches(pod: PodInfo): boolean;
  /** A label that every pod has which matches: others are not asked. */
  needs?: { key: string; value: string } | undefined;
}

interface Counter {
  matches(pod: PodInfo): boolean;
  tally: Tally;
}

/** The counters of the questions that are limited to one namespace, or of those that are not. */
class Counters {
  readonly byName = new Map<string, Counter>();
  private readonly byLabel = new Map<string, Counter[]>();
  private readonly others: Counter[] = [];

  add({ name, matches, needs }: Question): Tally {
    const counter = { matches, tally: new Tally() };
    this.byName.set(name, counter);
    if (needs) pushTo(this.byLabel, `${needs.key}=${needs.value}`, counter);
    else this.others.push(counter);
    return counter.tally;
  }

  update(pod: PodInfo, slot: number, by: 1 | -1): void {
    updateAll(this.others, pod, slot, by);
    if (this.byLabel.size === 0) return;
    for (const [key, value] of Object.entries(pod.labels))
      updateAll(this.byLabel.get(`${key}=${value}`) ?? [], pod, slot, by);
  }
}

function updateAll(counters: readonly Counter[], pod: PodInfo, slot: number, by: 1 | -1): void {
  for (const { matches, tally } of counters) if (matches(pod)) tally.add(slot, by);
}

/** A pod on a node. */
interface Placed {
  slot: number;
  pod: PodInfo;
}

/** So many questions are answered by walking all pods: to file them by their labels takes as long. */
const FEW_QUESTIONS = 32;

/** Of each question asked once (`which pods match …?`), the running answer. */
export class PodCounters {
  /** By the namespace to which questions are limited; empty: any. */
  private readonly byNamespace = new Map<string, Counters>();
  /** By `KEY=VALUE` of their labels and by their own keys: the placed pods, once a question needs a label. */
  private labelled: Map<string, Map<string, Placed>> | undefined;
  /** How many questions needed a label so far. */
  private asked = 0;

  /** The counts for a question; `pods` walks all placed pods. */
  count(namespace: string, question: Question, pods: () => Iterable<Placed>): Tally {
    let counters = this.byNamespace.get(namespace);
    if (!counters) {
      counters = new Counters();
      this.byNamespace.set(namespace, counters);
    }
    const known = counters.byName.get(question.name);
    if (known) return known.tally;
    const tally = counters.add(question);
    const { matches, needs } = question;
    const isFew = !needs || (!this.labelled && ++this.asked <= FEW_QUESTIONS);
    for (const { slot, pod } of isFew ? pods() : this.withLabel(needs, pods)) {
      if (needs && pod.labels[needs.key] !== needs.value) continue;
      if ((namespace === '' || pod.namespace === namespace) && matches(pod)) tally.add(slot, 1);
    }
    return tally;
  }

  update(pod: PodInfo, slot: number, by: 1 | -1): void {
    if (this.labelled) file(this.labelled, { slot, pod }, by);
    this.byNamespace.get('')?.update(pod, slot, by);
    if (pod.namespace !== '') this.byNamespace.get(pod.namespace)?.update(pod, slot, by);
  }

  private withLabel(
    { key, value }: { key: string; value: string },
    pods: () => Iterable<Placed>,
  ): Iterable<Placed> {
    if (!this.labelled) {
      this.labelled = new Map();
      for (const placed of pods()) file(this.labelled, placed, 1);
    }
    return this.labelled.get(`${key}=${value}`)?.values() ?? [];
  }
}

function file(labelled: Map<string, Map<string, Placed>>, placed: Placed, by: 1 | -1): void {
  const { key, labels } = placed.pod;
  for (const [name, value] of Object.entries(labels)) {
    const pair = `${name}=${value}`;
    const alike = labelled.get(pair);
    if (by === -1) alike?.delete(key);
    else if (alike) alike.set(key, placed);
    else labelled.set(pair, new Map([[key, placed]]));
  }
}
