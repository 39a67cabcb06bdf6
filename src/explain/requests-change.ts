/** What smaller (or larger) requests of workloads free: they roll out in thought, and what is free is counted before and after. */
import type { Cluster } from '../cluster/cluster.js';
import type { Scheduler } from '../scheduler/configuration/scheduler.js';
import { planCommandOf } from '../simulation/commands/index.js';
import { Simulation } from '../simulation/simulation.js';
import { type Room, roomIn } from './room.js';

const MAX_MS = 3_600_000;

/** `deployment/web` and what each of its containers is to ask for: `cpu=250m,memory=1Gi`. */
export interface RequestsWish {
  target: string;
  requests: string;
}

export interface ChangedRequests {
  wishes: readonly RequestsWish[];
  before: Room;
  after: Room;
}

/** What comes of it, and the world then. `cluster` is at rest. What kubectl says of a command that fails is thrown by `refuse`. */
export function changedRequests(
  cluster: Cluster,
  wishes: readonly RequestsWish[],
  {
    scheduler,
    namespace,
    refuse,
  }: { scheduler: Scheduler; namespace: string; refuse: (wish: RequestsWish, said: string) => never },
): { answer: ChangedRequests; cluster: Cluster } {
  const simulation = new Simulation(cluster, { isAtRest: true, scheduler });
  for (const wish of wishes) {
    const command = planCommandOf([
      'set',
      'resources',
      wish.target,
      `--requests=${wish.requests}`,
      '-n',
      namespace,
    ]);
    const { exitCode, printed } = simulation.run(command, { namespace });
    if (exitCode !== 0) refuse(wish, printed.join(' '));
    simulation.settle({ until: simulation.now + MAX_MS });
  }
  const answer = { wishes, before: roomIn(cluster), after: roomIn(simulation.cluster) };
  return { answer, cluster: simulation.cluster };
}
