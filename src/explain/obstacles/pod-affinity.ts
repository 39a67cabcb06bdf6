import { dropTerm } from '../moves/pod-terms.js';
import { nothing, type ObstacleKind } from './kind.js';

/** The pods that it wants to be near are not there. */
export const podAffinity: ObstacleKind<'pod-affinity'> = {
  text: ({ topologyKey, value }) =>
    value === undefined
      ? `no label ${topologyKey} for pod affinity`
      : `pod affinity: no such pod in ${topologyKey}=${value}`,
  phrase: () => ['is away from the pods it wants to be near', 'are away from the pods it wants to be near'],
  cause: () => 'pod affinity',
  // Such pods may still come.
  closes: undefined,
  pods: undefined,
  isClosure: false,
  podMoves: ({ index, topologyKey }) => [dropTerm('podAffinity', index, topologyKey)],
  nodeMove: nothing,
};
