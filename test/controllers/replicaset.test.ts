import { describe, expect, it } from 'vitest';
import { replicaSet } from '../../src/controllers/replicaset.js';
import { replicationController } from '../../src/controllers/replicationcontroller.js';
import { at, changed, look, lookAt, made, managedBy, ready, since, stored, woken } from './look.js';

import { LABELS, LEAVING, pod, set, TEMPLATE } from './replicasets.js';

const some = (count: number) => Array.from({ length: count }, (_, i) => pod(`p${i}`));
const creates = (...names: string[]) => [
  ...names.map((name) => `create Pod/${name}`),
  ...names.map((name) => `Normal SuccessfulCreate ReplicaSet/web: Created pod: ${name}`),
];
const deletes = (name: string) => `Normal SuccessfulDelete ReplicaSet/web: Deleted pod: ${name}`;

/** What a look does and says besides writing the status, and the status. */
function synced(objects: ReturnType<typeof made>[], seconds = 0) {
  const { lines, cluster } = lookAt(replicaSet, stored(objects), 'default/web', seconds);
  return {
    did: lines.filter(
      (line) =>
        !line.startsWith('update ReplicaSet/web: ') &&
        !/^update Pod\/\S+ metadata.deletionTimestamp/.test(line),
    ),
    status: cluster.get('ReplicaSet', 'default/web')?.status,
    cluster,
  };
}
const counts = (replicas: number, ready = 0, available = ready, more: object = {}) => ({
  replicas,
  fullyLabeledReplicas: replicas,
  readyReplicas: ready,
  availableReplicas: available,
  terminatingReplicas: 0,
  observedGeneration: 1,
  conditions: [],
  ...more,
});

describe('a ReplicaSet', () => {
  it.each([
    ['as many as are wanted: nothing', [set(2), ...some(2)], [], counts(2, 2)],
    ['too few: more are made', [set(3), ...some(1)], creates('web#1', 'web#2'), counts(1, 1)],
    ['one by default', [set(undefined)], creates('web#1'), counts(0)],
    [
      'ended pods and those that leave do not count',
      [
        set(2),
        ...some(1),
        pod('x', { phase: 'Failed' }),
        pod('y', { phase: 'Succeeded' }),
        pod('z', ready(), { metadata: LEAVING }),
      ],
      creates('web#1'),
      counts(1, 1, 1, { terminatingReplicas: 1 }),
    ],
    [
      'ended ones that leave are not terminating',
      [set(1), ...some(1), pod('x', { phase: 'Failed' }, { metadata: LEAVING })],
      [],
      counts(1, 1),
    ],
    [
      'too many: the one that is missed least goes',
      [set(2), ...some(2), pod('x', { phase: 'Pending' })],
      [deletes('x')],
      counts(3, 2),
    ],
    ['none wanted: all go', [set(0), ...some(2)], [deletes('p0'), deletes('p1')], counts(2, 2)],
    [
      'being deleted: neither',
      [set(3, { metadata: { deletionTimestamp: at(0), finalizers: ['a/b'] } }), ...some(1)],
      [],
      counts(1, 1),
    ],
    [
      'pods that lack a label of the template',
      [set(1, { template: { ...TEMPLATE, metadata: { labels: { ...LABELS, tier: 'x' } } } }), ...some(1)],
      [],
      counts(1, 1, 1, { fullyLabeledReplicas: 0 }),
    ],
  ])('%s', (_name, objects, did, status) => {
    const found = synced(objects);
    expect({ did: found.did, status: found.status }).toEqual({ did, status });
  });

  it('counts pods as available after minReadySeconds, and looks again then', () => {
    const objects = [
      set(3, { minReadySeconds: 20 }),
      pod('a', ready(-20)),
      pod('b', ready(-19)),
      pod('c', { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] }),
    ];
    const { did, status } = synced(objects);
    expect(did).toEqual(['again at +1s']);
    expect(status).toEqual(counts(3, 3, 1));
    expect(synced(objects, 1).status).toEqual(counts(3, 3, 2));
    const waiting = [
      set(1, { minReadySeconds: 20 }),
      pod('a', { phase: 'Running', conditions: [since('Ready', 'False')] }),
    ];
    expect(synced(waiting)).toMatchObject({ did: [], status: counts(1) });
  });

  it('makes and deletes at most 500 at once', () => {
    expect(synced([set(501)]).did.filter((line) => line.startsWith('create'))).toHaveLength(500);
    const pods = Array.from({ length: 502 }, (_, i) => ({ verb: 'create' as const, object: pod(`p${i}`) }));
    const cluster = stored([set(1)]).with(pods);
    expect(look(replicaSet, cluster, 'default/web').filter((line) => line.startsWith('Normal'))).toHaveLength(
      500,
    );
  });

  it('writes its status only where it has changed', () => {
    expect(look(replicaSet, stored([set(1, { status: counts(1, 1) }), ...some(1)]), 'default/web')).toEqual(
      [],
    );
    expect(look(replicaSet, stored([]), 'default/web')).toEqual([]);
  });
});

