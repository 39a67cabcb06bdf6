import { describe, expect, it } from 'vitest';
import { fieldErrorText } from '../../../../src/api/field-error.js';
import type { JsonObject, JsonValue } from '../../../../src/api/json.js';
import { readSchedulerConfiguration } from '../../../../src/scheduler/configuration/read.js';

const ARGS = 'profiles[0].pluginConfig[0].args';

function errorsOf(name: string, values: JsonValue) {
  return readSchedulerConfiguration({
    apiVersion: 'kubescheduler.config.k8s.io/v1',
    kind: 'KubeSchedulerConfiguration',
    profiles: [{ pluginConfig: [{ name, args: values }] }],
  }).errors;
}
/** What is wrong with the arguments of a plugin, without the way to them. */
function wrong(name: string, values: JsonValue): string[] {
  return errorsOf(name, values).map((error) => fieldErrorText(error).replace(`${ARGS}.`, ''));
}
const BAD_NAME =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an " +
  "alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is " +
  "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

describe('arguments of DefaultPreemption', () => {
  it.each<[number | undefined, number | undefined, string[]]>([
    [0, 1, []],
    [100, 0, []],
    [1, 0, []],
    [0, undefined, []],
    [undefined, 0, []],
    [-1, 1, ['minCandidateNodesPercentage: Invalid value: -1: not in valid range [0, 100]']],
    [101, 0, ['minCandidateNodesPercentage: Invalid value: 101: not in valid range [0, 100]']],
    [0, -1, ['minCandidateNodesAbsolute: Invalid value: -1: not in valid range [0, inf)']],
    [
      0,
      0,
      [
        'minCandidateNodesPercentage: Invalid value: 0: cannot be zero at the same time as minCandidateNodesAbsolute',
        'minCandidateNodesAbsolute: Invalid value: 0: cannot be zero at the same time as minCandidateNodesPercentage',
      ],
    ],
  ])('with %s percent and %s nodes', (percentage, absolute, texts) => {
    const values: JsonObject = {
      ...(percentage !== undefined && { minCandidateNodesPercentage: percentage }),
      ...(absolute !== undefined && { minCandidateNodesAbsolute: absolute }),
    };
    expect(wrong('DefaultPreemption', values)).toEqual(texts);
  });
});

describe('arguments of InterPodAffinity', () => {
  it.each<[number | null, boolean]>([
    [-1, false],
    [0, true],
    [100, true],
    [101, false],
    [null, true],
  ])('with a weight of %s', (hardPodAffinityWeight, good) => {
    const text = `hardPodAffinityWeight: Invalid value: ${hardPodAffinityWeight}: not in valid range [0, 100]`;
    expect(wrong('InterPodAffinity', { hardPodAffinityWeight })).toEqual(good ? [] : [text]);
  });
});

