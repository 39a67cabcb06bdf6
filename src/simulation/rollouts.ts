/** Which revision of its template a workload had, and which one it has now. */
import { keyOf, kindOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import type { Cluster } from '../cluster/cluster.js';
import { controlledBy } from '../cluster/controlled-by.js';
import type { Revision, Rollout } from './plan.js';

const REVISION = 'deployment.kubernetes.io/revision';

/** From which revision to which the plan moves a workload; undefined where its template stays or it is new. */
export function rolloutOf(before: Cluster, after: Cluster, object: KubeObject): Rollout | undefined {
  const old = before.get(kindOf(object), keyOf(object)) as KubeObject | undefined;
  if (old?.metadata.uid !== object.metadata.uid) return undefined;
  const [from, to] = [newest(before, object), newest(after, object)];
  return from && to && from.name !== to.name ? { from, to } : undefined;
}

/** The ReplicaSet of a Deployment, the ControllerRevision of others, with the highest revision. */
function newest(cluster: Cluster, owner: KubeObject): Revision | undefined {
  let found: Revision | undefined;
  const consider = (kind: string, { metadata }: KubeObject, revision: number) => {
    if (Number.isInteger(revision) && revision > (found?.revision ?? 0))
      found = { kind, name: metadata.name ?? '', revision };
  };
  if (owner.kind === 'Deployment') {
    for (const set of controlledBy(cluster, owner, 'ReplicaSet'))
      consider('ReplicaSet', set, Number(set.metadata.annotations?.[REVISION]));
  } else if (owner.kind === 'StatefulSet' || owner.kind === 'DaemonSet') {
    for (const one of controlledBy(cluster, owner, 'ControllerRevision'))
      consider('ControllerRevision', one, one.revision);
  }
  return found;
}
