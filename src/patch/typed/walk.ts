/** How a value is walked through its schema (sigs.k8s.io/structured-merge-diff/typed): as fields, as items, or as one thing. */
import { hasKey, isObject, type JsonValue, type Path } from '../../api/json.js';
import { type FieldShape, ITEM, type ShapeAt } from '../../schema/field-shape.js';
import type { PathStep } from '../field-set.js';
import { goText } from '../go-order.js';

/** How a value is walked: as fields, as keyed or unique items, or as one thing. */
export type Atom = { kind: 'map' } | { kind: 'list'; keys: readonly string[] } | { kind: 'leaf' };

export function atomOf(shape: FieldShape | undefined, value: JsonValue | undefined): Atom {
  // What no schema describes: mappings are walked, lists are one thing.
  if (shape?.type === undefined) return { kind: isObject(value) ? 'map' : 'leaf' };
  if (shape.type === 'object') return { kind: shape.mapType === 'atomic' ? 'leaf' : 'map' };
  return listAtom(shape);
}

export function listAtom(shape: FieldShape | undefined): Atom {
  if (shape?.listType === 'map') return { kind: 'list', keys: shape.listMapKeys ?? [] };
  return shape?.listType === 'set' ? { kind: 'list', keys: [] } : { kind: 'leaf' };
}

export function fieldStep(key: string): PathStep {
  return `.${key}`;
}

/** The step that names an item of a list by its keys or value; a text says why there is none. */
export function itemStep(
  item: JsonValue,
  keys: readonly string[],
  shapeAt: ShapeAt,
  path: Path,
): { step: PathStep } | { error: string } {
  if (keys.length === 0) {
    if (isObject(item)) return { error: "associative list without keys has an element that's a map type" };
    if (Array.isArray(item)) return { error: 'not supported: associative list with lists as elements' };
    if (item === null)
      return { error: "associative list without keys has an element that's an explicit null" };
    return { step: `[=${scalarText(item)}]` };
  }
  if (item === null) return { error: 'associative list with keys may not have a null element' };
  if (!isObject(item)) return { error: 'associative list with keys may not have non-map elements' };
  const parts: string[] = [];
  for (const key of [...keys].sort()) {
    const value = hasKey(item, key) ? item[key] : (shapeAt([...path, key])?.default as JsonValue | undefined);
    if (value !== undefined) parts.push(`${key}=${scalarText(value)}`);
  }
  if (parts.length === 0) {
    const names = keys.map((key) => `"${key}"`).join(' ');
    return {
      error: `associative list with keys has an element that omits all key fields [${names}] (and doesn't have default values for any key fields)`,
    };
  }
  return { step: `[${parts.join(',')}]` };
}

function scalarText(value: JsonValue): string {
  return typeof value === 'string' ? JSON.stringify(value) : goText(value);
}

/** Go's `%T` of a decoded value that is no number. */
export function goType(value: JsonValue): string {
  if (Array.isArray(value)) return '[]interface {}';
  if (isObject(value)) return 'map[string]interface {}';
  return typeof value === 'boolean' ? 'bool' : 'string';
}

/** The items of a list with their steps; what has none is passed over. */
export function itemSteps(
  list: readonly JsonValue[],
  keys: readonly string[],
  shapeAt: ShapeAt,
  path: Path,
): { step: PathStep; item: JsonValue; duplicate: boolean }[] {
  const named = list.map((item) => {
    const found = itemStep(item, keys, shapeAt, [...path, ITEM]);
    return { step: 'step' in found ? found.step : `[${goText(item)}]`, item };
  });
  const count = new Map<string, number>();
  for (const { step } of named) count.set(step, (count.get(step) ?? 0) + 1);
  return named.map((entry) => ({ ...entry, duplicate: (count.get(entry.step) ?? 0) > 1 }));
}
