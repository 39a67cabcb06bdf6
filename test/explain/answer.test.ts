import { describe, expect, it } from 'vitest';
import type { KubeObject, Pod } from '../../src/api/objects.js';
import { Cluster } from '../../src/cluster/cluster.js';
import { explain } from '../../src/explain/explain.js';
import { node, pod } from '../scheduler/build.js';
import { explained, local, on, scheduler } from './told.js';

type Parts = Parameters<typeof pod>[1];
const answer = (one: KubeObject, ...world: KubeObject[]) => explained(one, world).answer;
const taints = [{ key: 'x', effect: 'NoSchedule' as const }];
const cpu = (amount: string, more: Parts = {}) => pod('p', { requests: { cpu: amount }, ...more });
const running = (where: string, one: Pod) => on(where, { ...one, status: { phase: 'Running' } });

describe('of a pod that finds a place', () => {
  it.each<[what: string, world: KubeObject[], text: string]>([
    ['one node', [node('a')], 'goes to a: it is the only node'],
    ['one of two', [node('a'), node('b', { taints })], 'goes to a: the only one of 2 nodes that fits'],
    [
      'the best',
      [node('a'), node('b', { size: { cpu: '8' } })],
      'goes to b: 2 of 2 nodes fit, it scores highest',
    ],
    [
      'the best of those that fit',
      [node('a'), node('b', { size: { cpu: '8' } }), node('c', { taints })],
      'goes to b: 2 of 3 nodes fit, it scores highest',
    ],
    ['the first of equals', [node('a'), node('b')], 'goes to a: 2 of 2 nodes fit, 2 of them score the same'],
  ])('%s', (_what, world, text) => {
    expect(answer(cpu('1'), ...world)).toBe(`pod/p ${text}`);
  });

  it('that has it already', () => {
    const one = running('a', cpu('1'));
    expect(answer(one, node('a'), one)).toBe('pod/p runs on a: it is the only node');
    expect(answer(one, node('a', { taints }), one)).toBe(
      'pod/p runs on a; placed anew it would find no place: the only node has a taint it does not tolerate',
    );
    expect(answer(one, node('a', { taints }), node('b'), one)).toBe(
      'pod/p runs on a; placed anew it would go to b: the only one of 2 nodes that fits',
    );
    expect(answer(one, one)).toBe('pod/p runs on a; placed anew it would find no place: there are no nodes');
  });

  it('that another scheduler gave it, or whose claims have gone', () => {
    const mine = running('a', cpu('1', { schedulerName: 'mine' }));
    expect(answer(mine, node('a'), mine)).toBe(
      'pod/p runs on a; placed anew it would find no place: no scheduler is called mine',
    );
    const claiming = running('a', pod('p', { resourceClaims: [{ name: 'gpu', resourceClaimName: 'gpu' }] }));
    expect(answer(claiming, node('a'), claiming)).toBe(
      'pod/p runs on a; placed anew it would wait: its resource claims are not there',
    );
  });

  it('that its manifest names', () => {
    expect(answer(on('a', cpu('1')), node('a'), node('b'))).toBe('pod/p goes to a, as its manifest says');
    expect(answer(on('gone', cpu('1')), node('a'))).toBe('pod/p goes to gone, as its manifest says');
  });
});

