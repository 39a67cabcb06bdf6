/**
 * What the API server says against a custom resource
 * (k8s.io/apiextensions-apiserver/pkg/apiserver/validation, schema/listtype), in its words. CEL rules are not run.
 */

import { jsonEqual } from '../../api/equality.js';
import type { FieldError } from '../../api/field-error.js';
import { goJson } from '../../api/go-json.js';
import { definedKeys, hasKey, isObject, type JsonObject, type JsonValue, type Path } from '../../api/json.js';
import type { ShapeAt } from '../../schema/field-shape.js';
import { itemsByKey } from '../../schema/keyed-items.js';
import { At, FieldErrors } from '../field-errors.js';
import { validateSchemaValue } from '../rules/schema-value.js';

/**
 * The refusals of a custom resource. On an update a value that is as it was before is let pass, whatever
 * the schema says of it by now (ratcheting).
 */
export function customRefusals(
  object: JsonObject,
  schema: JsonObject,
  shapeAt: ShapeAt,
  old?: JsonObject,
): FieldError[] {
  const errors = new FieldErrors();
  validateSchemaValue(object, schema, At.root, errors);
  const changed = errors.list.filter(({ type, path }) => {
    const about = type === 'FieldValueRequired' ? path.slice(0, -1) : path;
    return !isUnchanged(object, old, about, shapeAt);
  });
  const twice = duplicates(object, shapeAt);
  return old && duplicates(old, shapeAt).length > 0 ? changed : [...changed, ...twice];
}

/** True where the value at `path`, or one around it, is what it was. Items of lists without keys have no past. */
function isUnchanged(object: JsonValue, old: JsonValue | undefined, path: Path, shapeAt: ShapeAt): boolean {
  let now: JsonValue | undefined = object;
  let before = old;
  for (const [depth, step] of path.entries()) {
    if (jsonEqual(now, before)) return true;
    if (isObject(now) && isObject(before)) {
      now = now[step];
      before = before[step];
    } else if (Array.isArray(now) && Array.isArray(before)) {
      const way = path.slice(0, depth);
      const shape = shapeAt(way);
      const keys = shape?.listType === 'map' ? (shape.listMapKeys ?? []) : undefined;
      const item = [...((keys && itemsByKey(now, keys, shapeAt, way)) ?? [])].find(
        ([, { index }]) => index === step,
      );
      now = now[Number(step)];
      before = keys && item && itemsByKey(before, keys, shapeAt, way)?.get(item[0])?.item;
    } else return false;
  }
  return jsonEqual(now, before);
}

/** The items of sets and keyed lists that are there twice. */
function duplicates(object: JsonObject, shapeAt: ShapeAt): FieldError[] {
  const found: FieldError[] = [];
  const visit = (value: JsonValue, at: At, path: Path): void => {
    if (Array.isArray(value)) {
      const { listType, listMapKeys = [] } = shapeAt(path) ?? {};
      const seen = new Set<string>();
      for (const [index, item] of value.entries()) {
        const place = at.index(index);
        visit(item, place, place.path);
        if (listType !== 'set' && listType !== 'map') continue;
        const text = goJson(listType === 'set' ? item : keysOf(item, listMapKeys));
        if (seen.has(text)) {
          found.push({
            type: 'FieldValueDuplicate',
            field: place.toString(),
            message: `Duplicate value: ${text}`,
            path: place.path,
          });
        }
        seen.add(text);
      }
    } else if (isObject(value)) {
      for (const key of definedKeys(value)) {
        const place = at.child(key);
        if (path.length > 0 || key !== 'metadata') visit(value[key] as JsonValue, place, place.path);
      }
    }
  };
  visit(object, At.root, []);
  return found;
}

function keysOf(item: JsonValue, keys: readonly string[]): JsonObject {
  if (!isObject(item)) return {};
  return Object.fromEntries(keys.filter((key) => hasKey(item, key)).map((key) => [key, item[key]]));
}
