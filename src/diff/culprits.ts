/** Which changes of a refused update the server does not take: each is asked of it alone. */
import {
  isObject,
  isWithin,
  type JsonObject,
  type JsonValue,
  type Path,
  setKey,
  valueAt,
} from '../api/json.js';
import type { KubeObject } from '../api/objects.js';
import { quotedValue } from '../api/quoted-value.js';
import { asJson, asObject } from '../api/unstructured.js';
import { handle } from '../apiserver/handle.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Change } from './object-diff.js';
import { isRemembered, type Refusal, reasonsIn } from './refusals.js';

/** With more changes than this only those are marked that a refusal names itself. */
const MOST_ASKED = 50;

/** A refused update. */
interface Refused {
  changes: readonly Change[];
  refusals: readonly Refusal[];
  /** What the update would have made. */
  stored: JsonObject;
}

/**
 * Of the changes of a refused update: true of those for which the server refuses it, false of those that it would take alone;
 * nothing of the others, which only go along with another one. `old` is what `cluster` holds.
 */
export function culprits(
  cluster: Cluster,
  old: KubeObject,
  { changes, refusals, stored }: Refused,
): Map<Change, boolean> {
  const named = refusals.filter((refusal) => refusal.path.length > 0 && !isRemembered(refusal));
  if (named.length === 0) return new Map();
  if (changes.length === 1 || changes.length > MOST_ASKED) {
    const guilty = changes.filter((change) => changes.length === 1 || isNamed(change, named));
    return new Map(guilty.map((change) => [change, true]));
  }
  const reasons = new Set(named.map(reasonOf));
  const found = new Map<Change, boolean>();
  for (const change of changes) {
    const object = asObject(changed(asJson(old), change, stored));
    const answer = handle(cluster, { verb: 'update', object }, 0);
    if (!('refusal' in answer)) found.set(change, false);
    else if (reasonsIn(answer.refusal).some((cause) => reasons.has(reasonOf(cause)))) found.set(change, true);
  }
  return found;
}

function isNamed({ newPath }: Change, refusals: readonly Refusal[]): boolean {
  return refusals.some(({ path }) => isWithin(newPath, path) || isWithin(path, newPath));
}

/** What is refused and why, without what is quoted of the change. */
function reasonOf({ field, message: whole }: Refusal): string {
  const [message = ''] = whole.split('\n');
  return `${field.replace(/\[\d+\]/g, '[]')} ${quotedValue(message)?.after ?? message}`;
}

/** The object with one change. */
function changed(
  old: JsonObject,
  { op, oldPath, newPath, new: now }: Change,
  stored: JsonObject,
): JsonObject {
  if (op === 'remove') return asMapping(put(old, oldPath, undefined));
  if (op === 'reorder') return asMapping(put(old, oldPath, valueAt(stored, newPath)));
  return asMapping(put(old, oldPath, now));
}

function asMapping(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** A value with another at a path; what leads there is made where it is missing. Without one what stands there goes. */
function put(value: JsonValue | undefined, path: Path, given: JsonValue | undefined): JsonValue | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return given;
  if (typeof step === 'number') {
    const items = Array.isArray(value) ? [...value] : [];
    const item = put(items[step], rest, given);
    if (item === undefined) items.splice(step, 1);
    else items[Math.min(step, items.length)] = item;
    return items;
  }
  const fields: JsonObject = {};
  const from = asMapping(value);
  for (const key of Object.keys(from)) if (key !== step) setKey(fields, key, from[key] as JsonValue);
  const field = put(Object.hasOwn(from, step) ? from[step] : undefined, rest, given);
  if (field !== undefined) setKey(fields, step, field);
  return fields;
}
