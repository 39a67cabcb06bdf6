import { TEMPLATE_HASH } from '../../api/deployment-revisions.js';
import type { Path } from '../../api/json.js';
import { type Labels, matchesSelector } from '../../api/labels.js';
import type { Pod, TopologySpreadConstraint } from '../../api/objects.js';
import { COST, type PodMove } from '../moves/move.js';
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
  podMoves: loosen,
  nodeMove: nothing,
};

/**
 * Counts otherwise, allows as much skew as is needed, or all. The scheduler's own constraints (below 0) are not the pod's
 * to loosen.
 */
function loosen(
  { constraint, topologyKey, value, count, least }: ObstacleOf<'spread'>,
  { metadata, spec }: Pod,
): PodMove[] {
  if (constraint < 0) return [];
  const path = ['spec', 'topologySpreadConstraints', constraint];
  const own = spec.topologySpreadConstraints![constraint]!;
  const soft = change(path, ['whenUnsatisfiable', 'ScheduleAnyway'], {
    title: `spread over ${topologyKey} only where possible (ScheduleAnyway)`,
    kind: value === undefined ? `spread ${constraint}` : `soft spread ${constraint}`,
    cost: COST.spread + 1,
  });
  if (value === undefined) return [soft];
  const needed = count + 1 - least;
  const wider = change(path, ['maxSkew', needed], {
    title: `allow a skew of ${needed} over ${topologyKey} (now ${own.maxSkew})`,
    kind: `spread ${constraint}`,
    cost: COST.spread + (needed - own.maxSkew) / 10,
  });
  return [wider, ...countedOtherwise(path, own), ...countedByRevision(path, own, metadata.labels), soft];
}

/** What is counted as a domain: nodes that take no such pod, domains that are not there. */
function countedOtherwise(path: Path, own: TopologySpreadConstraint): PodMove[] {
  const { topologyKey, nodeTaintsPolicy, nodeAffinityPolicy, minDomains } = own;
  const moves: PodMove[] = [];
  const kind = (what: string) => `spread ${path.at(-1)} ${what}`;
  if (nodeTaintsPolicy !== 'Honor') {
    moves.push(
      change(path, ['nodeTaintsPolicy', 'Honor'], {
        title: `do not count nodes that it does not tolerate when spreading over ${topologyKey} (nodeTaintsPolicy: Honor)`,
        kind: kind('taints'),
        cost: COST.count,
      }),
    );
  }
  if (nodeAffinityPolicy === 'Ignore') {
    moves.push(
      change(path, ['nodeAffinityPolicy', 'Honor'], {
        title: `do not count nodes that it does not select when spreading over ${topologyKey} (nodeAffinityPolicy: Honor)`,
        kind: kind('affinity'),
        cost: COST.count,
      }),
    );
  }
  if (minDomains !== undefined) {
    moves.push({
      title: `spread over the domains of ${topologyKey} that are there (no minDomains, now ${minDomains})`,
      kind: kind('domains'),
      cost: COST.count,
      edits: [{ action: 'remove', path: [...path, 'minDomains'] }],
    });
  }
  return moves;
}

/** Of a Deployment's pods those of an older revision are not counted: they go. */
function countedByRevision(
  path: Path,
  { topologyKey, matchLabelKeys = [] }: TopologySpreadConstraint,
  labels: Labels = {},
): PodMove[] {
  if (labels[TEMPLATE_HASH] === undefined || matchLabelKeys.includes(TEMPLATE_HASH)) return [];
  return [
    {
      title: `count pods of the same revision only when spreading over ${topologyKey} (matchLabelKeys: ${TEMPLATE_HASH})`,
      kind: `spread ${path.at(-1)} revision`,
      cost: COST.count + 0.1,
      edits: [{ action: 'add', path: [...path, 'matchLabelKeys'], value: TEMPLATE_HASH }],
      byServer: true,
    },
  ];
}

function change(
  path: Path,
  [field, value]: [string, string | number],
  move: Omit<PodMove, 'edits'>,
): PodMove {
  return { ...move, edits: [{ action: 'replace', path: [...path, field], value }] };
}
