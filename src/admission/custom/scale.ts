/** The counts that the scale subresource reads of a custom resource (apiextensions-apiserver pkg/registry/customresource/validator.go). */
import { hasKey, isObject, type JsonObject, type JsonValue } from '../../api/json.js';
import { At, type FieldErrors } from '../field-errors.js';
import { str } from '../fields.js';
import type { Struct } from '../typed.js';

const MOST = 2 ** 31 - 1;

/** Checks the counts and the selector where the definition says that they are. */
export function validateScale(
  object: JsonObject,
  scale: Struct<'apiextensions.v1.CustomResourceSubresourceScale'>,
  errors: FieldErrors,
): void {
  for (const name of ['specReplicasPath', 'statusReplicasPath'] as const) {
    const path = str(scale, name);
    const found = nested(object, path, 'int64');
    const place = placeOf(path);
    if ('error' in found) errors.invalid(place, 0, found.error);
    else if (Number(found.value ?? 0) < 0) {
      errors.invalid(place, Number(found.value), 'should be a non-negative integer');
    } else if (Number(found.value ?? 0) > MOST) {
      errors.invalid(place, Number(found.value), `should be less than or equal to ${MOST}`);
    }
  }
  const selector = str(scale, 'labelSelectorPath');
  if (selector === '') return;
  const found = nested(object, selector, 'string');
  if ('error' in found) errors.invalid(placeOf(selector), '', found.error);
}

/** The server names the place as the definition does, dot in front. */
function placeOf(path: string): At {
  return At.named(path, path.split('.').slice(1));
}

/** The value at `.spec.replicas`; what is not there is none. */
function nested(
  object: JsonObject,
  path: string,
  type: 'int64' | 'string',
): { value: JsonValue | undefined } | { error: string } {
  const fields = path.replace(/^\./, '').split('.');
  let value: JsonValue = object;
  for (const [at, field] of fields.entries()) {
    if (value === null) return { value: undefined };
    if (!isObject(value)) return { error: wrong(fields.slice(0, at + 1), value, 'map[string]interface{}') };
    if (!hasKey(value, field)) return { value: undefined };
    value = value[field] as JsonValue;
  }
  return goType(value) === type ? { value } : { error: wrong(fields, value, type) };
}

function wrong(fields: readonly string[], value: JsonValue, wanted: string): string {
  return `.${fields.join('.')} accessor error: ${shown(value)} is of the type ${goType(value)}, expected ${wanted}`;
}

function goType(value: JsonValue): string {
  if (value === null) return '<nil>';
  if (Array.isArray(value)) return '[]interface {}';
  if (isObject(value)) return 'map[string]interface {}';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  return typeof value === 'bigint' || Number.isInteger(value) ? 'int64' : 'float64';
}

/** Go's %v. */
function shown(value: JsonValue): string {
  if (value === null) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(shown).join(' ')}]`;
  if (!isObject(value)) return String(value);
  const keys = Object.keys(value).sort();
  return `map[${keys.map((key) => `${key}:${shown(value[key] as JsonValue)}`).join(' ')}]`;
}
