/** The sizes of what a schema describes, as far as they bound the cost of expressions (apiserver pkg/cel/common/schemas.go). */
import { largest } from '../../api/lists.js';
import { get, intPtr, keys, obj, ptr, str, strings } from '../fields.js';
import type { Schema } from '../shared/structs.js';
import type { FieldOf } from '../typed.js';
import { escapeCelName } from './schema-type.js';

const REQUEST_BYTES = 3 * 1024 * 1024;

/** The sizes of what a schema describes. */
export interface Sizes {
  /** The most elements, characters or bytes. */
  max: number;
  /** The fewest bytes in JSON. */
  least: number;
  elements?: Sizes;
  fields?: ReadonlyMap<string, Sizes>;
}

/** The sizes of a node; undefined for what expressions cannot see. */
export function sizesOf(schema: Schema, resource: boolean): Sizes | undefined {
  const embedded = (inner: Schema): boolean => get(inner, 'x-kubernetes-embedded-resource') === true;
  const limit = (key: FieldOf<'apiextensions.v1.JSONSchemaProps', '*int'>): number | undefined => {
    const value = intPtr(schema, key);
    return value === undefined ? undefined : Math.max(0, Number(value));
  };
  if (get(schema, 'x-kubernetes-int-or-string') === true) {
    return { max: characters(limit('maxLength')) ?? REQUEST_BYTES - 2, least: 1 };
  }
  switch (str(schema, 'type')) {
    case 'array': {
      const items = ptr(schema, 'items');
      const elements = items && sizesOf(items, embedded(items));
      if (!elements) return undefined;
      const most = Math.floor((REQUEST_BYTES - 2) / (elements.least + 1));
      return { max: limit('maxItems') ?? most, least: 2, elements };
    }
    case 'object': {
      const additional = ptr(schema, 'additionalProperties');
      if (additional && !resource) {
        const elements = sizesOf(additional, embedded(additional));
        if (!elements) return undefined;
        const most = Math.floor((REQUEST_BYTES - 2) / (elements.least + 6));
        return { max: limit('maxProperties') ?? most, least: 2, elements };
      }
      return objectSizes(schema, resource, embedded);
    }
    case 'string':
      return textSizes(schema, limit('maxLength'));
    case 'boolean':
      return { max: 0, least: 4 };
    case 'number':
    case 'integer':
      return { max: 0, least: 1 };
    default:
      return undefined;
  }
}

function objectSizes(schema: Schema, resource: boolean, embedded: (inner: Schema) => boolean): Sizes {
  const fields = new Map<string, Sizes>();
  const required = new Set(strings(schema, 'required'));
  const properties = obj(schema, 'properties');
  let least = 2;
  for (const name of keys(properties)) {
    const property = obj(properties, name);
    const sizes = sizesOf(property, embedded(property));
    if (!sizes) continue;
    const field = escapeCelName(name);
    if (field !== undefined) fields.set(field, sizes);
    if (required.has(name) && get(property, 'default') === undefined) {
      least += Buffer.byteLength(name) + sizes.least + 4;
    }
  }
  if (resource) {
    const text: Sizes = { max: REQUEST_BYTES - 2, least: 2 };
    fields.set('kind', text).set('apiVersion', text);
    fields.set('metadata', {
      max: 0,
      least: 2,
      fields: new Map([
        ['name', text],
        ['generateName', text],
      ]),
    });
  }
  return { max: 0, least, fields };
}

/** A character may be four bytes. */
function characters(limit: number | undefined): number | undefined {
  return limit === undefined ? undefined : limit * 4;
}

function textSizes(schema: Schema, limit: number | undefined): Sizes {
  switch (str(schema, 'format')) {
    case 'byte':
      return { max: limit ?? REQUEST_BYTES - 2, least: 2 };
    case 'duration':
      return { max: 32, least: 3 };
    case 'date':
      return { max: 12, least: 12 };
    case 'date-time':
      return { max: 32, least: 21 };
  }
  if (limit !== undefined) return { max: limit * 4, least: 2 };
  const choices = get(schema, 'enum');
  if (!Array.isArray(choices) || choices.length === 0) return { max: REQUEST_BYTES - 2, least: 2 };
  const lengths = choices.map((choice) => (typeof choice === 'string' ? Buffer.byteLength(choice) : 0));
  return { max: largest(lengths, 0), least: 2 };
}

/** How often a node may stand in one object at most, by its size alone. */
export function mostOften(sizes: Sizes): number {
  return Math.floor(REQUEST_BYTES / (sizes.least + 1));
}
