/** Equality and copies of JSON values. */
import { isObject, type JsonObject, type JsonValue } from './json.js';

/** True where two values are the same JSON: keys in any order, lists in order; undefined values count as absent keys. */
export function jsonEqual(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => jsonEqual(item, b[index]));
  }
  if (isObject(a) && isObject(b)) {
    const keys = definedKeys(a);
    return (
      keys.length === definedKeys(b).length &&
      keys.every((key) => hasKey(b, key) && jsonEqual(a[key], b[key]))
    );
  }
  return false;
}

/** The keys that have a value, in the mapping's own order. */
export function definedKeys(object: JsonObject): string[] {
  return Object.keys(object).filter((key) => object[key] !== undefined);
}

/** True for an own key with a value (null is one). */
export function hasKey(object: JsonObject, key: string): boolean {
  return Object.hasOwn(object, key) && object[key] !== undefined;
}

/** A deep copy without undefined values. `__proto__` stays an ordinary key. */
export function cloneJson<T extends JsonValue>(value: T): T {
  if (Array.isArray(value)) return value.map((item) => cloneJson(item)) as T;
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  for (const key of definedKeys(value)) setKey(copy, key, cloneJson(value[key] as JsonValue));
  return copy as T;
}

/** Sets a key, whatever its name. */
export function setKey(object: JsonObject, key: string, value: JsonValue): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    object[key] = value;
  }
}
