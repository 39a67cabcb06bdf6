import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/objects.js';
import type { Cluster } from '../../src/cluster/cluster.js';
import { desiredReplicas, maxSurge } from '../../src/controllers/deployment-limits.js';
import type { Controller } from '../../src/controllers/index.js';
import { CONTROLLERS } from '../../src/controllers/index.js';
import { type Action, Simulation } from '../../src/simulation/index.js';
import { deployment, theDeployment, world } from './worlds.js';

const HOUR = 3_600_000;
const WEB = { kind: 'Deployment', key: 'default/web' };
const BUDGET: KubeObject = {
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'web', namespace: 'default' },
  spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'web' } } },
} as KubeObject;
const AUTOSCALER: KubeObject = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'web', namespace: 'default' },
  spec: {
    minReplicas: 2,
    maxReplicas: 6,
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
  },
} as KubeObject;

const nodes = fc.constantFrom('node-1', 'node-2');
const images = fc.constantFrom('app:1', 'app:2', 'app:3');
const actions: fc.Arbitrary<Action> = fc.oneof(
  fc.integer({ min: 0, max: 8 }).map((replicas): Action => ({ do: 'scale', ...WEB, replicas })),
  images.map((image): Action => ({ do: 'set-image', ...WEB, container: 'app', image })),
  images.map((image): Action => ({ do: 'crash', image })),
  images.map((image): Action => ({ do: 'fail-image', image })),
  fc.constant<Action>({ do: 'heal' }),
  nodes.map((node): Action => ({ do: 'cordon', node })),
  nodes.map((node): Action => ({ do: 'uncordon', node })),
  nodes.map((node): Action => ({ do: 'drain', node })),
  nodes.map((node): Action => ({ do: 'fail-node', node })),
  nodes.map((node): Action => ({ do: 'heal-node', node })),
  nodes.map(
    (node): Action => ({ do: 'taint', node, taint: { key: 'out', value: 'x', effect: 'NoExecute' } }),
  ),
  fc.constant<Action>({ do: 'rollout-undo', ...WEB }),
  fc.constant<Action>({ do: 'rollout-pause', ...WEB }),
  fc.constant<Action>({ do: 'rollout-resume', ...WEB }),
  fc.constant<Action>({ do: 'apply', object: AUTOSCALER }),
  fc.constant<Action>({ do: 'apply', object: BUDGET }),
);

function settledWorld(controllers: readonly Controller[] = CONTROLLERS): Simulation {
  const sim = new Simulation(world('2x cpu=2,memory=4Gi'), { controllers });
  sim.act({ do: 'apply', object: deployment('web', 'app:1', { replicas: 3 }) });
  sim.settle();
  return sim;
}

function everything(cluster: Cluster): unknown {
  return cluster.kinds().map((kind) => cluster.list(kind));
}

describe('whatever is done to a world at rest', () => {
  it('it comes to rest again', () => {
    fc.assert(
      fc.property(fc.array(actions, { minLength: 1, maxLength: 5 }), (done) => {
        const sim = settledWorld();
        for (const action of done) {
          sim.act(action);
          expect(sim.settle({ until: sim.now + HOUR })).toBe(true);
        }
        expect(sim.restless).toEqual([]);
        const steps = sim.steps.length;
        expect(sim.settle()).toBe(true);
        expect(sim.steps).toHaveLength(steps);
      }),
      { numRuns: 12 },
    );
  });

  it('the changes of each look, one after the other, are the world after it', () => {
    const folded = CONTROLLERS.map(
      (one): Controller => ({
        ...one,
        reconcile: (cluster, key, now, memory) => {
          const done = one.reconcile(cluster, key, now, memory);
          const last = done.states.at(-1) ?? cluster;
          expect(everything(cluster.with(done.changes))).toEqual(everything(last));
          return done;
        },
      }),
    );
    fc.assert(
      fc.property(actions, (action) => {
        const sim = settledWorld(folded);
        sim.act(action);
        sim.settle({ until: sim.now + HOUR });
      }),
      { numRuns: 3 },
    );
  });

  it('a rollout of healthy pods has no more than its surge lets it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 3 }), (replicas, surge) => {
        const rollingUpdate = { maxSurge: surge, maxUnavailable: surge === 0 ? 1 : 0 };
        const web = (image: string) =>
          deployment('web', image, { replicas, strategy: { type: 'RollingUpdate', rollingUpdate } });
        const sim = new Simulation(world('1x cpu=64,memory=256Gi'));
        sim.act({ do: 'apply', object: web('app:1') });
        sim.settle();
        const start = theDeployment(sim.cluster, 'web');
        const most = desiredReplicas(start) + maxSurge(start);
        sim.act({ do: 'apply', object: web('app:2') });
        sim.settle();
        const moves = sim.moves.get('Deployment default/web') ?? [];
        for (const { old, new: updated } of moves) expect(old + updated).toBeLessThanOrEqual(most);
        expect(moves.at(-1)).toMatchObject({ old: 0, new: replicas });
      }),
      { numRuns: 12 },
    );
  });
});
