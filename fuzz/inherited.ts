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

type State = Map<object, PropertyDescriptorMap>;

/** What is inherited now. */
export function inheritedNow(): State {
  return new Map(WATCHED.map((object) => [object, Object.getOwnPropertyDescriptors(object)]));
}

/** What became different since, and makes it what it was again. */
export function mendInherited(before: State): string[] {
  const changed: string[] = [];
  for (const [object, descriptors] of before) {
    for (const key of Reflect.ownKeys(object)) {
      const was = (descriptors as Record<PropertyKey, PropertyDescriptor | undefined>)[key];
      if (was && Object.getOwnPropertyDescriptor(object, key)?.value === was.value) continue;
      changed.push(String(key));
      if (was) Object.defineProperty(object, key, was);
      else Reflect.deleteProperty(object, key);
    }
  }
  return changed;
}
