import { describe, expect, it } from 'vitest';
import type { Node, Pod } from '../../src/api/objects.js';
import { defaultScheduler } from '../../src/scheduler/configuration/scheduler.js';
import { scheduleOne } from '../../src/scheduler/schedule-one.js';
import { SchedulerState } from '../../src/scheduler/state/scheduler-state.js';
import { configured, decide, node, on, pod, verdicts } from './build.js';

const names = (count: number) => Array.from({ length: count }, (_, i) => `n${String(i).padStart(3, '0')}`);
const cluster = (count: number, more: Parameters<typeof node>[1] = {}): Node[] =>
  names(count).map((name) => node(name, more));
const asking = (percentageOfNodesToScore: number) => configured({ percentageOfNodesToScore });

describe('how many nodes are looked at', () => {
  it.each<[number, number, number]>([
    // All, with fewer than 100; a hundred at least; else the percentage.
    [99, 1, 99],
    [100, 1, 100],
    [101, 1, 100],
    [200, 10, 100],
    [200, 50, 100],
    [200, 51, 102],
    [201, 51, 102],
    [200, 99, 198],
    [200, 100, 200],
    [200, 0, 200],
  ])('of %s at %s percent: %s', (count, percentage, looked) => {
    const decision = scheduleOne(SchedulerState.of(cluster(count)), pod('p'), asking(percentage));
    expect(decision).toMatchObject({ evaluated: looked, feasibleCount: looked });
    expect(decision.nextStart).toBe(looked === count ? 0 : looked);
  });

  it('is all where no percentage is said', () => {
    expect(scheduleOne(SchedulerState.of(cluster(150)), pod('p'), defaultScheduler()).evaluated).toBe(150);
  });

  it('begins where the last attempt ended, and goes round', () => {
    const state = SchedulerState.of(cluster(110));
    const from = (start: number) => scheduleOne(state, pod('p'), asking(1), { start, detail: true });
    const first = from(0);
    expect([first.feasible![0], first.feasible!.at(-1), first.nextStart]).toEqual(['n000', 'n099', 100]);
    const second = from(first.nextStart);
    expect([second.feasible![0], second.feasible!.at(-1), second.nextStart]).toEqual(['n100', 'n089', 90]);
    expect(from(115)).toMatchObject({ nextStart: 105, evaluated: 100 });
    // Who looks at all nodes has nowhere to go on.
    expect(scheduleOne(state, pod('p'), defaultScheduler(), { start: 7 }).nextStart).toBe(7);
  });

  it('passes over nodes that do not fit and says of them only what was seen', () => {
    const nodes = cluster(120).map((one, i) =>
      i % 4 === 0 ? { ...one, spec: { unschedulable: true } } : one,
    );
    const decision = scheduleOne(SchedulerState.of(nodes), pod('p'), asking(1), { detail: true });
    expect(decision).toMatchObject({ evaluated: 120, feasibleCount: 90, nextStart: 0 });
    const few = scheduleOne(SchedulerState.of(cluster(120)), pod('p'), asking(1), { detail: true });
    expect(few.failures).toHaveLength(20);
    expect(few.failures![0]).toEqual({ node: 'n100', code: 'UnschedulableAndUnresolvable', reasons: [] });
  });

  it('looks for as many among those that the pod names', () => {
    const affinity = {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: ['n001', 'n119'].map((name) => ({
            matchFields: [{ key: 'metadata.name', operator: 'In' as const, values: [name] }],
          })),
        },
      },
    };
    const decision = scheduleOne(SchedulerState.of(cluster(120)), pod('p', { affinity }), asking(1), {
      start: 5,
      detail: true,
    });
    expect(decision).toMatchObject({ evaluated: 2, feasible: ['n119', 'n001'], nextStart: 7 });
    const broken = scheduleOne(
      SchedulerState.of(cluster(120, { cordoned: true })),
      pod('p', { affinity }),
      asking(1),
      { start: 5 },
    );
    expect(broken).toMatchObject({ evaluated: 2, feasibleCount: 0, nextStart: 7 });
  });

  it('takes nominated pods into account, node by node', () => {
    const nodes = cluster(101, { size: { cpu: '1' } });
    const nominee = pod('n', { requests: { cpu: '1' }, status: { nominatedNodeName: 'n001' } });
    const one = pod('p', { requests: { cpu: '500m' } });
    const decision = scheduleOne(SchedulerState.of([...nodes, nominee]), one, asking(1), { detail: true });
    expect(decision.failures).toEqual([
      { node: 'n001', plugin: 'NodeResourcesFit', code: 'Unschedulable', reasons: ['Insufficient cpu'] },
    ]);
    expect(decision).toMatchObject({ evaluated: 101, feasibleCount: 100 });
  });
});

