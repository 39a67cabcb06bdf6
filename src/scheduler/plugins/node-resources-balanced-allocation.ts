import { atLeast, atMost } from '../../api/version.js';
import { MAX_NODE_SCORE, type PluginFactory } from '../plugin.js';
import { isScalarResource } from '../resources.js';
import { type ResourceWeight, resourceAmounts, type Usage, usageScorer } from './resource-scores.js';

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
  const plain = atMost(version, PLAIN_UNTIL);
  const skipsBestEffort = atLeast(version, SKIPS_BEST_EFFORT_SINCE);
  const scalar = resources.map(({ name }) => isScalarResource(name));
  const fractions = new Float64Array(resources.length);
  /** 0 to 100: how even the fractions in use are, with `amounts` added; scalars that the pod does not ask for left out. */
  const balance = ({ used, allocatable }: Usage, amounts: Float64Array, withPod: boolean): number => {
    let count = 0;
    for (let i = 0; i < resources.length; i++) {
      const amount = amounts[i]!;
      if ((amount === 0 && scalar[i]) || allocatable[i] === 0) continue;
      fractions[count] = Math.min(1, (used[i]! + (withPod ? amount : 0)) / allocatable[i]!);
      count += 1;
    }
    return Math.trunc((1 - deviation(fractions, count)) * MAX_NODE_SCORE);
  };
  return {
    name: 'NodeResourcesBalancedAllocation',
    local: 'pods',
    preScore: ({ pod, state }) => {
      const amounts = resourceAmounts(resources, pod, false);
      if (skipsBestEffort && amounts.every((amount) => amount === 0)) return 'Skip';
      return usageScorer(resources, state, { defaults: false }, (usage) => {
        const after = balance(usage, amounts, true);
        if (plain) return after;
        const half = MAX_NODE_SCORE / 2;
        return half + Math.trunc((half + after - balance(usage, amounts, false)) / 2);
      });
    },
  };
};

function deviation(fractions: Float64Array, count: number): number {
  if (count === 2) return Math.abs((fractions[0]! - fractions[1]!) / 2);
  if (count < 2) return 0;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += fractions[i]!;
  const mean = sum / count;
  let squares = 0;
  for (let i = 0; i < count; i++) squares += (fractions[i]! - mean) * (fractions[i]! - mean);
  return Math.sqrt(squares / count);
}
