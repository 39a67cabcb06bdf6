/** The value of an expression (cel-go interpreter). */
import type { Expr } from '../ast.js';
import { dotted } from '../check.js';
import { TYPE_NAMES, WRAPPERS } from '../types.js';
import { chainOf, isConstant } from '../walk.js';
import { access, isOptional, isThere } from './access.js';
import { AUTHORIZER } from './authorizer.js';
import { Budget, isOrdinary } from './budget.js';
import { callCost, foreseenCost, isPricedByResult, LIST_COST, MAP_COST, OBJECT_COST } from './call-cost.js';
import { type Code, type Names, type Run, type Scope, scoped } from './code.js';
import { CONVERSIONS } from './conversions.js';
import { functionNamed } from './library/index.js';
import { macroCode } from './macros.js';
import { celSize, isKey, OPERATORS } from './operators.js';
import { OPTIONALS } from './optionals.js';
import { keyShown, typeNameOf } from './text.js';
import { CelError, type CelFunction, type CelValue, listValue, mapKey, NO_OVERLOAD } from './value.js';

/**
 * Evaluates an expression. `budget` counts what it costs; without one it may cost what a rule may. Throws a CelError, in
 * cel-go's words, and nothing else.
 */
export function evaluate(expr: Expr, names: Names, budget: Budget = new Budget()): CelValue {
  let code = compiled.get(expr);
  if (!code) {
    code = codeOf(expr);
    compiled.set(expr, code);
  }
  return code({ names, budget }, undefined);
}

/** Each expression is made ready once. */
const compiled = new WeakMap<Expr, Code>();

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

/** Makes a part ready. The parser has seen to it that parts are not nested too deeply for the stack. */
function codeOf(expr: Expr): Code {
  switch (expr.kind) {
    case 'literal': {
      const { type, value } = expr.literal;
      const constant: CelValue = type === 'uint' ? { kind: 'uint', value } : value;
      return () => constant;
    }
    case 'ident':
      return identCode(expr.name);
    case 'select':
      return selectCode(expr);
    case 'list':
      return listCode(expr);
    case 'map':
      return mapCode(expr);
    case 'message':
      return messageCode(expr);
    case 'call':
      return callCode(expr);
  }
}

function identCode(name: string): Code {
  return (run, scope) => {
    run.budget.spend(1);
    const value = lookup(name, run, scope);
    if (value === undefined) throw new CelError(`no such attribute(s): ${name}`);
    return value;
  };
}

function lookup(name: string, run: Run, scope: Scope | undefined): CelValue | undefined {
  const local = scoped(scope, name);
  if (local) return local.value;
  const known = run.names.get(name);
  if (known !== undefined) return known;
  return TYPE_NAMES.has(name) ? { kind: 'type', name } : undefined;
}

function selectCode(expr: Expr & { kind: 'select' }, test = expr.test): Code {
  const { field, optional } = expr;
  const operand = codeOf(expr.operand);
  const fields: Code = (run, scope) => {
    const value = operand(run, scope);
    if (test) return isThere(value, field);
    run.budget.spend(1);
    return access(value, field, optional);
  };
  // A dotted name that stands for one thing: `authorizer.requestResource`, `net.IP`.
  const whole = optional || test ? undefined : dotted(expr);
  if (whole === undefined) return fields;
  const root = whole.slice(0, whole.indexOf('.'));
  const isType = TYPE_NAMES.has(whole);
  return (run, scope) => {
    const { names } = run;
    if (!isType && names.hasDotted?.(root) === false) return fields(run, scope);
    const known = scoped(scope, root) ? undefined : lookup(whole, run, undefined);
    return known === undefined ? fields(run, scope) : known;
  };
}

function listCode(expr: Expr & { kind: 'list' }): Code {
  const { optional } = expr;
  const elements = expr.elements.map(codeOf);
  const cost = isConstant(expr) ? 0 : LIST_COST;
  return (run, scope) => {
    const items: CelValue[] = [];
    elements.forEach((element, at) => {
      const value = element(run, scope);
      if (!optional.has(at)) items.push(value);
      else if (!isOptional(value)) {
        throw new CelError(
          `cannot initialize optional list element from non-optional value ${keyShown(value)}`,
        );
      } else if (value.value !== undefined) items.push(value.value);
    });
    run.budget.spend(cost);
    return listValue(items);
  };
}

