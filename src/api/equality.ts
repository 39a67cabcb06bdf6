/** When two values are the same: as JSON, as Kubernetes reads them, and as it holds them in its types. */
import { isObject, type JsonValue } from './json.js';

/** True where two values are the same JSON: keys in any order, lists in order; undefined values count as absent keys. */
export function jsonEqual(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  return equal(a, b, isUndefined);
}

/**
 * Whether two stored values are the same to Kubernetes (apimachinery's semantic DeepEqual): a missing field, null,
 * an empty list and an empty map are one and the same.
 */
export function sameValue(a: unknown, b: unknown): boolean {
  return equal(a, b, isEmpty);
}

/** The same of values that were decoded: a struct that is there with nothing in it is not one that is missing. */
export function sameDecoded(
  a: JsonValue | readonly JsonValue[] | undefined,
  b: JsonValue | readonly JsonValue[] | undefined,
): boolean {
  return equal(a, b, isHollow);
}

/** `isAbsent`: what counts as nothing, wherever it stands. */
function equal(a: unknown, b: unknown, isAbsent: (value: unknown) => boolean): boolean {
  if (a === b) return true;
  if (isAbsent(a) || isAbsent(b)) return isAbsent(a) && isAbsent(b);
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => equal(item, b[index], isAbsent));
  }
  if (!isObject(a) || !isObject(b)) return sameNumber(a, b);
  for (const key of Object.keys(a)) {
    if (!equal(a[key], Object.hasOwn(b, key) ? b[key] : undefined, isAbsent)) return false;
  }
  for (const key of Object.keys(b)) if (!Object.hasOwn(a, key) && !isAbsent(b[key])) return false;
  return true;
}

/** An integer may be held in two ways. */
function sameNumber(a: unknown, b: unknown): boolean {
  if (typeof a === 'bigint' && typeof b === 'number') return Number.isInteger(b) && a === BigInt(b);
  return typeof a === 'number' && typeof b === 'bigint' && sameNumber(b, a);
}

function isUndefined(value: unknown): boolean {
  return value === undefined;
}

function isHollow(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

function isEmpty(value: unknown): boolean {
  return isHollow(value) || (isObject(value) && Object.keys(value).length === 0);
}
