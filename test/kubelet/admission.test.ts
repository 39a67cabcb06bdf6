import { describe, expect, it } from 'vitest';
import type { KubeObject, Node, Pod } from '../../src/api/objects.js';
import { Cluster } from '../../src/cluster/cluster.js';
import { rejection } from '../../src/kubelet/admission.js';
import { at, made, since } from '../controllers/look.js';

const node = (more: object = {}, allocatable: object = {}) =>
  made('Node', 'n', {
    spec: more,
    status: { allocatable: { cpu: '1', memory: '1Gi', pods: '2', 'example.com/gpu': '1', ...allocatable } },
  }) as unknown as Node;
const pod = (
  name: string,
  container: object = {},
  spec: object = {},
  status: object = {},
  metadata: object = {},
) =>
  made('Pod', name, {
    metadata,
    spec: { nodeName: 'n', containers: [{ name: 'c', image: 'i', ...container }], ...spec },
    status,
  }) as unknown as Pod;
const asks = (requests: object) => ({ resources: { requests } });
const RUNS = { startTime: at(0), phase: 'Running' };

const why = (one: Pod, on: Node = node(), ...others: Pod[]) => {
  const found = rejection(Cluster.of([on, one, ...others] as KubeObject[]), one, on);
  return found && `${found.reason} | ${found.message}`;
};

describe('a pod that names its node itself', () => {
  it.each([
    ['fits', pod('p', asks({ cpu: '1', memory: '1Gi' })), undefined],
    [
      'cpu',
      pod('p', asks({ cpu: '1001m' })),
      "OutOfcpu | Node didn't have enough resource: cpu, requested: 1001, used: 0, capacity: 1000",
    ],
    [
      'memory',
      pod('p', asks({ memory: '2Gi' })),
      "OutOfmemory | Node didn't have enough resource: memory, requested: 2147483648, used: 0, capacity: 1073741824",
    ],
    [
      'devices',
      pod('p', asks({ 'example.com/gpu': '2' })),
      "OutOfexample.com/gpu | Node didn't have enough resource: example.com/gpu, requested: 2, used: 0, capacity: 1",
    ],
    ['devices that no node has', pod('p', asks({ 'example.com/other': '2' })), undefined],
    [
      'labels',
      pod('p', {}, { nodeSelector: { disk: 'ssd' } }),
      "NodeAffinity | Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector",
    ],
  ])('%s', (_name, one, expected) => {
    expect(why(one)).toBe(expected);
  });

  it('is asked beside those that are there', () => {
    const half = asks({ cpu: '600m' });
    const used =
      "OutOfcpu | Node didn't have enough resource: cpu, requested: 600, used: 600, capacity: 1000";
    expect(why(pod('p', half), node(), pod('q', half, {}, RUNS))).toBe(used);
    expect(why(pod('p', half), node(), pod('q', half))).toBeUndefined();
    expect(why(pod('p', half), node(), pod('q', half, {}, { ...RUNS, phase: 'Failed' }))).toBeUndefined();
    const two = [pod('q', {}, {}, RUNS), pod('r', {}, {}, RUNS)];
    expect(why(pod('p'), node(), ...two)).toBe(
      "OutOfpods | Node didn't have enough resource: pods, requested: 1, used: 2, capacity: 2",
    );
    const port = { ports: [{ containerPort: 80, hostPort: 80 }] };
    expect(why(pod('p', port), node(), pod('q', port, {}, RUNS))).toBe(
      "NodePorts | Predicate NodePorts failed: node(s) didn't have free ports for the requested pod ports",
    );
    expect(why(pod('p', port), node())).toBeUndefined();
  });

  it('is asked for taints that drive pods out, and no others', () => {
    const tainted = (effect: string) => node({ taints: [{ key: 'k', effect }] });
    const no = 'TaintToleration | Predicate TaintToleration failed: node(s) had untolerated taint(s)';
    expect(why(pod('p'), tainted('NoExecute'))).toBe(no);
    expect(why(pod('p'), tainted('NoSchedule'))).toBeUndefined();
    expect(
      why(pod('p', {}, { tolerations: [{ operator: 'Exists' }] }), tainted('NoExecute')),
    ).toBeUndefined();
  });

  it('is not one that the scheduler placed, nor one of the node itself', () => {
    const large = asks({ cpu: '9' });
    const placed = { conditions: [since('PodScheduled', 'True')] };
    expect(why(pod('p', large, {}, placed))).toBeUndefined();
    expect(
      why(pod('p', large, {}, {}, { annotations: { 'kubernetes.io/config.mirror': 'x' } })),
    ).toBeUndefined();
  });
});
