import { describe, expect, it } from 'vitest';
import type { Node, Toleration } from '../../../src/api/objects.js';
import { decide, node, obstacles, pod, verdicts } from '../build.js';

const CORDON = 'node.kubernetes.io/unschedulable';
const REFUSED = '!NodeUnschedulable: node(s) were unschedulable';
const world = [node('cordoned', { cordoned: true }), node('open')];

describe('NodeUnschedulable', () => {
  it('refuses cordoned nodes for good', () => {
    const decision = decide(pod('p'), world);
    expect(verdicts(decision)).toEqual({ cordoned: REFUSED, open: 'fits' });
    expect(decide(pod('p'), [world[0]!]).message).toBe(
      '0/1 nodes are available: 1 node(s) were unschedulable. preemption: ' +
        '0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
    );
  });

  it('takes a cordon that is taken back for none', () => {
    const taken: Node = { ...node('cordoned'), spec: { unschedulable: false } };
    expect(verdicts(decide(pod('p'), [taken]))).toEqual({
      cordoned: 'fits',
    });
  });

  it.each<[string, Toleration, boolean]>([
    ['the taint of the cordon', { key: CORDON, operator: 'Exists', effect: 'NoSchedule' }, true],
    ['it by an empty value', { key: CORDON }, true],
    ['everything', { operator: 'Exists' }, true],
    ['another value', { key: CORDON, value: 'yes' }, false],
    ['another effect', { key: CORDON, operator: 'Exists', effect: 'NoExecute' }, false],
    ['another taint', { key: 'node.kubernetes.io/not-ready', operator: 'Exists' }, false],
  ])('asks whether the pod tolerates %s', (_what, toleration, fits) => {
    const decision = decide(pod('p', { tolerations: [toleration] }), world);
    expect(verdicts(decision)).toEqual({ cordoned: fits ? 'fits' : REFUSED, open: 'fits' });
  });

  it('names its obstacle', () => {
    expect(obstacles(pod('p'), world)).toEqual({ cordoned: [{ kind: 'unschedulable' }] });
  });
});
