/** Who refers to what. */
import type { NameReference } from './reference.js';
import { referencesOf } from './references-of.js';

/** An object that refers to another by its name, and how. */
interface Reader<T> {
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
      const key = nameKey(reference.to, reference.namespace, reference.name);
      const found = readers.get(key) ?? [];
      readers.set(key, found);
      const last = found.at(-1);
      if (last?.object === object) last.references.push(reference);
      else found.push({ object, references: [reference] });
    }
  }
  return { readersOf: (kind, namespace, name) => readers.get(nameKey(kind, namespace, name)) ?? [] };
}

function nameKey(kind: string, namespace: string | undefined, name: string): string {
  return JSON.stringify([kind, namespace ?? null, name]);
}
