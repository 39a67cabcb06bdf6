import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/objects.js';
import type { Cluster } from '../../src/cluster/cluster.js';
import { desiredReplicas, maxUnavailable } from '../../src/controllers/deployment-limits.js';
import { CONTROLLERS } from '../../src/controllers/index.js';
import { Simulation, simulate } from '../../src/simulation/index.js';
import { deployment, theDeployment, world } from './worlds.js';

const limits = fc.oneof(
  fc.integer({ min: 0, max: 4 }),
  fc.integer({ min: 0, max: 100 }).map((percent) => `${percent}%`),
);
const rollouts = fc
  .record({ replicas: fc.integer({ min: 1, max: 12 }), maxSurge: limits, maxUnavailable: limits })
  .filter(({ maxSurge, maxUnavailable: missing }) => !(isZero(maxSurge) && isZero(missing)));

function isZero(limit: number | string): boolean {
  return limit === 0 || limit === '0%';
}

function web(image: string, { replicas, ...rollingUpdate }: { replicas: number } & object): KubeObject {
  return deployment('web', image, { replicas, strategy: { type: 'RollingUpdate', rollingUpdate } });
}

function everything(cluster: Cluster): string {
  return JSON.stringify(cluster.kinds().map((kind) => cluster.list(kind)));
}

describe('a simulation', () => {
  it('does the same for the same input, byte for byte', () => {
    fc.assert(
      fc.property(rollouts, (spec) => {
        const run = () => {
          const plan = simulate(world(), [{ object: web('app:1', spec) }]);
          const next = simulate(plan.cluster, [{ object: web('app:2', spec) }]);
          return JSON.stringify([plan.steps, next.steps]) + everything(next.cluster);
        };
        expect(run()).toBe(run());
      }),
      { numRuns: 10 },
    );
  });

  it('leaves the world that it is given as it is', () => {
    const before = world();
    const text = everything(before);
    const manifest = web('app:1', { replicas: 3 });
    const written = JSON.stringify(manifest);
    simulate(before, [{ object: manifest }]);
    expect(everything(before)).toBe(text);
    expect(JSON.stringify(manifest)).toBe(written);
  });

  it('never has fewer pods available than a rolling update of healthy pods allows', () => {
    fc.assert(
      fc.property(rollouts, (spec) => {
        const sim = new Simulation(world('1x cpu=64,memory=256Gi'));
        sim.act({ do: 'apply', object: web('app:1', spec) });
        expect(sim.settle()).toBe(true);
        const start = theDeployment(sim.cluster, 'web');
        const least = desiredReplicas(start) - maxUnavailable(start);
        const known = sim.moves.get('Deployment default/web')!.length;
        sim.act({ do: 'apply', object: web('app:2', spec) });
        expect(sim.settle()).toBe(true);
        const moves = sim.moves.get('Deployment default/web')!.slice(known);
        for (const { available } of moves) expect(available).toBeGreaterThanOrEqual(least);
        expect(moves.at(-1)).toMatchObject({ old: 0, new: spec.replicas, available: spec.replicas });
      }),
      { numRuns: 40 },
    );
  });

  it('stays at rest once it is at rest: no controller has anything left to do', () => {
    fc.assert(
      fc.property(rollouts, (spec) => {
        const sim = new Simulation(world());
        sim.act({ do: 'apply', object: web('app:1', spec) });
        sim.settle();
        for (const controller of CONTROLLERS) {
          for (const key of [
            'default/web',
            ...sim.cluster.list('ReplicaSet').map(({ metadata }) => `default/${metadata.name}`),
          ]) {
            expect(controller.reconcile(sim.cluster, key, sim.now).changes).toEqual([]);
          }
        }
        const steps = sim.steps.length;
        expect(sim.settle()).toBe(true);
        expect(sim.steps).toHaveLength(steps);
      }),
      { numRuns: 10 },
    );
  });

  it('goes on from its own end as if it had never stopped', () => {
    const plan = simulate(world(), [{ object: web('app:1', { replicas: 3 }) }]);
    const again = simulate(plan.cluster, []);
    expect(again.steps).toEqual([]);
    expect(again.settled).toBe(true);
  });

  it('says so when it gives up before the end', () => {
    const plan = simulate(world(), [{ object: web('app:1', { replicas: 10 }) }], { maxSteps: 5 });
    expect(plan.settled).toBe(false);
    expect(plan.steps.length).toBeGreaterThanOrEqual(5);
  });
});
