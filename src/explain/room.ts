/** What is free on the nodes that pods may come to, in all and in one piece. */
import type { Cluster } from '../cluster/cluster.js';
import type { NodeInfo } from '../scheduler/node-info.js';
import { SchedulerState } from '../scheduler/state/scheduler-state.js';
import { amountsOf } from './amounts.js';
import type { TemplateCapacity } from './capacity-answer.js';
import { isOfNodeState } from './moves/taints.js';

const ALWAYS = ['cpu', 'memory'];

/** One resource on all open nodes together. cpu in milli-cores, others in whole units. */
export interface RoomOf {
  resource: string;
  allocatable: number;
  asked: number;
  free: number;
  /** The most that is free on one node. */
  largest: number;
  node?: string;
}

export interface Room {
  /** How many nodes are counted, and which are not: cordoned, or not ready. */
  open: number;
  closed: string[];
  resources: RoomOf[];
  /** The largest pods that still fit somewhere: by the resource that they are largest in. */
  pieces: { by: string; node: string; amounts: Record<string, number> }[];
}

export function roomIn(cluster: Cluster): Room {
  const nodes = SchedulerState.ofCluster(cluster).nodes();
  const open = nodes.filter(isOpen);
  const names = [
    ...new Set([...ALWAYS, ...open.flatMap(({ allocatable }) => [...(allocatable.scalars?.keys() ?? [])])]),
  ];
  const resources = names.map((resource) => roomOf(resource, open));
  const pieces = ALWAYS.flatMap((by) => {
    const node = open.find(({ name }) => name === resources.find((one) => one.resource === by)?.node);
    if (!node) return [];
    return [
      { by, node: node.name, amounts: Object.fromEntries(ALWAYS.map((name) => [name, freeOn(name, node)])) },
    ];
  });
  return {
    open: open.length,
    closed: nodes.filter((node) => !isOpen(node)).map(({ name }) => name),
    resources,
    pieces,
  };
}

function isOpen({ node }: NodeInfo): boolean {
  return node.spec?.unschedulable !== true && !(node.spec?.taints ?? []).some(isOfNodeState);
}

/** Never below nothing: a node may be asked for more than it has. One that takes no further pod has nothing free. */
function freeOn(resource: string, node: NodeInfo): number {
  const [places, taken] = amountsOf('pods', node);
  if (taken >= places) return 0;
  const [allocatable, used] = amountsOf(resource, node);
  return Math.max(0, allocatable - used);
}

function roomOf(resource: string, nodes: readonly NodeInfo[]): RoomOf {
  const sums: RoomOf = { resource, allocatable: 0, asked: 0, free: 0, largest: 0 };
  for (const node of nodes) {
    const [allocatable, used] = amountsOf(resource, node);
    const free = freeOn(resource, node);
    sums.allocatable += allocatable;
    sums.asked += used;
    sums.free += free;
    if (free > sums.largest) {
      sums.largest = free;
      sums.node = node.name;
    }
  }
  return sums;
}

/** How many more of these pods what is left would do for, if all of it were on one node. */
export function lostToPieces({ nodes, requests }: TemplateCapacity): number {
  const open = nodes.filter(({ closed }) => closed === false);
  const counts = Object.entries(requests).map(([resource, amount]) => {
    const left = open.reduce(
      (sum, node) => sum + (node.left.find((one) => one.resource === resource)?.free ?? 0),
      0,
    );
    return Math.floor(left / amount);
  });
  return counts.length === 0 ? 0 : counts.reduce((least, count) => Math.min(least, count));
}
