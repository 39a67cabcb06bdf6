import { describe, expect, it } from 'vitest';
import type { KubeObject, ReplicaSet } from '../../src/api/objects.js';
import { handle } from '../../src/apiserver/handle.js';
import type { Cluster } from '../../src/cluster/cluster.js';
import { deployment } from '../../src/controllers/deployment.js';
import { deployment as manifest, theDeployment, world } from '../simulation/worlds.js';

const NOW = Date.UTC(2026, 0, 1);
const KEY = 'default/web';

function stored(cluster: Cluster, object: KubeObject): Cluster {
  const result = handle(cluster, { verb: 'create', object }, NOW);
  if ('refusal' in result) throw new Error(result.refusal.message);
  return result.cluster;
}

function after(cluster: Cluster): Cluster {
  return cluster.with(deployment.reconcile(cluster, KEY, NOW).changes);
}

/** The ReplicaSets' pods are all there and ready, as if the ReplicaSet controller had been at work. */
function healthy(cluster: Cluster): Cluster {
  return cluster.with(
    cluster.list('ReplicaSet').map((set) => {
      const count = set.spec.replicas ?? 0;
      const status = {
        replicas: count,
        readyReplicas: count,
        availableReplicas: count,
        observedGeneration: set.metadata.generation,
      };
      return { verb: 'update' as const, object: { ...set, status } as ReplicaSet };
    }),
  );
}

function sizes(cluster: Cluster): Record<string, number | undefined> {
  return Object.fromEntries(
    cluster.list('ReplicaSet').map(({ spec }) => [spec.template.spec.containers[0]!.image, spec.replicas]),
  );
}

function withImage(cluster: Cluster, image: string): Cluster {
  const live = theDeployment(cluster, 'web');
  const { template } = live.spec;
  const containers = [{ ...template.spec.containers[0]!, image }];
  const object = {
    ...live,
    spec: { ...live.spec, template: { ...template, spec: { ...template.spec, containers } } },
  };
  const result = handle(cluster, { verb: 'update', object }, NOW);
  if ('refusal' in result) throw new Error(result.refusal.message);
  return result.cluster;
}

describe('the deployment controller', () => {
  it('makes a ReplicaSet named by the hash of the template, and says so', () => {
    const start = stored(world(), manifest('web', 'app:1', { replicas: 3 }));
    const { changes, events } = deployment.reconcile(start, KEY, NOW);
    const set = changes.find(({ verb, object }) => verb === 'create' && object.kind === 'ReplicaSet')!
      .object as ReplicaSet;
    const hash = set.metadata.labels?.['pod-template-hash'];
    expect(set.metadata.name).toBe(`web-${hash}`);
    expect(set.spec.selector.matchLabels).toEqual({ app: 'web', 'pod-template-hash': hash });
    expect(set.metadata.annotations).toMatchObject({
      'deployment.kubernetes.io/revision': '1',
      'deployment.kubernetes.io/desired-replicas': '3',
      'deployment.kubernetes.io/max-replicas': '4',
    });
    expect(events.map(({ reason, message }) => `${reason} ${message}`)).toEqual([
      `ScalingReplicaSet Scaled up replica set web-${hash} from 0 to 3`,
    ]);
  });

  it('starts a rolling update with the surge, and takes nothing away while the new pod is not ready', () => {
    const old = healthy(after(stored(world(), manifest('web', 'app:1', { replicas: 3 }))));
    const updated = after(withImage(after(old), 'app:2'));
    expect(sizes(updated)).toEqual({ 'app:1': 3, 'app:2': 1 });
    expect(sizes(after(updated))).toEqual({ 'app:1': 3, 'app:2': 1 });
    expect(sizes(after(healthy(updated)))).toEqual({ 'app:1': 2, 'app:2': 1 });
  });

  it('takes all pods away first where the strategy is Recreate', () => {
    const spec = { replicas: 2, strategy: { type: 'Recreate' } };
    const old = after(healthy(after(stored(world(), manifest('web', 'app:1', spec)))));
    const down = after(withImage(old, 'app:2'));
    expect(sizes(down)).toEqual({ 'app:1': 0 });
    expect(sizes(after(down))).toEqual({ 'app:1': 0 });
    expect(sizes(after(healthy(down)))).toEqual({ 'app:1': 0, 'app:2': 2 });
  });

  it('does nothing for a paused Deployment but scale it', () => {
    const old = after(healthy(after(stored(world(), manifest('web', 'app:1', { replicas: 2 })))));
    const live = theDeployment(withImage(old, 'app:2'), 'web');
    const paused = old.with([
      {
        verb: 'update',
        object: { ...live, spec: { ...live.spec, paused: true, replicas: 5 } } as KubeObject,
      },
    ]);
    expect(sizes(after(paused))).toEqual({ 'app:1': 5 });
  });

  it('spreads a change of size over both ReplicaSets of a rollout in progress', () => {
    const spec = { replicas: 10, strategy: { rollingUpdate: { maxSurge: 3, maxUnavailable: 2 } } };
    const old = after(healthy(after(stored(world(), manifest('web', 'app:1', spec)))));
    const rolling = after(after(withImage(old, 'app:2')));
    expect(sizes(rolling)).toEqual({ 'app:1': 8, 'app:2': 5 });
    const live = theDeployment(rolling, 'web');
    const grown = rolling.with([
      { verb: 'update', object: { ...live, spec: { ...live.spec, replicas: 15 } } as KubeObject },
    ]);
    // 18 pods in all, in proportion 8 to 5: the example of the Kubernetes documentation.
    expect(sizes(after(grown))).toEqual({ 'app:1': 11, 'app:2': 7 });
  });

  it('leaves its input as it is', () => {
    const start = stored(world(), manifest('web', 'app:1', { replicas: 3 }));
    const text = JSON.stringify(start.list('Deployment'));
    deployment.reconcile(start, KEY, NOW);
    expect(JSON.stringify(start.list('Deployment'))).toBe(text);
    expect(start.list('ReplicaSet')).toEqual([]);
  });
});
