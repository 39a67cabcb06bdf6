import { matchesSelector } from '../../api/labels.js';
import { REQUIRED } from '../moves/move.js';
import { dropTerm } from '../moves/pod-terms.js';
import { always, nothing, type ObstacleKind } from './kind.js';

/** Pods are there that it keeps away from. */
export const podAntiAffinity: ObstacleKind<'pod-anti-affinity'> = {
  text: ({ pods, topologyKey, value }) =>
    `pod anti-affinity: ${pods} such ${pods === 1 ? 'pod' : 'pods'} in ${topologyKey}=${value}`,
  phrase: () => ['has pods that it keeps away from', 'have pods that it keeps away from'],
  cause: () => 'pod anti-affinity',
  closes: undefined,
  pods: {
    when: always,
    goesWith({ index }, { labels }, { spec }) {
      const selector = spec.affinity?.podAntiAffinity?.[REQUIRED]?.[index]?.labelSelector;
      return selector === undefined || matchesSelector(selector, labels);
    },
    share: nothing,
  },
  isClosure: false,
  podMoves: ({ index, topologyKey }) => [dropTerm('podAntiAffinity', index, topologyKey)],
  nodeMove: nothing,
};
