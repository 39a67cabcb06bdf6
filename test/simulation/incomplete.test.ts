import { describe, expect, it } from 'vitest';
import { ALL_KINDS } from '../../src/admission/groups/all.js';
import type { AnyObject, KubeObject } from '../../src/api/objects.js';
import { adopt } from '../../src/apiserver/adopt.js';
import { Cluster } from '../../src/cluster/cluster.js';
import { parseNodes } from '../../src/cluster/node-spec.js';
import { completed, namespacesLack } from '../../src/simulation/incomplete.js';
import { simulate } from '../../src/simulation/simulate.js';
import { bare, deployment, world } from './worlds.js';

const all = (cluster: Cluster): KubeObject[] =>
  cluster.kinds().flatMap((kind) => cluster.list(kind) as KubeObject[]);
const run = (cluster: Cluster, ...objects: KubeObject[]) =>
  simulate(
    cluster,
    objects.map((object) => ({ object })),
  );
const old = deployment('web', 'web:1', { replicas: 3 });
const running = all(run(world('2x cpu=4'), old).cluster);
const without = (...kinds: string[]) => running.filter(({ kind }) => !kinds.includes(kind));
const lacks = (held: KubeObject[], made: KubeObject[] = []) =>
  completed(held, made, '1.37').lacks.map(({ text }) => text);
const names = (held: KubeObject[]) =>
  completed(held, [], '1.37').objects.map(({ kind, metadata: { name } }) => `${kind} ${name}`);

describe('a dump that leaves out what its pods speak of', () => {
  it('lacks nothing where all is there, or no pod runs', () => {
    expect(lacks(running)).toEqual([]);
    expect(lacks(without('Pod', 'Node', 'ServiceAccount'))).toEqual([]);
    expect(
      lacks([bare('done', { nodeName: 'x' }, {})].map((pod) => ({ ...pod, status: { phase: 'Failed' } }))),
    ).toEqual([]);
  });

  it('has the nodes on which its pods run, unless others are said', () => {
    const held = without('Node');
    expect(lacks(held)).toEqual([
      'no nodes, though 3 pods run on node-1 and node-2: taken to be there, with 4 cpu and 16Gi each',
    ]);
    expect(names(held)).toEqual(['Node node-1', 'Node node-2']);
    expect(lacks(held, parseNodes('2x cpu=9'))).toEqual([]);
    expect(lacks(held, parseNodes('name=other'))).toEqual([
      'not all nodes: 3 pods run on node-1 and node-2, and are lost',
    ]);
    expect(lacks([...running, bare('a', { nodeName: 'gone', serviceAccountName: 'default' })])).toEqual([
      'not all nodes: 1 pod runs on gone, and is lost',
    ]);
    const many = Array.from({ length: 7 }, (_, i) => bare(`p${i}`, { nodeName: `n${i}` }));
    expect(lacks([...without('Node', 'Pod'), ...many])[0]).toBe(
      'no nodes, though 7 pods run on n0, n1, n2, n3, n4 and 2 more: taken to be there, with 4 cpu and 16Gi each',
    );
  });

  it('has the accounts that its pods name, but for those that every namespace has', () => {
    const held = [
      ...without('ServiceAccount', 'Pod', 'ReplicaSet'),
      bare('a', { nodeName: 'node-1', serviceAccountName: 'app' }),
      bare('b', { serviceAccountName: 'default' }, { namespace: undefined }),
      bare('c', { serviceAccountName: 'app' }, { namespace: 'shop' }),
      bare('d', { serviceAccountName: 'own' }, { namespace: undefined }),
    ];
    expect(lacks(held)).toEqual(['no ServiceAccounts: those that its pods name are taken to be there']);
    expect(names(held)).toEqual(['ServiceAccount app', 'ServiceAccount app', 'ServiceAccount own']);
    expect(lacks(without('ServiceAccount'))).toEqual([]);
  });

  it('has the namespaces that are named', () => {
    const [pod] = running.filter(({ kind }) => kind === 'Pod') as [KubeObject];
    const many = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    expect(namespacesLack([pod], many)).toEqual([
      { kinds: ['Namespace'], text: 'no Namespaces: a, b, c, d, e and 2 more taken to be there' },
    ]);
    expect(namespacesLack([pod], [])).toEqual([]);
    expect(namespacesLack([], ['a'])).toEqual([]);
    expect(namespacesLack(running, ['a'])).toEqual([]);
  });

  it('has the workloads that pods tell whole; of the others it says that nobody looks after them', () => {
    const owner = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db', uid: 'db', controller: true };
    const job = { ...owner, apiVersion: 'batch/v1', kind: 'Job' };
    const node = { ...owner, apiVersion: 'v1', kind: 'Node' };
    const owned = (name: string, by: object) => bare(name, { nodeName: 'node-1' }, { ownerReferences: [by] });
    expect(lacks([...running, owned('db-0', owner)])).toEqual([
      'no StatefulSets, though 1 pod belongs to one: made of those, to keep as many',
    ]);
    expect(names([...running, owned('db-0', owner)])).toEqual(['StatefulSet db']);
    expect(lacks([...running, owned('db-0', owner), owned('db-2', owner)])).toEqual([
      'no StatefulSets, though 2 pods belong to some: nobody looks after those',
    ]);
    expect(names([...running, owned('db-0', owner), owned('db-2', owner)])).toEqual([]);
    expect(lacks([...running, owned('static', node)])).toEqual([]);
    expect(lacks([...without('ReplicaSet', 'Deployment'), owned('db-0', owner), owned('a', job)])).toEqual([
      'no ReplicaSets and StatefulSets, though 4 pods belong to some: made of those, to keep as many',
      'no Jobs, though 1 pod belongs to one: nobody looks after those',
    ]);
    expect(lacks([...without('ReplicaSet'), owned('db-0', owner)])).toEqual([
      'no ReplicaSets, though 3 pods belong to some: taken to be as their Deployments say',
      'no StatefulSets, though 1 pod belongs to one: made of those, to keep as many',
    ]);
  });
});

