import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KubeObject, Node, Pod } from '../../src/api/objects.js';
import { podRequests } from '../../src/api/pods.js';
import { resourceAmount } from '../../src/api/quantity.js';
import { Cluster } from '../../src/cluster/cluster.js';
import { capacity } from '../../src/explain/capacity.js';
import type { Capacity, CapacityRequest } from '../../src/explain/capacity-answer.js';
import { defaultScheduler } from '../../src/scheduler/configuration/scheduler.js';
import { scheduleOne } from '../../src/scheduler/schedule-one.js';
import { SchedulerState } from '../../src/scheduler/state/scheduler-state.js';
import { node, pod } from '../scheduler/build.js';
import { nodes as anyNodes, pods as anyPods } from '../scheduler/worlds.js';

const scheduler = defaultScheduler();

function counted(world: readonly KubeObject[], requests: readonly CapacityRequest[], max?: number): Capacity {
  return capacity(Cluster.of(world), requests, { scheduler, ...(max !== undefined && { max }) });
}

/** One template alone: how many more, and why no more. */
function alone(world: readonly KubeObject[], object: KubeObject) {
  const [template] = counted(world, [{ object }]).templates;
  return template!;
}

function deployment(name: string, one: Pod): KubeObject {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'default', uid: `uid-${name}` },
    spec: {
      replicas: 0,
      selector: { matchLabels: labels },
      template: { metadata: { labels: { ...labels, ...one.metadata.labels } }, spec: one.spec },
    },
  } as KubeObject;
}

