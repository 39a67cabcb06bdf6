import { describe, expect, it } from 'vitest';
import type { Pod } from '../../src/api/objects.js';
import { evict } from '../../src/kubectl/evict.js';
import { clientOf } from './client.js';

const LABELS = { app: 'web' };
const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'ns', uid: 'web', labels: LABELS },
  spec: { containers: [{ name: 'c', image: 'i' }], nodeName: 'n1', terminationGracePeriodSeconds: 30 },
  status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
};
/** A budget as its controller has counted it. */
const budget = (disruptionsAllowed: number) => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'web', namespace: 'ns', generation: 1 },
  spec: { minAvailable: 1, selector: { matchLabels: LABELS } },
  status: {
    observedGeneration: 1,
    currentHealthy: 1 + disruptionsAllowed,
    desiredHealthy: 1,
    expectedPods: 2,
    disruptionsAllowed,
  },
});

describe('an eviction', () => {
  it('asks a pod to go, charged to its budget', () => {
    const client = clientOf([POD, budget(1)]);
    expect(evict(client, 'ns/web')).toMatchObject({ word: 'evicted', changed: true });
    const left = client.cluster.get('Pod', 'ns/web') as Pod;
    expect(left.metadata.deletionTimestamp).toBe('1970-01-01T00:00:30Z');
    const allowed = client.cluster.get('PodDisruptionBudget', 'ns/web')?.status?.disruptionsAllowed;
    expect(allowed).toBe(0);
  });

  it('is refused while its budget has nothing left, in the server’s words', () => {
    const client = clientOf([POD, budget(0)]);
    const before = client.cluster;
    expect(evict(client, 'ns/web')).toMatchObject({
      changed: false,
      refusal: {
        code: 429,
        reason: 'TooManyRequests',
        message: "Cannot evict pod as it would violate the pod's disruption budget.",
      },
    });
    expect(client.cluster).toBe(before);
  });

  it('of a pod that is not there', () => {
    expect(evict(clientOf(), 'ns/web').refusal).toMatchObject({
      code: 404,
      message: 'pods "web" not found',
    });
  });
});
