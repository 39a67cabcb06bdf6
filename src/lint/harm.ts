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
  return was.documents.some((document, i) => {
    const targets = mended.filter(({ location }) => isIn(location.start.offset, i, was.documents));
    const near = targets.flatMap(({ path }) => (path === undefined ? [[]] : [path.slice(0, -1)]));
    return differs(document.value, is.documents[i]!.value, [], near);
  });
}

function errorsOf({ findings }: ReadResult): number {
  return findings.filter(({ severity }) => severity === 'error').length;
}

/** Documents begin where their values do, one behind the other. */
function isIn(offset: number, index: number, documents: readonly Document[]): boolean {
  const begin = (i: number) => documents[i]?.locate([]).start.offset ?? Number.POSITIVE_INFINITY;
  return (index === 0 || begin(index) <= offset) && offset < begin(index + 1);
}

/** Whether two values differ at a place that is neither at nor below one of `near`. */
function differs(
  a: JsonValue | undefined,
  b: JsonValue | undefined,
  path: Path,
  near: readonly Path[],
): boolean {
  if (sameValue(a, b) || near.some((way) => way.every((step, i) => step === path[i]))) return false;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length !== b.length || a.some((item, i) => differs(item, b[i], [...path, i], near));
  }
  if (!isObject(a) || !isObject(b)) return true;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].some((key) =>
    differs(a[key], b[key], [...path, key], near),
  );
}
