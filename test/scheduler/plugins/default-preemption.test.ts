import { describe, expect, it } from 'vitest';
import type { Condition, KubeObject, LabelSelector, Pod } from '../../../src/api/objects.js';
import { defaultScheduler, type Scheduler } from '../../../src/scheduler/configuration/scheduler.js';
import { scheduleOne } from '../../../src/scheduler/schedule-one.js';
import { SchedulerState } from '../../../src/scheduler/state/scheduler-state.js';
import { decide, node, object, on, pod, withArgs } from '../build.js';

/** A pod of so much cpu on a node of 4; `start` in seconds of a common clock. */
function running(
  name: string,
  home: string,
  priority: number,
  cpu: string,
  more: { labels?: Record<string, string>; start?: number; going?: boolean; namespace?: string } = {},
): Pod {
  const { labels, start, going, namespace } = more;
  const one = pod(name, {
    priority,
    requests: { cpu },
    ...(labels && { labels }),
    ...(namespace && { namespace }),
    ...(start !== undefined && { status: { startTime: new Date(start * 1000).toISOString() } }),
  });
  const metadata = { ...one.metadata, ...(going && { deletionTimestamp: '2026-01-01T00:00:00Z' }) };
  return on(home, { ...one, metadata });
}
const asking = (cpu: string, more: Partial<Pod['spec']> = {}, status?: Pod['status']) =>
  pod('p', { priority: 100, requests: { cpu }, ...more, ...(status && { status }) });
const nodes = (...names: string[]) => names.map((name) => node(name));

/** `NODE: VICTIMS`, and the nodes that would have done as well. */
function chosen(one: Pod, world: readonly KubeObject[], scheduler?: Scheduler): string {
  const { nominatedNode, victims = [], nominatedEquals = [] } = decide(one, world, scheduler);
  const others = nominatedEquals.filter((name) => name !== nominatedNode);
  const said = `${nominatedNode}: ${victims.map(({ metadata }) => metadata.name).join(' ')}`;
  return others.length > 0 ? `${said} (or ${others.join(' ')})` : said;
}
const budget = (
  name: string,
  selector: LabelSelector | undefined,
  disruptionsAllowed?: number,
  more: { namespace?: string; disruptedPods?: object } = {},
) =>
  object('policy/v1', 'PodDisruptionBudget', name, {
    metadata: { namespace: more.namespace ?? 'default' },
    spec: { ...(selector && { selector }) },
    ...(disruptionsAllowed !== undefined && {
      status: { disruptionsAllowed, ...(more.disruptedPods && { disruptedPods: more.disruptedPods }) },
    }),
  });
const db = { labels: { app: 'db' } };
const guard = (allowed?: number, more = {}) => budget('guard', { matchLabels: { app: 'db' } }, allowed, more);

