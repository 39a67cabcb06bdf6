/** The value of an expression (cel-go interpreter). */
import type { Expr } from '../ast.js';
import { dotted, TYPE_NAMES, WRAPPERS } from '../check.js';
import { chainOf, isConstant } from '../walk.js';
import { access, isOptional, isThere } from './access.js';
import { AUTHORIZER } from './authorizer.js';
import { Budget, isOrdinary } from './budget.js';
import { callCost, foreseenCost, LIST_COST, MAP_COST, OBJECT_COST } from './call-cost.js';
import { CONVERSIONS } from './conversions.js';
import { functionNamed } from './library/index.js';
import { macroValue, type Scope, scoped } from './macros.js';
import { celSize, isKey, OPERATORS } from './operators.js';
import { OPTIONALS } from './optionals.js';
import { keyShown, typeNameOf } from './text.js';
import { CelError, type CelFunction, type CelValue, listValue, mapKey, NO_OVERLOAD } from './value.js';

/**
 * Evaluates an expression. `budget` counts what it costs; without one it may cost what a rule may. Throws a CelError, in
 * cel-go's words, and nothing else.
 */
export function evaluate(
  expr: Expr,
  variables: ReadonlyMap<string, CelValue>,
  budget: Budget = new Budget(),
): CelValue {
  return new Evaluator(variables, budget).eval(expr, undefined);
}

/** Functions that do not say their name when their arguments are wrong. */
const UNNAMED: ReadonlySet<string> = new Set(['contains', 'endsWith', 'matches', 'startsWith']);

/** What a message that holds nothing stands for. */
const ZEROS: Readonly<Record<string, CelValue>> = {
  bool: false,
  bytes: new Uint8Array(),
  double: 0,
  int: 0n,
  string: '',
  uint: { kind: 'uint', value: 0n },
};

class Evaluator {
  constructor(
    private readonly variables: ReadonlyMap<string, CelValue>,
    private readonly budget: Budget,
  ) {}

  spend(cost: number): void {
    this.budget.spend(cost);
  }

  /** The value of a part. The parser has seen to it that parts are not nested too deeply for the stack. */
  eval(expr: Expr, scope: Scope | undefined): CelValue {
    switch (expr.kind) {
      case 'literal':
        return expr.literal.type === 'uint'
          ? { kind: 'uint', value: expr.literal.value }
          : expr.literal.value;
      case 'ident':
        return this.ident(expr.name, scope);
      case 'select':
        return this.select(expr, scope);
      case 'list':
        return this.list(expr, scope);
      case 'map':
        return this.map(expr, scope);
      case 'message':
        return this.message(expr, scope);
      case 'call':
        return this.call(expr, scope);
    }
  }

  private ident(name: string, scope: Scope | undefined): CelValue {
    this.spend(1);
    const value = this.lookup(name, scope);
    if (value === undefined) throw new CelError(`no such attribute(s): ${name}`);
    return value;
  }

  private lookup(name: string, scope: Scope | undefined): CelValue | undefined {
    const local = scoped(scope, name);
    if (local) return local.value();
    const variable = this.variables.get(name);
    if (variable !== undefined) return variable;
    return TYPE_NAMES.has(name) ? { kind: 'type', name } : undefined;
  }

  private select(expr: Expr & { kind: 'select' }, scope: Scope | undefined): CelValue {
    // A dotted name that stands for one thing: `authorizer.requestResource`, `net.IP`.
    const whole = expr.optional ? undefined : dotted(expr);
    if (whole !== undefined && !scoped(scope, whole.slice(0, whole.indexOf('.')))) {
      const known = this.lookup(whole, undefined);
      if (known !== undefined) return known;
    }
    const operand = this.eval(expr.operand, scope);
    if (expr.test) return isThere(operand, expr.field);
    this.spend(1);
    return access(operand, expr.field, expr.optional);
  }

  private list(expr: Expr & { kind: 'list' }, scope: Scope | undefined): CelValue {
    const items: CelValue[] = [];
    expr.elements.forEach((element, at) => {
      const value = this.eval(element, scope);
      if (!expr.optional.has(at)) items.push(value);
      else if (!isOptional(value)) {
        throw new CelError(
          `cannot initialize optional list element from non-optional value ${keyShown(value)}`,
        );
      } else if (value.value !== undefined) items.push(value.value);
    });
    if (!isConstant(expr)) this.spend(LIST_COST);
    return listValue(items);
  }

  private map(expr: Expr & { kind: 'map' }, scope: Scope | undefined): CelValue {
    const entries = new Map<string, { key: CelValue; value: CelValue }>();
    for (const entry of expr.entries) {
      const key = this.eval(entry.key, scope);
      let value: CelValue | undefined = this.eval(entry.value, scope);
      if (entry.optional) {
        if (!isOptional(value)) {
          throw new CelError(
            `cannot initialize optional entry '${keyShown(key)}' from non-optional value ${keyShown(value)}`,
          );
        }
        value = value.value;
      }
      if (!isKey(key)) throw new CelError(`unsupported key type: ${typeNameOf(key)}`);
      if (value === undefined) continue;
      entries.set(mapKey(key), { key, value });
    }
    if (!isConstant(expr)) this.spend(MAP_COST);
    return { kind: 'map', entries };
  }

