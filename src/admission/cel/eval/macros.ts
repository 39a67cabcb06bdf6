/**
 * Macros: loops over lists and maps, and what names a value for an expression (cel-go parser/macro.go,
 * ext/comprehensions.go, ext/lists.go). Each folds as cel-go folds: `all` and `exists` go past errors in search of an
 * answer, the others keep the last one.
 */
import type { Expr } from '../ast.js';
import { isBinding } from '../macros.js';
import { isOptional, NONE, some } from './access.js';
import { isOrdinary } from './budget.js';
import { compare } from './equality.js';
import { keyShown, typeNameOf } from './text.js';
import { CelError, type CelMap, type CelValue, listValue, mapValue, NO_OVERLOAD } from './value.js';

/** The names of an inner expression. */
export interface Scope {
  name: string;
  value(): CelValue;
  outer: Scope | undefined;
}

/** What a macro needs of the evaluator. */
export interface Machine {
  eval(expr: Expr, scope: Scope | undefined): CelValue;
  spend(cost: number): void;
}

type Call = Expr & { kind: 'call' };

/** A loop: the names of its variables are taken off the arguments. */
interface Loop {
  variables: 1 | 2;
  /** What a round costs beside the expressions. */
  round: number;
  run(rounds: Iterable<Round>, bodies: readonly Expr[], machine: Machine): CelValue;
}

interface Round {
  key: CelValue;
  item: CelValue;
  scope: Scope;
}

/** Whether a condition holds. */
function holds(expr: Expr, scope: Scope, machine: Machine): boolean {
  const value = machine.eval(expr, scope);
  if (typeof value !== 'boolean') throw NO_OVERLOAD;
  return value;
}

/** Searches for a round whose condition is `wanted`; an error counts only when there is none. */
function search(wanted: boolean): Loop['run'] {
  return (rounds, [condition], machine) => {
    let failure: CelError | undefined;
    for (const { scope } of rounds) {
      try {
        if (holds(condition as Expr, scope, machine) === wanted) return wanted;
      } catch (error) {
        if (!isOrdinary(error)) throw error;
        failure ??= error;
      }
    }
    if (failure) throw failure;
    return !wanted;
  };
}

/** Calls `each` for the rounds whose condition holds; all conditions are evaluated, the last error is the result. */
function choose(
  rounds: Iterable<Round>,
  condition: Expr | undefined,
  machine: Machine,
  each: (round: Round) => void,
): void {
  let failure: CelError | undefined;
  for (const round of rounds) {
    let chosen = true;
    try {
      chosen = condition === undefined || holds(condition, round.scope, machine);
    } catch (error) {
      if (!isOrdinary(error)) throw error;
      failure = error;
      continue;
    }
    if (!chosen || failure) continue;
    try {
      each(round);
    } catch (error) {
      if (!isOrdinary(error)) throw error;
      failure = error;
    }
  }
  if (failure) throw failure;
}

/** A loop whose last body makes something of the rounds that an optional condition before it lets through. */
function collect(make: (values: { round: Round; value: CelValue }[]) => CelValue): Loop['run'] {
  return (rounds, bodies, machine) => {
    const body = bodies[bodies.length - 1] as Expr;
    const values: { round: Round; value: CelValue }[] = [];
    choose(rounds, bodies.length > 1 ? bodies[0] : undefined, machine, (round) => {
      values.push({ round, value: machine.eval(body, round.scope) });
    });
    return make(values);
  };
}

const one: Loop['run'] = (rounds, [condition], machine) => {
  let count = 0;
  choose(rounds, condition, machine, () => {
    count += 1;
  });
  return count === 1;
};

const filter: Loop['run'] = (rounds, [condition], machine) => {
  const items: CelValue[] = [];
  choose(rounds, condition, machine, ({ item }) => items.push(item));
  return listValue(items);
};

const toList = collect((values) => listValue(values.map(({ value }) => value)));
const toMap = collect((values) => mapValue(values.map(({ round, value }) => [round.key, value])));
const toEntries = collect((values) => {
  const entries = new Map<string, { key: CelValue; value: CelValue }>();
  for (const { value } of values) {
    for (const [text, entry] of mapIn(value).entries) {
      if (entries.has(text)) throw new CelError(`insert failed: key ${keyShown(entry.key)} already exists`);
      entries.set(text, entry);
    }
  }
  return { kind: 'map', entries };
});

function mapIn(value: CelValue): CelMap {
  if (typeof value !== 'object' || value === null || !('kind' in value) || value.kind !== 'map')
    throw NO_OVERLOAD;
  return value;
}

const sorted = collect((values) =>
  listValue(
    values
      .map(({ round, value }) => ({ item: round.item, value }))
      .sort((a, b) => compare(a.value, b.value))
      .map(({ item }) => item),
  ),
);

