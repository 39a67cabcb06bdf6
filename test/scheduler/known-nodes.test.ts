/** What is known of nodes is not asked again, until it may be otherwise. */
import { describe, expect, it } from 'vitest';
import { NEWEST_VERSION } from '../../src/api/version.js';
import { defaultProfile, type Profile } from '../../src/scheduler/configuration/profile.js';
import { defaultScheduler, type Scheduler } from '../../src/scheduler/configuration/scheduler.js';
import type { Locality, Plugin } from '../../src/scheduler/plugin.js';
import { defaultPreemption } from '../../src/scheduler/plugins/default-preemption.js';
import { scheduleOne } from '../../src/scheduler/schedule-one.js';
import { SchedulerState } from '../../src/scheduler/state/scheduler-state.js';
import { SUCCESS, unschedulable } from '../../src/scheduler/status.js';
import { node, object, on, pod } from './build.js';

/** A scheduler that writes down which nodes its plugins are asked about, as filters and for scores. */
function watched() {
  let asked: string[] = [];
  const plugin = (name: string, local?: Locality, fromScore?: Locality): Plugin => ({
    name,
    ...(local && { local }),
    filter: (_cycle, { name: at, pods }) => {
      asked.push(`${name} ${at}`);
      return pods.some((one) => one.labels['full'] === name) ? unschedulable('full') : SUCCESS;
    },
    preScore: () => ({
      ...(fromScore && { local: fromScore }),
      score: ({ name: at, pods }) => {
        asked.push(`${name.toLowerCase()} ${at}`);
        return 100 - pods.length;
      },
    }),
  });
  const plugins = [plugin('N', 'node'), plugin('P', 'pods'), plugin('X')];
  const scheduler: Scheduler = {
    version: NEWEST_VERSION,
    profiles: new Map([
      [
        'default-scheduler',
        {
          ...defaultProfile(),
          preEnqueue: [],
          preFilter: [],
          filter: plugins,
          postFilter: [],
          score: plugins.map((one) => ({ plugin: one, weight: 1 })),
          reserve: [],
        },
      ],
    ]),
  };
  /** Who is asked about which nodes while a pod is placed. */
  const place = (state: SchedulerState, one = pod('p')): Record<string, string> => {
    asked = [];
    scheduleOne(state, one, scheduler);
    const said: Record<string, string> = {};
    for (const text of asked) {
      const [name = '', at = ''] = text.split(' ');
      said[name] = (said[name] ?? '') + at;
    }
    return said;
  };
  return { place };
}
const nodes = () => [node('a'), node('b'), node('c')];
const ALL = { N: 'abc', P: 'abc', X: 'abc', n: 'abc', p: 'abc', x: 'abc' };
const KNOWN = { X: 'abc', x: 'abc' };

