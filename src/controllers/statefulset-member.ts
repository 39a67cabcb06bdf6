/** What a StatefulSet has to know of each of its pods. */
import { sameValue } from '../api/equality.js';
import type { KubeObject, Pod } from '../api/objects.js';
import { condition, isPodReady } from '../api/pods.js';
import type { StatefulSet } from '../api/workloads.js';
import type { Seen } from './controller.js';
import { identified, ordinalOf, REVISION_LABEL } from './statefulset-identity.js';

export interface Member {
  pod: Pod;
  ordinal: number;
  /** Runs and is ready. */
  isReady: boolean;
  /** Ready, not on its way out, and its labels say which one it is. */
  isSteady: boolean;
  revision: string | undefined;
  /** The set's name. */
  of: string | undefined;
}

/** What was worked out of pods, which never change: a set looks at all of its pods whenever one of them is another. */
const members = new WeakMap<Pod, Member>();

/** A pod as one of a set's. */
export function memberOf(set: StatefulSet, pod: Pod): Member {
  const known = members.get(pod);
  return known && known.of === set.metadata.name ? known : lookAt(set, pod);
}

function lookAt(set: StatefulSet, pod: Pod): Member {
  const ordinal = ordinalOf(set, pod);
  const isReady = pod.status?.phase === 'Running' && isPodReady(pod);
  const member = {
    pod,
    ordinal,
    isReady,
    isSteady: isReady && !pod.metadata.deletionTimestamp && identified(set, pod, ordinal) === pod,
    revision: pod.metadata.labels?.[REVISION_LABEL],
    of: set.metadata.name,
  };
  members.set(pod, member);
  return member;
}

export function isCreated(pod: Pod): boolean {
  return pod.status?.phase !== undefined;
}

/** Whether a change of a pod is one of what a set looks at: that one is bound, say, is nothing to it. */
export function isSeenByItsSet({ verb, object, before }: Seen): boolean {
  if (verb !== 'update' || !before || before === object) return true;
  const [now, was] = [looksOf(object), looksOf(before)];
  return now.some((look, i) => !sameValue(look, was[i]));
}

function looksOf(object: KubeObject): unknown[] {
  const { labels, ownerReferences, deletionTimestamp } = object.metadata;
  const { status } = object as Pod;
  const ready = condition(status?.conditions, 'Ready');
  const since = ready?.status === 'True' ? ready.lastTransitionTime : undefined;
  return [labels, ownerReferences, deletionTimestamp, status?.phase, since];
}
