/**
 * Structural schemas: every field has a type, and what stands inside anyOf, allOf, oneOf and not only restricts values
 * (apiextensions-apiserver pkg/apiserver/schema/{convert,validation,complete}.go).
 */

import { type At, FieldErrors } from '../../../field-errors.js';
import { bool, get, keys, list, obj, ptr, str, strings } from '../../../fields.js';
import { regexpError } from '../../../go/regexp.js';
import type { Schema } from '../../../shared/structs.js';
import type { AnyField, Unnamed } from '../../../typed.js';
import { setFields } from './print.js';

type Level = 'root' | 'item' | 'field';

const UNTYPED: Readonly<Record<Level, string>> = {
  root: 'must not be empty at the root',
  item: 'must not be empty for specified array items',
  field: 'must not be empty for specified object fields',
};
const PRESERVE = 'x-kubernetes-preserve-unknown-fields';
const EMBEDDED = 'x-kubernetes-embedded-resource';
const INT_OR_STRING = 'x-kubernetes-int-or-string';
const JUNCTORS = ['allOf', 'anyOf', 'oneOf'] as const;
const UNSUPPORTED: readonly AnyField<'apiextensions.v1.JSONSchemaProps'>[] = [
  'id',
  '$schema',
  '$ref',
  'patternProperties',
  'dependencies',
  'additionalItems',
  'definitions',
];

/** Why a schema has no structural form at all; undefined where it has one. */
export function unstructurable(schema: Schema): string | undefined {
  for (const key of UNSUPPORTED) {
    const value = get(schema, key);
    const empty =
      value === undefined ||
      value === '' ||
      (typeof value === 'object' && key !== 'additionalItems' && Object.keys(value ?? {}).length === 0);
    if (!empty) return `OpenAPIV3Schema '${key === '$schema' ? 'schema' : key}' is not supported`;
  }
  const not = ptr(schema, 'not');
  for (const node of [...(not ? [not] : []), ...JUNCTORS.flatMap((junctor) => list(schema, junctor))]) {
    const why = unstructurable(node);
    if (why !== undefined) return why;
  }
  if (get(schema, PRESERVE) === false) {
    return `internal error: '${PRESERVE}' must be true or undefined`;
  }
  const [items, single] = [get(schema, 'items'), ptr(schema, 'items')];
  if (Array.isArray(items) && items.length > 0) {
    return "OpenAPIV3Schema 'items' must be a schema, but is an array";
  }
  if (single) {
    const why = unstructurable(single);
    if (why !== undefined) return why;
  }
  const properties = obj(schema, 'properties');
  for (const name of keys(properties)) {
    const why = unstructurable(obj(properties, name));
    if (why !== undefined) return why;
  }
  const additional = ptr(schema, 'additionalProperties');
  return additional && unstructurable(additional);
}

/** Checks that a schema, which has a structural form, is one. Errors come sorted by their text. */
export function validateStructural(schema: Schema, place: At, errors: FieldErrors): void {
  const found = new FieldErrors(errors.version, errors.gates);
  validateNode(schema, 'root', place, found);
  validateCompleteness(schema, schema, place, place, found);
  const texts = new Map(found.list.map((error) => [error, `${error.field}: ${error.message}`]));
  const sorted = [...found.list].sort((a, b) => ((texts.get(a) ?? '') < (texts.get(b) ?? '') ? -1 : 1));
  errors.takeOver(sorted);
}

function itemsOf(schema: Schema): Schema | undefined {
  return ptr(schema, 'items');
}

