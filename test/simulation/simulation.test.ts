import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/objects.js';
import { eventLines, settled } from './steps.js';
import { applied, bare, deployment, pods, simulation } from './worlds.js';

const WEB = { kind: 'Deployment', key: 'default/web' };
describe('a Deployment comes to be', () => {
  it('step by step, each with its cause', () => {
    const sim = simulation('2x cpu=4,memory=16Gi');
    sim.act({ do: 'apply', object: deployment('web', 'app:1', { replicas: 2 }) });
    expect(settled(sim, 0)).toEqual([
      '1 0.0 apply create Deployment/web: created',
      '2 0.0 deployment create ReplicaSet/web-8bcb88b49: created, revision 1, 0 → 2 ← 1',
      '3 0.0 replicaset create Pod/web-8bcb88b49#1: created ← 2',
      '4 0.0 replicaset create Pod/web-8bcb88b49#2: created ← 2',
      '5 0.0 scheduler bind Pod/web-8bcb88b49#1: → node-1 ← 3',
      '6 0.0 scheduler bind Pod/web-8bcb88b49#2: → node-2 ← 4',
      '7 3.0 kubelet ready Pod/web-8bcb88b49#1: ready ← 5',
      '8 3.0 kubelet ready Pod/web-8bcb88b49#2: ready ← 6',
      '9 3.0 deployment complete Deployment/web: complete ← 8',
    ]);
    expect(eventLines(sim)).toEqual([
      '0.0 deployment Normal ScalingReplicaSet Deployment/web: Scaled up replica set web-8bcb88b49 from 0 to 2',
      '0.0 replicaset Normal SuccessfulCreate ReplicaSet/web-8bcb88b49: Created pod: web-8bcb88b49#1',
      '0.0 replicaset Normal SuccessfulCreate ReplicaSet/web-8bcb88b49: Created pod: web-8bcb88b49#2',
      '0.0 scheduler Normal Scheduled Pod/web-8bcb88b49#1: Successfully assigned default/web-8bcb88b49#1 to node-1',
      '0.0 scheduler Normal Scheduled Pod/web-8bcb88b49#2: Successfully assigned default/web-8bcb88b49#2 to node-2',
    ]);
    expect(sim.moves.get('Deployment default/web')).toEqual([
      { at: 0, old: 0, new: 2, ready: 0, available: 0 },
      { at: 3000, old: 0, new: 2, ready: 2, available: 2 },
    ]);
    expect([...sim.managers].map(([id, manager]) => [id.replace(/-[a-z0-9]{5}$/, '-#'), manager])).toEqual([
      ['ReplicaSet default/web-8bcb88b49', 'Deployment default/web'],
      ['Pod default/web-8bcb88b49-#', 'ReplicaSet default/web-8bcb88b49'],
      ['Pod default/web-8bcb88b49-#', 'ReplicaSet default/web-8bcb88b49'],
    ]);
  });

  it('and moves to a new image', () => {
    const sim = applied(simulation('1x cpu=4,memory=16Gi'), deployment('web', 'app:1', { replicas: 2 }));
    const from = sim.steps.length;
    const said = sim.events.length;
    sim.act({ do: 'set-image', ...WEB, container: 'app', image: 'app:2' });
    expect(settled(sim, from)).toEqual([
      '10 3.0 kubectl update Deployment/web: app:1 → app:2',
      '11 3.0 deployment create ReplicaSet/web-5bd8f4dbf6: created, revision 2, 0 → 1 ← 10',
      '12 3.0 replicaset create Pod/web-5bd8f4dbf6#1: created ← 11',
      '13 3.0 scheduler bind Pod/web-5bd8f4dbf6#1: → node-1 ← 12',
      '14 6.0 kubelet ready Pod/web-5bd8f4dbf6#1: ready ← 13',
      '15 6.0 deployment scale ReplicaSet/web-8bcb88b49: 2 → 1 ← 14',
      '16 6.0 replicaset delete Pod/web-8bcb88b49#2: terminating ← 15',
      '17 6.0 deployment scale ReplicaSet/web-5bd8f4dbf6: 1 → 2 ← 15',
      '18 6.0 replicaset create Pod/web-5bd8f4dbf6#3: created ← 17',
      '19 6.0 scheduler bind Pod/web-5bd8f4dbf6#3: → node-1 ← 18',
      '20 7.0 kubelet delete Pod/web-8bcb88b49#2: gone ← 16',
      '21 7.0 kubelet ready Pod/web-5bd8f4dbf6#3: ready ← 19',
      '22 7.0 deployment scale ReplicaSet/web-8bcb88b49: 1 → 0 ← 21',
      '23 7.0 replicaset delete Pod/web-8bcb88b49#4: terminating ← 22',
      '24 7.0 deployment complete Deployment/web: complete ← 22',
      '25 8.0 kubelet delete Pod/web-8bcb88b49#4: gone ← 23',
    ]);
    expect(eventLines(sim, said)).toEqual([
      '3.0 deployment Normal ScalingReplicaSet Deployment/web: Scaled up replica set web-5bd8f4dbf6 from 0 to 1',
      '3.0 replicaset Normal SuccessfulCreate ReplicaSet/web-5bd8f4dbf6: Created pod: web-5bd8f4dbf6#1',
      '3.0 scheduler Normal Scheduled Pod/web-5bd8f4dbf6#1: Successfully assigned default/web-5bd8f4dbf6#1 to node-1',
      '6.0 deployment Normal ScalingReplicaSet Deployment/web: Scaled down replica set web-8bcb88b49 from 2 to 1',
      '6.0 replicaset Normal SuccessfulDelete ReplicaSet/web-8bcb88b49: Deleted pod: web-8bcb88b49#2',
      '6.0 deployment Normal ScalingReplicaSet Deployment/web: Scaled up replica set web-5bd8f4dbf6 from 1 to 2',
      '6.0 replicaset Normal SuccessfulCreate ReplicaSet/web-5bd8f4dbf6: Created pod: web-5bd8f4dbf6#3',
      '6.0 scheduler Normal Scheduled Pod/web-5bd8f4dbf6#3: Successfully assigned default/web-5bd8f4dbf6#3 to node-1',
      '7.0 deployment Normal ScalingReplicaSet Deployment/web: Scaled down replica set web-8bcb88b49 from 1 to 0',
      '7.0 replicaset Normal SuccessfulDelete ReplicaSet/web-8bcb88b49: Deleted pod: web-8bcb88b49#4',
    ]);
    expect(sim.moves.get('Deployment default/web')!.slice(-8)).toEqual([
      { at: 0, old: 0, new: 2, ready: 0, available: 0 },
      { at: 3000, old: 2, new: 1, ready: 2, available: 2 },
      { at: 6000, old: 1, new: 2, ready: 2, available: 2 },
      { at: 7000, old: 0, new: 2, ready: 2, available: 2 },
    ]);
  });
});

