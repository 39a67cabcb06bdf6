/** `kubeplan plan --format json`: the plan as data, version 1. */

import { isPodTerminal, podRequests } from '../api/pods.js';
import { resourceAmount } from '../api/quantity.js';
import type { Plan, PlanAction } from '../simulation/plan.js';
import { jsonText } from './inert.js';

const PLAN_FORMAT = 'kubeplan.plan/1';

/** The plan without the world itself; what its nodes have and what is asked of them, pod by pod, instead. */
export function planJson(plan: Plan): string {
  const {
    steps,
    actions,
    beforehand,
    workloads,
    stuck,
    counts,
    findings,
    warnings,
    assumed,
    lacks,
    suppositions,
    missing,
    notKnown,
    settled,
    duration,
    trajectories,
  } = plan;
  const data = {
    format: PLAN_FORMAT,
    settled,
    durationSeconds: duration / 1000,
    counts,
    beforehand: {
      durationSeconds: beforehand.duration / 1000,
      stuck: beforehand.stuck,
      madeUp: beforehand.madeUp,
      steps: beforehand.steps,
    },
    workloads,
    stuck,
    findings,
    warnings,
    assumed,
    lacks,
    suppositions,
    missing,
    notKnown,
    nodes: allocation(plan),
    trajectories,
    steps,
    ...(actions.length > 0 && { actions: actions.map(actionData) }),
  };
  return jsonText(data);
}

/** What came of a command; not the worlds before and after it. */
export function actionData(action: Omit<PlanAction, 'world'>): unknown {
  const { command, at, ends, printed, exitCode, waitsFor, steps, kept, lifts } = action;
  const ended = exitCode === undefined ? { endsNever: true, waitsFor } : { exitCode };
  const times = { atSeconds: at / 1000, endsSeconds: ends / 1000 };
  return { command, ...times, printed, ...ended, steps, ...(kept && { kept }), ...(lifts && { lifts }) };
}

/** By node: what it can give and what its pods ask for. cpu in milli-cores, all else in whole units (bytes). */
function allocation({ cluster }: Plan): unknown[] {
  return cluster.list('Node').map((node) => {
    const name = node.metadata.name ?? '';
    const allocatable: Record<string, number> = {};
    for (const [resource, quantity] of Object.entries(node.status?.allocatable ?? {})) {
      allocatable[resource] = resourceAmount(resource, quantity);
    }
    const requested: Record<string, number> = { cpu: 0, memory: 0, pods: 0 };
    const pods = cluster
      .podsOnNode(name)
      .filter((pod) => !isPodTerminal(pod))
      .map((pod) => {
        const requests = { ...podRequests(pod.spec) };
        for (const [resource, amount] of Object.entries(requests)) {
          requested[resource] = (requested[resource] ?? 0) + amount;
        }
        requested['pods']!++;
        return { namespace: pod.metadata.namespace, name: pod.metadata.name, requests };
      });
    return { name, allocatable, requested, pods };
  });
}
