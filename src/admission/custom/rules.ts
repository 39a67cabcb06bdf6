/**
 * Runs the rules of a custom resource (x-kubernetes-validations), in the server's order and words
 * (apiextensions-apiserver pkg/apiserver/schema/cel/validation.go).
 */
import { fieldErrorText } from '../../api/field-error.js';
import { definedKeys, hasKey, isObject, type JsonObject, type JsonValue } from '../../api/json.js';
import { append } from '../../api/lists.js';
import { isBefore, type KubernetesVersion, NEWEST_VERSION } from '../../api/version.js';
import { Budget, CostExceeded } from '../cel/eval/budget.js';
import { evaluate } from '../cel/eval/evaluate.js';
import { typedValue } from '../cel/eval/typed-value.js';
import { CelError, type CelOptional, type CelValue } from '../cel/eval/value.js';
import { At, type BadValue, FieldErrors, goQuote, OMITTED } from '../field-errors.js';
import { str, strPtr } from '../fields.js';
import type { Schema } from '../shared/structs.js';
import { type CompiledRule, compiledRules, type RuleNode } from './compile-rules.js';
import { Correlated, itemLike } from './correlation.js';

/** What all rules of one object may cost. */
const OBJECT_BUDGET = 10_000_000;
const LONGEST_MESSAGE = 5 * 1024;
const OUT_OF_BUDGET =
  'validation failed due to running out of cost budget, no further validation rules will be run';

/** What the rules say: the errors, and what they would say of parts that did not change. */
export interface RuleVerdict {
  errors: FieldErrors;
  warnings: string[];
}

/** Since this minor a rule that does not hold tells the value, where it is no mapping or list; before, its type. */
const TELLS_VALUES: KubernetesVersion = '1.35';

/** Runs all rules of the schema; those that look at the old value only where there is one. */
export function runRules(
  object: JsonObject,
  schema: Schema,
  old?: JsonObject,
  version: KubernetesVersion = NEWEST_VERSION,
): RuleVerdict {
  const runner = new Runner(version);
  const node = compiledRules(schema);
  if (node) {
    const past = old && new Correlated(object, old, schema);
    runner.visit(node, At.root, object, old, { current: past, nearest: undefined });
  }
  return { errors: runner.errors, warnings: runner.warnings };
}

/** What the rules say of a default, which takes the place of itself: transition rules count, and nothing is let pass. */
export function runRulesOfDefault(value: JsonValue, schema: Schema, place: At): FieldErrors {
  const runner = new Runner(NEWEST_VERSION);
  const node = compiledRules(schema);
  if (node) runner.visit(node, place, value, value, { current: undefined, nearest: undefined });
  return runner.errors;
}

/** The past of a part, or of the nearest part around it that has one. */
interface Ratchet {
  current: Correlated | undefined;
  nearest: Correlated | undefined;
}

function unchanged({ current, nearest }: Ratchet): boolean {
  return (current ?? nearest)?.unchanged ?? false;
}

function atKey({ current, nearest }: Ratchet, key: string): Ratchet {
  if (!current) return { current, nearest };
  // What kind and version an object is of was not changed by its update.
  if (!nearest && (key === 'apiVersion' || key === 'kind')) return { current: undefined, nearest: undefined };
  return { current: current.key(key), nearest: current };
}

function atIndex({ current, nearest }: Ratchet, index: number): Ratchet {
  return current ? { current: current.index(index), nearest: current } : { current, nearest };
}

type Variables = Map<string, CelValue>;

class Runner {
  readonly errors = new FieldErrors();
  readonly warnings: string[] = [];
  private budget = OBJECT_BUDGET;

  constructor(private readonly version: KubernetesVersion) {}

