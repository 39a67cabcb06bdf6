/** Which of the nodes that fit is best (prioritizeNodes and selectHost in pkg/scheduler/schedule_one.go). */
import {
  type ActiveScorer,
  type AttemptOptions,
  type Prepared,
  prepareScores,
  refusalWithNominated,
} from './attempt.js';
import type { Profile } from './configuration/profile.js';
import type { Decision, NodeScore } from './decision.js';
import type { Found } from './find-nodes.js';
import type { NodeInfo } from './node-info.js';
import { countEqual, heapRoot } from './pick.js';
import type { Cycle } from './plugin.js';
import type { Ranking } from './ranking.js';

/** The chosen node, how many are as good, and all scores where they are to be told. */
interface Choice {
  node: NodeInfo;
  ties: number;
  detail?: Pick<Decision, 'scores' | 'equals'>;
}

/** The node with the most points; of several the one that kube-scheduler's heap brings up. */
export function selectHost(
  profile: Profile,
  cycle: Cycle,
  prepared: Prepared,
  found: Found,
  { detail }: AttemptOptions,
): Choice {
  const { feasible } = found;
  const only = feasible[0]!;
  if (feasible.length === 1) {
    const equals = detail ? sameWithoutScores(profile, cycle, prepared, only) : [];
    return { node: only, ties: 1, ...(detail && { detail: { equals } }) };
  }
  const { ranking } = found;
  const isWhole = ranking?.nodes === feasible;
  const slots = isWhole ? ranking.slots : (found.slots ?? Int32Array.from(feasible, ({ slot }) => slot));
  const scorers = prepareScores(profile, cycle, feasible, slots);
  ranking?.update(scorers.filter(({ local }) => local));
  if (ranking && !detail) return chooseByRanking(ranking, scorers, feasible, slots);
  const totals = new Float64Array(feasible.length);
  const byPlugin: { scorer: ActiveScorer; scores: Float64Array }[] = [];
  for (const scorer of scorers) {
    const scores =
      ranking && scorer.local ? ranking.scores(scorer, feasible) : scoreAll(scorer, feasible, slots);
    addWeighted(totals, scores, scorer.weight);
    byPlugin.push({ scorer, scores });
  }
  const best = heapRoot(totals);
  const ties = countEqual(totals, totals[best]!);
  if (!detail) return { node: feasible[best]!, ties };
  const table = feasible.map(
    (node, i): NodeScore => ({
      node: node.name,
      total: totals[i]!,
      plugins: Object.fromEntries(
        byPlugin.map(({ scorer, scores: own }) => [scorer.plugin.name, own[i]! * scorer.weight]),
      ),
    }),
  );
  const equals = table.filter(({ total }) => total === totals[best]).map(({ node }) => node);
  return { node: feasible[best]!, ties, detail: { scores: scorers.length > 0 ? table : [], equals } };
}

/** Scores again only what changed, and what looks beyond a single node. */
function chooseByRanking(
  ranking: Ranking,
  scorers: readonly ActiveScorer[],
  feasible: readonly NodeInfo[],
  slots: Int32Array,
): Choice {
  const others = scorers.filter(({ local }) => !local);
  const isWhole = feasible === ranking.nodes;
  if (others.length === 0 && isWhole) {
    const { index, ties } = ranking.winner();
    return { node: feasible[index]!, ties };
  }
  const [only, ...more] = others;
  const classes = isWhole && more.length === 0 ? only?.classes?.(slots) : undefined;
  if (only && classes) {
    const { index, ties } = ranking.winnerWith(classes, only.weight);
    return { node: feasible[index]!, ties };
  }
  let totals = isWhole ? ranking.totals.slice() : ranking.totalsOf(slots);
  if (!totals) {
    totals = new Float64Array(slots.length);
    for (const scorer of scorers) {
      if (scorer.local) addWeighted(totals, ranking.scores(scorer, feasible), scorer.weight);
    }
  }
  for (const scorer of others) addWeighted(totals, scoreAll(scorer, feasible, slots), scorer.weight);
  const best = heapRoot(totals);
  return { node: feasible[best]!, ties: countEqual(totals, totals[best]!) };
}

/** A plugin's scores of all nodes, brought to scale. */
function scoreAll(
  { score, scoreAll: all, normalize }: ActiveScorer,
  nodes: readonly NodeInfo[],
  slots: Int32Array,
): Float64Array {
  const scores = new Float64Array(nodes.length);
  if (all) all(slots, scores);
  else for (let i = 0; i < nodes.length; i++) scores[i] = score!(nodes[i]!);
  normalize?.(scores, nodes);
  return scores;
}

function addWeighted(totals: Float64Array, scores: Float64Array, weight: number): void {
  for (let i = 0; i < totals.length; i++) totals[i]! += scores[i]! * weight;
}

/** Without scores, whichever node is tried first is taken: all that would do are as good. */
function sameWithoutScores(
  profile: Profile,
  cycle: Cycle,
  { filters, nodes }: Prepared,
  only: NodeInfo,
): string[] {
  if (profile.score.length > 0) return [only.name];
  return cycle.state
    .nodes()
    .filter(({ name }) => !nodes || nodes.has(name))
    .filter((node) => !refusalWithNominated(filters, cycle, node))
    .map(({ name }) => name);
}
