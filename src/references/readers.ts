/** Who refers to what. */
import type { NameReference, SelectorReference } from './reference.js';
import { referencesOf } from './references-of.js';
import { podsOf, selects } from './selector.js';

/** An object that refers to another by its name, and how. */
export interface Reader<T> {
  object: T;
  references: NameReference[];
}

/** All objects by what they name, for who asks more than once. */
export interface ReferenceIndex<T> {
  /** The objects that name an object, in their order; `kind` as the cluster files it, no namespace where it has none. */
  readersOf(kind: string, namespace: string | undefined, name: string): readonly Reader<T>[];
}

/** Sorts what objects name. Objects that say no namespace are in the given one. */
export function referenceIndex<T>(objects: Iterable<T>, defaultNamespace?: string): ReferenceIndex<T> {
  const readers = new Map<string, Reader<T>[]>();
  for (const object of objects) {
    for (const reference of referencesOf(object, defaultNamespace)) {
      if (reference.by !== 'name') continue;
      const key = keyOf(reference.to, reference.namespace, reference.name);
      const found = readers.get(key) ?? [];
      readers.set(key, found);
      const last = found.at(-1);
      if (last?.object === object) last.references.push(reference);
      else found.push({ object, references: [reference] });
    }
  }
  return { readersOf: (kind, namespace, name) => readers.get(keyOf(kind, namespace, name)) ?? [] };
}

/** The objects that name an object; see `referenceIndex`, which answers the same many times. */
export function readersOf<T>(
  objects: Iterable<T>,
  kind: string,
  namespace: string | undefined,
  name: string,
): readonly Reader<T>[] {
  return referenceIndex(objects).readersOf(kind, namespace, name);
}

/** The selectors of objects that mean the pods which an object is or makes. */
export function selectorsOf<T>(
  objects: Iterable<T>,
  target: unknown,
): { object: T; references: SelectorReference[] }[] {
  const pods = podsOf(target);
  if (!pods) return [];
  return [...objects].flatMap((object) => {
    const references = referencesOf(object).filter(
      (reference): reference is SelectorReference =>
        reference.by === 'selector' && reference.to === 'Pod' && selects(reference, pods),
    );
    return references.length > 0 ? [{ object, references }] : [];
  });
}

function keyOf(kind: string, namespace: string | undefined, name: string): string {
  return JSON.stringify([kind, namespace ?? null, name]);
}
