/**
 * What the API server says against a custom resource, in its words
 * (k8s.io/apiextensions-apiserver/pkg/registry/customresource/strategy.go).
 */

import type { FieldError, FieldErrorType } from '../../api/field-error.js';
import { goJson } from '../../api/go-json.js';
import { definedKeys, hasKey, isObject, type JsonObject, type JsonValue } from '../../api/json.js';
import type { KubernetesVersion } from '../../api/version.js';
import { At, FieldErrors, json } from '../field-errors.js';
import { obj, ptr, str, strings } from '../fields.js';
import type { Schema } from '../shared/structs.js';
import { compiledRules } from './compile-rules.js';
import { Correlated } from './correlation.js';
import { validateEmbedded } from './embedded.js';
import { runRules } from './rules.js';
import { validateSchemaValue } from './schema-value.js';

/** Errors that keep the rules from being run: these take the shape of the object for granted. */
const BLOCKING: ReadonlySet<FieldErrorType> = new Set<FieldErrorType>([
  'FieldValueNotSupported',
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
]);
const NOT_CHECKED =
  'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation';

/** What is said of a custom resource: the refusals, and what is let pass because it was so before. */
export interface CustomVerdict {
  errors: FieldError[];
  warnings: string[];
}

/**
 * Checks a custom resource against its schema. `before` are errors found already, of its metadata. On an update a value
 * that is as it was is let pass, whatever the schema says of it by now (ratcheting).
 */
export function validateCustom(
  object: JsonObject,
  schema: Schema,
  before: readonly FieldError[],
  old?: JsonObject,
  version?: KubernetesVersion,
): CustomVerdict {
  const errors = new FieldErrors(version);
  const past = old && new Correlated(object, old, schema);
  validateSchemaValue(object, schema, At.root, errors, { past });
  validateEmbedded(object, schema, At.root, errors);
  if (!old || duplicates(old, schema).count === 0) errors.takeOver(duplicates(object, schema).list);
  if (!compiledRules(schema)) return { errors: errors.list, warnings: [] };
  if ([...before, ...errors.list].some(({ type }) => BLOCKING.has(type))) {
    errors.invalid(At.root, json(null), NOT_CHECKED);
    return { errors: errors.list, warnings: [] };
  }
  const ruled = runRules(object, schema, old, version);
  return { errors: [...errors.list, ...ruled.errors.list], warnings: ruled.warnings };
}

/** The items of sets and keyed lists that are there twice. */
function duplicates(object: JsonObject, schema: Schema): FieldErrors {
  const errors = new FieldErrors();
  visit(object, schema, At.root, errors);
  return errors;
}

function visit(value: JsonValue, schema: Schema, place: At, errors: FieldErrors): void {
  if (Array.isArray(value)) {
    const type = str(schema, 'x-kubernetes-list-type');
    if (type === 'set') repeated(value, place, errors);
    else if (type === 'map') {
      const odd = value.findIndex((item) => item !== null && !isObject(item));
      if (odd >= 0) {
        const item = value[odd] as JsonValue;
        const shown = typeof item === 'object' ? json(item) : item;
        errors.invalid(place.index(odd), shown, 'must be an object for an array of list-type map');
      }
      // Of a definition that the server refuses there may be anything.
      const keys = strings(schema, 'x-kubernetes-list-map-keys').filter((key) => typeof key === 'string');
      if (keys.length > 0)
        repeated(
          value.map((item) => keysOf(item, keys)),
          place,
          errors,
        );
    }
    const items = ptr(schema, 'items');
    if (items) for (const [at, item] of value.entries()) visit(item, items, place.index(at), errors);
  } else if (isObject(value)) {
    const properties = obj(schema, 'properties');
    const additional = ptr(schema, 'additionalProperties');
    for (const key of definedKeys(value)) {
      const own = ptr(properties, key);
      const inner = value[key] as JsonValue;
      if (own) visit(inner, own, place.child(key), errors);
      else if (additional) visit(inner, additional, place.key(key), errors);
    }
  }
}

/** The second of the same is named, those after it are not. */
function repeated(values: readonly JsonValue[], place: At, errors: FieldErrors): void {
  const seen = new Map<string, number>();
  for (const [index, value] of values.entries()) {
    const text = goJson(value);
    const times = seen.get(text) ?? 0;
    seen.set(text, times + 1);
    if (times === 1) errors.duplicate(place.index(index), typeof value === 'object' ? json(value) : value);
  }
}

function keysOf(item: JsonValue, keys: readonly string[]): JsonObject {
  if (!isObject(item)) return {};
  return Object.fromEntries(keys.filter((key) => hasKey(item, key)).map((key) => [key, item[key]]));
}
