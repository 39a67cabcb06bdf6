/** The one sentence that answers. */
import { refText } from '../api/object-key.js';
import type { KubeObject, Pod } from '../api/objects.js';
import type { Decision } from '../scheduler/decision.js';
import type { Obstacle } from '../scheduler/obstacle.js';
import type { PodVerdict } from '../scheduler/obstacles.js';
import { amountText } from './amounts.js';

/** `pod/cache stays Pending: no node has 24Gi of memory free`. `placedOn` is where the pod is already. */
export function answerText(
  object: KubeObject,
  pod: Pod,
  placedOn: string | undefined,
  decision: Decision,
  verdict: PodVerdict,
): string {
  const who =
    object.kind === 'Pod' || object.metadata.name === pod.metadata.name
      ? refText(object)
      : `${refText(pod)} of ${refText(object)}`;
  if (placedOn !== undefined && decision.node !== placedOn) {
    return `${who} runs on ${placedOn}; placed anew it would ${anew(pod, decision, verdict)}`;
  }
  switch (decision.outcome) {
    case 'bound':
      if (decision.bySpec) return `${who} goes to ${decision.node}, as its manifest says`;
      return `${who} ${placedOn === undefined ? 'goes to' : 'runs on'} ${decision.node}: ${whyThere(decision, verdict)}`;
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

function whyNot({ message }: Decision, { everywhere, nodes }: PodVerdict): string {
  if (everywhere) return everywhere.reasons.join(', ');
  if (nodes.length === 0) return 'there are no nodes';
  const resource = resourceEverywhereShort(nodes);
  if (resource) return resource;
  const counts = new Map<string, { phrase: Phrase; count: number }>();
  for (const { refusals } of nodes) {
    const causes = new Map(
      refusals
        .flatMap(({ details }) => details.map(causeOf))
        .map(([one, many]) => [one, [one, many] as const]),
    );
    for (const [key, phrase] of causes) counts.set(key, { phrase, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  const causes = [...counts.values()].sort(
    (a, b) => b.count - a.count || (a.phrase[0] < b.phrase[0] ? -1 : 1),
  );
  if (causes.length === 0) return message!;
  return causes
    .map(({ phrase: [one, many], count }) => {
      if (nodes.length === 1) return `the only node ${one}`;
      if (count === nodes.length) return `all ${count} nodes ${many}`;
      return count === 1 ? `1 node ${one}` : `${count} nodes ${many}`;
    })
    .join(', ');
}

type Resource = Extract<Obstacle, { kind: 'resource' }>;

/** The resource that every node lacks which nothing else keeps the pod from. */
function resourceEverywhereShort(nodes: PodVerdict['nodes']): string | undefined {
  const details = nodes.map(({ refusals }) => refusals.flatMap((refusal) => refusal.details));
  const open = details.filter((obstacles): obstacles is Resource[] =>
    obstacles.every(({ kind }) => kind === 'resource'),
  );
  if (open.length === 0) return undefined;
  for (const { resource, requested } of open[0]!) {
    if (!open.every((obstacles) => obstacles.some((one) => one.resource === resource))) continue;
    const which = open.length === nodes.length ? 'no node' : 'no node open to it';
    if (resource === 'pods') return `${which} takes another pod`;
    const unit = resource === 'cpu' ? 'cpu' : `of ${resource}`;
    return `${which} has ${amountText(resource, requested)} ${unit} free`;
  }
  return undefined;
}

/** What is wrong with one node, and with several: `is cordoned`, `are cordoned`. */
type Phrase = readonly [one: string, many: string];

const TOLERATES_NOT: Phrase = ['has a taint it does not tolerate', 'have taints it does not tolerate'];
const NOT_SELECTED: Phrase = [
  'is not what its node selection asks for',
  'are not what its node selection asks for',
];

function causeOf(obstacle: Obstacle): Phrase {
  switch (obstacle.kind) {
    case 'resource':
      return obstacle.resource === 'pods'
        ? ['is full of pods', 'are full of pods']
        : [`is short of ${obstacle.resource}`, `are short of ${obstacle.resource}`];
    case 'taint':
      return TOLERATES_NOT;
    case 'unschedulable':
      return ['is cordoned', 'are cordoned'];
    case 'node-name':
    case 'node-selector':
    case 'node-affinity':
      return NOT_SELECTED;
    case 'port':
      return [`has host port ${obstacle.port} taken`, `have host port ${obstacle.port} taken`];
    case 'spread':
      return ['would break its topology spread', 'would break its topology spread'];
    case 'pod-affinity':
      return ['is away from the pods it wants to be near', 'are away from the pods it wants to be near'];
    case 'pod-anti-affinity':
      return ['has pods that it keeps away from', 'have pods that it keeps away from'];
    case 'existing-anti-affinity':
      return ['has pods that keep away from it', 'have pods that keep away from it'];
    case 'volume':
      return ['cannot have its volumes', 'cannot have its volumes'];
    case 'volume-limit':
      return ['can attach no more volumes', 'can attach no more volumes'];
    case 'feature':
      return ['lacks a feature it needs', 'lack a feature it needs'];
    case 'other':
      return [`says "${obstacle.reason}"`, `say "${obstacle.reason}"`];
  }
}
