/** The arguments that plugins take, with their defaults (apis/config/v1/defaults.go). */
import type { JsonObject } from '../../../api/json.js';
import { isObject } from '../../../api/json.js';

const EVERY_PLUGIN = ['apiVersion', 'kind'];

/** The fields of each plugin's arguments; plugins that are not here take none. */
export const ARGS_FIELDS: Readonly<Record<string, readonly string[]>> = {
  DefaultPreemption: [...EVERY_PLUGIN, 'minCandidateNodesPercentage', 'minCandidateNodesAbsolute'],
  InterPodAffinity: [...EVERY_PLUGIN, 'hardPodAffinityWeight', 'ignorePreferredTermsOfExistingPods'],
  NodeAffinity: [...EVERY_PLUGIN, 'addedAffinity'],
  NodeResourcesBalancedAllocation: [...EVERY_PLUGIN, 'resources'],
  NodeResourcesFit: [...EVERY_PLUGIN, 'ignoredResources', 'ignoredResourceGroups', 'scoringStrategy'],
  PodTopologySpread: [...EVERY_PLUGIN, 'defaultConstraints', 'defaultingType'],
  VolumeBinding: [...EVERY_PLUGIN, 'bindTimeoutSeconds', 'shape'],
  DynamicResources: [...EVERY_PLUGIN, 'filterTimeout', 'bindingTimeout'],
};

interface ResourceSpec {
  name: string;
  weight?: number;
}

/** The defaults of a plugin's arguments; an empty object for one that takes none. */
export function defaultArgs(plugin: string): JsonObject {
  switch (plugin) {
    case 'DefaultPreemption':
      return { minCandidateNodesPercentage: 10, minCandidateNodesAbsolute: 100 };
    case 'InterPodAffinity':
      return { hardPodAffinityWeight: 1, ignorePreferredTermsOfExistingPods: false };
    case 'VolumeBinding':
      return { bindTimeoutSeconds: 600 };
    case 'NodeResourcesBalancedAllocation':
      return { resources: cpuAndMemory() };
    case 'PodTopologySpread':
      return { defaultingType: 'System', defaultConstraints: [] };
    case 'NodeResourcesFit':
      return {
        ignoredResources: [],
        ignoredResourceGroups: [],
        scoringStrategy: { type: 'LeastAllocated', resources: cpuAndMemory() },
      };
    case 'DynamicResources':
      return { filterTimeout: '10s', bindingTimeout: '600s' };
    default:
      return {};
  }
}

/** The arguments as written, with what is missing filled in. */
export function readArgs(plugin: string, written: JsonObject): JsonObject {
  const args: JsonObject = { ...defaultArgs(plugin) };
  for (const [field, value] of Object.entries(written)) if (value !== null) args[field] = value;
  if (plugin === 'NodeResourcesBalancedAllocation') args['resources'] = weighted(args['resources']);
  if (plugin === 'NodeResourcesFit' && isObject(args['scoringStrategy'])) {
    const strategy = args['scoringStrategy'];
    args['scoringStrategy'] = { ...strategy, resources: weighted(strategy['resources']) };
  }
  return args;
}

/** cpu and memory for an empty list; a weight of 1 where none is given. */
function weighted(resources: unknown): JsonObject[] {
  const list = Array.isArray(resources) ? (resources as ResourceSpec[]) : [];
  if (list.length === 0) return cpuAndMemory();
  return list.map((one) => ({ ...one, name: one.name, weight: one.weight || 1 }));
}

/** The resources that scores look at unless told otherwise. */
function cpuAndMemory(): JsonObject[] {
  return [
    { name: 'cpu', weight: 1 },
    { name: 'memory', weight: 1 },
  ];
}
