/** Everything that keeps a pod off every node: unlike scheduling, which stops at the first refusal of each. */
import type { Pod } from '../api/objects.js';
import { firstRefusal, type Prepared, preFilter } from './attempt.js';
import { DEFAULT_SCHEDULER_NAME } from './configuration/profile.js';
import type { Scheduler } from './configuration/scheduler.js';
import type { NodeInfo } from './node-info.js';
import type { Obstacle } from './obstacle.js';
import { incomingPod } from './pod-info.js';
import type { SchedulerState } from './state/scheduler-state.js';
import type { Code } from './status.js';

/** One plugin's refusal, in Kubernetes' words and in detail. */
export interface PluginRefusal {
  plugin: string;
  code: Code;
  reasons: readonly string[];
  details: readonly Obstacle[];
}

export interface NodeVerdict {
  node: string;
  fits: boolean;
  refusals: readonly PluginRefusal[];
}

export interface PodVerdict {
  /** Why the pod can run nowhere, whatever the node: what PreFilter says. */
  everywhere: PluginRefusal | undefined;
  /** In the order in which the scheduler looks at nodes. */
  nodes: readonly NodeVerdict[];
}

/**
 * Asks every filter of the pod's profile about every node. A pod whose schedulerName has no profile gets no nodes.
 * Nodes that PreFilter leaves out are asked like the others.
 */
export function explainNodes(state: SchedulerState, pod: Pod, scheduler: Scheduler): PodVerdict {
  const profile = scheduler.profiles.get(pod.spec.schedulerName || DEFAULT_SCHEDULER_NAME);
  if (!profile) return { everywhere: undefined, nodes: [] };
  const prepared = preFilter(profile, { pod: incomingPod(pod), state }, true);
  return {
    everywhere: everywhere(prepared),
    nodes: state.nodes().map((node) => verdict(prepared, node)),
  };
}

/** The same of one node; undefined where it is not there, or no scheduler looks. */
export function explainNode(
  state: SchedulerState,
  pod: Pod,
  scheduler: Scheduler,
  name: string,
): (Pick<PodVerdict, 'everywhere'> & { node: NodeVerdict }) | undefined {
  const profile = scheduler.profiles.get(pod.spec.schedulerName || DEFAULT_SCHEDULER_NAME);
  const node = state.node(name);
  if (!profile || !node) return undefined;
  const prepared = preFilter(profile, { pod: incomingPod(pod), state }, true);
  return { everywhere: everywhere(prepared), node: verdict(prepared, node) };
}

function everywhere({ rejection }: Prepared): PluginRefusal | undefined {
  if (!rejection) return undefined;
  const { plugin, code, reasons } = rejection;
  return { plugin, code, reasons, details: reasons.map((reason) => ({ kind: 'other', reason })) };
}

function verdict({ filters, nodes, rejection }: Prepared, node: NodeInfo): NodeVerdict {
  const refusals: PluginRefusal[] = [];
  for (const filter of filters) {
    const refusal = firstRefusal([filter], node);
    if (!refusal) continue;
    const { code, reasons } = refusal.status;
    const details = filter.explain?.(node) ?? reasons.map((reason): Obstacle => ({ kind: 'other', reason }));
    refusals.push({ plugin: refusal.plugin, code, reasons, details });
  }
  const leftOut = nodes !== undefined && !nodes.has(node.name);
  return { node: node.name, fits: refusals.length === 0 && !rejection && !leftOut, refusals };
}