describe('what is known of nodes', () => {
  it('is asked once for pods that are alike', () => {
    const { place } = watched();
    const state = SchedulerState.of(nodes());
    expect(place(state)).toEqual(ALL);
    expect(place(state, pod('q', { labels: { any: 'other' } }))).toEqual(KNOWN);
  });

  it('is asked again of a node whose pods changed, by those who look at pods', () => {
    const { place } = watched();
    const state = SchedulerState.of(nodes());
    place(state);
    state.apply([{ verb: 'create', object: on('b', pod('x')) }]);
    expect(place(state)).toEqual({ N: 'b', P: 'b', p: 'b', ...KNOWN });
    expect(place(state)).toEqual(KNOWN);
    state.apply([{ verb: 'delete', object: pod('x') }]);
    expect(place(state)).toEqual({ N: 'b', P: 'b', p: 'b', ...KNOWN });
  });

  it('is asked again of all nodes where one of them changed itself', () => {
    const { place } = watched();
    const state = SchedulerState.of(nodes());
    place(state);
    state.apply([{ verb: 'update', object: node('b') }]);
    expect(place(state)).toEqual(ALL);
  });

  it('is asked for a pod that asks for something else, but what depends on nodes alone', () => {
    const { place } = watched();
    const state = SchedulerState.of(nodes());
    place(state);
    const more = { P: 'abc', p: 'abc', ...KNOWN };
    const demands: Parameters<typeof pod>[1][] = [
      { requests: { cpu: '1' } },
      { requests: { memory: '1' } },
      { requests: { 'ephemeral-storage': '1' } },
      { requests: { 'x.com/gpu': '1' } },
      { requests: { 'x.com/gpu': '2' } },
      { requests: { cpu: '0' } },
      { requests: { memory: '0' } },
      { priority: 3 },
      { containers: [{ name: 'main', image: 'app:1', ports: [{ containerPort: 1, hostPort: 80 }] }] },
    ];
    for (const spec of demands) {
      expect(place(state, pod('p', spec)), JSON.stringify(spec)).toEqual(more);
      expect(place(state, pod('p', spec))).toEqual(KNOWN);
    }
  });

  it('is all asked for a pod that goes elsewhere', () => {
    const { place } = watched();
    const state = SchedulerState.of(nodes());
    place(state);
    const plain = { name: 'main', image: 'app:1' };
    for (const spec of [
      { tolerations: [{ key: 'x' }] },
      { nodeSelector: {} },
      { affinity: { nodeAffinity: {} } },
      { initContainers: [] },
      { initContainers: [plain], containers: [] },
      { containers: [{ ...plain, image: 'app:2' }] },
      { volumes: [{ name: 'v', image: { reference: 'x' } }] },
      { hostNetwork: true },
      { hostUsers: false },
      { containers: [{ ...plain, restartPolicyRules: [{ action: 'Restart' }] }] },
    ]) {
      const said = place(state, pod('p', spec));
      expect([said['N'], said['n']], JSON.stringify(spec)).toEqual(['abc', 'abc']);
      expect(place(state, pod('p', spec))).toEqual(KNOWN);
    }
    // What nobody looks at does not matter.
    for (const spec of [{ volumes: [{ name: 'v', emptyDir: {} }] }, { hostname: 'x' }, { affinity: {} }]) {
      expect(place(state, pod('p', spec)), JSON.stringify(spec)).toEqual(KNOWN);
    }
  });

  it('is kept by each copy for itself', () => {
    const { place } = watched();
    const state = SchedulerState.of(nodes());
    place(state);
    const copy = state.fork();
    expect(place(copy)).toEqual(ALL);
    copy.apply([{ verb: 'create', object: on('a', pod('x')) }]);
    expect(place(state)).toEqual(KNOWN);
    expect(place(copy)).toEqual({ N: 'a', P: 'a', p: 'a', ...KNOWN });
  });

  it('leaves out nodes that do not fit, as they come to', () => {
    const { place } = watched();
    const state = SchedulerState.of([...nodes(), on('b', pod('full', { labels: { full: 'P' } }))]);
    expect(place(state)).toEqual({ N: 'abc', P: 'abc', X: 'ac', n: 'ac', p: 'ac', x: 'ac' });
    state.apply([{ verb: 'delete', object: pod('full') }]);
    expect(place(state)).toEqual({ N: 'b', P: 'b', X: 'abc', n: 'b', p: 'b', x: 'abc' });
    state.apply([{ verb: 'create', object: on('c', pod('full', { labels: { full: 'N' } })) }]);
    expect(place(state)).toEqual({ N: 'c', X: 'ab', x: 'ab' });
    state.apply([{ verb: 'create', object: on('a', pod('more', { labels: { full: 'X' } })) }]);
    expect(place(state)).toEqual({ N: 'a', P: 'a', X: 'ab' });
  });

  it('holds for who would have to go, until pods or budgets are others', () => {
    let asked = 0;
    const full: Plugin = {
      name: 'Full',
      local: 'pods',
      filter: (_cycle, { pods }) => {
        asked += 1;
        return pods.length > 0 ? unschedulable('full') : SUCCESS;
      },
    };
    const preemption = defaultPreemption(
      { minCandidateNodesPercentage: 10, minCandidateNodesAbsolute: 100 },
      NEWEST_VERSION,
      {},
    );
    const profile: Profile = {
      ...defaultProfile(),
      preEnqueue: [],
      preFilter: [],
      filter: [full],
      postFilter: [preemption],
      score: [{ plugin: { name: 'None' }, weight: 1 }],
    };
    const scheduler: Scheduler = {
      version: NEWEST_VERSION,
      profiles: new Map([['default-scheduler', profile]]),
    };
    const state = SchedulerState.of([node('a'), on('a', pod('low', { labels: { app: 'db' } }))]);
    const place = (priority = 9) => {
      asked = 0;
      expect(scheduleOne(state, pod('p', { priority }), scheduler).nominatedNode).toBe('a');
      return asked;
    };
    // Once as it is, once without the pod, once with the pod put back.
    expect([place(), place(), place(8), place(8)]).toEqual([3, 0, 3, 0]);
    const budget = object('policy/v1', 'PodDisruptionBudget', 'x', { metadata: { namespace: 'default' } });
    state.apply([{ verb: 'create', object: budget }]);
    expect([place(), place()]).toEqual([2, 0]);
    state.apply([{ verb: 'update', object: on('a', pod('low')) }]);
    // A pod that leaves and one that comes are two changes.
    expect([place(), place()]).toEqual([4, 0]);
    const nominee = pod('n', { priority: 1, status: { nominatedNodeName: 'a' } });
    state.apply([{ verb: 'create', object: nominee }]);
    expect([place(), place()]).toEqual([2, 2]);
    state.apply([{ verb: 'delete', object: nominee }]);
    expect([place(), place()]).toEqual([0, 0]);
  });

  it('is remembered of many kinds of pods', () => {
    const { place } = watched();
    const state = SchedulerState.of(nodes());
    const kind = (i: number) => pod('p', { requests: { cpu: `${i}m` } });
    for (let i = 0; i < 60; i++) place(state, kind(i));
    expect(place(state, kind(0))).toEqual(KNOWN);
  });
});

it('pods that differ only in the image of an init container are not taken for each other', () => {
  const images = [{ names: ['init:2'], sizeBytes: 900_000_000 }];
  const state = SchedulerState.of([node('a'), node('b', { images })]);
  const scoresOf = (image: string) =>
    scheduleOne(state, pod('p', { initContainers: [{ name: 'i', image }] }), defaultScheduler(), {
      detail: true,
    }).scores?.map(({ plugins }) => plugins['ImageLocality']);
  expect(scoresOf('init:1')).toEqual([0, 0]);
  expect(scoresOf('init:2')).toEqual([0, 20]);
});
