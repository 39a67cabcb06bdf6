/** Emptying a namespace that is being deleted (pkg/controller/namespace): first its pods, then all else. */

import { setCondition } from '../api/conditions.js';
import { largest } from '../api/lists.js';
import type { Condition, KubeObject } from '../api/objects.js';
import { parseTime } from '../api/time.js';
import { resourceOf } from '../apiserver/served.js';
import type { Cluster } from '../cluster/cluster.js';
import { type Controller, controller, type Session } from './controller.js';
import { itself } from './ownership.js';

const FINALIZER = 'kubernetes';
/** The servers get that long to see that the namespace takes nothing new. */
const GRACE_MS = 5000;
/** What is kept by finalizers is looked at again about that often. */
const FINALIZER_SECONDS = 15;

/** Deletes everything in a terminating namespace and lets it go when it is empty. */
export const namespace: Controller = controller('namespace', { Namespace: itself }, (session, name) => {
  const found = session.cluster.get('Namespace', name);
  if (!found?.metadata.deletionTimestamp) return;
  const begin = (parseTime(found.metadata.deletionTimestamp) ?? session.now) + GRACE_MS;
  if (session.now < begin) return session.wakeAt(begin);
  const left = empty(session, name);
  const next = session.cluster.get('Namespace', name);
  if (!next) return;
  const conditions = remaining(session.cluster, left, next.status?.conditions, session.now);
  session.updateStatus({ ...next, status: { ...next.status, conditions } });
  if (left.length > 0) {
    session.wakeAt(lookAgain(left, session.now));
    return;
  }
  const finalizers = next.spec?.finalizers?.filter((one) => one !== FINALIZER) ?? [];
  session.finalize({ ...next, spec: { ...next.spec, finalizers } });
});

/** When it is worth looking again: after half of the longest time that the pods may take, and a second. */
function lookAgain(left: readonly KubeObject[], now: number): number {
  const graces = left.map((object) => Number(object.metadata.deletionGracePeriodSeconds ?? 0));
  const longest = largest(graces, 0) || FINALIZER_SECONDS;
  return now + (Math.floor(longest / 2) + 1) * 1000;
}

/** Asks what is there to go, and returns what still is. */
function empty(session: Session, name: string): KubeObject[] {
  const pods = session.cluster.list('Pod', name);
  for (const pod of pods)
    if (!pod.metadata.deletionTimestamp) session.delete(pod, { propagation: 'Background' });
  if (session.cluster.list('Pod', name).length > 0) return session.cluster.list('Pod', name);
  for (const object of contents(session.cluster, name)) {
    if (!object.metadata.deletionTimestamp) session.delete(object, { propagation: 'Background' });
  }
  return contents(session.cluster, name);
}

function contents(cluster: Cluster, name: string): KubeObject[] {
  return cluster.kinds().flatMap((kind) => cluster.list(kind, name));
}

function remaining(
  cluster: Cluster,
  left: readonly KubeObject[],
  conditions: readonly Condition[] | undefined,
  now: number,
): Condition[] {
  const counts = new Map<string, number>();
  for (const object of left) {
    const name = resourceOf(cluster, object);
    // The core group has no name, but its dot is printed all the same.
    const printed = name.includes('.') ? name : `${name}.`;
    counts.set(printed, (counts.get(printed) ?? 0) + 1);
  }
  const parts = [...counts].map(([resource, n]) => `${resource} has ${n} resource instances`);
  return setCondition(
    conditions,
    left.length === 0
      ? {
          type: 'NamespaceContentRemaining',
          status: 'False',
          reason: 'ContentRemoved',
          message: 'All content successfully removed',
        }
      : {
          type: 'NamespaceContentRemaining',
          status: 'True',
          reason: 'SomeResourcesRemain',
          message: `Some resources are remaining: ${parts.join(', ')}`,
        },
    now,
  );
}
