/** Scores by how full a node would be (pkg/scheduler/framework/plugins/noderesources). */
import { compareVersions, type KubernetesVersion } from '../../api/version.js';
import type { NodeInfo } from '../node-info.js';
import { MAX_NODE_SCORE } from '../plugin.js';
import type { PodInfo } from '../pod-info.js';
import { isScalarResource } from '../resources.js';

export interface ResourceWeight {
  name: string;
  weight: number;
}

export interface ScoringStrategy {
  type: 'LeastAllocated' | 'MostAllocated' | 'RequestedToCapacityRatio';
  resources: readonly ResourceWeight[];
  requestedToCapacityRatio?: { shape: readonly { utilization: number; score: number }[] };
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

export function allocatableFor(name: string, { allocatable }: NodeInfo): number {
  if (name === 'cpu') return allocatable.cpu;
  if (name === 'memory') return allocatable.memory;
  if (name === 'ephemeral-storage') return allocatable.ephemeralStorage;
  return allocatable.scalars?.get(name) ?? 0;
}

/** What the pods of a node have of a resource; `defaults` as in `resourceAmounts`. */
export function usedOf(name: string, node: NodeInfo, defaults: boolean): number {
  if (name === 'cpu') return defaults ? node.nonZeroCpu : node.cpu;
  if (name === 'memory') return defaults ? node.nonZeroMemory : node.memory;
  if (name === 'ephemeral-storage') return node.ephemeralStorage;
  return node.scalars.get(name) ?? 0;
}

/** What sidecars on a node did not count for in older versions. */
function sidecarShare(name: string, node: NodeInfo): number {
  return name === 'cpu' ? node.sidecarCpu : name === 'memory' ? node.sidecarMemory : 0;
}

/** The function from the pod's amounts (in the order of the strategy's resources) and a node to the score. */
export function scoringFunction(
  strategy: ScoringStrategy,
  version: KubernetesVersion,
): (amounts: Float64Array, node: NodeInfo) => number {
  const { resources, type } = strategy;
  const older = compareVersions(version, SIDECARS_BESIDE_SINCE) < 0;
  const ratio = type === 'RequestedToCapacityRatio';
  const resourceScore = resourceScoreOf(strategy);
  const scalar = resources.map(({ name }) => isScalarResource(name));
  return (amounts, node) => {
    let sum = 0;
    let weights = 0;
    for (let i = 0; i < resources.length; i++) {
      const { name, weight } = resources[i]!;
      const amount = amounts[i]!;
      if (amount === 0 && scalar[i]) continue;
      const allocatable = allocatableFor(name, node);
      if (allocatable === 0) continue;
      const used = usedOf(name, node, true) - (older ? sidecarShare(name, node) : 0);
      const score = resourceScore(used + amount, allocatable);
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
        requested > allocatable ? 0 : Math.trunc(((allocatable - requested) * MAX_NODE_SCORE) / allocatable);
    case 'MostAllocated':
      return (requested, allocatable) =>
        Math.trunc((Math.min(requested, allocatable) * MAX_NODE_SCORE) / allocatable);
    case 'RequestedToCapacityRatio': {
      const shape = (requestedToCapacityRatio?.shape ?? []).map(({ utilization, score }) => ({
        at: utilization,
        score: score * SHAPE_FACTOR,
      }));
      return (requested, allocatable) =>
        brokenLine(
          shape,
          requested > allocatable ? MAX_NODE_SCORE : Math.trunc((requested * MAX_NODE_SCORE) / allocatable),
        );
    }
  }
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