describe('a ReplicaSet whose pods are refused', () => {
  const quota = (pods: string) => made('ResourceQuota', 'few', { spec: { hard: { pods } } });
  const why = (name: string, used: number) =>
    `pods "${name}" is forbidden: exceeded quota: few, requested: pods=1, used: pods=${used}, limited: pods=${used}`;
  const failure = (message: string, seconds = 0) => ({
    ...since('ReplicaFailure', 'True', seconds),
    reason: 'FailedCreate',
    message,
  });
  const refusal = (name: string, used: number) =>
    `Warning FailedCreate ReplicaSet/web: Error creating: ${why(name, used)}`;

  it('tries one, then two, then four at a time, and stops after the batch that failed', () => {
    const none = synced([set(9), quota('0')]);
    const first = /pods "(web-\w+)"/.exec(String(none.status?.conditions?.[0]?.message))![1]!;
    expect(none.did).toEqual([refusal('web#1', 0), `failed: ${why('web#1', 0)}`]);
    expect(none.status).toEqual(counts(0, 0, 0, { conditions: [failure(why(first, 0))] }));
    expect(synced([set(9), quota('1')]).did.filter((line) => line.startsWith('Warning'))).toHaveLength(2);
    expect(synced([set(9), quota('2')]).did.filter((line) => line.startsWith('Warning'))).toHaveLength(1);
    expect(synced([set(9), quota('3')]).did.filter((line) => line.startsWith('Warning'))).toHaveLength(4);
    expect(synced([set(9), quota('7')]).did.filter((line) => line.startsWith('Warning'))).toHaveLength(2);
    expect(synced([set(3), quota('2')]).did.filter((line) => line.startsWith('Normal'))).toHaveLength(2);
  });

  it('keeps the first reason until it gets through', () => {
    const before = { status: counts(0, 0, 0, { conditions: [failure('old', -9)] }) };
    expect(synced([set(2, before), quota('1')], 5).status).toMatchObject({
      conditions: [failure('old', -9)],
    });
    expect(synced([set(2, before)], 5).status).toEqual(counts(0));
  });

  it('says nothing in a namespace that is being deleted', () => {
    const world = changed(stored([set(2)]), 'Namespace', 'default', {
      metadata: { deletionTimestamp: at(0) },
      status: { phase: 'Terminating' },
    });
    expect(look(replicaSet, world, 'default/web').filter((line) => !line.startsWith('update'))).toEqual([]);
  });

  it('cannot make pods without labels', () => {
    const bare = made('ReplicationController', 'web', {
      spec: { replicas: 1, selector: LABELS, template: TEMPLATE },
    });
    for (const template of [
      undefined,
      { spec: TEMPLATE.spec },
      { metadata: { labels: {} }, spec: TEMPLATE.spec },
    ]) {
      const cluster = changed(stored([bare]), 'ReplicationController', 'default/web', {
        spec: { template: undefined },
      });
      const found = cluster.get('ReplicationController', 'default/web')!;
      const world = cluster.with([
        { verb: 'update', object: { ...found, spec: { ...found.spec, template } } as never },
      ]);
      expect(look(replicationController, world, 'default/web').at(-1)).toBe(
        'failed: unable to create pods, no labels',
      );
    }
  });
});

