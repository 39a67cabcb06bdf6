import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/objects.js';
import { Cluster } from '../../src/cluster/cluster.js';
import { failsToPull } from '../../src/kubelet/assumption.js';
import { HEALTHY } from '../../src/kubelet/model.js';
import { planText } from '../../src/report/plan-text.js';
import { simulate } from '../../src/simulation/index.js';
import { made, since } from '../controllers/look.js';
import { OPTIONS } from '../report/plans.js';
import { deployment, simulation } from './worlds.js';

const NODES = '2x cpu=4,memory=16Gi';

/** A cluster after some objects were applied one after the other, each given time, with images that cannot be pulled. */
function after(bad: string[], ...objects: KubeObject[]): Cluster {
  const sim = simulation(NODES, { kubelet: { ...HEALTHY, assumed: bad.map(failsToPull) } });
  for (const object of objects) {
    sim.act({ do: 'apply', object });
    sim.settle({ until: sim.now + 60_000 });
  }
  return sim.cluster;
}

const db = (image: string): KubeObject =>
  ({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db', namespace: 'default' },
    spec: {
      replicas: 3,
      serviceName: 'db',
      selector: { matchLabels: { app: 'db' } },
      template: { metadata: { labels: { app: 'db' } }, spec: { containers: [{ name: 'c', image }] } },
    },
  }) as KubeObject;

const text = (plan: ReturnType<typeof simulate>) => planText(plan, OPTIONS).split('\n');

describe('what is stuck before anything', () => {
  it('stays so: an ordered StatefulSet waits for its broken pod, and what lets it go on was tried', () => {
    const plan = simulate(after(['db:bad'], db('db:1'), db('db:bad')), [{ object: db('db:2') }]);
    expect(plan.beforehand).toMatchObject({
      steps: [],
      stuck: [
        {
          object: { kind: 'StatefulSet', name: 'db' },
          desired: 3,
          ready: 2,
          pods: [{ name: 'db-2' }],
          reason: 'ImagePullBackOff',
          message: 'Back-off pulling image "db:bad"',
        },
      ],
    });
    expect(plan.workloads).toMatchObject([
      {
        state: 'stuck',
        ready: 2,
        reason:
          'waits for db-2, which is not replaced while it is not ready (OrderedReady): ImagePullBackOff: Back-off pulling image "db:bad"',
        wayOut: { command: 'kubectl delete pod db-2', ready: 3, desired: 3, complete: true },
      },
    ]);
    expect(text(plan)[0]).toBe(
      'Before anything: statefulset/db is stuck at 2/3: db-2, ImagePullBackOff: Back-off pulling image "db:bad"',
    );
    expect(text(plan).find((line) => line.includes('kubectl delete'))).toMatch(
      /^ {6}kubectl delete pod db-2 {3}lets it go on: 3\/3 after \d+\.0 s \(tried\)$/,
    );
    expect(plan.managers['Pod default/db-2']).toBe('StatefulSet default/db');
  });

  it('ends with another image, and goes on with the same', () => {
    const cluster = after(['web:bad'], deployment('web', 'web:bad'));
    expect(simulate(cluster, [{ object: deployment('web', 'web:good') }]).stuck).toEqual([]);
    const same = simulate(cluster, [{ object: deployment('web', 'web:bad', { replicas: 2 }) }]);
    expect(same.stuck.map(({ reason }) => reason)).toEqual(['ImagePullBackOff', 'ImagePullBackOff']);
    const still = simulate(cluster, []);
    expect([still.steps.length > 0, still.stuck.length]).toEqual([true, 1]);
  });

  it('is told of pods on nodes that are down', () => {
    const cluster = after([], deployment('web', 'web:1'));
    const down = (one: KubeObject): KubeObject =>
      one.kind === 'Node'
        ? ({
            ...one,
            status: {
              ...(one as { status?: object }).status,
              conditions: [since('Ready', 'Unknown', 0, { message: 'silent' })],
            },
          } as KubeObject)
        : one.kind === 'Pod'
          ? ({
              ...one,
              status: { ...(one as { status?: object }).status, conditions: [since('Ready', 'False')] },
            } as KubeObject)
          : one;
    const objects = cluster.kinds().flatMap((kind) => cluster.list(kind) as KubeObject[]);
    const plan = simulate(Cluster.of(objects.map(down)), []);
    expect(plan.beforehand.stuck).toMatchObject([
      { reason: 'NodeNotReady', message: expect.stringMatching(/^node node-\d is down: silent$/), ready: 0 },
    ]);
  });
});

describe('what a cluster does by itself', () => {
  it('comes before the first step', () => {
    const cluster = after([], deployment('web', 'web:1', { replicas: 2 }));
    const [pod] = cluster.list('Pod');
    const objects = cluster
      .kinds()
      .flatMap((kind) => cluster.list(kind) as KubeObject[])
      .filter((one) => one !== (pod as KubeObject));
    const plan = simulate(Cluster.of(objects), [{ object: made('ConfigMap', 'c') }]);
    expect(plan.beforehand.steps.map(({ verb, object }) => `${verb} ${object.kind}`)).toEqual([
      'create Pod',
      'bind Pod',
      'ready Pod',
    ]);
    expect(plan.beforehand).toMatchObject({ duration: 3000, stuck: [], madeUp: [] });
    expect(plan.steps.map(({ id, at, verb }) => [id, at, verb])).toEqual([[1, 0, 'create']]);
    expect(text(plan)).toContain(
      'before anything, the cluster by itself: 1 pod created, 1 pod placed, 1 pod ready, in 3.0 s',
    );
  });

  it('is not what a dump without pods leaves out', () => {
    const cluster = after([], deployment('web', 'web:1', { replicas: 2 }));
    const without = (...kinds: string[]) =>
      Cluster.of(
        cluster
          .kinds()
          .filter((kind) => !kinds.includes(kind))
          .flatMap((kind) => cluster.list(kind) as KubeObject[]),
      );
    const plan = simulate(without('ReplicaSet', 'Pod'), []);
    expect(plan.beforehand).toMatchObject({ steps: [], madeUp: [{ object: { name: 'web' }, pods: 2 }] });
    expect(text(plan)).toContain(
      'not in --cluster, where they run is made up: 2 pods of deployment/web (kubeplan snapshot tells)',
    );
  });

  it('is not what a manifest among the dump makes, whatever zeros its status was given', () => {
    const agent = made('DaemonSet', 'agent', {
      spec: {
        selector: { matchLabels: { app: 'agent' } },
        template: {
          metadata: { labels: { app: 'agent' } },
          spec: { containers: [{ name: 'c', image: 'i' }] },
        },
      },
      status: { currentNumberScheduled: 0, desiredNumberScheduled: 0, numberMisscheduled: 0, numberReady: 0 },
    });
    const plan = simulate(simulation(NODES).cluster.with([{ verb: 'create', object: agent }]), []);
    expect(plan.beforehand).toMatchObject({ steps: [], madeUp: [{ object: { name: 'agent' } }] });
    expect(text(plan)).toContain('taken to run already: daemonset/agent');
  });
});
