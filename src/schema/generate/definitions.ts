import { type JsonType, refName, type SchemaNode } from '../set.js';
import { enumOf } from './enums.js';
import type { OpenApiDocument, OpenApiSchema } from './openapi.js';
import { requiredOf } from './required.js';
import { typeName } from './type-name.js';

/** Go types with a reader of their own: what their JSON may be is not what the document says. */
const OWN_READERS: Record<string, SchemaNode> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { type: ['string', 'number'], format: 'quantity' },
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { type: ['integer', 'string'], format: 'int-or-string' },
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': { type: 'string', format: 'date-time' },
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': { type: 'string', format: 'micro-time' },
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': {},
  'io.k8s.apimachinery.pkg.apis.meta.v1.Patch': {},
  'io.k8s.apimachinery.pkg.runtime.RawExtension': {},
};

/** Label selectors that the API server stores as they are and leaves to others to read: any operator will do. */
const SELECTORS_LEFT_TO_OTHERS = ['autoscaling.MetricIdentifier.selector'];
const LABEL_SELECTOR = 'io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector';
const LABEL_SELECTOR_REQUIREMENT = `${LABEL_SELECTOR}Requirement`;

/** The hints that merging and listing act on; they stand beside a type or a `$ref`. */
const HINTS = [
  'x-kubernetes-list-type',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-map-type',
  'x-kubernetes-patch-merge-key',
  'x-kubernetes-patch-strategy',
] as const;

/**
 * The document's definitions without prose, closed against unknown fields where the server refuses them,
 * with the value lists of enums, and with quantities, int-or-strings and times as types of their own.
 */
export function stripDefinitions(document: OpenApiDocument, kubernetes: string): Record<string, SchemaNode> {
  const stripped: Record<string, SchemaNode> = {};
  for (const [name, schema] of Object.entries(document.definitions ?? {})) {
    stripped[name] = OWN_READERS[name] ?? stripDefinition(name, schema, kubernetes);
    for (const property of Object.keys(schema.properties ?? {})) {
      if (!SELECTORS_LEFT_TO_OTHERS.includes(`${typeName(name)}.${property}`)) continue;
      stripped[name]!.properties![property] = openSelector(document);
    }
  }
  return stripped;
}

function stripDefinition(name: string, schema: OpenApiSchema, kubernetes: string): SchemaNode {
  const node = strip(schema);
  // A struct without fields (CustomResourceSubresourceStatus) refuses every field.
  if (schema.type === 'object' && !schema.properties && !isOpen(schema)) node.additionalProperties ??= false;
  for (const property of Object.keys(schema.properties ?? {})) {
    const target = node.properties?.[property];
    const values = enumOf(name, property, kubernetes);
    if (!target) continue;
    const one = target.items ?? target;
    if (values) one.enum = values;
    else delete one.enum;
  }
  const required = requiredOf(name, schema, kubernetes);
  delete node.required;
  if (required.length > 0) node.required = required;
  return node;
}

/** A label selector with its fields, but without the rules of its requirements' values. */
function openSelector(document: OpenApiDocument): SchemaNode {
  const selector = strip(document.definitions?.[LABEL_SELECTOR] ?? {});
  const requirements = selector.properties?.['matchExpressions'];
  const { required: _, ...requirement } = strip(document.definitions?.[LABEL_SELECTOR_REQUIREMENT] ?? {});
  if (requirements) requirements.items = requirement;
  return selector;
}

function strip(schema: OpenApiSchema): SchemaNode {
  const node: SchemaNode = {};
  for (const hint of HINTS) if (schema[hint] !== undefined) Object.assign(node, { [hint]: schema[hint] });
  if (schema.$ref !== undefined) return { $ref: `#/definitions/${refName(schema.$ref)}`, ...node };
  if (schema['x-kubernetes-int-or-string']) {
    return { ...node, type: ['integer', 'string'], format: 'int-or-string' };
  }
  if (schema.type !== undefined) node.type = schema.type as JsonType;
  if (schema.format !== undefined) node.format = schema.format;
  if (schema.enum !== undefined) node.enum = schema.enum;
  if (schema.items) node.items = strip(schema.items);
  if (schema.properties) {
    const properties = Object.entries(schema.properties);
    node.properties = Object.fromEntries(properties.map(([name, child]) => [name, strip(child)]));
    if (schema.required && schema.required.length > 0) node.required = [...schema.required].sort();
    if (!isOpen(schema)) node.additionalProperties = false;
  }
  if (typeof schema.additionalProperties === 'object')
    node.additionalProperties = strip(schema.additionalProperties);
  return node;
}

function isOpen(schema: OpenApiSchema): boolean {
  return (
    schema['x-kubernetes-preserve-unknown-fields'] === true ||
    schema['x-kubernetes-embedded-resource'] === true ||
    schema.additionalProperties !== undefined
  );
}
