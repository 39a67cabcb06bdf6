import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/objects.js';
import { Cluster } from '../../src/cluster/cluster.js';
import { explain } from '../../src/explain/explain.js';
import type { Explanation } from '../../src/explain/explanation.js';
import { pendingOwners, topOwner } from '../../src/explain/target.js';
import { defaultScheduler } from '../../src/scheduler/configuration/scheduler.js';
import { simulate } from '../../src/simulation/index.js';
import { node, pod } from '../scheduler/build.js';

const scheduler = defaultScheduler();

function explained(object: KubeObject, world: readonly KubeObject[]): Explanation {
  return explain(Cluster.of(world), object, { scheduler });
}

const titles = ({ fixes }: Explanation) => fixes.map(({ title, node: where }) => `${title} → ${where}`);
const on = (name: string, one: ReturnType<typeof pod>) => ({ ...one, spec: { ...one.spec, nodeName: name } });

describe('a pod that fits nowhere', () => {
  const world = [
    node('node-1', { size: { memory: '16Gi' } }),
    node('node-2', { size: { memory: '16Gi' } }),
    node('node-3', {
      size: { memory: '64Gi' },
      taints: [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' }],
    }),
    on('node-1', pod('other', { requests: { memory: '3Gi' } })),
  ];
  const explanation = explained(pod('cache', { requests: { memory: '24Gi' } }), world);

  it('answers first', () => {
    expect(explanation.answer).toBe('pod/cache stays Pending: no node open to it has 24Gi of memory free');
    expect(explanation.decision.message).toContain(
      '0/3 nodes are available: 1 node(s) had untolerated taint(s)',
    );
  });

  it('holds all against every node, with the numbers', () => {
    expect(explanation.nodes.map(({ node: name, verdict }) => [name, verdict])).toEqual([
      ['node-1', ['memory short by 11Gi']],
      ['node-2', ['memory short by 8Gi']],
      ['node-3', ['taint dedicated=db:NoSchedule']],
    ]);
    const [first] = explanation.nodes;
    expect(first!.resources[0]).toMatchObject({
      resource: 'memory',
      requested: 24 * 2 ** 30,
      free: 13 * 2 ** 30,
    });
    expect(first!.allocation).toEqual([{ pod: 'default/other', requests: { cpu: 0, memory: 3 * 2 ** 30 } }]);
  });

  it('tells what would free it, the smallest step first', () => {
    expect(titles(explanation)).toEqual([
      'tolerate dedicated=db:NoSchedule → node-3',
      'ask for at most 16Gi of memory (now 24Gi) → node-2',
      'take the taint dedicated=db:NoSchedule off node-3 → node-3',
      'add a node with 24Gi memory free, untainted → new-node',
    ]);
    const [tolerate, lower] = explanation.fixes;
    expect(tolerate!.edits[0]).toMatchObject({
      objectPath: ['spec', 'tolerations'],
      yaml: '- {key: dedicated, value: db, effect: NoSchedule}',
    });
    expect(lower!.edits[0]).toMatchObject({
      action: 'replace',
      objectPath: ['spec', 'containers', 0, 'resources', 'requests', 'memory'],
      yaml: 'memory: 16Gi',
    });
  });
});

describe('other causes', () => {
  it('drops a selector, labels a node, uncordons one', () => {
    const world = [
      node('a', { labels: { disk: 'hdd' } }),
      node('b', { labels: { disk: 'ssd' }, cordoned: true }),
    ];
    expect(titles(explained(pod('p', { nodeSelector: { disk: 'ssd' } }), world))).toEqual([
      'uncordon b → b',
      'drop nodeSelector disk=ssd → a',
      'label a disk=ssd → a',
      'add a node with room for a pod, untainted, labelled disk=ssd → new-node',
    ]);
  });

  it('says what holds everywhere', () => {
    const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
    const explanation = explained(pod('p', { volumes }), [node('a')]);
    expect(explanation.answer).toBe('pod/p stays Pending: persistentvolumeclaim "data" not found');
    expect(explanation.fixes).toEqual([]);
  });

  it('proposes the claim that is missing, where a class would provide it', () => {
    const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
    const standard = {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'standard', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
      provisioner: 'csi.example.com',
      volumeBindingMode: 'WaitForFirstConsumer',
    } as KubeObject;
    const { fixes } = explained(pod('p', { volumes }), [node('a'), standard]);
    expect(fixes.map(({ title }) => title)).toEqual([
      'create the PersistentVolumeClaim data (of class standard)',
    ]);
    expect(fixes[0]!.manifests[0]).toContain(
      'kind: PersistentVolumeClaim, metadata: {name: data, namespace: default}',
    );
  });

  it('opens gates and finds a scheduler', () => {
    expect(titles(explained(pod('p', { schedulingGates: [{ name: 'wait' }] }), [node('a')]))).toEqual([
      'remove the scheduling gate wait → a',
    ]);
    expect(titles(explained(pod('p', { schedulerName: 'mine' }), [node('a')]))).toEqual([
      'let the scheduler default-scheduler place it → a',
    ]);
  });

  it('names the pods that would have to go', () => {
    const world = [node('a'), on('a', pod('small', { requests: { cpu: '3' } }))];
    const { answer } = explained(pod('p', { priority: 10, requests: { cpu: '2' } }), world);
    expect(answer).toBe('pod/p will go to a when pod small is gone');
  });
});

describe('a pod that fits', () => {
  it('says where it goes, why, and how many more fit', () => {
    const world = [node('a'), node('b', { size: { cpu: '8', memory: '16Gi' } })];
    const explanation = explained(pod('p', { requests: { cpu: '1', memory: '1Gi' } }), world);
    expect(explanation.answer).toBe('pod/p goes to b: 2 of 2 nodes fit, it scores highest');
    expect(explanation.winner).toMatchObject({ node: 'b', runnerUp: 'a', by: { NodeResourcesFit: 9 } });
    expect(explanation.replicas).toMatchObject({ wanted: 1, fit: 12 });
  });
});

describe('workloads', () => {
  const web = (replicas: number) =>
    ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'default' },
      spec: {
        replicas,
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { labels: { app: 'web' } },
          spec: { containers: [{ name: 'web', image: 'web:1', resources: { requests: { cpu: '3' } } }] },
        },
      },
    }) as KubeObject;

  /** The world after all that follows from a deployment. */
  const after = (deployment: KubeObject, ...world: KubeObject[]) =>
    simulate(Cluster.of([...defaults, ...world]), [{ object: deployment }]).cluster;
  const live = (cluster: Cluster) => cluster.get('Deployment', 'default/web') as KubeObject;

  it('explains the first pod that has no place, where the manifest writes it', () => {
    const cluster = after(web(3), node('a'), node('b'));
    const explanation = explain(cluster, live(cluster), { scheduler });
    expect(explanation.answer).toMatch(
      /^pod\/web-\w+-\w+ of deployment\/web stays Pending: no node has 3 cpu free$/,
    );
    expect(explanation.replicas).toMatchObject({ wanted: 3, missing: 1 });
    expect(explanation.fixes.map(({ title, pods }) => [title, pods])).toEqual([
      ['ask for at most 1 cpu (now 3)', 1],
      ['add a node with 3 cpu free, untainted', 1],
    ]);
    expect(explanation.fixes[0]!.edits[0]!.objectPath.slice(0, 3)).toEqual(['spec', 'template', 'spec']);
  });

  it('says why a placed pod is where it is', () => {
    const cluster = after(web(1), node('a'), node('b', { size: { cpu: '8' } }));
    const explanation = explain(cluster, live(cluster), { scheduler });
    expect(explanation).toMatchObject({ placedOn: 'b', winner: { node: 'b', runnerUp: 'a' } });
    expect(explanation.answer).toMatch(/runs on b: 2 of 2 nodes fit, it scores highest$/);
  });

  it('finds the owner of a pod, and all owners of pods without a place', () => {
    const cluster = after(web(3), node('a'), node('b'));
    const waiting = cluster.list('Pod').find(({ spec }) => !spec.nodeName)!;
    expect(topOwner(cluster, waiting)).toMatchObject({ kind: 'Deployment' });
    expect(pendingOwners(cluster).map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toEqual([
      'Deployment/web',
    ]);
  });
});

