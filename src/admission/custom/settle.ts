/**
 * What the API server stores of a custom resource: fields that its schema does not declare are dropped, defaults filled
 * in (k8s.io/apiextensions-apiserver/pkg/apiserver/schema: pruning, defaulting, objectmeta).
 */
import {
  cloneJson,
  definedKeys,
  hasKey,
  isObject,
  type JsonObject,
  type JsonValue,
  type Path,
  setKey,
} from '../../api/json.js';
import { bool, get, keys, type Obj, obj, ptr } from '../fields.js';

const PRESERVE = 'x-kubernetes-preserve-unknown-fields';
const EMBEDDED = 'x-kubernetes-embedded-resource';
const META: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

/** A custom resource as it is stored, and the ways to the fields that were dropped. */
export interface StoredCustomResource {
  object: JsonObject;
  unknown: Path[];
}

/** The metadata of an embedded resource as it is stored, and the ways to what is not known in it. */
export type ReadMetadata = (metadata: JsonObject) => { metadata: JsonObject; unknown: readonly Path[] };

/** A custom resource pruned and defaulted by its schema. Without a schema it stays as it is. */
export function customResource(
  object: JsonObject,
  schema: JsonObject | undefined,
  readMetadata: ReadMetadata,
): StoredCustomResource {
  const copy = cloneJson(object);
  if (!schema) return { object: copy, unknown: [] };
  const settler = new Settler(readMetadata);
  settler.prune(copy, { ...schema, [EMBEDDED]: true }, []);
  dropNulls(copy, schema);
  settler.readEmbedded(copy, schema, []);
  fillIn(copy, schema);
  return { object: copy, unknown: settler.unknown };
}

/** The schema of a field or of a map's value. */
function schemaOf(schema: Obj, key: string): Obj | undefined {
  return ptr(obj(schema, 'properties'), key) ?? ptr(schema, 'additionalProperties');
}

class Settler {
  readonly unknown: Path[] = [];

  constructor(private readonly readMetadata: ReadMetadata) {}

  /** Drops what the schema does not declare, all of it where there is none. */
  prune(value: JsonValue, schema: Obj | undefined, path: Path): void {
    if (Array.isArray(value)) {
      const items = schema && ptr(schema, 'items');
      for (const [at, item] of value.entries()) {
        // Where unknown fields are kept they are kept in lists of lists too.
        if (schema && bool(schema, PRESERVE)) this.keep(item, items, [...path, at]);
        else this.prune(item, items, [...path, at]);
      }
      return;
    }
    if (!isObject(value)) return;
    if (schema && bool(schema, PRESERVE)) {
      this.keep(value, schema, path);
      return;
    }
    for (const key of definedKeys(value)) {
      if (schema && bool(schema, EMBEDDED) && META.has(key)) continue;
      const inner = schema && schemaOf(schema, key);
      if (inner || (schema && get(schema, 'additionalProperties') === true)) {
        this.prune(value[key] as JsonValue, inner, [...path, key]);
      } else {
        delete value[key];
        if (path.length > 0 || !META.has(key)) this.unknown.push([...path, key]);
      }
    }
  }

  /** Prunes what is declared inside of a value whose unknown fields are kept. */
  private keep(value: JsonValue, schema: Obj | undefined, path: Path): void {
    if (!schema) return;
    if (Array.isArray(value)) {
      for (const [at, item] of value.entries()) this.keep(item, ptr(schema, 'items'), [...path, at]);
    } else if (isObject(value)) {
      for (const key of definedKeys(value)) {
        if (bool(schema, EMBEDDED) && META.has(key)) continue;
        const inner = schemaOf(schema, key);
        if (inner) this.prune(value[key] as JsonValue, inner, [...path, key]);
      }
    }
  }

  /** Reads the metadata of embedded resources as that of any object. */
  readEmbedded(value: JsonValue, schema: Obj | undefined, path: Path): void {
    if (!schema) return;
    if (Array.isArray(value)) {
      for (const [at, item] of value.entries()) this.readEmbedded(item, ptr(schema, 'items'), [...path, at]);
      return;
    }
    if (!isObject(value)) return;
    const metadata = get(value, 'metadata');
    if (bool(schema, EMBEDDED) && isObject(metadata)) {
      const read = this.readMetadata(metadata);
      value['metadata'] = read.metadata;
      for (const inner of read.unknown) this.unknown.push([...path, ...inner]);
    }
    for (const key of definedKeys(value)) {
      this.readEmbedded(value[key] as JsonValue, schemaOf(schema, key), [...path, key]);
    }
  }
}

function isNull(value: JsonValue | undefined, schema: Obj | undefined): boolean {
  return value === null && schema !== undefined && !bool(schema, 'nullable');
}

/** Drops nulls where none may be; those that a default takes the place of stay for it. */
function dropNulls(value: JsonValue, schema: Obj | undefined): void {
  if (!schema) return;
  if (Array.isArray(value)) for (const item of value) dropNulls(item, ptr(schema, 'items'));
  if (!isObject(value)) return;
  for (const key of definedKeys(value)) {
    const inner = schemaOf(schema, key);
    if (isNull(value[key], inner) && get(inner, 'default') === undefined) delete value[key];
    else dropNulls(value[key] as JsonValue, inner);
  }
}

/** Fills in defaults, in place of nulls that may not be too. */
function fillIn(value: JsonValue, schema: Obj | undefined): void {
  if (!schema) return;
  if (Array.isArray(value)) {
    const items = ptr(schema, 'items');
    for (const [at, item] of value.entries()) {
      if (isNull(item, items)) value[at] = cloneJson(get(items, 'default') ?? null);
      fillIn(value[at] as JsonValue, items);
    }
    return;
  }
  if (!isObject(value)) return;
  const properties = obj(schema, 'properties');
  for (const key of keys(properties)) {
    const property = ptr(properties, key);
    const fallback = get(property, 'default');
    if (fallback === undefined || (hasKey(value, key) && !isNull(value[key], property))) continue;
    setKey(value, key, cloneJson(fallback));
  }
  const additional = ptr(schema, 'additionalProperties');
  for (const key of definedKeys(value)) {
    const property = ptr(properties, key);
    if (!property && isNull(value[key], additional)) {
      setKey(value, key, cloneJson(get(additional, 'default') ?? null));
    }
    fillIn(value[key] as JsonValue, property ?? additional);
  }
}
