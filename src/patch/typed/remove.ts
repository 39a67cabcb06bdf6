import { definedKeys, isObject, type JsonObject, type JsonValue, type Path, setKey } from '../../api/json.js';
import { ITEM, type ShapeAt } from '../../schema/field-shape.js';
import { type FieldPath, type FieldSet, pathKey } from '../field-set.js';
import { atomOf, fieldStep, itemSteps } from './walk.js';

/** The object without the fields and items of `remove`. Mappings and lists that lose all they had stay, empty. */
export function removeFields(value: JsonValue, remove: FieldSet, shapeAt: ShapeAt): JsonValue {
  const below = remove.prefixes();
  const visit = (at: JsonValue, path: Path, steps: FieldPath): JsonValue => {
    const atom = atomOf(shapeAt(path), at);
    if (atom.kind === 'map' && isObject(at)) {
      const kept: JsonObject = {};
      for (const key of definedKeys(at)) {
        const next = [...steps, fieldStep(key)];
        if (remove.has(next)) continue;
        const child = at[key] as JsonValue;
        setKey(kept, key, below.has(pathKey(next)) ? visit(child, [...path, key], next) : child);
      }
      return kept;
    }
    if (atom.kind === 'list' && Array.isArray(at)) {
      return itemSteps(at, atom.keys, shapeAt, path).flatMap(({ step, item }) => {
        const next = [...steps, step];
        if (remove.has(next)) return [];
        return [below.has(pathKey(next)) ? visit(item, [...path, ITEM], next) : item];
      });
    }
    return at;
  };
  return visit(value, [], []);
}
