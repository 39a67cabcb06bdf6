import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/objects.js';
import { parseNodes } from '../../src/cluster/node-spec.js';
import { HEALTHY, type Simulation } from '../../src/simulation/index.js';
import { deployment, pods, readyPods, simulation } from '../simulation/worlds.js';

const POD_SPEC = { containers: [{ name: 'app', image: 'app:1' }] };

function object(apiVersion: string, kind: string, name: string, spec: object): KubeObject {
  return { apiVersion, kind, metadata: { name, namespace: 'default' }, spec } as unknown as KubeObject;
}

function applied(sim: Simulation, ...objects: KubeObject[]): Simulation {
  for (const one of objects) {
    const { refusal } = sim.act({ do: 'apply', object: one });
    if (refusal) throw new Error(refusal.message);
  }
  sim.settle();
  return sim;
}

const template = (app: string, spec: object = POD_SPEC) => ({ metadata: { labels: { app } }, spec });
const selector = (app: string) => ({ matchLabels: { app } });

function reasons(sim: Simulation, kind: string): string[] {
  return [...new Set(sim.events.filter((event) => event.object.kind === kind).map(({ reason }) => reason))];
}

describe('workloads run to where they belong', () => {
  it('a StatefulSet: one pod after the other, each with its claim', () => {
    const classes = {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'fast' },
      provisioner: 'csi.example.com',
      volumeBindingMode: 'WaitForFirstConsumer',
    } as unknown as KubeObject;
    const claim = {
      metadata: { name: 'data' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName: 'fast',
        resources: { requests: { storage: '1Gi' } },
      },
    };
    const spec = {
      replicas: 3,
      serviceName: 'db',
      selector: selector('db'),
      template: template('db'),
      volumeClaimTemplates: [claim],
    };
    const sim = applied(simulation(), classes, object('apps/v1', 'StatefulSet', 'db', spec));
    expect(readyPods(sim.cluster).map(({ metadata }) => metadata.name)).toEqual(['db-0', 'db-1', 'db-2']);
    expect(
      sim.cluster
        .list('PersistentVolumeClaim')
        .map(({ metadata, status }) => `${metadata.name} ${status?.phase}`),
    ).toEqual(['data-db-0 Bound', 'data-db-1 Bound', 'data-db-2 Bound']);
    const order = sim.steps.filter(
      ({ verb, object: ref }) => ref.kind === 'Pod' && (verb === 'create' || verb === 'ready'),
    );
    expect(order.map(({ verb, object: ref }) => `${verb} ${ref.name}`)).toEqual([
      'create db-0',
      'ready db-0',
      'create db-1',
      'ready db-1',
      'create db-2',
      'ready db-2',
    ]);
  });

  it('a DaemonSet: a pod on every node, also on one that comes later, not on a tainted one', () => {
    const spec = { selector: selector('log'), template: template('log') };
    const sim = applied(
      simulation('2x cpu=4,memory=16Gi; cpu=4,memory=16Gi,name=special,taint=a=b:NoSchedule'),
      object('apps/v1', 'DaemonSet', 'log', spec),
    );
    const where = () =>
      readyPods(sim.cluster)
        .map((pod) => pod.spec.nodeName)
        .sort();
    expect(where()).toEqual(['node-1', 'node-2']);
    sim.act({
      do: 'taint',
      node: 'special',
      taint: { key: 'a', value: 'b', effect: 'NoSchedule' },
      remove: true,
    });
    sim.settle();
    expect(where()).toEqual(['node-1', 'node-2', 'special']);
  });

  it('a Job: as many at a time as it may, until enough have succeeded', () => {
    const spec = {
      completions: 5,
      parallelism: 2,
      template: { spec: { ...POD_SPEC, restartPolicy: 'Never' } },
    };
    const sim = applied(simulation(), object('batch/v1', 'Job', 'once', spec));
    const job = sim.cluster.get('Job', 'default/once')!;
    expect(job.status).toMatchObject({ succeeded: 5, active: 0 });
    expect(job.status?.conditions?.map(({ type, reason }) => `${type} ${reason}`)).toEqual([
      'SuccessCriteriaMet CompletionsReached',
      'Complete CompletionsReached',
    ]);
    expect(reasons(sim, 'Job')).toEqual(['SuccessfulCreate', 'Completed']);
  });

  it('an indexed Job: an index that failed waits before it is tried again, the others go on', () => {
    const spec = {
      completions: 2,
      parallelism: 2,
      completionMode: 'Indexed',
      backoffLimitPerIndex: 1,
      template: { spec: { ...POD_SPEC, restartPolicy: 'Never' } },
    };
    const sim = simulation(undefined, { kubelet: { ...HEALTHY, jobSeconds: undefined } });
    sim.act({ do: 'apply', object: object('batch/v1', 'Job', 'indexed', spec) });
    sim.settle();
    const [first] = pods(sim.cluster);
    const failed = { ...first!, status: { ...first!.status, phase: 'Failed' as const } };
    sim.write({ verb: 'update', object: failed, subresource: 'status' }, 'kubelet');
    sim.settle({ until: sim.now });
    expect(pods(sim.cluster)).toHaveLength(2);
    sim.settle();
    expect(pods(sim.cluster)).toHaveLength(3);
    const again = sim.steps.findLast(({ verb, object: ref }) => verb === 'create' && ref.kind === 'Pod')!;
    expect(again.object.name).toMatch(/^indexed-0-/);
    expect(sim.cluster.get('Job', 'default/indexed')!.status).toMatchObject({ active: 2, failed: 1 });
  });

  it('a CronJob: at rest between its runs, on time when time passes', () => {
    const job = { spec: { template: { spec: { ...POD_SPEC, restartPolicy: 'Never' } } } };
    const spec = { schedule: '*/5 * * * *', jobTemplate: job };
    const sim = simulation();
    sim.act({ do: 'apply', object: object('batch/v1', 'CronJob', 'tick', spec) });
    expect(sim.settle()).toBe(true);
    expect(sim.cluster.list('Job')).toEqual([]);
    sim.advance(11 * 60_000);
    expect(sim.cluster.list('Job')).toHaveLength(2);
  });

  it('owners take what they own with them, unless it is to be orphaned', () => {
    const sim = applied(simulation(), deployment('web', 'app:1', { replicas: 2 }));
    sim.act({ do: 'delete', kind: 'Deployment', key: 'default/web', propagation: 'Orphan' });
    sim.settle();
    const [set] = sim.cluster.list('ReplicaSet');
    expect(set?.metadata.ownerReferences ?? []).toEqual([]);
    expect(readyPods(sim.cluster)).toHaveLength(2);
    sim.act({ do: 'delete', kind: 'ReplicaSet', key: `default/${set!.metadata.name}` });
    sim.settle();
    expect(pods(sim.cluster)).toEqual([]);
  });

  it('an autoscaler without metrics: keeps its target within the bounds, and says what it lacks', () => {
    const spec = {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      minReplicas: 2,
      maxReplicas: 5,
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
        },
      ],
    };
    const autoscaler = object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', spec);
    const sim = applied(simulation(), deployment('web', 'app:1'), autoscaler);
    expect(readyPods(sim.cluster)).toHaveLength(2);
    expect(reasons(sim, 'HorizontalPodAutoscaler')).toEqual([
      'SuccessfulRescale',
      'FailedGetResourceMetric',
      'FailedComputeMetricsReplicas',
    ]);
  });

  it('a quota that is used up: the ReplicaSet says why there are no more pods', () => {
    const quota = object('v1', 'ResourceQuota', 'few', { hard: { pods: '2' } });
    const sim = applied(simulation(), quota, deployment('web', 'app:1', { replicas: 3 }));
    expect(readyPods(sim.cluster)).toHaveLength(2);
    const [set] = sim.cluster.list('ReplicaSet');
    const failure = set!.status!.conditions!.find(({ type }) => type === 'ReplicaFailure')!;
    expect(failure.reason).toBe('FailedCreate');
    expect(failure.message).toMatch(
      /^pods "web-[a-z0-9]+-[a-z0-9]{5}" is forbidden: exceeded quota: few, requested: pods=1, used: pods=2, limited: pods=2$/,
    );
  });

  it('a disruption budget: no eviction beyond it', () => {
    const budget = object('policy/v1', 'PodDisruptionBudget', 'web', {
      minAvailable: 2,
      selector: selector('web'),
    });
    const sim = applied(simulation(), budget, deployment('web', 'app:1', { replicas: 3 }));
    const [first, second] = pods(sim.cluster);
    expect(sim.act({ do: 'evict', key: `default/${first!.metadata.name}` }).refusal).toBeUndefined();
    expect(sim.act({ do: 'evict', key: `default/${second!.metadata.name}` }).refusal).toMatchObject({
      code: 429,
      message: "Cannot evict pod as it would violate the pod's disruption budget.",
    });
  });

  it('a drained node: its pods move, never more of them at once than the budget lets go', () => {
    const budget = object('policy/v1', 'PodDisruptionBudget', 'web', {
      maxUnavailable: 1,
      selector: selector('web'),
    });
    const sim = applied(
      simulation('1x cpu=4,memory=16Gi'),
      budget,
      deployment('web', 'app:1', { replicas: 3 }),
    );
    sim.act({ do: 'add-node', node: parseNodes('name=other,cpu=4,memory=16Gi')[0]! });
    sim.settle();
    sim.act({ do: 'drain', node: 'node-1' });
    const before = sim.moves.get('Deployment default/web')!.length;
    expect(sim.settle()).toBe(true);
    expect(readyPods(sim.cluster).map(({ spec }) => spec.nodeName)).toEqual(['other', 'other', 'other']);
    const least = Math.min(
      ...sim.moves
        .get('Deployment default/web')!
        .slice(before)
        .map(({ available }) => available),
    );
    expect(least).toBe(2);
  });

  it('a node that falls silent: its pods are replaced elsewhere', () => {
    const sim = applied(simulation('3x cpu=4,memory=16Gi'), deployment('web', 'app:1', { replicas: 3 }));
    sim.act({ do: 'fail-node', node: 'node-1' });
    sim.settle();
    sim.advance(15 * 60_000);
    const nodes = readyPods(sim.cluster).map(({ spec }) => spec.nodeName);
    expect(nodes).toHaveLength(3);
    expect(nodes).not.toContain('node-1');
  });

  it('a Service: ready pods are its endpoints', () => {
    const service = object('v1', 'Service', 'web', {
      selector: { app: 'web' },
      ports: [{ port: 80, targetPort: 8080 }],
    });
    const sim = applied(simulation(), service, deployment('web', 'app:1', { replicas: 2 }));
    const [slice] = sim.cluster.list('EndpointSlice');
    expect(slice?.ports).toEqual([{ name: '', port: 8080, protocol: 'TCP' }]);
    expect(slice?.endpoints.map(({ conditions }) => conditions?.ready)).toEqual([true, true]);
  });

  it('a namespace: empties itself, pods first', () => {
    const web = deployment('web', 'app:1', { replicas: 2 });
    const space = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'gone' } };
    const sim = applied(simulation(), space, { ...web, metadata: { ...web.metadata, namespace: 'gone' } });
    expect(sim.cluster.list('Pod', 'gone')).toHaveLength(2);
    sim.act({ do: 'delete', kind: 'Namespace', key: 'gone' });
    sim.settle();
    expect(sim.cluster.get('Namespace', 'gone')).toBeUndefined();
    expect(sim.cluster.list('Deployment')).toEqual([]);
  });
});
