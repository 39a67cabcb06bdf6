import { describe, expect, it } from 'vitest';
import { keyOf, kindOf } from '../../src/api/object-key.js';
import type { KubeObject } from '../../src/api/objects.js';
import { NEWEST_VERSION } from '../../src/api/version.js';
import { type Change, Cluster } from '../../src/cluster/cluster.js';

interface Parts {
  namespace?: string;
  labels?: Record<string, string>;
  owners?: string[];
  node?: string;
}

function made(
  kind: string,
  name: string,
  { namespace, labels, owners = [], node }: Parts = {},
  apiVersion = 'v1',
) {
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      ...(namespace && { namespace }),
      ...(labels && { labels }),
      ownerReferences: owners.map((uid) => ({ apiVersion: 'v1', kind: 'Any', name: uid, uid })),
    },
    spec: { containers: [], ...(node && { nodeName: node }) },
  } as unknown as KubeObject;
}

const pod = (name: string, parts: Parts = {}) => made('Pod', name, { namespace: 'x', ...parts });
const keys = (objects: readonly KubeObject[]) => objects.map(keyOf);
const at = (verb: Change['verb'], ...objects: KubeObject[]): Change[] =>
  objects.map((object) => ({ verb, object }));

describe('names', () => {
  it('of an object', () => {
    expect([keyOf(pod('a')), keyOf(made('Node', 'n')), keyOf(made('Node', undefined as never))]).toEqual([
      'x/a',
      'n',
      '',
    ]);
  });

  it.each([
    ['v1', 'Pod'],
    ['apps/v1', 'Pod'],
    ['extensions/v1beta1', 'Pod'],
    ['storage.k8s.io/v1', 'Pod'],
    ['k8s.io/v1', 'Pod.k8s.io'],
    ['snapshot.storage.k8s.io/v1', 'Pod.snapshot.storage.k8s.io'],
    ['x.io/v1', 'Pod.x.io'],
    ['notk8s.io/v1', 'Pod.notk8s.io'],
    ['k8s.io.example.com/v1', 'Pod.k8s.io.example.com'],
    ['k8szio.x/v1', 'Pod.k8szio.x'],
  ])('of a kind in %s', (apiVersion, name) => {
    expect(kindOf({ apiVersion, kind: 'Pod' })).toBe(name);
  });
});

