/** The one sentence that answers. */
import { refText } from '../api/object-key.js';
import type { KubeObject, Pod } from '../api/objects.js';
import type { Decision } from '../scheduler/decision.js';
import type { Obstacle } from '../scheduler/obstacle.js';
import type { PodVerdict } from '../scheduler/obstacles.js';
import { amountText } from './amounts.js';

/** `pod/cache stays Pending: no node has 24Gi of memory free`. */
export function answerText(object: KubeObject, pod: Pod, decision: Decision, verdict: PodVerdict): string {
  const name = refText(object);
  const who = object.kind === 'Pod' ? name : `the next pod of ${name}`;
  switch (decision.outcome) {
    case 'bound':
      return decision.bySpec
        ? `${who} goes to ${decision.node}, as its manifest says`
        : `${who} goes to ${decision.node}: ${whyThere(decision, verdict)}`;
    case 'gated':
      return `${who} waits: ${decision.message ? `scheduling gates ${gatesOf(pod)}` : 'its resource claims are not there'}`;
    case 'ignored':
      return `${who} stays Pending: no scheduler is called ${pod.spec.schedulerName}`;
    case 'unschedulable':
      return decision.nominatedNode === undefined
        ? `${who} stays Pending: ${whyNot(decision, verdict)}`
        : `${who} will go to ${decision.nominatedNode} when ${victimsText(decision)} gone`;
  }
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
  const names = victims.map(({ metadata }) => metadata.name ?? '');
  if (names.length === 1) return `pod ${names[0]} is`;
  const few = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${names.length} less important pods (${few}, …) are` : `pods ${few} are`;
}

function whyNot({ message }: Decision, { everywhere, nodes }: PodVerdict): string {
  if (everywhere) return everywhere.reasons.join(', ');
  if (nodes.length === 0) return 'there are no nodes';
  const resource = resourceEverywhereShort(nodes);
  if (resource) return resource;
  const counts = new Map<string, number>();
  for (const { refusals } of nodes) {
    const kinds = new Set(refusals.flatMap(({ details }) => details.map(causeOf)));
    for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const causes = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  if (causes.length === 0) return message ?? 'no node fits';
  return causes
    .map(([cause, count]) => `${count === nodes.length ? 'every node' : countOf(count)} ${cause}`)
    .join(', ');
}

function countOf(count: number): string {
  return count === 1 ? '1 node' : `${count} nodes`;
}

/** The resource that every node lacks which nothing else keeps the pod from. */
function resourceEverywhereShort(nodes: PodVerdict['nodes']): string | undefined {
  const details = nodes.map(({ refusals }) => refusals.flatMap((refusal) => refusal.details));
  const open = details.filter((obstacles) => obstacles.every(({ kind }) => kind === 'resource'));
  if (open.length === 0) return undefined;
  for (const obstacle of open[0]!) {
    if (obstacle.kind !== 'resource') continue;
    const { resource, requested } = obstacle;
    const short = (obstacles: readonly Obstacle[]) =>
      obstacles.some((one) => one.kind === 'resource' && one.resource === resource);
    if (!open.every(short)) continue;
    const which = open.length === nodes.length ? 'no node' : 'no node open to it';
    if (resource === 'pods') return `${which} takes another pod`;
    return `${which} has ${amountText(resource, requested)} of ${resource} free`;
  }
  return undefined;
}

/** What is wrong with a node, as it reads after `3 nodes`. */
function causeOf(obstacle: Obstacle): string {
  switch (obstacle.kind) {
    case 'resource':
      return obstacle.resource === 'pods' ? 'full of pods' : `short of ${obstacle.resource}`;
    case 'taint':
      return 'with a taint that it does not tolerate';
    case 'unschedulable':
      return 'cordoned';
    case 'node-name':
    case 'node-selector':
    case 'node-affinity':
      return 'not asked for by its node selector';
    case 'port':
      return `where host port ${obstacle.port} is taken`;
    case 'spread':
      return 'where its topology spread forbids another';
    case 'pod-affinity':
      return 'away from the pods it wants to be near';
    case 'pod-anti-affinity':
      return 'with pods it keeps away from';
    case 'existing-anti-affinity':
      return 'with pods that keep away from it';
    case 'volume':
    case 'volume-limit':
      return 'where its volumes cannot be';
    case 'feature':
      return 'without a feature it needs';
    case 'other':
      return `with "${obstacle.reason}"`;
  }
}
