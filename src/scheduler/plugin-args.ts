/** The arguments that plugins take, with their defaults (apis/config/v1/defaults.go). */

/** The defaults of a plugin's arguments; an empty object for one that takes none. */
export function defaultArgs(plugin: string): unknown {
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

/** The resources that scores look at unless told otherwise. */
export function cpuAndMemory(): { name: string; weight: number }[] {
  return [
    { name: 'cpu', weight: 1 },
    { name: 'memory', weight: 1 },
  ];
}