function mapCode(expr: Expr & { kind: 'map' }): Code {
  const parts = expr.entries.map(({ key, value, optional }) => ({
    key: codeOf(key),
    value: codeOf(value),
    optional,
  }));
  const cost = isConstant(expr) ? 0 : MAP_COST;
  return (run, scope) => {
    const entries = new Map<string, { key: CelValue; value: CelValue }>();
    for (const part of parts) {
      const key = part.key(run, scope);
      let value: CelValue | undefined = part.value(run, scope);
      if (part.optional) {
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
    run.budget.spend(cost);
    return { kind: 'map', entries };
  };
}

function messageCode(expr: Expr & { kind: 'message' }): Code {
  const fields = expr.fields.map(({ name, value, optional }) => ({ name, value: codeOf(value), optional }));
  const wrapped = WRAPPERS.get(expr.name);
  return (run, scope) => {
    const entries = new Map<string, { key: CelValue; value: CelValue }>();
    for (const { name, value, optional } of fields) {
      const given = value(run, scope);
      // `?field:` takes an optional, and is left out where that holds nothing.
      const held = optional && isOptional(given) ? given.value : given;
      if (held !== undefined) entries.set(mapKey(name), { key: name, value: held });
    }
    run.budget.spend(OBJECT_COST);
    if (wrapped) return entries.get(mapKey('value'))?.value ?? ZEROS[wrapped.kind] ?? null;
    return { kind: 'map', entries, object: expr.name };
  };
}

function callCode(expr: Expr & { kind: 'call' }): Code {
  const { name, target, args } = expr;
  if (name === '_&&_' || name === '_||_') return logicCode(expr, name === '_||_');
  const [first, second, third] = args;
  if (name === '_?_:_' && first && second && third) {
    return choiceCode(codeOf(first), codeOf(second), codeOf(third));
  }
  if (name === 'has' && !target && first?.kind === 'select') return selectCode(first, true);
  if ((name === '_[_]' || name === '_[?_]') && first && second) {
    return indexCode(codeOf(first), codeOf(second), name === '_[?_]');
  }
  const macro = macroCode(expr, codeOf);
  if (macro) return macro;
  if (target && (name === 'or' || name === 'orValue') && first) {
    return otherwiseCode(name, codeOf(target), codeOf(first));
  }
  return functionCode(expr);
}

function choiceCode(condition: Code, yes: Code, no: Code): Code {
  return (run, scope) => {
    const chosen = condition(run, scope);
    if (typeof chosen !== 'boolean') throw NO_OVERLOAD;
    return chosen ? yes(run, scope) : no(run, scope);
  };
}

function indexCode(operand: Code, index: Code, optional: boolean): Code {
  return (run, scope) => {
    const value = operand(run, scope);
    const key = index(run, scope);
    run.budget.spend(1);
    return access(value, key, optional);
  };
}

/** `or` and `orValue`: the other is evaluated only where the optional holds nothing. */
function otherwiseCode(name: string, target: Code, other: Code): Code {
  return (run, scope) => {
    const optional = target(run, scope);
    if (!isOptional(optional)) throw noOverload(name, [optional]);
    if (optional.value === undefined) return other(run, scope);
    return name === 'or' ? optional : optional.value;
  };
}

/** `&&` and `||`: an operand that decides it makes errors of the others irrelevant. */
function logicCode(expr: Expr & { kind: 'call' }, decisive: boolean): Code {
  const terms = chainOf(expr).map(codeOf);
  return (run, scope) => {
    let failure: CelError | undefined;
    for (const term of terms) {
      try {
        const value = term(run, scope);
        if (value === decisive) return decisive;
        if (typeof value !== 'boolean') failure ??= NO_OVERLOAD;
      } catch (error) {
        if (!isOrdinary(error)) throw error;
        failure ??= error;
      }
    }
    if (failure) throw failure;
    return !decisive;
  };
}

function functionCode(expr: Expr & { kind: 'call' }): Code {
  const { name, target, args } = expr;
  const constant = isConstant(expr);
  const own = calling(name, (target ? [target, ...args] : args).map(codeOf), constant);
  if (target?.kind !== 'ident') return own;
  // `sets.contains(…)`: the name in front is that of a library.
  const library = target.name;
  const qualified = `${library}.${name}`;
  if (!named(qualified)) return own;
  const ofLibrary = calling(qualified, args.map(codeOf), constant);
  return (run, scope) => (lookup(library, run, scope) === undefined ? ofLibrary : own)(run, scope);
}

function calling(name: string, args: readonly Code[], constant: boolean): Code {
  const called = named(name);
  const byResult = isPricedByResult(name);
  return (run, scope) => {
    const { budget } = run;
    const values = args.map((arg) => arg(run, scope));
    if (!called) throw noOverload(name, values);
    const foreseen = foreseenCost(name, values);
    budget.foresee(foreseen);
    const result = call(name, called, values);
    if (!constant) budget.spend(byResult ? callCost(name, values, result) : foreseen);
    budget.work(worked(values, result));
    return result;
  };
}

function call(name: string, called: CelFunction, values: readonly CelValue[]): CelValue {
  try {
    return called(values);
  } catch (error) {
    if (error !== NO_OVERLOAD || Object.hasOwn(OPERATORS, name) || UNNAMED.has(name)) throw error;
    // `string` is a conversion, and of the types of libraries theirs.
    const other = functionNamed(name);
    if (other && other !== called) return call(name, other, values);
    throw noOverload(name, values);
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

const BUILT_IN: ReadonlyMap<string, CelFunction> = new Map(
  [AUTHORIZER, CONVERSIONS, OPTIONALS, OPERATORS].flatMap((table) => Object.entries(table)),
);

/** The function of a name: an operator, a conversion, one of optionals, of the authorizer or of the libraries. */
function named(name: string): CelFunction | undefined {
  return BUILT_IN.get(name) ?? functionNamed(name);
}

function noOverload(name: string, values: readonly CelValue[]): CelError {
  return new CelError(`no such overload: ${name}(${values.map(typeNameOf).join(', ')})`);
}
