import { matchesSelector } from '../../api/labels.js';
import type { Pod } from '../../api/objects.js';
import { writeYaml } from '../../manifest/write-yaml.js';
import { COST, type PodMove, replaceAt } from '../moves/move.js';
import { nothing, type ObstacleKind, type ObstacleOf, saidOf } from './kind.js';

const CAUSE = 'topology spread';
const BROKEN = 'would break its topology spread';

/** A topology spread constraint would be broken; a node without its label (no `value`) cannot even be counted. */
export const spread: ObstacleKind<'spread'> = {
  text: ({ topologyKey, value, count, least, maxSkew }) =>
    value === undefined
      ? `no label ${topologyKey} to spread by`
      : `spread over ${topologyKey}: ${value} has ${count}, the least ${least}, skew at most ${maxSkew}`,
  phrase: () => [BROKEN, BROKEN],
  cause: () => CAUSE,
  closes: {
    when: ({ value }) => value === undefined,
    said: saidOf(CAUSE, 'lacks a label to spread by', 'lack a label to spread by'),
  },
  pods: {
    when: ({ value }) => value !== undefined,
    goesWith({ constraint }, { labels }, { spec }) {
      const selector = spec.topologySpreadConstraints?.[constraint]?.labelSelector;
      return selector === undefined || matchesSelector(selector, labels);
    },
    share: nothing,
  },
  isClosure: false,
  podMove: loosen,
  nodeMove: nothing,
};

/** Allows as much skew as is needed, or all. The scheduler's own constraints (below 0) are not the pod's to loosen. */
function loosen(
  { constraint, topologyKey, value, count, least }: ObstacleOf<'spread'>,
  { spec }: Pod,
): PodMove | undefined {
  if (constraint < 0) return undefined;
  const path = ['spec', 'topologySpreadConstraints', constraint];
  const now = spec.topologySpreadConstraints![constraint]!.maxSkew;
  const needed = count + 1 - least;
  const change: [string, string | number] =
    value === undefined ? ['whenUnsatisfiable', 'ScheduleAnyway'] : ['maxSkew', needed];
  return {
    title:
      value === undefined
        ? `spread over ${topologyKey} only where possible (ScheduleAnyway)`
        : `allow a skew of ${needed} over ${topologyKey} (now ${now})`,
    kind: `spread ${constraint}`,
    cost: COST.spread + (value === undefined ? 1 : (needed - now) / 10),
    edits: [{ action: 'replace', path: [...path, change[0]], yaml: `${change[0]}: ${writeYaml(change[1])}` }],
    apply: (one) => replaceAt(one, [...path, change[0]], change[1]),
  };
}
