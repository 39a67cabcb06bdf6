import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOf, kindOf } from '../../src/api/object-key.js';
import type { KubeObject, Pod } from '../../src/api/objects.js';
import { type Change, Cluster } from '../../src/cluster/cluster.js';
import { PersistentMap } from '../../src/cluster/persistent-map.js';

function pod(
  name: string,
  more: { node?: string; labels?: Record<string, string>; owner?: string } = {},
): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'default',
      labels: more.labels,
      ownerReferences: more.owner
        ? [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'rs', uid: more.owner }]
        : [],
    },
    spec: { containers: [], nodeName: more.node },
  };
}

const names = (objects: KubeObject[]) => objects.map(keyOf);

describe('Cluster', () => {
  it('answers by kind, namespace, node, owner and labels', () => {
    const cluster = Cluster.of([
      pod('b', { node: 'n1', labels: { app: 'web', tier: 'x' }, owner: 'u1' }),
      pod('a', { node: 'n1', labels: { app: 'web' }, owner: 'u2' }),
      pod('c', { labels: { app: 'db' } }),
    ]);
    expect(names(cluster.list('Pod'))).toEqual(['default/a', 'default/b', 'default/c']);
    expect(names(cluster.list('Pod', 'other'))).toEqual([]);
    expect(names(cluster.podsOnNode('n1'))).toEqual(['default/a', 'default/b']);
    expect(names(cluster.ownedBy('u1', 'Pod'))).toEqual(['default/b']);
    expect(names(cluster.labelled('Pod', 'default', { app: 'web', tier: 'x' }))).toEqual(['default/b']);
    expect(names(cluster.labelled('Pod', 'default', {}))).toHaveLength(3);
  });

  it('tells orphans by their labels, and by kind alone where a kind is not selected', () => {
    const managed: Pod = pod('d', { labels: { app: 'web' }, owner: 'u1' });
    const [owner] = managed.metadata.ownerReferences!;
    const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', namespace: 'default' } };
    const cluster = Cluster.of([
      pod('a', { labels: { app: 'web' } }),
      pod('b', { labels: { app: 'db' } }),
      pod('c', { labels: { app: 'web' }, owner: 'u1' }),
      { ...managed, metadata: { ...managed.metadata, ownerReferences: [{ ...owner!, controller: true }] } },
      configMap,
    ]);
    expect(names(cluster.orphansLabelled('Pod', 'default', { app: 'web' }))).toEqual([
      'default/a',
      'default/c',
    ]);
    expect(names(cluster.orphansLabelled('Pod', 'default', {}))).toEqual([
      'default/a',
      'default/b',
      'default/c',
    ]);
    expect(cluster.orphansLabelled('Pod', 'other', {})).toEqual([]);
    expect(names(cluster.orphansLabelled('ConfigMap', 'default', {}))).toEqual(['default/c']);
    expect(cluster.orphansLabelled('ConfigMap', 'default', { app: 'web' })).toEqual([]);
  });

  it('knows what a node has run, and since when', () => {
    const running = (name: string, image: string, startedAt: string): Pod => ({
      ...pod(name, { node: 'n1' }),
      metadata: { name, namespace: 'default', uid: name },
      spec: { nodeName: 'n1', containers: [{ name: 'app', image }] },
      status: { containerStatuses: [{ name: 'app', state: { running: { startedAt } } }] } as Pod['status'],
    });
    const [early, late] = ['2026-01-01T00:00:01Z', '2026-01-01T00:00:09Z'];
    const cluster = Cluster.of([
      running('a', 'web:1', early),
      running('b', 'web:1', late),
      pod('c', { node: 'n1' }),
    ]);
    const asked = (by: string, uid?: string, image = 'web:1', node = 'n1') =>
      cluster.hasRun(node, image, by, uid);
    expect([asked(early), asked(late), asked('2026-01-01T00:00:00Z')]).toEqual([true, true, false]);
    // Not for the pod itself.
    expect([asked(early, 'a'), asked(late, 'a')]).toEqual([false, true]);
    expect([asked(late, undefined, 'db:1'), asked(late, undefined, 'web:1', 'n2')]).toEqual([false, false]);
    const gone = cluster.with([{ verb: 'delete', object: running('a', 'web:1', early) }]);
    expect(gone.hasRun('n1', 'web:1', early, undefined)).toBe(false);
  });

  it('knows who uses a claim, and what attaches a volume', () => {
    const volumes = [
      { name: 'v', persistentVolumeClaim: { claimName: 'data' } },
      { name: 'w', ephemeral: {} },
      { name: 'x', emptyDir: {} },
    ];
    const pod = (name: string, nodeName?: string) =>
      ({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name, namespace: 'shop' },
        spec: { containers: [], volumes, ...(nodeName !== undefined && { nodeName }) },
      }) as KubeObject;
    const attachment = (name: string, source: object | undefined) =>
      ({
        apiVersion: 'storage.k8s.io/v1',
        kind: 'VolumeAttachment',
        metadata: { name },
        spec: { source },
      }) as KubeObject;
    const world = Cluster.of([
      pod('b', 'n1'),
      pod('a', 'n2'),
      pod('pending'),
      attachment('one', { persistentVolumeName: 'pv' }),
      attachment('inline', {}),
      attachment('odd', undefined),
    ]);
    const users = (key: string) => world.podsOfClaim(key).map(({ metadata }) => metadata.name);
    expect([users('shop/data'), users('shop/a-w'), users('shop/other')]).toEqual([['a', 'b'], ['a'], []]);
    expect(world.attachments('pv').map(({ metadata }) => metadata.name)).toEqual(['one']);
    const gone = world.with([{ verb: 'delete', object: pod('a', 'n2') }]);
    expect(gone.podsOfClaim('shop/data')).toHaveLength(1);
  });

  it('knows what may select a pod, by a label that it needs', () => {
    const budget = (name: string, selector?: object, namespace = 'shop') =>
      ({
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata: { name, namespace },
        spec: { ...(selector && { selector }) },
      }) as KubeObject;
    const service = (name: string, selector?: object) =>
      ({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name, namespace: 'shop' },
        spec: { ...(selector && { selector }) },
      }) as KubeObject;
    const world = Cluster.of([
      budget('web', { matchLabels: { app: 'web', tier: 'front' } }),
      budget('all', {}),
      budget('db', { matchExpressions: [{ key: 'app', operator: 'In', values: ['db'] }] }),
      budget('away', { matchLabels: { app: 'web' } }, 'other'),
      service('web', { app: 'web' }),
      service('by-hand'),
    ]);
    const budgets = (labels: Record<string, string>) =>
      names(world.selecting('PodDisruptionBudget', 'shop', labels));
    // Whether it does is another question.
    expect(budgets({ app: 'web' })).toEqual(['shop/all', 'shop/web']);
    expect(budgets({ app: 'db', x: 'y' })).toEqual(['shop/all', 'shop/db']);
    expect(budgets({})).toEqual(['shop/all']);
    expect(names(world.selecting('Service', 'shop', { app: 'web' }))).toEqual(['shop/by-hand', 'shop/web']);
    const moved = world.with([{ verb: 'update', object: service('web', { app: 'cart' }) }]);
    expect(names(moved.selecting('Service', 'shop', { app: 'web' }))).toEqual(['shop/by-hand']);
  });

  it('leaves the old state as it was', () => {
    const before = Cluster.of([pod('a', { node: 'n1', labels: { app: 'web' } })]);
    const after = before.with([
      { verb: 'update', object: pod('a', { node: 'n2', labels: { app: 'db' } }) },
      { verb: 'create', object: pod('b') },
    ]);
    expect(names(before.podsOnNode('n1'))).toEqual(['default/a']);
    expect(names(after.podsOnNode('n1'))).toEqual([]);
    expect(names(after.podsOnNode('n2'))).toEqual(['default/a']);
    expect(names(after.labelled('Pod', 'default', { app: 'web' }))).toEqual([]);
    expect(before.count('Pod')).toBe(1);
    expect(after.with([{ verb: 'delete', object: pod('a') }]).count('Pod')).toBe(1);
  });

  it("does not take another group's Service for a Service", () => {
    expect(kindOf({ apiVersion: 'v1', kind: 'Service' })).toBe('Service');
    expect(kindOf({ apiVersion: 'extensions/v1beta1', kind: 'Ingress' })).toBe('Ingress');
    expect(kindOf({ apiVersion: 'serving.knative.dev/v1', kind: 'Service' })).toBe(
      'Service.serving.knative.dev',
    );
  });

  it('is the same whatever the order in which different objects came', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,3}$/), { maxLength: 40 }), (ids) => {
        const forth = Cluster.of(ids.map((id) => pod(id, { node: id[0] })));
        const back = Cluster.of([...ids].reverse().map((id) => pod(id, { node: id[0] })));
        expect(names(back.list('Pod'))).toEqual(names(forth.list('Pod')));
        for (const id of ids) expect(names(back.podsOnNode(id[0]!))).toEqual(names(forth.podsOnNode(id[0]!)));
      }),
    );
  });

  it('agrees with a plain map after any changes', () => {
    const change = fc.record({
      verb: fc.constantFrom<Change['verb']>('create', 'update', 'delete'),
      name: fc.stringMatching(/^[a-c]{1,2}$/),
      node: fc.constantFrom('n1', 'n2'),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        const plain = new Map<string, string>();
        let cluster = Cluster.empty;
        for (const { verb, name, node } of changes) {
          cluster = cluster.with([{ verb, object: pod(name, { node }) }]);
          if (verb === 'delete') plain.delete(`default/${name}`);
          else plain.set(`default/${name}`, node);
        }
        expect(names(cluster.list('Pod'))).toEqual([...plain.keys()].sort());
        for (const node of ['n1', 'n2']) {
          const expected = [...plain].filter(([, on]) => on === node).map(([key]) => key);
          expect(names(cluster.podsOnNode(node))).toEqual(expected.sort());
        }
      }),
    );
  });
});

describe('PersistentMap', () => {
  it('holds keys whose hashes are equal', () => {
    // Two texts with one FNV-1a hash.
    const map = PersistentMap.empty<number>().set('costarring', 1).set('liquid', 2).set('liquid', 3);
    expect([map.size, map.get('costarring'), map.get('liquid')]).toEqual([2, 1, 3]);
    const less = map.delete('costarring');
    expect([less.size, less.get('costarring'), less.get('liquid')]).toEqual([1, undefined, 3]);
  });
});
