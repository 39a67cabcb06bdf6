import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/objects.js';
import { HEALTHY, Simulation } from '../../src/simulation/index.js';
import { made } from '../controllers/look.js';
import { settled, stepLines } from './steps.js';
import { applied, bare, deployment, simulation, world } from './worlds.js';

describe('virtual time', () => {
  const cron = {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'tick', namespace: 'default' },
    spec: {
      schedule: '*/10 * * * *',
      jobTemplate: {
        spec: {
          template: { spec: { restartPolicy: 'Never', containers: [{ name: 'app', image: 'app:1' }] } },
        },
      },
    },
  } as unknown as KubeObject;
  it('passes over what only comes round again, and stops where it is told to', () => {
    const sim = simulation('1x cpu=4,memory=16Gi');
    sim.act({ do: 'apply', object: cron });
    expect([sim.settle(), sim.now - sim.startedAt]).toEqual([true, 0]);
    const from = sim.steps.length;
    sim.advance(700_000);
    expect(sim.now - sim.startedAt).toBe(700_000);
    expect(stepLines(sim.steps, from)).toEqual([
      '2 600.1 cronjob create Job/tick-29453770: created ← 1',
      '3 600.1 job create Pod/tick-29453770#1: created ← 2',
      '4 600.1 scheduler bind Pod/tick-29453770#1: → node-1 ← 3',
      '5 603.0 kubelet ready Pod/tick-29453770#1: ready ← 4',
      '6 608.0 kubelet succeed Pod/tick-29453770#1: succeeded ← 5',
      '7 608.0 job complete Job/tick-29453770: complete ← 6',
    ]);
    expect(sim.settle({ until: sim.now })).toBe(true);
  });

  it('is that of the world at the beginning, or what is given', () => {
    const started = (options: object, ...objects: KubeObject[]) =>
      new Date(new Simulation(world('', objects), options).startedAt).toISOString();
    const old = made('ConfigMap', 'a', { metadata: { creationTimestamp: '2025-05-05T00:00:00Z' } });
    const newer = made('Job', 'b', {
      metadata: { creationTimestamp: '2025-05-01T00:00:00Z' },
      status: {
        conditions: [
          { type: 'Complete', status: 'False', lastTransitionTime: '2025-06-06T00:00:00Z' },
          { type: 'x', status: 'True', lastTransitionTime: null },
        ],
      },
    });
    expect(started({})).toBe('2026-01-01T00:00:00.000Z');
    expect(started({}, old)).toBe('2025-05-05T00:00:00.000Z');
    expect(started({}, old, newer)).toBe('2025-06-06T00:00:00.000Z');
    expect(started({}, newer, made('ConfigMap', 'c', { metadata: { creationTimestamp: 'soon' } }))).toBe(
      '2025-06-06T00:00:00.000Z',
    );
    expect(started({ startAt: 5 }, old)).toBe('1970-01-01T00:00:00.005Z');
  });

  it('ends at a limit: of steps, or of time', () => {
    const run = (limits: object) => {
      const sim = simulation('1x cpu=4,memory=16Gi');
      sim.act({ do: 'apply', object: deployment('web', 'app:1') });
      const done = sim.settle({
        ...limits,
        ...('until' in limits ? { until: sim.startedAt + Number(limits.until) } : {}),
      });
      return [done, sim.steps.length, sim.now - sim.startedAt];
    };
    expect(run({})).toEqual([true, 6, 3000]);
    expect(run({ maxSteps: 3 })).toEqual([false, 3, 0]);
    expect(run({ maxSteps: 7 })).toEqual([true, 6, 3000]);
    expect(run({ until: 2999 })).toEqual([false, 4, 2000]);
    expect(run({ until: 3000 })).toEqual([true, 6, 3000]);
  });

  it('does not go on for ever where two undo each other’s work', () => {
    const flip = {
      name: 'flip',
      watches: { ConfigMap: () => ['x'] },
      reconcile: () => ({ changes: [], states: [], events: [], requeueAt: 0 }),
    };
    const sim = new Simulation(world(), { controllers: [flip] });
    sim.act({ do: 'create', object: made('ConfigMap', 'c', { data: {} }) });
    expect(sim.settle()).toBe(false);
  });
});

