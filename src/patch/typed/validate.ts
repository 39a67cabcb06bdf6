import { definedKeys, isObject, type JsonValue, type Path } from '../../api/json.js';
import { type FieldShape, ITEM, type ShapeAt } from '../../schema/field-shape.js';
import type { FieldPath, PathStep } from '../field-set.js';
import { goText } from '../go-order.js';
import { fieldStep, goType, itemStep, listAtom } from './walk.js';

/** What is wrong with a typed object, with the place it was found at. */
export interface TypedError {
  path: FieldPath;
  message: string;
}

/** What of an object does not fit its schema; duplicate items count, as they do in an applied configuration. */
export function validateTyped(value: JsonValue, shapeAt: ShapeAt): TypedError[] {
  const errors: TypedError[] = [];
  const visit = (at: JsonValue, path: Path, steps: FieldPath): void => {
    const shape = shapeAt(path);
    const atom = typedAtom(shape, at);
    const fail = (message: string) => errors.push({ path: steps, message });
    if (at === null) return;
    if (atom === 'map') {
      if (!isObject(at)) return void fail(`expected map, got &{${goText(at)}}`);
      for (const key of definedKeys(at).sort()) {
        const next = [...steps, fieldStep(key)];
        if (shapeAt([...path, key]) === undefined && shape?.type !== undefined && !shape.preservesUnknown) {
          errors.push({ path: next, message: 'field not declared in schema' });
        } else visit(at[key] as JsonValue, [...path, key], next);
      }
    } else if (atom === 'list') {
      if (!Array.isArray(at)) return void fail(`expected list, got &{${goText(at)}}`);
      visitItems(at, shape, path, steps);
    } else if (atom === 'number' && typeof at !== 'number' && typeof at !== 'bigint') {
      fail(`expected numeric (int or float), got ${goType(at)}`);
    } else if (atom === 'string' && typeof at !== 'string') {
      fail(`expected string, got &value.valueUnstructured{Value:${goSyntax(at)}}`);
    } else if (atom === 'boolean' && typeof at !== 'boolean') {
      fail(`expected boolean, got &{${goText(at)}}`);
    } else if (atom === 'untyped' && (isObject(at) || Array.isArray(at))) {
      fail(`expected any scalar, got &{${goText(at)}}`);
    }
  };
  const visitItems = (
    list: JsonValue[],
    shape: FieldShape | undefined,
    path: Path,
    steps: FieldPath,
  ): void => {
    const keyed = listAtom(shape);
    const seen = new Set<string>();
    for (const [index, item] of list.entries()) {
      let step: PathStep = `[${index}]`;
      if (keyed.kind === 'list') {
        const found = itemStep(item, keyed.keys, shapeAt, [...path, ITEM]);
        if ('error' in found) {
          errors.push({ path: steps, message: `element ${index}: ${found.error}` });
          return;
        }
        step = found.step;
        if (seen.has(step)) errors.push({ path: steps, message: `duplicate entries for key ${step}` });
        seen.add(step);
      }
      visit(item, [...path, ITEM], [...steps, step]);
    }
  };
  visit(value, [], []);
  return errors;
}

function typedAtom(shape: FieldShape | undefined, value: JsonValue) {
  if (shape === undefined || shape.type === undefined) return isObject(value) ? 'map' : 'any';
  if (shape.type === 'object') return 'map';
  if (shape.type === 'array') return 'list';
  if (shape.type === 'integer' || shape.type === 'number') return 'number';
  if (shape.type === 'string')
    return shape.format === undefined || shape.format === 'byte' ? 'string' : 'untyped';
  return shape.type;
}

/** Go's `%#v` of a scalar. */
function goSyntax(value: JsonValue): string {
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  if (isObject(value)) {
    const keys = definedKeys(value).sort();
    return `map[string]interface {}{${keys.map((key) => `${JSON.stringify(key)}:${goSyntax(value[key] as JsonValue)}`).join(', ')}}`;
  }
  return typeof value === 'string' ? JSON.stringify(value) : goText(value);
}
