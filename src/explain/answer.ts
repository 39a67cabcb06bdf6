/** The one sentence that answers. */
import { objectText } from '../api/object-key.js';
import type { KubeObject, Pod } from '../api/objects.js';
import { compareTexts } from '../api/text.js';
import type { Decision } from '../scheduler/decision.js';
import type { Obstacle } from '../scheduler/obstacle.js';
import type { PodVerdict } from '../scheduler/obstacles.js';
import { amountText } from './amounts.js';
import { downSaid } from './moves/taints.js';
import { knownOf } from './obstacles/index.js';
import type { ObstacleOf, Phrase } from './obstacles/kind.js';

/**
 * `pod/cache stays Pending: no node has 24Gi of memory free`. `placedOn` is where the pod is already; `supposed`: it is taken
 * to be there.
 */
export function answerText(
  object: KubeObject,
  pod: Pod,
  placedOn: string | undefined,
  decision: Decision,
  verdict: PodVerdict,
  supposed = false,
): string {
  const runs = supposed ? 'is taken to run on' : 'runs on';
  const who =
    object.kind === 'Pod' || object.metadata.name === pod.metadata.name
      ? objectText(object)
      : `${objectText(pod)} of ${objectText(object)}`;
  if (placedOn !== undefined && decision.node !== placedOn) {
    return `${who} ${runs} ${placedOn}; placed anew it would ${anew(pod, decision, verdict)}`;
  }
  switch (decision.outcome) {
    case 'bound':
      if (decision.bySpec) return `${who} goes to ${decision.node}, as its manifest says`;
      return `${who} ${placedOn === undefined ? 'goes to' : runs} ${decision.node}: ${whyThere(decision, verdict)}`;
    case 'gated':
      return `${who} waits: ${decision.message ? `scheduling gates ${gatesOf(pod)}` : CLAIMS_MISSING}`;
    case 'ignored':
      return `${who} stays Pending: ${nobodyCalled(pod)}`;
    case 'unschedulable':
      return decision.nominatedNode === undefined
        ? `${who} stays Pending: ${whyNot(decision, verdict)}`
        : `${who} will go to ${decision.nominatedNode} when ${victimsText(decision)} gone`;
  }
}

function anew(pod: Pod, decision: Decision, verdict: PodVerdict): string {
  switch (decision.outcome) {
    case 'bound':
      return `go to ${decision.node}: ${whyThere(decision, verdict)}`;
    case 'gated':
      return `wait: ${CLAIMS_MISSING}`;
    case 'ignored':
      return `find no place: ${nobodyCalled(pod)}`;
    case 'unschedulable':
      return `find no place: ${whyNot(decision, verdict)}`;
  }
}

const CLAIMS_MISSING = 'its resource claims are not there';

function nobodyCalled({ spec }: Pod): string {
  return `no scheduler is called ${spec.schedulerName}`;
}

function gatesOf({ spec }: Pod): string {
  return (spec.schedulingGates ?? []).map(({ name }) => name).join(', ');
}

function whyThere({ feasibleCount, ties }: Decision, { nodes }: PodVerdict): string {
  if (feasibleCount === 1)
    return nodes.length === 1 ? 'it is the only node' : `the only one of ${nodes.length} nodes that fits`;
  const equal = ties > 1 ? `${ties} of them score the same` : 'it scores highest';
  return `${feasibleCount} of ${nodes.length} nodes fit, ${equal}`;
}

function victimsText({ victims = [] }: Decision): string {
  const names = victims.map(({ metadata }) => metadata.name!);
  if (names.length === 1) return `pod ${names[0]} is`;
  const few = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${names.length} less important pods (${few}, …) are` : `pods ${few} are`;
}

/** `3 nodes would break its topology spread, 1 node has a taint it does not tolerate`: why a pod finds no place. */
export function whyNot({ message }: Decision, { everywhere, nodes }: PodVerdict): string {
  if (everywhere) return everywhere.reasons.join(', ');
  if (nodes.length === 0) return 'there are no nodes';
  const resource = resourceEverywhereShort(nodes);
  const counts = new Map<string, { phrase: Phrase; names: string[]; first: boolean }>();
  for (const { node, refusals } of nodes) {
    const all = refusals.flatMap(({ details }) => details);
    // A node that is down takes nothing, whatever else there is about it.
    const down = all.filter(isDown);
    for (const phrase of (down.length > 0 ? down : all).map((one) => knownOf(one).phrase(one))) {
      const known = counts.get(phrase[0]) ?? { phrase, names: [], first: down.length > 0 };
      if (!known.names.includes(node)) known.names.push(node);
      counts.set(phrase[0], known);
    }
  }
  const causes = [...counts.values()].sort(
    (a, b) =>
      Number(b.first) - Number(a.first) ||
      b.names.length - a.names.length ||
      (a.phrase[0] < b.phrase[0] ? -1 : 1),
  );
  if (causes.length === 0) return message!;
  const texts = causes.map(({ phrase: [one, many], names, first }) => {
    const count = names.length;
    if (nodes.length === 1) return `the only node ${one}`;
    if (count === nodes.length) return `all ${count} nodes ${many}`;
    if (first && count <= MOST_NAMED) return `${listed(names)} ${count === 1 ? one : many}`;
    return count === 1 ? `1 node ${one}` : `${count} nodes ${many}`;
  });
  const down = texts.filter((_, at) => causes[at]?.first && nodes.length > 1);
  return (resource ? [...down, resource] : texts).join(', ');
}

function listed(names: readonly string[]): string {
  const sorted = [...names].sort(compareTexts);
  return sorted.length === 1 ? String(sorted[0]) : `${sorted.slice(0, -1).join(', ')} and ${sorted.at(-1)}`;
}

function isDown(obstacle: Obstacle): boolean {
  return obstacle.kind === 'taint' && downSaid(obstacle.taint) !== undefined;
}

/** Nodes that are down by name; more are counted. */
const MOST_NAMED = 3;

type Resource = ObstacleOf<'resource'>;

/** The resource that every node lacks which nothing else keeps the pod from. */
function resourceEverywhereShort(nodes: PodVerdict['nodes']): string | undefined {
  const details = nodes.map(({ refusals }) => refusals.flatMap((refusal) => refusal.details));
  const open = details.filter((obstacles): obstacles is Resource[] =>
    obstacles.every(({ kind }) => kind === 'resource'),
  );
  const [first = []] = open;
  for (const { resource, requested } of first) {
    if (!open.every((obstacles) => obstacles.some((one) => one.resource === resource))) continue;
    const which = open.length === nodes.length ? 'no node' : 'no node open to it';
    if (resource === 'pods') return `${which} takes another pod`;
    const unit = resource === 'cpu' ? 'cpu' : `of ${resource}`;
    return `${which} has ${amountText(resource, requested)} ${unit} free`;
  }
  return undefined;
}
