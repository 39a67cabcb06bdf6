/** How the numbers of workloads move while they roll out. */
import type { Deployment, KubeObject } from '../api/objects.js';
import type { StatefulSet } from '../api/workloads.js';
import type { Move } from './plan.js';

type Numbers = Omit<Move, 'at'>;

/** The numbers that a rollout is followed by, of a kind that has them. */
export function numbersOf(object: KubeObject): Numbers | undefined {
  if (object.kind !== 'Deployment' && object.kind !== 'StatefulSet') return undefined;
  const { status = {} } = object as Deployment | StatefulSet;
  const { replicas = 0, updatedReplicas = 0, readyReplicas = 0, availableReplicas = 0 } = status;
  return {
    old: replicas - updatedReplicas,
    new: updatedReplicas,
    ready: readyReplicas,
    available: availableReplicas,
  };
}

/** Adds the numbers of a moment to those of earlier ones: the last ones of a moment count, and only what differs. */
export function addMove(moves: Move[], at: number, numbers: Numbers): void {
  const last = moves.at(-1);
  if (last?.at === at) Object.assign(last, numbers);
  else if (!last || !sameNumbers(last, numbers)) moves.push({ at, ...numbers });
}

function sameNumbers(a: Numbers, b: Numbers): boolean {
  return a.old === b.old && a.new === b.new && a.ready === b.ready && a.available === b.available;
}