const on = (where: string, one: Pod): Pod => ({ ...one, spec: { ...one.spec, nodeName: where } });
const tainted = [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' as const }];
const sameApp = (topologyKey: string) => ({ topologyKey, labelSelector: { matchLabels: { app: 'web' } } });

describe('one template', () => {
  const web = deployment('web', pod('web', { requests: { cpu: '500m', memory: '1Gi' } }));

  it('says how many more, and what ends it where', () => {
    const world = [
      node('node-1'),
      node('node-2', { size: { memory: '3Gi' } }),
      node('node-3', { taints: tainted }),
      on('node-1', pod('other', { requests: { cpu: '700m' } })),
    ];
    const { more, why, nodes, limited } = alone(world, web);
    expect(more).toBe(9);
    expect(limited).toBe(false);
    expect(why).toBe('cpu ends it on node-1; memory ends it on node-2; node-3 is tainted');
    expect(nodes.map((one) => [one.node, one.more[0], one.causes, one.closed])).toEqual([
      ['node-1', 6, ['cpu'], false],
      ['node-2', 3, ['memory'], false],
      ['node-3', 0, ['taint'], true],
    ]);
    expect(nodes[0]!.left[0]).toEqual({ resource: 'cpu', allocatable: 4000, free: 300 });
  });

  it('counts the number of pods of a node like any resource', () => {
    expect(
      alone([node('a', { size: { pods: '3' } }), on('a', pod('p'))], deployment('web', pod('web'))).why,
    ).toBe('number of pods ends it on a');
  });

  it('tells nodes that could never take one from those that are full', () => {
    const gpu = deployment(
      'gpu',
      pod('gpu', {
        containers: [
          {
            name: 'main',
            image: 'app:1',
            resources: { requests: { memory: '4Gi' }, limits: { memory: '4Gi', 'nvidia.com/gpu': '1' } },
          },
        ],
      }),
    );
    const world = [
      node('a', { size: { 'nvidia.com/gpu': '1' } }),
      node('b', { cordoned: true, size: { 'nvidia.com/gpu': '1' } }),
      node('c'),
      node('d', { size: { 'nvidia.com/gpu': '1', memory: '2Gi' } }),
    ];
    const { more, why } = alone(world, gpu);
    expect(more).toBe(1);
    expect(why).toBe(
      'nvidia.com/gpu ends it on a; b is cordoned; c has no nvidia.com/gpu; d has too little memory',
    );
  });

  it('heeds anti-affinity, spread and host ports', () => {
    const zones = ['x', 'x', 'y'].map((zone, i) =>
      node(`n${i}`, { labels: { 'topology.kubernetes.io/zone': zone }, size: { pods: '4' } }),
    );
    const apart = {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [sameApp('kubernetes.io/hostname')],
      },
    };
    expect(alone(zones, deployment('web', pod('web', { affinity: apart })))).toMatchObject({
      more: 3,
      why: 'pod anti-affinity ends it on n0, n1 and n2',
    });
    const spread = {
      maxSkew: 1,
      whenUnsatisfiable: 'DoNotSchedule' as const,
      ...sameApp('topology.kubernetes.io/zone'),
    };
    expect(
      alone(zones, deployment('web', pod('web', { topologySpreadConstraints: [spread] }))),
    ).toMatchObject({
      more: 9,
      why: 'topology spread ends it on n0 and n1; number of pods ends it on n2',
    });
    const containers = [{ name: 'main', image: 'app:1', ports: [{ containerPort: 80, hostPort: 80 }] }];
    expect(alone(zones, deployment('web', pod('web', { containers })))).toMatchObject({
      more: 3,
      why: 'host port 80 ends it on n0, n1 and n2',
    });
  });

  it('says what holds everywhere', () => {
    const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
    const one = alone([node('a')], deployment('web', pod('web', { volumes })));
    expect(one).toMatchObject({ more: 0, everywhere: 'persistentvolumeclaim "data" not found' });
    expect(alone([node('a')], deployment('web', pod('web', { schedulerName: 'mine' }))).why).toBe(
      'no scheduler is called mine',
    );
    expect(alone([], web).why).toBe('there are no nodes');
  });

  it('repeats a pod whose manifest names its node on that node alone', () => {
    const { more, why } = alone(
      [node('a', { taints: tainted }), node('b')],
      on('a', pod('p', { requests: { cpu: '1500m' } })),
    );
    expect(more).toBe(2);
    expect(why).toBe('cpu ends it on a; b is not selected');
  });

  it('gives every pod of a StatefulSet its own claims', () => {
    const set = {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'db', namespace: 'default', uid: 'uid-db' },
      spec: {
        replicas: 0,
        serviceName: 'db',
        selector: { matchLabels: { app: 'db' } },
        template: { metadata: { labels: { app: 'db' } }, spec: pod('db').spec },
        volumeClaimTemplates: [
          {
            metadata: { name: 'data' },
            spec: {
              accessModes: ['ReadWriteOnce'],
              storageClassName: 'fast',
              resources: { requests: { storage: '1Gi' } },
            },
          },
        ],
      },
    } as unknown as KubeObject;
    const fast = (mode: string) =>
      ({
        apiVersion: 'storage.k8s.io/v1',
        kind: 'StorageClass',
        metadata: { name: 'fast' },
        provisioner: 'csi.example.com',
        volumeBindingMode: mode,
      }) as KubeObject;
    const limit = {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'CSINode',
      metadata: { name: 'a' },
      spec: { drivers: [{ name: 'csi.example.com', nodeID: 'a', allocatable: { count: 5 } }] },
    } as KubeObject;
    for (const mode of ['WaitForFirstConsumer', 'Immediate']) {
      expect(alone([node('a'), limit, fast(mode)], set)).toMatchObject({
        more: 5,
        why: 'volume limit ends it on a',
      });
    }
    expect(alone([node('a'), limit], set)).toMatchObject({ more: 0 });
  });

  it('stops at a quota, and says what the nodes would take', () => {
    const quota = {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'small', namespace: 'default' },
      spec: { hard: { 'requests.cpu': '2', pods: '50' } },
    } as KubeObject;
    const world = [node('a'), node('b'), quota, on('a', pod('other', { requests: { cpu: '600m' } }))];
    expect(alone(world, web)).toMatchObject({
      more: 2,
      fit: 14,
      quota: { quota: 'small', namespace: 'default', resources: ['requests.cpu'] },
      why: 'quota small of namespace default ends it (requests.cpu)',
    });
    expect(alone(world, deployment('mute', pod('mute')))).toMatchObject({
      more: 0,
      why: 'failed quota: small: must specify requests.cpu for: main',
    });
  });

  it('fills in what limit ranges give', () => {
    const range = {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: { name: 'defaults', namespace: 'default' },
      spec: { limits: [{ type: 'Container', defaultRequest: { cpu: '1' } }] },
    } as KubeObject;
    expect(alone([node('a'), range], deployment('web', pod('web')))).toMatchObject({
      more: 4,
      requests: { cpu: 1000 },
    });
  });

  it('counts more of a pod that runs, as it was before it was placed', () => {
    const running = on('a', pod('p', { requests: { cpu: '1' }, status: { phase: 'Running' } }));
    expect(alone([node('a'), node('b'), running], running)).toMatchObject({ more: 7, wanted: 1, placed: 1 });
  });

  it('says whom one more would push out', () => {
    const low = on('a', pod('low', { requests: { cpu: '1' }, status: { phase: 'Running' } }));
    const high = {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name: 'high' },
      value: 1000,
    } as KubeObject;
    const one = deployment('web', pod('web', { priorityClassName: 'high', requests: { cpu: '1' } }));
    expect(alone([node('a'), high, low], one)).toMatchObject({
      more: 3,
      preempts: { node: 'a', victims: 1 },
    });
  });

  it('goes no further than told, and says so', () => {
    const [template] = counted([node('a'), node('b')], [{ object: web }], 3).templates;
    expect(template).toMatchObject({ more: 3, limited: true });
    expect(template!.nodes.map(({ more }) => more[0]).sort()).toEqual([1, 2]);
    expect(template!.why).toBeUndefined();
  });
});

