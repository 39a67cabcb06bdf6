import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/api/json.js';
import { readArgs } from '../../../../src/scheduler/configuration/args/index.js';

const CPU_AND_MEMORY = [
  { name: 'cpu', weight: 1 },
  { name: 'memory', weight: 1 },
];

describe('arguments of plugins', () => {
  it.each<[string, JsonObject]>([
    ['DefaultPreemption', { minCandidateNodesPercentage: 10, minCandidateNodesAbsolute: 100 }],
    ['InterPodAffinity', { hardPodAffinityWeight: 1, ignorePreferredTermsOfExistingPods: false }],
    ['VolumeBinding', { bindTimeoutSeconds: 600 }],
    ['NodeResourcesBalancedAllocation', { resources: CPU_AND_MEMORY }],
    ['PodTopologySpread', { defaultingType: 'System', defaultConstraints: [] }],
    [
      'NodeResourcesFit',
      {
        ignoredResources: [],
        ignoredResourceGroups: [],
        scoringStrategy: { type: 'LeastAllocated', resources: CPU_AND_MEMORY },
      },
    ],
    ['DynamicResources', { filterTimeout: '10s', bindingTimeout: '600s' }],
    ['NodeAffinity', {}],
    ['NodeName', {}],
  ])('of %s have these defaults', (plugin, defaults) => {
    expect(readArgs(plugin, {})).toEqual(defaults);
    const nulls = Object.fromEntries(Object.keys(defaults).map((field) => [field, null]));
    expect(readArgs(plugin, nulls)).toEqual(defaults);
  });

  it('stay as they are written', () => {
    expect(readArgs('DefaultPreemption', { minCandidateNodesAbsolute: 0 })).toEqual({
      minCandidateNodesPercentage: 10,
      minCandidateNodesAbsolute: 0,
    });
    const addedAffinity = { preferredDuringSchedulingIgnoredDuringExecution: [] };
    expect(readArgs('NodeAffinity', { addedAffinity })).toEqual({ addedAffinity });
    expect(readArgs('Mine', { resources: [] })).toEqual({ resources: [] });
  });

  it('weigh resources 1 unless told otherwise', () => {
    const resources = [{ name: 'cpu', weight: 5 }, { name: 'memory' }, { name: 'x.com/gpu', weight: 0 }];
    const filled = [
      { name: 'cpu', weight: 5 },
      { name: 'memory', weight: 1 },
      { name: 'x.com/gpu', weight: 1 },
    ];
    expect(readArgs('NodeResourcesBalancedAllocation', { resources })).toEqual({ resources: filled });
    expect(readArgs('NodeResourcesFit', { scoringStrategy: { type: 'MostAllocated', resources } })).toEqual({
      ignoredResources: [],
      ignoredResourceGroups: [],
      scoringStrategy: { type: 'MostAllocated', resources: filled },
    });
  });

  it('look at cpu and memory where no resource is named', () => {
    expect(readArgs('NodeResourcesBalancedAllocation', { resources: [] })).toEqual({
      resources: CPU_AND_MEMORY,
    });
    const shape = { requestedToCapacityRatio: { shape: [] } };
    const strategy = { type: 'RequestedToCapacityRatio', ...shape };
    expect(readArgs('NodeResourcesFit', { scoringStrategy: strategy })['scoringStrategy']).toEqual({
      type: 'RequestedToCapacityRatio',
      ...shape,
      resources: CPU_AND_MEMORY,
    });
  });
});