describe('pods that find no node', () => {
  it('wait, and are placed when there is room', () => {
    const sim = simulation('1x cpu=1,memory=1Gi');
    sim.act({
      do: 'apply',
      object: bare('big', {
        containers: [{ name: 'app', image: 'app:1', resources: { requests: { cpu: '900m' } } }],
      }),
    });
    sim.act({
      do: 'apply',
      object: bare('later', {
        containers: [{ name: 'app', image: 'app:1', resources: { requests: { cpu: '900m' } } }],
      }),
    });
    expect(settled(sim, 0)).toEqual([
      '1 0.0 apply create Pod/big: created',
      '2 0.0 apply create Pod/later: created',
      '3 0.0 scheduler bind Pod/big: → node-1 ← 1',
      '4 0.0 scheduler pending Pod/later: 0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod. ← 2',
      '5 3.0 kubelet ready Pod/big: ready ← 3',
    ]);
    const from = sim.steps.length;
    sim.act({ do: 'delete', kind: 'Pod', key: 'default/big' });
    expect(settled(sim, from)).toEqual([
      '6 3.0 kubectl delete Pod/big: terminating',
      '7 4.0 kubelet delete Pod/big: gone ← 6',
      '8 4.0 scheduler bind Pod/later: → node-1 ← 7',
      '9 7.0 kubelet ready Pod/later: ready ← 8',
    ]);
    expect(eventLines(sim)).toEqual([
      '0.0 scheduler Normal Scheduled Pod/big: Successfully assigned default/big to node-1',
      '0.0 scheduler Warning FailedScheduling Pod/later: 0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.',
      '0.0 scheduler Warning FailedScheduling Pod/later: 0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.',
      '4.0 scheduler Normal Scheduled Pod/later: Successfully assigned default/later to node-1',
    ]);
  });

  it('are let in once no gate holds them', () => {
    const sim = simulation('1x cpu=4,memory=16Gi');
    sim.act({ do: 'apply', object: bare('gated', { schedulingGates: [{ name: 'example.com/wait' }] }) });
    expect(settled(sim, 0)).toEqual(['1 0.0 apply create Pod/gated: created']);
    const from = sim.steps.length;
    sim.act({
      do: 'patch',
      kind: 'Pod',
      key: 'default/gated',
      type: 'json',
      patch: [{ op: 'remove', path: '/spec/schedulingGates' }],
    });
    expect(settled(sim, from)).toEqual([
      '2 0.0 scheduler bind Pod/gated: → node-1',
      '3 3.0 kubelet ready Pod/gated: ready ← 2',
    ]);
    expect(eventLines(sim)).toEqual([
      '0.0 scheduler Normal Scheduled Pod/gated: Successfully assigned default/gated to node-1',
    ]);
  });

  it('are placed by priority, and preempt', () => {
    const sim = simulation('1x cpu=1,memory=1Gi');
    const high = {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name: 'high' },
      value: 1000,
    } as unknown as KubeObject;
    const asks = { containers: [{ name: 'app', image: 'app:1', resources: { requests: { cpu: '900m' } } }] };
    applied(sim, high, bare('low', asks));
    const from = sim.steps.length;
    const said = sim.events.length;
    sim.act({ do: 'apply', object: bare('urgent', { ...asks, priorityClassName: 'high' }) });
    expect(settled(sim, from)).toEqual([
      '5 3.0 apply create Pod/urgent: created',
      '6 3.0 scheduler pending Pod/urgent: 0/1 nodes are available: 1 Insufficient cpu. preemption: found a potential placement for pod on node node-1, preempting 1 victims ← 5',
      '7 3.0 scheduler delete Pod/low: terminating, preempted by pod/urgent ← 5',
      '8 4.0 kubelet delete Pod/low: gone ← 7',
      '9 4.0 scheduler bind Pod/urgent: → node-1 ← 8',
      '10 7.0 kubelet ready Pod/urgent: ready ← 9',
    ]);
    expect(eventLines(sim, said)).toEqual([
      '3.0 scheduler Warning FailedScheduling Pod/urgent: 0/1 nodes are available: 1 Insufficient cpu. preemption: found a potential placement for pod on node node-1, preempting 1 victims',
      '3.0 scheduler Normal Preempted Pod/low: Preempted by pod UID on node node-1',
      '4.0 scheduler Normal Scheduled Pod/urgent: Successfully assigned default/urgent to node-1',
    ]);
    const several = simulation('1x cpu=4,memory=16Gi');
    several.act({ do: 'apply', object: high });
    for (const [name, spec] of [
      ['a', {}],
      ['b', { priorityClassName: 'high' }],
      ['c', {}],
    ] as const)
      several.act({ do: 'apply', object: bare(name, spec) });
    several.settle();
    expect(several.steps.filter(({ verb }) => verb === 'bind').map(({ object }) => object.name)).toEqual([
      'b',
      'a',
      'c',
    ]);
  });

  it('of another scheduler are nobody’s business', () => {
    const sim = simulation('1x cpu=4,memory=16Gi');
    sim.act({ do: 'apply', object: bare('other', { schedulerName: 'mine' }) });
    expect(settled(sim, 0)).toEqual(['1 0.0 apply create Pod/other: created']);
    expect(sim.events).toEqual([]);
  });
});