describe('DefaultPreemption’s victims on a node', () => {
  it('are those of lower priority, as few and as unimportant as will do', () => {
    const world = [
      ...nodes('a'),
      running('equal', 'a', 100, '1'),
      running('one', 'a', 99, '1'),
      running('two', 'a', 5, '1'),
      running('three', 'a', 7, '1'),
    ];
    expect(chosen(asking('1'), world)).toBe('a: two');
    expect(chosen(asking('2'), world)).toBe('a: three two');
    expect(chosen(asking('3'), world)).toBe('a: one three two');
    expect(chosen(asking('4'), world)).toBe('undefined: ');
  });

  it('are the later started of those alike, the earlier first', () => {
    const at = (name: string, start?: number) =>
      running(name, 'a', 1, '1', start === undefined ? {} : { start });
    const world = [...nodes('a'), at('late', 30), at('early', 10), at('unstarted'), at('middle', 20)];
    expect(chosen(asking('1'), world)).toBe('a: unstarted');
    expect(chosen(asking('2'), world)).toBe('a: late unstarted');
    expect(chosen(asking('3'), world)).toBe('a: middle late unstarted');
  });

  it('are as many as one large pod that stays leaves room for', () => {
    const world = [...nodes('a'), running('large', 'a', 9, '3'), running('small', 'a', 1, '1')];
    expect(chosen(asking('1'), world)).toBe('a: small');
    expect(chosen(asking('2'), world)).toBe('a: large');
  });

  it('are told once: those that are going already are not', () => {
    const going = running('going', 'a', 1, '2', { going: true });
    expect(chosen(asking('2'), [...nodes('a'), going, running('high', 'a', 100, '2')])).toBe('a: ');
    expect(chosen(asking('4'), [...nodes('a'), going, running('low', 'a', 1, '2')])).toBe('a: low');
  });

  it('are decided with pods nominated to the node in mind', () => {
    const nominee = pod('n', { priority: 100, requests: { cpu: '2' }, status: { nominatedNodeName: 'a' } });
    const world = [...nodes('a'), running('one', 'a', 2, '2'), running('two', 'a', 1, '1')];
    expect(chosen(asking('2'), world)).toBe('a: two');
    expect(chosen(asking('2'), [...world, nominee])).toBe('a: one two');
  });

  it('come with the event and the condition of the pod that waits', () => {
    const decision = decide(asking('4'), [...nodes('a'), running('one', 'a', 1, '4')]);
    const message =
      '0/1 nodes are available: 1 Insufficient cpu. ' +
      'preemption: found a potential placement for pod on node a, preempting 1 victims';
    expect(decision).toMatchObject({
      outcome: 'unschedulable',
      reason: 'Unschedulable',
      message,
      event: { type: 'Warning', reason: 'FailedScheduling', message },
      nominatedNode: 'a',
      nominatedEquals: ['a'],
    });
  });
});

describe('DefaultPreemption’s choice of a node', () => {
  const [LOWEST, K] = [-(2 ** 31), 10];
  it.each<[string, [string, number, string, number?][], string]>([
    [
      'the lowest first victim',
      [
        ['a', 5, '4'],
        ['b', 3, '4'],
        ['c', 4, '4'],
      ],
      'b: b0',
    ],
    [
      'the lowest sum of priorities',
      [
        ['a', 5, '2'],
        ['a', 4, '2'],
        ['b', 5, '2'],
        ['b', 3, '2'],
      ],
      'b: b0 b1',
    ],
    [
      'fewer, as the sum counts each',
      [
        ['a', 5, '2'],
        ['a', -90, '2'],
        ['b', 5, '4'],
      ],
      'b: b0',
    ],
    [
      'the lowest sum, each counting 2³¹ more than its priority',
      [
        ['a', K, '1'],
        ['a', LOWEST, '1'],
        ['a', LOWEST, '1'],
        ['a', LOWEST, '1'],
        ['b', K, '2'],
        ['b', K - 1, '2'],
      ],
      'a: a0 a1 a2 a3',
    ],
    [
      'fewer where the sum is the same',
      [
        ['a', LOWEST, '2'],
        ['a', LOWEST, '2'],
        ['b', LOWEST, '4'],
      ],
      'b: b0',
    ],
    [
      'the latest start',
      [
        ['a', 1, '4', 10],
        ['b', 1, '4', 30],
        ['c', 1, '4', 20],
      ],
      'b: b0',
    ],
    [
      'the latest start of the earliest of the highest',
      [
        ['a', 2, '2', 50],
        ['a', 2, '2', 10],
        ['b', 2, '2', 20],
        ['b', 2, '2', 20],
        ['c', 2, '2', 15],
        ['c', 2, '2', 60],
      ],
      'b: b0 b1',
    ],
    [
      'no start but those of the highest',
      [
        ['a', 2, '2', 30],
        ['a', 1, '2', 10],
        ['b', 2, '2', 20],
        ['b', 1, '2', 90],
      ],
      'a: a0 a1',
    ],
    [
      'one that has not started',
      [
        ['a', 1, '4', 90],
        ['b', 1, '4'],
      ],
      'b: b0',
    ],
    [
      'any where all is alike',
      [
        ['b', 1, '4', 5],
        ['a', 1, '4', 5],
        ['c', 2, '4', 5],
      ],
      'a: a0 (or b)',
    ],
  ])('goes by %s', (_what, pods, expected) => {
    const seen: Record<string, number> = {};
    const there = pods.map(([home, priority, cpu, start]) => {
      seen[home] = (seen[home] ?? -1) + 1;
      return running(`${home}${seen[home]}`, home, priority, cpu, start === undefined ? {} : { start });
    });
    const homes = [...new Set(pods.map(([home]) => home))].sort();
    expect(chosen(asking('4'), [...nodes(...homes), ...there])).toBe(expected);
  });

  it('goes by budgets before all else', () => {
    const world = [
      ...nodes('a', 'b'),
      running('a0', 'a', 1, '4', db),
      running('b0', 'b', 9, '2'),
      running('b1', 'b', 9, '2'),
    ];
    expect(chosen(asking('4'), world)).toBe('a: a0');
    expect(chosen(asking('4'), [...world, guard(0)])).toBe('b: b0 b1');
    expect(chosen(asking('4'), [...world, guard(1)])).toBe('a: a0');
    // Of two that break a budget, the one that breaks it for fewer pods.
    const both = [
      ...nodes('a', 'b'),
      running('a0', 'a', 1, '2', db),
      running('a1', 'a', 1, '2', db),
      running('b0', 'b', 9, '4', db),
    ];
    expect(chosen(asking('4'), [...both, guard(0)])).toBe('b: b0');
  });
});

