import { describe, expect, it } from 'vitest';
import type { AnyObject } from '../../../src/api/objects.js';
import { rolloutHistory } from '../../../src/kubectl/rollout/history.js';
import { CONFIG_MAP, statefulSet, web, worldOf } from '../client.js';

const owned = (kind: string, name: string, uid: string) => ({
  ownerReferences: [{ apiVersion: 'apps/v1', kind, name, uid, controller: true }],
});
const set = (revision: number, cause?: string) => ({
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  metadata: {
    name: `web-${revision}`,
    namespace: 'ns',
    labels: { app: 'web' },
    annotations: {
      'deployment.kubernetes.io/revision': String(revision),
      ...(cause && { 'kubernetes.io/change-cause': cause }),
    },
    ...owned('Deployment', 'web', 'web'),
  },
  spec: { selector: { matchLabels: { app: 'web' } }, template: {} },
});
const deployment = { ...web(), metadata: { name: 'web', namespace: 'ns', uid: 'web' } };

describe('kubectl rollout history', () => {
  it('of a Deployment, by its ReplicaSets', () => {
    const cluster = worldOf([deployment, set(10), set(2, 'first')]);
    expect(rolloutHistory(cluster, cluster.get('Deployment', 'ns/web') as unknown as AnyObject)).toEqual([
      'REVISION  CHANGE-CAUSE',
      '2         first',
      '10        <none>',
    ]);
  });

  it('of a StatefulSet, by its ControllerRevisions', () => {
    const revision = {
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
      metadata: { name: 'db-1', namespace: 'ns', labels: { app: 'db' }, ...owned('StatefulSet', 'db', 'db') },
      revision: 1,
      data: {},
    };
    const cluster = worldOf([statefulSet('db:1'), revision]);
    expect(rolloutHistory(cluster, statefulSet('db:1') as unknown as AnyObject)).toEqual([
      'REVISION  CHANGE-CAUSE',
      '1         <none>',
    ]);
  });

  it('of what has none', () => {
    const cluster = worldOf([deployment]);
    expect(rolloutHistory(cluster, deployment as unknown as AnyObject)).toEqual([
      'No rollout history found.',
    ]);
    expect(rolloutHistory(cluster, CONFIG_MAP as unknown as AnyObject)).toEqual({
      error: 'no history viewer has been implemented for "ConfigMap"',
    });
  });
});