describe('a mix', () => {
  const web = deployment('web', pod('web', { requests: { cpu: '500m' } }));
  const cache = deployment('cache', pod('cache', { requests: { cpu: '1', memory: '3Gi' } }));

  it('goes round by round until one no longer fits', () => {
    const { mix, templates } = counted(
      [node('a', { size: { cpu: '8', memory: '64Gi' } })],
      [
        { object: web, weight: 2 },
        { object: cache, weight: 1 },
      ],
    );
    expect(templates.map(({ object, more }) => [object.name, more])).toEqual([
      ['cache', 8],
      ['web', 16],
    ]);
    expect(mix!.rounds).toBe(4);
    expect(mix!.endedBy).toBe(0);
    expect(mix!.why).toBe('cpu ends it on a');
    expect(mix!.parts.map(({ left }) => left)).toEqual([0, 0]);
  });

  it('takes back a round that does not fit whole, and says what each could still add', () => {
    const { mix } = counted(
      [node('a', { size: { cpu: '6', memory: '7Gi' } })],
      [
        { object: web, weight: 1 },
        { object: cache, weight: 1 },
      ],
    );
    expect(mix).toMatchObject({ rounds: 2, endedBy: 1, why: 'memory ends it on a' });
    expect(mix!.parts.map(({ left }) => left)).toEqual([6, 0]);
    expect(mix!.nodes[0]!.more).toEqual([2, 2]);
  });
});

/** The pod without what the API server would refuse: a priority of no class, the same constraint twice, devices without a limit. */
function valid(one: Pod): Pod {
  const constraints = (one.spec.topologySpreadConstraints ?? []).filter(
    ({ topologyKey, whenUnsatisfiable }, i, all) =>
      all.findIndex(
        (other) => other.topologyKey === topologyKey && other.whenUnsatisfiable === whenUnsatisfiable,
      ) === i,
  );
  const containers = one.spec.containers.map((container) => {
    const requests = Object.entries(container.resources?.requests ?? {});
    const limits = Object.fromEntries(requests.filter(([name]) => name.includes('/')));
    return { ...container, resources: { ...container.resources, limits } };
  });
  return { ...one, spec: { ...one.spec, containers, priority: 0, topologySpreadConstraints: constraints } };
}

