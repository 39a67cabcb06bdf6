import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/objects.js';
import { handle } from '../../src/apiserver/handle.js';
import type { Cluster } from '../../src/cluster/cluster.js';
import { worldOf } from '../kubectl/client.js';

const NOW = Date.parse('2026-01-01T00:00:00Z');

function pod(spec: object = {}): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { generateName: 'web-', namespace: 'ns', labels: { app: 'web' } },
    spec: {
      containers: [
        { name: 'a', image: 'i', resources: { requests: { cpu: '100m' } } },
        { name: 'b', image: 'j', env: [{ name: 'N', value: 'x' }] },
      ],
      ...spec,
    },
  } as KubeObject;
}

/** Three pods one after the other, each told of the one before or not. */
function three(world: Cluster, object: KubeObject, isTold: boolean): unknown[] {
  let [cluster, last] = [world, undefined as KubeObject | undefined];
  return [1, 2, 3].map(() => {
    const answer = handle(cluster, { verb: 'create', object, ...(isTold && { like: last }) }, NOW);
    if ('refusal' in answer) return answer.refusal;
    cluster = answer.cluster;
    last = answer.object;
    return answer.object;
  });
}

const quota = {
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'q', namespace: 'ns' },
  spec: { hard: { pods: '2' } },
  status: { hard: { pods: '2' }, used: { pods: '0' } },
};
const policy = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingAdmissionPolicy',
  metadata: { name: 'none' },
  spec: { validations: [{ expression: "object.metadata.name != ''" }] },
};
const own = { volumes: [{ name: 'kube-api-access-own', emptyDir: {} }] };

describe('one more pod of a template', () => {
  it.each([
    ['with a token of its own', [], pod()],
    ['whose volume is called like one with a token', [], pod(own)],
    ['where the token is not mounted', [], pod({ automountServiceAccountToken: false })],
    ['where a quota counts', [quota], pod()],
    ['where a policy decides', [policy], pod()],
  ])('is what it would be if nothing was known of the one before: %s', (_, objects, object) => {
    const world = worldOf(objects);
    const told = three(world, object, true);
    expect(told).toEqual(three(world, object, false));
    expect(JSON.stringify(told)).toBe(JSON.stringify(three(world, object, false)));
    expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(3);
  });
});
