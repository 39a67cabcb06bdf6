/** The directives of a strategic merge patch, and how the schema says a field is merged. */
import type { JsonValue, Path } from '../api/json.js';
import type { ShapeAt } from '../schema/field-shape.js';

export const DIRECTIVE = '$patch';
export const DELETE = 'delete';
export const REPLACE = 'replace';
export const RETAIN_KEYS = '$retainKeys';
export const SET_ORDER = '$setElementOrder';
export const DELETE_FROM_LIST = '$deleteFromPrimitiveList';

/** A patch that cannot be made or applied, in the words of strategicpatch. */
export class PatchError extends Error {}

export interface MergeMeta {
  strategy: 'merge' | 'replace' | '';
  retainKeys: boolean;
  mergeKey: string;
}

/** How the field at `path` is merged; undefined for a field that the schema does not declare. */
export function strategyAt(shapeAt: ShapeAt, path: Path): MergeMeta | undefined {
  const shape = shapeAt(path);
  if (!shape) return undefined;
  const strategies = shape.patchStrategy ?? [];
  const strategy = strategies.find((name) => name === 'merge' || name === 'replace');
  return {
    strategy: strategy === 'merge' || strategy === 'replace' ? strategy : '',
    retainKeys: strategies.includes('retainKeys'),
    mergeKey: shape.patchMergeKey ?? '',
  };
}

/** The Go type that a decoded JSON value has, as far as patches tell them apart: `object` for mappings. */
export function jsonKind(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  return typeof value === 'bigint' ? 'number' : typeof value;
}
