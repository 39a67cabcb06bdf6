/** The rules of a schema (x-kubernetes-validations), compiled (apiextensions-apiserver pkg/apiserver/schema/cel). */
import type { JsonObject } from '../../api/json.js';
import type { Expr } from '../cel/ast.js';
import { compileCel, compileError } from '../cel/compile.js';
import { escapeCelName, SELF, schemaType } from '../cel/schema-type.js';
import { type CelType, optionalOf } from '../cel/types.js';
import { bool, keys, list, obj, ptr, str } from '../fields.js';
import { followFieldPath } from '../groups/apiextensions/customresourcedefinition/field-path.js';
import type { Schema, ValidationRule } from '../shared/structs.js';

const RULES = 'x-kubernetes-validations';
const NO_TYPE = 'failed to convert to declType for CEL validation rules';

/** A rule ready to run; `expr` is absent where it is empty or does not compile. */
export interface CompiledRule {
  rule: ValidationRule;
  expr?: Expr;
  /** Why it does not compile. */
  error?: string;
  usesOldSelf: boolean;
  optionalOldSelf: boolean;
  message?: Expr;
  /** The field that is named instead of the node, as the server writes it, and the way there. */
  at?: { text: string };
}

/** A node of a schema that has rules, or has such nodes below it. */
export interface RuleNode {
  /** The schema that types values of the node. */
  schema: Schema;
  resource: boolean;
  rules: readonly CompiledRule[];
  /** Why none of the rules can be run. */
  error?: string;
  items?: RuleNode;
  additional?: RuleNode;
  properties: ReadonlyMap<string, RuleNode>;
  allOf: readonly RuleNode[];
}

const compiled = new WeakMap<JsonObject, RuleNode | null>();

/** The rules of a custom resource's schema, the same every time; undefined where it has none. */
export function compiledRules(schema: Schema): RuleNode | undefined {
  let node = compiled.get(schema);
  if (node === undefined) {
    node = hasRules(schema) ? (compileNode(schema, schema, true) ?? null) : null;
    compiled.set(schema, node);
  }
  return node ?? undefined;
}

/** Whether there are rules anywhere on the spine of a schema; those of an `allOf` alone do not count. */
function hasRules(schema: Schema | undefined): boolean {
  if (!schema) return false;
  if (list(schema, RULES).length > 0) return true;
  if (hasRules(ptr(schema, 'items')) || hasRules(ptr(schema, 'additionalProperties'))) return true;
  const properties = obj(schema, 'properties');
  return keys(properties).some((key) => hasRules(ptr(properties, key)));
}

/** `schema` has the rules (it may be one of an `allOf`), `typing` the types. */
function compileNode(schema: Schema, typing: Schema, resource: boolean): RuleNode | undefined {
  const rules = list(schema, RULES);
  const type = rules.length > 0 ? schemaType(typing, resource, SELF) : undefined;
  const items = below(ptr(schema, 'items'), ptr(typing, 'items'));
  const additional = below(ptr(schema, 'additionalProperties'), ptr(typing, 'additionalProperties'));
  const properties = new Map<string, RuleNode>();
  for (const key of keys(obj(schema, 'properties'))) {
    const inner = ptr(obj(typing, 'properties'), key);
    if (inner && escapeCelName(key) !== undefined && !schemaType(inner, isEmbedded(inner))) continue;
    const node = below(ptr(obj(schema, 'properties'), key), inner);
    if (node) properties.set(key, node);
  }
  const allOf = list(schema, 'allOf').flatMap((branch) => compileNode(branch, typing, resource) ?? []);
  if (rules.length === 0 && !items && !additional && properties.size === 0 && allOf.length === 0) {
    return undefined;
  }
  return {
    schema: typing,
    resource,
    rules: type ? rules.map((rule) => compileRule(rule, type, typing)) : [],
    ...(rules.length > 0 && !type && { error: NO_TYPE }),
    ...(items && { items }),
    ...(additional && { additional }),
    properties,
    allOf,
  };
}

function below(schema: Schema | undefined, typing: Schema | undefined): RuleNode | undefined {
  return schema && typing && compileNode(schema, typing, isEmbedded(typing));
}

function isEmbedded(schema: Schema): boolean {
  return bool(schema, 'x-kubernetes-embedded-resource');
}

function compileRule(rule: ValidationRule, self: CelType, schema: Schema): CompiledRule {
  const optionalOldSelf = bool(rule, 'optionalOldSelf');
  const base: CompiledRule = { rule, usesOldSelf: false, optionalOldSelf };
  const text = str(rule, 'rule');
  if (text.trim() === '') return base;
  const variables = { self, oldSelf: optionalOldSelf ? optionalOf(self) : self };
  const read = compileCel(text, { variables });
  if ('error' in read) return { ...base, error: compileError(read) };
  if (read.type.kind !== 'bool') return { ...base, error: 'cel expression must evaluate to a bool' };
  const message = str(rule, 'messageExpression');
  const readMessage = message === '' ? undefined : compileCel(message, { variables });
  const path = str(rule, 'fieldPath');
  const followed = path === '' ? undefined : followFieldPath(path, schema, { arrays: true });
  return {
    ...base,
    expr: read.expr,
    usesOldSelf: read.names.has('oldSelf'),
    ...(readMessage &&
      'expr' in readMessage &&
      readMessage.type.kind === 'string' && { message: readMessage.expr }),
    ...(followed && 'text' in followed && { at: { text: followed.text } }),
  };
}
