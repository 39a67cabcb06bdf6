/** What ends the room for pods of one kind: node by node, and in one sentence. */
import { listed } from '../api/text.js';
import type { Obstacle } from '../scheduler/obstacle.js';
import type { NodeVerdict } from '../scheduler/obstacles.js';
import { withoutMirrored } from './obstacles/existing-anti-affinity.js';
import { closedPhrase, isClosing, knownOf, obstacleText } from './obstacles/index.js';
import { NODE_SELECTION } from './obstacles/selection.js';
import { VOLUMES } from './obstacles/volume.js';

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

const RESERVED = 'room kept for nominated pods';

/** What holds on one node. What closes it for good goes before what the pods there have used up. */
export function nodeEnd({ fits, refusals }: NodeVerdict): NodeEnd {
  const all = withoutMirrored(refusals.flatMap(({ details }) => details));
  const lasting = all.filter(isClosing);
  const shown = lasting.length > 0 ? lasting : all;
  const verdict = [...new Set(shown.map(verdictOf))];
  const closed = lasting.length > 0;
  if (shown.length > 0)
    return { causes: [...new Set(shown.map((one) => knownOf(one).cause(one)))], verdict, closed };
  return fits
    ? { causes: [RESERVED], verdict: [RESERVED], closed: false }
    : { causes: [NODE_SELECTION], verdict: ['left out by its node affinity'], closed: true };
}

function verdictOf(obstacle: Obstacle): string {
  const { closes } = knownOf(obstacle);
  return (closes?.when(obstacle) && closes.text?.(obstacle)) || obstacleText(obstacle);
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
  const what = listed(causes);
  return `${what} ${causes.length === 1 && causes[0] !== VOLUMES ? 'ends' : 'end'} it on ${whichText(nodes, of)}`;
}

function closedText({ causes, nodes }: End, of: number): string {
  const phrases = causes.map((cause) => closedPhrase(cause)[nodes.length > 1 ? 1 : 0]);
  return `${whichText(nodes, of)} ${listed(phrases)}`;
}

function whichText(nodes: readonly string[], of: number): string {
  if (nodes.length === of && of > NAMED) return `all ${of} nodes`;
  return nodes.length > NAMED ? `${nodes.length} nodes` : listed(nodes);
}