describe('workloads that a dump leaves out', () => {
  const base = { labels: { app: 'a' } };
  const template = { metadata: base, spec: { containers: [{ name: 'a', image: 'a:1' }] } };
  const selector = { matchLabels: { app: 'a' } };
  const workload = (apiVersion: string, kind: string, spec: object): KubeObject =>
    ({ apiVersion, kind, metadata: { name: 'a', namespace: 'default' }, spec }) as KubeObject;
  const claim = {
    metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  };
  const kinds: [string, KubeObject][] = [
    ['DaemonSet', workload('apps/v1', 'DaemonSet', { selector, template })],
    ['ReplicaSet', workload('apps/v1', 'ReplicaSet', { replicas: 2, selector, template })],
    [
      'ReplicationController',
      workload('v1', 'ReplicationController', { replicas: 2, selector: { app: 'a' }, template }),
    ],
    [
      'StatefulSet',
      workload('apps/v1', 'StatefulSet', {
        replicas: 2,
        serviceName: 'a',
        ordinals: { start: 3 },
        podManagementPolicy: 'Parallel',
        selector,
        template,
        volumeClaimTemplates: [claim],
      }),
    ],
  ];

  it.each(kinds)('%s: it is as its manifest says, where there is one', (kind, object) => {
    const ran = all(run(world('2x cpu=4'), object).cluster);
    const held = ran.filter((one) => one.kind !== kind && one.kind !== 'ControllerRevision');
    const { objects, lacks: said } = completed(held, [], '1.37', [object]);
    if (kind === 'StatefulSet') {
      // Its claims are not in the dump: they would be made anew.
      const bare = held.filter((one) => one.kind !== 'PersistentVolumeClaim');
      expect(completed(bare, [], '1.37', [object]).objects).toEqual([]);
    }
    expect(said.map(({ text }) => text)).toEqual([expect.stringContaining('made of those, to keep as many')]);
    const adopted = objects.map((one) => adopt(one, Cluster.of([], '1.37'), ALL_KINDS).object);
    const plan = run(Cluster.of([...held, ...adopted]), object);
    expect(plan.steps.filter(({ object: { kind: changed } }) => changed === 'Pod')).toEqual([]);
    expect(plan.workloads.map(({ state }) => state).filter((state) => state === 'stuck')).toEqual(
      kind === 'StatefulSet' ? ['stuck'] : [],
    );
  });

  it.each(kinds)('%s: its pods stay as they are, and one that goes comes again', (kind, object) => {
    const ran = all(run(world('2x cpu=4'), object).cluster);
    const held = ran.filter((one) => one.kind !== kind && one.kind !== 'ControllerRevision');
    expect(held.filter((one) => one.kind === 'Pod')).toHaveLength(2);
    const whole = Cluster.of([...held, ...completed(held, [], '1.37').objects]);
    expect(run(whole).steps.filter(({ object: { kind: changed } }) => changed === 'Pod')).toEqual([]);
    const [gone, ...rest] = whole.list('Pod');
    const left = whole.with([{ verb: 'delete', object: gone! }]);
    const after = run(left).cluster.list('Pod');
    expect(after).toHaveLength(2);
    expect(after.map(({ metadata }) => metadata.name)).toContain(rest[0]?.metadata.name);
    const [made] = after.filter(({ metadata }) => metadata.name !== rest[0]?.metadata.name);
    expect(made?.spec.containers[0]?.image).toBe('a:1');
    if (kind === 'StatefulSet') expect(made?.metadata.name).toBe(gone?.metadata.name);
    if (kind === 'DaemonSet') expect(made?.spec.nodeName).toBe(gone?.spec.nodeName);
  });
});

