/** Shapes of fields from the committed schemas of Kubernetes, and from CustomResourceDefinitions. */
import { isObject, type JsonObject, type JsonValue, type Path } from '../api/json.js';
import { groupOf, versionOf } from '../api/object-key.js';
import type { KubernetesVersion } from '../api/version.js';
import { catalog } from '../schema/catalog.js';
import { refName, type SchemaNode } from '../schema/set.js';
import { type FieldShape, SHAPELESS, type ShapeAt } from './shape.js';

const OBJECT_META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';
/** The only key fields of built-in lists that have a default (k8s.io/api: ContainerPort and ServicePort). */
const KEY_DEFAULTS: Readonly<Record<string, JsonValue>> = { protocol: 'TCP' };

/** What is known of a kind: its fields, and whether the kind is Kubernetes' own (and merged by its merge keys). */
export interface KindShape {
  shapeAt: ShapeAt;
  builtIn: boolean;
  /** Undefined for a kind that nobody declares. */
  namespaced?: boolean;
  /** The schema of a custom resource, to be held against it. */
  customSchema?: JsonObject;
}

/** A node of a schema and what its field says beside it. */
type Node = SchemaNode & {
  'x-kubernetes-preserve-unknown-fields'?: boolean;
  'x-kubernetes-int-or-string'?: boolean;
  default?: unknown;
};

type Definitions = (name: string) => SchemaNode | undefined;

/**
 * The shapes of the fields of `apiVersion` `kind` in a Kubernetes version; of the given
 * CustomResourceDefinitions where the version does not have the kind. Shapeless for a kind nobody declares.
 */
export function kindShape(
  version: KubernetesVersion,
  apiVersion: string,
  kind: string,
  crds: readonly JsonValue[] = [],
): KindShape {
  const kinds = catalog(version);
  const info = kinds.kind(apiVersion, kind);
  if (info) {
    const definitions: Definitions = (name) => kinds.definition(name);
    return {
      shapeAt: shapesOf({ $ref: `#/definitions/${info.definition}` }, definitions, true),
      builtIn: true,
      namespaced: info.namespaced,
    };
  }
  for (const crd of crds) {
    const found = customKind(crd, apiVersion, kind);
    if (!found) continue;
    const meta = { $ref: `#/definitions/${OBJECT_META}` };
    const root: Node = {
      ...found.schema,
      properties: {
        ...found.schema.properties,
        metadata: meta,
        apiVersion: { type: 'string' },
        kind: { type: 'string' },
      },
    };
    return {
      shapeAt: shapesOf(root, (name) => kinds.definition(name), false),
      builtIn: false,
      namespaced: found.namespaced,
      customSchema: found.schema as JsonObject,
    };
  }
  return { shapeAt: SHAPELESS, builtIn: false };
}

function customKind(
  crd: JsonValue,
  apiVersion: string,
  kind: string,
): { schema: Node; namespaced: boolean } | undefined {
  if (!isObject(crd) || crd['kind'] !== 'CustomResourceDefinition' || !isObject(crd['spec']))
    return undefined;
  const { group, names, versions, scope } = crd['spec'];
  if (group !== groupOf(apiVersion) || !isObject(names) || names['kind'] !== kind) return undefined;
  const version = Array.isArray(versions)
    ? versions.find((entry) => isObject(entry) && entry['name'] === versionOf(apiVersion))
    : undefined;
  if (!isObject(version)) return undefined;
  const schema = isObject(version['schema']) ? version['schema']['openAPIV3Schema'] : undefined;
  const open = { 'x-kubernetes-preserve-unknown-fields': true };
  return { schema: (isObject(schema) ? schema : open) as Node, namespaced: scope !== 'Cluster' };
}

/** Shapes looked up from the root of a schema, remembered by path. */
function shapesOf(root: Node, definitions: Definitions, builtIn: boolean): ShapeAt {
  const resolve = (node: Node): Node => {
    if (node.$ref === undefined) return node;
    const { $ref, ...beside } = node;
    return { ...definitions(refName($ref)), ...beside };
  };
  const nodes = new Map<string, Node | undefined>([['', resolve(root)]]);
  const nodeAt = (path: Path): Node | undefined => {
    const key = path.map((step) => (typeof step === 'number' ? '#' : `.${step}`)).join('/');
    if (nodes.has(key)) return nodes.get(key);
    const parent = nodeAt(path.slice(0, -1));
    const child = parent && childOf(parent, path.at(-1) as string | number);
    const node = child && resolve(child);
    nodes.set(key, node);
    return node;
  };
  const shapes = new Map<Node, FieldShape>();
  return (path) => {
    const node = nodeAt(path);
    if (!node) return undefined;
    let shape = shapes.get(node);
    if (!shape) {
      shape = shapeOf(node, builtIn ? KEY_DEFAULTS[String(path.at(-1))] : undefined);
      shapes.set(node, shape);
    }
    return shape;
  };
}

function childOf(node: Node, step: string | number): Node | undefined {
  if (typeof step === 'number') return node.items;
  if (node.properties && Object.hasOwn(node.properties, step)) return node.properties[step];
  return typeof node.additionalProperties === 'object' ? node.additionalProperties : undefined;
}

function shapeOf(node: Node, keyDefault: JsonValue | undefined): FieldShape {
  const either = node['x-kubernetes-int-or-string'] === true;
  return {
    type: either || Array.isArray(node.type) ? 'untyped' : (node.type as FieldShape['type']),
    format: node.format,
    listType: node['x-kubernetes-list-type'],
    listMapKeys: node['x-kubernetes-list-map-keys'],
    mapType: node['x-kubernetes-map-type'],
    patchMergeKey: node['x-kubernetes-patch-merge-key'],
    patchStrategy: node['x-kubernetes-patch-strategy']?.split(','),
    fields: node.properties && Object.keys(node.properties),
    isMap: typeof node.additionalProperties === 'object',
    preservesUnknown: node['x-kubernetes-preserve-unknown-fields'] === true,
    default: node.default ?? keyDefault,
  };
}
