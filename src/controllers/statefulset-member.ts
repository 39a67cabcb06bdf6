/** What a StatefulSet has to know of each of its pods. */
import type { Pod } from '../api/objects.js';
import { isPodReady } from '../api/pods.js';
import type { StatefulSet } from '../api/workloads.js';
import { identified, ordinalOf, REVISION_LABEL } from './statefulset-identity.js';

export interface Member {
  pod: Pod;
  ordinal: number;
  /** Runs and is ready. */
  isReady: boolean;
  /** Its labels say which one it is. */
  isIdentified: boolean;
  revision: string | undefined;
  /** The set's name. */
  of: string;
}

/** What was worked out of pods, which never change: a set looks at all of its pods whenever one of them is another. */
const members = new WeakMap<Pod, Member>();

/** A pod as one of a set's. */
export function memberOf(set: StatefulSet, pod: Pod): Member {
  const of = set.metadata.name ?? '';
  const known = members.get(pod);
  if (known?.of === of) return known;
  const ordinal = ordinalOf(set, pod);
  const member = {
    pod,
    ordinal,
    isReady: pod.status?.phase === 'Running' && isPodReady(pod),
    isIdentified: identified(set, pod, ordinal) === pod,
    revision: pod.metadata.labels?.[REVISION_LABEL],
    of,
  };
  members.set(pod, member);
  return member;
}

export function isCreated(pod: Pod): boolean {
  return pod.status?.phase !== undefined;
}
