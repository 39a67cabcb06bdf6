/** How the framework runs plugins, with plugins made for it. */
import { describe, expect, it } from 'vitest';
import { NEWEST_VERSION } from '../../src/api/version.js';
import { defaultProfile, type Profile } from '../../src/scheduler/configuration/profile.js';
import type { Scheduler } from '../../src/scheduler/configuration/scheduler.js';
import { explainNodes } from '../../src/scheduler/obstacles.js';
import type { Plugin, PreFilterResult } from '../../src/scheduler/plugin.js';
import { SchedulerState } from '../../src/scheduler/state/scheduler-state.js';
import {
  failure,
  SKIP,
  type Status,
  SUCCESS,
  unresolvable,
  unschedulable,
} from '../../src/scheduler/status.js';
import { decide, node, pod, verdicts } from './build.js';

const nodes = ['a', 'b', 'c'].map((name) => node(name));

/** A scheduler with just these plugins. */
function running(plugins: Plugin[], more: Partial<Profile> = {}): Scheduler {
  const profile: Profile = {
    ...defaultProfile(),
    preEnqueue: [],
    preFilter: plugins,
    filter: plugins,
    postFilter: [],
    score: plugins.map((plugin) => ({ plugin, weight: 1 })),
    reserve: [],
    ...more,
  };
  return { version: NEWEST_VERSION, profiles: new Map([['default-scheduler', profile]]) };
}
const preFilter = (name: string, result: PreFilterResult): Plugin => ({ name, preFilter: () => result });
const passing = (name: string, ...only: string[]) =>
  preFilter(name, {
    code: 'Success',
    filter: () => SUCCESS,
    ...(only.length > 0 && { nodes: new Set(only) }),
  });
/** Refuses the nodes of these names. */
const refusing = (name: string, status: Status, ...names: string[]): Plugin => ({
  name,
  filter: (_cycle, one) => (names.includes(one.name) ? status : SUCCESS),
});