describe('a pod that is nominated to a node', () => {
  const nominated = (name: string, more: Partial<Pod['spec']> = {}) =>
    pod('p', { requests: { cpu: '1' }, status: { nominatedNodeName: name }, ...more });
  const nodes = [node('a'), node('b')];

  it('goes there without a look at others, where it fits', () => {
    expect(decide(nominated('b'), nodes)).toEqual({
      outcome: 'bound',
      node: 'b',
      ties: 1,
      event: { type: 'Normal', reason: 'Scheduled', message: 'Successfully assigned default/p to b' },
      evaluated: 1,
      feasibleCount: 1,
      nextStart: 0,
      feasible: ['b'],
      failures: [{ node: 'a', code: 'UnschedulableAndUnresolvable', reasons: [] }],
      equals: ['b'],
    });
  });

  it('is looked after like any other where it does not', () => {
    const full = [...nodes, on('b', pod('x', { requests: { cpu: '4' } }))];
    expect(decide(nominated('b'), full)).toMatchObject({ node: 'a', evaluated: 2 });
    expect(decide(nominated('gone'), nodes)).toMatchObject({ node: 'a', evaluated: 2, ties: 2 });
    const field = { key: 'metadata.name', operator: 'In' as const, values: ['a'] };
    const affinity = {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields: [field] }] },
      },
    };
    expect(decide(nominated('b', { affinity }), nodes)).toMatchObject({ node: 'a', evaluated: 1 });
    expect(decide(nominated('a', { affinity }), nodes)).toMatchObject({ node: 'a', evaluated: 1 });
  });

  it('leaves room for those of its priority and above, not for itself', () => {
    const other = (priority: number) =>
      pod('n', { priority, requests: { cpu: '4' }, status: { nominatedNodeName: 'a' } });
    const at = (priority: number) =>
      verdicts(decide(nominated('a', { priority: 5 }), [nodes[0]!, other(priority)]))['a'];
    expect([at(4), at(5), at(6)]).toEqual([
      'fits',
      'NodeResourcesFit: Insufficient cpu',
      'NodeResourcesFit: Insufficient cpu',
    ]);
    const self = nominated('a', {
      priority: 5,
      containers: [{ name: 'c', resources: { requests: { cpu: '4' } } }],
    });
    expect(verdicts(decide(self, [nodes[0]!, self]))).toEqual({ a: 'fits' });
  });
});

describe('who is not scheduled', () => {
  const nothing = { evaluated: 0, feasibleCount: 0, ties: 0, nextStart: 0 };

  it('is a pod that has a node', () => {
    expect(decide(pod('p', { nodeName: 'x', schedulerName: 'none' }), [])).toEqual({
      outcome: 'bound',
      node: 'x',
      bySpec: true,
      ...nothing,
    });
  });

  it('is a pod of another scheduler', () => {
    expect(decide(pod('p', { schedulerName: 'none' }), [])).toEqual({ outcome: 'ignored', ...nothing });
    expect(decide(pod('p', { schedulerName: '' }), [node('a')]).outcome).toBe('bound');
    const { schedulerName: _, ...spec } = pod('p').spec;
    expect(decide({ ...pod('p'), spec }, [node('a')]).outcome).toBe('bound');
  });

  it('is any pod where there are no nodes', () => {
    const message = 'no nodes available to schedule pods';
    expect(scheduleOne(SchedulerState.of([]), pod('p'), defaultScheduler(), { start: 4 })).toEqual({
      outcome: 'unschedulable',
      reason: 'Unschedulable',
      message,
      event: { type: 'Warning', reason: 'FailedScheduling', message },
      ...nothing,
      nextStart: 4,
    });
  });

  it('keeps the place where to look on', () => {
    const state = SchedulerState.of([node('a')]);
    const next = (one: Pod) => scheduleOne(state, one, defaultScheduler(), { start: 4 }).nextStart;
    expect([next(pod('p', { nodeName: 'a' })), next(pod('p', { schedulerName: 'x' }))]).toEqual([4, 4]);
    expect(next(pod('p', { schedulingGates: [{ name: 'x' }] }))).toBe(4);
    expect(next(pod('p', { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'x' } }] }))).toBe(4);
    expect(next(pod('p', { status: { nominatedNodeName: 'a' } }))).toBe(4);
    expect(next(pod('p', { requests: { cpu: '9' } }))).toBe(4);
  });
});

describe('the event of a pod that fits nowhere', () => {
  const eventOf = (length: number) => {
    const name = 'x'.repeat(length);
    const { event, message = '' } = decide(
      pod('p', { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: name } }] }),
      [node('a')],
    );
    return { length: message.length, event: event!.message, message };
  };

  it('is cut after 1024 bytes, the condition is not', () => {
    const fixed = eventOf(0).length;
    const whole = eventOf(1024 - fixed);
    expect(whole.length).toBe(1024);
    expect(whole.event).toBe(whole.message);
    const cut = eventOf(1025 - fixed);
    expect(cut.length).toBe(1025);
    expect(cut.event).toHaveLength(1024);
    expect(cut.event).toBe(`${cut.message.slice(0, 1020)} ...`);
  });
});

describe('without detail', () => {
  it('says the same and no more', () => {
    const nodes = [node('a', { cordoned: true }), node('b'), node('c')];
    const state = SchedulerState.of(nodes);
    const { feasible, scores, equals, failures, ...rest } = scheduleOne(state, pod('p'), defaultScheduler(), {
      detail: true,
    });
    expect(scheduleOne(state, pod('p'), defaultScheduler())).toEqual(rest);
    expect(rest).toEqual({
      outcome: 'bound',
      node: 'b',
      ties: 2,
      event: { type: 'Normal', reason: 'Scheduled', message: 'Successfully assigned default/p to b' },
      evaluated: 3,
      feasibleCount: 2,
      nextStart: 0,
    });
    expect([feasible, equals, failures?.length, scores?.length]).toEqual([['b', 'c'], ['b', 'c'], 1, 2]);
    const full = pod('p', { requests: { cpu: '9' } });
    const {
      feasible: none,
      failures: all,
      ...bare
    } = scheduleOne(state, full, defaultScheduler(), { detail: true });
    expect(scheduleOne(state, full, defaultScheduler())).toEqual(bare);
    expect([none, all?.length]).toEqual([[], 3]);
  });
});
