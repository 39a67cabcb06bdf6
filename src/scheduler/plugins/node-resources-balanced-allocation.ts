import { compareVersions } from '../../api/version.js';
import type { NodeInfo } from '../node-info.js';
import { MAX_NODE_SCORE, type PluginFactory } from '../plugin.js';
import { isScalarResource } from '../resources.js';
import { allocatableFor, type ResourceWeight, resourceAmounts, usedOf } from './resource-scores.js';

export interface NodeResourcesBalancedAllocationArgs {
  resources: readonly ResourceWeight[];
}

/** Up to this version the score said how balanced the node would be, not whether the pod makes it better. */
const PLAIN_UNTIL = '1.35';
/** Since this version pods that ask for nothing are left out. */
const SKIPS_BEST_EFFORT_SINCE = '1.33';

/** Prefers nodes that the pod makes more evenly used, one resource against the others. */
export const nodeResourcesBalancedAllocation: PluginFactory<NodeResourcesBalancedAllocationArgs> = (
  { resources },
  version,
) => {
  const plain = compareVersions(version, PLAIN_UNTIL) <= 0;
  const skipsBestEffort = compareVersions(version, SKIPS_BEST_EFFORT_SINCE) >= 0;
  const scalar = resources.map(({ name }) => isScalarResource(name));
  /** 0 to 100: how even the fractions in use are, with `amounts` added; scalars that the pod does not ask for left out. */
  const balance = (node: NodeInfo, amounts: Float64Array, withPod: boolean): number => {
    const fractions: number[] = [];
    for (let i = 0; i < resources.length; i++) {
      const { name } = resources[i]!;
      const amount = amounts[i]!;
      if (amount === 0 && scalar[i]) continue;
      const allocatable = allocatableFor(name, node);
      if (allocatable === 0) continue;
      fractions.push(Math.min(1, (usedOf(name, node, false) + (withPod ? amount : 0)) / allocatable));
    }
    return Math.trunc((1 - deviation(fractions)) * MAX_NODE_SCORE);
  };
  return {
    name: 'NodeResourcesBalancedAllocation',
    local: 'pods',
    preScore: ({ pod }) => {
      const amounts = resourceAmounts(resources, pod, false);
      if (skipsBestEffort && amounts.every((amount) => amount === 0)) return 'Skip';
      return {
        score: (node) => {
          const after = balance(node, amounts, true);
          if (plain) return after;
          const half = MAX_NODE_SCORE / 2;
          return half + Math.trunc((half + after - balance(node, amounts, false)) / 2);
        },
      };
    },
  };
};

function deviation(fractions: readonly number[]): number {
  if (fractions.length === 2) return Math.abs((fractions[0]! - fractions[1]!) / 2);
  if (fractions.length < 2) return 0;
  const mean = fractions.reduce((sum, fraction) => sum + fraction, 0) / fractions.length;
  const squares = fractions.reduce((sum, fraction) => sum + (fraction - mean) * (fraction - mean), 0);
  return Math.sqrt(squares / fractions.length);
}
