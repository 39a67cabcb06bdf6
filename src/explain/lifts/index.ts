/** All that may lift a refusal. Adding a kind: its file, and its line here. */
import type { KubeObject } from '../../api/objects.js';
import type { Cluster } from '../../cluster/cluster.js';
import { refusedPod } from '../refused-pod.js';
import type { Remedy } from '../remedy.js';
import type { Lifting, Refused } from './lift.js';
import { limitLifts, rangeLifts } from './limitrange.js';
import { missingLifts } from './missing.js';
import { nameLifts } from './names.js';
import { quotaLifts } from './resourcequota.js';
import { securityLifts } from './security.js';

const LIFTINGS: readonly Lifting[] = [
  quotaLifts,
  rangeLifts,
  limitLifts,
  securityLifts,
  missingLifts,
  nameLifts,
];

/** What keeps the next pod of a workload from being made, with all that lifting it needs to know; undefined where nothing does. */
export function refusalOf(cluster: Cluster, owner: KubeObject): Refused | undefined {
  const found = refusedPod(cluster, owner);
  return found && { ...found, cluster, owner, missing: found.wanted - found.there };
}

export function liftsOf(cluster: Cluster, owner: KubeObject): Remedy[] {
  const refused = refusalOf(cluster, owner);
  return refused ? LIFTINGS.flatMap((lifting) => lifting(refused)) : [];
}