describe('PreFilter', () => {
  it('narrows to the nodes that all plugins name', () => {
    const scheduler = running([passing('Zeta', 'a', 'b'), passing('Any'), passing('Beta', 'b', 'c')]);
    const decision = decide(pod('p'), nodes, scheduler);
    const left = "!-: node(s) didn't satisfy plugin(s) [Beta Zeta]";
    expect(decision.evaluated).toBe(1);
    expect(verdicts(decision)).toEqual({ a: left, b: 'fits', c: left });
  });

  it('refuses a pod of which no node is left', () => {
    const said = (...plugins: Plugin[]) => decide(pod('p'), nodes, running(plugins));
    const nobody = preFilter('Zeta', { code: 'Success', filter: () => SUCCESS, nodes: new Set() });
    expect(said(nobody).message).toBe("0/3 nodes are available: node(s) didn't satisfy plugin Zeta.");
    const two = said(passing('Zeta', 'a'), passing('Beta', 'b'), passing('Gamma', 'c'));
    expect(two.message).toBe(
      "0/3 nodes are available: node(s) didn't satisfy plugin(s) [Beta Zeta] simultaneously.",
    );
    const why = "!Beta: node(s) didn't satisfy plugin(s) [Beta Zeta] simultaneously";
    expect(verdicts(two)).toEqual({ a: why, b: why, c: why });
  });

  it('ends with the first rejection', () => {
    let asked = 0;
    const late: Plugin = {
      name: 'Late',
      preFilter: () => {
        asked += 1;
        return SKIP;
      },
    };
    const decision = decide(
      pod('p'),
      nodes,
      running([passing('Ok'), preFilter('No', unresolvable('x', 'y')), late]),
    );
    expect(decision).toEqual({
      outcome: 'unschedulable',
      reason: 'Unschedulable',
      message: '0/3 nodes are available: x, y.',
      event: { type: 'Warning', reason: 'FailedScheduling', message: '0/3 nodes are available: x, y.' },
      ties: 0,
      evaluated: 0,
      feasibleCount: 0,
      nextStart: 0,
      feasible: [],
      failures: ['a', 'b', 'c'].map((name) => ({
        node: name,
        code: 'UnschedulableAndUnresolvable',
        reasons: ['x', 'y'],
        plugin: 'No',
      })),
    });
    expect(asked).toBe(0);
  });

  it('ends the attempt with a failure', () => {
    const decision = decide(pod('p'), nodes, running([preFilter('Broken', failure('boom'))]));
    const message = 'running PreFilter plugin "Broken": boom';
    expect(decision).toEqual({
      outcome: 'unschedulable',
      reason: 'SchedulerError',
      message,
      event: { type: 'Warning', reason: 'FailedScheduling', message },
      ties: 0,
      evaluated: 0,
      feasibleCount: 0,
      nextStart: 0,
    });
  });

  it('may pass a plugin over, with its filter', () => {
    const skipped: Plugin = { name: 'Skipped', preFilter: () => SKIP, filter: () => unschedulable('no') };
    const silent: Plugin = {
      name: 'Silent',
      preFilter: () => SUCCESS,
      filter: (_c, { name }) => (name === 'a' ? unschedulable('no') : SUCCESS),
    };
    expect(verdicts(decide(pod('p'), nodes, running([skipped, silent])))).toEqual({
      a: 'Silent: no',
      b: 'fits',
      c: 'fits',
    });
    const noFilter = running(
      [preFilter('Filtering', { code: 'Success', filter: () => unschedulable('no') })],
      { filter: [] },
    );
    expect(decide(pod('p'), nodes, noFilter).feasible).toEqual(['a', 'b', 'c']);
  });

  it('is explained to the end', () => {
    const broken = { ...refusing('Filter', unschedulable('full', 'dirty'), 'b') };
    const scheduler = running([
      preFilter('First', unresolvable('x')),
      preFilter('Second', unschedulable('y')),
      passing('Narrow', 'a', 'b'),
      broken,
    ]);
    const state = SchedulerState.of(nodes);
    expect(explainNodes(state, pod('p'), scheduler)).toEqual({
      everywhere: {
        plugin: 'First',
        code: 'UnschedulableAndUnresolvable',
        reasons: ['x'],
        details: [{ kind: 'other', reason: 'x' }],
      },
      nodes: [
        { node: 'a', fits: false, refusals: [] },
        {
          node: 'b',
          fits: false,
          refusals: [
            {
              plugin: 'Filter',
              code: 'Unschedulable',
              reasons: ['full', 'dirty'],
              details: [
                { kind: 'other', reason: 'full' },
                { kind: 'other', reason: 'dirty' },
              ],
            },
          ],
        },
        { node: 'c', fits: false, refusals: [] },
      ],
    });
    const narrow = running([passing('Narrow', 'a', 'b')]);
    expect(explainNodes(state, pod('p'), narrow).nodes.map(({ fits }) => fits)).toEqual([true, true, false]);
    expect(explainNodes(state, pod('p', { schedulerName: 'none' }), narrow)).toEqual({
      everywhere: undefined,
      nodes: [],
    });
    expect(explainNodes(state, pod('p', { schedulerName: '' }), narrow).nodes).toHaveLength(3);
    const emptied = running([passing('A', 'a'), passing('B', 'b')]);
    expect(explainNodes(state, pod('p'), emptied).everywhere?.reasons).toEqual([
      "node(s) didn't satisfy plugin(s) [A B] simultaneously",
    ]);
  });
});

describe('Filter', () => {
  it('stops at the first plugin that refuses a node', () => {
    const scheduler = running([
      refusing('One', unschedulable('x'), 'a'),
      refusing('Two', unresolvable('y'), 'a', 'b'),
    ]);
    expect(verdicts(decide(pod('p'), nodes, scheduler))).toEqual({ a: 'One: x', b: '!Two: y', c: 'fits' });
  });

  it('ends the attempt with the failure of the first node that has one', () => {
    const fail = (name: string, ...names: string[]) => refusing(name, failure(`boom ${name}`), ...names);
    const message = (...plugins: Plugin[]) => {
      const { reason, message: text, feasibleCount } = decide(pod('p'), nodes, running(plugins));
      return reason === 'SchedulerError' && feasibleCount === 0 ? text : `${reason}: ${text}`;
    };
    const no = (...names: string[]) => refusing('No', unschedulable('x'), ...names);
    expect(message(fail('One', 'b', 'c'))).toBe('running "One" filter plugin: boom One');
    expect(message(fail('One', 'b', 'c'), fail('Two', 'a'))).toBe('running "Two" filter plugin: boom Two');
    expect(message(fail('One', 'b'), fail('Two', 'b', 'c'))).toBe('running "One" filter plugin: boom One');
    expect(message(no('a'), fail('Two', 'a', 'b'))).toBe('running "Two" filter plugin: boom Two');
    expect(message(no('a', 'b', 'c'), fail('Two', 'a'))).toBe('Unschedulable: 0/3 nodes are available: 3 x.');
  });

  it('ends the attempt in the same way where only some nodes are looked at', () => {
    const narrowed = [passing('Narrow', 'b', 'c'), refusing('One', failure('boom'), 'a', 'c')];
    const decision = decide(pod('p'), nodes, running(narrowed));
    expect(decision).toMatchObject({
      outcome: 'unschedulable',
      reason: 'SchedulerError',
      message: 'running "One" filter plugin: boom',
      evaluated: 2,
      feasibleCount: 0,
      ties: 0,
      nextStart: 0,
    });
  });
});

