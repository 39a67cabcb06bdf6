/** What was most likely meant by values that nobody can read. */
import { isObject, type JsonObject, type JsonValue, type Path, setKey, valueAt } from '../api/json.js';

/** A value of the wrong type, and the type that is wanted. */
export interface Misread {
  path: Path;
  expected?: string;
}

/** A copy of `value` with misread values as they were meant, and the places of those that were taken out instead. */
export function asMeant(
  value: JsonObject,
  misread: readonly Misread[],
): { changed: JsonObject; lost: Path[]; converted: Path[] } {
  const lost: Path[] = [];
  const converted: Path[] = [];
  const copies = new Set<JsonValue>();
  let changed: JsonObject = value;
  for (const { path, expected } of misread) {
    const meant = meaning(valueAt(changed, path), expected);
    if (meant === undefined) lost.push(wholeList(path));
    else {
      changed = put(changed, path, meant, copies) as JsonObject;
      converted.push(path);
    }
  }
  return { changed: cutOut(changed, cutsOf(lost)) as JsonObject, lost, converted };
}

/** A number in quotes as a number, a bare number or boolean as text; undefined for all else. */
function meaning(value: JsonValue | undefined, expected: string | undefined): JsonValue | undefined {
  if (expected === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
    return String(value);
  if (typeof value !== 'string') return undefined;
  if (expected === 'integer' && /^[+-]?\d{1,15}$/.test(value)) return Number(value);
  if (expected === 'boolean' && /^(?:true|false)$/.test(value)) return value === 'true';
  return undefined;
}

/** `value` with `item` at `path`: of what is on the way a copy each, made once for all that is put there. */
function put(value: JsonValue, path: Path, item: JsonValue, copies: Set<JsonValue>): JsonValue {
  const [step, ...rest] = path;
  if (step === undefined) return item;
  if (Array.isArray(value)) {
    const list = copies.has(value) ? value : [...value];
    copies.add(list);
    if (typeof step === 'number' && step < list.length) list[step] = put(list[step]!, rest, item, copies);
    return list;
  }
  if (!isObject(value)) return value;
  const object = copies.has(value) ? value : { ...value };
  copies.add(object);
  setKey(object, String(step), put(object[step] ?? null, rest, item, copies));
  return object;
}

/** What is to be taken out below a place, by the next step. */
interface Cuts {
  below: Map<string | number, Cuts>;
  /** The place itself goes. */
  whole: boolean;
}

function cutsOf(paths: readonly Path[]): Cuts {
  const root: Cuts = { below: new Map(), whole: false };
  for (const path of paths) {
    let at = root;
    for (const step of path) {
      const next = at.below.get(step) ?? { below: new Map(), whole: false };
      at.below.set(step, next);
      at = next;
    }
    at.whole = true;
  }
  return root;
}

function cutOut(value: JsonValue, cuts: Cuts | undefined): JsonValue {
  if (!cuts || cuts.below.size === 0 || typeof value !== 'object' || value === null) return value;
  const { below } = cuts;
  if (Array.isArray(value)) return value.map((item, index) => cutOut(item, below.get(index)));
  const kept = Object.entries(value).filter(([key]) => !below.get(key)?.whole);
  return Object.fromEntries(kept.map(([key, child]) => [key, cutOut(child ?? null, below.get(key))]));
}

/** An item of a list cannot be taken out without moving the others: the whole list goes. */
function wholeList(path: Path): Path {
  const end = path.findIndex((step) => typeof step === 'number');
  return end >= 0 && path.slice(end).every((step) => typeof step === 'number') ? path.slice(0, end) : path;
}
