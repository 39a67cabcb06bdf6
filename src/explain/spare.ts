/** Which nodes could go: each is drained in thought, and then as many of them as can go one after the other. */
import type { ObjectRef } from '../api/finding.js';
import { refOf } from '../api/object-key.js';
import type { Node } from '../api/objects.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Scheduler } from '../scheduler/configuration/scheduler.js';
import type { NodeInfo } from '../scheduler/node-info.js';
import { SchedulerState } from '../scheduler/state/scheduler-state.js';
import { amountsOf } from './amounts.js';
import { type DrainAnswer, drainAnswer } from './drain-answer.js';
import { COUNTED, Packing } from './packing.js';
import { surgePods } from './surge.js';

const CONTROL_PLANE = ['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master'];

/** One node, drained by itself. */
interface SpareNode {
  node: string;
  /** Missing for one that is not drained: it runs the control plane. */
  answer?: DrainAnswer;
}

export interface Spare {
  nodes: SpareNode[];
  /** These could go together, one after the other. */
  together: string[];
  /** What is free on the other nodes then: cpu in milli-cores, memory in bytes. */
  free: Record<string, number>;
  /** Rollouts that have no room for their further pods then, and had it before. */
  surge: { object: ObjectRef; pods: number }[];
}

/** `cluster` is at rest. */
export function spareNodes(cluster: Cluster, scheduler: Scheduler, flags: readonly string[]): Spare {
  const question = { flags, scheduler };
  const empty = emptyNodes(cluster);
  const isEmpty = new Set(empty);
  // Somebody has to be left to take the pods.
  const first = empty.slice(0, cluster.list('Node').length - 1);
  // Nothing moves of nodes that nothing is on: they are drained at once.
  const ofEmpty =
    empty.length > 0 ? drainAnswer(cluster, first.length > 0 ? first : empty, question) : undefined;
  const nodes = cluster.list('Node').map((node): SpareNode => {
    const name = node.metadata.name ?? '';
    if (isControlPlane(node)) return { node: name };
    if (ofEmpty && isEmpty.has(name)) return { node: name, answer: { ...ofEmpty, nodes: [name] } };
    return { node: name, answer: drainAnswer(cluster, [name], question) };
  });
  const state = SchedulerState.ofCluster(cluster);
  const candidates = nodes
    .filter(({ answer }) => answer?.verdict === 'yes')
    .map(({ node }) => ({ node, use: useOf(state.node(node)) }))
    .sort((a, b) => a.use - b.use || (a.node < b.node ? -1 : 1));
  const together = [...first];
  let after = ofEmpty && first.length > 0 ? ofEmpty.after : cluster;
  for (const { node } of candidates.filter((one) => !isEmpty.has(one.node))) {
    if (together.length + 1 >= nodes.length) break;
    const answer =
      together.length === 0
        ? nodes.find((one) => one.node === node)?.answer
        : drainAnswer(after, [node], question);
    if (answer?.verdict !== 'yes') continue;
    together.push(node);
    after = answer.after;
  }
  return {
    nodes,
    together,
    free: freeBut(after, together),
    surge: together.length === 0 ? [] : surgesLost(cluster, after, scheduler),
  };
}

/** Rollouts that have no room after, and had it before. */
function surgesLost(before: Cluster, after: Cluster, scheduler: Scheduler): Spare['surge'] {
  const had = new Set(surgesWithoutRoom(before, scheduler).map(({ object }) => JSON.stringify(object)));
  return surgesWithoutRoom(after, scheduler).filter(({ object }) => !had.has(JSON.stringify(object)));
}

/** Nodes that no pod is on, and that may go. */
function emptyNodes(cluster: Cluster): string[] {
  const names = cluster
    .list('Node')
    .filter((node) => !isControlPlane(node))
    .map(({ metadata }) => metadata.name ?? '');
  return names.filter((name) => cluster.podsOnNode(name).length === 0).sort();
}

function isControlPlane({ metadata }: Node): boolean {
  return CONTROL_PLANE.some((key) => metadata.labels?.[key] !== undefined);
}

/** How full a node is: those that are least so go first. */
function useOf(node: NodeInfo | undefined): number {
  if (!node) return 0;
  return COUNTED.reduce((sum, resource) => {
    const [allocatable, used] = amountsOf(resource, node);
    return sum + (allocatable > 0 ? used / allocatable : 0);
  }, 0);
}

function freeBut(cluster: Cluster, gone: readonly string[]): Record<string, number> {
  const left = SchedulerState.ofCluster(cluster)
    .nodes()
    .filter(({ name }) => !gone.includes(name));
  return Object.fromEntries(
    COUNTED.map((resource) => [
      resource,
      left.reduce((sum, node) => {
        const [allocatable, used] = amountsOf(resource, node);
        return sum + Math.max(0, allocatable - used);
      }, 0),
    ]),
  );
}

/** Deployments whose rollout, one at a time, would wait for room. */
function surgesWithoutRoom(cluster: Cluster, scheduler: Scheduler): Spare['surge'] {
  return cluster.list('Deployment').flatMap((deployment) => {
    const pods = surgePods(cluster, deployment, scheduler);
    return new Packing(cluster, scheduler, [{ pods }]).left > 0
      ? [{ object: refOf(deployment), pods: pods.length }]
      : [];
  });
}