describe('whose pods they are', () => {
  const other = set(1, {}, 'other');
  it('own ones that do not match are let go, orphans that match are taken', () => {
    const objects = [
      set(2),
      pod('lost', ready(), { metadata: { labels: { app: 'db' } } }),
      pod('orphan', ready(), { by: null }),
      pod('foreign', ready(), { by: other }),
      pod('leaving', ready(), { by: null, metadata: LEAVING }),
      pod('unlike', ready(), { by: null, metadata: { labels: { app: 'db' } } }),
    ];
    const { did, status } = synced(objects);
    expect(did).toEqual([
      'update Pod/lost: metadata.ownerReferences [ReplicaSet/web] → –',
      'update Pod/orphan: metadata.ownerReferences – → [ReplicaSet/web]',
      ...creates('web#1'),
    ]);
    expect(status).toMatchObject({ replicas: 1 });
  });

  it('nothing is taken or let go by one that is being deleted', () => {
    const dying = set(2, { metadata: { deletionTimestamp: at(0), finalizers: ['a/b'] } });
    expect(
      synced([
        dying,
        pod('lost', ready(), { metadata: { labels: { app: 'db' } } }),
        pod('orphan', ready(), { by: null }),
      ]).did,
    ).toEqual([]);
  });

  it('an orphan’s other owners stay, and are no managers', () => {
    const config = { apiVersion: 'v1', kind: 'ConfigMap', name: 'c', uid: 'c' };
    const { did } = synced([
      set(1),
      pod('p', ready(), { by: null, metadata: { ownerReferences: [config] } }),
    ]);
    expect(did).toEqual([
      'update Pod/p: metadata.ownerReferences [ConfigMap/c (no controller)] → [ConfigMap/c (no controller), ReplicaSet/web]',
    ]);
  });

  it('pods of another namespace stay where they are', () => {
    const shop = [
      made('Namespace', 'shop'),
      made('ServiceAccount', 'default', { metadata: { namespace: 'shop' } }),
    ];
    expect(
      synced([...shop, set(1), pod('p', ready(), { by: null, metadata: { namespace: 'shop' } })]).did,
    ).toEqual(creates('web#1'));
  });

  it('selectors by expression take orphans too', () => {
    const selector = { matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'www'] }] };
    expect(synced([set(1, { selector }), pod('p', ready(), { by: null })]).did).toEqual([
      'update Pod/p: metadata.ownerReferences – → [ReplicaSet/web]',
    ]);
  });

  it('the one whose node has most pods of the Deployment goes first', () => {
    const deployment = made('Deployment', 'd');
    const family = { ownerReferences: [managedBy(deployment)] };
    const [web, sister] = [set(1, { metadata: family }), set(1, { metadata: family }, 'sister')];
    const objects = [
      web,
      sister,
      pod('a', ready(), { node: 'x' }),
      pod('b', ready(), { node: 'y' }),
      pod('s', ready(), { by: sister, node: 'y' }),
      pod('e', { phase: 'Failed' }, { by: sister, node: 'x' }),
      pod('f', { phase: 'Failed' }, { by: sister, node: 'x' }),
    ];
    expect(synced(objects).did).toEqual([deletes('b')]);
    const alone = [set(1), set(1, {}, 'sister'), ...objects.slice(2)];
    expect(synced(alone).did).toEqual([deletes('a')]);
  });

  it('a change of a pod is looked at by its manager, or by all that may take it', () => {
    const cluster = stored([set(1), other]);
    const wake = (object: ReturnType<typeof made>, before?: object, verb: 'update' | 'delete' = 'update') =>
      woken(replicaSet, 'Pod', cluster, { verb, object }, before as never);
    expect(wake(pod('p'))).toEqual(['default/web']);
    expect(wake(pod('p'), pod('p', ready(), { by: other }))).toEqual(['default/web', 'default/other']);
    expect(wake(pod('p', ready(), { by: null }))).toEqual(['default/other', 'default/web']);
    expect(wake(pod('p', ready(), { by: null }), pod('p'))).toEqual(['default/web', 'default/other']);
    expect(wake(pod('p', ready(), { by: null, metadata: LEAVING }))).toEqual([]);
    expect(wake(pod('p', ready(), { by: null, metadata: { labels: { app: 'db' } } }))).toEqual([]);
    expect(wake(pod('p', ready(), { by: made('Job', 'j') }))).toEqual([]);
    expect(woken(replicaSet, 'ReplicaSet', cluster, { verb: 'update', object: set(1) })).toEqual([
      'default/web',
    ]);
  });
});
