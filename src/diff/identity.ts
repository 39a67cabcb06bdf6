/** Which object of the old manifests is which of the new ones. */
import { isObject, type JsonObject, ownValue } from '../api/json.js';
import { groupOf, isBuiltIn, nameText } from '../api/object-key.js';
import type { Document } from '../manifest/document.js';

export const DEFAULT_NAMESPACE = 'default';

/** Groups that a kind has moved out of; the object behind both names is one. */
const MOVED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  extensions: {
    Deployment: 'apps',
    DaemonSet: 'apps',
    ReplicaSet: 'apps',
    Ingress: 'networking.k8s.io',
    NetworkPolicy: 'networking.k8s.io',
  },
  'events.k8s.io': { Event: '' },
};

/** A manifest of one side. */
export interface Entry {
  document: Document;
  object: JsonObject;
  id: string;
  apiVersion: string;
  kind: string;
  /** The kind as kubectl tells it from others of that name: `Job` is Kubernetes' own, `Job.batch.volcano.sh` is not. */
  told: string;
  /** Undefined for objects without a namespace. */
  namespace: string | undefined;
  /** The name, or `NAME-` with generateName. */
  name: string;
}

/** A pair: both sides for an object that stays, one for an object that comes or goes. */
export interface Pair {
  id: string;
  old?: Entry;
  new?: Entry;
}

/** True for a document that can be taken for an object: a mapping with apiVersion and kind. */
function isManifest(value: unknown): value is JsonObject {
  return isObject(value) && typeof value['apiVersion'] === 'string' && typeof value['kind'] === 'string';
}

/**
 * The objects of one side by identity: group, kind, namespace, name (the version is not part of it).
 * `namespaced` says whether a kind lives in namespaces (undefined: unknown, taken for yes).
 * Objects without a name (generateName) are told apart by their order. Where an identity comes twice the last one wins,
 * as it does when they are applied in order; the earlier ones are `repeated`.
 */
export function byIdentity(
  documents: readonly Document[],
  namespaced: (apiVersion: string, kind: string) => boolean | undefined,
  namespace: string = DEFAULT_NAMESPACE,
): { entries: Map<string, Entry>; repeated: Entry[] } {
  const entries = new Map<string, Entry>();
  const repeated: Entry[] = [];
  const generated = new Map<string, number>();
  for (const document of documents) {
    if (!isManifest(document.value)) continue;
    const entry = entryOf(document, document.value, namespaced, namespace, generated);
    const before = entries.get(entry.id);
    if (before) repeated.push(before);
    entries.set(entry.id, entry);
  }
  return { entries, repeated };
}

function entryOf(
  document: Document,
  object: JsonObject,
  namespaced: (apiVersion: string, kind: string) => boolean | undefined,
  fallback: string,
  generated: Map<string, number>,
): Entry {
  const apiVersion = String(object['apiVersion']);
  const kind = String(object['kind']);
  const meta = isObject(object['metadata']) ? object['metadata'] : {};
  const inNamespace = namespaced(apiVersion, kind) !== false;
  const namespace = inNamespace ? nameText(meta['namespace']) || fallback : undefined;
  const group = ownValue(ownValue(MOVED, groupOf(apiVersion)) ?? {}, kind) ?? groupOf(apiVersion);
  let name = nameText(meta['name']);
  let key = name;
  if (name === '') {
    name = nameText(meta['generateName']);
    const counted = `${group}/${kind}/${namespace ?? ''}`;
    const nth = generated.get(counted) ?? 0;
    generated.set(counted, nth + 1);
    // A slash cannot be part of a name, so that objects without one meet only each other.
    key = `/${nth}`;
  }
  return {
    document,
    object,
    id: `${group}/${kind}/${namespace ?? ''}/${key}`,
    apiVersion,
    kind,
    told: isBuiltIn(group) ? kind : `${kind}.${group}`,
    namespace,
    name,
  };
}

/** The objects of both sides side by side: the new side's order first, then what only the old side has. */
export function pairs(olds: ReadonlyMap<string, Entry>, news: ReadonlyMap<string, Entry>): Pair[] {
  const result: Pair[] = [];
  for (const [id, entry] of news) {
    const old = olds.get(id);
    result.push(old ? { id, old, new: entry } : { id, new: entry });
  }
  for (const [id, entry] of olds) if (!news.has(id)) result.push({ id, old: entry });
  return result;
}
