import type { Path } from '../../src/api/json.js';
import type { KubernetesVersion } from '../../src/api/version.js';
import type { CrdSchemas } from '../../src/schema/crds.js';
import { schemaSet } from '../../src/schema/files.js';
import { resources } from '../../src/schema/resources.js';
import type { JsonType } from '../../src/schema/set.js';
import { nodeAt, type SchemaSource } from '../../src/schema/walk.js';

/** What the schema says of one field, in the terms of comparing and merging. */
export interface FieldSchema {
  /** Empty where any type will do. */
  types: readonly JsonType[];
  /** `quantity`, `int-or-string`, `date-time`, `micro-time`, `byte`, `int32`, `int64`, `double`. */
  format?: string;
  /** The name of its definition: `io.k8s.api.core.v1.Container`. */
  definition?: string;
  listType?: 'atomic' | 'set' | 'map';
  /** The fields that tell the items of a `map` list apart. */
  listMapKeys?: readonly string[];
  mapType?: 'atomic' | 'granular';
  /** The field that strategic merge patches match items by. */
  patchMergeKey?: string;
  /** `merge`, `retainKeys`, or both, comma-separated. */
  patchStrategy?: string;
  /** Its field names, if it is a mapping with known fields. */
  fields?: readonly string[];
  required?: readonly string[];
  /** The values it can have. */
  values?: readonly string[];
}

/**
 * What is known of the field at `path` of a kind; undefined if the kind or the field is not known, or the field is open.
 * Numbers in `path` are items of lists.
 */
export function schemaAt(
  version: KubernetesVersion,
  apiVersion: string,
  kind: string,
  path: Path,
  crds?: CrdSchemas,
): FieldSchema | undefined {
  const source = sourceOf(version, apiVersion, kind, crds);
  const found = source && nodeAt(source, path);
  if (!found) return undefined;
  const { node, definition } = found;
  const types = node.type === undefined ? [] : Array.isArray(node.type) ? node.type : [node.type];
  const field: FieldSchema = {
    types,
    format: node.format,
    definition,
    listType: node['x-kubernetes-list-type'],
    listMapKeys: node['x-kubernetes-list-map-keys'],
    mapType: node['x-kubernetes-map-type'],
    patchMergeKey: node['x-kubernetes-patch-merge-key'],
    patchStrategy: node['x-kubernetes-patch-strategy'],
    fields: node.properties && Object.keys(node.properties),
    required: node.required ?? (node.rules?.['required'] as string[] | undefined),
    values: node.enum?.filter((value) => value !== '').map(String),
  };
  return Object.fromEntries(
    Object.entries(field).filter(([, value]) => value !== undefined),
  ) as unknown as FieldSchema;
}

function sourceOf(
  version: KubernetesVersion,
  apiVersion: string,
  kind: string,
  crds: CrdSchemas | undefined,
): SchemaSource | undefined {
  const custom = crds?.find(apiVersion, kind);
  if (custom) return custom.source;
  const info = resources(version).find(apiVersion, kind);
  if (!info) return undefined;
  const { definitions } = schemaSet(version);
  return { root: definitions[info.definition] ?? {}, definitions };
}
