import { describe, expect, it } from 'vitest';
import type { FieldErrorType } from '../../../src/api/field-error.js';
import { fieldErrorText } from '../../../src/api/field-error.js';
import type { JsonObject, JsonValue, Path } from '../../../src/api/json.js';
import type { KubernetesVersion } from '../../../src/api/version.js';
import { readSchedulerConfiguration } from '../../../src/scheduler/configuration/read.js';
import { defaultScheduler } from '../../../src/scheduler/configuration/scheduler.js';

/** `profiles[0].schedulerName` as the way there. */
function pathOf(field: string): Path {
  const steps = field.split(/[.[\]]+/).filter((step) => step !== '');
  return steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

const TYPES: Record<string, FieldErrorType> = {
  'Invalid value': 'FieldValueInvalid',
  'Required value': 'FieldValueRequired',
  'Unsupported value': 'FieldValueNotSupported',
  'Duplicate value': 'FieldValueDuplicate',
  Forbidden: 'FieldValueForbidden',
};

/** An error at a field: `FIELD: TYPE: …`. */
function at(text: string) {
  const [field = '', ...rest] = text.split(': ');
  return { type: TYPES[rest[0]!], field, path: pathOf(field), message: rest.join(': ') };
}
/** An error that is not about one field's value. */
const whole = (path: string, message: string) => ({
  type: 'InternalError',
  field: '',
  path: pathOf(path),
  message,
});

function errorsOf(fields: JsonObject, version?: KubernetesVersion) {
  const { scheduler, errors } = readSchedulerConfiguration(
    {
      apiVersion: 'kubescheduler.config.k8s.io/v1',
      kind: 'KubeSchedulerConfiguration',
      ...fields,
    },
    version,
  );
  // A configuration with errors gives the default scheduler.
  if (errors.length > 0) {
    expect([...scheduler.profiles.keys()]).toEqual([...defaultScheduler().profiles.keys()]);
  }
  return errors;
}
const args = (name: string, values: JsonValue): JsonObject => ({
  profiles: [{ pluginConfig: [{ name, args: values }] }],
});
const BAD_NAME =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an " +
  "alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is " +
  "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const ARGS = 'profiles[0].pluginConfig[0].args';

describe('fields of the configuration', () => {
  it.each<[string, JsonValue[], JsonValue[], string]>([
    ['parallelism', [1, 16, null], [0, -1], 'should be an integer value greater than zero'],
    ['percentageOfNodesToScore', [0, 100, null], [-1, 101], 'not in valid range [0-100]'],
    ['podInitialBackoffSeconds', [1, 10, null], [0, -1], 'must be greater than 0'],
    [
      'podMaxBackoffSeconds',
      [1, 10, null],
      [0, -1],
      'must be greater than or equal to PodInitialBackoffSeconds',
    ],
  ])('holds %s to its range', (field, good, bad, text) => {
    for (const value of good) expect(errorsOf({ [field]: value })).toEqual([]);
    for (const value of bad) {
      expect(errorsOf({ [field]: value })).toEqual([at(`${field}: Invalid value: ${value}: ${text}`)]);
    }
  });

  it('compares the two times of backing off', () => {
    const times = (initial: number, max?: number) =>
      errorsOf({
        podInitialBackoffSeconds: initial,
        ...(max !== undefined && { podMaxBackoffSeconds: max }),
      });
    const short = (max: number) => [
      at(
        `podMaxBackoffSeconds: Invalid value: ${max}: must be greater than or equal to PodInitialBackoffSeconds`,
      ),
    ];
    expect(times(5, 5)).toEqual([]);
    expect(times(5, 4)).toEqual(short(4));
    expect(times(10)).toEqual([]);
    expect(times(11)).toEqual(short(10));
  });

  it.each<[string, JsonObject, boolean]>([
    ['another lock', { resourceLock: 'endpoints' }, false],
    ['another lock said to be used', { leaderElect: true, resourceLock: 'endpoints' }, false],
    ['another lock that is not used', { leaderElect: false, resourceLock: 'endpoints' }, true],
    ['leases', { leaderElect: true, resourceLock: 'leases' }, true],
    ['no lock', { leaderElect: true, resourceLock: '' }, true],
    ['nothing', { leaderElect: true }, true],
  ])('of leader election with %s', (_what, leaderElection, good) => {
    const error = at(
      'leaderElection.resourceLock: Invalid value: "endpoints": resourceLock value must be "leases"',
    );
    expect(errorsOf({ leaderElection })).toEqual(good ? [] : [error]);
  });

  it('come in the order of the fields, those of profiles among them', () => {
    const fields = {
      extenders: [{ prioritizeVerb: 'p' }],
      podInitialBackoffSeconds: 0,
      percentageOfNodesToScore: 101,
      profiles: [{ percentageOfNodesToScore: -1 }],
      parallelism: 0,
      leaderElection: { resourceLock: 'x' },
    };
    expect(errorsOf(fields).map(({ field }) => field)).toEqual([
      'leaderElection.resourceLock',
      'parallelism',
      'profiles[0].percentageOfNodesToScore',
      'percentageOfNodesToScore',
      'podInitialBackoffSeconds',
      'extenders[0].weight',
    ]);
  });
});

describe('profiles', () => {
  it('have names, each another one', () => {
    expect(errorsOf({ profiles: [{}] })).toEqual([]);
    expect(errorsOf({ profiles: [{ schedulerName: '' }] })).toEqual([
      at('profiles[0].schedulerName: Required value'),
    ]);
    expect(errorsOf({ profiles: [{ schedulerName: 'a' }, {}] })).toEqual([
      at('profiles[1].schedulerName: Required value'),
    ]);
    const named = (...names: string[]) =>
      errorsOf({ profiles: names.map((schedulerName) => ({ schedulerName })) });
    expect(named('a', 'b')).toEqual([]);
    expect(named('a', 'b', 'a', 'b')).toEqual([
      at('profiles[2].schedulerName: Duplicate value: {}'),
      at('profiles[3].schedulerName: Duplicate value: {}'),
    ]);
  });

  it.each<[number, boolean]>([
    [-1, false],
    [0, true],
    [100, true],
    [101, false],
  ])('look at %s percent of nodes or not', (percentageOfNodesToScore, good) => {
    const text = `profiles[0].percentageOfNodesToScore: Invalid value: ${percentageOfNodesToScore}: not in valid range [0-100]`;
    expect(errorsOf({ profiles: [{ percentageOfNodesToScore }] })).toEqual(good ? [] : [at(text)]);
  });

  it.each(['AzureDiskLimits', 'CinderLimits', 'EBSLimits', 'GCEPDLimits'])('know no %s any more', (name) => {
    const gone =
      `Invalid value: "${name}": was invalid in version "kubescheduler.config.k8s.io/v1" ` +
      '(KubeSchedulerConfiguration is version "kubescheduler.config.k8s.io/v1")';
    const enabled = [{ name: 'NodeName' }, { name }];
    expect(errorsOf({ profiles: [{ plugins: { filter: { enabled } } }] })).toEqual([
      at(`profiles[0].plugins.filter.enabled[1]: ${gone}`),
    ]);
    expect(errorsOf({ profiles: [{ plugins: { filter: { disabled: enabled } } }] })).toEqual([]);
    expect(errorsOf(args(name, { any: 1 }))).toEqual([at(`profiles[0].pluginConfig[0]: ${gone}`)]);
    // At all points at once it is a plugin like any other that is not there.
    expect(errorsOf({ profiles: [{ plugins: { multiPoint: { enabled } } }] })).toEqual([
      whole('profiles[0].plugins.multiPoint.enabled[1]', `MultiPointPlugin "${name}" does not exist`),
    ]);
  });

  it('configure a plugin once', () => {
    const pluginConfig = [
      { name: 'NodeAffinity' },
      { name: 'Mine' },
      { name: 'NodeAffinity' },
      { name: 'Mine' },
    ];
    expect(errorsOf({ profiles: [{ pluginConfig }] })).toEqual([
      at('profiles[0].pluginConfig[2]: Duplicate value: "NodeAffinity"'),
      at('profiles[0].pluginConfig[3]: Duplicate value: "Mine"'),
    ]);
  });

  it('sort the queue alike', () => {
    const sorted = (...sets: (JsonObject | undefined)[]) =>
      errorsOf({
        profiles: sets.map((queueSort, i) => ({
          schedulerName: `s${i}`,
          ...(queueSort && { plugins: { queueSort } }),
        })),
      });
    const own = { enabled: [{ name: 'PrioritySort' }] };
    const replaced = { enabled: [{ name: 'PrioritySort', weight: 2 }], disabled: [{ name: '*' }] };
    expect(sorted(own, own)).toEqual([]);
    expect(sorted(replaced, own, undefined, replaced)).toEqual([
      at(
        'profiles[1].plugins.queueSort: Invalid value: {"Enabled":[{"Name":"PrioritySort","Weight":0}],"Disabled":null}: must be the same for all profiles',
      ),
      at(
        'profiles[2].plugins.queueSort: Invalid value: {"Enabled":null,"Disabled":null}: must be the same for all profiles',
      ),
    ]);
    expect(sorted(undefined, replaced)).toEqual([
      at(
        'profiles[1].plugins.queueSort: Invalid value: {"Enabled":[{"Name":"PrioritySort","Weight":2}],"Disabled":[{"Name":"*","Weight":0}]}: must be the same for all profiles',
      ),
    ]);
    const two = { enabled: [{ name: 'PrioritySort' }, { name: 'Mine' }] };
    expect(sorted(two)).toEqual([
      at(
        'profiles[0].plugins.queueSort.Enabled: Invalid value: 2: only one queue sort plugin can be enabled',
      ),
    ]);
  });
});

describe('extenders', () => {
  it('have a weight where they score', () => {
    const weighed = (weight?: number, verb = 'prioritize') =>
      errorsOf({ extenders: [{ prioritizeVerb: verb, ...(weight !== undefined && { weight }) }] });
    const error = (weight: number) => [
      at(`extenders[0].weight: Invalid value: ${weight}: must have a positive weight applied to it`),
    ];
    expect([weighed(1), weighed(0), weighed(-1), weighed(), weighed(0, '')]).toEqual([
      [],
      error(0),
      error(-1),
      error(0),
      [],
    ]);
  });

  it('bind in one place only', () => {
    const binding = (...verbs: string[]) => errorsOf({ extenders: verbs.map((bindVerb) => ({ bindVerb })) });
    expect(binding('bind', '')).toEqual([]);
    expect(binding('bind', 'bind', 'bind')).toEqual([
      at(
        'extenders: Invalid value: "found 3 extenders implementing bind": only one extender can implement bind',
      ),
    ]);
  });

  it('manage resources of vendors, each once', () => {
    const managing = (...lists: (string | undefined)[][]) =>
      errorsOf({
        extenders: lists.map((names) => ({
          managedResources: names.map((name) => (name === undefined ? {} : { name })),
        })),
      });
    const name = (i: number, k: number, value: string, text: string) =>
      at(`extenders[${i}].managedResources[${k}].name: Invalid value: "${value}": ${text}`);
    expect(managing(['x.com/gpu', 'y.com/gpu'], ['x.com/nic'])).toEqual([]);
    expect(managing(['x.com/gpu'], ['y.com/gpu', 'x.com/gpu'])).toEqual([
      name(1, 1, 'x.com/gpu', 'duplicate extender managed resource name'),
    ]);
    expect(managing(['cpu', 'kubernetes.io/x', 'x.com/'])).toEqual([
      name(0, 0, 'cpu', 'is an invalid extended resource name'),
      name(0, 1, 'kubernetes.io/x', 'is an invalid extended resource name'),
      name(0, 2, 'x.com/', 'name part must be non-empty'),
      name(0, 2, 'x.com/', BAD_NAME),
    ]);
    expect(managing([undefined])).toEqual([
      name(0, 0, '', 'name part must be non-empty'),
      name(0, 0, '', BAD_NAME),
    ]);
  });
});

describe('arguments of plugins', () => {
  it('are of the plugin’s own kind', () => {
    expect(errorsOf(args('NodeAffinity', { kind: 'NodeAffinityArgs' }))).toEqual([]);
    const wrong = (name: string, kind: string) =>
      whole(
        `${ARGS}.kind`,
        `decoding .profiles[0].pluginConfig[0]: args for plugin ${name} were not of type ` +
          `${name}Args.kubescheduler.config.k8s.io, got ${kind}.kubescheduler.config.k8s.io`,
      );
    expect(errorsOf(args('NodeAffinity', { kind: 'InterPodAffinityArgs', other: 1 }))).toEqual([
      wrong('NodeAffinity', 'InterPodAffinityArgs'),
    ]);
    expect(errorsOf(args('InterPodAffinity', { kind: 'NodeAffinity' }))).toEqual([
      wrong('InterPodAffinity', 'NodeAffinity'),
    ]);
  });

  it('of VolumeBinding may have a shape since 1.37', () => {
    const told = (shape: JsonObject[], version: '1.36' | '1.37') =>
      errorsOf(args('VolumeBinding', { shape }), version).map(fieldErrorText);
    const shape = [{ utilization: 0, score: 3 }];
    expect(told(shape, '1.36')).toEqual([
      expect.stringContaining(
        'unexpected field `shape`, remove it or turn on the feature gate StorageCapacityScoring',
      ),
    ]);
    expect(told(shape, '1.37')).toEqual([]);
    expect(told([{ utilization: 0, score: 11 }], '1.37')).toEqual([
      'profiles[0].pluginConfig[0].args.shape[0].score: Invalid value: 11: not in valid range [0, 10]',
    ]);
  });

  it.each<[string, JsonObject]>([
    ['DefaultPreemption', { minCandidateNodesPercentage: 1, minCandidateNodesAbsolute: 1 }],
    ['InterPodAffinity', { hardPodAffinityWeight: 1, ignorePreferredTermsOfExistingPods: true }],
    ['NodeAffinity', { addedAffinity: {} }],
    ['NodeResourcesBalancedAllocation', { resources: [] }],
    ['NodeResourcesFit', { ignoredResources: [], ignoredResourceGroups: [], scoringStrategy: null }],
    ['PodTopologySpread', { defaultConstraints: [], defaultingType: 'List' }],
    ['VolumeBinding', { bindTimeoutSeconds: 1, shape: null }],
    ['DynamicResources', { filterTimeout: '1s', bindingTimeout: '1s' }],
  ])('of %s have these fields and no other', (name, known) => {
    const typed = { apiVersion: 'kubescheduler.config.k8s.io/v1', kind: `${name}Args`, ...known };
    expect(errorsOf(args(name, typed))).toEqual([]);
    const unknown = (field: string) =>
      whole(
        `${ARGS}.${field}`,
        'strict decoding error: decoding .profiles[0].pluginConfig[0]: strict decoding error: ' +
          `decoding args for plugin ${name}: strict decoding error: unknown field "${field}"`,
      );
    expect(errorsOf(args(name, { weight: 1, ...known, shapes: 2 }))).toEqual([
      unknown('weight'),
      unknown('shapes'),
    ]);
  });

  it('of a plugin that nobody knows are its own matter', () => {
    expect(errorsOf(args('Mine', { kind: 'Any', field: 1 }))).toEqual([]);
    expect(errorsOf(args('NodeName', { field: 1 }))).toEqual([]);
  });

  it('are said with the place of their profile', () => {
    const pluginConfig = [{ name: 'NodeAffinity' }, { name: 'VolumeBinding', args: { timeout: 1 } }];
    expect(errorsOf({ profiles: [{ schedulerName: 'a' }, { schedulerName: 'b', pluginConfig }] })).toEqual([
      whole(
        'profiles[1].pluginConfig[1].args.timeout',
        'strict decoding error: decoding .profiles[1].pluginConfig[1]: strict decoding error: ' +
          'decoding args for plugin VolumeBinding: strict decoding error: unknown field "timeout"',
      ),
    ]);
  });
});
