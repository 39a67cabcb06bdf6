/**
 * What can be read of an object that no server has looked at here: one of a dump, or of an older manifest. Whoever reads
 * objects by the types of src/api/objects.ts may rely on what a stored object always has; what a file says need not have it.
 */
import { zeroOf } from '../api/go-encode.js';
import { fieldsOf, type GoStruct, type GoType, goStruct, goStructOfKind } from '../api/go-types.js';
import { isObject, type JsonObject, type JsonValue, valueAt } from '../api/json.js';
import { groupOf, isBuiltIn } from '../api/object-key.js';
import type { KubernetesVersion } from '../api/version.js';
import { type DecodeError, decode } from './decode.js';
import { goQuote } from './field-errors.js';

/** What every object has. */
const OBJECT = goStruct('meta.v1.PartialObjectMetadata') as GoStruct;

export interface Readable {
  /** The object in the server's types, without what is of another type. */
  object: JsonObject;
  /** The first thing that the server's decoder would not take. */
  error?: DecodeError;
}

/**
 * An object as far as the server's own types read it. Of kinds that are not built in only the metadata is read; what is
 * malformed there is dropped without a word, as a server does with what it has stored.
 */
export function readable(object: JsonObject, version: KubernetesVersion): Readable {
  const { apiVersion = '', kind = '', metadata = {} } = object;
  const struct = goStructOfKind(String(apiVersion), String(kind));
  if (struct) {
    const { object: read, error } = decode(object, struct, version, { lenient: true });
    // What is nested too deep is not read at all; its name is.
    const named = error && !read['metadata'] ? metadataOf(metadata, version) : {};
    return { object: { ...named, ...read, apiVersion, kind }, ...(error && { error }) };
  }
  const whole = { object: { ...object, ...metadataOf(metadata, version) } };
  if (!isBuiltIn(groupOf(String(apiVersion)))) return whole;
  const message = `no kind ${goQuote(String(kind))} is registered for version ${goQuote(String(apiVersion))}`;
  return { ...whole, error: { message, path: ['apiVersion'] } };
}

function metadataOf(metadata: JsonValue, version: KubernetesVersion): JsonObject {
  return { metadata: {}, ...decode({ metadata }, OBJECT, version, { lenient: true }).object };
}

/** True for a workload without the selector that each has: Go writes it even where there is none, and validation asks for it. */
export function lacksSelector(object: JsonObject, version: KubernetesVersion): boolean {
  const struct = goStructOfKind(String(object['apiVersion']), String(object['kind']));
  const type = struct && fieldsOf(struct, version).find(({ json }) => json === 'spec')?.type;
  const inner = type?.kind === 'struct' ? goStruct(type.key) : undefined;
  const field = inner && fieldsOf(inner, version).find(({ json }) => json === 'selector');
  if (field?.type.kind !== 'pointer' || field.omitEmpty) return false;
  return !isObject(valueAt(object, ['spec', 'selector']));
}

/** Writes into a decoded object what every stored one has: metadata, `spec`, what Go writes even when it is empty. */
export function complete(object: JsonObject, version: KubernetesVersion): void {
  const struct = goStructOfKind(String(object['apiVersion']), String(object['kind']));
  fill(object, struct ?? OBJECT, version);
}

/** A field that may have to be made, or looked into. */
interface Part {
  json: string;
  type: GoType;
  /** Go writes it even when empty. */
  needed: boolean;
}

const partsByVersion = new WeakMap<GoStruct, Map<KubernetesVersion, readonly Part[]>>();

function partsOf(struct: GoStruct, version: KubernetesVersion): readonly Part[] {
  let known = partsByVersion.get(struct);
  if (!known) partsByVersion.set(struct, (known = new Map()));
  let parts = known.get(version);
  if (!parts) known.set(version, (parts = collectParts(struct, version)));
  return parts;
}

function collectParts(struct: GoStruct, version: KubernetesVersion): Part[] {
  return fieldsOf(struct, version).flatMap((field): Part[] => {
    const { json, type, embedded, omitEmpty } = field;
    if (embedded) {
      const inner = type.kind === 'struct' ? goStruct(type.key) : undefined;
      return inner ? collectParts(inner, version) : [];
    }
    const needed = !omitEmpty || json === 'spec' || json === 'metadata';
    return needed || holdsStructs(type) ? [{ json, type, needed }] : [];
  });
}

function holdsStructs(type: GoType): boolean {
  switch (type.kind) {
    case 'pointer':
      return holdsStructs(type.to);
    case 'slice':
    case 'map':
      return holdsStructs(type.of);
    default:
      return type.kind === 'struct' && !WRITES_ITSELF.test(type.key);
  }
}

/** Structs that stand in JSON as one of their fields alone, with no key of their own. */
const WRITES_ITSELF = /\.JSONSchemaPropsOr(?:Array|Bool|StringArray)$/;

/** Writes into a decoded struct what Go always writes of it: required texts, numbers and lists, `spec` and what is in it. */
function fill(value: JsonObject, struct: GoStruct, version: KubernetesVersion): JsonObject {
  for (const { json, type, needed } of partsOf(struct, version)) {
    const have = value[json];
    if (have !== undefined && have !== null) fillInside(have, type, version);
    else if (needed) {
      const made = emptyOf(type, version);
      if (made !== undefined) value[json] = made;
    }
  }
  return value;
}

function fillInside(value: JsonValue, type: GoType, version: KubernetesVersion): void {
  if (type.kind === 'pointer') fillInside(value, type.to, version);
  else if (type.kind === 'struct') {
    const struct = goStruct(type.key);
    if (struct && isObject(value)) fill(value, struct, version);
  } else if (type.kind === 'slice' && Array.isArray(value)) {
    for (const one of value) fillInside(one, type.of, version);
  } else if (type.kind === 'map' && isObject(value)) {
    for (const key of Object.keys(value)) fillInside(value[key] ?? null, type.of, version);
  }
}

/** What a reader may rely on; nothing where the types say that it may be missing (pointers, times, amounts). */
function emptyOf(type: GoType, version: KubernetesVersion): JsonValue | undefined {
  switch (type.kind) {
    case 'string':
    case 'bool':
    case 'int':
    case 'float':
      return zeroOf(type);
    case 'slice':
      return [];
    case 'map':
      return Object.create(null);
    case 'struct': {
      const struct = goStruct(type.key);
      return struct && fill({}, struct, version);
    }
    default:
      return undefined;
  }
}
