import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/objects.js';
import { Simulation } from '../../src/simulation/index.js';
import { made } from '../controllers/look.js';
import { bare, simulation, world } from './worlds.js';

const asks = (cpu: string, more: object = {}) => ({
  containers: [{ name: 'app', image: 'app:1', resources: { requests: { cpu } } }],
  ...more,
});
const pod = (name: string, spec: object) =>
  ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', labels: { app: 'x' } },
    spec,
  }) as unknown as KubeObject;
const failures = (sim: Simulation) => sim.events.filter(({ reason }) => reason === 'FailedScheduling').length;

/** A world at rest in which one pod finds no node. */
function waiting(): Simulation {
  const sim = simulation('1x cpu=1,memory=1Gi');
  sim.act({ do: 'apply', object: pod('big', asks('5')) });
  sim.settle();
  return sim;
}

describe('a pod that found no node is tried again', () => {
  const spec = {
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '1Gi' } },
    storageClassName: 'none',
  };
  const volume = {
    accessModes: ['ReadWriteOnce'],
    capacity: { storage: '1Gi' },
    storageClassName: 'none',
    hostPath: { path: '/x' },
  };
  it.each([
    ['Node', made('Node', 'n', { spec: {} })],
    ['PersistentVolumeClaim', made('PersistentVolumeClaim', 'c', { spec })],
    ['PersistentVolume', made('PersistentVolume', 'v', { spec: volume })],
    ['StorageClass', made('StorageClass', 's', { provisioner: 'x' })],
    [
      'CSINode',
      {
        ...made('CSINode', 'c', { spec: { drivers: [] } }),
        apiVersion: 'storage.k8s.io/v1',
        metadata: { name: 'c' },
      },
    ],
    [
      'PodDisruptionBudget',
      made('PodDisruptionBudget', 'b', { spec: { minAvailable: 1, selector: { matchLabels: { a: 'b' } } } }),
    ],
  ])('when there is a new %s', (_kind, object) => {
    const sim = waiting();
    const before = failures(sim);
    expect(sim.act({ do: 'create', object: object as unknown as KubeObject }).refusal).toBeUndefined();
    sim.settle();
    expect(failures(sim)).toBeGreaterThan(before);
  });

  it('when its labels change, and not when something else happens', () => {
    const sim = waiting();
    const before = failures(sim);
    sim.act({ do: 'create', object: made('ConfigMap', 'c', { data: {} }) });
    sim.settle();
    sim.act({ do: 'label', kind: 'Pod', key: 'default/big', annotations: { a: 'b' } });
    sim.settle();
    expect(failures(sim)).toBe(before);
    sim.act({ do: 'label', kind: 'Pod', key: 'default/big', labels: { a: 'b' } });
    sim.settle();
    expect(failures(sim)).toBe(before + 1);
  });

  it.each([
    ['1.36', 1],
    ['1.37', 0],
  ] as const)('on %s, where a node but gets a taint: %i time(s)', (version, times) => {
    const sim = new Simulation(world('1x cpu=1,memory=1Gi', [], version));
    sim.act({ do: 'apply', object: pod('big', asks('5')) });
    sim.settle();
    const taint = (key: string, remove = false) => {
      const before = failures(sim);
      sim.act({ do: 'taint', node: 'node-1', taint: { key, value: 'b', effect: 'NoSchedule' }, remove });
      sim.settle();
      return failures(sim) - before;
    };
    expect([taint('a'), taint('c')]).toEqual([times, times]);
    // One that is lost makes room.
    expect(taint('a', true)).toBe(1);
  });

  it('when another pod ends or goes', () => {
    const sim = simulation('1x cpu=1,memory=1Gi');
    for (const object of [
      pod('job', asks('900m', { restartPolicy: 'Never' })),
      pod('next', asks('900m')),
      pod('last', asks('900m')),
    ])
      sim.act({ do: 'apply', object });
    sim.settle();
    expect(
      sim.steps.filter(({ verb }) => verb === 'bind').map(({ object, at }) => `${object.name} ${at}`),
    ).toEqual(['job 0', 'next 8000']);
    sim.act({ do: 'delete', kind: 'Pod', key: 'default/last' });
    sim.settle();
    expect(sim.cluster.list('Pod').map(({ metadata }) => metadata.name)).toEqual(['job', 'next']);
  });
});

describe('what the scheduler writes', () => {
  it('says why a pod waits', () => {
    const sim = waiting();
    const message =
      '0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.';
    const condition = {
      type: 'PodScheduled',
      status: 'False',
      lastProbeTime: null,
      lastTransitionTime: '2026-01-01T00:00:00Z',
      reason: 'Unschedulable',
      message,
    };
    expect(sim.cluster.get('Pod', 'default/big')!.status!.conditions).toEqual([condition]);
    sim.advance(5000);
    sim.act({ do: 'create', object: made('Node', 'n', { spec: {} }) });
    sim.settle();
    const [later] = sim.cluster.get('Pod', 'default/big')!.status!.conditions!;
    expect(later!.lastTransitionTime).toBe('2026-01-01T00:00:00Z');
    expect(later!.message).toMatch(/^0\/2 nodes are available: /);
  });

  it('says where a pod will go that preempts another, and marks the victim', () => {
    const sim = simulation('1x cpu=1,memory=1Gi');
    const high = {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name: 'high' },
      value: 1000,
    } as unknown as KubeObject;
    for (const object of [high, pod('low', asks('900m'))]) sim.act({ do: 'apply', object });
    sim.settle();
    sim.act({ do: 'apply', object: pod('urgent', asks('900m', { priorityClassName: 'high' })) });
    sim.settle({ until: sim.now });
    const [low, urgent] = ['low', 'urgent'].map((name) => sim.cluster.get('Pod', `default/${name}`)!);
    expect(urgent!.status).toMatchObject({ phase: 'Pending', nominatedNodeName: 'node-1' });
    expect(low!.metadata.deletionTimestamp).toBeDefined();
    expect(low!.status!.conditions!.at(-1)).toEqual({
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'PreemptionByScheduler',
      message: 'default-scheduler: preempting to accommodate a higher priority pod',
      lastTransitionTime: '2026-01-01T00:00:03Z',
    });
    sim.settle();
    expect(sim.cluster.get('Pod', 'default/urgent')!.status).not.toHaveProperty('nominatedNodeName');
  });
});

it('a step says how many nodes were as good as the one that the pod got', () => {
  const sim = simulation('3x cpu=4');
  sim.act({ do: 'apply', object: bare('a') });
  sim.settle();
  const [bound] = sim.steps.filter(({ verb }) => verb === 'bind');
  expect(bound).toMatchObject({ message: '→ node-1', equals: 3 });
  const one = simulation('1x cpu=4');
  one.act({ do: 'apply', object: bare('a') });
  one.settle();
  expect(one.steps.find(({ verb }) => verb === 'bind')).not.toHaveProperty('equals');
});
