/** A stuck workload, and the pod of it that is looked at, as those see it who know what may help. */
import type { Path } from '../../api/json.js';
import type { KubeObject, Pod } from '../../api/objects.js';
import type { Cluster } from '../../cluster/cluster.js';
import type { Scheduler } from '../../scheduler/configuration/scheduler.js';
import { explainNodes, type PodVerdict } from '../../scheduler/obstacles.js';
import { SchedulerState } from '../../scheduler/state/scheduler-state.js';
import type { World } from '../../simulation/world.js';
import { type Case, caseOf, workloadOf } from '../target.js';

export interface Look {
  world: World;
  scheduler: Scheduler;
  /** Where all came to rest. */
  cluster: Cluster;
  owner: KubeObject;
  pod: Pod;
  /** Leads from the pod to its template in the owner. */
  path: Path;
  wanted: number;
  missing: number;
  /** The pod waits for a place, or nobody has made it yet. */
  waits: boolean;
  /** Without the pod. */
  state: SchedulerState;
  verdict: PodVerdict;
}

/** The first pod of a workload that has no place, and what is held against it; undefined of what makes no pods. */
export function lookAt(
  world: World,
  cluster: Cluster,
  scheduler: Scheduler,
  owner: KubeObject,
): Look | undefined {
  const found: Case | undefined = caseOf(cluster, owner, scheduler.version);
  const path = workloadOf(owner)?.path;
  if (!found || !path) return undefined;
  const { pod, node, wanted, missing } = found;
  const state = SchedulerState.ofCluster(cluster);
  if (node !== undefined) state.apply([{ verb: 'delete', object: pod }]);
  const verdict = explainNodes(state, pod, scheduler);
  return {
    world,
    scheduler,
    cluster,
    owner,
    pod,
    path,
    wanted,
    missing,
    waits: node === undefined,
    state,
    verdict,
  };
}
