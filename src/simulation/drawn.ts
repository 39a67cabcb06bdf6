/** What a plan tells of a choice that the real controller leaves to chance. */

import { pushTo } from '../api/lists.js';
import { controllerRef, keyOf } from '../api/object-key.js';
import type { Pod } from '../api/objects.js';
import { isPodActive } from '../api/pods.js';
import type { Cluster, Drawn } from '../cluster/cluster.js';
import type { DrawnFrom } from './plan.js';

const ZONE = 'topology.kubernetes.io/zone';

/**
 * Among which pods is drawn, and which zones may be left without one; `first`: the world that was given, whose uids are
 * real: where they decide among its own pods nothing is left to chance.
 */
export function drawnFrom(
  { count, among, byUid }: Drawn,
  first: Cluster,
  now: Cluster,
): DrawnFrom | undefined {
  if (byUid && among.every((key) => first.get('Pod', key))) return undefined;
  const pods = among.flatMap((key) => now.get('Pod', key) ?? []);
  const empty = emptiedZones(pods, count, now);
  return {
    count,
    among: pods.map(({ metadata }) => metadata.name ?? ''),
    ...(empty.length > 0 ? { mayEmpty: empty } : {}),
  };
}

/** Zones that have no other pods of the same owner than those that may all be taken. */
function emptiedZones(pods: readonly Pod[], count: number, cluster: Cluster): string[] {
  const [first] = pods;
  const owner = first && controllerRef(first);
  if (!owner) return [];
  const family = cluster.managedBy(owner.uid, 'Pod').filter(isPodActive);
  const zones = new Map<string, Pod[]>();
  for (const pod of family) {
    const zone = zoneOf(pod, cluster);
    if (zone !== undefined) pushTo(zones, zone, pod);
  }
  if (zones.size < 2) return [];
  const keys = new Set(pods.map(keyOf));
  return [...zones]
    .filter(([, inside]) => inside.length <= count && inside.every((pod) => keys.has(keyOf(pod))))
    .map(([zone]) => zone)
    .sort();
}

function zoneOf({ spec }: Pod, cluster: Cluster): string | undefined {
  return cluster.get('Node', spec.nodeName ?? '')?.metadata.labels?.[ZONE];
}