describe('PostFilter', () => {
  const saying = (name: string, result: ReturnType<NonNullable<Plugin['postFilter']>>): Plugin => ({
    name,
    postFilter: () => result,
  });
  const after = (...postFilter: Plugin[]) => {
    const { message, nominatedNode } = decide(
      pod('p'),
      nodes,
      running([refusing('No', unschedulable('x'), 'a', 'b', 'c')], { postFilter }),
    );
    return nominatedNode === undefined ? message : `${message} → ${nominatedNode}`;
  };
  const nominate = saying('Yes', { node: 'b', victims: [], equals: ['b'] });

  it('joins what the plugins say, to the first that knows better', () => {
    const start = '0/3 nodes are available: 3 x.';
    expect(after()).toBe(start);
    expect(after({ name: 'Mute' })).toBe(start);
    expect(after(saying('One', unschedulable('1', '2')), saying('Two', unschedulable('3')))).toBe(
      `${start} 1, 2, 3`,
    );
    expect(
      after(
        saying('One', unschedulable('1')),
        saying('Two', unresolvable('2', '3')),
        saying('Three', unschedulable('4')),
      ),
    ).toBe(`${start} 2, 3`);
    expect(after(saying('One', failure('1')), nominate)).toBe(`${start} 1`);
    expect(after(saying('One', unschedulable('1')), nominate, saying('Two', unresolvable('2')))).toBe(
      `${start} → b`,
    );
  });

  it('knows which plugins PreFilter came to', () => {
    let seen: string[] = [];
    const post: Plugin = {
      name: 'Post',
      postFilter: (_cycle, _diagnosis, _handle, reached) => {
        seen = [...reached];
        return unschedulable('no');
      },
    };
    const plugins = [passing('One'), preFilter('Two', unresolvable('x')), passing('Three')];
    decide(pod('p'), nodes, running(plugins, { postFilter: [post] }));
    expect(seen).toEqual(['One', 'Two']);
  });
});

