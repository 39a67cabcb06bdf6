/** Why a pod goes where it goes, or stays Pending; what would free it; how many more would fit. */
import type { Location } from '../api/finding.js';
import type { Path } from '../api/json.js';
import type { KubeObject, Pod } from '../api/objects.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Scheduler } from '../scheduler/configuration/scheduler.js';
import type { Decision, NodeScore } from '../scheduler/decision.js';
import type { NodeInfo } from '../scheduler/node-info.js';
import { explainNodes, type NodeVerdict } from '../scheduler/obstacles.js';
import { scheduleOne } from '../scheduler/schedule-one.js';
import { SchedulerState } from '../scheduler/state/scheduler-state.js';
import { amountsOf } from './amounts.js';
import { answerText } from './answer.js';
import type { Edit, Explanation, Fix, NodeReport, PodUse, ResourceUse } from './explanation.js';
import { changedBy, type FoundFix, findFixes } from './fixes.js';
import { yamlOf } from './moves/edit.js';
import { askedFor } from './moves/requests.js';
import { obstacleText } from './obstacles/index.js';
import { caseOf, workloadOf } from './target.js';

/** Counting how many pods fit stops here. */
const MOST_REPLICAS = 1000;

export interface ExplainOptions {
  scheduler: Scheduler;
  /** Where in its file a path of the object stands; absent for an object that came from no file. */
  locate?: (path: Path) => Location;
  /** The object to name, and whose paths edits have, where it is not the one that is explained: a pod's owner. */
  source?: KubeObject;
  /** Fixes are found by others, who try more than to place the pod. */
  withoutFixes?: boolean;
  /** Why its pods are only taken to be there. */
  supposed?: string | undefined;
}

/**
 * Explains the placing of one pod in a world: of the pod given, or of a workload's first that has no place (the last
 * one where all have). A pod that is placed already is placed once more, with all others where they are.
 */
export function explain(cluster: Cluster, object: KubeObject, options: ExplainOptions): Explanation {
  const { scheduler, locate, source = object, withoutFixes = false, supposed } = options;
  const found = caseOf(cluster, object, scheduler.version);
  if (!found) throw new Error(`${object.kind} makes no pods`);
  const { pod, missing, wanted } = found;
  const state = SchedulerState.ofCluster(cluster);
  if (found.node !== undefined) state.apply([{ verb: 'delete', object: pod }]);
  const decision = scheduleOne(state, pod, scheduler, { detail: true });
  const verdict = explainNodes(state, pod, scheduler);
  const isFree = decision.outcome === 'bound' || withoutFixes;
  const fixes = isFree ? [] : findFixes(state, pod, scheduler, verdict, cluster);
  const path = workloadOf(source)?.path ?? found.path;
  const winner = winnerOf(decision);
  const { apiVersion, kind, metadata } = source;
  return {
    object: { apiVersion, kind, namespace: pod.metadata.namespace, name: metadata.name! },
    ...(locate && { location: locate([]) }),
    answer: answerText(source, pod, found.node, decision, verdict, supposed !== undefined),
    pod: pod.metadata.name!,
    ...(found.node !== undefined && { placedOn: found.node }),
    ...(found.node !== undefined && supposed !== undefined && { supposed }),
    requests: askedFor(pod),
    decision,
    ...(verdict.everywhere && { everywhere: verdict.everywhere }),
    nodes: verdict.nodes.map((one) => nodeReport(state, pod, one, decision)),
    fixes: fixes.map((fix) => ({
      ...located(fix, path, locate),
      pods: howManyFit(
        changedBy(state, fix),
        fix.pod,
        scheduler,
        Math.min(Math.max(1, missing), MOST_REPLICAS),
      ),
    })),
    ...(winner && { winner }),
    replicas: {
      wanted,
      missing,
      fit: decision.outcome === 'bound' ? howManyFit(state, pod, scheduler) : 0,
      limit: MOST_REPLICAS,
    },
  };
}

/** How many pods like this one the world takes, one after the other. */
function howManyFit(state: SchedulerState, pod: Pod, scheduler: Scheduler, limit = MOST_REPLICAS): number {
  const world = state.fork();
  for (let count = 0; count < limit; count++) {
    const one: Pod = { ...pod, metadata: { ...pod.metadata, name: `${pod.metadata.name}.${count}` } };
    const { outcome, node } = scheduleOne(world, one, scheduler);
    if (outcome !== 'bound' || node === undefined) return count;
    const bound: Pod = { ...one, spec: { ...one.spec, nodeName: node } };
    world.apply([{ verb: 'create', object: bound }]);
  }
  return limit;
}

function nodeReport(
  state: SchedulerState,
  pod: Pod,
  { node, fits, refusals }: NodeVerdict,
  decision: Decision,
): NodeReport {
  const info = state.node(node)!;
  const asked = { ...askedFor(pod), pods: 1 };
  const score = decision.scores?.find((one) => one.node === node);
  const details = refusals.flatMap((refusal) => refusal.details);
  return {
    node,
    fits,
    refusals,
    verdict: [...new Set(details.map(obstacleText))],
    resources: Object.entries(asked).map(([name, amount]) => useOf(name, amount, info)),
    allocation: info.pods.map(podUse),
    ...(score && { score }),
  };
}

function useOf(resource: string, requested: number, node: NodeInfo): ResourceUse {
  const [allocatable, used] = amountsOf(resource, node);
  return { resource, requested, allocatable, used, free: allocatable - used };
}

function podUse({ key, requests }: NodeInfo['pods'][number]): PodUse {
  const { cpu, memory, ephemeralStorage, scalars } = requests;
  const amounts: Record<string, number> = { cpu, memory };
  if (ephemeralStorage > 0) amounts['ephemeral-storage'] = ephemeralStorage;
  for (const [name, amount] of scalars ?? []) amounts[name] = amount;
  return { pod: key, requests: amounts };
}

/** By what the chosen node is better than the next best. */
function winnerOf({ node, scores = [] }: Decision): Explanation['winner'] {
  const best = scores.find((score) => score.node === node);
  if (!best || scores.length < 2) return undefined;
  const others = scores.filter((score) => score !== best);
  const second = others.reduce((top: NodeScore, score) => (score.total > top.total ? score : top));
  const by: Record<string, number> = {};
  for (const [plugin, points] of Object.entries(best.plugins)) {
    const lead = points - (second.plugins[plugin] ?? 0);
    if (lead !== 0) by[plugin] = lead;
  }
  return { node: best.node, runnerUp: second.node, lead: best.total - second.total, by };
}

/** The fix with its edits as places of the object that was asked about. */
function located(fix: FoundFix, podPath: Path, locate: ExplainOptions['locate']): Omit<Fix, 'pods'> {
  const edits = fix.edits.map((edit): Edit => {
    const { action, path } = edit;
    const objectPath = [...podPath, ...path];
    const yaml = yamlOf(edit);
    return {
      action,
      path,
      objectPath,
      ...(yaml !== undefined && { yaml }),
      ...(locate && { location: locate(objectPath) }),
    };
  });
  return { ...fix, edits };
}
