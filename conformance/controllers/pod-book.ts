/** Pods as a recording tells them apart: by their owner, and by when they were made and shown. */

import type { Pod } from '../../src/api/objects.js';
import { compareTexts } from '../../src/api/text.js';
import type { Simulation } from '../../src/simulation/index.js';
import { daemonNode, type Naming, ownerText, podName } from './naming.js';
import type { Scenario } from './scenario.js';
import { namingOf } from './scenario-naming.js';

export class PodBook {
  readonly naming: Naming;
  /** The name of the ReplicaSet that was made last. */
  lastSet = '';
  /** By uid: which of its owner's pods it is, and at which step it was made. */
  private readonly ordinals = new Map<string, number>();
  private readonly made = new Map<string, number>();
  private readonly perOwner = new Map<string, number>();
  /** By name. */
  private readonly shownNames = new Map<string, string>();
  /** By uid: the line in which it was there first, and in which it was leaving. */
  private readonly shown = new Map<string, number>();
  private readonly leaving = new Map<string, number>();
  private readonly firstMinutes = new Map<string, number>();
  private seenSteps = 0;

  constructor(scenario: Scenario) {
    this.naming = namingOf(scenario, {
      ordinalOf: ({ metadata }) => this.ordinals.get(metadata.uid ?? '') ?? 0,
      firstMinute: (cronJob) => this.firstMinutes.get(cronJob),
    });
  }

  /** Takes down what was made since this was last asked. */
  readOn({ steps, cluster }: Simulation): void {
    for (; this.seenSteps < steps.length; this.seenSteps++) {
      const { verb, object } = steps[this.seenSteps]!;
      if (verb !== 'create') continue;
      if (object.kind === 'Job') this.addMinute(object.name);
      if (object.kind === 'ReplicaSet') this.lastSet = object.name;
      const pod =
        object.kind === 'Pod' ? cluster.get('Pod', `${object.namespace}/${object.name}`) : undefined;
      if (pod?.metadata.uid) this.add(pod, pod.metadata.uid);
    }
  }

  /** Takes down which pods a line of the trace shows. */
  show(pods: readonly Pod[], line: number): void {
    for (const { metadata } of pods) {
      const uid = metadata.uid ?? '';
      if (!this.shown.has(uid)) this.shown.set(uid, line);
      if (metadata.deletionTimestamp && !this.leaving.has(uid)) this.leaving.set(uid, line);
    }
  }

  /** Which of the pods the recorder's stand-in takes first: those that it saw first, or saw leaving first. */
  inOrder(pods: readonly Pod[], by: 'shown' | 'leaving' = 'shown'): Pod[] {
    const rank = ({ metadata }: Pod) => this[by].get(metadata.uid ?? '') ?? Number.POSITIVE_INFINITY;
    const first = ({ metadata }: Pod) => this.shown.get(metadata.uid ?? '') ?? 0;
    const made = ({ metadata }: Pod) => this.made.get(metadata.uid ?? '') ?? 0;
    const owner = (pod: Pod) => ownerText(pod) ?? `Pod/${pod.metadata.name}`;
    return [...pods].sort(
      (a, b) =>
        rank(a) - rank(b) ||
        first(a) - first(b) ||
        compareTexts(owner(a), owner(b)) ||
        numberOf(a) - numberOf(b) ||
        (ownerText(a)?.startsWith('DaemonSet/') ? compareTexts(daemonNode(a), daemonNode(b)) : 0) ||
        made(a) - made(b),
    );
  }

  nameOf(pod: Pod): string {
    return podName(pod, this.naming);
  }

  /** A text in which pods go by the names that recordings give them. */
  renamed(text: string): string {
    return text.replace(/[a-z0-9][a-z0-9.-]*[a-z0-9]/g, (word) => this.shownNames.get(word) ?? word);
  }

  private add(pod: Pod, uid: string): void {
    const owner = ownerText(pod) ?? 'none';
    const ordinal = (this.perOwner.get(owner) ?? 0) + 1;
    this.perOwner.set(owner, ordinal);
    this.ordinals.set(uid, ordinal);
    this.made.set(uid, this.seenSteps);
    this.shownNames.set(pod.metadata.name ?? '', this.nameOf(pod));
  }

  private addMinute(job: string): void {
    const [, cronJob, minute] = /^(.*)-(\d{8})$/.exec(job) ?? [];
    if (cronJob !== undefined && !this.firstMinutes.has(cronJob))
      this.firstMinutes.set(cronJob, Number(minute));
  }
}

function numberOf(pod: Pod): number {
  const index = pod.metadata.annotations?.['batch.kubernetes.io/job-completion-index'];
  if (index !== undefined) return Number(index);
  const ordinal = /-(\d+)$/.exec(pod.metadata.name ?? '')?.[1];
  return ownerText(pod)?.startsWith('StatefulSet/') && ordinal ? Number(ordinal) : 0;
}