describe('Score', () => {
  const scoring = (name: string, points: Record<string, number>, more: Partial<Plugin> = {}): Plugin => ({
    name,
    preScore: () => ({ score: (one) => points[one.name]! }),
    ...more,
  });

  it('adds up what plugins give, by their weights', () => {
    const [one, two] = [scoring('One', { a: 1, b: 5, c: 2 }), scoring('Two', { a: 10, b: 0, c: 1 })];
    const scheduler = running([], {
      score: [
        { plugin: one, weight: 3 },
        { plugin: { name: 'Mute' }, weight: 9 },
        { plugin: scoring('Skip', {}, { preScore: () => 'Skip' }), weight: 9 },
        { plugin: two, weight: 1 },
      ],
    });
    expect(decide(pod('p'), nodes, scheduler)).toEqual({
      outcome: 'bound',
      node: 'b',
      ties: 1,
      evaluated: 3,
      feasibleCount: 3,
      nextStart: 0,
      event: { type: 'Normal', reason: 'Scheduled', message: 'Successfully assigned default/p to b' },
      feasible: ['a', 'b', 'c'],
      failures: [],
      equals: ['b'],
      scores: [
        { node: 'a', total: 13, plugins: { One: 3, Two: 10 } },
        { node: 'b', total: 15, plugins: { One: 15, Two: 0 } },
        { node: 'c', total: 7, plugins: { One: 6, Two: 1 } },
      ],
    });
  });

  it('names all that are as good, and takes the one that the heap brings up', () => {
    const decision = decide(pod('p'), nodes, running([scoring('One', { a: 1, b: 2, c: 2 })]));
    expect(decision).toMatchObject({ node: 'b', ties: 2, equals: ['b', 'c'] });
  });

  it('is not asked for one node alone', () => {
    const plugins = [scoring('One', { a: 1, b: 2, c: 2 }), refusing('No', unschedulable('x'), 'a', 'b')];
    const decision = decide(pod('p'), nodes, running(plugins));
    expect(decision).toMatchObject({ node: 'c', ties: 1, equals: ['c'] });
    expect(decision).not.toHaveProperty('scores');
  });

  it('is brought to scale among the nodes that fit', () => {
    const halved: Plugin = {
      name: 'Halved',
      preScore: () => ({
        score: (one) => ({ a: 4, b: 6, c: 8 })[one.name]!,
        normalize: (scores, among) => {
          expect(among.map(({ name }) => name)).toEqual(['b', 'c']);
          scores.forEach((score, i) => {
            scores[i] = score / 2;
          });
        },
      }),
    };
    const scheduler = running([halved, refusing('No', unschedulable('x'), 'a')]);
    expect(decide(pod('p'), nodes, scheduler).scores).toEqual([
      { node: 'b', total: 3, plugins: { Halved: 3 } },
      { node: 'c', total: 4, plugins: { Halved: 4 } },
    ]);
  });

  it('may be asked for all nodes at once', () => {
    const all: Plugin = {
      name: 'All',
      preScore: (_cycle, feasible, slots) => ({
        scoreAll: (wanted, scores) => {
          expect([...wanted]).toEqual([...slots]);
          expect([...slots]).toEqual(feasible.map(({ slot }) => slot));
          scores.set([7, 8]);
        },
      }),
    };
    const decision = decide(pod('p'), nodes, running([all, refusing('No', unschedulable('x'), 'b')]));
    expect(decision.scores).toEqual([
      { node: 'a', total: 7, plugins: { All: 7 } },
      { node: 'c', total: 8, plugins: { All: 8 } },
    ]);
  });

  it('where no plugin has anything to say leaves all nodes as good, in their order', () => {
    const mute = scoring('Mute', {}, { preScore: () => 'Skip' });
    expect(decide(pod('p'), nodes, running([mute]))).toMatchObject({
      node: 'a',
      ties: 3,
      scores: [],
      equals: ['a', 'b', 'c'],
    });
  });

  it('where there is no plugin takes the first node that fits, as good as any that would', () => {
    const scheduler = running([refusing('No', unschedulable('x'), 'b')], { score: [] });
    expect(decide(pod('p'), nodes, scheduler)).toMatchObject({
      node: 'a',
      evaluated: 1,
      feasibleCount: 1,
      feasible: ['a'],
      equals: ['a', 'c'],
      nextStart: 1,
    });
    const narrow = running([passing('Narrow', 'b', 'c')], { score: [] });
    expect(decide(pod('p'), nodes, narrow)).toMatchObject({ node: 'b', equals: ['b', 'c'] });
  });
});

describe('Reserve', () => {
  it('adds up what plugins bind with the pod', () => {
    const reserving = (name: string, ...claims: string[]): Plugin => ({
      name,
      reserve: (_cycle, one) => claims.map((claim) => ({ claim, volume: one.name })),
    });
    const scheduler = running([], {
      score: [],
      reserve: [reserving('One', 'x', 'y'), { name: 'Mute' }, reserving('Two', 'z')],
    });
    expect(decide(pod('p'), nodes, scheduler).volumes).toEqual([
      { claim: 'x', volume: 'a' },
      { claim: 'y', volume: 'a' },
      { claim: 'z', volume: 'a' },
    ]);
    expect(decide(pod('p'), nodes, running([], { reserve: [reserving('None')] }))).not.toHaveProperty(
      'volumes',
    );
  });
});

describe('PreEnqueue', () => {
  const keeping = (name: string, status: Status): Plugin => ({ name, preEnqueue: () => status });

  it('keeps a pod back without a word, but for scheduling gates', () => {
    const said = (...preEnqueue: Plugin[]) => decide(pod('p'), nodes, running([], { preEnqueue }));
    const nothing = { outcome: 'gated', evaluated: 0, feasibleCount: 0, ties: 0, nextStart: 0 };
    expect(said(keeping('Ok', SUCCESS), { name: 'Mute' }, keeping('No', unresolvable('x')))).toEqual(nothing);
    expect(said(keeping('SchedulingGates', unresolvable('x')))).toEqual({
      ...nothing,
      reason: 'SchedulingGated',
      message: 'Scheduling is blocked due to non-empty scheduling gates',
    });
    expect(said(keeping('Ok', SUCCESS)).outcome).toBe('bound');
  });
});
