import { COST, type PodMove, REQUIRED } from './move.js';

/** The pod gives up one required term about other pods. */
export function dropTerm(
  list: 'podAffinity' | 'podAntiAffinity',
  index: number,
  topologyKey: string,
): PodMove {
  const name = list === 'podAffinity' ? 'affinity' : 'anti-affinity';
  return {
    title: `drop the required pod ${name} over ${topologyKey}`,
    kind: `${list} ${index}`,
    cost: COST.podTerm,
    edits: [{ action: 'remove', path: ['spec', 'affinity', list, REQUIRED, index] }],
  };
}
