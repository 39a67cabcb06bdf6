/** What all values inherit, watched. */

const WATCHED: readonly object[] = [
  Object.prototype,
  Array.prototype,
  String.prototype,
  Number.prototype,
  Boolean.prototype,
  Function.prototype,
  Map.prototype,
  Set.prototype,
  RegExp.prototype,
  Error.prototype,
  Object,
  Array,
];

type State = Map<object, Map<PropertyKey, PropertyDescriptor>>;

/** What is inherited now. */
export function inheritedNow(): State {
  const described = (object: object) =>
    Reflect.ownKeys(object).map((key) => [key, Object.getOwnPropertyDescriptor(object, key)!] as const);
  return new Map(WATCHED.map((object) => [object, new Map(described(object))]));
}

/** What became different since, and makes it what it was again. */
export function mendInherited(before: State): string[] {
  const changed: string[] = [];
  for (const [object, descriptors] of before) {
    for (const key of Reflect.ownKeys(object)) {
      const was = descriptors.get(key);
      if (was && Object.getOwnPropertyDescriptor(object, key)?.value === was.value) continue;
      changed.push(String(key));
      if (was) Object.defineProperty(object, key, was);
      else Reflect.deleteProperty(object, key);
    }
  }
  return changed;
}
