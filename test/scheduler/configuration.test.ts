import { describe, expect, it } from 'vitest';
import { fieldErrorText } from '../../src/api/field-error.js';
import type { JsonValue } from '../../src/api/json.js';
import { readSchedulerConfiguration } from '../../src/scheduler/configuration.js';
import { decide, node, pod } from './build.js';

function read(fields: Record<string, JsonValue>) {
  return readSchedulerConfiguration({
    apiVersion: 'kubescheduler.config.k8s.io/v1',
    kind: 'KubeSchedulerConfiguration',
    ...fields,
  });
}
const errorsOf = (fields: Record<string, JsonValue>) =>
  read(fields).errors.map((error) => (error.field === '' ? error.message : fieldErrorText(error)));
const args = (name: string, values: JsonValue) => ({
  profiles: [{ pluginConfig: [{ name, args: values }] }],
});

describe('KubeSchedulerConfiguration', () => {
  it('has a default', () => {
    const { scheduler, errors } = readSchedulerConfiguration(undefined);
    expect(errors).toEqual([]);
    expect([...scheduler.profiles.keys()]).toEqual(['default-scheduler']);
  });

  it('knows only its own kind and fields', () => {
    expect(readSchedulerConfiguration({ apiVersion: 'v1', kind: 'Pod' }).errors[0]?.message).toContain(
      "couldn't decode as KubeSchedulerConfiguration",
    );
    expect(errorsOf({ profile: [] })).toEqual(['strict decoding error: unknown field "profile"']);
  });

  it.each<[string, Record<string, JsonValue>, string]>([
    [
      'parallelism',
      { parallelism: 0 },
      'parallelism: Invalid value: 0: should be an integer value greater than zero',
    ],
    [
      'percentage',
      { percentageOfNodesToScore: 101 },
      'percentageOfNodesToScore: Invalid value: 101: not in valid range [0-100]',
    ],
    [
      'the same name twice',
      { profiles: [{ schedulerName: 'a' }, { schedulerName: 'a' }] },
      'profiles[1].schedulerName: Duplicate value: profiles[0].schedulerName',
    ],
    [
      'affinity weight',
      args('InterPodAffinity', { hardPodAffinityWeight: 101 }),
      'profiles[0].pluginConfig[0].args.hardPodAffinityWeight: Invalid value: 101: not in valid range [0, 100]',
    ],
    [
      'spread type',
      args('PodTopologySpread', { defaultingType: 'Some' }),
      'profiles[0].pluginConfig[0].args.defaultingType: Unsupported value: "Some": supported values: "System", "List"',
    ],
    [
      'resource weight',
      args('NodeResourcesFit', {
        scoringStrategy: { type: 'MostAllocated', resources: [{ name: 'cpu', weight: 101 }] },
      }),
      'initializing plugin "NodeResourcesFit": scoringStrategy.resources[0].weight: Invalid value: 101: ' +
        'resource weight of cpu not in valid range (0, 100]',
    ],
    [
      'removed plugin',
      { profiles: [{ plugins: { filter: { enabled: [{ name: 'EBSLimits' }] } } }] },
      'profiles[0].plugins.filter.enabled[0]: Invalid value: "EBSLimits": was invalid in version ' +
        '"kubescheduler.config.k8s.io/v1" (KubeSchedulerConfiguration is version "kubescheduler.config.k8s.io/v1")',
    ],
    [
      'unknown plugin',
      { profiles: [{ plugins: { score: { enabled: [{ name: 'Mine' }] } } }] },
      'ScorePlugin "Mine" does not exist',
    ],
    [
      'wrong point',
      { profiles: [{ plugins: { score: { enabled: [{ name: 'NodeName' }] } } }] },
      'plugin "NodeName" does not extend ScorePlugin plugin',
    ],
    [
      'no queue sort',
      { profiles: [{ plugins: { queueSort: { disabled: [{ name: '*' }] } } }] },
      'only one queue sort plugin required for profile with scheduler name "default-scheduler", but got 0',
    ],
  ])('refuses %s', (_name, fields, text) => {
    expect(errorsOf(fields)).toEqual([text]);
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
