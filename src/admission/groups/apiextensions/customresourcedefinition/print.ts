/** Schemas and versions as the server prints them in errors: its internal types have Go's field names, all of them. */

import { goJson } from '../../../../api/go-json.js';
import { isObject, type JsonValue } from '../../../../api/json.js';
import { Lazy, type Printed } from '../../../field-errors.js';
import { bool, get, make, ptr, str } from '../../../fields.js';
import { goValue, goValues } from '../../../go/value.js';
import type { Schema, ValidationRule } from '../../../shared/structs.js';
import type { AnyField, Struct } from '../../../typed.js';
import { type InternalSpec, type Shared, schemaOf } from './internal.js';

type Writer = (value: JsonValue | undefined) => string;

const text: Writer = (value) => goJson(typeof value === 'string' ? value : '');
const flag: Writer = (value) => (value === true ? 'true' : 'false');
const plain: Writer = (value) => goJson(value ?? null);
const lists =
  (of: Writer): Writer =>
  (value) =>
    Array.isArray(value) ? `[${value.map(of).join(',')}]` : 'null';
const maps =
  (of: Writer): Writer =>
  (value) =>
    isObject(value)
      ? `{${Object.keys(value)
          .sort()
          .map((key) => `${goJson(key)}:${of(value[key])}`)
          .join(',')}}`
      : 'null';

const node: Writer = (value) => (isObject(value) ? printNode(value) : 'null');
const items: Writer = (value) => {
  if (value === undefined || value === null) return 'null';
  return Array.isArray(value)
    ? `{"Schema":null,"JSONSchemas":${lists(node)(value)}}`
    : `{"Schema":${node(value)},"JSONSchemas":null}`;
};
const orBool: Writer = (value) => {
  if (value === undefined || value === null) return 'null';
  return isObject(value)
    ? `{"Allows":true,"Schema":${node(value)}}`
    : `{"Allows":${flag(value)},"Schema":null}`;
};
const orStrings: Writer = (value) =>
  Array.isArray(value)
    ? `{"Schema":null,"Property":${plain(value)}}`
    : `{"Schema":${node(value)},"Property":null}`;
const docs: Writer = (value) => (isObject(value) ? printDocs(value) : 'null');

const NODE: readonly [go: string, json: AnyField<'apiextensions.v1.JSONSchemaProps'>, writer: Writer][] = [
  ['ID', 'id', text],
  ['Schema', '$schema', text],
  ['Ref', '$ref', plain],
  ['Description', 'description', text],
  ['Type', 'type', text],
  ['Nullable', 'nullable', flag],
  ['Format', 'format', text],
  ['Title', 'title', text],
  ['Default', 'default', plain],
  ['Maximum', 'maximum', plain],
  ['ExclusiveMaximum', 'exclusiveMaximum', flag],
  ['Minimum', 'minimum', plain],
  ['ExclusiveMinimum', 'exclusiveMinimum', flag],
  ['MaxLength', 'maxLength', plain],
  ['MinLength', 'minLength', plain],
  ['Pattern', 'pattern', text],
  ['MaxItems', 'maxItems', plain],
  ['MinItems', 'minItems', plain],
  ['UniqueItems', 'uniqueItems', flag],
  ['MultipleOf', 'multipleOf', plain],
  ['Enum', 'enum', plain],
  ['MaxProperties', 'maxProperties', plain],
  ['MinProperties', 'minProperties', plain],
  ['Required', 'required', plain],
  ['Items', 'items', items],
  ['AllOf', 'allOf', lists(node)],
  ['OneOf', 'oneOf', lists(node)],
  ['AnyOf', 'anyOf', lists(node)],
  ['Not', 'not', node],
  ['Properties', 'properties', maps(node)],
  ['AdditionalProperties', 'additionalProperties', orBool],
  ['PatternProperties', 'patternProperties', maps(node)],
  ['Dependencies', 'dependencies', maps(orStrings)],
  ['AdditionalItems', 'additionalItems', orBool],
  ['Definitions', 'definitions', maps(node)],
  ['ExternalDocs', 'externalDocs', docs],
  ['Example', 'example', plain],
  ['XPreserveUnknownFields', 'x-kubernetes-preserve-unknown-fields', plain],
  ['XEmbeddedResource', 'x-kubernetes-embedded-resource', flag],
  ['XIntOrString', 'x-kubernetes-int-or-string', flag],
  ['XListMapKeys', 'x-kubernetes-list-map-keys', plain],
  ['XListType', 'x-kubernetes-list-type', plain],
  ['XMapType', 'x-kubernetes-map-type', plain],
  ['XValidations', 'x-kubernetes-validations', lists((rule) => printRuleText(isObject(rule) ? rule : {}))],
];

/** Go's field names of a schema node that are not zero, in the order of the struct. */
export function setFields(schema: Schema): string[] {
  return NODE.filter(([, key, writer]) => {
    const value = get(schema, key);
    if (value === undefined) return false;
    if (writer === text) return value !== '';
    return writer === flag ? value === true : true;
  }).map(([go]) => go);
}

function printDocs(docs: Struct<'apiextensions.v1.ExternalDocumentation'>): string {
  return `{"Description":${goJson(str(docs, 'description'))},"URL":${goJson(str(docs, 'url'))}}`;
}

