/** A recorded change of a manifest, made on a live object. */
import { isObject, type JsonObject, type JsonValue } from '../src/api/json.js';

/** What items of lists are told apart by. */
const KEYS = [
  'name',
  'containerPort',
  'port',
  'mountPath',
  'devicePath',
  'ip',
  'uid',
  'topologyKey',
  'type',
  'key',
] as const;

function same(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/**
 * The live object with the changes from `old` to `next` made on it, as `kubectl apply` does: what neither names stays.
 */
export function applyChanges(old: JsonObject, next: JsonObject, live: JsonObject): JsonObject {
  const out: JsonObject = { ...live };
  for (const key of Object.keys(old)) if (!(key in next)) delete out[key];
  for (const [key, value] of Object.entries(next)) {
    if (value === undefined) continue;
    const [before, now] = [old[key], live[key]];
    if (key in old && same(before, value) && now !== undefined) continue;
    if (isObject(value) && isObject(now)) out[key] = applyChanges(isObject(before) ? before : {}, value, now);
    else if (Array.isArray(value) && Array.isArray(now)) {
      out[key] = applyListChanges(Array.isArray(before) ? before : [], value, now);
    } else out[key] = value;
  }
  return out;
}

function applyListChanges(old: JsonValue[], next: JsonValue[], live: JsonValue[]): JsonValue[] {
  if (old.length === next.length && next.every(isObject) && old.every(isObject)) {
    return live.map((one, index) => {
      const [before, item] = [old[index], next[index]];
      if (item === undefined) return one;
      return isObject(one) && isObject(before) && isObject(item) ? applyChanges(before, item, one) : item;
    });
  }
  const key = KEYS.find((name) =>
    [...old, ...next, ...live].every((one) => isObject(one) && one[name] !== undefined),
  );
  if (key === undefined) return next;
  const find = (list: JsonValue[], value: JsonValue | undefined): JsonObject | undefined =>
    list.find((one): one is JsonObject => isObject(one) && same(one[key], value));
  const out = next.map((one) => {
    const item = one as JsonObject;
    const now = find(live, item[key]);
    return now ? applyChanges(find(old, item[key]) ?? {}, item, now) : item;
  });
  // What the server added itself stays behind what the manifest says.
  const added = live.filter(
    (one) => !find(old, (one as JsonObject)[key]) && !find(next, (one as JsonObject)[key]),
  );
  return [...out, ...added];
}