/** A world as a scheduler filled it, and pods to repeat in it. */
const worlds = fc
  .record({ nodes: anyNodes, pods: anyPods, templates: anyPods })
  .map(({ nodes, pods, templates }) => {
    const state = SchedulerState.of(nodes);
    const placed = pods.flatMap((one) => {
      const { node: where } = scheduleOne(state, valid(one), scheduler);
      if (where === undefined) return [];
      const there = on(where, valid(one));
      state.apply([{ verb: 'create', object: there }]);
      return [there];
    });
    const repeated = templates.slice(0, 3).map((one, i) => ({
      ...valid(one),
      metadata: { ...one.metadata, name: `t${i}` },
    }));
    return { nodes, placed, templates: repeated };
  });

/** The same counted in the plainest way: one decision after the other. */
function countPlainly(world: readonly KubeObject[], one: Pod): { count: number; state: SchedulerState } {
  const state = SchedulerState.ofCluster(Cluster.of(world));
  for (let count = 0; ; count++) {
    const next = { ...one, metadata: { ...one.metadata, name: `x${count}` } };
    const { node: where, outcome } = scheduleOne(state, next, scheduler);
    if (outcome !== 'bound') return { count, state };
    state.apply([{ verb: 'create', object: on(where!, next) }]);
  }
}

describe('in any world', () => {
  const RUNS = { numRuns: 40 };
  /** The machine may be busy. */
  const PATIENCE = 30_000;

  it(
    'the count is that of one decision after the other, and one more fails',
    () => {
      fc.assert(
        fc.property(worlds, ({ nodes, placed, templates }) => {
          const world = [...nodes, ...placed];
          const one = templates[0]!;
          const { count, state } = countPlainly(world, one);
          expect(alone(world, one)).toMatchObject({ more: count, limited: false });
          expect(scheduleOne(state, one, scheduler).outcome).toBe('unschedulable');
        }),
        RUNS,
      );
    },
    PATIENCE,
  );

  it(
    'no node is let over its allocatable',
    () => {
      const amount = (one: Node, resource: string) =>
        resourceAmount(resource, one.status?.allocatable?.[resource] ?? '0');
      fc.assert(
        fc.property(worlds, ({ nodes, placed, templates }) => {
          const one = templates[0]!;
          const asked = podRequests(one.spec);
          for (const counts of alone([...nodes, ...placed], one).nodes) {
            const there = placed.filter(({ spec }) => spec.nodeName === counts.node);
            const object = nodes.find(({ metadata }) => metadata.name === counts.node)!;
            const [more = 0] = counts.more;
            if (more === 0) continue;
            expect(there.length + more).toBeLessThanOrEqual(amount(object, 'pods'));
            for (const [resource, each] of Object.entries(asked)) {
              const used = there.reduce((sum, { spec }) => sum + (podRequests(spec)[resource] ?? 0), 0);
              expect(used + more * each).toBeLessThanOrEqual(amount(object, resource));
            }
          }
        }),
        RUNS,
      );
    },
    PATIENCE,
  );

  it(
    'nothing hangs on the order of objects and templates, nor on what else is counted',
    () => {
      fc.assert(
        fc.property(worlds, fc.boolean(), ({ nodes, placed, templates }, mixed) => {
          const world = [...nodes, ...placed];
          const requests = templates.map((object) => ({ object, ...(mixed && { weight: 1 }) }));
          const together = counted(world, requests);
          const turned = counted([...world].reverse(), mixed ? requests : [...requests].reverse());
          expect(turned).toEqual(together);
          expect(together.templates).toEqual(templates.map((object) => alone(world, object)));
        }),
        { numRuns: 20 },
      );
    },
    PATIENCE,
  );

  it(
    'a mix of one is that one alone',
    () => {
      fc.assert(
        fc.property(worlds, ({ nodes, placed, templates }) => {
          const world = [...nodes, ...placed];
          const one = templates[0]!;
          const { mix, templates: single } = counted(world, [{ object: one, weight: 1 }]);
          expect(mix!.rounds).toBe(single[0]!.more);
          expect(mix!.parts[0]!.left).toBe(0);
        }),
        RUNS,
      );
    },
    PATIENCE,
  );
});