describe('claims that wait for their first consumer', () => {
  const storage = (more: object = {}) =>
    ({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'late' },
      provisioner: 'csi.example.com',
      volumeBindingMode: 'WaitForFirstConsumer',
      ...more,
    }) as unknown as KubeObject;
  const claim = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data', namespace: 'default', annotations: { note: 'kept' } },
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'late',
      resources: { requests: { storage: '1Gi' } },
    },
  } as unknown as KubeObject;
  const user = bare('user', { volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }] });

  it('get a volume of their own', () => {
    const sim = simulation('1x cpu=4,memory=16Gi');
    for (const object of [storage(), claim, user]) sim.act({ do: 'apply', object });
    expect(settled(sim, 0)).toEqual([
      '1 0.0 apply create StorageClass/late: created',
      '2 0.0 apply create PersistentVolumeClaim/data: created',
      '3 0.0 apply create Pod/user: created',
      '4 0.0 provisioner create PersistentVolume/pvc-UID: created ← 3',
      '5 0.0 persistentvolume bind PersistentVolume/pvc-UID: Pending → Bound ← 4',
      '6 0.0 persistentvolume update PersistentVolumeClaim/data: configured ← 4',
      '7 0.0 persistentvolume bind PersistentVolumeClaim/data: Pending → Bound ← 4',
      '8 0.0 scheduler bind Pod/user: → node-1 ← 7',
      '9 3.0 kubelet ready Pod/user: ready ← 8',
    ]);
    expect(eventLines(sim).filter((line) => !line.includes('Pod/'))).toEqual([
      "0.0 persistentvolume Normal ExternalProvisioning PersistentVolumeClaim/data: Waiting for a volume to be created either by the external provisioner 'csi.example.com' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.",
    ]);
    expect(pods(sim.cluster)[0]!.status).not.toHaveProperty('nominatedNodeName');
    expect(sim.cluster.get('PersistentVolumeClaim', 'default/data')!.metadata.annotations).toMatchObject({
      note: 'kept',
      'volume.kubernetes.io/selected-node': 'node-1',
    });
  });

  it('or one that there is', () => {
    const sim = simulation('1x cpu=4,memory=16Gi');
    const volume = {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: 'disk' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName: 'late',
        capacity: { storage: '2Gi' },
        hostPath: { path: '/d' },
      },
    } as unknown as KubeObject;
    for (const object of [storage({ provisioner: 'kubernetes.io/no-provisioner' }), volume, claim, user])
      sim.act({ do: 'apply', object });
    expect(settled(sim, 0)).toEqual([
      '1 0.0 apply create StorageClass/late: created',
      '2 0.0 apply create PersistentVolume/disk: created',
      '3 0.0 apply create PersistentVolumeClaim/data: created',
      '4 0.0 apply create Pod/user: created',
      "5 0.0 scheduler pending Pod/user: 0/1 nodes are available: 1 node(s) didn't find available persistent volumes to bind. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling. ← 4",
      '6 0.0 persistentvolume update PersistentVolume/disk: Pending → Available ← 2',
      '7 0.0 scheduler update PersistentVolume/disk: configured ← 6',
      '8 0.0 persistentvolume bind PersistentVolume/disk: Available → Bound ← 7',
      '9 0.0 persistentvolume update PersistentVolumeClaim/data: configured ← 7',
      '10 0.0 persistentvolume bind PersistentVolumeClaim/data: Pending → Bound ← 7',
      '11 0.0 scheduler bind Pod/user: → node-1 ← 10',
      '12 3.0 kubelet ready Pod/user: ready ← 11',
    ]);
  });
});
