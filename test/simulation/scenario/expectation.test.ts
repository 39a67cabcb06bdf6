import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../src/api/json.js';
import type { KubeObject } from '../../../src/api/objects.js';
import { Cluster } from '../../../src/cluster/cluster.js';
import { readExpectations } from '../../../src/simulation/scenario/expectation.js';
import type { ScenarioProblem } from '../../../src/simulation/scenario/expected.js';

const owner = (kind: string, name: string) => [
  { apiVersion: 'apps/v1', kind, name, uid: `${kind}-${name}`, controller: true },
];
const object = (
  kind: string,
  name: string,
  rest: object = {},
  apiVersion = 'apps/v1',
  namespace = 'default',
) =>
  ({
    apiVersion,
    kind,
    metadata: { name, namespace, uid: `${kind}-${name}` },
    ...rest,
  }) as unknown as KubeObject;
const pod = (name: string, owned: [string, string], { ready = true, leaving = false, node = 'n' } = {}) => ({
  ...object('Pod', name, {}, 'v1'),
  metadata: {
    name,
    namespace: 'default',
    uid: name,
    ownerReferences: owner(...owned),
    ...(leaving && { deletionTimestamp: '2026-01-01T00:00:00Z' }),
  },
  spec: { ...(node && { nodeName: node }), containers: [{ name: 'a', image: 'a:1' }] },
  status: {
    phase: 'Running',
    conditions: [
      { type: 'Ready', status: ready ? 'True' : 'False' },
      ...(node ? [] : [{ type: 'PodScheduled', status: 'False', message: 'no room' }]),
    ],
  },
});
const set = {
  ...object('ReplicaSet', 'web-1'),
  metadata: {
    name: 'web-1',
    namespace: 'default',
    uid: 'ReplicaSet-web-1',
    ownerReferences: owner('Deployment', 'web'),
  },
};
const web = object('Deployment', 'web', { spec: { replicas: 3 }, status: { readyReplicas: 1 } });
const CLUSTER = Cluster.of(
  [
    web,
    set,
    pod('a', ['ReplicaSet', 'web-1']),
    pod('b', ['ReplicaSet', 'web-1'], { ready: false }),
    pod('c', ['ReplicaSet', 'web-1'], { leaving: true }),
    pod('d', ['StatefulSet', 'db'], { node: '' }),
    object('ConfigMap', 'settings', {}, 'v1'),
    object('ConfigMap', 'other', {}, 'v1', 'elsewhere'),
  ] as KubeObject[],
  '1.36',
);

function ask(...written: JsonValue[]) {
  const problems: ScenarioProblem[] = [];
  const expectations = readExpectations(written, ['always'], '1.36', problems);
  const moment = { cluster: CLUSTER, elapsed: 12_500, now: 1_800_000_000_000, namespace: 'default' };
  return {
    problems: problems.map(({ path, message }) => `${path.join('.')}: ${message}`),
    answers: expectations.map((one) => [one.text, one.check(moment)]),
    messages: expectations.flatMap(({ message }) => message ?? []),
  };
}

describe('expectations in CEL', () => {
  it('see objects by resource and name, pods as a list, and counts that the server leaves out', () => {
    expect(
      ask(
        'deployments.web.spec.replicas == 3',
        'deployments.web.status.availableReplicas == 0 && deployments.web.status.readyReplicas == 1',
        "pods.exists(p, p.metadata.name == 'b')",
        "!has(configmaps.other) && 'settings' in configmaps",
        'elapsed == 12',
      ).answers.map(([, seen]) => seen),
    ).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });

  it('are not fulfilled where they are false, or speak of what is not there', () => {
    expect(ask('deployments.web.spec.replicas > 3', 'deployments.gone.spec.replicas == 1').answers).toEqual([
      ['deployments.web.spec.replicas > 3', 'it was false'],
      ['deployments.gone.spec.replicas == 1', 'no such key: gone'],
    ]);
  });

  it('are refused where they cannot be compiled, or are no question', () => {
    expect(ask('deployment.web', 'size(pods)').problems).toEqual([
      expect.stringContaining("always.0: ERROR: <input>:1:1: undeclared reference to 'deployment'"),
      'always.1: an expectation is true or false, and this is int',
    ]);
  });
});

describe('the short forms', () => {
  it('count what serves, and what is there', () => {
    expect(ask({ available: { 'deployment/web': '>=2' }, pods: { 'deploy/web': '<=3' } }).answers).toEqual([
      ['available(deployment/web) >= 2', 'it was 1'],
      ['pods(deploy/web) <= 3', undefined],
    ]);
    expect(ask({ available: { 'deployment/gone': 1 }, message: 'closed' })).toEqual({
      problems: [],
      answers: [['available(deployment/gone) == 1', 'deployment/gone was not there']],
      messages: ['closed'],
    });
  });

  it('know what is complete, is there, is not there, waits', () => {
    expect(
      ask({
        complete: ['deployment/web', 'pod/a', 'pod/b'],
        exists: ['configmap/settings', 'configmap/other'],
        absent: ['service/web', 'deployment/web'],
        pending: 'none',
      }).answers,
    ).toEqual([
      ['complete(deployment/web)', expect.stringContaining('Waiting for deployment')],
      ['complete(pod/a)', undefined],
      ['complete(pod/b)', 'it was not ready'],
      ['exists(configmap/settings)', undefined],
      ['exists(configmap/other)', 'it was not there'],
      ['absent(service/web)', undefined],
      ['absent(deployment/web)', 'it was there'],
      ['pending == 0', 'it was 1: pod/d: no room'],
    ]);
  });

  it('say what is wrong with them', () => {
    expect(
      ask({ available: { 'deployment/web': 'two', web: 1, 'gadget/x': 1 } }, { pending: 'many' }, {})
        .problems,
    ).toEqual([
      "always.0.available.deployment/web: 'two' is no number to compare with: write 3, '>=2' or '<=5'",
      "always.0.available.web: 'web' names no object: write KIND/NAME, deployment/web",
      'always.0.available.gadget/x: the server doesn\'t have a resource type "gadget"',
      "always.1.pending: 'many' is no number to compare with: write none, 2 or '<=1'",
    ]);
    expect(ask({}).problems).toEqual([
      'always.0: it expects nothing: write an expression, available, pods, complete, exists, absent or pending',
    ]);
  });
});
