import { describe, expect, it } from 'vitest';
import type { KubeObject, Pod } from '../../../src/api/objects.js';
import { Cluster } from '../../../src/cluster/cluster.js';
import { defaultScheduler } from '../../../src/scheduler/configuration/scheduler.js';
import { scheduleOne } from '../../../src/scheduler/schedule-one.js';
import { namespaceLabels, SchedulerState } from '../../../src/scheduler/state/scheduler-state.js';
import { node, object, on, pod, verdicts } from '../build.js';

const change = (state: SchedulerState, verb: 'create' | 'update' | 'delete', ...objects: KubeObject[]) =>
  state.apply(objects.map((one) => ({ verb, object: one })));
const podsOn = (state: SchedulerState, name: string) =>
  state
    .node(name)
    ?.pods.map(({ pod: { metadata } }) => metadata.name)
    .join(' ');
const verdictOf = (state: SchedulerState, one: Pod) =>
  verdicts(scheduleOne(state, one, defaultScheduler(), { detail: true }));

describe('where pods are', () => {
  it('follows them as they come, move, end and go', () => {
    const state = SchedulerState.of([node('a'), node('b')]);
    change(state, 'create', on('a', pod('one')), on('a', pod('two')), pod('waiting'));
    expect([podsOn(state, 'a'), podsOn(state, 'b')]).toEqual(['one two', '']);
    change(state, 'update', on('b', pod('one')));
    expect([podsOn(state, 'a'), podsOn(state, 'b')]).toEqual(['two', 'one']);
    change(state, 'update', on('a', pod('two', { status: { phase: 'Succeeded' } })));
    change(state, 'update', pod('one'));
    expect([podsOn(state, 'a'), podsOn(state, 'b')]).toEqual(['', '']);
    change(
      state,
      'update',
      on('a', pod('two', { status: { phase: 'Running' } })),
      on('b', pod('one', { status: { phase: 'Failed' } })),
    );
    expect([podsOn(state, 'a'), podsOn(state, 'b')]).toEqual(['two', '']);
    change(state, 'delete', pod('two'), pod('none'));
    expect(podsOn(state, 'a')).toBe('');
    change(state, 'create', on('a', pod('one')), on('a', pod('one', { namespace: 'other' })));
    change(state, 'delete', pod('one', { namespace: 'other' }));
    expect(state.node('a')!.pods.map(({ key }) => key)).toEqual(['default/one']);
  });

  it('is known before their node is', () => {
    const state = SchedulerState.of([
      on('late', pod('one', { requests: { cpu: '3' } })),
      on('late', pod('two')),
      on('late', pod('three')),
    ]);
    expect(state.nodeCount).toBe(0);
    change(state, 'delete', pod('two'));
    change(state, 'create', node('late'));
    expect(podsOn(state, 'late')).toBe('one three');
    expect(verdictOf(state, pod('p', { requests: { cpu: '2' } }))).toEqual({
      late: 'NodeResourcesFit: Insufficient cpu',
    });
    change(state, 'delete', node('late'));
    expect(state.node('late')).toBe(undefined);
    change(state, 'delete', pod('three'));
    const copy = state.fork();
    change(state, 'create', node('late'));
    expect(podsOn(state, 'late')).toBe('one');
    change(copy, 'delete', pod('one'));
    change(copy, 'create', node('late'));
    expect([podsOn(copy, 'late'), podsOn(state, 'late')]).toEqual(['', 'one']);
    change(state, 'delete', pod('one'));
    expect(podsOn(state, 'late')).toBe('');
  });

  it('is read of a cluster', () => {
    const claim = object('v1', 'PersistentVolumeClaim', 'x', { metadata: { namespace: 'default' } });
    const state = SchedulerState.ofCluster(Cluster.of([on('b', pod('one')), node('b'), node('a'), claim]));
    expect([state.nodes().map(({ name }) => name), podsOn(state, 'b')]).toEqual([['a', 'b'], 'one']);
    expect(state.get('PersistentVolumeClaim', 'default/x')).toBe(claim);
  });

  it('counts by a label that is needed as without it, whenever it is asked first', () => {
    const state = SchedulerState.of([node('a'), node('b')]);
    const question = (name: string, needs?: { key: string; value: string }) => ({
      name,
      matches: ({ labels }: { labels: Readonly<Record<string, string>> }) => labels['app'] === 'web',
      needs,
    });
    const needs = { key: 'app', value: 'web' };
    const totals = (name: string) => [
      state.countPods('default', question(`${name} plain`)).total,
      state.countPods('default', question(`${name} needs`, needs)).total,
      state.countPods('', question(`${name} needs`, needs)).total,
      state.countPods('', question(`${name} none`, { key: 'app', value: 'none' })).total,
    ];
    const web = (name: string, home: string, namespace = 'default') =>
      on(home, pod(name, { namespace, labels: { app: 'web', tier: 'front' } }));
    change(state, 'create', web('one', 'a'), web('two', 'b', 'other'), on('a', pod('three')));
    expect(totals('first')).toEqual([1, 1, 2, 0]);
    change(state, 'create', web('four', 'b'), web('five', 'b'));
    change(state, 'delete', web('one', 'a'));
    expect([totals('first'), totals('later')]).toEqual([
      [2, 2, 3, 0],
      [2, 2, 3, 0],
    ]);
    // Of many questions the answers come from elsewhere.
    for (let i = 0; i < 20; i++) expect(totals(`many ${i}`)).toEqual([2, 2, 3, 0]);
    change(state, 'create', web('six', 'a'));
    change(state, 'delete', web('four', 'b'), web('two', 'b', 'other'));
    for (const name of ['first', 'many 19', 'last']) expect(totals(name)).toEqual([2, 2, 2, 0]);
  });

  it('tells the counts that plugins keep', () => {
    const state = SchedulerState.of([node('a'), node('b')]);
    const count = () =>
      state.countPods('default', { name: 'web', matches: ({ labels }) => labels['app'] === 'web' });
    const everywhere = () =>
      state.countPods('', { name: 'web', matches: ({ labels }) => labels['app'] === 'web' });
    const web = (name: string, home: string, namespace = 'default') =>
      on(home, pod(name, { namespace, labels: { app: 'web' } }));
    expect([count().total, everywhere().total]).toEqual([0, 0]);
    change(
      state,
      'create',
      web('one', 'a'),
      web('two', 'b'),
      web('three', 'b', 'other'),
      on('a', pod('four')),
    );
    expect([count().total, everywhere().total, [...count().slots()]]).toEqual([2, 3, [0, 1]]);
    const { counts, total } = everywhere().byDomain(state.topology('kubernetes.io/hostname'));
    expect([[...counts], total]).toEqual([[1, 2], 3]);
    change(state, 'delete', web('one', 'a'));
    expect([count().total, [...count().slots()], [...counts]]).toEqual([1, [1], [0, 2]]);
    expect(everywhere().byDomain(state.topology('kubernetes.io/hostname')).total).toBe(2);
    expect([...count().bySlot(40)].slice(0, 3)).toEqual([0, 1, 0]);
    expect(count().bySlot(40).length).toBeGreaterThanOrEqual(40);
    // A copy counts anew.
    const copy = state.fork();
    change(copy, 'delete', web('two', 'b'));
    const inCopy = copy.countPods('default', {
      name: 'web',
      matches: ({ labels }) => labels['app'] === 'web',
    });
    expect([inCopy.total, count().total]).toEqual([0, 1]);
  });
});

