/** The choice from totals that are kept is the choice from totals that are added up anew. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NEWEST_VERSION } from '../../src/api/version.js';
import { defaultProfile } from '../../src/scheduler/configuration/profile.js';
import type { Scheduler } from '../../src/scheduler/configuration/scheduler.js';
import type { Locality, Plugin } from '../../src/scheduler/plugin.js';
import { scheduleOne } from '../../src/scheduler/schedule-one.js';
import { SchedulerState } from '../../src/scheduler/state/scheduler-state.js';
import { SUCCESS, unschedulable } from '../../src/scheduler/status.js';
import { node, on, pod } from './build.js';

const NODES = 5;
/** Points of a node by how many pods it has. */
const points = fc.array(fc.array(fc.nat(4), { minLength: 6, maxLength: 6 }), {
  minLength: NODES,
  maxLength: NODES,
});
const scorers = fc.array(
  fc.record({
    points,
    local: fc.constantFrom<Locality | undefined>('node', 'pods', 'pods', undefined),
    weight: fc.constantFrom(1, 2, 3),
    scaled: fc.boolean(),
    atOnce: fc.boolean(),
  }),
  { minLength: 1, maxLength: 4 },
);
/** How many pods a node takes, by whom it is refused after that. */
const limits = fc.record({ near: fc.constantFrom(2, 3, 9), far: fc.constantFrom(1, 2, 9) });
const steps = fc.array(fc.record({ place: fc.boolean(), at: fc.nat(NODES - 1) }), {
  minLength: 3,
  maxLength: 10,
});

describe('the choice among nodes', () => {
  it('is the same from what is kept as from scratch', () => {
    fc.assert(
      fc.property(scorers, limits, steps, (list, { near, far }, happening) => {
        const plugins = list.map(({ points: table, local, scaled, atOnce }, i): Plugin => {
          const score = (slot: number, pods: number) =>
            table[slot]![local === 'node' ? 0 : Math.min(pods, 5)]!;
          return {
            name: `S${i}`,
            preScore: ({ state }) => ({
              ...(local && { local }),
              score: ({ slot, pods }) => score(slot, pods.length),
              ...(atOnce && {
                scoreAll: (slots: Int32Array, scores: Float64Array) =>
                  slots.forEach((slot, k) => {
                    scores[k] = score(slot, state.at(slot).pods.length);
                  }),
              }),
              ...(scaled && {
                normalize: (scores: Float64Array) => {
                  const most = Math.max(...scores);
                  scores.forEach((one, k) => {
                    scores[k] = most === 0 ? 0 : Math.trunc((100 * one) / most);
                  });
                },
              }),
            }),
          };
        });
        const limit = (name: string, most: number, local?: Locality): Plugin => ({
          name,
          ...(local && { local }),
          filter: (_cycle, { pods }) => (pods.length < most ? SUCCESS : unschedulable(name)),
        });
        const scheduler = (): Scheduler => ({
          version: NEWEST_VERSION,
          profiles: new Map([
            [
              'default-scheduler',
              {
                ...defaultProfile(),
                preEnqueue: [],
                preFilter: [],
                filter: [limit('Near', near, 'pods'), limit('Far', far)],
                postFilter: [],
                score: plugins.map((plugin, i) => ({ plugin, weight: list[i]!.weight })),
                reserve: [],
              },
            ],
          ]),
        });
        const kept = scheduler();
        const state = SchedulerState.of(Array.from({ length: NODES }, (_, i) => node(`n${i}`)));
        happening.forEach(({ place, at }, i) => {
          const { node: chosen, ties, feasibleCount } = scheduleOne(state, pod('p'), kept);
          const fresh = scheduleOne(state, pod('p'), scheduler(), { detail: true });
          const totals = (fresh.scores ?? []).map(({ total }) => total);
          expect({ chosen, ties, feasibleCount }).toEqual({
            chosen: fresh.node,
            ties: fresh.ties,
            feasibleCount: fresh.feasibleCount,
          });
          if (totals.length > 0)
            expect(ties).toBe(totals.filter((one) => one === Math.max(...totals)).length);
          const home = place && chosen !== undefined ? chosen : `n${at}`;
          state.apply([{ verb: 'create', object: on(home, pod(`q${i}`)) }]);
          if (i % 3 === 2) state.apply([{ verb: 'delete', object: pod(`q${i - 1}`) }]);
        });
      }),
      { numRuns: 80 },
    );
  });
});