describe('of a pod that finds none', () => {
  it.each<[what: string, one: Pod, world: KubeObject[], text: string]>([
    ['no nodes', cpu('1'), [], 'stays Pending: there are no nodes'],
    [
      'gates',
      pod('p', { schedulingGates: [{ name: 'a' }, { name: 'b' }] }),
      [node('a')],
      'waits: scheduling gates a, b',
    ],
    [
      'claims of resources',
      pod('p', { resourceClaims: [{ name: 'gpu', resourceClaimName: 'gpu' }] }),
      [node('a')],
      'waits: its resource claims are not there',
    ],
    [
      'a scheduler that is not there',
      pod('p', { schedulerName: 'mine' }),
      [node('a')],
      'stays Pending: no scheduler is called mine',
    ],
    [
      'everywhere the same',
      pod('p', { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] }),
      [node('a')],
      'stays Pending: persistentvolumeclaim "data" not found',
    ],
    [
      'one that is short everywhere',
      cpu('5'),
      [node('a'), node('b')],
      'stays Pending: no node has 5 cpu free',
    ],
    [
      'less than a whole one',
      cpu('900m'),
      [node('a', { size: { cpu: '500m' } })],
      'stays Pending: no node has 900m cpu free',
    ],
    [
      'one that is short where nothing else is in the way',
      cpu('5'),
      [node('a'), node('b', { taints, size: { cpu: '1' } })],
      'stays Pending: no node open to it has 5 cpu free',
    ],
    [
      'the second that is short on all',
      pod('p', { requests: { cpu: '5', memory: '9Gi' } }),
      [node('a'), node('b', { size: { cpu: '8' } })],
      'stays Pending: no node has 9Gi of memory free',
    ],
    [
      'the number of pods',
      pod('p'),
      [node('a', { size: { pods: '0' } }), node('b', { size: { pods: '0' }, taints })],
      'stays Pending: no node open to it takes another pod',
    ],
    [
      'none that is short on all',
      pod('p', { requests: { cpu: '5', memory: '9Gi' } }),
      [node('a', { size: { memory: '9Gi' } }), node('b', { size: { cpu: '5' } })],
      'stays Pending: 1 node is short of cpu, 1 node is short of memory',
    ],
    [
      'several causes, the most frequent first, each counted once for a node',
      pod('p', { requests: { cpu: '5' }, nodeSelector: { x: 'y', y: 'z' } }),
      ['a', 'b', 'c', 'd'].map((name, i) =>
        node(name, {
          labels: i > 0 ? {} : { x: 'y', y: 'z' },
          size: i > 2 ? { cpu: '5' } : { pods: '0' },
          ...(i < 3 && { taints: [...taints, { key: 'y', effect: 'NoExecute' }] }),
        }),
      ),
      'stays Pending: 3 nodes have taints it does not tolerate, 3 nodes are full of pods, ' +
        '3 nodes are not what its node selection asks for, 3 nodes are short of cpu',
    ],
    [
      'all of them',
      pod('p', { nodeSelector: { x: 'y' } }),
      [node('a'), node('b', { cordoned: true })],
      'stays Pending: all 2 nodes are not what its node selection asks for, 1 node is cordoned',
    ],
  ])('%s', (_what, one, world, text) => {
    expect(answer(one, ...world)).toBe(`pod/p ${text}`);
  });

  it('where the only place is kept for another pod, in the words of the scheduler', () => {
    const status = { phase: 'Pending' as const, nominatedNodeName: 'a' };
    const other = pod('other', { priority: 10, requests: { cpu: '4' }, status });
    expect(answer(cpu('1'), node('a'), other)).toBe(
      'pod/p stays Pending: 0/1 nodes are available: 1 Insufficient cpu. ' +
        'preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.',
    );
  });

  it.each<[what: string, one: Pod, world: (name: string) => KubeObject[], many: string]>([
    ['cordons', pod('p'), (name) => [node(name, { cordoned: true })], 'are cordoned'],
    [
      'ports',
      pod('p', { containers: [{ name: 'c', image: 'c', ports: [{ containerPort: 1, hostPort: 80 }] }] }),
      (name) => [
        node(name),
        on(
          name,
          pod(name, { containers: [{ name: 'c', image: 'c', ports: [{ containerPort: 1, hostPort: 80 }] }] }),
        ),
      ],
      'have host port 80 taken',
    ],
    [
      'spread',
      pod('p', {
        topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'rack', whenUnsatisfiable: 'DoNotSchedule' }],
      }),
      (name) => [node(name)],
      'would break its topology spread',
    ],
    [
      'affinity',
      pod('p', {
        affinity: {
          podAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'rack', labelSelector: {} }],
          },
        },
      }),
      (name) => [node(name)],
      'are away from the pods it wants to be near',
    ],
    [
      'anti-affinity, both ways',
      pod('p', { labels: { app: 'p' }, affinity: apart() }),
      (name) => [node(name), on(name, pod(name, { labels: { app: 'p' }, affinity: apart() }))],
      'have pods that it keeps away from, all 2 nodes have pods that keep away from it',
    ],
    [
      'volumes',
      pod('p', { volumes: [{ name: 'd', gcePersistentDisk: { pdName: 'd' } }] }),
      (name) => [
        node(name),
        on(name, pod(name, { volumes: [{ name: 'd', gcePersistentDisk: { pdName: 'd' } }] })),
      ],
      'cannot have its volumes',
    ],
    [
      'features',
      pod('p', { hostNetwork: true, hostUsers: false }),
      (name) => [node(name)],
      'lack a feature it needs',
    ],
    [
      'devices',
      pod('p', { resourceClaims: [{ name: 'gpu', resourceClaimName: 'gpu' }] }),
      (name) => [
        node(name),
        local('resource.k8s.io/v1', 'ResourceClaim', 'gpu', {
          status: {
            allocation: {
              nodeSelector: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'x', operator: 'Exists' }] }] },
            },
          },
        }),
      ],
      'say "resourceclaim not available on the node"',
    ],
  ])('several nodes: %s', (_what, one, world, many) => {
    expect(answer(one, ...world('a'), ...world('b'))).toBe(`pod/p stays Pending: all 2 nodes ${many}`);
  });

  it('where no more volumes can be attached', () => {
    const driver = (name: string) =>
      ({
        ...local('storage.k8s.io/v1', 'CSINode', name),
        metadata: { name },
        spec: { drivers: [{ name: 'csi.example.com', nodeID: name, allocatable: { count: 0 } }] },
      }) as KubeObject;
    const claim = local('v1', 'PersistentVolumeClaim', 'd', {
      metadata: { annotations: { 'pv.kubernetes.io/bind-completed': 'yes' } },
      spec: { volumeName: 'd' },
    });
    const volume = {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: 'd' },
      spec: { csi: { driver: 'csi.example.com', volumeHandle: 'd' } },
    } as KubeObject;
    const one = pod('p', { volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'd' } }] });
    expect(answer(one, node('a'), node('b'), driver('a'), driver('b'), claim, volume)).toBe(
      'pod/p stays Pending: all 2 nodes can attach no more than 0 volumes of csi.example.com',
    );
  });
});

