/** A value as a manifest holds it. Integers beyond ±2^53 are bigint, so that 64-bit numbers survive. */
export type JsonValue = null | boolean | number | bigint | string | JsonValue[] | JsonObject;

/** A mapping of a manifest; own keys only (`__proto__` is an ordinary key). */
export interface JsonObject {
  [key: string]: JsonValue | undefined;
}

/** A way into a value: keys and list indexes from the document's root. */
export type Path = readonly (string | number)[];

/** True for a mapping (not null, not a list). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at `path`, or undefined where the path leads nowhere. */
export function valueAt(value: JsonValue | undefined, path: Path): JsonValue | undefined {
  let at: JsonValue | undefined = value;
  for (const step of path) {
    if (Array.isArray(at)) at = typeof step === 'number' ? at[step] : undefined;
    else if (isObject(at)) at = Object.hasOwn(at, step) ? at[String(step)] : undefined;
    else return undefined;
  }
  return at;
}

/** True for a path that is `root` or leads on from it. */
export function isWithin(path: Path, root: Path): boolean {
  return root.length <= path.length && root.every((step, at) => path[at] === step);
}

/**
 * A path in the API server's notation, `spec.template.spec.containers[0].image`.
 * Keys that are not plain field names are put in brackets, as the server does for map keys.
 */
export function fieldPath(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (/^[A-Za-z_$][\w$-]*$/.test(step)) text += text === '' ? step : `.${step}`;
    else text += `[${step}]`;
  }
  return text;
}

/** The text that a value is; empty for anything else. */
export function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** The keys that have a value, in the mapping's own order. */
export function definedKeys(object: JsonObject): string[] {
  return Object.keys(object).filter((key) => object[key] !== undefined);
}

/** True for an own key with a value (null is one). */
export function hasKey(object: JsonObject, key: string): boolean {
  return Object.hasOwn(object, key) && object[key] !== undefined;
}

/** The value of an own key: none of what all objects inherit, whatever the key is called. */
export function ownValue<T>(object: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
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
  // What objects inherit is hidden by an own key, also where it is frozen.
  if (key in Object.prototype) {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    object[key] = value;
  }
}
