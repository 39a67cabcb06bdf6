/** What the schema says of one field, as far as comparing and merging need it. */
import type { Path } from '../api/json.js';

export interface FieldShape {
  /** JSON type; `untyped` for what may be of several (quantities, int-or-string, raw JSON). */
  type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'untyped' | undefined;
  format?: string | undefined;
  /** `x-kubernetes-list-type`; lists without one are atomic. */
  listType?: 'atomic' | 'set' | 'map' | undefined;
  /** `x-kubernetes-list-map-keys`, in the schema's order. */
  listMapKeys?: readonly string[] | undefined;
  /** `x-kubernetes-map-type: atomic`: the mapping is owned and replaced as a whole. */
  mapType?: 'atomic' | 'granular' | undefined;
  /** `x-kubernetes-patch-merge-key`. */
  patchMergeKey?: string | undefined;
  /** `x-kubernetes-patch-strategy`, split: `merge`, `replace`, `retainKeys`. */
  patchStrategy?: readonly string[] | undefined;
  /** The value that an item lacking this key field is filed under. */
  default?: unknown;
  /** Any keys, each of one type (labels, data), instead of named fields. */
  isMap?: boolean | undefined;
  /** The names of the declared fields. */
  fields?: readonly string[] | undefined;
  /** Unknown fields are kept as they are. */
  preservesUnknown?: boolean | undefined;
}

/**
 * The shape of the field at a path from an object's root, undefined for a field that is not declared.
 * Every index of a list stands for its items.
 */
export type ShapeAt = (path: Path) => FieldShape | undefined;

/** The index that stands for every item of a list. */
export const ITEM = 0;

/** Shapes of nothing: an object whose kind has no schema. */
export const SHAPELESS: ShapeAt = () => undefined;

/** The keys that tell the items of a list apart; empty for a set of scalars; undefined where position does. */
export function itemKeys(shape: FieldShape | undefined): readonly string[] | undefined {
  if (shape?.listType === 'map') return shape.listMapKeys ?? [];
  if (shape?.listType === 'set') return [];
  if (shape?.listType === undefined && shape?.patchStrategy?.includes('merge')) {
    return shape.patchMergeKey ? [shape.patchMergeKey] : [];
  }
  return undefined;
}
