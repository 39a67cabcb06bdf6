import { describe, expect, it } from 'vitest';
import { decide, node, pod, reasons, scoresOf } from './build.js';

describe('NodeUnschedulable and TaintToleration', () => {
  it('keeps pods off cordoned nodes, unless they tolerate the cordon', () => {
    const world = [node('a', { cordoned: true })];
    expect(reasons(decide(pod('p'), world))).toBe('1 node(s) were unschedulable');
    const tolerations = [{ key: 'node.kubernetes.io/unschedulable', operator: 'Exists' as const }];
    expect(decide(pod('p', { tolerations }), world).node).toBe('a');
  });

  it('keeps pods off tainted nodes and says it as each version does', () => {
    const world = [node('a', { taints: [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' }] })];
    expect(reasons(decide(pod('p'), world))).toBe('1 node(s) had untolerated taint(s)');
    expect(reasons(decide(pod('p'), world, '1.31'))).toBe('1 node(s) had untolerated taint {dedicated: db}');
    expect(decide(pod('p', { tolerations: [{ key: 'dedicated', value: 'db' }] }), world).node).toBe('a');
    expect(decide(pod('p', { tolerations: [{ operator: 'Exists' }] }), world).node).toBe('a');
    const other = [{ key: 'dedicated', value: 'db', effect: 'NoExecute' as const }];
    expect(decide(pod('p', { tolerations: other }), world).outcome).toBe('unschedulable');
  });

  it('prefers nodes with fewer PreferNoSchedule taints', () => {
    const soft = (key: string) => ({ key, effect: 'PreferNoSchedule' as const });
    const world = [
      node('a', { taints: [soft('x'), soft('y')] }),
      node('b', { taints: [soft('x')] }),
      node('c'),
    ];
    expect(scoresOf(decide(pod('p'), world), 'TaintToleration')).toEqual({ a: 0, b: 150, c: 300 });
  });
});

describe('NodeAffinity', () => {
  const world = [node('a', { labels: { disk: 'ssd', gen: '7' } }), node('b', { labels: { disk: 'hdd' } })];

  it('keeps to nodeSelector and required terms', () => {
    expect(decide(pod('p', { nodeSelector: { disk: 'hdd' } }), world).feasible).toEqual(['b']);
    const miss = decide(pod('p', { nodeSelector: { disk: 'nvme' } }), world);
    expect(reasons(miss)).toBe("2 node(s) didn't match Pod's node affinity/selector");
    const newer = required([{ matchExpressions: [{ key: 'gen', operator: 'Gt', values: ['6'] }] }]);
    expect(decide(pod('p', newer), world).feasible).toEqual(['a']);
  });

  it('narrows to the nodes that matchFields name', () => {
    const named = (name: string) =>
      required([{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [name] }] }]);
    expect(decide(pod('p', named('b')), world)).toMatchObject({ node: 'b', evaluated: 1 });
    expect(decide(pod('p', named('gone')), world).message).toBe(
      "0/2 nodes are available: 2 node(s) didn't satisfy plugin(s) [NodeAffinity]. " +
        'preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.',
    );
  });

  it('adds up the weights of preferred terms', () => {
    const term = (weight: number, value: string) => ({
      weight,
      preference: { matchExpressions: [{ key: 'disk', operator: 'In' as const, values: [value] }] },
    });
    const affinity = {
      nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [term(20, 'ssd'), term(5, 'hdd')] },
    };
    expect(scoresOf(decide(pod('p', { affinity }), world), 'NodeAffinity')).toEqual({ a: 200, b: 50 });
  });
});

type Terms = NonNullable<
  NonNullable<
    NonNullable<ReturnType<typeof pod>['spec']['affinity']>['nodeAffinity']
  >['requiredDuringSchedulingIgnoredDuringExecution']
>['nodeSelectorTerms'];

function required(nodeSelectorTerms: Terms) {
  return {
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } },
  };
}

describe('NodePorts', () => {
  const withPort = (name: string, hostPort: number, more: object = {}) =>
    pod(name, { containers: [{ name: 'main', ports: [{ containerPort: 80, hostPort, ...more }] }] });
  const holder = (port: ReturnType<typeof pod>) => ({ ...port, spec: { ...port.spec, nodeName: 'a' } });

  it('keeps a pod off nodes where its port is taken', () => {
    const world = [node('a'), holder(withPort('first', 80))];
    expect(reasons(decide(withPort('p', 80), world))).toBe(
      "1 node(s) didn't have free ports for the requested pod ports",
    );
    expect(decide(withPort('p', 81), world).node).toBe('a');
    expect(decide(withPort('p', 80, { protocol: 'UDP' }), world).node).toBe('a');
  });

  it('lets one port be used at two addresses, but not at one and all', () => {
    const world = [node('a'), holder(withPort('first', 80, { hostIP: '10.0.0.1' }))];
    expect(decide(withPort('p', 80, { hostIP: '10.0.0.2' }), world).node).toBe('a');
    expect(decide(withPort('p', 80), world).outcome).toBe('unschedulable');
  });
});

describe('ImageLocality', () => {
  it('prefers nodes that have a large image, weighed by how many have it', () => {
    const images = [{ names: ['app:1'], sizeBytes: 523 * 1024 * 1024 }];
    const scores = scoresOf(decide(pod('p'), [node('a', { images }), node('b')]), 'ImageLocality');
    // Half of the nodes have it: (261.5 - 23) MiB of (1000 - 23) MiB.
    expect(scores).toEqual({ a: 24, b: 0 });
  });
});

describe('who is scheduled', () => {
  it('leaves gated pods out of the queue and pods of other schedulers alone', () => {
    expect(decide(pod('p', { schedulingGates: [{ name: 'wait' }] }), [node('a')])).toMatchObject({
      outcome: 'gated',
      reason: 'SchedulingGated',
      message: 'Scheduling is blocked due to non-empty scheduling gates',
    });
    expect(decide(pod('p', { schedulerName: 'mine' }), [node('a')]).outcome).toBe('ignored');
    expect(decide(pod('p', { nodeName: 'b' }), [node('a')])).toMatchObject({
      outcome: 'bound',
      node: 'b',
      bySpec: true,
    });
  });

  it('says so where there are no nodes', () => {
    expect(decide(pod('p'), [])).toMatchObject({
      message: 'no nodes available to schedule pods',
      reason: 'Unschedulable',
    });
  });

  it('tells the event as the scheduler writes it', () => {
    expect(decide(pod('p'), [node('a')]).event).toEqual({
      type: 'Normal',
      reason: 'Scheduled',
      message: 'Successfully assigned default/p to a',
    });
  });
});