function validateNode(schema: Schema, level: Level, place: At, errors: FieldErrors): void {
  const type = str(schema, 'type');
  const embedded = bool(schema, EMBEDDED);
  const preserve = bool(schema, PRESERVE);
  const intOrString = bool(schema, INT_OR_STRING);
  const properties = obj(schema, 'properties');
  const items = itemsOf(schema);
  if (type === 'array' && !items) errors.required(place.child('items'), 'must be specified');
  if (items) validateNode(items, 'item', place.child('items'), errors);
  for (const name of keys(properties)) {
    validateNode(obj(properties, name), 'field', place.child('properties').key(name), errors);
  }
  const additional = get(schema, 'additionalProperties');
  if (additional !== undefined) {
    const at = place.child('additionalProperties');
    if (level === 'root') errors.forbidden(at, 'must not be used at the root');
    const inner = ptr(schema, 'additionalProperties');
    if (inner) validateNode(inner, 'field', at, errors);
  }
  if (intOrString && preserve) {
    errors.invalid(place.child(PRESERVE), true, `must be false if ${INT_OR_STRING} is true`);
  }
  if (intOrString && embedded) {
    errors.invalid(place.child(EMBEDDED), true, `must be false if ${INT_OR_STRING} is true`);
  }
  validateJunctors(schema, place, errors, {
    anyOf: isIntOrString(list(schema, 'anyOf')),
    firstAllOf: isIntOrString(list(list(schema, 'allOf')[0], 'anyOf')),
  });

  if (embedded && type !== 'object') {
    const detail = `must be object if ${EMBEDDED} is true`;
    if (type === '') errors.required(place.child('type'), detail);
    else errors.invalid(place.child('type'), type, detail);
  } else if (type === '' && !intOrString && !preserve) errors.required(place.child('type'), UNTYPED[level]);
  if (embedded && additional !== undefined) {
    errors.forbidden(place.child('additionalProperties'), `must not be used if ${EMBEDDED} is set`);
  }
  if (level === 'root' && type !== '' && type !== 'object') {
    errors.invalid(place.child('type'), type, 'must be object at the root');
  }
  validateMetaFields(properties, level, level === 'root' || embedded, place.child('properties'), errors);
  if (embedded && !preserve && keys(properties).length === 0) {
    errors.required(
      place.child('properties'),
      `must not be empty if ${EMBEDDED} is true without ${PRESERVE}`,
    );
  }
}

/** apiVersion, kind and metadata of a resource are what they are; a schema may only restrict the name. */
function validateMetaFields(
  properties: Unnamed,
  level: Level,
  resource: boolean,
  place: At,
  errors: FieldErrors,
): void {
  if (resource) {
    for (const name of ['kind', 'apiVersion']) {
      const field: Schema | undefined = ptr(properties, name);
      if (field && str(field, 'type') !== 'string') {
        errors.invalid(place.key(name).child('type'), str(field, 'type'), 'must be string');
      }
    }
  }
  const metadata: Schema | undefined = ptr(properties, 'metadata');
  if (!metadata) return;
  const at = place.key('metadata');
  if (resource && str(metadata, 'type') !== 'object') {
    errors.invalid(at.child('type'), str(metadata, 'type'), 'must be object');
  }
  if (level !== 'root') return;
  const named = keys(obj(metadata, 'properties'));
  const onlyNames = named.every((name) => name === 'name' || name === 'generateName');
  const free = new Set(['Type', 'Default', ...(onlyNames ? ['Properties'] : [])]);
  if (setFields(metadata).some((name) => !free.has(name))) {
    errors.forbidden(
      at,
      'must not specify anything other than name and generateName, but metadata is implicitly specified',
    );
  }
}

/** `anyOf: [{type: integer}, {type: string}]`, which int-or-string fields may have. */
function isIntOrString(nodes: readonly Schema[]): boolean {
  const types = ['integer', 'string'];
  return (
    nodes.length === 2 &&
    nodes.every((node, index) => str(node, 'type') === types[index] && setFields(node).join() === 'Type')
  );
}

interface Skip {
  anyOf: boolean;
  firstAllOf: boolean;
}

const NO_SKIP: Skip = { anyOf: false, firstAllOf: false };

