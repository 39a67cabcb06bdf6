/** What applying a manifest makes of an object and whoever wrote the manifest does not expect. */

import { jsonEqual } from '../api/equality.js';
import { type JsonObject, type JsonValue, type Path, valueAt } from '../api/json.js';
import { pointerText } from '../api/json-pointer.js';
import { keyOf, kindOf, refText } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import { commandLine, inNamespaceWords } from '../api/shell.js';
import { asJson, asObject } from '../api/unstructured.js';
import { handle } from '../apiserver/handle.js';
import { bare } from '../apiserver/managed-fields.js';
import type { Cluster } from '../cluster/cluster.js';
import { apply } from '../kubectl/apply.js';
import { PlainClient } from '../kubectl/client.js';
import { itemKeys, type ShapeAt } from '../schema/field-shape.js';
import type { Entry, Pair } from './identity.js';
import { type Change, diffObjects } from './object-diff.js';
import { writtenPath, writtenPlaces } from './written-place.js';

/** A field that does not come out as it is written. */
export interface Surprise {
  /**
   * `stays`: taken out of the manifest, and there all the same. `lost`: written, and not there afterwards. `foreign`: somebody
   * put it into the live object, no manifest speaks of it, and it stays.
   */
  type: 'stays' | 'lost' | 'foreign';
  path: string;
  /** Of what is lost, the way into the new manifest; else into the old one, or the live object. */
  at: Path;
  value: JsonValue;
  /** Why, where it is known: `kubectl apply tells items of spec.ports apart by port alone`. */
  why?: string;
  /** The command that brings about what is written, tried. */
  cure?: string;
}

/** What is left of an apply: the world after it, the manifest as it was sent and as it is written. */
interface Around {
  after: Cluster;
  from: Entry;
  manifest: KubeObject;
  /** What was applied last. */
  applied: JsonObject;
  shapeAt: ShapeAt;
}

/** Of others server and controllers fill in more than anybody would want to read of. */
const EDITED = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob', 'ConfigMap']);

/** What an apply leaves otherwise than creating the object `anew` would have made it, as far as anybody wrote of it. */
export function surprisesOf(
  { old, new: now, storedNew }: Pair & { storedNew: JsonObject },
  anew: JsonObject,
  around: Around,
): Surprise[] {
  if (!old || !now) return [];
  const { shapeAt, applied } = around;
  const fresh = { ...bareOf(anew), apiVersion: now.apiVersion };
  const inOld = writtenPlaces(storedNew, old.object, shapeAt);
  const inApplied = writtenPlaces(storedNew, applied, shapeAt);
  const inNew = writtenPlaces(storedNew, now.object, shapeAt);
  const fromFresh = writtenPlaces(fresh, now.object, shapeAt);
  const before = { kind: old.kind, object: applied };
  return diffObjects(fresh, bareOf(storedNew), shapeAt, () => false).flatMap((change): Surprise[] => {
    if (change.op === 'remove') {
      const at = writtenPath(now, fromFresh(change.oldPath));
      const value = valueAt(now.object, at);
      return value === undefined ? [] : [lost(change, at, value, fresh, around)];
    }
    const { new: value, newPath } = change;
    if (value === undefined || isWritten(now, writtenPath(now, inNew(newPath)))) return [];
    const at = writtenPath(old, inOld(newPath));
    if (isWritten(before, writtenPath(before, inApplied(newPath)))) return [stays(change, at, value, around)];
    const isEdited = applied !== old.object && EDITED.has(now.told) && newPath[0] !== 'metadata';
    return isEdited && isWritten(old, at) ? [{ type: 'foreign', path: change.path, at, value }] : [];
  });
}

function bareOf(object: JsonObject): JsonObject {
  return bare(asObject(object));
}

function isWritten({ object }: Pick<Entry, 'object'>, at: Path): boolean {
  const value = valueAt(object, at);
  return value !== undefined && value !== null;
}

/** Tried: whether the server takes it out when it is asked for nothing else. */
function stays({ path, newPath }: Change, at: Path, value: JsonValue, { after, manifest }: Around): Surprise {
  const patch = [{ op: 'remove', path: pointerText(newPath) }];
  const name = { kind: kindOf(manifest), key: keyOf(manifest) };
  const answer = handle(after, { verb: 'patch', type: 'json', patch, ...name }, 0);
  const isGone = !('refusal' in answer) && !jsonEqual(valueAt(asJson(answer.object), newPath), value);
  const { kind, metadata } = manifest;
  const words = ['kubectl', 'patch', refText({ kind, name: metadata.name ?? '' })];
  const cure = commandLine(
    ...words,
    ...inNamespaceWords(metadata.namespace),
    '--type=json',
    '-p',
    JSON.stringify(patch),
  );
  return { type: 'stays', path, at, value, ...(isGone && { cure }) };
}

/** Tried: whether applying on the server afterwards brings it, as the server merges better than kubectl. */
function lost(
  { path, oldPath }: Change,
  at: Path,
  value: JsonValue,
  fresh: JsonObject,
  around: Around,
): Surprise {
  const { after, manifest, shapeAt, from } = around;
  const shape = shapeAt(oldPath.slice(0, -1));
  const [mergeKey, keys] = [shape?.patchMergeKey, itemKeys(shape) ?? []];
  const { object, refusal } = apply(new PlainClient(after, 0), manifest, { serverSide: true });
  const merged = object && !refusal ? diffObjects(fresh, bare(object), shapeAt, () => false) : undefined;
  const isKept = merged?.every((change) => change.op !== 'remove' || change.path !== path) === true;
  const words = ['kubectl', 'apply', '--server-side', '-f', from.document.file];
  const written = valueAt(from.object, ['metadata', 'namespace']);
  const where = written === undefined ? inNamespaceWords(manifest.metadata.namespace) : [];
  return {
    type: 'lost',
    path,
    at,
    value,
    ...(mergeKey !== undefined &&
      keys.length > 1 && { why: `kubectl apply tells such items apart by ${mergeKey} alone` }),
    ...(isKept && { cure: commandLine(...words, ...where) }),
  };
}
