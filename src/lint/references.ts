/** References as rules get them: what was a path is a place in the object that refers. */
import type { Path } from '../api/json.js';
import type {
  NameReference,
  PartReference,
  Parts,
  Reference,
  SelectorReference,
} from '../references/reference.js';
import type { LintObject, Place } from './object.js';

/** A port that a reference uses, by its name or number. */
interface PortAt {
  at: Place;
  port: string | number;
}

/** Names another object; `at` is the name. */
export interface NameReferenceAt extends Omit<NameReference, 'path' | 'keys' | 'ports'> {
  at: Place;
  keys: readonly { at: Place; key: string }[];
  ports: readonly PortAt[];
}

/** Selects other objects; `at` is the selector. */
export interface SelectorReferenceAt extends Omit<SelectorReference, 'path' | 'ports'> {
  at: Place;
  ports: readonly PortAt[];
}

/** Names a part of the same object; `at` is the name. */
export interface PartReferenceAt extends Omit<PartReference, 'path' | 'among'> {
  at: Place;
  among: PartsAt;
}

/** The parts of one sort that something has; one value for all references to them. */
interface PartsAt {
  names: ReadonlySet<string>;
  places: readonly { at: Place; name: string }[];
}

const partsAt = new WeakMap<Parts, PartsAt>();

export type ReferenceAt = NameReferenceAt | SelectorReferenceAt | PartReferenceAt;

/** A reference of an object with its places. */
export function referenceAt(reference: Reference, object: LintObject): ReferenceAt {
  const placed = <T extends { path: Path }>({ path, ...rest }: T) => ({
    ...rest,
    at: object.at.child(...path),
  });
  const placedParts = (parts: Parts): PartsAt => {
    const known = partsAt.get(parts) ?? { names: parts.names, places: parts.places.map(placed) };
    partsAt.set(parts, known);
    return known;
  };
  switch (reference.by) {
    case 'name':
      return { ...placed(reference), keys: reference.keys.map(placed), ports: reference.ports.map(placed) };
    case 'selector':
      return { ...placed(reference), ports: reference.ports.map(placed) };
    case 'part':
      return { ...placed(reference), among: placedParts(reference.among) };
  }
}