describe('counts over many nodes', () => {
  const names = Array.from({ length: 40 }, (_, i) => `n${i}`);
  const half = (i: number) => (i % 2 === 0 ? 'even' : 'odd');
  const web = (i: number) => on(`n${i}`, pod(`web${i}`, { labels: { app: 'web' } }));

  it('grow with them, before and after they are asked for', () => {
    const state = SchedulerState.of(names.map((name, i) => node(name, { labels: { half: half(i) } })));
    const count = () =>
      state.countPods('', { name: 'web', matches: ({ labels }) => labels['app'] === 'web' });
    const sums = () => [
      count().total,
      [...count().slots()],
      [...count().byDomain(state.topology('half')).counts],
    ];
    change(state, 'create', web(3), web(15), web(16));
    expect(sums()).toEqual([3, [3, 15, 16], [1, 2]]);
    change(state, 'create', web(17), web(38), web(39));
    expect(sums()).toEqual([6, [3, 15, 16, 17, 38, 39], [2, 4]]);
    change(state, 'delete', web(16), web(39));
    expect(sums()).toEqual([4, [3, 15, 17, 38], [1, 3]]);
    const fresh = SchedulerState.of(names.map((name) => node(name)));
    change(fresh, 'create', web(33));
    expect([...fresh.countPods('', { name: 'web', matches: () => true }).slots()]).toEqual([33]);
  });

  it('of terms are kept by copies, too', () => {
    const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'me' } } };
    const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
    const shy = (i: number) => on(`n${i}`, pod(`shy${i}`, { affinity }));
    const state = SchedulerState.of(names.map((name) => node(name)));
    change(state, 'create', shy(1), shy(37));
    const groups = (one: SchedulerState) =>
      [...one.termIndex.groups('requiredAntiAffinity')].map(({ tally, weight }) => [
        weight,
        [...tally.slots()],
        tally.total,
      ]);
    expect(groups(state)).toEqual([[1, [1, 37], 2]]);
    const copy = state.fork();
    change(state, 'delete', shy(37));
    expect([groups(state), groups(copy)]).toEqual([[[1, [1], 1]], [[1, [1, 37], 2]]]);
    change(state, 'delete', shy(1));
    change(copy, 'create', shy(20));
    expect([groups(state), groups(copy)]).toEqual([[], [[1, [1, 20, 37], 3]]]);
  });
});

