/** The CEL rules of a schema (x-kubernetes-validations): whether their expressions compile to what is wanted. */

import type { KubernetesVersion } from '../../../../api/version.js';
import { compileCel, compileError } from '../../../cel/compile.js';
import { estimateCost } from '../../../cel/cost.js';
import { HIGHEST_COST } from '../../../cel/cost-parts.js';
import { SELF, schemaType } from '../../../cel/schema-type.js';
import { mostOften, type Sizes, sizesOf } from '../../../cel/sizes.js';
import { type CelType, optionalOf } from '../../../cel/types.js';
import { type At, type FieldErrors, json } from '../../../field-errors.js';
import { bool, boolPtr, str } from '../../../fields.js';
import type { Schema, ValidationRule } from '../../../shared/structs.js';
import { printRule } from './print.js';

const NO_TYPE =
  'internal error: failed to construct type information for x-kubernetes-validations rules: unable to convert structural schema to CEL declarations';

/** What one expression, and all of a definition's schema, may cost. */
const RULE_LIMIT = 10_000_000;
const TOTAL_LIMIT = 100_000_000;
const MOST_NAMED = 4;
const ADVICE =
  '(try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)';

function tooMuch(what: string, cost: number, limit: number): string {
  const factor = cost / limit;
  const shown = factor > 100 ? 'more than 100' : factor < 1.5 ? factor.toFixed(6) : factor.toFixed(1);
  return `${what} exceeds budget by factor of ${shown}x ${ADVICE}`;
}

/** What the rules of a schema cost together. */
export class TotalCost {
  private total = 0;
  private readonly most: { place: At; cost: number }[] = [];

  add(place: At, cost: number): void {
    this.total = Math.min(this.total + cost, HIGHEST_COST);
    if (cost >= TOTAL_LIMIT / 100) this.most.push({ place, cost });
  }

  /** Says it when it is too much, at the rules that make it so and at the root. */
  check(root: At, errors: FieldErrors): void {
    if (this.total <= TOTAL_LIMIT) return;
    const named = this.most.sort((a, b) => b.cost - a.cost).slice(0, MOST_NAMED);
    for (const { place } of named) {
      errors.forbidden(
        place,
        'contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema',
      );
    }
    const what = 'x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema';
    errors.forbidden(root, tooMuch(what, this.total, TOTAL_LIMIT));
  }
}

/** The node that rules stand at. */
interface RuleNode {
  schema: Schema;
  /** It is the resource itself. */
  root: boolean;
  /** The node below which rules cannot look at the old value. */
  uncorrelatable?: At;
  /** How often the node may be there, by the limits of lists and maps above it; undefined for no limit. */
  cardinality: number | undefined;
  total: TotalCost;
  /** As `CelEnvironment` has it. */
  newTo?: KubernetesVersion | undefined;
}

/** Checks the rules of one node. */
export function validateRules(
  rules: readonly ValidationRule[],
  node: RuleNode,
  place: At,
  errors: FieldErrors,
): void {
  const resource = node.root || bool(node.schema, 'x-kubernetes-embedded-resource');
  const type = schemaType(node.schema, resource, SELF);
  const sizes = sizesOf(node.schema, resource);
  if (!type || !sizes) {
    errors.internal(place, NO_TYPE);
    return;
  }
  rules.forEach((rule, index) => {
    validateRule(rule, { ...node, type, sizes }, place.index(index), errors);
  });
}

interface TypedNode extends RuleNode {
  type: CelType;
  sizes: Sizes;
}

function validateRule(rule: ValidationRule, node: TypedNode, place: At, errors: FieldErrors): void {
  const text = str(rule, 'rule');
  const self = node.type;
  const oldSelf = bool(rule, 'optionalOldSelf') ? optionalOf(self) : self;
  const variables = { self, oldSelf };
  const compiled = compileCel(text, {
    variables,
    says: errors.version,
    ...(node.newTo && { newTo: node.newTo }),
  });
  let usesOldSelf = false;
  if ('error' in compiled) {
    errors.invalid(place.child('rule'), printRule(rule), compileError(compiled));
  } else if (compiled.type.kind !== 'bool') {
    errors.invalid(place.child('rule'), printRule(rule), 'cel expression must evaluate to a bool');
  } else {
    usesOldSelf = compiled.names.has('oldSelf');
    const often = node.cardinality ?? mostOften(node.sizes);
    const cost = Math.min(estimateCost(compiled.expr, compiled.types, node.sizes) * often, HIGHEST_COST);
    if (cost > RULE_LIMIT) {
      errors.forbidden(place.child('rule'), tooMuch('estimated rule cost', cost, RULE_LIMIT));
    }
    node.total.add(place.child('rule'), cost);
    const message = str(rule, 'messageExpression');
    if (message !== '') validateMessage(message, variables, rule, node, place, errors);
  }
  if (usesOldSelf) {
    if (!node.uncorrelatable) return;
    errors.invalid(
      place.child('rule'),
      text,
      `oldSelf cannot be used on the uncorrelatable portion of the schema within ${node.uncorrelatable}`,
    );
  } else {
    const optional = boolPtr(rule, 'optionalOldSelf');
    if (optional === undefined) return;
    errors.invalid(
      place.child('optionalOldSelf'),
      json(optional),
      'may not be set if oldSelf is not used in rule',
    );
  }
}

function validateMessage(
  text: string,
  variables: Readonly<Record<string, CelType>>,
  rule: ValidationRule,
  node: TypedNode,
  place: At,
  errors: FieldErrors,
): void {
  const compiled = compileCel(text, {
    variables,
    says: errors.version,
    ...(node.newTo && { newTo: node.newTo }),
  });
  const at = place.child('messageExpression');
  if ('error' in compiled) {
    errors.invalid(at, printRule(rule), `messageExpression ${compiled.phase} failed: ${compiled.error}`);
  } else if (compiled.type.kind !== 'string') {
    errors.invalid(at, printRule(rule), 'messageExpression must evaluate to a string');
  } else {
    const cost = estimateCost(compiled.expr, compiled.types, node.sizes);
    if (cost > RULE_LIMIT) {
      errors.forbidden(at, tooMuch('estimated messageExpression cost', cost, RULE_LIMIT));
    }
    node.total.add(at, cost);
  }
}
