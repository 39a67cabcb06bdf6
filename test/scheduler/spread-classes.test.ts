/** The choice by classes of nodes is the one that scores of all nodes come to. */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Pod } from '../../src/api/objects.js';
import { parseNodes } from '../../src/cluster/node-spec.js';
import { defaultScheduler } from '../../src/scheduler/configuration/scheduler.js';
import { ClassTournaments, heapRoot, heapRootOfSums } from '../../src/scheduler/pick.js';
import { scheduleOne } from '../../src/scheduler/schedule-one.js';
import { SchedulerState } from '../../src/scheduler/state/scheduler-state.js';

const scheduler = defaultScheduler();
const labelSelector = { matchLabels: { app: 'web' } };
const KEYS = ['topology.kubernetes.io/zone', 'kubernetes.io/hostname', 'kubernetes.io/arch'];

function pod(name: string, cpu: string, keys: readonly string[]): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', labels: { app: 'web' } },
    spec: {
      containers: [{ name: 'c', image: 'c', resources: { requests: { cpu } } }],
      topologySpreadConstraints: keys.map((topologyKey, i) => ({
        maxSkew: 1 + i,
        topologyKey,
        whenUnsatisfiable: 'ScheduleAnyway' as const,
        labelSelector,
      })),
    },
  };
}

it('goes where scores of every node lead, pod after pod', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('zone=a,arch=arm64', 'zone=b', 'zone=b,cpu=8', 'zone=c,arch=arm64', 'cpu=6'), {
        minLength: 2,
        maxLength: 9,
      }),
      fc.subarray(KEYS, { minLength: 1 }),
      fc.array(fc.constantFrom('100m', '500m', '2'), { minLength: 1, maxLength: 30 }),
      (groups, keys, sizes) => {
        const state = SchedulerState.of(parseNodes(groups.join(';')));
        for (const [i, cpu] of sizes.entries()) {
          const one = pod(`p${i}`, cpu, keys);
          const { node, ties } = scheduleOne(state, one, scheduler);
          const whole = scheduleOne(state.fork(), one, scheduler, { detail: true });
          expect([node, ties]).toEqual([whole.node, whole.ties]);
          if (node === undefined) continue;
          const bound: Pod = { ...one, spec: { ...one.spec, nodeName: node } };
          state.apply([{ verb: 'create', object: bound }]);
        }
      },
    ),
    { seed: 5, numRuns: 150 },
  );
});

it('keeps the best of each class in order as scores change', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 2 })), {
        minLength: 1,
        maxLength: 40,
      }),
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 5 })), { maxLength: 20 }),
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 }),
      (nodes, changes, points) => {
        const scores = Float64Array.from(nodes, ([score]) => score);
        const classOf = Int32Array.from(nodes, ([, one]) => one);
        const classes = { classOf, scores: Float64Array.from(points), isLasting: true };
        const kept = new ClassTournaments(scores, classOf, points.length);
        for (const [at, score] of [[0, scores[0]!] as const, ...changes]) {
          scores[at % scores.length] = score;
          kept.changed(at % scores.length);
          const sums = scores.map((own, i) => own + points[classOf[i]!]! * 2);
          const index = heapRoot(sums);
          const ties = sums.filter((sum) => sum === sums[index]).length;
          expect(kept.winner(classes.scores, 2)).toEqual({ index, ties });
          expect(heapRootOfSums(scores, classes, 2)).toEqual({ index, ties });
        }
      },
    ),
    { seed: 5, numRuns: 200 },
  );
});
