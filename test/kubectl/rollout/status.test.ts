import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../../src/api/objects.js';
import { groupKind, rolloutStatus } from '../../../src/kubectl/rollout/status.js';

const of = (kind: string, spec: object, status: object, metadata: object = {}) =>
  ({
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'web', generation: 2, ...metadata },
    spec,
    status,
  }) as unknown as KubeObject;
const seen = { observedGeneration: 2 };
const rolling = { updateStrategy: { type: 'RollingUpdate' } };
const sts = (status: object, rollingUpdate?: object) =>
  of(
    'StatefulSet',
    { replicas: 3, updateStrategy: { type: 'RollingUpdate', rollingUpdate } },
    { ...seen, ...status },
  );

describe('kubectl rollout status', () => {
  it.each<[KubeObject, unknown]>([
    [
      of('Deployment', { replicas: 3 }, { observedGeneration: 1 }),
      'Waiting for deployment spec update to be observed...',
    ],
    [
      of('Deployment', { replicas: 3 }, { ...seen, updatedReplicas: 1 }),
      'Waiting for deployment "web" rollout to finish: 1 out of 3 new replicas have been updated...',
    ],
    [
      of('Deployment', { replicas: 3 }, { ...seen, updatedReplicas: 3, replicas: 4 }),
      'Waiting for deployment "web" rollout to finish: 1 old replicas are pending termination...',
    ],
    [
      of('Deployment', { replicas: 3 }, { ...seen, updatedReplicas: 3, replicas: 3, availableReplicas: 2 }),
      'Waiting for deployment "web" rollout to finish: 2 of 3 updated replicas are available...',
    ],
    [
      of('Deployment', {}, { ...seen, updatedReplicas: 1, replicas: 1, availableReplicas: 1 }),
      '+deployment "web" successfully rolled out',
    ],
    [
      of(
        'Deployment',
        {},
        {
          ...seen,
          conditions: [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }],
        },
      ),
      '!deployment "web" exceeded its progress deadline',
    ],
    [
      of('DaemonSet', { updateStrategy: { type: 'OnDelete' } }, seen),
      '!rollout status is only available for RollingUpdate strategy type',
    ],
    [of('DaemonSet', rolling, {}), 'Waiting for daemon set spec update to be observed...'],
    [
      of('DaemonSet', rolling, { ...seen, desiredNumberScheduled: 3, updatedNumberScheduled: 1 }),
      'Waiting for daemon set "web" rollout to finish: 1 out of 3 new pods have been updated...',
    ],
    [
      of('DaemonSet', rolling, {
        ...seen,
        desiredNumberScheduled: 3,
        updatedNumberScheduled: 3,
        numberAvailable: 2,
      }),
      'Waiting for daemon set "web" rollout to finish: 2 of 3 updated pods are available...',
    ],
    [of('DaemonSet', rolling, seen), '+daemon set "web" successfully rolled out'],
    [
      of('StatefulSet', { updateStrategy: { type: 'OnDelete' } }, seen),
      '!rollout status is only available for RollingUpdate strategy type',
    ],
    [of('StatefulSet', rolling, {}), 'Waiting for statefulset spec update to be observed...'],
    [sts({ readyReplicas: 1 }), 'Waiting for 2 pods to be ready...'],
    [
      sts({ readyReplicas: 3, updatedReplicas: 1 }, { partition: 1 }),
      'Waiting for partitioned roll out to finish: 1 out of 2 new pods have been updated...',
    ],
    [
      sts({ readyReplicas: 3, updatedReplicas: 2 }, { partition: 1 }),
      '+partitioned roll out complete: 2 new pods have been updated...',
    ],
    [
      sts({ readyReplicas: 3, updatedReplicas: 2, currentRevision: 'a', updateRevision: 'b' }),
      'waiting for statefulset rolling update to complete 2 pods at revision b...',
    ],
    [
      sts({ readyReplicas: 3, currentReplicas: 3, currentRevision: 'b', updateRevision: 'b' }),
      '+statefulset rolling update complete 3 pods at revision b...',
    ],
    [of('ReplicaSet', {}, {}), '!no status viewer has been implemented for ReplicaSet.apps'],
  ])('%#', (object, expected) => {
    const status = rolloutStatus(object);
    const said = 'error' in status ? `!${status.error}` : `${status.done ? '+' : ''}${status.line}`;
    expect(said).toBe(expected);
  });

  it('of one revision', () => {
    const live = of('Deployment', {}, seen, { annotations: { 'deployment.kubernetes.io/revision': '3' } });
    expect(rolloutStatus(live, 2)).toEqual({
      error: 'desired revision (2) is different from the running revision (3)',
    });
    expect(rolloutStatus(live, 3)).toMatchObject({ done: false });
    expect(groupKind({ apiVersion: 'v1', kind: 'Pod', metadata: {} } as KubeObject)).toBe('Pod');
  });
});
