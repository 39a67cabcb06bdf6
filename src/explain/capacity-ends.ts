/** What ends the room for pods of one kind: node by node, and in one sentence. */
import type { Obstacle } from '../scheduler/obstacle.js';
import type { NodeVerdict } from '../scheduler/obstacles.js';
import { amountText } from './amounts.js';
import { obstacleText } from './verdict.js';

/** Why a node takes no further pod. */
export interface NodeEnd {
  /** In a word each: `cpu`, `taint`, `host port 80`. */
  causes: string[];
  /** At length: `taint dedicated=db:NoSchedule`, `cpu short by 200m`. */
  verdict: string[];
  /** True where no pod of this kind fits there, however empty the node is. */
  closed: boolean;
}

/** Nodes that are ended by the same. */
export interface End {
  causes: string[];
  closed: boolean;
  nodes: string[];
}

const LEFT_OUT = 'node selection';
const RESERVED = 'room kept for nominated pods';

/** What holds on one node. What closes it for good goes before what the pods there have used up. */
export function nodeEnd({ fits, refusals }: NodeVerdict): NodeEnd {
  const all = withoutMirrored(refusals.flatMap(({ details }) => details));
  const lasting = all.filter(isLasting);
  const shown = lasting.length > 0 ? lasting : all;
  const verdict = [...new Set(shown.map(verdictOf))];
  const closed = lasting.length > 0;
  if (shown.length > 0) return { causes: [...new Set(shown.map(causeOf))], verdict, closed };
  return fits
    ? { causes: [RESERVED], verdict: [RESERVED], closed: false }
    : { causes: [LEFT_OUT], verdict: ['left out by its node affinity'], closed: true };
}

/** Pods that keep away from their like are kept away by them too: that is said once. */
function withoutMirrored(obstacles: readonly Obstacle[]): Obstacle[] {
  const own = obstacles.flatMap((one) =>
    one.kind === 'pod-anti-affinity' ? [`${one.topologyKey}=${one.value}`] : [],
  );
  return obstacles.filter(
    (one) => one.kind !== 'existing-anti-affinity' || !own.includes(`${one.topologyKey}=${one.value}`),
  );
}

function verdictOf(obstacle: Obstacle): string {
  if (obstacle.kind !== 'resource' || !isLasting(obstacle) || obstacle.allocatable === 0)
    return obstacleText(obstacle);
  const { resource, allocatable } = obstacle;
  return `too little ${resource}: ${amountText(resource, allocatable)} in all`;
}

/** Whether the node would refuse the pod without any other pod on it. */
function isLasting(obstacle: Obstacle): boolean {
  switch (obstacle.kind) {
    case 'resource':
      return obstacle.allocatable < obstacle.requested;
    case 'spread':
      return obstacle.value === undefined;
    case 'taint':
    case 'unschedulable':
    case 'node-name':
    case 'node-selector':
    case 'node-affinity':
    case 'feature':
      return true;
    default:
      return false;
  }
}

function causeOf(obstacle: Obstacle): string {
  switch (obstacle.kind) {
    case 'resource':
      if (obstacle.resource === 'pods') return isLasting(obstacle) ? 'no place for pods' : 'number of pods';
      if (!isLasting(obstacle)) return obstacle.resource;
      return obstacle.allocatable === 0 ? `no ${obstacle.resource}` : `too little ${obstacle.resource}`;
    case 'taint':
      return 'taint';
    case 'unschedulable':
      return 'cordon';
    case 'node-name':
    case 'node-selector':
    case 'node-affinity':
      return LEFT_OUT;
    case 'port':
      return `host port ${obstacle.port}`;
    case 'spread':
      return 'topology spread';
    case 'pod-affinity':
      return 'pod affinity';
    case 'pod-anti-affinity':
      return 'pod anti-affinity';
    case 'existing-anti-affinity':
      return 'anti-affinity of other pods';
    case 'volume':
      return 'volumes';
    case 'volume-limit':
      return 'volume limit';
    case 'feature':
      return 'missing feature';
    case 'other':
      return obstacle.reason;
  }
}

/** Nodes put together by what ends them: where room ran out first, then what is closed; most nodes first. */
export function endsOf(nodes: readonly (NodeEnd & { node: string })[]): End[] {
  const ends = new Map<string, End>();
  for (const { node, causes, closed } of nodes) {
    const key = JSON.stringify([closed, causes]);
    const end = ends.get(key);
    if (end) end.nodes.push(node);
    else ends.set(key, { causes, closed, nodes: [node] });
  }
  for (const end of ends.values()) end.nodes.sort(byName);
  return [...ends.values()].sort(
    (a, b) =>
      Number(a.closed) - Number(b.closed) ||
      b.nodes.length - a.nodes.length ||
      (a.causes.join() < b.causes.join() ? -1 : 1),
  );
}

/** As people count: node-2 before node-10. */
export function byName(a: string, b: string): number {
  const parts = (name: string) => name.split(/(\d+)/);
  const [left, right] = [parts(a), parts(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x, y] = [left[i]!, right[i]!];
    if (x === y) continue;
    if (i % 2 === 1 && Number(x) !== Number(y)) return Number(x) - Number(y);
    return x < y ? -1 : 1;
  }
  return left.length - right.length;
}

/** Nodes named in a sentence; more of them are counted. */
const NAMED = 3;

/** `cpu ends it on node-1 and node-2; node-3 is tainted`. `of` is how many nodes there are. */
export function endsText(ends: readonly End[], of: number): string {
  return ends.map((end) => (end.closed ? closedText(end, of) : endedText(end, of))).join('; ');
}

function endedText({ causes, nodes }: End, of: number): string {
  const what = listText(causes);
  return `${what} ${causes.length === 1 && causes[0] !== 'volumes' ? 'ends' : 'end'} it on ${whichText(nodes, of)}`;
}

/** What is said of one node and of several that are closed for a cause. */
const CLOSED: Readonly<Record<string, readonly [one: string, many: string]>> = {
  taint: ['is tainted', 'are tainted'],
  cordon: ['is cordoned', 'are cordoned'],
  [LEFT_OUT]: ['is not selected', 'are not selected'],
  'missing feature': ['lacks a feature', 'lack a feature'],
  'topology spread': ['lacks a label to spread by', 'lack a label to spread by'],
};

function closedText({ causes, nodes }: End, of: number): string {
  const many = nodes.length > 1 ? 1 : 0;
  const phrases = causes.map((cause) => {
    if (/^(too little|no) /.test(cause)) return `${many ? 'have' : 'has'} ${cause}`;
    return CLOSED[cause]?.[many] ?? cause;
  });
  return `${whichText(nodes, of)} ${listText(phrases)}`;
}

function whichText(nodes: readonly string[], of: number): string {
  if (nodes.length === of && of > NAMED) return `all ${of} nodes`;
  return nodes.length > NAMED ? `${nodes.length} nodes` : listText(nodes);
}

/** `a`, `a and b`, `a, b and c`. */
export function listText(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}
