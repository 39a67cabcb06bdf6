/** Default values of a schema: each must satisfy its own schema and hold nothing that would be pruned. */

import { isObject, type JsonValue } from '../../../../api/json.js';
import { runRulesOfDefault } from '../../../custom/rules.js';
import { validateSchemaValue } from '../../../custom/schema-value.js';
import { type At, type FieldErrors, json } from '../../../field-errors.js';
import { bool, get, keys, obj, ptr } from '../../../fields.js';
import type { Schema } from '../../../shared/structs.js';

const PRESERVE = 'x-kubernetes-preserve-unknown-fields';
const EMBEDDED = 'x-kubernetes-embedded-resource';
const META: ReadonlySet<string> = new Set(['metadata', 'apiVersion', 'kind']);

/** Checks the defaults of a structural schema; those of apiVersion, kind and metadata are looked at by the schema rules. */
export function validateDefaults(schema: Schema, place: At, errors: FieldErrors, root = true): void {
  const value = get(schema, 'default');
  const at = place.child('default');
  if (value !== undefined) {
    const resource = root || bool(schema, EMBEDDED);
    if (!isPruned(value, schema, resource)) {
      errors.invalid(at, typeof value === 'object' ? json(value) : value, 'must not have unknown fields');
    }
    validateSchemaValue(value, schema, at, errors, { anyFormat: true });
    errors.takeOver(runRulesOfDefault(value, schema, at).list);
  }
  const items = ptr(schema, 'items');
  if (items) validateDefaults(items, place.child('items'), errors, false);
  const properties = obj(schema, 'properties');
  for (const name of keys(properties)) {
    validateDefaults(obj(properties, name), place.child('properties').key(name), errors, false);
  }
}

/** Whether pruning would leave a value as it is. */
function isPruned(value: JsonValue, schema: Schema, resource: boolean): boolean {
  if (Array.isArray(value)) {
    const items = ptr(schema, 'items');
    const preserve = bool(schema, PRESERVE);
    return value.every((one) => {
      if (items) return isPruned(one, items, bool(items, EMBEDDED));
      return preserve || typeof one !== 'object' || one === null || Object.keys(one).length === 0;
    });
  }
  if (!isObject(value)) return true;
  const properties = obj(schema, 'properties');
  const additional = get(schema, 'additionalProperties');
  return Object.keys(value).every((name) => {
    if (resource && META.has(name)) return true;
    const inner: Schema | undefined = ptr(properties, name) ?? ptr(schema, 'additionalProperties');
    if (inner) return isPruned(value[name] ?? null, inner, bool(inner, EMBEDDED));
    return bool(schema, PRESERVE) || additional === true;
  });
}
