/** All that may lift a refusal. Adding a kind: its file, and its line here. */
import type { KubeObject } from '../../api/objects.js';
import { asJson, asKind } from '../../api/unstructured.js';
import type { Cluster } from '../../cluster/cluster.js';
import { desiredReplicas, maxSurge } from '../../controllers/deployment-limits.js';
import { type RefusedPod, refusedPod } from '../refused-pod.js';
import type { Remedy } from '../remedy.js';
import { podsOf } from '../target.js';
import type { Lifting, Refused } from './lift.js';
import { limitLifts, rangeLifts } from './limitrange.js';
import { missingLifts } from './missing.js';
import { nameLifts } from './names.js';
import { quotaLifts } from './resourcequota.js';
import { securityLifts } from './security.js';
import { policyLifts } from './validatingadmissionpolicy.js';

const LIFTINGS: readonly Lifting[] = [
  quotaLifts,
  rangeLifts,
  limitLifts,
  securityLifts,
  missingLifts,
  nameLifts,
  policyLifts,
];

/** What keeps the next pod of a workload from being made, with all that lifting it needs to know; undefined where nothing does. */
export function refusalOf(cluster: Cluster, owner: KubeObject): Refused | undefined {
  const found = refusedPod(cluster, owner);
  return found && { ...found, cluster, owner, missing: missingOf(cluster, owner, found) };
}

/** So many pods more than there are; of a rollout as many as there are while it goes on. */
function missingOf(cluster: Cluster, owner: KubeObject, { wanted, there }: RefusedPod): number {
  if (owner.kind !== 'Deployment') return wanted - there;
  const deployment = asKind<'Deployment'>(asJson(owner));
  const pods = podsOf(cluster, owner).length;
  const surge = pods > there ? maxSurge(deployment) : 0;
  return Math.max(1, desiredReplicas(deployment) + surge - pods);
}

export function liftsOf(cluster: Cluster, owner: KubeObject): Remedy[] {
  const refused = refusalOf(cluster, owner);
  return refused ? LIFTINGS.flatMap((lifting) => lifting(refused)) : [];
}