describe('DefaultPreemption and budgets', () => {
  const two = [running('one', 'a', 1, '2', db), running('two', 'a', 2, '2')];

  it('spares what a budget protects before what is more important', () => {
    const world = [...nodes('a'), ...two];
    expect(chosen(asking('2'), world)).toBe('a: one');
    expect(chosen(asking('2'), [...world, guard(0)])).toBe('a: two');
    expect(chosen(asking('4'), [...world, guard(0)])).toBe('a: two one');
    expect(chosen(asking('2'), [...world, guard()])).toBe('a: two');
    expect(chosen(asking('2'), [...world, guard(1)])).toBe('a: one');
  });

  it.each<[string, KubeObject, boolean]>([
    ['its namespace', budget('x', { matchLabels: { app: 'db' } }, 0, { namespace: 'other' }), false],
    ['its selector', budget('x', { matchLabels: { app: 'web' } }, 0), false],
    ['no selector', budget('x', undefined, 0), false],
    ['an empty selector', budget('x', {}, 0), false],
    ['a pod that was disrupted already', guard(0, { disruptedPods: { one: '2026-01-01T00:00:00Z' } }), false],
    ['another pod that was disrupted', guard(0, { disruptedPods: { two: '2026-01-01T00:00:00Z' } }), true],
    ['no status', budget('x', { matchExpressions: [{ key: 'app', operator: 'Exists' }] }), true],
  ])('goes by %s', (_what, pdb, protects) => {
    expect(chosen(asking('2'), [...nodes('a'), ...two, pdb])).toBe(protects ? 'a: two' : 'a: one');
  });

  it('does not protect pods without labels', () => {
    const absent = budget('x', { matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] }, 0);
    expect(
      chosen(asking('2'), [...nodes('a'), running('one', 'a', 1, '2'), running('two', 'a', 2, '2'), absent]),
    ).toBe('a: one');
    const labelled = running('one', 'a', 1, '2', { labels: { tier: 'x' } });
    expect(chosen(asking('2'), [...nodes('a'), labelled, running('two', 'a', 2, '2'), absent])).toBe(
      'a: two',
    );
  });

  it('takes from the allowance for the more important first, and from all budgets of a pod', () => {
    const [low, middle, high] = [1, 2, 3].map((priority) => running(`db${priority}`, 'a', priority, '1', db));
    const world = [...nodes('a'), low!, high!, middle!, running('free', 'a', 50, '1')];
    // Three like pods, of which the two more important may be disrupted: the last one is put back first.
    expect(chosen(asking('1'), [...world, guard(2)])).toBe('a: db2');
    expect(chosen(asking('1'), [...world, guard(3)])).toBe('a: db1');
    expect(chosen(asking('1'), [...world, guard(0)])).toBe('a: free');
    const more = budget('more', { matchLabels: { app: 'db' } }, 1);
    expect(chosen(asking('1'), [...world, guard(3), more])).toBe('a: db3');
  });
});

