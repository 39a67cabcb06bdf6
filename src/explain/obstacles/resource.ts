import type { Pod } from '../../api/objects.js';
import type { Resources } from '../../scheduler/resources.js';
import { amountText, quantityAtMost } from '../amounts.js';
import type { PodMove } from '../moves/move.js';
import { askAtMost, largestRequest } from '../moves/requests.js';
import { nothing, type ObstacleKind, type ObstacleOf } from './kind.js';

type Short = ObstacleOf<'resource'>;

/** Too little of a resource is left. The number of pods is one too, with words of its own. */
export const resource: ObstacleKind<'resource'> = {
  text: shortText,
  phrase: ({ resource }) =>
    resource === 'pods'
      ? ['is full of pods', 'are full of pods']
      : [`is short of ${resource}`, `are short of ${resource}`],
  cause(obstacle) {
    const { resource, allocatable } = obstacle;
    if (resource === 'pods') return isTooSmall(obstacle) ? 'no place for pods' : 'number of pods';
    if (!isTooSmall(obstacle)) return resource;
    return allocatable === 0 ? `no ${resource}` : `too little ${resource}`;
  },
  closes: {
    when: isTooSmall,
    said: (cause) => (/^(too little|no) /.test(cause) ? [`has ${cause}`, `have ${cause}`] : undefined),
    text: (obstacle) => {
      const { resource, allocatable } = obstacle;
      return allocatable === 0
        ? shortText(obstacle)
        : `too little ${resource}: ${amountText(resource, allocatable)} in all`;
    },
  },
  pods: {
    when: (obstacle) => !isTooSmall(obstacle),
    goesWith: ({ resource, short }, { requests }) =>
      resource === 'pods' || amountOf(requests, resource) >= short,
    share({ resource }, { requests }) {
      if (resource === 'pods') return undefined;
      const unit = resource === 'memory' ? '' : ` ${resource}`;
      return `asks for ${amountText(resource, amountOf(requests, resource))}${unit}`;
    },
  },
  isClosure: false,
  podMoves: (obstacle, pod) => (obstacle.resource === 'pods' ? [] : requestLess(obstacle, pod)),
  // A larger one instead: new-node.ts.
  nodeMove: nothing,
};

function shortText({ resource, used, allocatable, short }: Short): string {
  if (resource === 'pods') return `full: ${used} of ${allocatable} pods`;
  return allocatable === 0 ? `has no ${resource}` : `${resource} short by ${amountText(resource, short)}`;
}

/** The pod asks for more than the whole node has. */
function isTooSmall({ allocatable, requested }: Short): boolean {
  return allocatable < requested;
}

function amountOf({ cpu, memory, ephemeralStorage, scalars }: Resources, resource: string): number {
  if (resource === 'cpu') return cpu;
  if (resource === 'memory') return memory;
  return resource === 'ephemeral-storage' ? ephemeralStorage : (scalars?.get(resource) ?? 0);
}

/** Lowers the request of the container that asks for most, or of the pod as a whole where it asks itself. */
function requestLess({ resource, free, short, requested }: Short, pod: Pod): PodMove[] {
  if (free <= 0) return [];
  const holder = largestRequest(resource, pod.spec);
  const text = holder && quantityAtMost(resource, holder.amount - short);
  if (!holder || text === undefined) return [];
  const alone = holder.amount === requested;
  return [askAtMost(resource, { holder, left: holder.amount - short, text, alone })];
}
