import type { Pod } from '../api/objects.js';
import type { Cluster } from '../cluster/cluster.js';
import { behaviourOf, isUsual } from './behaviour.js';
import { isDoomed } from './containers.js';
import type { KubeletModel } from './model.js';

/** A container of a pod that runs just now, between two times that it ends; undefined: there is none. */
export function doomedContainer(model: KubeletModel, cluster: Cluster, pod: Pod): string | undefined {
  if (
    isUsual(model) &&
    !pod.spec.containers.some(({ livenessProbe, startupProbe }) => livenessProbe ?? startupProbe)
  )
    return undefined;
  return pod.spec.containers.find((container) => {
    const status = pod.status?.containerStatuses?.find(({ name }) => name === container.name);
    if (!status?.state?.running || status.restartCount < 2) return false;
    return isDoomed({ container, does: behaviourOf(model, cluster, pod, container) }, pod);
  })?.name;
}
