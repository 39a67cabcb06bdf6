import type { Obstacle } from '../../scheduler/obstacle.js';
import { always, none, nothing, type ObstacleKind } from './kind.js';

/** Pods are there that keep it away. */
export const existingAntiAffinity: ObstacleKind<'existing-anti-affinity'> = {
  text: ({ holders, topologyKey, value }) => `anti-affinity of ${holders[0]} in ${topologyKey}=${value}`,
  phrase: () => ['has pods that keep away from it', 'have pods that keep away from it'],
  cause: () => 'anti-affinity of other pods',
  closes: undefined,
  pods: {
    when: always,
    goesWith: ({ holders }, { key }) => holders.includes(key),
    share: nothing,
  },
  isClosure: false,
  // Its labels are what others go by, and those of a pod are rarely for show: pods go instead, make-room.ts.
  podMoves: none,
  nodeMove: nothing,
};

/** Pods that keep away from their like are kept away by them too: that is said once. */
export function withoutMirrored(obstacles: readonly Obstacle[]): Obstacle[] {
  const own = obstacles.flatMap((one) =>
    one.kind === 'pod-anti-affinity' ? [`${one.topologyKey}=${one.value}`] : [],
  );
  return obstacles.filter(
    (one) => one.kind !== 'existing-anti-affinity' || !own.includes(`${one.topologyKey}=${one.value}`),
  );
}
