/** The types of an expression's parts and what does not fit, in the words of cel-go's checker. */
import type { KubernetesVersion } from '../../api/version.js';
import type { Expr, Issue } from './ast.js';
import { isDeclared, overloadsOf } from './library.js';
import { type Comprehension, comprehensionOf, isBinding, macroSince } from './macros.js';
import {
  type Bindings,
  BOOL,
  type CelType,
  celTypeName,
  DYN,
  ERROR,
  fits,
  INT,
  listOf,
  mapOf,
  OPEN,
  optionalOf,
  optionalOfWhat,
  resolveType,
  TYPE_NAMES,
  WRAPPERS,
} from './types.js';
import { chainOf } from './walk.js';

/** What an expression may name. */
export interface CelEnvironment {
  variables: Readonly<Record<string, CelType>>;
  /** Messages that may be written, by name: `Object{…}`. The type of one of their kind. */
  message?(name: string): CelType | undefined;
  mutation?: boolean;
  /** The Kubernetes that the expression is new to: what its server brought itself is not declared yet. Everything is without it. */
  newTo?: KubernetesVersion;
  /** The Kubernetes in whose words it is told what is wrong, the newest unless said. */
  says?: KubernetesVersion;
  /** `cel.bind(name, value, expression)` is there. */
  bindings?: boolean;
}

/** A tree with its type. */
export interface Checked {
  type: CelType;
  issues: Issue[];
  /** The names of the environment that are used. */
  names: ReadonlySet<string>;
  /** The types of all its parts. */
  types: ReadonlyMap<Expr, CelType>;
}

/** Checks a tree. */
export function checkCel(expr: Expr, environment: CelEnvironment): Checked {
  const checker = new Checker(environment);
  const type = checker.check(expr, new Map());
  const { issues } = checker;
  issues.sort((a, b) => a.at - b.at);
  return { type, issues, names: checker.names, types: checker.types };
}

/** The minor whose server brought optional values (environment/base.go). */
const OPTIONALS_SINCE = '1.28';

type Scope = ReadonlyMap<string, CelType>;

class Checker {
  readonly issues: Issue[] = [];
  readonly types = new Map<Expr, CelType>();
  readonly names = new Set<string>();

  constructor(private readonly environment: CelEnvironment) {}

  private issue(at: number, message: string): CelType {
    this.issues.push({ at, message });
    return ERROR;
  }

  private undeclared(name: string, at: number): CelType {
    return this.issue(at, `undeclared reference to '${name}' (in container '')`);
  }

  private nameOf(type: CelType): string {
    return celTypeName(type, this.environment.says);
  }

  private mismatch(at: number, wanted: CelType, found: CelType): void {
    this.issue(at, `expected type '${this.nameOf(wanted)}' but found '${this.nameOf(found)}'`);
  }

  check(expr: Expr, scope: Scope): CelType {
    const type = this.typeOf(expr, scope);
    this.types.set(expr, type);
    return type;
  }

  private typeOf(expr: Expr, scope: Scope): CelType {
    switch (expr.kind) {
      case 'literal':
        return { kind: expr.literal.type };
      case 'ident':
        return this.ident(expr.name, expr.at, scope);
      case 'select':
        return this.select(expr, scope);
      case 'call':
        return this.call(expr, scope);
      case 'list':
        return this.list(expr, scope);
      case 'map':
        return this.map(expr, scope);
      case 'message':
        return this.message(expr, scope);
    }
  }

  private lookup(name: string, scope: Scope): CelType | undefined {
    const local = scope.get(name);
    if (local) return local;
    const { variables } = this.environment;
    if (Object.hasOwn(variables, name)) {
      this.names.add(name);
      return variables[name];
    }
    return TYPE_NAMES.has(name) ? { kind: 'type', of: DYN } : undefined;
  }

  private ident(name: string, at: number, scope: Scope): CelType {
    return this.lookup(name, scope) ?? this.undeclared(name, at);
  }