const LOOPS: ReadonlyMap<string, Loop> = new Map<string, Loop>([
  ['all/2', { variables: 1, round: 3, run: search(false) }],
  ['all/3', { variables: 2, round: 3, run: search(false) }],
  ['exists/2', { variables: 1, round: 4, run: search(true) }],
  ['exists/3', { variables: 2, round: 4, run: search(true) }],
  ['exists_one/2', { variables: 1, round: 2, run: one }],
  ['exists_one/3', { variables: 2, round: 2, run: one }],
  ['existsOne/3', { variables: 2, round: 2, run: one }],
  ['filter/2', { variables: 1, round: 13, run: filter }],
  ['map/2', { variables: 1, round: 12, run: toList }],
  ['map/3', { variables: 1, round: 12, run: toList }],
  ['sortBy/2', { variables: 1, round: 12, run: sorted }],
  ['transformList/3', { variables: 2, round: 12, run: toList }],
  ['transformList/4', { variables: 2, round: 12, run: toList }],
  ['transformMap/3', { variables: 2, round: 3, run: toMap }],
  ['transformMap/4', { variables: 2, round: 3, run: toMap }],
  ['transformMapEntry/3', { variables: 2, round: 2, run: toEntries }],
  ['transformMapEntry/4', { variables: 2, round: 2, run: toEntries }],
]);

/** The value of a macro; undefined for a call that is none. */
export function macroValue(call: Call, scope: Scope | undefined, machine: Machine): CelValue | undefined {
  const { name, target, args } = call;
  if (!target) return undefined;
  if (isBinding(call)) return bound(args as [Expr, Expr, Expr], scope, machine);
  if ((name === 'optMap' || name === 'optFlatMap') && args.length === 2) {
    return optionalMacro(call, target, scope, machine);
  }
  const loop = LOOPS.get(`${name}/${args.length}`);
  if (!loop) return undefined;
  const range = machine.eval(target, scope);
  machine.spend(1);
  const variables = args.slice(0, loop.variables);
  return loop.run(roundsOf(range, variables, loop, scope, machine), args.slice(loop.variables), machine);
}

function optionalMacro(call: Call, target: Expr, scope: Scope | undefined, machine: Machine): CelValue {
  const [variable, body] = call.args as [Expr, Expr];
  const value = machine.eval(target, scope);
  if (!isOptional(value)) throw NO_OVERLOAD;
  machine.spend(1);
  const inner = value.value;
  if (inner === undefined) return NONE;
  const result = machine.eval(
    body,
    named(variable, () => inner, scope),
  );
  return call.name === 'optMap' ? some(result) : result;
}

/** `cel.bind(name, value, body)`. */
function bound(
  [variable, value, body]: [Expr, Expr, Expr],
  scope: Scope | undefined,
  machine: Machine,
): CelValue {
  const inner = machine.eval(value, scope);
  machine.spend(1);
  return machine.eval(
    body,
    named(variable, () => inner, scope),
  );
}

function named(variable: Expr, value: () => CelValue, outer: Scope | undefined): Scope {
  return { name: variable.kind === 'ident' ? variable.name : '', value, outer };
}

function* roundsOf(
  range: CelValue,
  variables: readonly Expr[],
  loop: Loop,
  outer: Scope | undefined,
  machine: Machine,
): Generator<Round> {
  const [first, second] = variables as [Expr, Expr | undefined];
  for (const [key, value] of pairsOf(range, loop)) {
    machine.spend(loop.round);
    // One variable is a list's element, or a map's key; two are index or key, and the value.
    const single = isList(range) ? value : key;
    let scope = named(first, () => (second ? key : single), outer);
    if (second) scope = named(second, () => value, scope);
    yield { key, item: single, scope };
  }
}

function isList(value: CelValue): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'list';
}

/** Go's names of types that cannot be gone through. */
const GO_TYPES: Readonly<Record<string, string>> = {
  null_type: 'types.Null',
  bool: 'types.Bool',
  int: 'types.Int',
  uint: 'types.Uint',
  double: 'types.Double',
  string: 'types.String',
  bytes: 'types.Bytes',
  'google.protobuf.Timestamp': 'types.Timestamp',
  'google.protobuf.Duration': 'types.Duration',
  optional_type: '*types.Optional',
  type: '*types.Type',
};

function pairsOf(range: CelValue, loop: Loop): Iterable<readonly [CelValue, CelValue]> {
  if (typeof range === 'object' && range !== null && 'kind' in range) {
    if (range.kind === 'list') return range.items.map((item, at) => [BigInt(at), item]);
    if (range.kind === 'map') {
      const entries = [...range.entries.values()];
      return loop.variables === 1
        ? entries.map(({ key }) => [key, key])
        : entries.map(({ key, value }) => [key, value]);
    }
  }
  const type = typeNameOf(range);
  const shown = GO_TYPES[type] ?? type;
  throw new CelError(
    loop.variables === 2
      ? `unsupported comprehension range type: ${shown}`
      : `got '${shown}', expected iterable type`,
  );
}

/** The value that a name stands for inside of macros; undefined for one that they do not bind. */
export function scoped(scope: Scope | undefined, name: string): Scope | undefined {
  for (let at = scope; at; at = at.outer) if (at.name === name) return at;
  return undefined;
}