describe('DefaultPreemption’s search', () => {
  const world = [
    ...nodes('a', 'b', 'c', 'd'),
    ...['a', 'b', 'c', 'd'].map((home, i) => running(`${home}0`, home, 9 - i, '4')),
  ];
  const looking = (minCandidateNodesPercentage: number, minCandidateNodesAbsolute: number) =>
    withArgs('DefaultPreemption', { minCandidateNodesPercentage, minCandidateNodesAbsolute });

  it.each<[number, number, string]>([
    [0, 1, 'a: a0'],
    [0, 2, 'b: b0'],
    [0, 100, 'd: d0'],
    [49, 0, 'a: a0'],
    [50, 0, 'b: b0'],
    [75, 1, 'c: c0'],
    [99, 0, 'c: c0'],
    [100, 0, 'd: d0'],
    [50, 3, 'c: c0'],
  ])('ends at %s percent, or %s nodes', (percentage, absolute, expected) => {
    expect(chosen(asking('4'), world, looking(percentage, absolute))).toBe(expected);
  });

  it('goes on until one breaks no budget', () => {
    const guarded = [
      ...nodes('a', 'b', 'c'),
      running('a0', 'a', 1, '4', db),
      running('b0', 'b', 9, '4'),
      running('c0', 'c', 5, '4'),
    ];
    expect(chosen(asking('4'), [...guarded, guard(0)], looking(0, 1))).toBe('b: b0');
    expect(chosen(asking('4'), [...guarded, guard(0)], looking(0, 2))).toBe('b: b0');
    expect(chosen(asking('4'), [...guarded, guard(0)], looking(0, 3))).toBe('c: c0');
    expect(chosen(asking('4'), [guarded[0]!, guarded[3]!, guard(0)], looking(0, 1))).toBe('a: a0');
  });

  it('leaves out nodes that cannot be helped', () => {
    const tainted = node('a', { taints: [{ key: 'x', effect: 'NoSchedule' }] });
    expect(
      chosen(asking('4'), [tainted, ...nodes('b'), running('a0', 'a', 1, '4'), running('b0', 'b', 50, '4')]),
    ).toBe('b: b0');
  });
});

describe('DefaultPreemption’s words', () => {
  const saying = (one: Pod, ...world: KubeObject[]) =>
    decide(one, world).message?.replace(/^.*?(?=preemption: )/, '');
  const NOT_HELPFUL = 'Preemption is not helpful for scheduling';
  const NO_VICTIMS = 'No preemption victims found for incoming pod';

  it('say of each node why it does not help', () => {
    const world = [
      node('small', { size: { cpu: '1' } }),
      node('equal'),
      node('tight'),
      running('e', 'equal', 100, '4'),
      running('t', 'tight', 100, '3'),
      running('l', 'tight', 1, '1'),
    ];
    expect(saying(asking('2'), ...world)).toBe(
      `preemption: 0/3 nodes are available: 1 Insufficient cpu, 1 ${NO_VICTIMS}, 1 ${NOT_HELPFUL}.`,
    );
    expect(saying(asking('2'), ...world.slice(0, 2), world[3]!)).toBe(
      `preemption: 0/2 nodes are available: 1 ${NO_VICTIMS}, 1 ${NOT_HELPFUL}.`,
    );
    expect(saying(asking('2'), world[0]!)).toBe(`preemption: 0/1 nodes are available: 1 ${NOT_HELPFUL}.`);
  });

  it('say so of a node without pods where another one has some', () => {
    const [a, b] = nodes('a', 'b');
    const there = [running('e', 'a', 100, '4'), running('f', 'b', 100, '3'), running('l', 'b', 1, '500m')];
    expect(saying(asking('2'), a!, b!, ...there)).toBe(
      `preemption: 0/2 nodes are available: 1 Insufficient cpu, 1 ${NO_VICTIMS}.`,
    );
  });

  it('say that the pod does not want it', () => {
    const never = asking('4', { preemptionPolicy: 'Never' });
    expect(decide(never, [...nodes('a'), running('low', 'a', 1, '4')]).message).toBe(
      '0/1 nodes are available: 1 Insufficient cpu. ' +
        'preemption: not eligible due to preemptionPolicy=Never.',
    );
    expect(
      chosen(asking('4', { preemptionPolicy: 'PreemptLowerPriority' }), [
        ...nodes('a'),
        running('low', 'a', 1, '4'),
      ]),
    ).toBe('a: low');
  });

  it('are nothing where the plugin is off', () => {
    const off = decide(asking('5'), nodes('a'), '1.33').message;
    expect(off).toBe(
      `0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 ${NO_VICTIMS}.`,
    );
  });
});

