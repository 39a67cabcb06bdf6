import { expect, it } from 'vitest';
import type { JsonValue } from '../../../src/api/json.js';
import { readSchedulerConfiguration } from '../../../src/scheduler/configuration/read.js';

/** What is told of a configuration that cannot be read, with its place. */
function told(fields: Record<string, JsonValue>): string[] {
  const { errors } = readSchedulerConfiguration({
    apiVersion: 'kubescheduler.config.k8s.io/v1',
    kind: 'KubeSchedulerConfiguration',
    ...fields,
  });
  return errors.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

const unmarshal = (what: string, field: string, type: string) =>
  `json: cannot unmarshal ${what} into Go struct field ${field} of type ${type}`;

it.each<[Record<string, JsonValue>, string]>([
  [
    { parallelism: '16' },
    `parallelism: ${unmarshal('string', 'KubeSchedulerConfiguration.parallelism', 'int32')}`,
  ],
  [
    { parallelism: 2_147_483_648 },
    `parallelism: ${unmarshal('number 2147483648', 'KubeSchedulerConfiguration.parallelism', 'int32')}`,
  ],
  [
    { profiles: {} },
    `profiles: ${unmarshal('object', 'KubeSchedulerConfiguration.profiles', '[]v1.KubeSchedulerProfile')}`,
  ],
  [
    { profiles: ['a'] },
    `profiles.0: ${unmarshal('string', 'KubeSchedulerConfiguration.profiles', 'v1.KubeSchedulerProfile')}`,
  ],
  [
    { profiles: [{ schedulerName: 1 }] },
    `profiles.0.schedulerName: ${unmarshal('number', 'KubeSchedulerProfile.profiles.schedulerName', 'string')}`,
  ],
  [
    { profiles: [{ plugins: { score: { enabled: [{ name: 'a', weight: 0.5 }] } } }] },
    `profiles.0.plugins.score.enabled.0.weight: ${unmarshal('number 0.5', 'Plugin.profiles.plugins.score.enabled.weight', 'int32')}`,
  ],
  [
    { extenders: [{ ignorable: 'yes' }] },
    `extenders.0.ignorable: ${unmarshal('string', 'Extender.extenders.ignorable', 'bool')}`,
  ],
  [
    { leaderElection: [] },
    `leaderElection: ${unmarshal('array', 'KubeSchedulerConfiguration.leaderElection', 'v1.LeaderElectionConfiguration')}`,
  ],
])('%j', (fields, text) => {
  expect(told(fields)).toEqual([text]);
});

const argsTold = (name: string, args: JsonValue) => told({ profiles: [{ pluginConfig: [{ name, args }] }] });

it.each<[string, Record<string, JsonValue>, string, string]>([
  [
    'NodeResourcesFit',
    { scoringStrategy: { resources: [''] } },
    'scoringStrategy.resources.0',
    unmarshal('string', 'ScoringStrategy.scoringStrategy.resources', 'v1.ResourceSpec'),
  ],
  [
    'NodeResourcesFit',
    { ignoredResources: [true] },
    'ignoredResources.0',
    unmarshal('bool', 'NodeResourcesFitArgs.ignoredResources', 'string'),
  ],
  [
    'InterPodAffinity',
    { hardPodAffinityWeight: 2 ** 40 },
    'hardPodAffinityWeight',
    unmarshal('number 1099511627776', 'InterPodAffinityArgs.hardPodAffinityWeight', 'int32'),
  ],
  [
    'NodeAffinity',
    { addedAffinity: [] },
    'addedAffinity',
    unmarshal('array', 'NodeAffinityArgs.addedAffinity', 'v1.NodeAffinity'),
  ],
  [
    'PodTopologySpread',
    { defaultingType: 'List', defaultConstraints: [{ maxSkew: 'a' }] },
    'defaultConstraints.0.maxSkew',
    unmarshal('string', 'TopologySpreadConstraint.maxSkew', 'int32'),
  ],
])('%s takes no %j', (name, args, place, message) => {
  const where = `decoding .profiles[0].pluginConfig[0]: decoding args for plugin ${name}: `;
  expect(argsTold(name, args)).toEqual([`profiles.0.pluginConfig.0.args.${place}: ${where}${message}`]);
});

it('leaves alone what is not there, and what plugins of others take', () => {
  expect(
    told({
      parallelism: null,
      profiles: [{ plugins: null, pluginConfig: [{ name: 'Own', args: { a: [] } }] }],
    }),
  ).toEqual([]);
  expect(argsTold('VolumeBinding', { bindTimeoutSeconds: 60, shape: null })).toEqual([]);
});

it('takes nothing for a resource without a name, as Go does', () => {
  expect(
    argsTold('NodeResourcesFit', { scoringStrategy: { type: 'MostAllocated', resources: [null, {}] } }),
  ).toEqual([]);
});
