/** How lists and maps of a schema merge: `x-kubernetes-list-type`, `x-kubernetes-map-type` (pkg/apis/apiextensions/validation). */
import { type At, type FieldErrors, json } from '../../../field-errors.js';
import { bool, get, obj, ptr, str, strings, strPtr } from '../../../fields.js';
import type { Schema } from '../../../shared/structs.js';
import { printItems } from './print.js';

export const LIST_TYPE = 'x-kubernetes-list-type';

export const MAP_TYPE = 'x-kubernetes-map-type';

const MAP_KEYS = 'x-kubernetes-list-map-keys';

const IN_KEYS = `this property is in ${MAP_KEYS}, so it`;

/** Checks that what is said of lists and maps is said of lists and maps, and known. */
export function validateTopology(schema: Schema, place: At, errors: FieldErrors): void {
  const type = str(schema, 'type');
  const wants = (wanted: string, key: string): void => {
    if (type === '') errors.required(place.child('type'), `must be ${wanted} if ${key} is specified`);
    else errors.invalid(place.child('type'), type, `must be ${wanted} if ${key} is specified`);
  };
  const mapType = strPtr(schema, MAP_TYPE);
  if (mapType !== undefined && type !== 'object') wants('object', MAP_TYPE);
  if (mapType !== undefined && mapType !== 'atomic' && mapType !== 'granular') {
    errors.unsupported(place.child(MAP_TYPE), mapType, ['atomic', 'granular']);
  }
  const listType = strPtr(schema, LIST_TYPE);
  const items = ptr(schema, 'items');
  const atomic = `must be atomic as item of a list with ${LIST_TYPE}=set`;
  if (listType !== undefined && type !== 'array') wants('array', LIST_TYPE);
  else if (listType === 'set' && items) {
    const itemType = strPtr(items, LIST_TYPE);
    if (str(items, 'type') === 'array' && itemType !== undefined && itemType !== 'atomic') {
      errors.invalid(place.child('items', LIST_TYPE), json(itemType), atomic);
    }
    if (str(items, 'type') === 'object' && strPtr(items, MAP_TYPE) !== 'atomic') {
      errors.invalid(place.child('items', MAP_TYPE), json(itemType), atomic);
    }
  }
  if (listType !== undefined && !['atomic', 'set', 'map'].includes(listType)) {
    errors.unsupported(place.child(LIST_TYPE), listType, ['atomic', 'set', 'map']);
  }
}

/** Lists that are maps by the keys of their items. */
export function validateMapList(schema: Schema, place: At, errors: FieldErrors): void {
  const listType = strPtr(schema, LIST_TYPE);
  const mapKeys = strings(schema, MAP_KEYS);
  const keysAt = place.child(MAP_KEYS);
  if (mapKeys.length > 0 && listType !== 'map') {
    const detail = `must be map if ${MAP_KEYS} is non-empty`;
    if (listType === undefined) errors.required(place.child(LIST_TYPE), detail);
    else errors.invalid(place.child(LIST_TYPE), listType, detail);
  }
  const itemsValue = get(schema, 'items');
  const items = ptr(schema, 'items');
  if (listType === 'map') {
    if (mapKeys.length === 0) errors.required(keysAt, `must not be empty if ${LIST_TYPE} is map`);
    if (itemsValue === undefined) {
      errors.required(place.child('items'), `must have a schema if ${LIST_TYPE} is map`);
    } else if (!items) {
      errors.invalid(
        place.child('items'),
        printItems(itemsValue),
        `must only have a single schema if ${LIST_TYPE} is map`,
      );
    } else if (str(items, 'type') !== 'object') {
      errors.invalid(
        place.child('items', 'type'),
        str(items, 'type'),
        `must be object if parent array's ${LIST_TYPE} is map`,
      );
    } else validateMapKeys(mapKeys, items, place, errors);
  }
  if (!items || (listType !== 'set' && listType !== 'map')) return;
  if (bool(items, 'nullable')) {
    errors.forbidden(place.child('items', 'nullable'), `cannot be nullable when ${LIST_TYPE} is ${listType}`);
  }
  if (listType !== 'map') return;
  const required = strings(items, 'required');
  for (const key of mapKeys) {
    const property: Schema | undefined = ptr(obj(items, 'properties'), key);
    if (!property) continue;
    const at = place.child('items', 'properties').key(key);
    if (!required.includes(key) && get(property, 'default') === undefined) {
      errors.required(at.child('default'), `${IN_KEYS} must have a default or be a required property`);
    }
    if (bool(property, 'nullable')) errors.forbidden(at.child('nullable'), `${IN_KEYS} cannot be nullable`);
  }
}

function validateMapKeys(mapKeys: readonly string[], items: Schema, place: At, errors: FieldErrors): void {
  const seen = new Set<string>();
  for (const key of mapKeys) {
    const property: Schema | undefined = ptr(obj(items, 'properties'), key);
    if (!property) {
      errors.invalid(
        place.child(MAP_KEYS),
        json([...mapKeys]),
        'entries must all be names of item properties',
      );
    } else if (['array', 'object'].includes(str(property, 'type'))) {
      errors.invalid(
        place.child('items', 'properties').key(key).child('type'),
        str(items, 'type'),
        `must be a scalar type if parent array's ${LIST_TYPE} is map`,
      );
    }
    if (seen.has(key)) {
      errors.invalid(place.child(MAP_KEYS), json([...mapKeys]), 'must not contain duplicate entries');
    }
    seen.add(key);
  }
}

/** Fields of a map of a kind that is not known cannot be told to belong to those of the old value. */
export function isUncorrelatable(mapType: string | undefined): boolean {
  return mapType !== undefined && mapType !== 'granular' && mapType !== 'atomic';
}