describe('values of labels', () => {
  it('are numbered in the order of nodes', () => {
    const racked = (name: string, rack?: string) => node(name, { labels: { ...(rack && { rack }) } });
    const state = SchedulerState.of([racked('a', '2'), racked('b'), racked('c', '1'), racked('d', '2')]);
    const topology = state.topology('rack');
    expect([topology.key, topology.values, [...topology.domainOf]]).toEqual([
      'rack',
      ['2', '1'],
      [0, -1, 1, 0],
    ]);
    expect(state.topology('rack')).toBe(topology);
    change(state, 'delete', racked('a'));
    expect([state.topology('rack').values, [...state.topology('rack').domainOf]]).toEqual([
      ['1', '2'],
      [-1, -1, 0, 1],
    ]);
    expect(state.topology('constructor').values).toEqual([]);
  });
});

describe('what is worked out of all nodes', () => {
  it('stays until one of them changes', () => {
    const state = SchedulerState.of([node('a'), node('b')]);
    let asked = 0;
    const look = () => [
      state.order(),
      state.slotsInOrder(),
      state.table(),
      state.topology('kubernetes.io/hostname'),
      state.nodesThat('is b', ({ name }) => {
        asked += 1;
        return name === 'b';
      }),
    ];
    const first = look();
    const again = look();
    change(state, 'create', on('a', pod('one')));
    for (const [i, one] of look().entries()) {
      expect(again[i]).toBe(first[i]);
      expect(one).toBe(first[i]);
    }
    expect(asked).toBe(2);
    expect([...state.nodesThat('is b', () => true)]).toEqual([0, 1]);
    expect([...state.nodesThat('is anything', () => true)]).toEqual([1, 1]);
    change(state, 'update', node('a'));
    for (const [i, one] of look().entries()) expect(one).not.toBe(first[i]);
    expect([...state.nodesThat('is b', () => true)]).toEqual([0, 1]);
    change(state, 'delete', node('b'));
    expect([...state.nodesThat('is b', () => true)]).toEqual([1, 0]);
  });

  it('is the sums of each node, also of those whose pods change', () => {
    const size = { cpu: '1', memory: '2', 'ephemeral-storage': '3', pods: '4' };
    const state = SchedulerState.of([node('a'), node('b', { size })]);
    const row = () =>
      Object.fromEntries(Object.entries(state.table()).map(([column, values]) => [column, values[1]]));
    const allocatable = {
      allocatableCpu: 1000,
      allocatableMemory: 2,
      allocatableEphemeralStorage: 3,
      allocatablePods: 4,
    };
    const nothing = { pods: 0, cpu: 0, memory: 0, ephemeralStorage: 0, nonZeroCpu: 0, nonZeroMemory: 0 };
    expect(row()).toEqual({ ...nothing, ...allocatable });
    const one = on('b', pod('one', { requests: { cpu: '5m', 'ephemeral-storage': '7' } }));
    change(state, 'create', one);
    const sums = { pods: 1, cpu: 5, memory: 0, ephemeralStorage: 7, nonZeroCpu: 5, nonZeroMemory: 209715200 };
    expect(row()).toEqual({ ...sums, ...allocatable });
    change(state, 'delete', one);
    expect(row()).toEqual({ ...nothing, ...allocatable });
  });
});

