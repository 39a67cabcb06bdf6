/** The CEL type of what a custom resource's schema describes (apiserver pkg/cel/common/schemas.go). */
import { bool, keys, obj, ptr, str } from '../fields.js';
import type { Schema } from '../shared/structs.js';
import { type CelType, DYN, listOf, mapOf, objectType, STRING } from './types.js';

/** What rules call the type of their node; the server puts a number of its own behind it. */
export const SELF = 'selfType0';

/** Words that CEL keeps for itself; fields of these names are written `__x__`. */
const RESERVED: ReadonlySet<string> = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);
const ESCAPES: Readonly<Record<string, string>> = {
  '.': '__dot__',
  '-': '__dash__',
  '/': '__slash__',
};

/** A field's name in expressions; undefined for one that cannot be named. */
export function escapeCelName(name: string): string | undefined {
  if (!/^[A-Za-z_$][A-Za-z0-9_.\-/$]*$/.test(name) || name.includes('$')) return undefined;
  if (RESERVED.has(name)) return `__${name}__`;
  return name.replaceAll('__', '__underscores__').replace(/[.\-/]/g, (char) => ESCAPES[char] ?? char);
}

/** The type of a node; undefined for what expressions cannot see. `resource`: apiVersion, kind and the name are there. */
export function schemaType(schema: Schema, resource: boolean, name = 'object'): CelType | undefined {
  if (bool(schema, 'x-kubernetes-int-or-string')) return DYN;
  const embedded = (inner: Schema): boolean => bool(inner, 'x-kubernetes-embedded-resource');
  switch (str(schema, 'type')) {
    case 'array': {
      const items = ptr(schema, 'items');
      const of = items && schemaType(items, embedded(items), `${name}.@idx`);
      return of && listOf(of);
    }
    case 'object': {
      const additional = ptr(schema, 'additionalProperties');
      if (additional && !resource) {
        const of = schemaType(additional, embedded(additional), `${name}.@elem`);
        return of && mapOf(STRING, of);
      }
      const fields: Record<string, CelType> = Object.create(null);
      const properties = obj(schema, 'properties');
      for (const key of keys(properties)) {
        const property = obj(properties, key);
        const type = schemaType(property, embedded(property), `${name}.${key}`);
        const field = escapeCelName(key);
        if (type && field !== undefined) fields[field] = type;
      }
      if (resource) {
        fields['kind'] = STRING;
        fields['apiVersion'] = STRING;
        fields['metadata'] = objectType(`${name}.metadata`, { name: STRING, generateName: STRING });
      }
      return objectType(name, fields);
    }
    case 'string':
      return textType(str(schema, 'format'));
    case 'boolean':
      return { kind: 'bool' };
    case 'number':
      return { kind: 'double' };
    case 'integer':
      return { kind: 'int' };
    default:
      return undefined;
  }
}

function textType(format: string): CelType {
  if (format === 'byte') return { kind: 'bytes' };
  if (format === 'duration') return { kind: 'duration' };
  if (format === 'date' || format === 'date-time') return { kind: 'timestamp' };
  return STRING;
}