describe('what is there', () => {
  const world = [
    made('Node', 'n2'),
    made('Node', 'n1'),
    pod('b', { labels: { app: 'web', tier: 'x' }, owners: ['u1', 'u2'], node: 'n1' }),
    pod('a', { labels: { app: 'web' }, owners: ['u1'] }),
    pod('a', { namespace: 'w', labels: { app: 'web' }, owners: ['u1'], node: 'n1' }),
    made(
      'ReplicaSet',
      'r',
      { namespace: 'x', labels: { app: 'web' }, owners: ['u1'], node: 'n1' },
      'apps/v1',
    ),
    made('Service', 's', { namespace: 'x' }, 'serving.knative.dev/v1'),
    made('Service', 's', { namespace: 'x' }),
  ];
  const cluster = Cluster.of(world);

  it('by kind and key', () => {
    expect(cluster.get('Pod', 'x/a')).toBe(world[3]);
    expect(cluster.get('Node', 'n1')).toBe(world[1]);
    expect([cluster.get('Pod', 'x/c'), cluster.get('Pod', 'a'), cluster.get('Secret', 'x/a')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(cluster.get('Service', 'x/s')).toBe(world[7]);
    expect(cluster.get('Service.serving.knative.dev', 'x/s')).toBe(world[6]);
  });

  it('by kind, sorted, of all namespaces or one', () => {
    expect(keys(cluster.list('Pod'))).toEqual(['w/a', 'x/a', 'x/b']);
    expect(keys(cluster.list('Pod', 'x'))).toEqual(['x/a', 'x/b']);
    expect(keys(cluster.list('Pod', 'none'))).toEqual([]);
    expect(keys(cluster.list('Node'))).toEqual(['n1', 'n2']);
    expect(keys(cluster.list('Node', ''))).toEqual([]);
    expect(keys(cluster.list('Secret'))).toEqual([]);
    expect(['Pod', 'Node', 'Service', 'Secret'].map((kind) => cluster.count(kind))).toEqual([3, 2, 1, 0]);
    expect(cluster.kinds()).toEqual(['Node', 'Pod', 'ReplicaSet', 'Service', 'Service.serving.knative.dev']);
  });

  it('by owner', () => {
    expect(keys(cluster.dependents('u1'))).toEqual(['w/a', 'x/a', 'x/b', 'x/r']);
    expect(keys(cluster.dependents('u2'))).toEqual(['x/b']);
    expect(keys(cluster.dependents('none'))).toEqual([]);
    expect(keys(cluster.ownedBy('u1', 'Pod'))).toEqual(['w/a', 'x/a', 'x/b']);
    expect(keys(cluster.ownedBy('u1', 'ReplicaSet'))).toEqual(['x/r']);
    expect(keys(cluster.ownedBy('u1', 'Node'))).toEqual([]);
  });

  it('by node, pods alone', () => {
    expect(keys(cluster.podsOnNode('n1'))).toEqual(['w/a', 'x/b']);
    expect(keys(cluster.podsOnNode('n2'))).toEqual([]);
  });

  it('by labels, pods alone', () => {
    const labelled = (namespace: string, labels: Record<string, string>) =>
      keys(cluster.labelled('Pod', namespace, labels));
    expect(labelled('x', { app: 'web' })).toEqual(['x/a', 'x/b']);
    expect(labelled('x', { app: 'web', tier: 'x' })).toEqual(['x/b']);
    expect(labelled('x', { tier: 'x', app: 'web' })).toEqual(['x/b']);
    expect(labelled('x', { app: 'web', tier: 'y' })).toEqual([]);
    expect(labelled('x', { app: 'other' })).toEqual([]);
    expect(labelled('w', { app: 'web', tier: 'x' })).toEqual([]);
    expect(labelled('w', {})).toEqual(['w/a']);
    expect(labelled('none', {})).toEqual([]);
    const two = Cluster.of([
      pod('a', { labels: { a: '1', b: '1' } }),
      pod('b', { labels: { a: '1', b: '2' } }),
      pod('c', { labels: { a: '2', b: '1' } }),
    ]);
    expect(keys(two.labelled('Pod', 'x', { a: '1', b: '1' }))).toEqual(['x/a']);
    expect(keys(two.labelled('Pod', 'x', { b: '1', a: '2' }))).toEqual(['x/c']);
  });

  it('is told of with its version and how many changes made it', () => {
    expect([Cluster.empty.revision, Cluster.empty.version, Cluster.empty.kinds()]).toEqual([
      0,
      NEWEST_VERSION,
      [],
    ]);
    expect([cluster.revision, cluster.version]).toEqual([world.length, NEWEST_VERSION]);
    const older = Cluster.of(world, '1.31');
    expect([older.version, older.with(at('delete', world[0]!)).version]).toEqual(['1.31', '1.31']);
    expect(older.with(at('delete', world[0]!, world[1]!)).revision).toBe(world.length + 2);
    expect(older.with([])).toBe(older);
  });
});

describe('what changes', () => {
  const before = Cluster.of([
    pod('a', { labels: { app: 'web' }, owners: ['u1'], node: 'n1' }),
    pod('b', { labels: { app: 'web' } }),
  ]);
  const seen = (cluster: Cluster) => ({
    all: keys(cluster.list('Pod')),
    here: keys(cluster.list('Pod', 'x')),
    web: keys(cluster.labelled('Pod', 'x', { app: 'web' })),
    db: keys(cluster.labelled('Pod', 'x', { app: 'db' })),
    owned: [keys(cluster.dependents('u1')), keys(cluster.dependents('u2'))],
    nodes: [keys(cluster.podsOnNode('n1')), keys(cluster.podsOnNode('n2'))],
    kinds: cluster.kinds(),
  });
  const first = {
    all: ['x/a', 'x/b'],
    here: ['x/a', 'x/b'],
    web: ['x/a', 'x/b'],
    db: [],
    owned: [['x/a'], []],
    nodes: [['x/a'], []],
    kinds: ['Pod'],
  };

  it('moves in every index, and leaves the state before', () => {
    const after = before.with(at('update', pod('a', { labels: { app: 'db' }, owners: ['u2'], node: 'n2' })));
    expect(seen(after)).toEqual({
      ...first,
      web: ['x/b'],
      db: ['x/a'],
      owned: [[], ['x/a']],
      nodes: [[], ['x/a']],
    });
    expect(seen(before)).toEqual(first);
  });

  it('goes from every index', () => {
    const less = before.with(at('delete', pod('a')));
    expect(seen(less)).toEqual({
      ...first,
      all: ['x/b'],
      here: ['x/b'],
      web: ['x/b'],
      owned: [[], []],
      nodes: [[], []],
    });
    expect(seen(less.with(at('delete', pod('b'))))).toEqual({
      all: [],
      here: [],
      web: [],
      db: [],
      owned: [[], []],
      nodes: [[], []],
      kinds: [],
    });
    expect(seen(before.with(at('delete', pod('c'))))).toEqual(first);
  });

  it('is made by an update too, and replaced by what comes later', () => {
    expect(keys(before.with(at('update', pod('c'))).list('Pod'))).toEqual(['x/a', 'x/b', 'x/c']);
    const [one, two] = [pod('c', { node: 'n1' }), pod('c', { node: 'n2' })];
    const both = before.with([...at('create', one), ...at('create', two)]);
    expect(both.get('Pod', 'x/c')).toBe(two);
    expect([both.count('Pod'), keys(both.podsOnNode('n1')), keys(both.podsOnNode('n2'))]).toEqual([
      3,
      ['x/a'],
      ['x/c'],
    ]);
    expect(before.with([...at('create', one), ...at('delete', one)]).count('Pod')).toBe(2);
  });
});
