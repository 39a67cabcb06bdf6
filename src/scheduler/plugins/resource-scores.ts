/** Scores by how full a node would be (pkg/scheduler/framework/plugins/noderesources). */
import { isBefore, type KubernetesVersion } from '../../api/version.js';
import type { NodeInfo } from '../node-info.js';
import { MAX_NODE_SCORE, type NodeScorer } from '../plugin.js';
import type { PodInfo } from '../pod-info.js';
import { isScalarResource } from '../resources.js';
import type { SchedulerState } from '../state/scheduler-state.js';

export interface ResourceWeight {
  name: string;
  weight: number;
}

/** How many points, of 10, at which utilization in percent (UtilizationShapePoint). */
export interface ShapePoint {
  utilization: number;
  score: number;
}

export interface ScoringStrategy {
  type: 'LeastAllocated' | 'MostAllocated' | 'RequestedToCapacityRatio';
  resources: readonly ResourceWeight[];
  requestedToCapacityRatio?: { shape: readonly ShapePoint[] };
}

/** Since this version the sums of a node count a sidecar beside the containers. */
const SIDECARS_BESIDE_SINCE = '1.32';
/** Shapes are written with scores of 0 to 10. */
const SHAPE_FACTOR = MAX_NODE_SCORE / 10;

/**
 * The pod's amount of each resource. With `defaults`, containers without a cpu or memory request count as if they
 * asked for a little.
 */
export function resourceAmounts(
  resources: readonly { name: string }[],
  pod: PodInfo,
  defaults: boolean,
): Float64Array {
  const { requests } = pod;
  return Float64Array.from(resources, ({ name }) => {
    if (name === 'cpu') return defaults ? pod.nonZero.cpu : requests.cpu;
    if (name === 'memory') return defaults ? pod.nonZero.memory : requests.memory;
    if (name === 'ephemeral-storage') return requests.ephemeralStorage;
    return requests.scalars?.get(name) ?? 0;
  });
}

function allocatableFor(name: string, { allocatable }: NodeInfo): number {
  if (name === 'cpu') return allocatable.cpu;
  if (name === 'memory') return allocatable.memory;
  if (name === 'ephemeral-storage') return allocatable.ephemeralStorage;
  return allocatable.scalars?.get(name) ?? 0;
}

/** What the pods of a node have of a resource; `defaults` as in `resourceAmounts`. */
function usedOf(name: string, node: NodeInfo, defaults: boolean): number {
  if (name === 'cpu') return defaults ? node.nonZeroCpu : node.cpu;
  if (name === 'memory') return defaults ? node.nonZeroMemory : node.memory;
  if (name === 'ephemeral-storage') return node.ephemeralStorage;
  return node.scalars.get(name) ?? 0;
}

/** What sidecars on a node did not count for in older versions. */
function sidecarShare(name: string, node: NodeInfo): number {
  return name === 'cpu' ? node.sidecarCpu : name === 'memory' ? node.sidecarMemory : 0;
}

/** Some resources of one node, in the order of the list they were asked in: what is in use and what there is. */
export interface Usage {
  readonly used: Float64Array;
  readonly allocatable: Float64Array;
}

/** Scores nodes by what is in use there of some resources, one by one or all at once. */
export function usageScorer(
  resources: readonly { name: string }[],
  state: SchedulerState,
  { defaults, older = false }: { defaults: boolean; older?: boolean },
  score: (usage: Usage) => number,
): NodeScorer {
  const usage = { used: new Float64Array(resources.length), allocatable: new Float64Array(resources.length) };
  const { used, allocatable } = usage;
  const columns = older ? undefined : columnsOf(resources, state, defaults);
  return {
    score: (node) => {
      for (let i = 0; i < resources.length; i++) {
        const { name } = resources[i]!;
        used[i] = usedOf(name, node, defaults) - (older ? sidecarShare(name, node) : 0);
        allocatable[i] = allocatableFor(name, node);
      }
      return score(usage);
    },
    ...(columns && {
      scoreAll: (slots: Int32Array, scores: Float64Array) => {
        for (let n = 0; n < slots.length; n++) {
          const slot = slots[n]!;
          for (let i = 0; i < columns.length; i++) {
            used[i] = columns[i]!.used[slot]!;
            allocatable[i] = columns[i]!.allocatable[slot]!;
          }
          scores[n] = score(usage);
        }
      },
    }),
  };
}