  private select(expr: Expr & { kind: 'select' }, scope: Scope): CelType {
    // A dotted name that is declared as a whole (`google.protobuf.Timestamp`, `authorizer.requestResource`).
    const whole = dotted(expr);
    const known = whole === undefined ? undefined : this.lookup(whole, scope);
    if (known) return expr.test ? BOOL : known;
    const operand = this.check(expr.operand, scope);
    const inner = optionalOfWhat(operand);
    const type = this.field(inner ?? operand, expr);
    if (expr.test) return BOOL;
    return inner || expr.optional ? optionalOf(optionalOfWhat(type) ?? type) : type;
  }

  private field(operand: CelType, expr: Expr & { kind: 'select' }): CelType {
    switch (operand.kind) {
      case 'dyn':
      case 'error':
      case 'param':
        return operand.kind === 'error' ? ERROR : DYN;
      case 'map':
        return operand.value;
      case 'object':
        return operand.fields.get(expr.field) ?? this.issue(expr.at, `undefined field '${expr.field}'`);
      default:
        return this.issue(expr.at, `type '${this.nameOf(operand)}' does not support field selection`);
    }
  }

  private list(expr: Expr & { kind: 'list' }, scope: Scope): CelType {
    let of: CelType | undefined;
    expr.elements.forEach((element, index) => {
      let type = this.check(element, scope);
      if (expr.optional.has(index)) type = this.unwrapped(type, element.at);
      of = join(of, type);
    });
    return listOf(of ?? OPEN);
  }

  private map(expr: Expr & { kind: 'map' }, scope: Scope): CelType {
    let [key, value]: (CelType | undefined)[] = [];
    for (const entry of expr.entries) {
      key = join(key, this.check(entry.key, scope));
      const type = this.check(entry.value, scope);
      value = join(value, entry.optional ? this.unwrapped(type, entry.value.at) : type);
    }
    return mapOf(key ?? OPEN, value ?? OPEN);
  }

  /** The type inside of the optional that has to stand here. */
  private unwrapped(type: CelType, at: number): CelType {
    const inner = optionalOfWhat(type);
    if (inner === undefined && type.kind !== 'dyn') this.mismatch(at, optionalOf(type), type);
    return inner ?? type;
  }

  private message(expr: Expr & { kind: 'message' }, scope: Scope): CelType {
    const type = WRAPPERS.get(expr.name) ?? this.environment.message?.(expr.name);
    // The fields of what is not known are not looked at.
    if (!type && !TYPE_NAMES.has(expr.name)) return this.undeclared(expr.name, expr.at);
    const declared = type?.kind === 'object' ? type.fields : undefined;
    for (const { name, at, value, optional } of expr.fields) {
      const found = this.check(value, scope);
      const given = optional ? this.unwrapped(found, value.at) : found;
      // Of types that declare no fields nothing is known.
      if (!declared?.size) continue;
      const wanted = declared.get(name) ?? ERROR;
      if (wanted.kind !== 'error' && fits(wanted, given, new Map())) continue;
      const types = `'${wanted.kind === 'error' ? '' : this.nameOf(wanted)}' but provided type is '${this.nameOf(given)}'`;
      this.issue(at, `expected type of field '${name}' is ${types}`);
    }
    return type ?? this.issue(expr.at, `'${expr.name}' is not a message type`);
  }

  private call(expr: Expr & { kind: 'call' }, scope: Scope): CelType {
    const macro = this.macro(expr, scope);
    if (macro) return macro;
    const library = expr.target && dotted(expr.target);
    const qualified = library === undefined ? undefined : `${library}.${expr.name}`;
    if (qualified !== undefined && this.overloads(qualified) && !this.lookup(root(library), scope)) {
      return this.overload(qualified, undefined, expr, scope);
    }
    const target = expr.target && this.check(expr.target, scope);
    return this.overload(expr.name, target, expr, scope);
  }

