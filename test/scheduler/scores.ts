/** Scores of nodes by what is used of them. */
import type { KubeObject, Node, Pod, ResourceList } from '../../src/api/objects.js';
import type { Scheduler } from '../../src/scheduler/configuration/scheduler.js';
import { decide, node, on, pod, scoresOf } from './build.js';

/** Resources with their weights, as arguments of a plugin. */
export const weights = (...resources: [string, number][]) => ({
  resources: resources.map(([name, weight]) => ({ name, weight })),
});
/** A node of a size, and a pod on it that asks for so much. */
export const used = (size: ResourceList, requests: ResourceList): [Node, Pod] => [
  node('a', { size }),
  on('a', pod('there', { requests })),
];

/** The score of a node with a pod on it, beside an empty one of the same size. */
export function score(one: Pod, [a, there]: [Node, Pod], scheduler: Scheduler, plugin = 'NodeResourcesFit') {
  const world: KubeObject[] = [a, there, { ...a, metadata: { name: 'z' } }];
  return scoresOf(decide(one, world, scheduler), plugin)['a'];
}
