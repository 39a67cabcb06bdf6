/** The types of an expression's parts and what does not fit, in the words of cel-go's checker. */
import type { Expr, Issue } from './ast.js';
import { overloadsOf } from './library.js';
import {
  type Bindings,
  BOOL,
  type CelType,
  DYN,
  ERROR,
  fits,
  INT,
  listOf,
  mapOf,
  OPEN,
  optionalOf,
  optionalOfWhat,
  resolve,
  typeName,
} from './types.js';

/** What an expression may name. */
export interface CelEnvironment {
  variables: Readonly<Record<string, CelType>>;
  /** Messages that may be written, by name: `Object{…}`. The type of one of their kind. */
  message?(name: string): CelType | undefined;
  mutation?: boolean;
}

/** A tree with its type. */
export interface Checked {
  type: CelType;
  issues: Issue[];
  /** The names of the environment that are used. */
  names: ReadonlySet<string>;
}

/** Checks a tree. */
export function checkCel(expr: Expr, environment: CelEnvironment): Checked {
  const checker = new Checker(environment);
  const type = checker.check(expr, new Map());
  checker.issues.sort((a, b) => a.at - b.at);
  return { type, issues: checker.issues, names: checker.names };
}

/** What lies deeper is taken for anything. */
const DEEPEST = 500;

type Scope = ReadonlyMap<string, CelType>;

const TYPES: ReadonlySet<string> = new Set(
  'bool int uint double string bytes list map null_type type'.split(' '),
);

class Checker {
  readonly issues: Issue[] = [];
  readonly names = new Set<string>();
  private depth = 0;

  constructor(private readonly environment: CelEnvironment) {}

  private issue(at: number, message: string): CelType {
    this.issues.push({ at, message });
    return ERROR;
  }

  check(expr: Expr, scope: Scope): CelType {
    if (this.depth >= DEEPEST) return DYN;
    this.depth += 1;
    const type = this.typeOf(expr, scope);
    this.depth -= 1;
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
    return TYPES.has(name) ? { kind: 'type', of: DYN } : undefined;
  }