describe('DefaultPreemption of a pod that has a nominated node', () => {
  const target = (status: Condition['status'], reason: string, type = 'DisruptionTarget'): Condition[] => [
    { type, status, reason },
  ];
  const victim = (priority: number, conditions: Condition[], going = true): Pod => {
    const one = running('victim', 'a', priority, '4', { going });
    return { ...one, status: { conditions } };
  };
  const waiting = (...there: KubeObject[]) =>
    decide(asking('4', {}, { nominatedNodeName: 'a' }), [
      ...nodes('a', 'b'),
      running('b0', 'b', 50, '4'),
      ...there,
    ]);
  const by = target('True', 'PreemptionByScheduler');
  const TERMINATING =
    '0/2 nodes are available: 2 Insufficient cpu. ' +
    'preemption: not eligible due to a terminating pod on the nominated node.';

  it('waits for the pods there that go because of it', () => {
    expect(waiting(victim(1, by)).message).toBe(TERMINATING);
    expect(waiting(victim(99, [{ type: 'Ready', status: 'True', reason: 'x' }, ...by])).message).toBe(
      TERMINATING,
    );
  });

  it.each<[string, Pod, string]>([
    ['is as important', victim(100, by), 'b'],
    ['is not going', victim(1, by, false), 'a'],
    ['goes for another reason', victim(1, target('True', 'EvictionByEvictionAPI')), 'a'],
    ['goes by a condition that is not true', victim(1, target('False', 'PreemptionByScheduler')), 'a'],
    ['goes by another condition', victim(1, target('True', 'PreemptionByScheduler', 'Ready')), 'a'],
    ['goes by no condition', victim(1, []), 'a'],
  ])('does not wait for one that %s', (_what, one, expected) => {
    expect(waiting(one).nominatedNode).toBe(expected);
  });

  it('does not wait where the node cannot be helped, or is not there', () => {
    const tainted = node('a', { taints: [{ key: 'x', effect: 'NoSchedule' }] });
    const one = asking('4', {}, { nominatedNodeName: 'a' });
    expect(chosen(one, [tainted, ...nodes('b'), running('b0', 'b', 50, '4'), victim(1, by)])).toBe('b: b0');
    expect(chosen(one, [...nodes('b'), running('b0', 'b', 50, '4'), victim(1, by)])).toBe('b: b0');
  });
});

describe('DefaultPreemption one after the other', () => {
  it('finds the same as at first where nothing changed, and other victims where other budgets hold', () => {
    const world = [...nodes('a', 'b'), running('a0', 'a', 1, '4', db), running('b0', 'b', 9, '4')];
    const state = SchedulerState.of(world);
    const scheduler = defaultScheduler();
    const look = (cpu = '4') => {
      const { nominatedNode, victims } = scheduleOne(state, asking(cpu), scheduler);
      return `${nominatedNode}: ${victims?.map(({ metadata }) => metadata.name)}`;
    };
    expect([look(), look()]).toEqual(['a: a0', 'a: a0']);
    state.apply([{ verb: 'create', object: guard(0) }]);
    expect([look(), look()]).toEqual(['b: b0', 'b: b0']);
    state.apply([{ verb: 'update', object: guard(1) }]);
    expect(look()).toBe('a: a0');
    const nominee = pod('n', { priority: 100, requests: { cpu: '1' }, status: { nominatedNodeName: 'a' } });
    state.apply([{ verb: 'create', object: nominee }]);
    expect(look()).toBe('b: b0');
    expect(look('3')).toBe('a: a0');
    state.apply([{ verb: 'delete', object: nominee }]);
    expect(look()).toBe('a: a0');
  });
});
