/** Why a pod does not get ready that a node has taken up, where its status does not tell it and events do. */
import type { Pod } from '../api/objects.js';
import type { Cluster } from '../cluster/cluster.js';
import { hasBegun } from './begun.js';
import type { KubeletModel } from './model.js';
import { probeErrors } from './probes.js';
import { volumeTroubles } from './volumes.js';
import { UNHEALTHY, type Waiting } from './waiting.js';

/** The reason and the message of the event that tells it; undefined where there is none. */
export function heldUp(
  { isOutside }: KubeletModel,
  cluster: Cluster,
  pod: Pod,
): Required<Waiting> | undefined {
  if (!pod.spec.nodeName) return undefined;
  if (!hasBegun(pod)) return volumeTroubles({ cluster, isOutside }, pod)[0];
  const error = pod.spec.containers.flatMap(probeErrors).find(({ fatal }) => fatal);
  return error && { reason: UNHEALTHY, message: error.message };
}
