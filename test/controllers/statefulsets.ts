/** StatefulSets, their pods and revisions, as the tests of their controller need them. */
import type { ControllerRevision, StatefulSet } from '../../src/api/workloads.js';
import { statefulSet } from '../../src/controllers/statefulset.js';
import { at, changed, type Given, lookAt, made, owned, ready, stored } from './look.js';

export const LABELS = { app: 'db' };
const CONTAINERS = [{ name: 'app', image: 'app:1' }];
export const TEMPLATE = { metadata: { labels: LABELS }, spec: { containers: CONTAINERS } };
export const CLAIM = {
  metadata: { name: 'data', labels: { tier: 'gold' } },
  spec: {
    accessModes: ['ReadWriteOnce'],
    storageClassName: 'fast',
    resources: { requests: { storage: '1Gi' } },
  },
};

export function set(spec: object = {}, { metadata = {}, status }: Given = {}) {
  return made('StatefulSet', 'db', {
    metadata,
    spec: { replicas: 3, serviceName: 'db', selector: { matchLabels: LABELS }, template: TEMPLATE, ...spec },
    ...(status ? { status } : {}),
  });
}

/** A pod with the labels that it is known by, of the revision `db-NAME`. */
export function pod(ordinal: number, status: object = ready(), revision = 'new', metadata: object = {}) {
  const name = `db-${ordinal}`;
  const identity = {
    'statefulset.kubernetes.io/pod-name': name,
    'apps.kubernetes.io/pod-index': String(ordinal),
  };
  return owned(set(), 'Pod', name, {
    metadata: {
      labels: { ...LABELS, ...identity, 'controller-revision-hash': `db-${revision}` },
      ...metadata,
    },
    spec: { containers: CONTAINERS, nodeName: 'n', hostname: name, subdomain: 'db' },
    status,
  });
}

export const LEAVING = { deletionTimestamp: at(30), deletionGracePeriodSeconds: 30 };
export const unready = { phase: 'Running', conditions: [] };
export const pending = { phase: 'Pending' };

/** What a revision keeps of a template. */
export function data(image = 'app:1', more: object = {}) {
  const world = stored([
    set({ template: { ...TEMPLATE, spec: { containers: [{ name: 'app', image }], ...more } } }),
  ]);
  const { cluster } = lookAt(statefulSet, world, 'default/db');
  return cluster.list('ControllerRevision')[0]!.data;
}

export function revision(name: string, number: number, image?: string, { metadata = {} }: Given = {}) {
  return owned(set(), 'ControllerRevision', `db-${name}`, {
    metadata: { labels: LABELS, ...metadata },
    data: data(image),
    revision: number,
  });
}

/** The template of the set is that of `db-new`; `db-old` is the one before. */
export const OLD = revision('old', 1, 'app:0');
export const NEW = revision('new', 2);

export interface Synced {
  did: string[];
  status: StatefulSet['status'];
  revisions: string[];
  world: ReturnType<typeof stored>;
}

export function sync(objects: readonly ReturnType<typeof made>[], seconds = 0): Synced {
  return syncOf(stored(objects), seconds);
}

export function syncOf(before: ReturnType<typeof stored>, seconds = 0): Synced {
  const { lines, cluster } = lookAt(statefulSet, before, 'default/db', seconds);
  return {
    did: lines.filter((line) => !line.startsWith('update StatefulSet/db: ')),
    status: cluster.get('StatefulSet', 'default/db')?.status,
    revisions: cluster
      .list('ControllerRevision')
      .map((one: ControllerRevision) => `${one.metadata.name} ${one.revision}`),
    world: cluster,
  };
}

export const creates = (...ordinals: number[]) => [
  ...ordinals.map((ordinal) => `create Pod/db-${ordinal}`),
  ...ordinals.map(
    (ordinal) =>
      `Normal SuccessfulCreate StatefulSet/db: Create Pod db-${ordinal} in StatefulSet db successful`,
  ),
];
export const deletes = (...ordinals: number[]) => [
  ...ordinals.map(
    (ordinal) =>
      `update Pod/db-${ordinal}: metadata.deletionTimestamp – → +30s; metadata.deletionGracePeriodSeconds – → 30`,
  ),
  ...ordinals.map(
    (ordinal) =>
      `Normal SuccessfulDelete StatefulSet/db: Delete Pod db-${ordinal} in StatefulSet db successful`,
  ),
];
export { changed };