  /** False once the budget is spent: nothing more is looked at. */
  visit(node: RuleNode, place: At, value: JsonValue, old: JsonValue | undefined, ratchet: Ratchet): boolean {
    if (value === null) return true;
    if (!this.runNode(node, place, value, old ?? undefined, ratchet)) return false;
    for (const branch of node.allOf) {
      const within: Ratchet = { current: undefined, nearest: ratchet.nearest };
      if (!this.visit(branch, place, value, old, within)) return false;
    }
    if (Array.isArray(value)) return this.visitItems(node, place, value, old, ratchet);
    return isObject(value) ? this.visitFields(node, place, value, old, ratchet) : true;
  }

  private visitItems(
    node: RuleNode,
    place: At,
    value: readonly JsonValue[],
    old: JsonValue | undefined,
    ratchet: Ratchet,
  ): boolean {
    const { items, schema } = node;
    if (!items) return true;
    return value.every((item, index) => {
      const before = itemLike(item, old, schema);
      return this.visit(items, place.index(index), item, before, atIndex(ratchet, index));
    });
  }

  private visitFields(
    node: RuleNode,
    place: At,
    value: JsonObject,
    old: JsonValue | undefined,
    ratchet: Ratchet,
  ): boolean {
    const before = (key: string): JsonValue | undefined =>
      isObject(old) && hasKey(old, key) ? old[key] : undefined;
    const { additional, properties } = node;
    const names = definedKeys(value);
    if (additional) {
      for (const key of names) {
        const inner = value[key] as JsonValue;
        if (!this.visit(additional, place.key(key), inner, before(key), atKey(ratchet, key))) return false;
      }
    }
    for (const key of names) {
      const property = properties.get(key);
      const inner = value[key] as JsonValue;
      if (property && !this.visit(property, place.child(key), inner, before(key), atKey(ratchet, key))) {
        return false;
      }
    }
    return true;
  }

  private runNode(
    node: RuleNode,
    place: At,
    value: JsonValue,
    old: JsonValue | undefined,
    ratchet: Ratchet,
  ): boolean {
    const type = str(node.schema, 'type');
    if (node.error !== undefined) {
      this.errors.invalid(place, type, `rule compiler initialization error: ${node.error}`);
      return true;
    }
    if (node.rules.length === 0) return true;
    if (this.budget <= 0) {
      this.errors.invalid(place, type, OUT_OF_BUDGET);
      return false;
    }
    const variables = new VariablesOf(node, value, old);
    for (const rule of node.rules) {
      if (rule.error !== undefined) {
        this.errors.invalid(place, type, `rule compile error: ${rule.error}`);
        continue;
      }
      if (!rule.expr || (rule.usesOldSelf && old === undefined && !rule.optionalOldSelf)) continue;
      const outcome = this.runRule(rule, variables);
      if (outcome === true) continue;
      if (outcome !== false) {
        this.errors.invalid(place, type, outcome.text);
        if (outcome.last) return false;
        continue;
      }
      if (!this.fail(rule, node, place, value, variables, ratchet)) return false;
    }
    return true;
  }

  /** True or false, or why that cannot be said; `last`: no other rule is run. */
  private runRule(rule: CompiledRule, variables: VariablesOf): boolean | { text: string; last?: true } {
    const budget = new Budget();
    let value: CelValue | undefined;
    let error: CelError | undefined;
    try {
      value = evaluate(
        rule.expr as NonNullable<CompiledRule['expr']>,
        variables.of(rule.optionalOldSelf),
        budget,
      );
    } catch (thrown) {
      if (!(thrown instanceof CelError)) throw thrown;
      error = thrown;
    }
    if (budget.spent > this.budget) return { text: OUT_OF_BUDGET, last: true };
    this.budget -= budget.spent;
    if (!error) return value === true;
    const { message } = error;
    const named = ruleText(rule);
    if (message.startsWith('no such overload')) {
      return {
        text: `'${message}': call arguments did not match a supported operator, function or macro signature for rule: ${named}`,
      };
    }
    if (error instanceof CostExceeded) {
      return {
        text: `'${message}': no further validation rules will be run due to call cost exceeds limit for rule: ${named}`,
        last: true,
      };
    }
    return { text: `${message} evaluating rule: ${named}` };
  }

