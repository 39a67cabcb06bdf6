import { describe, expect, it } from 'vitest';
import { fieldErrorText } from '../../../src/api/field-error.js';
import type { JsonObject, JsonValue } from '../../../src/api/json.js';
import { readSchedulerConfiguration } from '../../../src/scheduler/configuration/read.js';
import { decide, node, pod } from '../build.js';

function read(fields: Record<string, JsonValue>) {
  return readSchedulerConfiguration({
    apiVersion: 'kubescheduler.config.k8s.io/v1',
    kind: 'KubeSchedulerConfiguration',
    ...fields,
  });
}
const errorsOf = (fields: Record<string, JsonValue>) =>
  read(fields).errors.map((error) => (error.field === '' ? error.message : fieldErrorText(error)));

describe('KubeSchedulerConfiguration', () => {
  it('has a default', () => {
    const { scheduler, errors } = readSchedulerConfiguration(undefined);
    expect(errors).toEqual([]);
    expect([...scheduler.profiles.keys()]).toEqual(['default-scheduler']);
  });

  it.each<[JsonValue, string]>([
    ['text', 'the configuration is not a mapping'],
    [[], 'the configuration is not a mapping'],
    [{}, "Object 'Kind' is missing"],
    [{ apiVersion: 'kubescheduler.config.k8s.io/v1', kind: '' }, "Object 'Kind' is missing"],
    [{ kind: 'KubeSchedulerConfiguration' }, "Object 'apiVersion' is missing"],
    [
      { apiVersion: {}, kind: 'KubeSchedulerConfiguration' },
      "couldn't get version/kind; json parse error: json: cannot unmarshal object into Go struct field .apiVersion of type string",
    ],
    [
      { apiVersion: 'v1', kind: 'Pod' },
      'no kind "Pod" is registered for version "v1" in scheme "pkg/scheduler/apis/config/scheme/scheme.go"',
    ],
    [
      { apiVersion: 'kubescheduler.config.k8s.io/v1beta3', kind: 'KubeSchedulerConfiguration' },
      'no kind "KubeSchedulerConfiguration" is registered for version "kubescheduler.config.k8s.io/v1beta3" ' +
        'in scheme "pkg/scheduler/apis/config/scheme/scheme.go"',
    ],
    [
      { apiVersion: 'kubescheduler.config.k8s.io/v1', kind: 'NodeAffinityArgs' },
      "couldn't decode as KubeSchedulerConfiguration, got kubescheduler.config.k8s.io/v1, Kind=NodeAffinityArgs: ",
    ],
    [
      { apiVersion: 'kubescheduler.config.k8s.io/v2', kind: 'NodeAffinityArgs' },
      'no kind "NodeAffinityArgs" is registered for version "kubescheduler.config.k8s.io/v2" ' +
        'in scheme "pkg/scheduler/apis/config/scheme/scheme.go"',
    ],
    [
      { apiVersion: 'kubescheduler.config.k8s.io/v1', kind: 'Scheduler' },
      'no kind "Scheduler" is registered for version "kubescheduler.config.k8s.io/v1" ' +
        'in scheme "pkg/scheduler/apis/config/scheme/scheme.go"',
    ],
  ])('is not %j', (value, message) => {
    const { errors, scheduler } = readSchedulerConfiguration(value, '1.31');
    expect(errors).toEqual([{ type: 'InternalError', field: '', path: [], message }]);
    expect([scheduler.version, ...scheduler.profiles.keys()]).toEqual(['1.31', 'default-scheduler']);
  });

  const EVERYTHING: JsonObject = {
    parallelism: 1,
    leaderElection: {},
    clientConnection: {},
    enableProfiling: true,
    enableContentionProfiling: true,
    percentageOfNodesToScore: 1,
    podInitialBackoffSeconds: 1,
    podMaxBackoffSeconds: 1,
    extenders: [],
    delayCacheUntilActive: true,
  };
  const POINTS = [
    'preEnqueue',
    'queueSort',
    'preFilter',
    'filter',
    'postFilter',
    'preScore',
    'score',
    'reserve',
    'permit',
    'preBind',
    'bind',
    'postBind',
    'multiPoint',
  ];

  it('has these fields', () => {
    const set = { enabled: [], disabled: [{ name: 'Some', weight: 1 }] };
    const profile = {
      schedulerName: 'a',
      percentageOfNodesToScore: 1,
      plugins: Object.fromEntries(POINTS.map((point) => [point, set])),
      pluginConfig: [{ name: 'Some', args: {} }],
    };
    expect(errorsOf({ ...EVERYTHING, profiles: [profile] })).toEqual([]);
  });

  it('has no other, at any depth', () => {
    const plugins = Object.fromEntries(
      POINTS.map((point) => [point, { enabled: [{ name: 'a', x: 1 }], disabled: [{ x: 2 }], x: 3 }]),
    );
    const profiles = [{}, { x: 0, plugins: { ...plugins, x: {} }, pluginConfig: [{ name: 'a' }, { x: 4 }] }];
    const { errors } = read({ x: 0, profiles });
    const at = (...path: (string | number)[]) => ['profiles', 1, ...path];
    expect(errors.map(({ path }) => path)).toEqual([
      ['x'],
      at('x'),
      at('plugins', 'x'),
      ...POINTS.flatMap((point) => [
        at('plugins', point, 'x'),
        at('plugins', point, 'enabled', 0, 'x'),
        at('plugins', point, 'disabled', 0, 'x'),
      ]),
      at('pluginConfig', 1, 'x'),
    ]);
    expect(errors[0]).toEqual({
      type: 'InternalError',
      field: '',
      path: ['x'],
      message: 'strict decoding error: unknown field "x"',
    });
    expect(errors.at(-1)?.message).toBe(
      'strict decoding error: unknown field "profiles[1].pluginConfig[1].x"',
    );
  });

  it('gives the default where it has no profile, or says nothing', () => {
    const sayingNothing: Record<string, JsonValue>[] = [
      {},
      { profiles: [] },
      { profiles: null },
      { profiles: [{ schedulerName: null }] },
    ];
    for (const fields of sayingNothing) {
      const { scheduler, errors } = read(fields);
      expect(errors).toEqual([]);
      expect([...scheduler.profiles.keys()]).toEqual(['default-scheduler']);
    }
    expect(readSchedulerConfiguration(null, '1.30').scheduler.version).toBe('1.30');
  });

  it('is read for its version', () => {
    const { scheduler } = readSchedulerConfiguration(
      { apiVersion: 'kubescheduler.config.k8s.io/v1', kind: 'KubeSchedulerConfiguration' },
      '1.33',
    );
    expect(scheduler.version).toBe('1.33');
    expect(scheduler.profiles.get('default-scheduler')?.version).toBe('1.33');
  });

  it('takes a profile’s percentage before that of all, and 0 as said', () => {
    const profiles = [
      { schedulerName: 'a' },
      { schedulerName: 'b', percentageOfNodesToScore: 30 },
      { schedulerName: 'c', percentageOfNodesToScore: 0 },
    ];
    const percentages = (fields: JsonObject) =>
      [...read({ ...fields, profiles }).scheduler.profiles.values()].map(
        (one) => one.percentageOfNodesToScore,
      );
    expect(percentages({ percentageOfNodesToScore: 20 })).toEqual([20, 30, 0]);
    expect(percentages({})).toEqual([undefined, 30, 0]);
  });

  it('turns plugins off and weighs them anew', () => {
    const world = [node('a', { cordoned: true }), node('b')];
    const off = read({ profiles: [{ plugins: { filter: { disabled: [{ name: 'NodeUnschedulable' }] } } }] });
    expect(decide(pod('p'), world, off.scheduler).feasible).toEqual(['a', 'b']);
    const heavy = {
      disabled: [{ name: 'NodeResourcesFit' }],
      enabled: [{ name: 'NodeResourcesFit', weight: 5 }],
    };
    const { scheduler } = read({ profiles: [{ plugins: { score: heavy } }] });
    const [first] = decide(pod('p'), [node('a'), node('b')], scheduler).scores ?? [];
    expect(first?.plugins['NodeResourcesFit']).toBe(5 * 97);
  });

  it('has a profile for each scheduler name', () => {
    const { scheduler } = read({
      profiles: [{ schedulerName: 'default-scheduler' }, { schedulerName: 'packer' }],
    });
    expect(decide(pod('p', { schedulerName: 'packer' }), [node('a')], scheduler).outcome).toBe('bound');
  });

  it('takes the first node that does where nothing scores', () => {
    const { scheduler } = read({ profiles: [{ plugins: { score: { disabled: [{ name: '*' }] } } }] });
    expect(decide(pod('p'), [node('a'), node('b')], scheduler)).toMatchObject({
      node: 'a',
      equals: ['a', 'b'],
    });
  });
});