  private overloads(name: string): ReturnType<typeof overloadsOf> {
    const { mutation, newTo, says } = this.environment;
    return overloadsOf(name, mutation, newTo, says);
  }

  private overload(
    name: string,
    target: CelType | undefined,
    expr: Expr & { kind: 'call' },
    scope: Scope,
  ): CelType {
    if (name === '_&&_' || name === '_||_') {
      // A chain may have more links than anything may be deep.
      for (const link of chainOf(expr)) this.condition(link.at, this.check(link, scope));
      return BOOL;
    }
    const args = expr.args.map((arg) => this.check(arg, scope));
    const overloads = this.overloads(name);
    if (!overloads) return this.undeclared(name, expr.at);
    if (overloads.length === 0) return DYN;
    const given = target ? [target, ...args] : args;
    if (given.some((type) => type.kind === 'error')) return ERROR;
    let result: CelType | undefined;
    for (const one of overloads) {
      if ((one.target !== undefined) !== (target !== undefined)) continue;
      const wanted = one.target ? [one.target, ...one.args] : one.args;
      if (wanted.length !== given.length) continue;
      const bindings: Bindings = new Map();
      if (!wanted.every((type, at) => fits(type, given[at] ?? DYN, bindings))) continue;
      const type = resolveType(one.result, bindings);
      result = result && celTypeName(result) !== celTypeName(type) ? DYN : type;
    }
    if (result) return result;
    const shown = args.map((arg) => this.nameOf(arg)).join(', ');
    const applied = target ? `${this.nameOf(target)}.(${shown})` : `(${shown})`;
    return this.issue(expr.at, `found no matching overload for '${name}' applied to '${applied}'`);
  }

  /** Macros: has(), and comprehensions over lists and maps. Undefined for a call that is none. */
  private macro(expr: Expr & { kind: 'call' }, scope: Scope): CelType | undefined {
    const { name, target, args } = expr;
    if (!target) {
      const [arg] = args;
      if (name !== 'has' || args.length !== 1 || arg?.kind !== 'select') return undefined;
      this.check({ ...arg, at: expr.at, test: true }, scope);
      return BOOL;
    }
    const { newTo } = this.environment;
    if (
      (name === 'optMap' || name === 'optFlatMap') &&
      args.length === 2 &&
      isDeclared(OPTIONALS_SINCE, newTo)
    ) {
      const [variable, body] = args as [Expr, Expr];
      const of = optionalOfWhat(this.check(target, scope)) ?? DYN;
      const type = this.check(body, withVariable(scope, variable, of));
      return name === 'optMap' ? optionalOf(type) : type;
    }
    if (this.environment.bindings && isBinding(expr)) {
      const [variable, value, body] = args as [Expr, Expr, Expr];
      return this.check(body, withVariable(scope, variable, this.check(value, scope)));
    }
    return this.comprehension(expr, target, scope);
  }

  /** `found` stands where a bool is wanted. */
  private condition(at: number, found: CelType): void {
    if (!fits(BOOL, found, new Map())) this.mismatch(at, BOOL, found);
  }

