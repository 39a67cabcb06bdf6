/** ConfigMaps and Secrets that manifests name and that are not there, with the places in the files. */
import { keyOf, kindOf, refOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import { compareTexts } from '../api/text.js';
import type { Cluster } from '../cluster/cluster.js';
import { type Configured, type IsOutside, missingIn } from '../kubelet/configuration.js';
import { isDescribed } from '../references/described.js';
import type { NameReference } from '../references/reference.js';
import { neededBy } from './outside.js';
import type { MissingObject } from './plan.js';
import type { World } from './world.js';

/** What the pods of a workload need and do not find. */
export interface Lack {
  need: NameReference;
  /** Of an object that is there: the key that it does not have. */
  key?: NameReference['keys'][number];
}

/** All that the pods of a workload need and do not find, but for what is optional, or mounted by nobody. */
export function lacksOf(world: Configured, workload: KubeObject): Lack[] {
  return neededBy(workload).flatMap((need): Lack[] => {
    if (need.by !== 'name' || need.optional || need.reads.length === 0) return [];
    const lack = missingIn(world, need);
    return lack ? [{ need, ...lack }] : [];
  });
}

/**
 * What is missing at the end of a plan of all that the pods of its manifests need; optional things and volumes that nobody
 * mounts are not needed.
 */
export function missingObjects(
  { manifests, described, before, cluster: coming }: World,
  cluster: Cluster,
  isOutside: IsOutside,
): MissingObject[] {
  const missing = new Map<string, MissingObject>();
  for (const { given, document } of manifests) {
    // What was refused, or is gone, needs nothing.
    if (!cluster.get(kindOf(given), keyOf(given))) continue;
    for (const { need, key: lacking } of lacksOf({ cluster, isOutside }, given)) {
      const { to, namespace, name } = need;
      const key = `${namespace}/${name}`;
      const isGone = (before.get(to, key) ?? coming.get(to, key)) !== undefined;
      const id = JSON.stringify([to, namespace, name, lacking?.key]);
      const one = missing.get(id) ?? {
        object: { apiVersion: 'v1', kind: to, ...(namespace !== undefined && { namespace }), name },
        ...(lacking && { key: lacking.key }),
        known: lacking !== undefined || isGone || isDescribed(described, to, namespace),
        leftOut: true,
        named: [],
      };
      missing.set(id, one);
      one.leftOut &&= need.unmet === 'left-out';
      one.named.push({ by: refOf(given), location: document.locate(lacking?.path ?? need.path) });
    }
  }
  return [...missing.values()].sort((a, b) => compareTexts(placeOf(a), placeOf(b)));
}

/** Where it is named first; the texts are in the order of the places. */
function placeOf({ named: [first] }: MissingObject): string {
  const { file = '', start } = first?.location ?? {};
  return `${file} ${String(start?.offset ?? 0).padStart(12, '0')}`;
}
