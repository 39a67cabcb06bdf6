/** Deployments and their ReplicaSets, as the tests of their controller need them. */
import type { Deployment, KubeObject } from '../../src/api/objects.js';
import { deployment as controller } from '../../src/controllers/deployment.js';
import { at, conditionText, type Given, lookAt, made, owned, stored } from './look.js';

export const LABELS = { app: 'web' };
const D = 'deployment.kubernetes.io';

export const template = (image: string) => ({
  metadata: { labels: LABELS },
  spec: { containers: [{ name: 'app', image }] },
});

/** Of the template `app:2`. */
export function web(spec: object = {}, { metadata = {}, status }: Given = {}) {
  return made('Deployment', 'web', {
    metadata: { annotations: { [`${D}/revision`]: '2' }, ...metadata },
    spec: { replicas: 10, selector: { matchLabels: LABELS }, template: template('app:2'), ...spec },
    ...(status ? { status } : {}),
  });
}

export interface SetSettings {
  image?: string;
  revision?: number;
  available?: number;
  ready?: number;
  pods?: number;
  /** For which size of the Deployment it was scaled last, and the most pods then. */
  desired?: number | undefined;
  most?: number | undefined;
  made?: number;
  status?: object;
  metadata?: object;
}

/** A ReplicaSet of the Deployment, `size` pods wanted, all there and available unless it is said otherwise. */
export function set(name: string, size: number, settings: SetSettings = {}) {
  const {
    image = `app:${name}`,
    revision = Number(name) || 1,
    pods = size,
    available = pods,
    ready = available,
    metadata = {},
  } = settings;
  const { desired = 10, most = 13 } = settings;
  const hash = { 'pod-template-hash': name };
  const annotations = {
    [`${D}/revision`]: String(revision),
    ...('desired' in settings && settings.desired === undefined
      ? {}
      : { [`${D}/desired-replicas`]: String(desired) }),
    ...('most' in settings && settings.most === undefined ? {} : { [`${D}/max-replicas`]: String(most) }),
  };
  return owned(web(), 'ReplicaSet', `web-${name}`, {
    metadata: {
      labels: { ...LABELS, ...hash },
      annotations,
      creationTimestamp: at(settings.made ?? revision),
      ...metadata,
    },
    spec: {
      replicas: size,
      selector: { matchLabels: { ...LABELS, ...hash } },
      template: { ...template(image), metadata: { labels: { ...LABELS, ...hash } } },
    },
    // As Go writes them: without what is zero.
    status: {
      replicas: pods,
      ...(ready ? { readyReplicas: ready } : {}),
      ...(available ? { availableReplicas: available } : {}),
      observedGeneration: 1,
      ...settings.status,
    },
  });
}

export interface Synced {
  /** The size of each ReplicaSet, `-` for one that is gone: `1 8, 2 5`. */
  sizes: string;
  said: string[];
  /** What it did and said, but for the status. */
  did: string[];
  conditions: string[];
  status: Record<string, unknown>;
  annotations: Record<string, string>;
  world: ReturnType<typeof stored>;
}

export function sync(objects: readonly KubeObject[], seconds = 0): Synced {
  return syncOf(stored(objects), seconds);
}

export function syncOf(before: ReturnType<typeof stored>, seconds = 0): Synced {
  const { lines, cluster } = lookAt(controller, before, 'default/web', seconds);
  const found = cluster.get('Deployment', 'default/web') as Deployment | undefined;
  const { conditions = [], ...status } = found?.status ?? {};
  const names = new Set(
    [...before.list('ReplicaSet'), ...cluster.list('ReplicaSet')].map(({ metadata }) => metadata.name!),
  );
  const sizes = [...names]
    .sort()
    .map((name) => `${name.slice(4)} ${cluster.get('ReplicaSet', `default/${name}`)?.spec.replicas ?? '-'}`);
  return {
    sizes: sizes.join(', '),
    said: lines.filter((line) => /^(Normal|Warning|again|failed)/.test(line)),
    did: lines.filter((line) => !line.startsWith('update Deployment/web: ')),
    conditions: conditions.map(conditionText),
    status: { ...status },
    annotations: found?.metadata.annotations ?? {},
    world: cluster,
  };
}