describe('room that running pods have', () => {
  const room = ({ fixes }: Explanation) =>
    fixes
      .filter(({ title }) => /^(delete|shrink|scale)/.test(title))
      .map(({ title, commands, node: where }) => [title, ...commands, where]);
  const tried = (one: KubeObject, world: readonly KubeObject[]) => {
    const explanation = explained(one, world);
    // Done to the world itself, each fix lets the pod run where it says.
    for (const fix of explanation.fixes) {
      const names = new Set(
        [...fix.world, ...fix.gone].map(({ kind, metadata }) => `${kind} ${metadata.name}`),
      );
      const left = world.filter(({ kind, metadata }) => !names.has(`${kind} ${metadata.name}`));
      expect(explained(fix.pod, [...left, ...fix.world]).decision).toMatchObject({
        outcome: 'bound',
        node: fix.node,
      });
    }
    return room(explanation);
  };
  const waiting = pod('p', { requests: { memory: '4Gi' } });
  const owned = (one: ReturnType<typeof pod>, kind: string, name: string) => ({
    ...one,
    metadata: {
      ...one.metadata,
      uid: one.metadata.name!,
      ownerReferences: [{ apiVersion: 'apps/v1', kind, name, uid: `uid-${name}`, controller: true }],
    },
  });
  const workload = (kind: string, name: string, replicas: number, memory: string) =>
    ({
      apiVersion: 'apps/v1',
      kind,
      metadata: { name, namespace: 'default', uid: `uid-${name}` },
      spec: { replicas, template: { spec: pod(name, { requests: { memory } }).spec } },
    }) as KubeObject;

  it('deletes the smallest pod that suffices', () => {
    const world = [
      node('a'),
      on('a', pod('tiny', { requests: { memory: '1Gi' } })),
      on('a', pod('small', { requests: { memory: '2Gi' } })),
      on('a', pod('large', { requests: { memory: '3Gi' } })),
    ];
    expect(tried(waiting, world)).toEqual([
      ['delete pod/small (asks for 2Gi on a)', 'kubectl delete pod small -n default', 'a'],
    ]);
  });

  it('leaves alone the pods of the system, of DaemonSets and of unknown controllers', () => {
    const requests = { memory: '6Gi' };
    const spared = [
      pod('dns', { namespace: 'kube-system', requests }),
      pod('critical', { priority: 2_000_000_000, requests }),
      owned(pod('agent', { requests }), 'DaemonSet', 'agent'),
      owned(pod('other', { requests }), 'Thing', 'thing'),
    ];
    for (const one of spared) expect(tried(waiting, [node('a'), on('a', one)])).toEqual([]);
  });

  it('deletes nothing where a taint would remain', () => {
    const taints = [{ key: 'x', effect: 'NoSchedule' as const }];
    const world = [node('a', { taints }), on('a', pod('large', { requests: { memory: '6Gi' } }))];
    expect(tried(waiting, world)).toEqual([]);
  });

  it('deletes the holder of a host port, and the pod that keeps others away', () => {
    const web = { name: 'web', image: 'web:1', ports: [{ containerPort: 80, hostPort: 80 }] };
    const holder = on('a', pod('holder', { containers: [web] }));
    expect(tried(pod('p', { containers: [web] }), [node('a'), holder, on('a', pod('not'))])).toEqual([
      ['delete pod/holder (has host port 80/TCP on a)', 'kubectl delete pod holder -n default', 'a'],
    ]);
    const podAntiAffinity = {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'p' } } },
      ],
    };
    const guard = on('a', pod('guard', { affinity: { podAntiAffinity } }));
    const labels = { app: 'p' };
    expect(tried(pod('p', { labels }), [node('a'), guard, on('a', pod('not'))])).toEqual([
      ['delete pod/guard (on a)', 'kubectl delete pod guard -n default', 'a'],
    ]);
    const same = on('a', pod('same', { labels }));
    expect(
      tried(pod('p', { affinity: { podAntiAffinity } }), [node('a'), same, on('a', pod('not'))]),
    ).toEqual([['delete pod/same (on a)', 'kubectl delete pod same -n default', 'a']]);
  });

  /** Nodes with a workload in place: one pod of 5Gi on each. */
  const running = (kind: string, count: number, ...more: KubeObject[]) => {
    const labels = { app: 'db' };
    const template = { metadata: { labels }, spec: pod('db', { requests: { memory: '5Gi' } }).spec };
    const object = {
      apiVersion: 'apps/v1',
      kind,
      metadata: { name: 'db', namespace: 'default' },
      spec: {
        replicas: count,
        selector: { matchLabels: labels },
        template,
        ...(kind === 'StatefulSet' && { serviceName: 'db' }),
      },
    } as KubeObject;
    const nodes = ['a', 'b', 'c'].slice(0, count).map((name) => node(name));
    return simulate(Cluster.of([...defaults, ...nodes, ...more]), [{ object }]).cluster;
  };
  const told = (cluster: Cluster) => room(explain(cluster, waiting, { scheduler }));

  it('shrinks the workload of a pod that would come back, or scales it down', () => {
    expect(told(running('StatefulSet', 2))).toEqual([
      [
        'shrink statefulset/db to at most 4Gi memory (now 5Gi; 1 pod on a)',
        'kubectl set resources statefulset/db -n default -c main --requests=memory=4Gi',
        'b',
      ],
      [
        'scale statefulset/db down to 1 (now 2; db-1 on b would go)',
        'kubectl scale statefulset/db -n default --replicas=1',
        'b',
      ],
    ]);
    // Its rollout would stand still: the first new pod finds no room beside the old ones.
    const [scale, ...others] = told(running('Deployment', 2));
    expect(scale![0]).toMatch(/^scale deployment\/db down to 1 \(now 2; db-\S+ on a would go\)$/);
    expect(others).toEqual([]);
  });

  it('leaves the number of replicas to an autoscaler', () => {
    const autoscaler = {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'db', namespace: 'default' },
      spec: {
        minReplicas: 2,
        maxReplicas: 2,
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db' },
      },
    } as KubeObject;
    expect(told(running('StatefulSet', 2, autoscaler)).map(([title]) => title)).toEqual([
      'shrink statefulset/db to at most 4Gi memory (now 5Gi; 1 pod on a)',
    ]);
  });

  it('halves no workload, and takes not the last replica', () => {
    const one = on('a', owned(pod('db-0', { requests: { memory: '7Gi' } }), 'StatefulSet', 'db'));
    const world = [node('a'), workload('StatefulSet', 'db', 1, '7Gi'), one];
    expect(tried(pod('p', { requests: { memory: '5Gi' } }), world)).toEqual([]);
  });
});

describe('a class that is missing', () => {
  const claim = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data', namespace: 'default' },
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'fast',
      resources: { requests: { storage: '1Gi' } },
    },
    status: { phase: 'Pending' },
  } as KubeObject;
  const waiting = pod('p', { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] });

  it('is proposed of a provisioner that is there', () => {
    const driver = {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'CSIDriver',
      metadata: { name: 'csi.example.com' },
    } as KubeObject;
    const { fixes } = explained(waiting, [node('a'), claim, driver]);
    expect(fixes.map(({ title }) => title)).toEqual([
      'create the StorageClass fast (of provisioner csi.example.com)',
    ]);
    expect(fixes[0]!.manifests).toEqual([
      '{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, ' +
        'provisioner: csi.example.com, volumeBindingMode: WaitForFirstConsumer}',
    ]);
  });

  it('is not where no provisioner is known', () => {
    expect(explained(waiting, [node('a'), claim]).fixes).toEqual([]);
  });
});

/** What every cluster has. */
const defaults = ['Namespace', 'ServiceAccount'].map((kind) => ({
  apiVersion: 'v1',
  kind,
  metadata: { name: 'default', uid: kind, ...(kind === 'ServiceAccount' && { namespace: 'default' }) },
})) as KubeObject[];
