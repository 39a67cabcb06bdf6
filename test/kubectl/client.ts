import type { JsonObject } from '../../src/api/json.js';
import type { KubeObject } from '../../src/api/objects.js';
import type { KubernetesVersion } from '../../src/api/version.js';
import { Cluster } from '../../src/cluster/cluster.js';
import { PlainClient } from '../../src/kubectl/client.js';
import { runKubectl } from '../../src/kubectl/command-line.js';
import { CRDS } from '../diff/cases.js';

/** A world with the namespace `ns` and the definitions of `Widget` and `Globe`, and what else is given. */
export function worldOf(objects: readonly object[] = [], version: KubernetesVersion = '1.36'): Cluster {
  const given = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'ns' }, status: { phase: 'Active' } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: 'ns' } },
    ...CRDS,
    ...objects,
  ];
  return Cluster.of(given as unknown as KubeObject[], version);
}

/** Somebody at that world, at the beginning of time. */
export function clientOf(objects: readonly object[] = [], now = 0): PlainClient {
  return new PlainClient(worldOf(objects), now);
}

/** What a command line prints, in the namespace `ns`: words are parted by blanks. */
export function run(client: PlainClient, command: string, stdin?: object): string {
  const args = command.split(' ');
  return runKubectl(args, { client, namespace: 'ns', ...(stdin && { stdin: stdin as KubeObject }) }).text;
}

/** An object of a world, by its kind and key. */
export function found(client: PlainClient, kind: string, key: string): JsonObject | undefined {
  return client.cluster.get(kind, key) as JsonObject | undefined;
}

/** A Deployment `web` with these containers, and what else its spec says. */
export function web(
  spec: object = {},
  pod: object = { containers: [{ name: 'app', image: 'app:1' }] },
): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'ns' },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: pod },
      ...spec,
    },
  };
}

/** A client of a world in which these objects were created. */
export function having(...objects: object[]): PlainClient {
  const client = clientOf();
  for (const object of objects) {
    const answer = client.send({ verb: 'create', object: object as KubeObject });
    if ('refusal' in answer) throw new Error(answer.refusal.message);
  }
  return client;
}

/** A ConfigMap with a label and an annotation. */
export const CONFIG_MAP = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'c', namespace: 'ns', labels: { a: 'b' }, annotations: { note: 'x' } },
};

/** A node without anything. */
export const NODE = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1', uid: 'n1' }, spec: {} };

/** A StatefulSet `db` of an image. */
export function statefulSet(image: string) {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db', namespace: 'ns', uid: 'db' },
    spec: {
      serviceName: 'db',
      selector: { matchLabels: { app: 'db' } },
      template: { metadata: { labels: { app: 'db' } }, spec: { containers: [{ name: 'c', image }] } },
    },
  };
}

/** A pod with an init container and two others, one with variables. */
const POD = {
  initContainers: [{ name: 'init', image: 'init:1' }],
  containers: [
    {
      name: 'app',
      image: 'app:1',
      env: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
    },
    { name: 'side', image: 'side:1' },
  ],
};

type Container = { name: string; image: string; env?: { name: string; value?: string }[] };

/** What is printed, and each container with its image and variables, init containers first. */
export function containersAfter(command: string, pod: object = POD): string[] {
  const client = having(web({}, pod));
  const said = run(client, command);
  const { spec } = found(client, 'Deployment', 'ns/web') as unknown as {
    spec: { template: { spec: { containers: Container[]; initContainers?: Container[] } } };
  };
  const { initContainers = [], containers } = spec.template.spec;
  const all = [...initContainers, ...containers].map(
    ({ image, env = [] }) =>
      `${image}${env.map(({ name, value }) => ` ${name}=${value ?? 'from'}`).join('')}`,
  );
  return [said, ...all];
}
