/** What is known to let a stuck workload go on, tried on a copy of the world before it is said. */
import { keyOf, kindOf, objectKey } from '../api/object-key.js';
import type { KubeObject, Pod } from '../api/objects.js';
import { quote } from '../api/shell.js';
import type { StatefulSet } from '../api/workloads.js';
import type { Cluster } from '../cluster/cluster.js';
import { controlledBy } from '../cluster/controlled-by.js';
import { idOfRef, objectWith } from '../cluster/object-id.js';
import type { KubeletModel } from '../kubelet/model.js';
import { nodeOf } from '../kubelet/node-admission.js';
import type { Scheduler } from '../scheduler/configuration/scheduler.js';
import { desiredOf, readyOf } from './numbers-of.js';
import type { StuckPod, WayOut, WorkloadOutcome } from './plan.js';
import { Simulation } from './simulation.js';

const PATIENCE_MS = 3_600_000;
/** More than this are not tried for one plan. */
const MOST_TRIED = 5;
const REVISION = 'controller-revision-hash';
/** Workloads that make no other pod in the place of one before it is gone. */
const WAIT_FOR_ENDS: ReadonlySet<string> = new Set(['StatefulSet', 'DaemonSet']);

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
    const held = object && (unended(object, world.cluster) ?? heldByBroken(object, stuck, world.cluster));
    if (!held || tried++ >= MOST_TRIED) return one;
    const wayOut = tryDeleting(held, object, world);
    return { ...one, reason: held.why, ...(wayOut.ready > one.ready && { wayOut }) };
  });
}

/** The pod that a workload waits for, and why. */
interface HeldUp {
  pod: Pod;
  why: string;
  /** It goes only when nobody waits for its kubelet. */
  force: boolean;
}

/** A pod that is to go, on a node of which nothing is heard: only its kubelet could say that it has ended. */
function unended(workload: KubeObject, cluster: Cluster): HeldUp | undefined {
  if (!WAIT_FOR_ENDS.has(workload.kind)) return undefined;
  for (const pod of controlledBy(cluster, workload, 'Pod')) {
    const { nodeName } = pod.spec;
    if (!pod.metadata.deletionTimestamp || nodeName === undefined || nodeOf(cluster, pod)) continue;
    const why = `waits for ${pod.metadata.name} to end: it is terminating on node ${nodeName}, of which nothing is heard`;
    return { pod, why, force: true };
  }
  return undefined;
}

function heldByBroken(
  workload: KubeObject,
  stuck: readonly StuckPod[],
  cluster: Cluster,
): HeldUp | undefined {
  const found =
    workload.kind === 'StatefulSet' ? heldUpBy(workload as StatefulSet, stuck, cluster) : undefined;
  if (!found) return undefined;
  const { reason, message } = found.stuck;
  const why = `waits for ${found.pod.metadata.name}, which is not replaced while it is not ready (OrderedReady): ${reason}${message && `: ${message}`}`;
  return { pod: found.pod, why, force: false };
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

function tryDeleting({ pod, force }: HeldUp, workload: KubeObject, world: StuckWorld): WayOut {
  const { namespace = 'default', name = '' } = pod.metadata;
  const { kubelet, scheduler, now } = world;
  const simulation = new Simulation(world.cluster, {
    startAt: now,
    kubelet,
    ...(scheduler && { scheduler }),
  });
  const atOnce = force ? { gracePeriodSeconds: 0 } : {};
  simulation.act({ do: 'delete', kind: 'Pod', key: keyOf(pod), ...atOnce });
  simulation.settle({ until: now + PATIENCE_MS });
  const end =
    (simulation.cluster.get(kindOf(workload), keyOf(workload)) as KubeObject | undefined) ?? workload;
  const [desired, ready] = [desiredOf(end), readyOf(end)];
  const updated = (end as StatefulSet).status?.updatedReplicas ?? 0;
  return {
    command: `kubectl delete pod ${quote(name)}${namespace === 'default' ? '' : ` -n ${quote(namespace)}`}${force ? ' --force --grace-period=0' : ''}`,
    desired,
    ready,
    complete: ready >= desired && updated >= desired,
    after: simulation.steps.at(-1)?.at ?? 0,
  };
}
