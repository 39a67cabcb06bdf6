import { describe, expect, it } from 'vitest';
import type { Pod } from '../../src/api/objects.js';
import { Cluster } from '../../src/cluster/cluster.js';
import { explain } from '../../src/explain/explain.js';
import { node, pod } from '../scheduler/build.js';
import { alone, needy, nodes, room, running, workload } from './rooms.js';
import { local, object, on, scheduler } from './told.js';

describe('a workload that is scaled down', () => {
  it.each([
    ['StatefulSet', 'statefulset/db', 'db-1 on b', 'without default/db-1'],
    ['Deployment', 'deployment/db', 'db-* on a', 'without default/db-*'],
    ['ReplicaSet', 'replicaset/db', 'db-* on a', 'without default/db-*'],
    ['ReplicationController', 'replicationcontroller/db', 'db-* on a', 'without default/db-*'],
  ])('is a %s', (kind, name, goes, without) => {
    const cluster = running(
      workload(kind, { replicas: 2, spec: { requests: { memory: '5Gi' }, affinity: alone } }),
      nodes('a', 'b'),
    );
    expect(room(cluster, needy('6Gi')).filter(([title]) => /^scale/.test(title!))).toEqual([
      [
        `scale ${name} down to 1 (now 2; ${goes} would go) → ${goes.at(-1)}`,
        `$ kubectl scale ${name} -n default --replicas=1`,
        without,
      ],
    ]);
  });

  it('is no DaemonSet and no Job', () => {
    for (const kind of ['DaemonSet', 'Job']) {
      const apiVersion = kind === 'Job' ? 'batch/v1' : 'apps/v1';
      const controlled = on('a', needy('6Gi'));
      const metadata = {
        name: 'x',
        namespace: 'default',
        ownerReferences: [{ apiVersion, kind, name: 'db', uid: 'uid-db', controller: true }],
      };
      const owner = local(apiVersion, kind, 'db', {
        metadata: { uid: 'uid-db' },
        spec: { replicas: 2, template: { spec: pod('db').spec } },
      });
      expect(room(Cluster.of([...nodes('a'), owner, { ...controlled, metadata }]), needy())).toEqual([]);
    }
  });

  it('loses as many pods as have to go, four at most, and keeps one', () => {
    const small = (replicas: number) =>
      running(workload('StatefulSet', { replicas, spec: { requests: { memory: '1Gi' } } }), [
        node('a', { size: { memory: '6Gi' } }),
      ]);
    const scaled = (replicas: number, memory: string) =>
      room(small(replicas), needy(memory)).filter(([title]) => /^scale/.test(title!));
    expect(scaled(6, '2Gi')).toEqual([
      [
        'scale statefulset/db down to 4 (now 6; db-5 on a, db-4 on a would go) → a',
        '$ kubectl scale statefulset/db -n default --replicas=4',
        'without default/db-5',
        'without default/db-4',
      ],
    ]);
    expect(scaled(6, '4Gi').map(([title]) => title)).toEqual([
      'scale statefulset/db down to 2 (now 6; db-5 on a, db-4 on a, db-3 on a, db-2 on a would go) → a',
    ]);
    expect(scaled(6, '5Gi')).toEqual([]);
    expect(scaled(5, '5Gi').map(([title]) => title)).toEqual([
      'scale statefulset/db down to 1 (now 5; db-4 on a, db-3 on a, db-2 on a, db-1 on a would go) → a',
    ]);
    expect(scaled(4, '5Gi').map(([title]) => title)).toEqual([
      'scale statefulset/db down to 1 (now 4; db-3 on a, db-2 on a, db-1 on a would go) → a',
    ]);
    expect(scaled(1, '6Gi')).toEqual([]);
  });

  it('by number, not by letters', () => {
    const cluster = running(
      workload('StatefulSet', {
        replicas: 2,
        spec: { requests: { cpu: '2' } },
        more: { ordinals: { start: 9 } },
      }),
      nodes('a'),
    );
    expect(room(cluster, pod('p', { requests: { cpu: '2' } })).map(([title]) => title)).toEqual([
      'shrink statefulset/db to at most 1 cpu (now 2; 2 pods on a) → a',
      'scale statefulset/db down to 1 (now 2; db-10 on a would go) → a',
    ]);
  });

  it('not beyond those that are on a node that lacks room', () => {
    // The last one is on b, which has a taint; the one before is on a.
    const cluster = running(
      workload('StatefulSet', { replicas: 2, spec: { requests: { memory: '5Gi' }, affinity: alone } }),
      nodes('a', 'b'),
    );
    const tainted = { ...node('b'), spec: { taints: [{ key: 'x', effect: 'NoSchedule' as const }] } };
    const after = cluster.with([{ verb: 'update', object: tainted }]);
    expect(room(after, needy('6Gi'))).toEqual([]);
    const three = running(
      workload('StatefulSet', { replicas: 3, spec: { requests: { memory: '5Gi' }, affinity: alone } }),
      nodes('a', 'b', 'c'),
    );
    const closed = three.with([{ verb: 'update', object: { ...tainted, metadata: node('c').metadata } }]);
    const nodeOf = (name: string) => closed.get('Pod', `default/${name}`)!.spec.nodeName;
    expect(['db-0', 'db-1', 'db-2'].map(nodeOf)).toEqual(['a', 'b', 'c']);
    expect(room(closed, needy('6Gi'))).toEqual([
      [
        'scale statefulset/db down to 1 (now 3; db-2 on c, db-1 on b would go) → b',
        '$ kubectl scale statefulset/db -n default --replicas=1',
        'without default/db-2',
        'without default/db-1',
      ],
    ]);
  });

  it('not where one of its pods waits, nor for its own pod', () => {
    const waits = running(
      workload('StatefulSet', { replicas: 3, spec: { requests: { memory: '5Gi' }, affinity: alone } }),
      nodes('a', 'b'),
    );
    expect(room(waits, needy('6Gi'))).toEqual([]);
    expect(room(waits, waits.get('Pod', 'default/db-2')!)).toEqual([]);
  });

  it('beside what else would help', () => {
    const cluster = running(
      workload('StatefulSet', { replicas: 2, spec: { requests: { memory: '5Gi' }, affinity: alone } }),
      nodes('a', 'b'),
    );
    expect(explain(cluster, needy('6Gi'), { scheduler }).fixes.map(({ title }) => title)).toEqual([
      'ask for at most 3Gi of memory (now 6Gi)',
      'scale statefulset/db down to 1 (now 2; db-1 on b would go)',
      'add a node with 6Gi memory free, untainted',
    ]);
    expect(explain(cluster, needy('4Gi'), { scheduler }).fixes.map(({ title }) => title)).toEqual([
      'ask for at most 3Gi of memory (now 4Gi)',
      'shrink statefulset/db to at most 4Gi memory (now 5Gi; 1 pod on a)',
      'scale statefulset/db down to 1 (now 2; db-1 on b would go)',
      'add a node with 4Gi memory free, untainted',
    ]);
  });

  it('that says how many it wants', () => {
    const cluster = running(workload('Deployment', {}), nodes('a'));
    expect(room(cluster, needy('6Gi'))).toEqual([]);
  });

  it.each<[what: string, kind: string, name: string, scaled: number]>([
    ['another kind', 'Deployment', 'db', 1],
    ['another name', 'StatefulSet', 'other', 1],
    ['itself', 'StatefulSet', 'db', 0],
  ])('an autoscaler of %s', (_what, kind, name, count) => {
    const autoscaler = local('autoscaling/v2', 'HorizontalPodAutoscaler', 'x', {
      spec: { minReplicas: 2, maxReplicas: 2, scaleTargetRef: { apiVersion: 'apps/v1', kind, name } },
    });
    const cluster = running(workload('StatefulSet', { replicas: 2, spec: { requests: { memory: '7Gi' } } }), [
      ...nodes('a', 'b'),
    ]).with([{ verb: 'create', object: autoscaler }]);
    expect(room(cluster, needy('7Gi')).length).toBe(count);
  });

  it('takes the pods that are missed least', () => {
    const cluster = running(workload('ReplicaSet', { replicas: 3, spec: { requests: { memory: '3Gi' } } }), [
      node('a', { size: { memory: '6Gi' } }),
      node('b', { size: { memory: '3Gi' } }),
    ]);
    const [first, ...others] = cluster.list('Pod').filter(({ spec }) => spec.nodeName === 'a');
    const goes = (costs: Record<string, string>) => {
      const changed = cluster.with(
        [first!, ...others].map((object) => {
          const cost = costs[object === first ? 'first' : 'second'];
          const annotations = { ...(cost && { 'controller.kubernetes.io/pod-deletion-cost': cost }) };
          return { verb: 'update', object: { ...object, metadata: { ...object.metadata, annotations } } };
        }),
      );
      const found = explain(changed, needy('3Gi'), { scheduler }).fixes.find(({ title }) =>
        /^scale/.test(title),
      );
      return found!.gone.map(({ metadata }) => (metadata.name === first!.metadata.name ? 'first' : 'second'));
    };
    expect(goes({ first: '-1' })).toEqual(['first']);
    expect(goes({ second: '-1' })).toEqual(['second']);
  });

  it.each(['a', 'b'])('takes one of those that share %s', (crowded) => {
    const cluster = running(
      workload('ReplicaSet', { replicas: 3, spec: { requests: { memory: '3Gi' } } }),
      ['a', 'b'].map((name) => node(name, { size: { memory: name === crowded ? '6Gi' : '3Gi' } })),
    );
    const { fixes } = explain(cluster, needy('3Gi'), { scheduler });
    const scale = fixes.find(({ title }) => /^scale/.test(title))!;
    expect([scale.node, ...scale.gone.map(({ spec }) => spec.nodeName)]).toEqual([crowded, crowded]);
  });

  it('tries none on a node that is closed anyhow', () => {
    const set = (name: string, where: string, replicas: number) => {
      const owner = {
        ...workload('StatefulSet', { replicas }),
        metadata: { name, namespace: 'default', uid: name },
      };
      const ownerReferences = [
        { apiVersion: 'apps/v1', kind: 'StatefulSet', name, uid: name, controller: true },
      ];
      const members = Array.from({ length: replicas }, (_, i) =>
        on(where, pod(`${name}-${i}`, { requests: { memory: '1Gi' } })),
      );
      return [owner, ...members.map((one) => ({ ...one, metadata: { ...one.metadata, ownerReferences } }))];
    };
    const closed = {
      ...node('z', { size: { memory: '4Gi' } }),
      spec: { taints: [{ key: 'x', effect: 'NoSchedule' as const }] },
    };
    const world = [
      node('a', { size: { memory: '4Gi' } }),
      closed,
      ...set('db', 'a', 4),
      ...set('aa', 'z', 3),
    ];
    expect(room(Cluster.of(world), needy('3Gi')).map(([title]) => title)).toEqual([
      'scale statefulset/db down to 1 (now 4; db-3 on a, db-2 on a, db-1 on a would go) → a',
    ]);
  });

  it('takes the younger one, and of two that are about as old by uid', () => {
    const set = {
      ...workload('ReplicaSet', { replicas: 2 }),
      metadata: { name: 'db', namespace: 'default', uid: 'db' },
    };
    const member = (name: string, created: string, ready: string) => {
      const one = on('a', pod(name, { requests: { memory: '3Gi' } }));
      const ownerReferences = [
        { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'db', uid: 'db', controller: true },
      ];
      const conditions = [{ type: 'Ready', status: 'True', lastTransitionTime: `2026-01-01T${ready}Z` }];
      return {
        ...one,
        metadata: {
          ...one.metadata,
          uid: name,
          creationTimestamp: `2026-01-01T${created}Z`,
          ownerReferences,
        },
        status: { phase: 'Running', conditions },
      } as Pod;
    };
    const goes = (...members: Pod[]) => {
      const { fixes } = explain(Cluster.of([node('a'), set, ...members]), needy('3Gi'), { scheduler });
      return fixes.find(({ title }) => /^scale/.test(title))!.gone.map(({ metadata }) => metadata.name);
    };
    expect(goes(member('a', '00:00:00', '00:00:10'), member('b', '08:00:00', '07:59:00'))).toEqual(['b']);
    expect(goes(member('a', '00:00:00', '00:00:10'), member('b', '08:00:00', '00:00:20'))).toEqual(['a']);
    expect(goes(member('b', '00:00:00', '00:00:10'), member('a', '08:00:00', '00:00:20'))).toEqual(['a']);
  });

  it('in its namespace', () => {
    const other = [
      object('v1', 'Namespace', 'other'),
      object('v1', 'ServiceAccount', 'default', { metadata: { namespace: 'other' } }),
    ];
    const cluster = running(
      workload('StatefulSet', {
        replicas: 2,
        namespace: 'other',
        spec: { requests: { memory: '5Gi' }, affinity: alone },
      }),
      [...other, ...nodes('a', 'b')],
    );
    expect(room(cluster, needy()).map((fix) => fix[1])).toEqual([
      '$ kubectl set resources statefulset/db -n other -c main --requests=memory=4Gi',
      '$ kubectl scale statefulset/db -n other --replicas=1',
    ]);
  });
});
