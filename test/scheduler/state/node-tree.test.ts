import { describe, expect, it } from 'vitest';
import type { Node } from '../../../src/api/objects.js';
import { Cluster } from '../../../src/cluster/cluster.js';
import { zoneKey } from '../../../src/scheduler/state/node-tree.js';
import { SchedulerState } from '../../../src/scheduler/state/scheduler-state.js';
import { node } from '../build.js';

const ZONE = 'topology.kubernetes.io/zone';
const REGION = 'topology.kubernetes.io/region';
const BETA_ZONE = 'failure-domain.beta.kubernetes.io/zone';
const BETA_REGION = 'failure-domain.beta.kubernetes.io/region';

const zoned = (name: string, zone?: string, region?: string): Node =>
  node(name, { labels: { ...(zone && { [ZONE]: zone }), ...(region && { [REGION]: region }) } });
const order = (state: SchedulerState) =>
  state
    .nodes()
    .map(({ name }) => name)
    .join('');
const change = (state: SchedulerState, verb: 'create' | 'update' | 'delete', object: Node) => {
  state.apply([{ verb, object }]);
  return order(state);
};

describe('the zone of a node', () => {
  it.each<[Record<string, string>, string]>([
    [{}, ''],
    [{ [ZONE]: 'z' }, ':\0:z'],
    [{ [REGION]: 'r' }, 'r:\0:'],
    [{ [REGION]: 'r', [ZONE]: 'z' }, 'r:\0:z'],
    [{ [BETA_REGION]: 'old', [BETA_ZONE]: 'older' }, 'old:\0:older'],
    [{ [BETA_ZONE]: 'old', [ZONE]: 'new', [BETA_REGION]: 'o', [REGION]: 'n' }, 'o:\0:old'],
    [{ [BETA_ZONE]: '', [ZONE]: 'new' }, ':\0:new'],
  ])('with labels %j is %j', (labels, key) => {
    expect(zoneKey({ apiVersion: 'v1', kind: 'Node', metadata: { labels } })).toBe(key);
  });

  it('without labels is none', () => {
    expect(zoneKey({ apiVersion: 'v1', kind: 'Node', metadata: {} })).toBe('');
  });
});

describe('the order of nodes', () => {
  it('takes one of each zone in turn, as they came', () => {
    const nodes = [
      zoned('a', 'x'),
      zoned('b', 'x'),
      zoned('c', 'x'),
      zoned('d', 'y'),
      zoned('e'),
      zoned('f', 'y'),
      zoned('g', 'x', 'r'),
    ];
    expect(order(SchedulerState.of(nodes))).toBe('adegbfc');
    expect(order(SchedulerState.of([]))).toBe('');
  });

  it('changes as nodes come and go, a freed place being given to the next', () => {
    const state = SchedulerState.of([zoned('a', 'x'), zoned('b', 'x'), zoned('c', 'y')]);
    expect(order(state)).toBe('acb');
    expect(change(state, 'delete', zoned('a', 'x'))).toBe('bc');
    expect(change(state, 'create', zoned('d', 'y'))).toBe('bcd');
    expect([state.nodeCount, state.slotCount]).toEqual([3, 3]);
    expect(change(state, 'create', zoned('a', 'x'))).toBe('bcad');
    expect([state.nodeCount, state.slotCount]).toEqual([4, 4]);
    // A zone without nodes is forgotten, and comes last when it comes again.
    change(state, 'delete', zoned('b', 'x'));
    expect(change(state, 'delete', zoned('a', 'x'))).toBe('cd');
    expect(change(state, 'create', zoned('a', 'x'))).toBe('cad');
    expect(change(state, 'delete', zoned('none'))).toBe('cad');
  });

  it('keeps a node’s place when it changes, unless its zone does', () => {
    const state = SchedulerState.of([zoned('a', 'x'), zoned('b', 'x'), zoned('c', 'y')]);
    expect(change(state, 'update', node('a', { cordoned: true, labels: { [ZONE]: 'x' } }))).toBe('acb');
    expect(change(state, 'update', zoned('a', 'y'))).toBe('bca');
    expect(change(state, 'update', zoned('a', 'x'))).toBe('bca');
    expect(change(state, 'update', zoned('b', 'z'))).toBe('acb');
  });

  it('is that of names for a scheduler that starts with a cluster', () => {
    expect(order(SchedulerState.ofCluster(Cluster.of([zoned('c'), zoned('a'), zoned('b')])))).toBe('abc');
  });

  it('of a copy is its own', () => {
    const state = SchedulerState.of([zoned('a', 'x'), zoned('b', 'x'), zoned('c', 'y')]);
    const copy = state.fork();
    expect(change(copy, 'delete', zoned('a', 'x'))).toBe('bc');
    expect(order(state)).toBe('acb');
    expect(change(state, 'create', zoned('d', 'y'))).toBe('acbd');
    expect(order(copy)).toBe('bc');
  });
});