  /** Says that a rule does not hold. False where the budget is spent. */
  private fail(
    rule: CompiledRule,
    node: RuleNode,
    place: At,
    value: JsonValue,
    variables: VariablesOf,
    ratchet: Ratchet,
  ): boolean {
    const type = str(node.schema, 'type');
    const at = rule.at ? place.child(rule.at.text) : place;
    const found = new FieldErrors();
    const message = this.messageOf(rule, variables);
    if (typeof message === 'object') found.invalid(at, type, message.fatal);
    else {
      say(found, at, this.shown(value, type), message, strPtr(rule.rule, 'reason'));
    }
    if (!rule.usesOldSelf && unchanged(ratchet)) append(this.warnings, found.list.map(fieldErrorText));
    else this.errors.takeOver(found.list);
    return typeof message === 'string';
  }

  private shown(value: JsonValue, type: string): BadValue {
    if (isBefore(this.version, TELLS_VALUES)) return type;
    return type === 'object' || type === 'array' ? OMITTED : (value as BadValue);
  }

  /** The text of a rule that does not hold: what its expression makes, else its message, else the rule. */
  private messageOf(rule: CompiledRule, variables: VariablesOf): string | { fatal: string } {
    const fallback = str(rule.rule, 'message') === '' ? `failed rule: ${ruleText(rule)}` : ruleText(rule);
    if (!rule.message) return fallback;
    const budget = new Budget();
    let value: CelValue | undefined;
    let error: unknown;
    try {
      value = evaluate(rule.message, variables.of(false), budget);
    } catch (thrown) {
      if (!(thrown instanceof CelError)) throw thrown;
      error = thrown;
    }
    if (budget.spent > this.budget) {
      const why = 'messageExpression evaluation failed due to running out of cost budget';
      return { fatal: `${why}, no further validation rules will be run` };
    }
    if (error instanceof CostExceeded) {
      const text = goQuote(str(rule.rule, 'messageExpression'));
      const why =
        'no further validation rules will be run due to call cost exceeds limit for messageExpression';
      return { fatal: `${why}: ${text}` };
    }
    this.budget -= budget.spent;
    if (typeof value !== 'string') return fallback;
    const text = value.trim();
    return text === '' || text.includes('\n') || Buffer.byteLength(text) > LONGEST_MESSAGE ? fallback : text;
  }
}

function ruleText({ rule }: CompiledRule): string {
  return (str(rule, 'message') || str(rule, 'rule')).trim();
}

function say(errors: FieldErrors, at: At, value: BadValue, detail: string, reason: string | undefined): void {
  if (reason === 'FieldValueForbidden') errors.forbidden(at, detail);
  else if (reason === 'FieldValueRequired') errors.required(at, detail);
  else if (reason === 'FieldValueDuplicate') errors.duplicate(at, value);
  else errors.invalid(at, value, detail);
}

const NONE: CelOptional = { kind: 'optional' };

/** The values that the rules of a node name, made when the first of them is run. */
class VariablesOf {
  private plain: Variables | undefined;

  constructor(
    private readonly node: RuleNode,
    private readonly value: JsonValue,
    private readonly old: JsonValue | undefined,
  ) {}

  /** `optional`: the old value is an optional. */
  of(optional: boolean): Variables {
    this.plain ??= this.make();
    if (!optional) return this.plain;
    const old = this.plain.get('oldSelf');
    return new Map(this.plain).set('oldSelf', old === undefined ? NONE : { kind: 'optional', value: old });
  }

  private make(): Variables {
    const { schema, resource } = this.node;
    const variables: Variables = new Map([['self', typedValue(this.value, schema, resource)]]);
    if (this.old !== undefined) variables.set('oldSelf', typedValue(this.old, schema, resource));
    return variables;
  }
}
