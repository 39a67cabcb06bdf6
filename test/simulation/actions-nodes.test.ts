import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/objects.js';
import { parseNodes } from '../../src/cluster/node-spec.js';
import type { Simulation } from '../../src/simulation/index.js';
import { made } from '../controllers/look.js';
import { acted, settled, stepLines } from './steps.js';
import { applied, bare, deployment, simulation } from './worlds.js';

const LABELS = { app: 'web' };

/** A world at rest after these objects were applied. */
const living = (nodes: string, ...objects: KubeObject[]) => applied(simulation(nodes), ...objects);

describe('what a user does to images', () => {
  it('they fail, never get ready, crash, and heal', () => {
    const sim = simulation('1x cpu=4,memory=16Gi');
    const model = () => {
      return sim.kubeletModel.assumed.map(({ of, does }) => `${of.image} ${Object.keys(does)}`);
    };
    expect(sim.act({ do: 'fail-image', image: 'a:1' })).toEqual({ changed: true });
    sim.act({ do: 'fail-image', image: 'b:1' });
    sim.act({ do: 'never-ready', image: 'a:1' });
    sim.act({ do: 'crash', image: 'a:1' });
    expect(model()).toEqual(['a:1 pull', 'b:1 pull', 'a:1 ready', 'a:1 exit']);
    expect(sim.act({ do: 'heal', image: 'a:1' })).toEqual({ changed: true });
    expect(model()).toEqual(['b:1 pull']);
    const assumption = { of: { container: 'app' }, does: { start: 9 } };
    expect(sim.act({ do: 'assume', assumption })).toEqual({ changed: true });
    expect(sim.kubeletModel.assumed.at(-1)).toBe(assumption);
    sim.act({ do: 'crash', image: 'a:1' });
    sim.act({ do: 'heal' });
    expect(model()).toEqual([]);
  });

  it('and the pods with them', () => {
    const sim = simulation('1x cpu=4,memory=16Gi');
    sim.act({ do: 'crash', image: 'app:1' });
    sim.act({ do: 'apply', object: bare('p') });
    expect(settled(sim, 0)).toEqual([
      '1 0.0 apply create Pod/p: created',
      '2 0.0 scheduler bind Pod/p: → node-1 ← 1',
      '3 3.0 kubelet fail Pod/p: CrashLoopBackOff ← 2',
    ]);
    expect(acted(sim, { do: 'heal' })).toEqual({
      outcome: 'changed',
      steps: ['13.0 kubelet ready Pod/p: ready'],
    });
  });
});