function validateJunctors(schema: Schema, place: At, errors: FieldErrors, skip: Skip): void {
  if (!skip.anyOf) {
    list(schema, 'anyOf').forEach((node, index) => {
      validateNested(node, place.child('anyOf').index(index), errors, NO_SKIP);
    });
  }
  list(schema, 'allOf').forEach((node, index) => {
    const anyOf = skip.firstAllOf && index === 0;
    validateNested(node, place.child('allOf').index(index), errors, { anyOf, firstAllOf: false });
  });
  list(schema, 'oneOf').forEach((node, index) => {
    validateNested(node, place.child('oneOf').index(index), errors, NO_SKIP);
  });
  const not = ptr(schema, 'not');
  if (not) validateNested(not, place.child('not'), errors, NO_SKIP);
  const pattern = str(schema, 'pattern');
  const bad = pattern === '' ? undefined : regexpError(pattern);
  if (bad !== undefined) {
    errors.invalid(place.child('pattern'), pattern, `must be a valid regular expression, but isn't: ${bad}`);
  }
}

/** A node inside a junctor: it may restrict values, and nothing else. */
function validateNested(node: Schema, place: At, errors: FieldErrors, skip: Skip): void {
  const forbid = (key: string, detail: string): void => errors.forbidden(place.child(key), detail);
  validateJunctors(node, place, errors, skip);
  const items = itemsOf(node);
  if (items) validateNested(items, place.child('items'), errors, NO_SKIP);
  const properties = obj(node, 'properties');
  for (const name of keys(properties)) {
    validateNested(obj(properties, name), place.child('properties').key(name), errors, NO_SKIP);
  }
  const empty = 'must be empty to be structural';
  const unset = 'must be undefined to be structural';
  const off = 'must be false to be structural';
  if (str(node, 'type') !== '') forbid('type', empty);
  const additional = get(node, 'additionalProperties');
  if (additional !== undefined && additional !== false) forbid('additionalProperties', unset);
  if (get(node, 'default') !== undefined) forbid('default', unset);
  for (const key of ['title', 'description'] as const) if (str(node, key) !== '') forbid(key, empty);
  for (const key of ['nullable', PRESERVE, EMBEDDED, INT_OR_STRING] as const)
    if (bool(node, key)) forbid(key, off);
  if (strings(node, 'x-kubernetes-list-map-keys').length > 0) forbid('x-kubernetes-list-map-keys', empty);
  for (const key of ['x-kubernetes-list-type', 'x-kubernetes-map-type'] as const) {
    if (get(node, key) !== undefined) forbid(key, unset);
  }
  if (list(node, 'x-kubernetes-validations').length > 0) forbid('x-kubernetes-validations', empty);
  if (ptr(properties, 'metadata')) {
    errors.forbidden(place.child('properties').key('metadata'), 'must not be specified in a nested context');
  }
}

/** What a junctor restricts must be there outside of it. */
function validateCompleteness(
  value: Schema,
  outer: Schema,
  outerAt: At,
  place: At,
  errors: FieldErrors,
): void {
  const not = ptr(value, 'not');
  if (not) nestedCompleteness(not, outer, outerAt, place.child('not'), errors);
  for (const junctor of JUNCTORS) {
    list(value, junctor).forEach((node, index) => {
      nestedCompleteness(node, outer, outerAt, place.child(junctor).index(index), errors);
    });
  }
}

function nestedCompleteness(
  node: Schema,
  outer: Schema | undefined,
  outerAt: At,
  place: At,
  errors: FieldErrors,
): void {
  if (!outer) {
    errors.required(outerAt, `because it is defined in ${place}`);
    return;
  }
  validateCompleteness(node, outer, outerAt, place, errors);
  const items = itemsOf(node);
  if (items) nestedCompleteness(items, itemsOf(outer), outerAt.child('items'), place.child('items'), errors);
  const properties = obj(node, 'properties');
  for (const name of keys(properties)) {
    const own = ptr(obj(outer, 'properties'), name);
    const at = place.child('properties').key(name);
    nestedCompleteness(obj(properties, name), own, outerAt.child('properties').key(name), at, errors);
  }
}
