/** Whether a text that was mended means anything else than it did, beside what the fixes are about. */
import { sameValue } from '../api/equality.js';
import type { Finding } from '../api/finding.js';
import { isObject, type JsonValue, type Path } from '../api/json.js';
import type { Document, ReadResult, Source } from '../manifest/document.js';
import { parseManifests } from '../manifest/parse.js';

/**
 * True where `after` cannot be read, or its objects differ from those of `was` elsewhere than beside the places of the
 * findings that were mended. A text that could not be read before has to become no worse.
 */
export function isHarmful(was: ReadResult, after: Source, mended: readonly Finding[]): boolean {
  const is = parseManifests(after);
  const unread = errorsOf(was);
  if (errorsOf(is) > unread) return true;
  // What could not be read before has no meaning that could be kept.
  if (unread > 0) return false;
  if (was.documents.length !== is.documents.length) return true;
  const near = placesMended(was.documents, mended);
  return was.documents.some((document, i) =>
    differs(document.value, is.documents[i]!.value, [], near[i] ?? new Set()),
  );
}

const keyOf = (path: Path): string => JSON.stringify(path);
const byPlace = (a: Finding, b: Finding): number => a.location.start.offset - b.location.start.offset;

/** What was mended of each document: the keys of the places that the findings stand in, of the whole where none is told. */
function placesMended(documents: readonly Document[], mended: readonly Finding[]): Set<string>[] {
  // Documents begin where their values do, one behind the other.
  const begins = documents.map((document) => document.locate([]).start.offset);
  const places = documents.map(() => new Set<string>());
  let at = 0;
  for (const { location, path } of [...mended].sort(byPlace)) {
    while (at + 1 < begins.length && begins[at + 1]! <= location.start.offset) at++;
    places[at]?.add(keyOf(path?.slice(0, -1) ?? []));
  }
  return places;
}

function errorsOf({ findings }: ReadResult): number {
  return findings.filter(({ severity }) => severity === 'error').length;
}

/** Whether two values differ at a place that is neither at nor below one of `near`. */
function differs(
  a: JsonValue | undefined,
  b: JsonValue | undefined,
  path: Path,
  near: ReadonlySet<string>,
): boolean {
  if (sameValue(a, b) || near.has(keyOf(path))) return false;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length !== b.length || a.some((item, i) => differs(item, b[i], [...path, i], near));
  }
  if (!isObject(a) || !isObject(b)) return true;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].some((key) =>
    differs(a[key], b[key], [...path, key], near),
  );
}
