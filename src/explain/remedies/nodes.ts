/** Nodes that are down come back; nodes are added, as many as are needed. */

import type { Node, Pod } from '../../api/objects.js';
import { condition } from '../../api/pods.js';
import { commandLine } from '../../api/shell.js';
import type { Scheduler } from '../../scheduler/configuration/scheduler.js';
import { scheduleOne } from '../../scheduler/schedule-one.js';
import type { SchedulerState } from '../../scheduler/state/scheduler-state.js';
import { downSaid } from '../moves/taints.js';
import { newNodes } from '../new-node.js';
import { type Remedy, UNEDITED } from '../remedy.js';
import type { Look } from './look.js';

/** More are not brought back one by one. */
const MOST_DOWN = 3;
/** More are not added. */
const MOST_NEW = 20;
const COST = { recover: 1.7, add: 3 };

/** Nodes of which nothing is heard, or that say they are not ready. */
export function nodesDown({ state }: Look): Node[] {
  return state
    .nodes()
    .map(({ node }) => node)
    .filter(({ spec }) => (spec?.taints ?? []).some((taint) => downSaid(taint)));
}

/** Why a node is down, as its condition says it: `Kubelet stopped posting node status.` */
export function downReason({ status }: Node): string | undefined {
  return condition(status?.conditions, 'Ready')?.message;
}

export function recoveries(look: Look): Remedy[] {
  const names = nodesDown(look).map(({ metadata }) => metadata.name ?? '');
  const groups = names.length > 1 ? [...names.slice(0, MOST_DOWN).map((name) => [name]), names] : [names];
  return groups
    .filter((group) => group.length > 0)
    .map((group) => ({
      ...UNEDITED,
      title: `bring ${listText(group)} back`,
      kinds: group.map((name) => `recover ${name}`),
      cost: COST.recover + group.length / 10,
      befalls: [commandLine('recover', ...group.map((name) => `node/${name}`))],
    }));
}

function listText(names: readonly string[]): string {
  return names.length === 1 ? String(names[0]) : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** So many nodes of the needed size that all missing pods find a place; in each zone that there is. */
export function moreNodes({ state, pod, scheduler, missing, wanted }: Look): Remedy[] {
  const counts = new Map<Node, number | undefined>();
  const podsOfEach = (node: Node) => {
    const count = wanted === 1 ? 1 : neededOf(state, pod, scheduler, node, missing);
    counts.set(node, count);
    return Math.max(1, Math.ceil(missing / (count ?? missing)));
  };
  return newNodes(state, pod, podsOfEach).flatMap(({ title, kinds, cost, world }, i) => {
    const [node] = world as Node[];
    const count = node && counts.get(node);
    if (!node || count === undefined) return [];
    return [
      {
        ...UNEDITED,
        title: count === 1 ? title : title.replace(/^add a node\b/, `add ${count} nodes`),
        kinds,
        cost: cost + i / 100 + count / 20,
        creates: copies(node, count),
        ...(count === 1 && missing <= 1 && { node: node.metadata.name ?? '' }),
      },
    ];
  });
}

function copies(node: Node, count: number): Node[] {
  return Array.from({ length: count }, (_, i) =>
    i === 0 ? node : renamed(node, `${node.metadata.name}-${i + 1}`),
  );
}

function renamed(node: Node, name: string): Node {
  const labels = { ...node.metadata.labels, 'kubernetes.io/hostname': name };
  return { ...node, metadata: { ...node.metadata, name, labels } };
}

/** How many copies of a node the missing pods need: they are placed one after the other, and a node is added whenever one waits. */
function neededOf(
  state: SchedulerState,
  pod: Pod,
  scheduler: Scheduler,
  node: Node,
  missing: number,
): number | undefined {
  const world = state.fork();
  let count = 0;
  for (let placed = 0; placed < Math.max(1, missing); ) {
    const one: Pod = { ...pod, metadata: { ...pod.metadata, name: `${pod.metadata.name}.${placed}` } };
    const decision = scheduleOne(world, one, scheduler);
    if (decision.outcome === 'bound' && decision.node !== undefined) {
      const bound: Pod = { ...one, spec: { ...one.spec, nodeName: decision.node } };
      world.apply([{ verb: 'create', object: bound }]);
      placed += 1;
    } else {
      count += 1;
      if (count > MOST_NEW || count > missing + 1) return undefined;
      const more = count === 1 ? node : renamed(node, `${node.metadata.name}-${count}`);
      world.apply([{ verb: 'create', object: more }]);
    }
  }
  return Math.max(1, count);
}
