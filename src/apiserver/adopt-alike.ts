/** Takes over what a dump holds: of the pods of one template, which differ in little but their names, the first is admitted. */

import type { Kinds } from '../admission/kinds.js';
import { TOKEN_VOLUME } from '../admission/plugins/pod-mutations.js';
import { complete, readable } from '../admission/readable.js';
import { isObject, type JsonObject, type JsonValue } from '../api/json.js';
import type { KubeObject } from '../api/objects.js';
import { asJson, asObject } from '../api/unstructured.js';
import type { KubernetesVersion } from '../api/version.js';
import type { Cluster } from '../cluster/cluster.js';
import { type Adopted, adopt } from './adopt.js';
import { withNames } from './with-names.js';

/** The first pod of a controller, as it is written and as a cluster holds it. */
interface First {
  written: JsonObject;
  object: JsonObject;
  /** What can be read of its metadata. */
  known: readonly string[];
}

/** `adopt` for the objects of one dump. */
export function adopter(cluster: Cluster, kinds: Kinds): (written: KubeObject) => Adopted {
  const { version } = cluster;
  const firsts = new Map<string, First>();
  return (object) => {
    const written = asJson(object);
    const owner = controllerOf(written);
    const first = owner === undefined ? undefined : firsts.get(owner);
    const like = first && adoptedLike(first, written, version);
    if (like) return { object: asObject(like), unserved: false };
    const adopted = adopt(object, cluster, kinds);
    if (owner !== undefined && !first && !adopted.unreadable && !adopted.unserved) {
      const known = metadataKeys(readMetadata(written, version));
      firsts.set(owner, { written, object: asJson(adopted.object), known });
    }
    return adopted;
  };
}

/** The uid of the controller that a pod names. */
function controllerOf({ apiVersion, kind, metadata }: JsonObject): string | undefined {
  if (apiVersion !== 'v1' || kind !== 'Pod' || !isObject(metadata)) return undefined;
  const { name, uid, ownerReferences } = metadata;
  if (typeof name !== 'string' || typeof uid !== 'string' || !Array.isArray(ownerReferences))
    return undefined;
  const controller = ownerReferences.find((owner) => isObject(owner) && owner['controller'] === true);
  const { uid: owner } = isObject(controller) ? controller : {};
  return typeof owner === 'string' ? owner : undefined;
}

/** A pod as admission leaves the first one of its kind; undefined where it may come out otherwise. */
function adoptedLike(first: First, written: JsonObject, version: KubernetesVersion): JsonObject | undefined {
  const { written: was, object, known } = first;
  const [metadata, spec] = [written['metadata'], written['spec']];
  const [metadataThen, specThen] = [was['metadata'], was['spec']];
  if (!isObject(spec) || !isObject(specThen) || !isObject(metadata) || !isObject(metadataThen))
    return undefined;
  const names = drawnNames(specThen, spec);
  const isLike =
    sameKeys(Object.keys(was), Object.keys(written)) &&
    identical(metadataThen['labels'], metadata['labels'], NO_NAMES) &&
    identical(metadataThen['annotations'], metadata['annotations'], NO_NAMES) &&
    identicalButNode(specThen, spec, names);
  if (!isLike) return undefined;
  const { object: read, error } = readMetadata(written, version);
  if (error || !sameKeys(known, metadataKeys({ object: read }))) return undefined;
  const own = { ...(object['metadata'] as JsonObject), ...(read['metadata'] as JsonObject) };
  const made: JsonObject = { ...object, metadata: own, spec: {} };
  if (read['status'] !== undefined) made['status'] = read['status'];
  complete(made, version);
  const kept = withNames(object['spec'] ?? null, names) as JsonObject;
  return { ...made, spec: spec['nodeName'] === undefined ? kept : { ...kept, nodeName: spec['nodeName'] } };
}

/** The pod as it is read, but for its spec. */
function readMetadata({ spec: _spec, ...rest }: JsonObject, version: KubernetesVersion) {
  return readable(rest, version);
}

function metadataKeys({ object }: { object: JsonObject }): string[] {
  return Object.keys(object['metadata'] ?? {});
}

const NO_NAMES: ReadonlyMap<string, string> = new Map();

/** The names of volumes that are drawn for each pod, with those that the other pod has in their places. */
function drawnNames(then: JsonObject, now: JsonObject): ReadonlyMap<string, string> {
  const [before, after] = [then['volumes'], now['volumes']];
  if (!Array.isArray(before) || !Array.isArray(after)) return NO_NAMES;
  const names = new Map<string, string>();
  for (const [at, volume] of before.entries()) {
    const other = after[at];
    const [was, is] = [isObject(volume) && volume['name'], isObject(other) && other['name']];
    if (typeof was !== 'string' || typeof is !== 'string') continue;
    if (was.startsWith(TOKEN_VOLUME) && is.startsWith(TOKEN_VOLUME)) names.set(was, is);
  }
  return names;
}

/** Two specs of pods that differ in no more than the node and the drawn names. */
function identicalButNode(a: JsonObject, b: JsonObject, names: ReadonlyMap<string, string>): boolean {
  const keys = Object.keys(a);
  return (
    sameKeys(keys, Object.keys(b)) &&
    keys.every((key) =>
      key === 'nodeName' ? isName(a[key]) && isName(b[key]) : identical(a[key], b[key], names),
    )
  );
}

function isName(value: JsonValue | undefined): boolean {
  return typeof value === 'string' && value !== '';
}

/** The same JSON in the same order, once what is drawn has the other's name. */
function identical(
  a: JsonValue | undefined,
  b: JsonValue | undefined,
  names: ReadonlyMap<string, string>,
): boolean {
  if (typeof a === 'string') return (names.get(a) ?? a) === b;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, at) => identical(item, b[at], names));
  }
  if (!isObject(a)) return a === b;
  if (!isObject(b)) return false;
  const keys = Object.keys(a);
  return sameKeys(keys, Object.keys(b)) && keys.every((key) => identical(a[key], b[key], names));
}

function sameKeys(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((key, at) => key === b[at]);
}