function apart() {
  return {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'p' } } },
      ],
    },
  };
}

describe('of a pod for which others go', () => {
  const low = (count: number) =>
    Array.from({ length: count }, (_, i) =>
      on('a', pod(`low-${i}`, { requests: { cpu: '1' }, priority: 0 })),
    );
  it.each([
    [1, '1', 'pod low-3 is'],
    [2, '2', 'pods low-2, low-3 are'],
    [3, '3', 'pods low-1, low-2, low-3 are'],
    [4, '4', '4 less important pods (low-0, low-1, low-2, …) are'],
  ])('%d', (_count, amount, who) => {
    const world = [node('a'), ...low(4)];
    expect(answer(cpu(amount, { priority: 1 }), ...world)).toBe(`pod/p will go to a when ${who} gone`);
  });
});

describe('who is spoken of', () => {
  const owner = (kind: string, name: string) =>
    local('apps/v1', kind, name, { spec: { replicas: 1, template: { spec: pod('p').spec } } });
  const said = (source: KubeObject, one = pod('p')) =>
    explain(Cluster.of([node('a')]), one, { scheduler, source }).answer;

  it('the pod, of the object that its manifest is', () => {
    expect(said(owner('Deployment', 'web'))).toBe('pod/p of deployment/web goes to a: it is the only node');
    expect(said(owner('Deployment', 'p'))).toBe('deployment/p goes to a: it is the only node');
    expect(said(pod('other'))).toBe('pod/other goes to a: it is the only node');
  });

  it('an object that makes no pods is an error', () => {
    expect(() => explained(local('v1', 'ConfigMap', 'x'), [])).toThrow(new Error('ConfigMap makes no pods'));
  });
});
