/** What was most likely meant by values that nobody can read. */
import { isObject, type JsonObject, type JsonValue, type Path, valueAt } from '../api/json.js';

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
  let changed: JsonObject = value;
  for (const { path, expected } of misread) {
    const meant = meaning(valueAt(changed, path), expected);
    if (meant === undefined) lost.push(wholeList(path));
    else {
      changed = put(changed, path, meant) as JsonObject;
      converted.push(path);
    }
  }
  return { changed: cutOut(changed, lost) as JsonObject, lost, converted };
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

/** A copy of `value` with `item` at `path`. */
function put(value: JsonValue, path: Path, item: JsonValue): JsonValue {
  const [step, ...rest] = path;
  if (step === undefined) return item;
  if (Array.isArray(value)) return value.map((old, index) => (index === step ? put(old, rest, item) : old));
  if (!isObject(value)) return value;
  return { ...value, [step]: put(value[step] ?? null, rest, item) };
}

function cutOut(value: JsonValue, paths: readonly Path[]): JsonValue {
  if (paths.length === 0 || typeof value !== 'object' || value === null) return value;
  const below = (step: string | number) =>
    paths.filter((path) => path[0] === step && path.length > 1).map((path) => path.slice(1));
  if (Array.isArray(value)) return value.map((item, index) => cutOut(item, below(index)));
  const gone = new Set(paths.filter((path) => path.length === 1).map(([step]) => step));
  const kept = Object.entries(value).filter(([key]) => !gone.has(key));
  return Object.fromEntries(kept.map(([key, child]) => [key, cutOut(child ?? null, below(key))]));
}

/** An item of a list cannot be taken out without moving the others: the whole list goes. */
function wholeList(path: Path): Path {
  const end = path.findIndex((step) => typeof step === 'number');
  return end >= 0 && path.slice(end).every((step) => typeof step === 'number') ? path.slice(0, end) : path;
}