  private message(expr: Expr & { kind: 'message' }, scope: Scope | undefined): CelValue {
    const entries = new Map<string, { key: CelValue; value: CelValue }>();
    for (const { name, value, optional } of expr.fields) {
      const given = this.eval(value, scope);
      // `?field:` takes an optional, and is left out where that holds nothing.
      const held = optional && isOptional(given) ? given.value : given;
      if (held !== undefined) entries.set(mapKey(name), { key: name, value: held });
    }
    this.spend(OBJECT_COST);
    const wrapped = WRAPPERS.get(expr.name);
    if (wrapped) return entries.get(mapKey('value'))?.value ?? ZEROS[wrapped.kind] ?? null;
    return { kind: 'map', entries, object: expr.name };
  }

  private call(expr: Expr & { kind: 'call' }, scope: Scope | undefined): CelValue {
    const { name, target, args } = expr;
    if (name === '_&&_' || name === '_||_') return this.logic(expr, name === '_||_', scope);
    const [first, second, third] = args;
    if (name === '_?_:_' && first && second && third) {
      const condition = this.eval(first, scope);
      if (typeof condition !== 'boolean') throw NO_OVERLOAD;
      return this.eval(condition ? second : third, scope);
    }
    if (name === 'has' && !target && first?.kind === 'select') {
      return this.eval({ ...first, test: true }, scope);
    }
    if ((name === '_[_]' || name === '_[?_]') && first && second) {
      const operand = this.eval(first, scope);
      const key = this.eval(second, scope);
      this.spend(1);
      return access(operand, key, name === '_[?_]');
    }
    const macro = macroValue(expr, scope, this);
    if (macro !== undefined) return macro;
    if (target && (name === 'or' || name === 'orValue') && first) {
      const optional = this.eval(target, scope);
      if (!isOptional(optional)) throw noOverload(name, [optional]);
      if (optional.value === undefined) return this.eval(first, scope);
      return name === 'or' ? optional : optional.value;
    }
    return this.apply(expr, scope);
  }

  /** `&&` and `||`: an operand that decides it makes errors of the others irrelevant. */
  private logic(expr: Expr & { kind: 'call' }, decisive: boolean, scope: Scope | undefined): CelValue {
    let failure: CelError | undefined;
    for (const term of chainOf(expr)) {
      try {
        const value = this.eval(term, scope);
        if (value === decisive) return decisive;
        if (typeof value !== 'boolean') failure ??= NO_OVERLOAD;
      } catch (error) {
        if (!isOrdinary(error)) throw error;
        failure ??= error;
      }
    }
    if (failure) throw failure;
    return !decisive;
  }

  private apply(expr: Expr & { kind: 'call' }, scope: Scope | undefined): CelValue {
    let { name } = expr;
    let { target } = expr;
    // `sets.contains(…)`: the name in front is that of a library.
    if (target?.kind === 'ident' && this.lookup(target.name, scope) === undefined) {
      const qualified = `${target.name}.${name}`;
      if (named(qualified)) {
        name = qualified;
        target = undefined;
      }
    }
    const values = (target ? [target, ...expr.args] : expr.args).map((arg) => this.eval(arg, scope));
    const run = named(name);
    if (!run) throw noOverload(name, values);
    this.budget.foresee(foreseenCost(name, values));
    const result = this.run(name, run, values);
    if (!isConstant(expr)) this.spend(callCost(name, values, result));
    this.budget.work(worked(values, result));
    return result;
  }

  private run(name: string, run: CelFunction, values: readonly CelValue[]): CelValue {
    try {
      return run(values);
    } catch (error) {
      if (error !== NO_OVERLOAD || Object.hasOwn(OPERATORS, name) || UNNAMED.has(name)) throw error;
      // `string` is a conversion, and of the types of libraries theirs.
      const other = functionNamed(name);
      if (other && other !== run) return this.run(name, other, values);
      throw noOverload(name, values);
    }
  }
}

/** Texts that were gone through count less than what was made. */
const READ_SHARE = 0.1;

/** What a call has to go through, whatever it costs: `charAt` is cheap to CEL in a text of any length. */
function worked(values: readonly CelValue[], result: CelValue): number {
  const read = values.reduce<number>((sum, value) => sum + lengthOf(value), 0);
  const made = typeof result === 'string' ? result.length : (celSize(result) ?? 1);
  return made + read * READ_SHARE;
}

function lengthOf(value: CelValue): number {
  return typeof value === 'string' || value instanceof Uint8Array ? value.length : 0;
}

/** The function of a name: an operator, a conversion, one of optionals, of the authorizer or of the libraries. */
function named(name: string): CelFunction | undefined {
  for (const table of [OPERATORS, OPTIONALS, CONVERSIONS, AUTHORIZER]) {
    if (Object.hasOwn(table, name)) return table[name];
  }
  return functionNamed(name);
}

function noOverload(name: string, values: readonly CelValue[]): CelError {
  return new CelError(`no such overload: ${name}(${values.map(typeNameOf).join(', ')})`);
}