describe('what changed', () => {
  it('is told by slot, from a position on', () => {
    const state = SchedulerState.of([node('a'), node('b')]);
    const { position, nodeEpoch } = state;
    expect(state.changedSince(position)).toEqual([]);
    change(state, 'create', on('b', pod('one')), on('a', pod('two')), pod('waiting'));
    change(state, 'delete', pod('one'));
    expect(state.changedSince(position)).toEqual([1, 0, 1]);
    expect(state.position).toBe(position + 3);
    expect(state.changedSince(position + 2)).toEqual([1]);
    expect(state.nodeEpoch).toBe(nodeEpoch);
    change(state, 'update', node('a'));
    expect(state.changedSince(position)).toEqual([1, 0, 1, 0]);
    expect(state.nodeEpoch).toBeGreaterThan(nodeEpoch);
  });

  it('is forgotten after a while', () => {
    const state = SchedulerState.of([node('a')]);
    const { position } = state;
    const bare: Pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'one' },
      spec: { containers: [], nodeName: 'a' },
    };
    const flips = Array.from(
      { length: 20_000 },
      (_, i) => ({ verb: i % 2 === 0 ? 'create' : 'delete', object: bare }) as const,
    );
    state.apply(flips.slice(0, 20_000 - position));
    expect(state.changedSince(0)).toHaveLength(20_000);
    state.apply(flips.slice(19_999));
    expect(state.changedSince(9_999)).toBe(undefined);
    expect(state.changedSince(10_000)).toHaveLength(10_001);
    expect(state.changedSince(position)).toBe(undefined);
    const recent = state.position;
    state.apply(flips.slice(0, 1));
    expect(state.changedSince(recent)).toEqual([0]);
    expect(state.changedSince(recent - 5)).toHaveLength(6);
  });

  it('includes device classes, by which nodes are to be asked again', () => {
    const state = SchedulerState.of([node('a')]);
    const gpu = object('resource.k8s.io/v1', 'DeviceClass', 'gpu', {
      spec: { extendedResourceName: 'x.com/gpu' },
    });
    const one = pod('p', { requests: { 'x.com/gpu': '1' } });
    const look = () => verdictOf(state, one)['a'];
    const refused = '!NodeResourcesFit: Insufficient x.com/gpu';
    expect(look()).toBe(refused);
    change(state, 'create', gpu);
    expect(look()).toBe('fits');
    change(state, 'delete', gpu);
    expect(look()).toBe(refused);
  });
});

describe('pods that are nominated', () => {
  const nominee = (name: string, home: string) => pod(name, { status: { nominatedNodeName: home } });
  const nominated = (state: SchedulerState) =>
    Object.fromEntries(
      [...state.nominatedNodes()].map((name) => [name, state.nominatedPods(name).map(({ key }) => key)]),
    );

  it('are known by node until they are placed, moved or gone', () => {
    const state = SchedulerState.of([
      node('a'),
      nominee('one', 'a'),
      nominee('two', 'a'),
      nominee('three', 'b'),
    ]);
    expect(state.hasNominatedPods).toBe(true);
    expect(nominated(state)).toEqual({ a: ['default/one', 'default/two'], b: ['default/three'] });
    change(state, 'update', nominee('one', 'b'), on('a', nominee('three', 'b')));
    expect(nominated(state)).toEqual({ a: ['default/two'], b: ['default/one'] });
    const copy = state.fork();
    change(state, 'delete', pod('two'));
    change(state, 'update', pod('one'));
    expect([nominated(state), state.hasNominatedPods, [...state.nominatedPods('a')]]).toEqual([
      {},
      false,
      [],
    ]);
    expect(nominated(copy)).toEqual({ a: ['default/two'], b: ['default/one'] });
    change(copy, 'update', pod('two', { status: { nominatedNodeName: 'a', phase: 'Failed' } }));
    change(copy, 'delete', pod('one'));
    expect([nominated(copy), copy.hasNominatedPods]).toEqual([{}, false]);
  });
});

