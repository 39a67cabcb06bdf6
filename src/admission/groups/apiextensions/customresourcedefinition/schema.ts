/**
 * The rules of one schema of a definition (apiextensions-apiserver pkg/apis/apiextensions/validation): what the root may
 * hold, that it is structural, its defaults, then node by node.
 */

import { isObject } from '../../../../api/json.js';
import type { KubernetesVersion } from '../../../../api/version.js';
import { type At, FieldErrors, json } from '../../../field-errors.js';
import { bool, boolPtr, get, intPtr, keys, list, obj, ptr, str, strPtr } from '../../../fields.js';
import { NOT_EMPTY, ONE_LINE, ofRule } from '../../../shared/messages.js';
import type { Schema, ValidationRule } from '../../../shared/structs.js';
import { validateDefaults } from './defaults.js';
import { followFieldPath } from './field-path.js';
import { printSchema, setFields } from './print.js';
import { unstructurable, validateStructural } from './structural.js';
import { isUncorrelatable, LIST_TYPE, MAP_TYPE, validateMapList, validateTopology } from './topology.js';
import { TotalCost, validateRules } from './validation-rules.js';

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];
const ROOT_FIELDS = [
  'Description',
  'Type',
  'Format',
  'Title',
  'Maximum',
  'ExclusiveMaximum',
  'Minimum',
  'ExclusiveMinimum',
  'MaxLength',
  'MinLength',
  'Pattern',
  'MaxItems',
  'MinItems',
  'UniqueItems',
  'MultipleOf',
  'Required',
  'Items',
  'Properties',
  'ExternalDocs',
  'Example',
  'XPreserveUnknownFields',
  'XValidations',
];
const WITH_STATUS = 'if the status subresource is enabled';
const REASONS = ['FieldValueDuplicate', 'FieldValueForbidden', 'FieldValueInvalid', 'FieldValueRequired'];
const META: ReadonlySet<string> = new Set(['metadata', 'kind', 'apiVersion']);
/** What a schema is checked for. */
export interface SchemaOptions {
  statusEnabled: boolean;
  /** The Kubernetes that its rules are new to, as `CelEnvironment` has it. */
  newTo: KubernetesVersion | undefined;
}

/** Checks the schema behind `place` (that of the holder of `openAPIV3Schema`). */
export function validateSchema(
  schema: Schema | undefined,
  { statusEnabled, newTo }: SchemaOptions,
  place: At,
  errors: FieldErrors,
): void {
  if (!schema) return;
  const root = place.child('openAPIV3Schema');
  if (statusEnabled) validateRootWithStatus(schema, place, errors);
  if (bool(schema, 'nullable')) {
    errors.forbidden(place.child('openAPIV3Schema', 'nullable'), 'nullable cannot be true at the root');
  }
  const before = errors.count;
  const unfit = unstructurable(schema);
  let sound = false;
  if (unfit === undefined) {
    validateStructural(schema, root, errors);
    if (errors.count === before) validateDefaults(schema, root, errors);
    sound = errors.count === before;
  }
  const found = nothingFound(errors);
  const total = new TotalCost();
  const top = {
    place: root,
    root: true,
    ...(sound && { rules: { total, cardinality: 1, newTo } }),
  };
  validateNode(schema, top, found);
  errors.takeOver([...found.schema.list, ...found.rules.list]);
  if (unfit !== undefined && errors.count === before) errors.invalid(root, '', unfit);
  total.check(root, errors);
}

function validateRootWithStatus(schema: Schema, place: At, errors: FieldErrors): void {
  for (const field of setFields(schema)) {
    if (field === 'Type') {
      if (str(schema, 'type') === 'object') continue;
      errors.invalid(
        place.child('openAPIV3Schema', 'type'),
        str(schema, 'type'),
        `only "object" is allowed as the type at the root of the schema ${WITH_STATUS}`,
      );
      return;
    }
    if (ROOT_FIELDS.includes(field)) continue;
    errors.invalid(
      place.child('openAPIV3Schema'),
      printSchema(schema),
      `only [${ROOT_FIELDS.join(' ')}] fields are allowed at the root of the schema ${WITH_STATUS}`,
    );
    return;
  }
}

interface Found {
  schema: FieldErrors;
  rules: FieldErrors;
}

function nothingFound({ version, gates }: FieldErrors): Found {
  return { schema: new FieldErrors(version, gates), rules: new FieldErrors(version, gates) };
}