/** The columns that hold the resources; undefined where one has none. */
function columnsOf(
  resources: readonly { name: string }[],
  state: SchedulerState,
  defaults: boolean,
): Usage[] | undefined {
  const table = state.table();
  const known: Readonly<Record<string, Usage>> = {
    cpu: { used: defaults ? table.nonZeroCpu : table.cpu, allocatable: table.allocatableCpu },
    memory: { used: defaults ? table.nonZeroMemory : table.memory, allocatable: table.allocatableMemory },
    'ephemeral-storage': {
      used: table.ephemeralStorage,
      allocatable: table.allocatableEphemeralStorage,
    },
  };
  if (!resources.every(({ name }) => Object.hasOwn(known, name))) return undefined;
  return resources.map(({ name }) => known[name]!);
}

/** True where the sums of a node do not count a sidecar beside the containers. */
export function countsSidecarsLess(version: KubernetesVersion): boolean {
  return isBefore(version, SIDECARS_BESIDE_SINCE);
}

/** The function from the pod's amounts and a node's usage (both in the order of the strategy's resources) to the score. */
export function scoringFunction(strategy: ScoringStrategy): (amounts: Float64Array, usage: Usage) => number {
  const { resources, type } = strategy;
  const ratio = type === 'RequestedToCapacityRatio';
  const resourceScore = resourceScoreOf(strategy);
  const scalar = resources.map(({ name }) => isScalarResource(name));
  return (amounts, usage) => {
    let sum = 0;
    let weights = 0;
    for (let i = 0; i < resources.length; i++) {
      const { weight } = resources[i]!;
      const amount = amounts[i]!;
      if (amount === 0 && scalar[i]) continue;
      const allocatable = usage.allocatable[i]!;
      if (allocatable === 0) continue;
      const score = resourceScore(usage.used[i]! + amount, allocatable);
      if (ratio && score <= 0) continue;
      sum += score * weight;
      weights += weight;
    }
    if (weights === 0) return 0;
    return ratio ? Math.round(sum / weights) : Math.trunc(sum / weights);
  };
}

function resourceScoreOf({
  type,
  requestedToCapacityRatio,
}: ScoringStrategy): (requested: number, allocatable: number) => number {
  switch (type) {
    case 'LeastAllocated':
      return (requested, allocatable) =>
        Math.trunc((Math.max(0, allocatable - requested) * MAX_NODE_SCORE) / allocatable);
    case 'MostAllocated':
      return (requested, allocatable) =>
        Math.trunc((Math.min(requested, allocatable) * MAX_NODE_SCORE) / allocatable);
    case 'RequestedToCapacityRatio': {
      const pointsAt = shapeFunction(requestedToCapacityRatio?.shape ?? []);
      return (requested, allocatable) =>
        pointsAt(Math.trunc((Math.min(requested, allocatable) * MAX_NODE_SCORE) / allocatable));
    }
  }
}

/** The function from a utilization in percent to a score of 0 to 100. */
export function shapeFunction(shape: readonly ShapePoint[]): (utilization: number) => number {
  const line = shape.map(({ utilization, score }) => ({ at: utilization, score: score * SHAPE_FACTOR }));
  return (utilization) => brokenLine(line, utilization);
}

/** Linear between the points, level before the first and after the last one; whole numbers throughout. */
function brokenLine(shape: readonly { at: number; score: number }[], x: number): number {
  for (let i = 0; i < shape.length; i++) {
    const point = shape[i]!;
    if (x > point.at) continue;
    const before = shape[i - 1];
    if (!before) return point.score;
    return (
      before.score + Math.trunc(((point.score - before.score) * (x - before.at)) / (point.at - before.at))
    );
  }
  return shape[shape.length - 1]?.score ?? 0;
}
