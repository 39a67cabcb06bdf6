import type { Pod } from '../api/objects.js';
import type { Change, Cluster } from '../cluster/cluster.js';
import { defaultScheduler, type Scheduler } from '../scheduler/configuration/scheduler.js';
import type { Decision } from '../scheduler/decision.js';
import { scheduleOne } from '../scheduler/schedule-one.js';
import { SchedulerState } from '../scheduler/state.js';

/** The scheduler as the simulation uses it: told of every change, asked for one pod at a time. */
export interface PodScheduler {
  apply(changes: readonly Change[]): void;
  place(pod: Pod): Decision;
}

/** A scheduler that knows a cluster, and from then on what it is told. */
export function podScheduler(
  cluster: Cluster,
  configuration: Scheduler = defaultScheduler(cluster.version),
): PodScheduler {
  const state = SchedulerState.ofCluster(cluster);
  return {
    apply: (changes) => state.apply(changes),
    place: (pod) => scheduleOne(state, pod, configuration),
  };
}