interface Where {
  place: At;
  root: boolean;
  insideMeta?: boolean;
  /** How rules of CEL count; absent where they are not looked at: in junctors, and where the schema is not sound. */
  rules?: { total: TotalCost; cardinality: number | undefined; newTo: KubernetesVersion | undefined };
  /** Why no default may stand here. */
  noDefault?: string;
  /** The highest node below which old and new values cannot be told to belong together. */
  uncorrelatable?: At;
}

function validateNode(schema: Schema, where: Where, all: Found): void {
  const { place } = where;
  const found = nothingFound(all.schema);
  const { schema: errors } = found;
  validateKeywords(schema, where, errors);
  if (bool(schema, 'uniqueItems')) {
    errors.forbidden(
      place.child('uniqueItems'),
      'uniqueItems cannot be set to true since the runtime complexity becomes quadratic',
    );
  }
  validateChildren(schema, where, found);
  if (boolPtr(schema, 'x-kubernetes-preserve-unknown-fields') === false) {
    errors.invalid(place.child('x-kubernetes-preserve-unknown-fields'), false, 'must be true or undefined');
  }
  validateTopology(schema, place, errors);
  validateMapList(schema, place, errors);
  const rules = list(schema, 'x-kubernetes-validations');
  rules.forEach((rule, index) => {
    validateRuleFields(rule, schema, place.child('x-kubernetes-validations').index(index), errors);
  });
  if (rules.length > 0 && errors.count === 0 && where.rules) {
    const { root, uncorrelatable } = where;
    const node = { schema, root, ...where.rules, ...(uncorrelatable && { uncorrelatable }) };
    validateRules(rules, node, place.child('x-kubernetes-validations'), found.rules);
  }
  all.schema.takeOver(errors.list);
  all.rules.takeOver(found.rules.list);
}

/** Keywords of JSON Schema that definitions do not take. */
function validateKeywords(schema: Schema, where: Where, errors: FieldErrors): void {
  const { place } = where;
  const type = str(schema, 'type');
  if (type !== '' && !TYPES.includes(type)) errors.unsupported(place.child('type'), type, TYPES);
  if (get(schema, 'default') !== undefined && where.noDefault !== undefined) {
    errors.forbidden(place.child('default'), `must not be set ${where.noDefault}`);
  }
  const unsupported = (key: string, there: boolean): void => {
    if (there) errors.forbidden(place.child(key), `${key} is not supported`);
  };
  unsupported('id', str(schema, 'id') !== '');
  unsupported('additionalItems', get(schema, 'additionalItems') !== undefined);
  unsupported('patternProperties', keys(obj(schema, 'patternProperties')).length > 0);
  unsupported('definitions', keys(obj(schema, 'definitions')).length > 0);
  unsupported('dependencies', ptr(schema, 'dependencies') !== undefined);
  unsupported('$ref', get(schema, '$ref') !== undefined);
  if (type === 'null') {
    errors.forbidden(place.child('type'), 'type cannot be set to null, use nullable as an alternative');
  }
  const items = get(schema, 'items');
  if (Array.isArray(items) && items.length > 0) {
    errors.forbidden(place.child('items'), 'items must be a schema object and not an array');
  }
  if (where.insideMeta && bool(schema, 'x-kubernetes-embedded-resource')) {
    errors.forbidden(
      place.child('x-kubernetes-embedded-resource'),
      'must not be used inside of resource meta',
    );
  }
}

function validateChildren(schema: Schema, where: Where, found: Found): void {
  const { rules, ...rest } = where;
  const nested = { ...rest, root: false };
  const inner = {
    ...nested,
    ...(rules && { rules: { ...rules, cardinality: times(rules.cardinality, schema) } }),
  };
  validateAdditional(schema, inner, found);
  validateProperties(schema, where, inner, found);
  validateJunctors(schema, nested, found);
  validateNamed(schema, 'definitions', nested, found);
  validateItems(schema, inner, found);
  validateNamed(schema, 'dependencies', nested, found);
}

function validateAdditional(schema: Schema, inner: Where, found: Found): void {
  const additional = get(schema, 'additionalProperties');
  if (additional === undefined) return;
  const place = inner.place.child('additionalProperties');
  if (keys(obj(schema, 'properties')).length > 0 && additional !== true) {
    found.schema.forbidden(place, 'additionalProperties and properties are mutual exclusive');
  }
  const node = ptr(schema, 'additionalProperties');
  if (!node) return;
  const noDefault = inner.insideMeta && {
    noDefault: 'inside additionalProperties applying to object metadata',
  };
  validateNode(node, { ...inner, place, ...noDefault }, found);
}