describe('what a user does to nodes', () => {
  it('cordon and uncordon', () => {
    const sim = living('1x cpu=4,memory=16Gi');
    expect(acted(sim, { do: 'cordon', node: 'node-1' })).toEqual({
      outcome: 'changed step 1',
      steps: [
        '0.0 kubectl update Node/node-1: cordoned',
        '0.0 nodelifecycle update Node/node-1: tainted node.kubernetes.io/unschedulable:NoSchedule ← 1',
      ],
    });
    expect(acted(sim, { do: 'cordon', node: 'node-1' })).toEqual({ outcome: 'unchanged', steps: [] });
    expect(acted(sim, { do: 'apply', object: bare('p') })).toEqual({
      outcome: 'changed step 1',
      steps: [
        '0.0 apply create Pod/p: created',
        '0.0 scheduler pending Pod/p: 0/1 nodes are available: 1 node(s) were unschedulable. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling. ← 3',
      ],
    });
    expect(acted(sim, { do: 'uncordon', node: 'node-1' })).toEqual({
      outcome: 'changed step 1',
      steps: [
        '0.0 kubectl update Node/node-1: uncordoned',
        '0.0 nodelifecycle update Node/node-1: untainted node.kubernetes.io/unschedulable:NoSchedule ← 5',
        '0.0 scheduler bind Pod/p: → node-1 ← 6',
        '3.0 kubelet ready Pod/p: ready ← 7',
      ],
    });
    expect(acted(sim, { do: 'cordon', node: 'none' })).toEqual({
      outcome: 'unchanged 404 NotFound: nodes "none" not found',
      steps: [],
    });
    expect(sim.cluster.get('Node', 'node-1')!.spec).not.toHaveProperty('unschedulable');
  });

  it('taint, and take a taint away', () => {
    const taints = (sim: Simulation) => sim.cluster.get('Node', 'node-1')!.spec?.taints;
    const sim = living('1x cpu=4,memory=16Gi');
    const taint = (key: string, effect: string, value = 'x') =>
      ({ key, value, effect }) as { key: string; value: string; effect: 'NoSchedule' };
    const put = (one: object, remove?: boolean) =>
      sim.act({
        do: 'taint',
        node: 'node-1',
        taint: one as never,
        ...(remove === undefined ? {} : { remove }),
      });
    put(taint('a', 'NoSchedule'));
    put(taint('a', 'NoExecute'));
    put(taint('b', 'NoSchedule'));
    expect(taints(sim)).toEqual([
      taint('b', 'NoSchedule'),
      taint('a', 'NoExecute'),
      taint('a', 'NoSchedule'),
    ]);
    put(taint('a', 'NoSchedule', 'y'));
    expect(taints(sim)?.map(({ key, value, effect }) => `${key}=${value}:${effect}`)).toEqual([
      'a=y:NoSchedule',
      'b=x:NoSchedule',
      'a=x:NoExecute',
    ]);
    put(taint('a', 'NoExecute'), true);
    expect(taints(sim)?.map(({ key }) => key)).toEqual(['a', 'b']);
    put({ key: 'a' }, true);
    put({ key: 'b' }, true);
    expect(taints(sim)).toBeUndefined();
    expect(
      acted(living('2x cpu=4,memory=16Gi', bare('p')), {
        do: 'taint',
        node: 'node-1',
        taint: taint('out', 'NoExecute'),
      }),
    ).toEqual({
      outcome: 'changed step 1',
      steps: [
        '3.0 kubectl update Node/node-1: tainted out=x:NoExecute',
        '3.0 tainteviction delete Pod/p: terminating, node node-1 has taint out:NoExecute ← 4',
        '4.0 kubelet delete Pod/p: gone ← 5',
      ],
    });
  });

  it('add and remove', () => {
    const sim = living(
      '1x cpu=1,memory=1Gi',
      deployment('web', 'app:1', { podSpec: { nodeSelector: { disk: 'ssd' } } }),
    );
    expect(
      acted(sim, { do: 'add-node', node: parseNodes('name=new,cpu=4,memory=16Gi,label.disk=ssd')[0]! }),
    ).toEqual({
      outcome: 'changed step 1',
      steps: [
        '601.0 kubectl create Node/new: created',
        "601.0 scheduler pending Pod/web-6bc99c5d99#1: 0/2 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) had untolerated taint(s). preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling. ← 6",
        '601.0 nodelifecycle update Node/new: untainted node.kubernetes.io/not-ready:NoSchedule ← 6',
        '601.0 scheduler bind Pod/web-6bc99c5d99#1: → new ← 8',
        '604.0 kubelet ready Pod/web-6bc99c5d99#1: ready ← 9',
        '604.0 deployment complete Deployment/web: complete ← 10',
      ],
    });
    expect(acted(sim, { do: 'remove-node', node: 'new' })).toEqual({
      outcome: 'changed step 1',
      steps: [
        '604.0 kubectl delete Node/new: deleted',
        '664.0 podgc fail Pod/web-6bc99c5d99#1: failed ← 12',
        '664.0 podgc delete Pod/web-6bc99c5d99#1: deleted ← 12',
        '664.0 replicaset create Pod/web-6bc99c5d99#2: created ← 14',
        "664.0 scheduler pending Pod/web-6bc99c5d99#2: 0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling. ← 15",
      ],
    });
    expect(acted(sim, { do: 'remove-node', node: 'none' })).toEqual({
      outcome: 'unchanged 404 NotFound: nodes "none" not found',
      steps: [],
    });
  });

  it('fall silent, and come back', () => {
    const sim = living('2x cpu=4,memory=16Gi', deployment('web', 'app:1', { replicas: 2 }));
    expect(acted(sim, { do: 'fail-node', node: 'node-1' })).toEqual({
      outcome: 'unchanged',
      steps: [
        '53.0 nodelifecycle update Node/node-1: NotReady (Unknown: Kubelet stopped posting node status.)',
        '53.0 nodelifecycle unready Pod/web-8bcb88b49#1: not ready',
        '53.0 nodelifecycle update Node/node-1: tainted node.kubernetes.io/unreachable:NoSchedule, node.kubernetes.io/unreachable:NoExecute',
        '353.0 tainteviction delete Pod/web-8bcb88b49#1: terminating, node node-1 has taint node.kubernetes.io/unreachable:NoExecute ← 12',
        '353.0 replicaset create Pod/web-8bcb88b49#2: created ← 13',
        '353.0 scheduler bind Pod/web-8bcb88b49#2: → node-2 ← 14',
        '354.0 kubelet ready Pod/web-8bcb88b49#2: ready ← 15',
      ],
    });
    expect(acted(sim, { do: 'heal-node', node: 'node-1' })).toEqual({
      outcome: 'changed step 1',
      steps: [
        '354.0 kubectl update Node/node-1: Ready',
        '354.0 nodelifecycle update Node/node-1: untainted node.kubernetes.io/unreachable:NoSchedule, node.kubernetes.io/unreachable:NoExecute ← 17',
        '354.0 kubelet delete Pod/web-8bcb88b49#1: gone ← 17',
      ],
    });
    expect(acted(sim, { do: 'heal-node', node: 'none' })).toEqual({
      outcome: 'unchanged 404 NotFound: nodes "none" not found',
      steps: [],
    });
    expect(sim.cluster.get('Node', 'node-1')!.metadata.annotations ?? {}).toEqual({});
    expect(
      sim.cluster.get('Node', 'node-1')!.status!.conditions!.find(({ type }) => type === 'Ready'),
    ).toMatchObject({ status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status' });
  });
});

describe('evictions', () => {
  const budget = (minAvailable: number) =>
    made('PodDisruptionBudget', 'web', {
      spec: { minAvailable, selector: { matchLabels: LABELS } },
    }) as KubeObject;
  const daemon = {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'log', namespace: 'default' },
    spec: {
      selector: { matchLabels: { app: 'log' } },
      template: {
        metadata: { labels: { app: 'log' } },
        spec: { containers: [{ name: 'app', image: 'app:1' }] },
      },
    },
  } as unknown as KubeObject;

  it('of one pod: marked, and gone', () => {
    const sim = living('1x cpu=4,memory=16Gi', bare('p'));
    sim.act({ do: 'evict', key: 'default/p' });
    expect(
      sim.cluster
        .get('Pod', 'default/p')!
        .status!.conditions!.find(({ type }) => type === 'DisruptionTarget'),
    ).toMatchObject({ status: 'True', reason: 'EvictionByEvictionAPI', message: 'Eviction API: evicting' });
    expect(stepLines(sim.steps, 3)).toEqual(['4 3.0 kubectl delete Pod/p: terminating']);
    expect(acted(living('1x cpu=4,memory=16Gi'), { do: 'evict', key: 'default/none' })).toEqual({
      outcome: 'unchanged 404 NotFound: pods "none" not found',
      steps: [],
    });
  });

  it('are counted by budgets, and refused', () => {
    const sim = living('1x cpu=4,memory=16Gi', budget(1), bare('p'), bare('q'), bare('r'));
    sim.settle();
    const outcomes = ['p', 'q', 'r'].map((name) => sim.act({ do: 'evict', key: `default/${name}` }));
    expect(outcomes.map(({ changed, refusal }) => [changed, refusal?.code])).toEqual([
      [true, undefined],
      [true, undefined],
      [false, 429],
    ]);
    expect(sim.steps.at(-1)).toMatchObject({
      verb: 'refuse',
      actor: 'kubectl',
      object: { name: 'r' },
      message: "Cannot evict pod as it would violate the pod's disruption budget.",
    });
    expect(outcomes[2]!.step).toBe(sim.steps.length);
  });

  it('drain a node, pods of DaemonSets excepted', () => {
    const sim = living('2x cpu=4,memory=16Gi', daemon, deployment('web', 'app:1', { replicas: 2 }));
    expect(acted(sim, { do: 'drain', node: 'node-1' })).toEqual({
      outcome: 'changed step 1',
      steps: [
        '3.0 kubectl update Node/node-1: cordoned',
        '3.0 nodelifecycle update Node/node-1: tainted node.kubernetes.io/unschedulable:NoSchedule ← 18',
        '3.0 kubectl delete Pod/web-8bcb88b49#1: terminating',
        '3.0 replicaset create Pod/web-8bcb88b49#2: created ← 20',
        '3.0 scheduler bind Pod/web-8bcb88b49#2: → node-2 ← 21',
        '4.0 kubelet delete Pod/web-8bcb88b49#1: gone ← 20',
        '4.0 kubelet ready Pod/web-8bcb88b49#2: ready ← 22',
      ],
    });
  });

  it('drain a node with pods of nobody only by force', () => {
    const sim = living('1x cpu=4,memory=16Gi', bare('p'), bare('q'));
    expect(acted(sim, { do: 'drain', node: 'node-1' })).toEqual({
      outcome:
        'changed step 1 error: unable to drain node "node-1" due to error: cannot delete Pods that declare no controller (use --force to override): default/p, default/q',
      steps: [
        '3.0 kubectl update Node/node-1: cordoned',
        '3.0 nodelifecycle update Node/node-1: tainted node.kubernetes.io/unschedulable:NoSchedule ← 7',
      ],
    });
    expect(acted(sim, { do: 'drain', node: 'node-1', force: true })).toEqual({
      outcome: 'unchanged',
      steps: [
        '3.0 kubectl delete Pod/p: terminating',
        '3.0 kubectl delete Pod/q: terminating',
        '4.0 kubelet delete Pod/p: gone ← 9',
        '4.0 kubelet delete Pod/q: gone ← 10',
      ],
    });
    expect(acted(sim, { do: 'drain', node: 'none' })).toEqual({
      outcome: 'unchanged 404 NotFound: nodes "none" not found',
      steps: [],
    });
  });

  it('go on as the budget lets them', () => {
    const sim = living('1x cpu=4,memory=16Gi', budget(2), deployment('web', 'app:1', { replicas: 3 }));
    sim.act({ do: 'add-node', node: parseNodes('name=other,cpu=4,memory=16Gi')[0]! });
    sim.settle();
    const { steps } = acted(sim, { do: 'drain', node: 'node-1' });
    expect(steps).toEqual([
      '3.0 kubectl update Node/node-1: cordoned',
      '3.0 nodelifecycle update Node/node-1: tainted node.kubernetes.io/unschedulable:NoSchedule ← 16',
      '3.0 kubectl delete Pod/web-8bcb88b49#1: terminating',
      '3.0 replicaset create Pod/web-8bcb88b49#2: created ← 18',
      '3.0 scheduler bind Pod/web-8bcb88b49#2: → other ← 19',
      '4.0 kubelet delete Pod/web-8bcb88b49#1: gone ← 18',
      '6.0 kubelet ready Pod/web-8bcb88b49#2: ready ← 20',
      '6.0 kubectl delete Pod/web-8bcb88b49#3: terminating',
      '6.0 replicaset create Pod/web-8bcb88b49#4: created ← 23',
      '6.0 scheduler bind Pod/web-8bcb88b49#4: → other ← 24',
      '7.0 kubelet delete Pod/web-8bcb88b49#3: gone ← 23',
      '7.0 kubelet ready Pod/web-8bcb88b49#4: ready ← 25',
      '7.0 kubectl delete Pod/web-8bcb88b49#5: terminating',
      '7.0 replicaset create Pod/web-8bcb88b49#6: created ← 28',
      '7.0 scheduler bind Pod/web-8bcb88b49#6: → other ← 29',
      '8.0 kubelet delete Pod/web-8bcb88b49#5: gone ← 28',
      '8.0 kubelet ready Pod/web-8bcb88b49#6: ready ← 30',
    ]);
  });
});