  private ident(name: string, at: number, scope: Scope): CelType {
    return this.lookup(name, scope) ?? this.issue(at, `undeclared reference to '${name}' (in container '')`);
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
        return this.issue(expr.at, `type '${typeName(operand)}' does not support field selection`);
    }
  }

  private list(expr: Expr & { kind: 'list' }, scope: Scope): CelType {
    let of: CelType | undefined;
    expr.elements.forEach((element, index) => {
      let type = this.check(element, scope);
      if (expr.optional.has(index)) type = optionalOfWhat(type) ?? type;
      of = this.join(of, type, element.at);
    });
    return listOf(of ?? OPEN);
  }

  private map(expr: Expr & { kind: 'map' }, scope: Scope): CelType {
    let [key, value]: (CelType | undefined)[] = [];
    for (const entry of expr.entries) {
      key = this.join(key, this.check(entry.key, scope), entry.key.at);
      const type = this.check(entry.value, scope);
      value = this.join(value, entry.optional ? (optionalOfWhat(type) ?? type) : type, entry.value.at);
    }
    return mapOf(key ?? OPEN, value ?? OPEN);
  }

  /** The elements of a literal are of one type. */
  private join(have: CelType | undefined, type: CelType, at: number): CelType {
    if (!have || type.kind === 'dyn') return type;
    if (have.kind === 'dyn') return have;
    const none: Bindings = new Map();
    if (fits(have, type, none)) return have;
    if (fits(type, have, none)) return type;
    this.issue(at, `expected type '${typeName(have)}' but found '${typeName(type)}'`);
    return have;
  }

  private message(expr: Expr & { kind: 'message' }, scope: Scope): CelType {
    const type = this.environment.message?.(expr.name);
    for (const field of expr.fields) this.check(field.value, scope);
    return type ?? this.issue(expr.at, `undeclared reference to '${expr.name}' (in container '')`);
  }

  private call(expr: Expr & { kind: 'call' }, scope: Scope): CelType {
    const macro = this.macro(expr, scope);
    if (macro) return macro;
    const library = expr.target && dotted(expr.target);
    const qualified = library === undefined ? undefined : `${library}.${expr.name}`;
    const mutation = this.environment.mutation === true;
    if (qualified !== undefined && overloadsOf(qualified, mutation) && !this.lookup(root(library), scope)) {
      return this.overload(qualified, undefined, expr, scope);
    }
    const target = expr.target && this.check(expr.target, scope);
    return this.overload(expr.name, target, expr, scope);
  }

  private overload(
    name: string,
    target: CelType | undefined,
    expr: Expr & { kind: 'call' },
    scope: Scope,
  ): CelType {
    const args = expr.args.map((arg) => this.check(arg, scope));
    const overloads = overloadsOf(name, this.environment.mutation === true);
    if (!overloads) return this.issue(expr.at, `undeclared reference to '${name}' (in container '')`);
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
      const type = resolve(one.result, bindings);
      result = result && typeName(result) !== typeName(type) ? DYN : type;
    }
    if (result) return result;
    const shown = args.map(typeName).join(', ');
    const applied = target ? `${typeName(target)}.(${shown})` : `(${shown})`;
    return this.issue(expr.at, `found no matching overload for '${name}' applied to '${applied}'`);
  }

  /** Macros: has(), and comprehensions over lists and maps. Undefined for a call that is none. */
  private macro(expr: Expr & { kind: 'call' }, scope: Scope): CelType | undefined {
    const { name, target, args } = expr;
    if (!target) {
      const [arg] = args;
      if (name !== 'has' || !arg || args.length !== 1) return undefined;
      if (arg.kind !== 'select') return this.issue(arg.at, 'invalid argument to has() macro');
      this.check({ ...arg, test: true }, scope);
      return BOOL;
    }
    if (name === 'bind' && target.kind === 'ident' && target.name === 'cel' && args.length === 3) {
      const [variable, init, body] = args as [Expr, Expr, Expr];
      if (variable.kind !== 'ident')
        return this.issue(variable.at, 'cel.bind() variable names must be simple identifiers');
      return this.check(body, new Map([...scope, [variable.name, this.check(init, scope)]]));
    }
    if ((name === 'optMap' || name === 'optFlatMap') && args.length === 2) {
      const [variable, body] = args as [Expr, Expr];
      const of = optionalOfWhat(this.check(target, scope)) ?? DYN;
      if (variable.kind !== 'ident')
        return this.issue(variable.at, `${name}() variable name must be a simple identifier`);
      const type = this.check(body, new Map([...scope, [variable.name, of]]));
      return name === 'optMap' ? optionalOf(type) : type;
    }
    return this.comprehension(expr, target, scope);
  }

  private comprehension(expr: Expr & { kind: 'call' }, target: Expr, scope: Scope): CelType | undefined {
    const shape = COMPREHENSIONS.get(`${expr.name}/${expr.args.length}`);
    if (!shape) return undefined;
    const range = this.check(target, scope);
    const [key, value] = this.rangeOf(range, target.at);
    const inner = new Map(scope);
    const variables = expr.args.slice(0, shape.variables);
    variables.forEach((variable, index) => {
      if (variable.kind !== 'ident') this.issue(variable.at, 'argument must be a simple name');
      else inner.set(variable.name, shape.variables === 2 ? (index === 0 ? key : value) : key);
    });
    // A list hands over its elements, with two variables the index first.
    if (range.kind === 'list' && shape.variables === 1) {
      for (const variable of variables) if (variable.kind === 'ident') inner.set(variable.name, range.of);
    }
    const bodies = expr.args.slice(shape.variables).map((body) => ({ body, type: this.check(body, inner) }));
    const last = bodies[bodies.length - 1]?.type ?? DYN;
    const conditions = shape.result === 'bool' || shape.result === 'range' ? bodies : bodies.slice(0, -1);
    for (const { type } of conditions) {
      if (!fits(BOOL, type, new Map())) {
        this.issue(
          expr.at,
          `found no matching overload for '${shape.operator}' applied to '(bool, ${typeName(type)})'`,
        );
      }
    }
    switch (shape.result) {
      case 'bool':
        return BOOL;
      case 'range':
        return range.kind === 'list' ? range : listOf(key);
      case 'sorted':
        return range;
      case 'list':
        return listOf(last);
      case 'map':
        return mapOf(key, last);
      default:
        return mapOf(DYN, DYN);
    }
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
          `expression of type '${typeName(range)}' cannot be range of a comprehension (must be list, map, or dynamic)`,
        );
        return [ERROR, ERROR];
    }
  }
}

interface Comprehension {
  variables: 1 | 2;
  result: 'bool' | 'range' | 'sorted' | 'list' | 'map' | 'entries';
  operator: string;
}

const COMPREHENSIONS: ReadonlyMap<string, Comprehension> = new Map([
  ['all/2', { variables: 1, result: 'bool', operator: '_&&_' }],
  ['all/3', { variables: 2, result: 'bool', operator: '_&&_' }],
  ['exists/2', { variables: 1, result: 'bool', operator: '_||_' }],
  ['exists/3', { variables: 2, result: 'bool', operator: '_||_' }],
  ['exists_one/2', { variables: 1, result: 'bool', operator: '_?_:_' }],
  ['existsOne/2', { variables: 1, result: 'bool', operator: '_?_:_' }],
  ['exists_one/3', { variables: 2, result: 'bool', operator: '_?_:_' }],
  ['existsOne/3', { variables: 2, result: 'bool', operator: '_?_:_' }],
  ['filter/2', { variables: 1, result: 'range', operator: '_?_:_' }],
  ['map/2', { variables: 1, result: 'list', operator: '_?_:_' }],
  ['map/3', { variables: 1, result: 'list', operator: '_?_:_' }],
  ['sortBy/2', { variables: 1, result: 'sorted', operator: '_?_:_' }],
  ['transformList/3', { variables: 2, result: 'list', operator: '_?_:_' }],
  ['transformList/4', { variables: 2, result: 'list', operator: '_?_:_' }],
  ['transformMap/3', { variables: 2, result: 'map', operator: '_?_:_' }],
  ['transformMap/4', { variables: 2, result: 'map', operator: '_?_:_' }],
  ['transformMapEntry/3', { variables: 2, result: 'entries', operator: '_?_:_' }],
  ['transformMapEntry/4', { variables: 2, result: 'entries', operator: '_?_:_' }],
]);

/** `a.b.c` as one name; undefined for anything else. */
function dotted(expr: Expr): string | undefined {
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