describe('other objects', () => {
  const service = (name: string, namespace: string, spec: object = {}) =>
    object('v1', 'Service', name, { metadata: { namespace }, spec });

  it('are listed by key, and forgotten', () => {
    const state = SchedulerState.of([service('b', 'x'), service('a', 'y'), service('a', 'x')]);
    const keys = () => state.list('Service').map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
    expect(keys()).toEqual(['x/a', 'x/b', 'y/a']);
    expect(state.list('Service')).toBe(state.list('Service'));
    change(state, 'create', service('c', 'x'));
    expect(keys()).toEqual(['x/a', 'x/b', 'x/c', 'y/a']);
    const copy = state.fork();
    change(state, 'delete', service('a', 'x'));
    expect([keys(), state.get('Service', 'x/a'), copy.list('Service').length]).toEqual([
      ['x/b', 'x/c', 'y/a'],
      undefined,
      4,
    ]);
    const changed = service('b', 'x', { clusterIP: 'None' });
    change(state, 'update', changed);
    expect(state.get('Service', 'x/b')).toBe(changed);
    expect(copy.get('Service', 'x/b')).not.toBe(changed);
    expect([...state.list('Namespace')]).toEqual([]);
  });

  it('are of these kinds and no other', () => {
    const kinds = [
      'Namespace',
      'Service',
      'ReplicationController',
      'ReplicaSet',
      'StatefulSet',
      'PersistentVolume',
      'PersistentVolumeClaim',
      'StorageClass',
      'CSINode',
      'CSIDriver',
      'CSIStorageCapacity',
      'VolumeAttachment',
      'PodDisruptionBudget',
      'ResourceClaim',
      'ResourceSlice',
      'DeviceClass',
    ];
    const objects = [...kinds, 'ConfigMap', 'Deployment'].map((kind) => object('v1', kind, 'x'));
    for (const state of [SchedulerState.of(objects), SchedulerState.ofCluster(Cluster.of(objects))]) {
      for (const kind of kinds) expect(state.list(kind).length, kind).toBe(1);
      expect([state.list('ConfigMap').length, state.list('Deployment').length]).toEqual([0, 0]);
    }
  });

  it('are of Kubernetes’ own groups', () => {
    const state = SchedulerState.of([object('serving.knative.dev/v1', 'Service', 'x')]);
    expect(state.list('Service').length).toBe(0);
    change(state, 'delete', object('serving.knative.dev/v1', 'Service', 'x'));
  });

  it('tell the labels of namespaces', () => {
    const state = SchedulerState.of([
      object('v1', 'Namespace', 'a', { metadata: { labels: { team: 'x' } } }),
      object('v1', 'Namespace', 'b'),
    ]);
    expect([namespaceLabels(state, 'a'), namespaceLabels(state, 'b'), namespaceLabels(state, 'c')]).toEqual([
      { team: 'x' },
      {},
      undefined,
    ]);
  });
});

describe('users of claims and priorities', () => {
  const user = (name: string, ...claims: string[]) =>
    on(
      'a',
      pod(name, {
        volumes: claims.map((claimName) => ({ name: claimName, persistentVolumeClaim: { claimName } })),
      }),
    );

  it('are counted while they are placed', () => {
    const state = SchedulerState.of([node('a'), user('one', 'x', 'y'), user('two', 'x')]);
    const users = (one: SchedulerState) => ['x', 'y', 'z'].map((name) => one.claimUsers(`default/${name}`));
    expect(users(state)).toEqual([2, 1, 0]);
    const copy = state.fork();
    change(state, 'delete', user('one'));
    expect([users(state), users(copy)]).toEqual([
      [1, 0, 0],
      [2, 1, 0],
    ]);
  });

  it('tell whether anyone is less important', () => {
    const state = SchedulerState.of([
      node('a'),
      on('a', pod('one', { priority: 5 })),
      on('a', pod('two', { priority: 5 })),
    ]);
    const below = (one: SchedulerState) => [5, 6].map((priority) => one.hasPodsBelow(priority));
    expect(below(state)).toEqual([false, true]);
    const copy = state.fork();
    change(state, 'delete', pod('one'));
    expect(below(state)).toEqual([false, true]);
    change(state, 'delete', pod('two'));
    expect([below(state), below(copy)]).toEqual([
      [false, false],
      [false, true],
    ]);
  });
});

it('the nodes that have an image are counted for each copy by itself', () => {
  const images = [{ names: ['app:1'], sizeBytes: 7 }];
  const state = SchedulerState.of([node('a', { images }), node('b', { images })]);
  const copy = state.fork();
  change(state, 'delete', node('a', { images }));
  expect([state.image('app:1'), copy.image('app:1')]).toEqual([
    { size: 7, nodes: 1 },
    { size: 7, nodes: 2 },
  ]);
});
