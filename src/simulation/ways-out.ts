/** What is known to let a stuck workload go on, tried on a copy of the world before it is said. */
import { keyOf, objectKey } from '../api/object-key.js';
import type { KubeObject, Pod } from '../api/objects.js';
import { quote } from '../api/shell.js';
import type { StatefulSet } from '../api/workloads.js';
import type { Cluster } from '../cluster/cluster.js';
import { controlledBy } from '../cluster/controlled-by.js';
import { idOfRef, objectWith } from '../cluster/object-id.js';
import type { KubeletModel } from '../kubelet/model.js';
import type { Scheduler } from '../scheduler/configuration/scheduler.js';
import { desiredOf, readyOf } from './numbers-of.js';
import type { StuckPod, WayOut, WorkloadOutcome } from './plan.js';
import { Simulation } from './simulation.js';

const PATIENCE_MS = 3_600_000;
/** More than this are not tried for one plan. */
const MOST_TRIED = 5;
const REVISION = 'controller-revision-hash';

/** The world in which something is stuck. */
export interface StuckWorld {
  cluster: Cluster;
  now: number;
  kubelet: KubeletModel;
  scheduler?: Scheduler | undefined;
}

/** The workloads, with what lets those go on that are stuck, and why they are, where that is known. */
export function withWaysOut(
  workloads: readonly WorkloadOutcome[],
  stuck: readonly StuckPod[],
  world: StuckWorld,
): WorkloadOutcome[] {
  let tried = 0;
  return workloads.map((one) => {
    const object = one.state === 'stuck' ? objectWith(idOfRef(one.object), world.cluster) : undefined;
    const pod =
      object?.kind === 'StatefulSet' ? heldUpBy(object as StatefulSet, stuck, world.cluster) : undefined;
    if (!object || !pod || tried++ >= MOST_TRIED) return one;
    const wayOut = tryDeleting(pod.pod, object, world);
    const { reason, message } = pod.stuck;
    const why = `waits for ${pod.pod.metadata.name}, which is not replaced while it is not ready (OrderedReady): ${reason}${message && `: ${message}`}`;
    return { ...one, reason: why, ...(wayOut.ready > one.ready && { wayOut }) };
  });
}

/**
 * The pod of an older template that an ordered StatefulSet waits for: it is neither ready nor replaced until it is (the
 * "forced rollback" of its documentation).
 */
function heldUpBy(
  set: StatefulSet,
  stuck: readonly StuckPod[],
  cluster: Cluster,
): { pod: Pod; stuck: StuckPod } | undefined {
  const { podManagementPolicy = 'OrderedReady', updateStrategy } = set.spec;
  if (podManagementPolicy !== 'OrderedReady' || updateStrategy?.type === 'OnDelete') return undefined;
  const own = new Set(controlledBy(cluster, set, 'Pod').map(keyOf));
  for (const one of stuck) {
    const key = objectKey(one.object.namespace, one.object.name);
    const pod = own.has(key) ? cluster.get('Pod', key) : undefined;
    if (pod && pod.metadata.labels?.[REVISION] !== set.status?.updateRevision) return { pod, stuck: one };
  }
  return undefined;
}

function tryDeleting(pod: Pod, workload: KubeObject, world: StuckWorld): WayOut {
  const { namespace = 'default', name = '' } = pod.metadata;
  const { kubelet, scheduler, now } = world;
  const simulation = new Simulation(world.cluster, {
    startAt: now,
    kubelet,
    ...(scheduler && { scheduler }),
  });
  simulation.act({ do: 'delete', kind: 'Pod', key: keyOf(pod) });
  simulation.settle({ until: now + PATIENCE_MS });
  const end = simulation.cluster.get('StatefulSet', keyOf(workload)) ?? workload;
  const [desired, ready] = [desiredOf(end), readyOf(end)];
  const { updatedReplicas = 0 } = (end as StatefulSet).status ?? {};
  return {
    command: `kubectl delete pod ${quote(name)}${namespace === 'default' ? '' : ` -n ${quote(namespace)}`}`,
    desired,
    ready,
    complete: ready >= desired && updatedReplicas >= desired,
    after: simulation.steps.at(-1)?.at ?? 0,
  };
}
