import { isObject, type JsonObject, type JsonValue } from '../api/json.js';
import type { JsonType, SchemaNode } from './set.js';
import { normalFormat, STRING_FORMATS } from './string-formats.js';

/** The schema of a custom kind nests no deeper than this; what is deeper is left open. */
const DEEPEST = 60;
const OBJECT_META = '#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';
const TYPES: readonly JsonType[] = ['string', 'integer', 'number', 'boolean', 'array', 'object'];
/** Formats that the server checks the same way as those of its own kinds. */
const FORMATS = ['int32', 'int64'];
const NUMBERS = [
  'minimum',
  'maximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
];
const COUNTS = NUMBERS.slice(3);
const LIST_TYPES = ['atomic', 'set', 'map'] as const;

/**
 * The `openAPIV3Schema` of a CustomResourceDefinition as a schema of whole objects: closed against fields that the
 * server would prune, nulls where they are allowed or replaced by a default, metadata as every object has it.
 * Follows the structural schemas of k8s.io/apiextensions-apiserver. Parts that make no sense say nothing.
 */
export function customSchema(schema: JsonValue | undefined): SchemaNode {
  const root: SchemaNode = isObject(schema) ? convert(schema, 0, true) : {};
  root.type = 'object';
  root.properties = {
    ...root.properties,
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata: { $ref: OBJECT_META },
  };
  if (!isObject(schema) || (schema['properties'] === undefined && schema['type'] === undefined)) {
    delete root.additionalProperties;
  }
  return root;
}

function convert(schema: JsonObject, depth: number, structural: boolean): SchemaNode {
  if (depth > DEEPEST) return {};
  const node: SchemaNode = {};
  const rules: Record<string, unknown> = {};
  const types = typesOf(schema);
  const [type, ...others] = types;
  if (type !== undefined) node.type = others.length === 0 ? type : types;
  const format = schema['format'];
  if (typeof format === 'string') {
    if (FORMATS.includes(format)) node.format = format;
    // A format that the server does not know says nothing.
    else if (STRING_FORMATS.has(normalFormat(format))) rules['format'] = normalFormat(format);
  }

  const enumValues = schema['enum'];
  if (Array.isArray(enumValues) && enumValues.length > 0) {
    if (enumValues.every((value) => typeof value === 'string')) node.enum = enumValues;
    else if (enumValues.every((value) => typeof value !== 'bigint')) rules['enum'] = enumValues;
  }
  addFields(node, rules, schema, depth, structural);
  addLimits(rules, schema);
  addAlternatives(rules, schema, depth);
  addHints(node, schema);
  if (Object.keys(rules).length > 0) node.rules = rules;
  return node;
}

function typesOf(schema: JsonObject): JsonType[] {
  const intOrString = schema['x-kubernetes-int-or-string'] === true;
  const written = TYPES.find((type) => type === schema['type']);
  const types: JsonType[] = intOrString ? ['integer', 'string'] : written ? [written] : [];
  // A null is taken where it says so, and where a default takes its place.
  const nullable =
    schema['nullable'] === true || (schema['default'] !== undefined && schema['default'] !== null);
  return types.length > 0 && nullable ? [...types, 'null'] : types;
}

function addFields(
  node: SchemaNode,
  rules: Record<string, unknown>,
  schema: JsonObject,
  depth: number,
  structural: boolean,
): void {
  const properties = isObject(schema['properties']) ? schema['properties'] : undefined;
  if (properties) node.properties = fields(properties, depth, structural);
  if (isObject(schema['items'])) node.items = convert(schema['items'], depth + 1, structural);

  const additional = schema['additionalProperties'];
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true || additional === true;
  if (isObject(additional)) node.additionalProperties = convert(additional, depth + 1, structural);
  else if (structural && schema['type'] === 'object' && !open) node.additionalProperties = false;

  let required = texts(schema['required']);
  if (schema['x-kubernetes-embedded-resource'] === true) {
    node.properties = own([
      ...Object.entries(node.properties ?? {}),
      ['apiVersion', { type: 'string' }],
      ['kind', { type: 'string' }],
      ['metadata', { $ref: OBJECT_META }],
    ]);
    required = [...new Set([...required, 'apiVersion', 'kind'])];
  }
  // The server fills in defaults before it asks what is missing.
  const missed = required.filter((name) => {
    const field = properties && Object.hasOwn(properties, name) ? properties[name] : undefined;
    return !isObject(field) || field['default'] === undefined;
  });
  if (missed.length > 0) rules['required'] = missed;
}

function fields(properties: JsonObject, depth: number, structural: boolean): Record<string, SchemaNode> {
  return own(
    Object.entries(properties).map(([name, field]) => [
      name,
      isObject(field) ? convert(field, depth + 1, structural) : {},
    ]),
  );
}

/** A mapping whose keys may be any text, `__proto__` too. */
function own(entries: [string, SchemaNode][]): Record<string, SchemaNode> {
  return Object.fromEntries(entries);
}

function addLimits(rules: Record<string, unknown>, schema: JsonObject): void {
  for (const keyword of NUMBERS) {
    const limit = schema[keyword];
    if (typeof limit !== 'number' || !Number.isFinite(limit)) continue;
    if (
      COUNTS.includes(keyword) ? Number.isInteger(limit) && limit >= 0 : keyword !== 'multipleOf' || limit > 0
    ) {
      rules[keyword] = limit;
    }
  }
  for (const [flag, keyword] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (schema[flag] !== true || rules[keyword] === undefined) continue;
    rules[flag] = rules[keyword];
    delete rules[keyword];
  }
  if (typeof schema['pattern'] === 'string') rules['matches'] = schema['pattern'];
}

function addAlternatives(rules: Record<string, unknown>, schema: JsonObject, depth: number): void {
  const alternatives: Record<string, SchemaNode[]> = {};
  for (const keyword of ['allOf', 'anyOf', 'oneOf'] as const) {
    const of = schema[keyword];
    if (!Array.isArray(of) || of.length === 0) continue;
    alternatives[keyword] = of.map((part) => (isObject(part) ? convert(part, depth + 1, false) : {}));
  }
  if (isObject(schema['not'])) alternatives['not'] = [convert(schema['not'], depth + 1, false)];
  if (Object.keys(alternatives).length > 0) rules['alternatives'] = alternatives;
}

function addHints(node: SchemaNode, schema: JsonObject): void {
  const listType = LIST_TYPES.find((type) => type === schema['x-kubernetes-list-type']);
  if (listType) node['x-kubernetes-list-type'] = listType;
  const keys = texts(schema['x-kubernetes-list-map-keys']);
  if (keys.length > 0) node['x-kubernetes-list-map-keys'] = keys;
  const mapType = schema['x-kubernetes-map-type'];
  if (mapType === 'atomic' || mapType === 'granular') node['x-kubernetes-map-type'] = mapType;
}

function texts(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
