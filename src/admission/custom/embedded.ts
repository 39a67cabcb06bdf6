/** Resources inside of custom resources: x-kubernetes-embedded-resource (apiextensions-apiserver pkg/apiserver/schema/objectmeta). */
import type { FieldError } from '../../api/field-error.js';
import { definedKeys, hasKey, isObject, type JsonObject, type JsonValue } from '../../api/json.js';
import { dns1035LabelErrors } from '../../api/names.js';
import { type At, type BadValue, FieldErrors, json } from '../field-errors.js';
import { bool, get, obj, ptr, str } from '../fields.js';
import { PATH_SEGMENT } from '../shared/names.js';
import { validateObjectMeta } from '../shared/object-meta.js';
import type { ObjectMeta, Schema } from '../shared/structs.js';

/** Checks apiVersion, kind and metadata of every embedded resource. */
export function validateEmbedded(value: JsonValue, schema: Schema, place: At, errors: FieldErrors): void {
  if (Array.isArray(value)) {
    const items = ptr(schema, 'items');
    if (items)
      for (const [at, item] of value.entries()) validateEmbedded(item, items, place.index(at), errors);
    return;
  }
  if (!isObject(value)) return;
  if (bool(schema, 'x-kubernetes-embedded-resource')) validateResource(value, place, errors);
  const properties = obj(schema, 'properties');
  const additional = ptr(schema, 'additionalProperties');
  for (const key of definedKeys(value)) {
    const own = ptr(properties, key);
    const inner = value[key] as JsonValue;
    if (own) validateEmbedded(inner, own, place.child(key), errors);
    else if (additional) validateEmbedded(inner, additional, place.key(key), errors);
  }
}

function validateResource(value: JsonObject, place: At, errors: FieldErrors): void {
  for (const name of ['apiVersion', 'kind']) {
    if (!hasKey(value, name)) errors.required(place.child(name));
  }
  const apiVersion = text(value, 'apiVersion', place, errors);
  if (apiVersion !== undefined && apiVersion.split('/').length > 2) {
    errors.invalid(place.child('apiVersion'), apiVersion, `unexpected GroupVersion string: ${apiVersion}`);
  }
  const kind = text(value, 'kind', place, errors);
  const wrong = kind === undefined ? [] : dns1035LabelErrors(kind.toLowerCase());
  if (kind !== undefined && wrong.length > 0) {
    const detail = `may have mixed case, but should otherwise match: ${wrong.join(',')}`;
    errors.invalid(place.child('kind'), kind, detail);
  }
  const metadata = get(value, 'metadata');
  if (isObject(metadata)) errors.takeOver(metadataErrors(metadata, place.child('metadata')));
}

/** A text that has to be there; undefined where it is missing or wrong. */
function text(value: JsonObject, name: string, place: At, errors: FieldErrors): string | undefined {
  if (!hasKey(value, name)) return undefined;
  const found = value[name] as JsonValue;
  if (typeof found !== 'string') {
    const shown: BadValue = typeof found === 'object' ? json(found) : found;
    errors.invalid(place.child(name), shown, 'must be a string');
    return undefined;
  }
  if (found !== '') return found;
  errors.invalid(place.child(name), found, 'must not be empty');
  return undefined;
}

/** What is wrong with the metadata, told where it is; a name is not asked for. */
function metadataErrors(metadata: ObjectMeta, place: At): FieldError[] {
  const errors = new FieldErrors();
  const named = { ...metadata, name: str(metadata, 'name') || 'fakename' };
  validateObjectMeta(named, { namespaced: str(metadata, 'namespace') !== '', name: PATH_SEGMENT }, errors);
  const { path } = place;
  return errors.list.map((error) => ({
    ...error,
    field: error.field.replace(/^metadata/, () => place.toString()),
    path: [...path, ...error.path.slice(1)],
  }));
}