  private comprehension(expr: Expr & { kind: 'call' }, target: Expr, scope: Scope): CelType | undefined {
    const shape = comprehensionOf(expr);
    if (!shape || !isDeclared(macroSince(shape), this.environment.newTo)) return undefined;
    const range = this.check(target, scope);
    const [key, value] = this.rangeOf(range, target.at);
    const [first, second] = expr.args as [Expr, Expr];
    // A list hands over its elements, with two variables the index first.
    const single = range.kind === 'list' ? range.of : key;
    const inner =
      shape.variables === 2
        ? withVariable(withVariable(scope, first, key), second, value)
        : withVariable(scope, first, single);
    const bodies = expr.args.slice(shape.variables).map((body) => ({ body, type: this.check(body, inner) }));
    const last = bodies[bodies.length - 1]?.type ?? DYN;
    const results: Readonly<Record<Comprehension['result'], CelType>> = {
      bool: BOOL,
      count: INT,
      range: range.kind === 'list' ? range : listOf(key),
      sorted: range,
      list: listOf(last),
      map: mapOf(key, last),
      entries: mapOf(DYN, DYN),
    };
    const result = results[shape.result];
    if (shape.result === 'bool') for (const { body, type } of bodies) this.condition(body.at, type);
    const conditions = ['count', 'range'].includes(shape.result) ? bodies : bodies.slice(0, -1);
    for (const { type } of shape.result === 'bool' ? [] : conditions) {
      if (fits(BOOL, type, new Map())) continue;
      const made = this.nameOf(result);
      const applied = `(${this.nameOf(type)}, ${made}, ${made})`;
      this.issue(expr.at, `found no matching overload for '_?_:_' applied to '${applied}'`);
    }
    return shape.result === 'count' ? BOOL : result;
  }

  /** The types of keys (or indexes) and values of what is gone through. */
  private rangeOf(range: CelType, at: number): [CelType, CelType] {
    switch (range.kind) {
      case 'list':
        return [INT, range.of];
      case 'map':
        return [range.key, range.value];
      case 'dyn':
      case 'error':
      case 'param':
        return [DYN, DYN];
      default:
        this.issue(
          at,
          `expression of type '${this.nameOf(range)}' cannot be range of a comprehension (must be list, map, or dynamic)`,
        );
        return [ERROR, ERROR];
    }
  }
}

/** The type that elements of a literal have in common: of two that fit, the more general one. */
function join(have: CelType | undefined, found: CelType): CelType {
  if (!have) return found;
  const [a, b] = [filled(have, found), filled(found, have)];
  const none: Bindings = new Map();
  if (!fits(a, b, none) && !fits(b, a, none)) return DYN;
  return isGeneral(a, b) ? a : b;
}

/** The type with what it leaves open taken from another one. */
function filled(type: CelType, from: CelType): CelType {
  if (type === OPEN) return from;
  if (type.kind === 'list' && from.kind === 'list') return listOf(filled(type.of, from.of));
  if (type.kind === 'map' && from.kind === 'map') {
    return mapOf(filled(type.key, from.key), filled(type.value, from.value));
  }
  if (type.kind !== 'opaque' || from.kind !== 'opaque' || type.name !== from.name) return type;
  return { ...type, of: type.of.map((one, at) => filled(one, from.of[at] ?? one)) };
}

/** Whether a type says no more than another one of the same shape. */
function isGeneral(a: CelType, b: CelType): boolean {
  if (a.kind === 'dyn') return true;
  if (b.kind === 'dyn') return false;
  if (a.kind === 'list' && b.kind === 'list') return isGeneral(a.of, b.of);
  if (a.kind === 'map' && b.kind === 'map') return isGeneral(a.key, b.key) && isGeneral(a.value, b.value);
  if (a.kind === 'opaque' && b.kind === 'opaque') {
    return a.of.every((one, at) => isGeneral(one, b.of[at] ?? one));
  }
  return a.kind === b.kind;
}

/** The scope with one more name in it. */
function withVariable(scope: Scope, variable: Expr, type: CelType): Scope {
  return variable.kind === 'ident' ? new Map([...scope, [variable.name, type]]) : scope;
}

/** `a.b.c` as one name; undefined for anything else. */
export function dotted(expr: Expr): string | undefined {
  const fields: string[] = [];
  let at = expr;
  while (at.kind === 'select' && !at.optional && fields.length < 16) {
    fields.unshift(at.field);
    at = at.operand;
  }
  return at.kind === 'ident' ? [at.name, ...fields].join('.') : undefined;
}

function root(name: string | undefined): string {
  return (name ?? '').replace(/\..*$/s, '');
}