function validateProperties(schema: Schema, where: Where, inner: Where, found: Found): void {
  const { place } = where;
  const properties = obj(schema, 'properties');
  for (const name of keys(properties)) {
    const meta = (where.root || bool(schema, 'x-kubernetes-embedded-resource')) && META.has(name);
    const own: Where = {
      ...inner,
      place: place.child('properties').key(name),
      ...(isUncorrelatable(strPtr(schema, MAP_TYPE)) && { uncorrelatable: where.uncorrelatable ?? place }),
      ...(meta && { insideMeta: true }),
      ...(meta && where.root && { noDefault: `in top-level ${name}` }),
    };
    validateNode(obj(properties, name), own, found);
  }
}

function validateJunctors(schema: Schema, nested: Where, found: Found): void {
  const { place } = nested;
  const not = ptr(schema, 'not');
  if (not) validateNode(not, { ...nested, place: place.child('not') }, found);
  for (const name of ['allOf', 'oneOf', 'anyOf'] as const) {
    list(schema, name).forEach((node, index) => {
      validateNode(node, { ...nested, place: place.child(name).index(index) }, found);
    });
  }
}

function validateItems(schema: Schema, inner: Where, found: Found): void {
  const place = inner.place.child('items');
  const [items, single] = [get(schema, 'items'), ptr(schema, 'items')];
  const below =
    strPtr(schema, LIST_TYPE) === 'map'
      ? inner
      : { ...inner, uncorrelatable: inner.uncorrelatable ?? inner.place };
  if (Array.isArray(items)) {
    items.filter(isObject).forEach((node, index) => {
      validateNode(node, { ...below, place: place.index(index) }, found);
    });
  } else if (single) validateNode(single, { ...below, place }, found);
}

/** Schemas by name; a dependency can also be a list of names. */
function validateNamed(
  schema: Schema,
  field: 'definitions' | 'dependencies',
  nested: Where,
  found: Found,
): void {
  const schemas = obj(schema, field);
  for (const name of keys(schemas)) {
    const node = field === 'definitions' ? obj(schemas, name) : ptr(schemas, name);
    const place = nested.place.child(field).key(name);
    if (node) validateNode(node, { ...nested, place }, found);
  }
}

const LINE_BREAK = /[\n\r]/;

/** The fields of one rule of `x-kubernetes-validations`, its expressions aside. */
function validateRuleFields(rule: ValidationRule, schema: Schema, place: At, errors: FieldErrors): void {
  const text = str(rule, 'rule').trim();
  const message = str(rule, 'message');
  const at = (key: string): At => place.child(key);
  if (text === '') errors.required(at('rule'), 'rule is not specified');
  else if (message !== '' && message.trim() === '') {
    errors.invalid(at('message'), message, ofRule('message', NOT_EMPTY));
  } else if (LINE_BREAK.test(message.trim())) {
    errors.invalid(at('message'), message, ofRule('message', ONE_LINE));
  } else if (LINE_BREAK.test(text) && message.trim() === '') {
    errors.required(at('message'), 'message must be specified if rule contains line breaks');
  }
  const expression = str(rule, 'messageExpression');
  if (expression !== '' && expression.trim() === '') {
    errors.required(at('messageExpression'), 'messageExpression must be non-empty if specified');
  }
  const reason = strPtr(rule, 'reason');
  if (reason !== undefined && !REASONS.includes(reason))
    errors.unsupported(at('reason'), json(reason), REASONS);
  const path = str(rule, 'fieldPath');
  if (path === '') return;
  if (path.trim() === '') errors.invalid(at('fieldPath'), path, ofRule('fieldPath', NOT_EMPTY));
  if (LINE_BREAK.test(path)) errors.invalid(at('fieldPath'), path, ofRule('fieldPath', ONE_LINE));
  if (unstructurable(schema) === undefined && 'error' in followFieldPath(path, schema, { arrays: true })) {
    errors.invalid(at('fieldPath'), path, ofRule('fieldPath', 'must be a valid path'));
  }
}

/** How often the children of a node may be there; undefined where nothing limits it. */
function times(cardinality: number | undefined, schema: Schema): number | undefined {
  const type = str(schema, 'type');
  const many = type === 'array' || (type === 'object' && get(schema, 'additionalProperties') !== undefined);
  if (!many || cardinality === undefined) return cardinality;
  const most = intPtr(schema, type === 'array' ? 'maxItems' : 'maxProperties');
  return most === undefined ? undefined : cardinality * Math.max(0, Number(most));
}