describe('a world that is given', () => {
  it('is looked at by everybody, once', () => {
    const sim = new Simulation(
      world('1x cpu=4,memory=16Gi', [
        made('Pod', 'p', {
          spec: { containers: [{ name: 'app', image: 'app:1' }], schedulerName: 'default-scheduler' },
          status: { phase: 'Pending' },
        }),
      ]),
    );
    expect(settled(sim, 0)).toEqual([
      '1 0.0 scheduler bind Pod/p: → node-1',
      '2 3.0 kubelet ready Pod/p: ready ← 1',
    ]);
    expect(settled(sim)).toEqual([]);
  });

  it('may have no nodes that act: then nobody starts pods', () => {
    const sim = simulation('1x cpu=4,memory=16Gi', { kubelet: false });
    sim.act({ do: 'apply', object: bare('p') });
    expect(settled(sim, 0)).toEqual([
      '1 0.0 apply create Pod/p: created',
      '2 0.0 scheduler bind Pod/p: → node-1 ← 1',
    ]);
    const from = sim.steps.length;
    sim.useKubelet(HEALTHY, 1);
    expect(settled(sim, from)).toEqual(['3 3.0 kubelet ready Pod/p: ready ← 1']);
  });

  it('tells the place of what stands in a file', () => {
    const location = {
      file: 'a.yaml',
      start: { line: 1, column: 1, offset: 0 },
      end: { line: 1, column: 2, offset: 1 },
    };
    const sim = simulation('1x cpu=4,memory=16Gi', {
      locations: new Map([['Deployment default/web', location]]),
    });
    sim.act({ do: 'apply', object: deployment('web', 'app:1') });
    sim.settle();
    expect(
      sim.steps
        .filter((step) => step.location === location)
        .map(({ verb, object }) => `${verb} ${object.kind}`),
    ).toEqual(['create Deployment', 'complete Deployment']);
    const own = { ...location, file: 'b.yaml' };
    sim.act({ do: 'apply', object: deployment('other', 'app:1', { replicas: -1 }), location: own });
    expect(sim.steps.at(-1)).toMatchObject({ verb: 'refuse', location: own });
    sim.act({ do: 'apply', object: deployment('third', 'app:1'), location: own });
    expect(sim.steps.at(-1)).toMatchObject({ verb: 'create', location: own });
  });
});

describe('what failed', () => {
  it('is tried again when the world has changed', () => {
    const sim = simulation('1x cpu=4,memory=16Gi');
    const quota = (pods: string) =>
      ({
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: 'few', namespace: 'default' },
        spec: { hard: { pods } },
      }) as unknown as KubeObject;
    applied(sim, quota('1'));
    const from = sim.steps.length;
    sim.act({ do: 'apply', object: deployment('web', 'app:1', { replicas: 2 }) });
    expect(settled(sim, from)).toEqual([
      '2 0.0 apply create Deployment/web: created',
      '3 0.0 deployment create ReplicaSet/web-8bcb88b49: created, revision 1, 0 → 2 ← 2',
      '4 0.0 replicaset create Pod/web-8bcb88b49#1: created ← 3',
      '5 0.0 replicaset fail ReplicaSet/web-8bcb88b49: FailedCreate: pods "web-8bcb88b49#2" is forbidden: exceeded quota: few, requested: pods=1, used: pods=1, limited: pods=1 ← 3',
      '6 0.0 scheduler bind Pod/web-8bcb88b49#1: → node-1 ← 4',
      '7 0.0 deployment fail Deployment/web: FailedCreate: pods "web-8bcb88b49#2" is forbidden: exceeded quota: few, requested: pods=1, used: pods=1, limited: pods=1 ← 6',
      '8 3.0 kubelet ready Pod/web-8bcb88b49#1: ready ← 6',
      '9 604.0 deployment fail Deployment/web: ProgressDeadlineExceeded: ReplicaSet "web-8bcb88b49" has timed out progressing. ← 8',
    ]);
    const then = sim.steps.length;
    sim.act({ do: 'apply', object: quota('2') });
    expect(settled(sim, then)).toEqual([
      '10 604.0 apply update ResourceQuota/few: configured',
      '11 604.0 replicaset create Pod/web-8bcb88b49#1: created ← 8',
      '12 604.0 scheduler bind Pod/web-8bcb88b49#1: → node-1 ← 11',
      '13 605.0 kubelet ready Pod/web-8bcb88b49#1: ready ← 12',
      '14 605.0 deployment complete Deployment/web: complete ← 13',
    ]);
  });
});
