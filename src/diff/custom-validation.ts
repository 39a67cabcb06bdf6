/**
 * What the API server says against a custom resource
 * (k8s.io/apiextensions-apiserver/pkg/apiserver/validation, schema/listtype), in its words. CEL rules are not run.
 */
import { goJson } from '../api/go-json.js';
import { fieldPath, isObject, type JsonObject, type JsonValue, type Path, valueAt } from '../api/json.js';
import { definedKeys, hasKey, jsonEqual } from './json-equal.js';
import type { Refusal } from './refusal.js';

/** A node of a structural schema, as the definition writes it. */
export interface CustomSchema {
  type?: string;
  nullable?: boolean;
  properties?: Record<string, CustomSchema>;
  additionalProperties?: boolean | CustomSchema;
  items?: CustomSchema;
  required?: string[];
  enum?: JsonValue[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: boolean;
  exclusiveMaximum?: boolean;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
  'x-kubernetes-int-or-string'?: boolean;
  'x-kubernetes-list-type'?: string;
  'x-kubernetes-list-map-keys'?: string[];
}

/**
 * The refusals of a custom resource, by field. On an update a value that is as it was before is let pass, whatever
 * the schema says of it by now (ratcheting).
 */
export function customRefusals(object: JsonObject, schema: CustomSchema, old?: JsonObject): Refusal[] {
  const found: Refusal[] = [];
  const visit = (value: JsonValue, node: CustomSchema, path: Path): void => {
    if (old && jsonEqual(valueAt(old, path), value)) return;
    const refuse = (message: string, at: Path = path) => {
      found.push({ field: fieldPath(at), message, path: at });
    };
    const body = `${fieldPath(path)} in body`;
    const invalid = (why: string) => refuse(`Invalid value: ${goJson(value)}: ${body} ${why}`);
    const actual = typeOf(value);
    if (value === null && node.nullable) return;
    if (node.type !== undefined && !fits(actual, node)) {
      refuse(`Invalid value: "${actual}": ${body} must be of type ${node.type}: "${actual}"`);
    }
    if (node.enum && !node.enum.some((one) => jsonEqual(one, value))) {
      refuse(`Unsupported value: ${goJson(value)}: supported values: ${node.enum.map(goJson).join(', ')}`);
    }
    if (typeof value === 'number') checkNumber(value, node, invalid);
    if (typeof value === 'string') checkText(value, node, invalid, refuse);
    if (Array.isArray(value)) {
      checkCount(value.length, node, invalid, refuse);
      if (node.items) {
        for (const [index, item] of value.entries()) visit(item, node.items, [...path, index]);
      }
      duplicates(value, node, path, refuse);
    }
    if (isObject(value)) {
      for (const name of node.required ?? []) {
        if (!hasKey(value, name)) refuse('Required value', [...path, name]);
      }
      for (const key of definedKeys(value)) {
        const declared =
          node.properties && Object.hasOwn(node.properties, key) ? node.properties[key] : undefined;
        const child =
          declared ?? (isObject(node.additionalProperties) ? node.additionalProperties : undefined);
        if (child) visit(value[key] as JsonValue, child as CustomSchema, [...path, key]);
      }
    }
  };
  for (const key of definedKeys(object)) {
    const node = schema.properties?.[key];
    if (node && key !== 'metadata' && key !== 'apiVersion' && key !== 'kind')
      visit(object[key] as JsonValue, node, [key]);
  }
  for (const name of schema.required ?? []) {
    if (!hasKey(object, name)) found.push({ field: name, message: 'Required value', path: [name] });
  }
  return found.sort((a, b) => (a.field < b.field ? -1 : a.field > b.field ? 1 : 0));
}

type Invalid = (why: string) => void;
type Refuse = (message: string, at?: Path) => void;

function typeOf(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'bigint') return 'integer';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function fits(actual: string, { type, 'x-kubernetes-int-or-string': either }: CustomSchema): boolean {
  if (either) return actual === 'integer' || actual === 'string';
  return actual === type || (type === 'number' && actual === 'integer');
}

function checkNumber(value: number, node: CustomSchema, invalid: Invalid): void {
  const { minimum, maximum } = node;
  if (minimum !== undefined && (value < minimum || (node.exclusiveMinimum && value === minimum))) {
    invalid(`should be greater than ${node.exclusiveMinimum ? '' : 'or equal to '}${minimum}`);
  }
  if (maximum !== undefined && (value > maximum || (node.exclusiveMaximum && value === maximum))) {
    invalid(`should be less than ${node.exclusiveMaximum ? '' : 'or equal to '}${maximum}`);
  }
}

function checkText(value: string, node: CustomSchema, invalid: Invalid, refuse: Refuse): void {
  const length = [...value].length;
  if (node.maxLength !== undefined && length > node.maxLength) {
    refuse(`Too long: may not be more than ${node.maxLength} bytes`);
  }
  if (node.minLength !== undefined && length < node.minLength) {
    invalid(`should be at least ${node.minLength} chars long`);
  }
  if (node.pattern !== undefined && !matches(value, node.pattern)) invalid(`should match '${node.pattern}'`);
}

/** A pattern that JavaScript cannot read is let pass. */
function matches(value: string, pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(value);
  } catch {
    return true;
  }
}

function checkCount(count: number, node: CustomSchema, invalid: Invalid, refuse: Refuse): void {
  if (node.maxItems !== undefined && count > node.maxItems) {
    refuse(`Too many: ${count}: must have at most ${node.maxItems} items`);
  }
  if (node.minItems !== undefined && count < node.minItems)
    invalid(`should have at least ${node.minItems} items`);
}

function duplicates(list: JsonValue[], node: CustomSchema, path: Path, refuse: Refuse): void {
  const kind = node['x-kubernetes-list-type'];
  if (kind !== 'set' && kind !== 'map') return;
  const keys = node['x-kubernetes-list-map-keys'] ?? [];
  const seen = new Set<string>();
  for (const [index, item] of list.entries()) {
    const key =
      kind === 'set'
        ? item
        : Object.fromEntries(
            keys.flatMap((name) => (isObject(item) && hasKey(item, name) ? [[name, item[name]]] : [])),
          );
    const text = goJson(key as JsonValue);
    if (seen.has(text)) refuse(`Duplicate value: ${text}`, [...path, index]);
    seen.add(text);
  }
}
