/** Whether a text that was mended means anything else than it did, beside what the fixes are about. */
import { sameValue } from '../api/equality.js';
import type { Finding } from '../api/finding.js';
import { isObject, type JsonValue, ownValue, type Path, valueAt } from '../api/json.js';
import type { Document, ReadResult, Source } from '../manifest/document.js';
import { parseManifests } from '../manifest/parse.js';

/**
 * True where `after` cannot be read, or its objects differ from those of `was` elsewhere than beside the places of the
 * findings that were mended, or miss a value there that no finding is about. A text that could not be read before has to
 * become no worse. `start`: where in their file both begin.
 */
export function isHarmful(
  was: ReadResult,
  after: Source,
  mended: readonly Finding[],
  start: number,
): boolean {
  const is = parseManifests(after);
  const unread = errorsOf(was);
  if (errorsOf(is) > unread) return true;
  // What could not be read before has no meaning that could be kept.
  if (unread > 0) return false;
  if (was.documents.length !== is.documents.length) return true;
  const near = placesMended(was.documents, mended, start);
  return was.documents.some((document, i) => differs(document.value, is.documents[i]!.value, [], near[i]!));
}

/** What was mended of a document. */
interface Near {
  /** The keys of the places that the findings stand in; of the whole where none is told. */
  places: Set<string>;
  /** The values that the findings are about. */
  values: (JsonValue | undefined)[];
}

const keyOf = (path: Path): string => JSON.stringify(path);
const byPlace = (a: Finding, b: Finding): number => a.location.start.offset - b.location.start.offset;

function placesMended(documents: readonly Document[], mended: readonly Finding[], start: number): Near[] {
  // Documents begin where their values do, one behind the other.
  const begins = documents.map((document) => start + document.locate([]).start.offset);
  const near = documents.map((): Near => ({ places: new Set(), values: [] }));
  let at = 0;
  for (const { location, path } of [...mended].sort(byPlace)) {
    while (at + 1 < begins.length && begins[at + 1]! <= location.start.offset) at++;
    near[at]?.places.add(keyOf(path?.slice(0, -1) ?? []));
    if (path) near[at]?.values.push(valueAt(documents[at]?.value, path));
  }
  return near;
}

function errorsOf({ findings }: ReadResult): number {
  return findings.filter(({ severity }) => severity === 'error').length;
}

/** Whether two values differ at a place that is neither at nor below one of `near`, or one of those lost something. */
function differs(a: JsonValue | undefined, b: JsonValue | undefined, path: Path, near: Near): boolean {
  if (sameValue(a, b)) return false;
  if (near.places.has(keyOf(path))) return loses(a, b, near.values);
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length !== b.length || a.some((item, i) => differs(item, b[i], [...path, i], near));
  }
  if (!isObject(a) || !isObject(b)) return true;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].some((key) =>
    differs(ownValue(a, key), ownValue(b, key), [...path, key], near),
  );
}

/** Whether something that stands in `a` stands nowhere in `b`, but for what fixes are about. */
function loses(
  a: JsonValue | undefined,
  b: JsonValue | undefined,
  mended: readonly (JsonValue | undefined)[],
): boolean {
  const left = new Map<string, number>();
  for (const one of [...leavesOf(b), ...mended.filter((value) => !isBranch(value)).flatMap(leavesOf)]) {
    left.set(one, (left.get(one) ?? 0) + 1);
  }
  return leavesOf(a).some((one) => {
    const count = left.get(one) ?? 0;
    left.set(one, count - 1);
    return count === 0;
  });
}

const isBranch = (value: JsonValue | undefined): boolean => typeof value === 'object' && value !== null;

/** What stands in a value, but for what says nothing. */
function leavesOf(value: JsonValue | undefined): string[] {
  if (value === undefined || value === null) return [];
  if (!isBranch(value)) return [`${typeof value} ${value}`];
  return Object.values(value as object).flatMap(leavesOf);
}
