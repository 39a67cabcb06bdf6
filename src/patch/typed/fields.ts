import { definedKeys, isObject, type JsonValue, type Path } from '../../api/json.js';
import { ITEM, type ShapeAt } from '../../schema/field-shape.js';
import { type FieldPath, FieldSet, type PathStep } from '../field-set.js';
import { atomOf, fieldStep, itemSteps } from './walk.js';

/** Every field that an object sets: leaves, items of keyed lists, empty mappings. */
export function typedFieldSet(value: JsonValue, shapeAt: ShapeAt): FieldSet {
  const paths = new Set<FieldPath>();
  const visit = (at: JsonValue, path: Path, steps: FieldPath): void => {
    const atom = atomOf(shapeAt(path), at);
    if (atom.kind === 'leaf') {
      paths.add(steps);
    } else if (atom.kind === 'map') {
      if (!isObject(at)) return;
      const shape = shapeAt(path);
      for (const key of definedKeys(at)) {
        const next = at[key] as JsonValue;
        const below = [...steps, fieldStep(key)];
        visit(next, [...path, key], below);
        const empty = next === null || (isObject(next) && definedKeys(next).length === 0);
        if (empty || shape?.isMap || shape?.type === undefined) paths.add(below);
      }
    } else if (Array.isArray(at)) {
      for (const { step, item } of itemSteps(at, atom.keys, shapeAt, path)) {
        const below = [...steps, step];
        visit(item, [...path, ITEM], below);
        paths.add(below);
      }
    }
  };
  visit(value, [], []);
  return FieldSet.of(paths);
}

/** The set with every named field on the way to its members (not keys of maps, not items) as members too. */
export function withNamedFields(set: FieldSet, shapeAt: ShapeAt): FieldSet {
  return set.withPrefixes((prefix) => {
    const last = prefix.at(-1) as PathStep;
    if (!last.startsWith('.')) return false;
    const parent = shapeAt(schemaPath(prefix.slice(0, -1)));
    return parent?.type === 'object' && !parent.isMap && shapeAt(schemaPath(prefix)) !== undefined;
  });
}

function schemaPath(steps: FieldPath): Path {
  return steps.map((step) => (step.startsWith('.') ? step.slice(1) : ITEM));
}
