import { describe, expect, it } from 'vitest';
import { replicationController } from '../../src/controllers/replicationcontroller.js';
import { look, lookAt, made, ready, stored, woken } from './look.js';
import { LABELS, LEAVING, pod, TEMPLATE } from './replicasets.js';

describe('a ReplicationController', () => {
  const rc = (spec: object) =>
    made('ReplicationController', 'web', { spec: { selector: LABELS, template: TEMPLATE, ...spec } });
  it('does the same, and does not count those that leave', () => {
    const { lines, cluster } = lookAt(
      replicationController,
      stored([
        rc({ replicas: 1 }),
        pod('o', ready(), { by: null }),
        pod('z', ready(), { by: rc({}), metadata: LEAVING }),
      ]),
      'default/web',
    );
    expect(lines[0]).toBe('update Pod/o: metadata.ownerReferences – → [ReplicationController/web]');
    expect(cluster.get('ReplicationController', 'default/web')!.status).toEqual({
      replicas: 1,
      fullyLabeledReplicas: 1,
      readyReplicas: 1,
      availableReplicas: 1,
      observedGeneration: 1,
      conditions: [],
    });
    expect(look(replicationController, stored([]), 'default/web')).toEqual([]);
  });

  it('lets pods go that are not ready before those that are', () => {
    const lines = look(
      replicationController,
      stored([
        rc({ replicas: 1 }),
        pod('a', ready(), { by: rc({}) }),
        pod('b', { phase: 'Running', conditions: [] }, { by: rc({}) }),
        pod('c', ready(), {
          by: rc({}),
          metadata: { annotations: { 'controller.kubernetes.io/pod-deletion-cost': '9' } },
        }),
      ]),
      'default/web',
    );
    const said = (name: string) => `Normal SuccessfulDelete ReplicationController/web: Deleted pod: ${name}`;
    expect(lines.filter((line) => line.startsWith('Normal'))).toEqual([said('b'), said('a')]);
  });

  it('selects nothing by an empty selector', () => {
    const cluster = stored([rc({ replicas: 1 })]);
    const orphan = pod('o', ready(), { by: null });
    const wake = (world: typeof cluster) =>
      woken(replicationController, 'Pod', world, { verb: 'update', object: orphan });
    expect(wake(cluster)).toEqual(['default/web']);
    const found = cluster.get('ReplicationController', 'default/web')!;
    const none = (selector: object | undefined) =>
      cluster.with([{ verb: 'update', object: { ...found, spec: { ...found.spec, selector } } as never }]);
    expect([wake(none({})), wake(none(undefined))]).toEqual([[], []]);
    expect(
      woken(replicationController, 'ReplicationController', cluster, { verb: 'update', object: found }),
    ).toEqual(['default/web']);
  });
});
