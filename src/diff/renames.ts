/** Objects that go and come again under another name or in another namespace, the same in all else. */
import { jsonEqual } from '../api/equality.js';
import { isObject, type JsonObject, type JsonValue, setKey } from '../api/json.js';
import { refText } from '../api/object-key.js';
import type { Compared } from './compare.js';
import type { Entry } from './identity.js';
import type { ObjectDiff } from './judge.js';

/** Kinds whose objects keep something that their namesakes do not get. */
const KEEPS: Readonly<Record<string, string>> = {
  PersistentVolumeClaim: 'its data',
  StatefulSet: 'its pods and their volume claims',
  Service: 'its address',
};

/** By the pair of either side: what the other side is called. */
type Renames = ReadonlyMap<Compared, Entry>;

/** The pairs of one side alone that are one object but for the name. */
export function renamesAmong(compared: readonly Compared[]): Renames {
  const gone = compared.filter((pair) => pair.old && !pair.new);
  const renames = new Map<Compared, Entry>();
  for (const pair of compared) {
    const { old, new: now } = pair;
    if (old || !now) continue;
    const from = gone.find((one) => !renames.has(one) && one.old && isRenamed(one.old, now));
    if (!from?.old) continue;
    renames.set(pair, from.old);
    renames.set(from, now);
  }
  return renames;
}

/** What is told of a pair, with what it was or will be called. */
export function withRenames(told: ObjectDiff, pair: Compared, renames: Renames): ObjectDiff {
  const other = renames.get(pair);
  if (!other) return told;
  const name = `${refText({ kind: other.told, name: other.name })}${whereOf(other, (pair.new ?? pair.old) as Entry)}`;
  if (pair.new) {
    const how = other.name === pair.new.name ? 'in another namespace' : 'under another name';
    const text = `${name} ${how}, the same in all else: made anew, as nothing is renamed in a cluster`;
    return {
      ...told,
      consequences: [{ type: 'renamed', text, facts: { from: other.name } }, ...told.consequences],
    };
  }
  const keeps = KEEPS[other.told];
  const loss = keeps === undefined ? '' : `, with ${keeps},`;
  const text = `${name} comes in its place; this one stays in the cluster${loss} until it is deleted`;
  const [left, ...more] = told.consequences;
  const facts = { ...left?.facts, to: other.name };
  return { ...told, consequences: [{ type: 'left', text, facts }, ...more] };
}

function whereOf({ namespace }: Entry, { namespace: own }: Entry): string {
  return namespace === own || namespace === undefined ? '' : ` -n ${namespace}`;
}

function isRenamed(old: Entry, now: Entry): boolean {
  if (old.told !== now.told || old.apiVersion !== now.apiVersion || !saysMore(now)) return false;
  const named = (entry: Entry) => withoutName(entry.object);
  return jsonEqual(renamed(named(old), old.name, now.name), named(now));
}

/** What says nothing but its name is like all that do so. */
function saysMore({ object }: Entry): boolean {
  return Object.keys(object).some((key) => !['apiVersion', 'kind', 'metadata'].includes(key));
}

function withoutName(object: JsonObject): JsonObject {
  const {
    name: _name,
    namespace: _namespace,
    ...metadata
  } = isObject(object['metadata']) ? object['metadata'] : {};
  return { ...object, metadata };
}

/** With the new name wherever the old one stands as a whole: in labels and selectors. */
function renamed(value: JsonValue, from: string, to: string): JsonValue {
  if (value === from) return to;
  if (Array.isArray(value)) return value.map((item) => renamed(item, from, to));
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  for (const [key, item] of Object.entries(value)) setKey(copy, key, renamed(item ?? null, from, to));
  return copy;
}
