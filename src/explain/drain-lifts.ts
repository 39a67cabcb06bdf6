/** What would let pods go that a disruption budget keeps: each way is tried by draining again. */

import { matchesSelector } from '../api/labels.js';
import { controllerRef, keyOf, refOf } from '../api/object-key.js';
import type { KubeObject, Pod } from '../api/objects.js';
import { isPodReady } from '../api/pods.js';
import { commandLine, inNamespaceWords } from '../api/shell.js';
import { numbered } from '../api/text.js';
import type { PodDisruptionBudget } from '../api/workloads.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Scheduler } from '../scheduler/configuration/scheduler.js';
import { planCommandOf } from '../simulation/commands/index.js';
import type { PlanCommand } from '../simulation/commands/plan-verb.js';
import { SCALED } from '../simulation/numbers-of.js';
import type { Lift, PlanAction } from '../simulation/plan.js';
import { Simulation } from '../simulation/simulation.js';

/** So many budgets are looked at. */
const MOST_BUDGETS = 5;
const MAX_SECONDS = 3600;

export interface LiftOptions {
  namespace: string;
  scheduler?: Scheduler;
}

/** For each budget that keeps pods of a drain: why, and what would let them go. Nothing for other commands. */
export function drainLifts(action: PlanAction, command: PlanCommand, options: LiftOptions): Lift[] {
  const { after } = action.world;
  const pods = (action.kept ?? []).flatMap(
    ({ object }) => after.get('Pod', `${object.namespace}/${object.name}`) ?? [],
  );
  const budgets = new Map<PodDisruptionBudget, Pod[]>();
  for (const pod of pods) {
    for (const budget of budgetsOf(after, pod)) budgets.set(budget, [...(budgets.get(budget) ?? []), pod]);
  }
  return [...budgets].slice(0, MOST_BUDGETS).map(([budget, kept]) => ({
    budget: refOf(budget),
    why: whyNobody(budget),
    ways: waysOut(after, budget, kept)
      .map(({ what, words }) => ({ what, command: commandLine('kubectl', ...words), words }))
      .filter(({ words }) => letsGo(action, command, budget, words, options))
      .map(({ what, command: text }) => ({ what, command: text })),
  }));
}

function budgetsOf(cluster: Cluster, { metadata }: Pod): PodDisruptionBudget[] {
  return cluster
    .list('PodDisruptionBudget', metadata.namespace)
    .filter(({ spec }) => matchesSelector(spec.selector, metadata.labels));
}

/** Why a budget lets nobody go: `it has 2 healthy pods of minAvailable 2`. */
export function whyNobody({ spec, status }: PodDisruptionBudget): string {
  const { currentHealthy = 0, desiredHealthy = 0, expectedPods = 0 } = status ?? {};
  const healthy = numbered(currentHealthy, 'healthy pod');
  if (spec.minAvailable !== undefined) {
    const needs = String(spec.minAvailable).endsWith('%') ? ` (${desiredHealthy})` : '';
    return `it has ${healthy} of minAvailable ${spec.minAvailable}${needs}`;
  }
  return `it has ${healthy} of ${expectedPods}, and maxUnavailable ${spec.maxUnavailable ?? 1} asks for ${desiredHealthy}`;
}

interface Way {
  what: string;
  /** The command that does it, without `kubectl`. */
  words: string[];
}

function waysOut(cluster: Cluster, budget: PodDisruptionBudget, kept: readonly Pod[]): Way[] {
  const { metadata, spec, status } = budget;
  const inNamespace = inNamespaceWords(metadata.namespace);
  const patched = (what: string, change: object): Way => {
    const patch = JSON.stringify({ spec: change });
    return {
      what,
      words: ['patch', 'pdb', metadata.name ?? '', ...inNamespace, '--type=merge', '-p', patch],
    };
  };
  const ways: Way[] = [];
  const { currentHealthy = 0, expectedPods = 0 } = status ?? {};
  if (kept.some((pod) => !isPodReady(pod)) && spec.unhealthyPodEvictionPolicy !== 'AlwaysAllow') {
    const change = { unhealthyPodEvictionPolicy: 'AlwaysAllow' };
    ways.push(patched('unhealthyPodEvictionPolicy: AlwaysAllow', change));
  }
  const owner = scaledOwner(cluster, kept[0] as Pod);
  const replicas = (owner as { spec?: { replicas?: number } } | undefined)?.spec?.replicas;
  if (owner && replicas !== undefined) {
    const name = `${owner.kind.toLowerCase()}/${owner.metadata.name}`;
    ways.push({
      what: `replicas ${replicas + 1} of ${name}`,
      words: ['scale', name, ...inNamespace, `--replicas=${replicas + 1}`],
    });
  }
  if (spec.minAvailable !== undefined && currentHealthy > 0)
    ways.push(patched(`minAvailable ${currentHealthy - 1}`, { minAvailable: currentHealthy - 1 }));
  if (spec.minAvailable === undefined) {
    const more = expectedPods - currentHealthy + 1;
    ways.push(patched(`maxUnavailable ${more}`, { maxUnavailable: more }));
  }
  return ways;
}

/** Whose replicas a pod is one of. */
function scaledOwner(cluster: Cluster, pod: KubeObject): KubeObject | undefined {
  let found: KubeObject | undefined;
  for (let object: KubeObject | undefined = pod; object; ) {
    const owner = controllerRef(object);
    if (!owner || !SCALED.has(owner.kind)) return found;
    object = cluster.get(owner.kind, `${object.metadata.namespace}/${owner.name}`) as KubeObject | undefined;
    if (object?.metadata.uid !== owner.uid) return found;
    found = object;
  }
  return found;
}

/** Whether a drain would let the pods of a budget go once a command was run before it. */
function letsGo(
  { world, kept = [] }: PlanAction,
  drain: PlanCommand,
  budget: PodDisruptionBudget,
  words: readonly string[],
  { namespace, scheduler }: LiftOptions,
): boolean {
  const simulation = new Simulation(world.before, {
    kubelet: world.model,
    isAtRest: true,
    ...(scheduler && { scheduler }),
  });
  const settle = () => simulation.settle({ until: simulation.now + MAX_SECONDS * 1000 });
  const { exitCode } = simulation.run(planCommandOf(words), { namespace });
  settle();
  if (exitCode !== 0) return false;
  const again = simulation.run(drain, { namespace });
  const left = again.kept ?? [];
  const isOfBudget = ({ object }: { object: { namespace?: string; name: string } }) => {
    const pod = simulation.cluster.get('Pod', `${object.namespace}/${object.name}`);
    return (
      pod !== undefined && budgetsOf(simulation.cluster, pod).some((one) => keyOf(one) === keyOf(budget))
    );
  };
  return kept.length > 0 && !left.some(isOfBudget);
}