describe('ReplicaSets that a dump leaves out', () => {
  const sets = (held: KubeObject[]) =>
    completed(held, [], '1.37').objects.map((object) => {
      const { metadata, spec } = object as AnyObject;
      const { replicas, template } = spec as {
        replicas: number;
        template: { spec: { containers: { image: string }[] } };
      };
      return `${metadata.name} ${replicas} ${template.spec.containers[0]?.image} ${metadata.annotations?.['deployment.kubernetes.io/revision']}`;
    });
  const [set] = running.filter(({ kind }) => kind === 'ReplicaSet');

  it('are as the Deployment and its pods say, so that nothing happens by itself', () => {
    const held = without('ReplicaSet');
    expect(sets(held)).toEqual([`${set?.metadata.name} 3 web:1 1`]);
    const whole = Cluster.of([...held, ...completed(held, [], '1.37').objects]);
    const plan = run(whole, deployment('web', 'web:1', { replicas: 2 }));
    expect(plan.beforehand.steps).toEqual([]);
    expect(plan.counts.pods).toMatchObject({ created: 0, deleted: 1 });
  });

  it('are several in the middle of a rollout: the one with the template’s hash is the new one', () => {
    const next = deployment('web', 'web:2', { replicas: 3 });
    const broken = {
      ...next,
      spec: { ...(next as { spec?: object }).spec, progressDeadlineSeconds: 9 },
    } as KubeObject;
    const half = simulate(Cluster.of(running), [{ object: broken }], { maxSteps: 4 }).cluster;
    const held = all(half).filter(({ kind }) => kind !== 'ReplicaSet');
    expect(
      sets(held)
        .map((text) => text.replace(/^web-\S+ /, ''))
        .sort(),
    ).toEqual(['1 web:2 2', '3 web:1 1']);
  });

  it('have no hash in their selectors where their pods have none', () => {
    const bald = without('ReplicaSet').map((object) =>
      object.kind === 'Pod'
        ? { ...object, metadata: { ...object.metadata, labels: { app: 'web' } } }
        : object,
    );
    expect(
      completed(bald, [], '1.37').objects.map(
        (object) => ((object as AnyObject)['spec'] as { selector: object }).selector,
      ),
    ).toEqual([{ matchLabels: { app: 'web' } }]);
  });
});