function printNode(schema: Schema): string {
  return `{${NODE.map(([go, key, writer]) => `"${go}":${writer(get(schema, key))}`).join(',')}}`;
}

/** One node of a schema. */
export function printSchema(schema: Schema): Printed {
  return new Lazy(
    () => printNode(schema),
    (version) => goValue('apiextensions.v1.JSONSchemaProps', schema).syntax?.(version) ?? '',
  );
}

/** The value of `items`. */
export function printItems(value: JsonValue | undefined): Printed {
  return new Lazy(
    () => items(value),
    (version) =>
      `apiextensions.JSONSchemaPropsOrArray{Schema:${isObject(value) ? '(*apiextensions.JSONSchemaProps)(0x<address>)' : '(*apiextensions.JSONSchemaProps)(nil)'}, JSONSchemas:${
        Array.isArray(value)
          ? goValues('apiextensions.v1.JSONSchemaProps', value.filter(isObject)).syntax?.(version)
          : '[]apiextensions.JSONSchemaProps(nil)'
      }}`,
  );
}

function printRuleText(rule: ValidationRule): string {
  const parts = [
    `"Rule":${goJson(str(rule, 'rule'))}`,
    `"Message":${goJson(str(rule, 'message'))}`,
    `"MessageExpression":${goJson(str(rule, 'messageExpression'))}`,
    `"Reason":${plain(get(rule, 'reason'))}`,
    `"FieldPath":${goJson(str(rule, 'fieldPath'))}`,
    `"OptionalOldSelf":${plain(get(rule, 'optionalOldSelf'))}`,
  ];
  return `{${parts.join(',')}}`;
}

/** One rule of `x-kubernetes-validations`. */
export function printRule(rule: ValidationRule): Printed {
  return new Lazy(
    () => printRuleText(rule),
    (version) => goValue('apiextensions.v1.ValidationRule', rule).syntax?.(version) ?? '',
  );
}

/** The list of versions. */
export function printVersions(spec: InternalSpec): Printed {
  return new Lazy(
    () => versionsText(spec),
    (version) => {
      if (get(spec.source, 'versions') === undefined) return `[]${VERSION_TYPE}(nil)`;
      const own = spec.versions.map(({ source, validation, subresources, columns, selectable }) =>
        make({
          ...source,
          schema: validation,
          subresources,
          additionalPrinterColumns: columns.length > 0 ? [...columns] : undefined,
          selectableFields: selectable.length > 0 ? [...selectable] : undefined,
        }),
      );
      return goValues('apiextensions.v1.CustomResourceDefinitionVersion', own).syntax?.(version) ?? '';
    },
  );
}

const VERSION_TYPE = 'apiextensions.CustomResourceDefinitionVersion';

function versionsText(spec: InternalSpec): string {
  if (spec.versions.length === 0) return get(spec.source, 'versions') === undefined ? 'null' : '[]';
  const versions = spec.versions.map((version) => {
    const { source } = version;
    const head = `"Name":${goJson(str(source, 'name'))},"Served":${bool(source, 'served')},"Storage":${bool(source, 'storage')}`;
    const warning = `"Deprecated":${bool(source, 'deprecated')},"DeprecationWarning":${plain(get(source, 'deprecationWarning'))}`;
    return `{${head},${warning},${printShared(version)}}`;
  });
  return `[${versions.join(',')}]`;
}

function printShared(shared: Shared): string {
  const schema = shared.validation ? `{"OpenAPIV3Schema":${node(schemaOf(shared))}}` : 'null';
  const columns = shared.columns.map(printColumn);
  const fields = shared.selectable.map((field) => `{"JSONPath":${goJson(str(field, 'jsonPath'))}}`);
  return [
    `"Schema":${schema}`,
    `"Subresources":${printSubresources(shared.subresources)}`,
    `"AdditionalPrinterColumns":${columns.length === 0 ? 'null' : `[${columns.join(',')}]`}`,
    `"SelectableFields":${fields.length === 0 ? 'null' : `[${fields.join(',')}]`}`,
  ].join(',');
}

function printColumn(column: Struct<'apiextensions.v1.CustomResourceColumnDefinition'>): string {
  const parts = [
    `"Name":${goJson(str(column, 'name'))}`,
    `"Type":${goJson(str(column, 'type'))}`,
    `"Format":${goJson(str(column, 'format'))}`,
    `"Description":${goJson(str(column, 'description'))}`,
    `"Priority":${plain(get(column, 'priority') ?? 0)}`,
    `"JSONPath":${goJson(str(column, 'jsonPath'))}`,
  ];
  return `{${parts.join(',')}}`;
}

function printSubresources(
  subresources: Struct<'apiextensions.v1.CustomResourceSubresources'> | undefined,
): string {
  if (!subresources) return 'null';
  const status = get(subresources, 'status') === undefined ? 'null' : '{}';
  const scale = ptr(subresources, 'scale');
  const shown = scale
    ? `{"SpecReplicasPath":${goJson(str(scale, 'specReplicasPath'))},"StatusReplicasPath":${goJson(
        str(scale, 'statusReplicasPath'),
      )},"LabelSelectorPath":${plain(get(scale, 'labelSelectorPath'))}}`
    : 'null';
  return `{"Status":${status},"Scale":${shown}}`;
}
