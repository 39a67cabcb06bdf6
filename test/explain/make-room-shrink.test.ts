import { describe, expect, it } from 'vitest';
import type { Pod } from '../../src/api/objects.js';
import type { Cluster } from '../../src/cluster/cluster.js';
import { readSchedulerConfiguration } from '../../src/scheduler/configuration/read.js';
import { node, pod } from '../scheduler/build.js';
import { alone, needy, nodes, type Parts, room, running, workload } from './rooms.js';

describe('a workload that is shrunk', () => {
  const two = (requests: Record<string, string>, other: Record<string, string> = {}, more = {}) => ({
    containers: [
      { name: 'main', image: 'app:1', resources: { requests } },
      { name: 'side', image: 'app:1', resources: { requests: other } },
    ],
    ...more,
  });
  const set = (spec: Parts['spec'], world = nodes('a'), replicas = 1) =>
    running(workload('StatefulSet', { replicas, ...(spec && { spec }) }), world);

  it('gives what is short, cpu or memory, from the container that asks for most', () => {
    expect(room(set({ requests: { memory: '5Gi' } }), needy('4Gi'))).toEqual([
      [
        'shrink statefulset/db to at most 4Gi memory (now 5Gi; 1 pod on a) → a',
        '$ kubectl set resources statefulset/db -n default -c main --requests=memory=4Gi',
        'without default/db-0',
      ],
    ]);
    expect(room(set(two({ cpu: '1' }, { cpu: '2' })), pod('p', { requests: { cpu: '1500m' } }))).toEqual([
      [
        'shrink statefulset/db to at most 1.5 cpu in container side (now 2; 1 pod on a) → a',
        '$ kubectl set resources statefulset/db -n default -c side --requests=cpu=1500m',
        'without default/db-0',
      ],
    ]);
  });

  it('gives it with all its pods on the node', () => {
    const cluster = set({ requests: { memory: '2Gi' } }, nodes('a'), 3);
    expect(room(cluster, needy('3Gi'))).toEqual([
      [
        'shrink statefulset/db to at most 1.7Gi memory (now 2Gi; 3 pods on a) → a',
        '$ kubectl set resources statefulset/db -n default -c main --requests=memory=1706Mi',
        'without default/db-0',
        'without default/db-1',
        'without default/db-2',
      ],
      [
        'scale statefulset/db down to 2 (now 3; db-2 on a would go) → a',
        '$ kubectl scale statefulset/db -n default --replicas=2',
        'without default/db-2',
      ],
    ]);
  });

  it('keeps half of what it asks for', () => {
    const titled = (one: Pod) => room(set({ requests: { memory: '8Gi' } }), one).map(([title]) => title);
    expect(titled(needy('4Gi'))).toEqual([
      'shrink statefulset/db to at most 4Gi memory (now 8Gi; 1 pod on a) → a',
    ]);
    expect(titled(needy('4097Mi'))).toEqual([]);
  });

  it('least first', () => {
    const world = [node('a', { size: { memory: '8Gi' } }), node('b', { size: { memory: '7Gi' } })];
    const cluster = running(
      workload('StatefulSet', { replicas: 2, spec: { requests: { memory: '6Gi' }, affinity: alone } }),
      world,
    );
    expect(room(cluster, needy('3Gi')).map(([title]) => title)).toEqual([
      'shrink statefulset/db to at most 5Gi memory (now 6Gi; 1 pod on a) → a',
      'scale statefulset/db down to 1 (now 2; db-1 on b would go) → b',
    ]);
  });

  it.each<[what: string, cluster: () => Cluster, one: Pod]>([
    [
      'gives no local disk',
      () => set({ requests: { 'ephemeral-storage': '60Gi' } }),
      pod('p', { requests: { 'ephemeral-storage': '50Gi' } }),
    ],
    [
      'gives no two resources',
      () => set({ requests: { memory: '5Gi', cpu: '3' } }),
      pod('p', { requests: { memory: '4Gi', cpu: '2' } }),
    ],
    [
      'gives none of what it starts with',
      () =>
        set({
          ...two({ memory: '1Gi' }),
          initContainers: [{ name: 'init', image: 'app:1', resources: { requests: { memory: '5Gi' } } }],
        }),
      needy('4Gi'),
    ],
    [
      'gives none of what it asks for as a whole',
      () => set({ ...two({ cpu: '1' }), resources: { requests: { memory: '5Gi' } } }),
      needy('4Gi'),
    ],
    ['asks for nothing', () => set({}, [node('a', { size: { pods: '1' } })]), pod('p')],
    ['is no ReplicaSet', () => running(workload('ReplicaSet', { replicas: 1 }), nodes('a')), needy('4Gi')],
    [
      'that waits for its pod to go takes none of its room',
      () =>
        running(
          workload('StatefulSet', { replicas: 1, more: { updateStrategy: { type: 'OnDelete' } } }),
          nodes('a'),
        ),
      needy('4Gi'),
    ],
  ])('%s', (_what, cluster, one) => {
    expect(room(cluster(), one)).toEqual([]);
  });

  it('by the scheduler that places its pods', () => {
    const { scheduler: mine } = readSchedulerConfiguration({
      apiVersion: 'kubescheduler.config.k8s.io/v1',
      kind: 'KubeSchedulerConfiguration',
      profiles: [{ schedulerName: 'mine' }],
    });
    const spec = { schedulerName: 'mine', requests: { memory: '5Gi' } };
    const cluster = running(workload('StatefulSet', { replicas: 1, spec }), nodes('a'), mine);
    const waiting = pod('p', { schedulerName: 'mine', requests: { memory: '4Gi' } });
    expect(room(cluster, waiting, mine).map(([title]) => title)).toEqual([
      'shrink statefulset/db to at most 4Gi memory (now 5Gi; 1 pod on a) → a',
    ]);
  });

  it('not where another pod that waits would take the room', () => {
    const cluster = set({ requests: { memory: '5Gi' } });
    const other = pod('other', {
      priority: 10,
      preemptionPolicy: 'Never',
      requests: { memory: '4Gi' },
      status: { phase: 'Pending' },
    });
    const waiting = cluster.with([{ verb: 'create', object: other }]);
    expect(room(waiting, needy('4Gi'))).toEqual([]);
  });

  it('not where its new pods would wait instead, or take the room themselves', () => {
    // A Deployment adds the new pod before it takes the old one: beside it there is room, or there is not.
    const rolled = (memory: string, one: Pod) =>
      room(running(workload('Deployment', { replicas: 1, spec: { requests: { memory } } }), nodes('a')), one);
    expect(rolled('5Gi', needy('4Gi'))).toEqual([]);
    expect(rolled('3500Mi', pod('p', { requests: { memory: '5Gi' } })).map(([title]) => title)).toEqual([
      'shrink deployment/db to at most 3Gi memory (now 3.4Gi; 1 pod on a) → a',
    ]);
    const recreated = running(
      workload('Deployment', { replicas: 1, more: { strategy: { type: 'Recreate' } } }),
      nodes('a'),
    );
    expect(room(recreated, needy('4Gi')).map(([title]) => title)).toEqual([
      'shrink deployment/db to at most 4Gi memory (now 5Gi; 1 pod on a) → a',
    ]);
  });
});
