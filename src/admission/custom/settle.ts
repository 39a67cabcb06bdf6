/**
 * What the API server stores of a custom resource: fields that its schema does not declare are dropped, defaults filled
 * in (k8s.io/apiextensions-apiserver/pkg/apiserver/schema: pruning, defaulting, objectmeta).
 */
import { goJson } from '../../api/go-json.js';
import {
  cloneJson,
  definedKeys,
  fieldPath,
  hasKey,
  isObject,
  type JsonObject,
  type JsonValue,
  type Path,
  setKey,
} from '../../api/json.js';
import { bool, get, keys, obj, ptr } from '../fields.js';
import type { Schema } from '../shared/structs.js';

const PRESERVE = 'x-kubernetes-preserve-unknown-fields';
const EMBEDDED = 'x-kubernetes-embedded-resource';
const META: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

/** A custom resource as it is stored, and the ways to the fields that were dropped. */
export interface StoredCustomResource {
  object: JsonObject;
  unknown: Path[];
  /** Why an embedded resource cannot be read: the first reason. */
  error?: { message: string; path: Path };
}

/** What is read of an embedded resource's metadata: as it is stored, and the ways to what is not known in it. */
export type ReadMetadata = (
  metadata: JsonObject,
) => { metadata: JsonObject; unknown: readonly Path[] } | { error: string };

/** A custom resource pruned and defaulted by its schema. Without a schema it stays as it is. `keepNulls`: where none may be too. */
export function customResource(
  object: JsonObject,
  schema: Schema | undefined,
  readMetadata: ReadMetadata,
  keepNulls = false,
): StoredCustomResource {
  const copy = cloneJson(object);
  if (!schema) return { object: copy, unknown: [] };
  const settler = new Settler(readMetadata);
  settler.prune(copy, { ...schema, [EMBEDDED]: true }, []);
  if (!keepNulls) dropNulls(copy, schema);
  settler.readEmbedded(copy, schema, []);
  const { unknown, error } = settler;
  if (error) return { object: copy, unknown, error };
  fillIn(copy, schema);
  return { object: copy, unknown };
}

/**
 * A custom resource as it comes back from where it is stored: without what the stored version does not know, and with
 * its defaults. `stored`: the schema of that version where it is another one.
 */
export function readBack(
  object: JsonObject,
  schema: Schema | undefined,
  stored: Schema | undefined,
): JsonObject {
  if (!schema) return object;
  const copy = cloneJson(object);
  const { metadata } = copy;
  for (const version of stored ? [stored, schema] : [schema]) {
    new Settler(undefined).prune(copy, { ...version, [EMBEDDED]: true }, []);
    dropNulls(copy, version);
    if (version === (stored ?? schema)) fillIn(copy, version);
  }
  return metadata === undefined ? copy : { ...copy, metadata };
}

/** An object with the defaults of its schema filled in. */
export function defaulted(object: JsonObject, schema: Schema | undefined): JsonObject {
  const copy = cloneJson(object);
  fillIn(copy, schema);
  return copy;
}

/** The schema of a field or of a map's value. */
function schemaOf(schema: Schema, key: string): Schema | undefined {
  return ptr(obj(schema, 'properties'), key) ?? ptr(schema, 'additionalProperties');
}

class Settler {
  readonly unknown: Path[] = [];
  error: StoredCustomResource['error'];

  constructor(private readonly readMetadata: ReadMetadata | undefined) {}

  /** Drops what the schema does not declare, all of it where there is none. */
  prune(value: JsonValue, schema: Schema | undefined, path: Path): void {
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
  private keep(value: JsonValue, schema: Schema | undefined, path: Path): void {
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
  readEmbedded(value: JsonValue, schema: Schema | undefined, path: Path): void {
    if (!schema) return;
    if (Array.isArray(value)) {
      for (const [at, item] of value.entries()) this.readEmbedded(item, ptr(schema, 'items'), [...path, at]);
      return;
    }
    if (!isObject(value)) return;
    if (bool(schema, EMBEDDED)) this.readResource(value, path);
    if (this.error) return;
    for (const key of definedKeys(value)) {
      this.readEmbedded(value[key] as JsonValue, schemaOf(schema, key), [...path, key]);
    }
  }

  private readResource(value: JsonObject, path: Path): void {
    for (const key of ['apiVersion', 'kind']) {
      if (hasKey(value, key) && typeof value[key] !== 'string') {
        this.fail([...path, key], value[key] as JsonValue, 'must be a string');
      }
    }
    if (!hasKey(value, 'metadata')) return;
    const metadata = value['metadata'] as JsonValue;
    const at = [...path, 'metadata'];
    const read = this.readMetadata?.(isObject(metadata) ? metadata : {});
    if (!read) return;
    if ('error' in read) this.fail(at, metadata, read.error);
    else {
      value['metadata'] = read.metadata;
      for (const inner of read.unknown) this.unknown.push([...path, ...inner]);
    }
  }

  private fail(path: Path, value: JsonValue, why: string): void {
    this.error ??= { message: `${fieldPath(path)}: Invalid value: ${goJson(value)}: ${why}`, path };
  }
}

function isNull(value: JsonValue | undefined, schema: Schema | undefined): boolean {
  return value === null && schema !== undefined && !bool(schema, 'nullable');
}

/** Drops nulls where none may be; those that a default takes the place of stay for it. */
function dropNulls(value: JsonValue, schema: Schema | undefined): void {
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
function fillIn(value: JsonValue, schema: Schema | undefined): void {
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
    const property: Schema | undefined = ptr(properties, key);
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
