/** The types that expressions of policies are checked against (apiserver pkg/cel/openapi/resolver, pkg/cel/common/schemas.go). */
import type { Cluster } from '../../../cluster/cluster.js';
import { joinApiVersion } from '../../../schema/api-version.js';
import { type CustomKind, customKindsOf } from '../../../schema/crds.js';
import { type Resources, resources } from '../../../schema/resources.js';
import { refName, type SchemaNode } from '../../../schema/set.js';
import { escapeCelName, schemaType } from '../../cel/schema-type.js';
import { type CelType, DYN, listOf, mapOf, objectType, STRING } from '../../cel/types.js';
import type { Schema } from '../../shared/structs.js';

const METADATA = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

/** Kinds that a world serves. */
export interface ServedKind {
  group: string;
  version: string;
  kind: string;
}

/** The kind of a resource, `deployments`; undefined where nobody serves it. */
export function kindOfResource(
  group: string,
  version: string,
  resource: string,
  cluster: Cluster,
): ServedKind | undefined {
  const apiVersion = joinApiVersion(group, version);
  const known = resources(cluster.version).named(apiVersion, resource);
  const custom = customKinds(cluster).find(
    ({ info }) => info.apiVersion === apiVersion && info.plural === resource,
  );
  const kind = known?.kind ?? custom?.info.kind;
  return kind === undefined ? undefined : { group, version, kind };
}

/** The type of a kind's objects; undefined where it is not known. */
export function typeOfKind(apiVersion: string, kind: string, cluster: Cluster): CelType | undefined {
  const table = resources(cluster.version);
  const known = table.find(apiVersion, kind);
  if (known) return builtInType(table, kind, known.definition);
  const custom = customKinds(cluster).find(
    ({ info }) => info.apiVersion === apiVersion && info.kind === kind,
  );
  return custom?.schema && customType(table, kind, custom.schema as Schema);
}

function customKinds(cluster: Cluster): CustomKind[] {
  return cluster.list('CustomResourceDefinition').flatMap((definition) => customKindsOf(definition));
}

function customType(table: Resources, kind: string, schema: Schema): CelType | undefined {
  const type = schemaType(schema, true, kind);
  if (type?.kind !== 'object') return type;
  const metadata = definitionType(table, METADATA, `${kind}.metadata`, []);
  const { fields } = asRead(type);
  return { ...type, fields: new Map([...fields, ['metadata', metadata]]) };
}

type ObjectType = CelType & { kind: 'object' };

const ESCAPED = /^__([a-z]+)__$/;

/** Policies read objects as they are written: fields by their plain names too, times and bytes as texts. */
function asRead<T extends CelType>(type: T): T;
function asRead(type: CelType): CelType {
  switch (type.kind) {
    case 'object': {
      const fields = new Map<string, CelType>();
      for (const [name, inner] of type.fields) {
        const read = asRead(inner);
        for (const one of [name, ESCAPED.exec(name)?.[1]]) if (one !== undefined) fields.set(one, read);
      }
      return { ...type, fields } satisfies ObjectType;
    }
    case 'list':
      return listOf(asRead(type.of));
    case 'map':
      return mapOf(type.key, asRead(type.value));
    case 'bytes':
    case 'duration':
    case 'timestamp':
      return DYN;
    default:
      return type;
  }
}

/** Formats of texts that are no more than texts; the server takes others for times and bytes, and runs them as texts. */
const PLAIN_TEXT: ReadonlySet<string> = new Set(['', 'uuid']);

const builtIn = new WeakMap<Resources, Map<string, CelType>>();

function builtInType(table: Resources, kind: string, definition: string): CelType {
  const known = builtIn.get(table) ?? new Map<string, CelType>();
  builtIn.set(table, known);
  const type = known.get(definition) ?? definitionType(table, definition, kind, []);
  known.set(definition, type);
  return type;
}

/** `above`: the definitions around it. One that is in itself can hold anything. */
function definitionType(
  table: Resources,
  definition: string,
  name: string,
  above: readonly string[],
): CelType {
  const node = table.definition(definition);
  if (!node || above.includes(definition)) return DYN;
  return nodeType(table, node, name, [...above, definition]);
}

function nodeType(table: Resources, node: SchemaNode, name: string, above: readonly string[]): CelType {
  if (node.$ref !== undefined) return definitionType(table, refName(node.$ref), name, above);
  const { format = '', type, properties, additionalProperties, items } = node;
  if (format === 'quantity' || format === 'int-or-string') return DYN;
  switch (type) {
    case 'array':
      return listOf(items ? nodeType(table, items, `${name}.@idx`, above) : DYN);
    case 'object': {
      if (!properties && typeof additionalProperties === 'object') {
        return mapOf(STRING, nodeType(table, additionalProperties, `${name}.@elem`, above));
      }
      if (!properties) return DYN;
      const fields: Record<string, CelType> = Object.create(null);
      for (const [key, property] of Object.entries(properties)) {
        const type = nodeType(table, property, `${name}.${key}`, above);
        // The server knows `__namespace__` alone here, but runs `namespace`: to warn of that would be wrong.
        for (const field of [escapeCelName(key), key]) if (field !== undefined) fields[field] = type;
      }
      return objectType(name, fields);
    }
    case 'string':
      return PLAIN_TEXT.has(format) ? STRING : DYN;
    case 'boolean':
      return { kind: 'bool' };
    case 'number':
      return { kind: 'double' };
    case 'integer':
      return { kind: 'int' };
    default:
      return DYN;
  }
}
