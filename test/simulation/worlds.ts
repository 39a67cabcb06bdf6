import type { AnyObject, Deployment, KubeObject, Node, Pod } from '../../src/api/objects.js';
import { isPodReady } from '../../src/api/pods.js';
import type { KubernetesVersion } from '../../src/api/version.js';
import { Cluster } from '../../src/cluster/cluster.js';
import { parseNodes } from '../../src/cluster/node-spec.js';
import { Simulation, type SimulationOptions } from '../../src/simulation/index.js';

/** A world with nodes and what every cluster has. */
export function world(
  nodes = '3x cpu=4,memory=16Gi',
  more: KubeObject[] = [],
  version?: KubernetesVersion,
): Cluster {
  const bare = (kind: string, name: string, rest: object = {}): AnyObject => ({
    apiVersion: 'v1',
    kind,
    metadata: { name, namespace: 'default', uid: `${kind}-${name}` },
    ...rest,
  });
  const namespace = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'default', uid: 'ns-default' },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  } as KubeObject;
  return Cluster.of(
    [
      ...(nodes ? parseNodes(nodes) : []),
      namespace,
      bare('ServiceAccount', 'default'),
      bare('ConfigMap', 'kube-root-ca.crt', { data: {} }),
      ...more,
    ],
    version,
  );
}

export function simulation(nodes?: string, options?: SimulationOptions): Simulation {
  return new Simulation(world(nodes), options);
}

/** The same simulation at rest after these objects were applied. */
export function applied(sim: Simulation, ...objects: KubeObject[]): Simulation {
  for (const object of objects) sim.act({ do: 'apply', object });
  sim.settle();
  return sim;
}

/** A pod of one container that nothing manages, as a manifest writes it. */
export function bare(name: string, spec: object = {}, metadata: object = {}): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', labels: { app: 'web' }, ...metadata },
    spec: { containers: [{ name: 'app', image: 'app:1' }], ...spec },
  } as unknown as KubeObject;
}

/** A Deployment of one container, as a manifest writes it. */
export function deployment(name: string, image: string, spec: Record<string, unknown> = {}): KubeObject {
  const { podSpec, ...rest } = spec as { podSpec?: object };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'default' },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'app', image }], ...podSpec },
      },
      ...rest,
    },
  } as unknown as KubeObject;
}

export function theDeployment(cluster: Cluster, name: string): Deployment {
  const found = cluster.get('Deployment', `default/${name}`);
  if (!found) throw new Error(`there is no Deployment ${name}`);
  return found;
}

export function pods(cluster: Cluster): Pod[] {
  return cluster.list('Pod', 'default');
}

export function readyPods(cluster: Cluster): Pod[] {
  return pods(cluster).filter(isPodReady);
}

/** `image ×pods wanted` of each ReplicaSet, the newest revision first. */
export function replicaSets(cluster: Cluster): string[] {
  const revision = ({ metadata }: KubeObject) =>
    Number(metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0);
  return cluster
    .list('ReplicaSet', 'default')
    .sort((a, b) => revision(b) - revision(a))
    .map(({ spec }) => `${spec.template.spec.containers[0]?.image} ×${spec.replicas}`);
}

export type { Node };
