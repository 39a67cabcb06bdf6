/** Shapes of fields from the committed schemas of Kubernetes, and from CustomResourceDefinitions. */
import { type JsonValue, ownValue, type Path } from '../api/json.js';
import { type KubernetesVersion, NEWEST_VERSION } from '../api/version.js';
import { type CustomKind, crdSchemas } from './crds.js';
import { type FieldShape, SHAPELESS, type ShapeAt } from './field-shape.js';
import { type Resource, resources } from './resources.js';
import { refName, type SchemaNode } from './set.js';

const OBJECT_META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';
/** What every object has, whatever its schema says. */
const OBJECT: Record<string, SchemaNode> = {
  metadata: { $ref: `#/definitions/${OBJECT_META}` },
  apiVersion: { type: 'string' },
  kind: { type: 'string' },
};
/** The only key fields of built-in lists that have a default (k8s.io/api: ContainerPort and ServicePort). */
const KEY_DEFAULTS: Readonly<Record<string, JsonValue>> = { protocol: 'TCP' };

/** A node of a schema and what its field says beside it. */
type ShapeNode = SchemaNode & {
  'x-kubernetes-preserve-unknown-fields'?: boolean;
  'x-kubernetes-int-or-string'?: boolean;
  'x-kubernetes-embedded-resource'?: boolean;
  default?: unknown;
};

type Definitions = (name: string) => SchemaNode | undefined;

/** What is known of a kind: its fields, and whether the kind is Kubernetes' own (and merged by its merge keys). */
export interface KindShape {
  shapeAt: ShapeAt;
  builtIn: boolean;
}

const builtIn = new Map<string, KindShape>();
const custom = new WeakMap<CustomKind, KindShape>();
const UNKNOWN: KindShape = { shapeAt: SHAPELESS, builtIn: false };

/** The shapes of the fields of a kind that a Kubernetes minor has, by its resource; the same value every time. */
export function builtInShape(version: KubernetesVersion, { definition }: Resource): KindShape {
  const key = `${version} ${definition}`;
  let shape = builtIn.get(key);
  if (!shape) {
    const root = { $ref: `#/definitions/${definition}` };
    shape = { shapeAt: shapesOf(root, (name) => resources(version).definition(name), true), builtIn: true };
    builtIn.set(key, shape);
  }
  return shape;
}

/** The shapes of the fields of a custom resource; the same value every time. */
export function customShape(kind: CustomKind): KindShape {
  let shape = custom.get(kind);
  if (!shape) {
    const open: ShapeNode = { 'x-kubernetes-preserve-unknown-fields': true };
    const schema = (kind.schema ?? open) as ShapeNode;
    const root: ShapeNode = {
      ...schema,
      properties: { ...schema.properties, ...OBJECT },
    };
    shape = {
      shapeAt: shapesOf(root, (name) => resources(NEWEST_VERSION).definition(name), false),
      builtIn: false,
    };
    custom.set(kind, shape);
  }
  return shape;
}

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
  const resource = resources(version).find(apiVersion, kind);
  if (resource) return builtInShape(version, resource);
  const found = crdSchemas(crds).find(apiVersion, kind);
  return found ? customShape(found) : UNKNOWN;
}

/** Shapes looked up from the root of a schema, remembered by path. */
function shapesOf(root: ShapeNode, definitions: Definitions, builtIn: boolean): ShapeAt {
  const resolve = (node: ShapeNode): ShapeNode => {
    if (node['x-kubernetes-embedded-resource'])
      return { ...node, properties: { ...node.properties, ...OBJECT } };
    if (node.$ref === undefined) return node;
    const { $ref, ...beside } = node;
    return { ...definitions(refName($ref)), ...beside };
  };
  const nodes = new Map<string, ShapeNode | undefined>([['', resolve(root)]]);
  const nodeAt = (path: Path): ShapeNode | undefined => {
    const key = path.map((step) => (typeof step === 'number' ? '#' : `.${step}`)).join('/');
    if (nodes.has(key)) return nodes.get(key);
    const parent = nodeAt(path.slice(0, -1));
    const child = parent && childOf(parent, path.at(-1) as string | number);
    const node = child && resolve(child);
    nodes.set(key, node);
    return node;
  };
  const shapes = new Map<ShapeNode, FieldShape>();
  return (path) => {
    const node = nodeAt(path);
    if (!node) return undefined;
    let shape = shapes.get(node);
    if (!shape) {
      shape = shapeOf(node, builtIn ? ownValue(KEY_DEFAULTS, String(path.at(-1))) : undefined);
      shapes.set(node, shape);
    }
    return shape;
  };
}

function childOf(node: ShapeNode, step: string | number): ShapeNode | undefined {
  if (typeof step === 'number') return node.items;
  if (node.properties && Object.hasOwn(node.properties, step)) return node.properties[step];
  return typeof node.additionalProperties === 'object' ? node.additionalProperties : undefined;
}

function shapeOf(node: ShapeNode, keyDefault: JsonValue | undefined): FieldShape {
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
