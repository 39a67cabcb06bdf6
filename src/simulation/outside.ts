/** What pods need and the world does not hold: which of it is taken to be there all the same. */
import type { KubeObject } from '../api/objects.js';
import type { Cluster } from '../cluster/cluster.js';
import { type IsOutside, notFoundBy } from '../kubelet/configuration.js';
import { type Described, isDescribed } from '../references/described.js';
import { referencesOfRows } from '../references/references-of.js';
import { podTemplatePath } from '../schema/resources.js';

/** What is needed to say so. */
export interface OutsideInput {
  described: Described;
  /** What nobody knows of is taken to be there: there is more than what was given. */
  open: boolean;
  /** The world with what comes to it, if there is something. */
  coming?: Cluster;
}

/** The objects that containers and volumes need. */
export const neededBy = referencesOfRows((row) => 'reads' in row && row.reads !== undefined);

/**
 * Of a world as it is before anything is done to it: what is described is all that there is; else that is taken to be there
 * which its workloads name, since they run with it, and what none of its pods says that it is missing.
 */
export function outsideOf(cluster: Cluster, { described, open, coming = cluster }: OutsideInput): IsOutside {
  let missing: ReadonlySet<string> | undefined;
  let named: ReadonlySet<string> | undefined;
  return (kind, namespace, name) => {
    if (isDescribed(described, kind, namespace)) return false;
    // What was there once is gone.
    const key = `${namespace}/${name}`;
    if (cluster.get(kind, key) ?? coming.get(kind, key)) return false;
    const id = `${kind} ${key}`;
    missing ??= saidToBeMissing(cluster);
    if (missing.has(id)) return false;
    if (open) return true;
    named ??= namedIn(cluster);
    return named.has(id);
  };
}

/** What kubelets say that they did not find. */
function saidToBeMissing(cluster: Cluster): ReadonlySet<string> {
  const found = new Set<string>();
  for (const pod of cluster.list('Pod')) {
    const { initContainerStatuses = [], containerStatuses = [] } = pod.status ?? {};
    for (const list of [initContainerStatuses, containerStatuses]) {
      for (const { name, state } of list) {
        const message = state?.waiting?.message;
        const need = message === undefined ? undefined : notFoundBy(pod, name, message);
        if (need) found.add(`${need.to} ${need.namespace}/${need.name}`);
      }
    }
  }
  return found;
}

function namedIn(cluster: Cluster): ReadonlySet<string> {
  const found = new Set<string>();
  for (const kind of cluster.kinds()) {
    if (!podTemplatePath(kind)) continue;
    for (const object of cluster.list(kind) as KubeObject[]) {
      for (const need of neededBy(object)) {
        if (need.by === 'name') found.add(`${need.to} ${need.namespace}/${need.name}`);
      }
    }
  }
  return found;
}