describe('arguments of PodTopologySpread', () => {
  const spread = (defaultingType: JsonValue, ...defaultConstraints: JsonObject[]) =>
    wrong('PodTopologySpread', { defaultingType, defaultConstraints });
  const good = { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway' };

  it('are of one of two types', () => {
    expect(spread('List', good)).toEqual([]);
    expect(spread('System')).toEqual([]);
    expect(spread(null)).toEqual([]);
    expect(spread('Other')).toEqual([
      'defaultingType: Unsupported value: "Other": supported values: "System", "List"',
    ]);
    expect(spread('System', good)).toEqual([
      'defaultingType: Invalid value: "System": when .defaultConstraints are not empty',
    ]);
    // System is what is meant where no type is given.
    expect(wrong('PodTopologySpread', { defaultConstraints: [good] })).toEqual([
      'defaultingType: Invalid value: "System": when .defaultConstraints are not empty',
    ]);
  });

  it.each<[string, JsonObject, string[]]>([
    ['a skew of 0', { maxSkew: 0 }, ['maxSkew: Invalid value: 0: not in valid range (0, inf)']],
    ['a skew below', { maxSkew: -1 }, ['maxSkew: Invalid value: -1: not in valid range (0, inf)']],
    ['no skew', { maxSkew: null }, ['maxSkew: Invalid value: 0: not in valid range (0, inf)']],
    ['no key', { topologyKey: '' }, ['topologyKey: Required value: can not be empty']],
    ['a bad key', { topologyKey: '-' }, [`topologyKey: Invalid value: "-": ${BAD_NAME}`]],
    ['no action', { whenUnsatisfiable: '' }, ['whenUnsatisfiable: Required value: can not be empty']],
    [
      'a bad action',
      { whenUnsatisfiable: 'Never' },
      ['whenUnsatisfiable: Unsupported value: "Never": supported values: "DoNotSchedule", "ScheduleAnyway"'],
    ],
    [
      'a selector',
      { labelSelector: {} },
      ['labelSelector: Forbidden: constraint must not define a selector, as they deduced for each pod'],
    ],
    ['the other action', { whenUnsatisfiable: 'DoNotSchedule' }, []],
    ['another key', { topologyKey: 'example.com/rack' }, []],
  ])('have constraints, one with %s', (_what, change, texts) => {
    const other = { ...good, topologyKey: 'host' };
    expect(spread('List', other, { ...good, ...change })).toEqual(
      texts.map((text) => `defaultConstraints[1].${text}`),
    );
  });

  it('say each pair of key and action once', () => {
    const hard = { ...good, whenUnsatisfiable: 'DoNotSchedule' };
    expect(spread('List', good, hard, { ...good, topologyKey: 'host' })).toEqual([]);
    expect(spread('List', good, hard, { ...good, maxSkew: 2 }, hard)).toEqual([
      'defaultConstraints[2]: Duplicate value: "{zone, ScheduleAnyway}"',
      'defaultConstraints[3]: Duplicate value: "{zone, DoNotSchedule}"',
    ]);
  });
});

describe('arguments of NodeResourcesBalancedAllocation', () => {
  it('weigh resources alike, each once', () => {
    const resources = (...list: JsonObject[]) =>
      wrong('NodeResourcesBalancedAllocation', { resources: list });
    expect(resources({ name: 'cpu', weight: 1 }, { name: 'memory' }, { name: 'x', weight: 0 })).toEqual([]);
    expect(
      resources({ name: 'cpu', weight: 2 }, { name: 'cpu', weight: 1 }, { name: 'x', weight: -1 }),
    ).toEqual([
      'resources[0].weight: Invalid value: 2: must be 1',
      'resources[1].name: Duplicate value: "cpu"',
      'resources[2].weight: Invalid value: -1: must be 1',
    ]);
  });
});

describe('arguments of VolumeBinding', () => {
  it('wait a while and have a shape that grows', () => {
    expect(wrong('VolumeBinding', { bindTimeoutSeconds: 0 })).toEqual([]);
    expect(wrong('VolumeBinding', { bindTimeoutSeconds: -1 })).toEqual([
      'bindTimeoutSeconds: Invalid value: -1: invalid BindTimeoutSeconds, should not be a negative value',
    ]);
    expect(wrong('VolumeBinding', { shape: [{ utilization: 1, score: 2 }, {}] })).toEqual([
      'shape[1].utilization: Invalid value: 0: values must be sorted in increasing order',
    ]);
  });
});

describe('arguments of NodeResourcesFit', () => {
  /** They are looked at when the plugin is built, so that the way to the profile is not said. */
  const fit = (values: JsonObject) =>
    errorsOf('NodeResourcesFit', values).map(({ field, message }) => {
      expect(field).toBe('');
      return message.replace('initializing plugin "NodeResourcesFit": ', '');
    });
  const strategy = (scoringStrategy: JsonObject) => fit({ scoringStrategy });

  it('ignore resources by well formed names', () => {
    expect(fit({ ignoredResources: ['x.com/gpu', 'y'], ignoredResourceGroups: ['x.com'] })).toEqual([]);
    expect(fit({ ignoredResources: ['y', '-'] })).toEqual([
      `ignoredResources[1]: Invalid value: "-": ${BAD_NAME}`,
    ]);
    expect(fit({ ignoredResourceGroups: ['y', '-'] })).toEqual([
      `ignoredResourceGroups[1]: Invalid value: "-": ${BAD_NAME}`,
    ]);
    expect(fit({ ignoredResourceGroups: ['x.com/gpu'] })).toEqual([
      `ignoredResourceGroups[0]: Invalid value: "x.com/gpu": resource group name can't contain '/'`,
    ]);
  });

  it('are said in one where there are several', () => {
    const errors = errorsOf('NodeResourcesFit', { ignoredResources: ['-'], ignoredResourceGroups: ['a/b'] });
    expect(errors).toEqual([
      {
        type: 'InternalError',
        field: '',
        path: ['profiles', 0, 'pluginConfig', 0, 'args', 'ignoredResources', 0],
        message:
          `initializing plugin "NodeResourcesFit": [ignoredResources[0]: Invalid value: "-": ${BAD_NAME}, ` +
          `ignoredResourceGroups[0]: Invalid value: "a/b": resource group name can't contain '/']`,
      },
    ]);
  });

  it('score by one of three strategies', () => {
    const shape = [{ utilization: 0, score: 0 }];
    for (const type of ['LeastAllocated', 'MostAllocated']) {
      expect(strategy({ type })).toEqual([]);
      expect(strategy({ type, requestedToCapacityRatio: { shape } })).toEqual([
        'scoringStrategy.requestedToCapacityRatio: Forbidden: must be nil when type is not RequestedToCapacityRatio',
      ]);
    }
    expect(strategy({ type: 'RequestedToCapacityRatio', requestedToCapacityRatio: { shape } })).toEqual([]);
    expect(strategy({ type: 'RequestedToCapacityRatio' })).toEqual([
      'scoringStrategy.requestedToCapacityRatio: Required value: must be specified when type is RequestedToCapacityRatio',
    ]);
    const supported = 'supported values: "LeastAllocated", "MostAllocated", "RequestedToCapacityRatio"';
    expect(strategy({ type: 'Some' })).toEqual([
      `scoringStrategy.type: Unsupported value: "Some": ${supported}`,
    ]);
    expect(strategy({})).toEqual([`scoringStrategy.type: Unsupported value: "": ${supported}`]);
    expect(fit({ scoringStrategy: null })).toEqual([]);
  });

  it.each<[number | undefined, boolean]>([
    [-1, false],
    [0, true],
    [1, true],
    [100, true],
    [101, false],
    [undefined, true],
  ])('weigh a resource with %s', (weight, good) => {
    const resources = [{ name: 'memory' }, { name: 'cpu', ...(weight !== undefined && { weight }) }];
    const text = `scoringStrategy.resources[1].weight: Invalid value: ${weight}: resource weight of cpu not in valid range (0, 100]`;
    expect(strategy({ type: 'MostAllocated', resources })).toEqual(good ? [] : [text]);
  });

  it.each<[string, [number?, number?][], string[]]>([
    [
      'the ends',
      [
        [0, 0],
        [100, 10],
      ],
      [],
    ],
    [
      'what is not said',
      [
        [undefined, 10],
        [1, undefined],
      ],
      [],
    ],
    ['no points', [], ['shape: Required value: at least one point must be specified']],
    [
      'a point twice',
      [
        [0, 0],
        [5, 1],
        [5, 2],
        [4, 3],
      ],
      ['shape[2].utilization: Invalid value: 5: values must be sorted in increasing order'],
    ],
    [
      'falling points',
      [
        [6, 0],
        [5, 1],
      ],
      ['shape[1].utilization: Invalid value: 5: values must be sorted in increasing order'],
    ],
    [
      'a utilization below',
      [[-1, 0]],
      ['shape[0].utilization: Invalid value: -1: not in valid range [0, 100]'],
    ],
    [
      'a utilization above',
      [
        [0, 0],
        [101, 0],
      ],
      ['shape[1].utilization: Invalid value: 101: not in valid range [0, 100]'],
    ],
    ['a score below', [[0, -1]], ['shape[0].score: Invalid value: -1: not in valid range [0, 10]']],
    [
      'a score above',
      [
        [0, 0],
        [1, 11],
      ],
      ['shape[1].score: Invalid value: 11: not in valid range [0, 10]'],
    ],
  ])('have a shape with %s', (_what, points, texts) => {
    const shape = points.map(([utilization, score]) => ({
      ...(utilization !== undefined && { utilization }),
      ...(score !== undefined && { score }),
    }));
    expect(strategy({ type: 'RequestedToCapacityRatio', requestedToCapacityRatio: { shape } })).toEqual(
      texts.map((text) => `scoringStrategy.requestedToCapacityRatio.${text}`),
    );
  });
});
