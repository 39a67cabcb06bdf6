/**
 * Macros: loops over lists and maps, and what names a value for an expression (cel-go parser/macro.go,
 * ext/comprehensions.go, ext/lists.go). Each folds as cel-go folds: `all` and `exists` go past errors in search of an
 * answer, the others keep the last one.
 */
import type { Expr } from '../ast.js';
import { isBinding } from '../macros.js';
import { isOptional, NONE, some } from './access.js';
import { type Budget, isOrdinary } from './budget.js';
import type { Code, Run, Scope } from './code.js';
import { compare } from './equality.js';
import { keyShown, typeNameOf } from './text.js';
import { CelError, type CelMap, type CelValue, listValue, mapValue, NO_OVERLOAD } from './value.js';

type Call = Expr & { kind: 'call' };

/** A loop: the names of its variables are taken off the arguments. */
interface Loop {
  variables: 1 | 2;
  /** What a round costs beside the expressions. */
  round: number;
  fold(rounds: Rounds, bodies: readonly Code[], run: Run): CelValue;
}

/** Goes through the rounds, until `visit` says that it has seen enough. */
type Rounds = (visit: (round: Round) => boolean) => void;

interface Round {
  key: CelValue;
  item: CelValue;
  scope: Scope;
}

/** Whether a condition holds. */
function holds(condition: Code, scope: Scope, run: Run): boolean {
  const value = condition(run, scope);
  if (typeof value !== 'boolean') throw NO_OVERLOAD;
  return value;
}

/** Searches for a round whose condition is `wanted`; an error counts only when there is none. */
function search(wanted: boolean): Loop['fold'] {
  return (rounds, [condition], run) => {
    let failure: CelError | undefined;
    let found = false;
    rounds(({ scope }) => {
      try {
        found = holds(condition as Code, scope, run) === wanted;
      } catch (error) {
        if (!isOrdinary(error)) throw error;
        failure ??= error;
      }
      return found;
    });
    if (found) return wanted;
    if (failure) throw failure;
    return !wanted;
  };
}

/** Calls `each` for the rounds whose condition holds; all conditions are evaluated, the last error is the result. */
function choose(rounds: Rounds, condition: Code | undefined, run: Run, each: (round: Round) => void): void {
  let failure: CelError | undefined;
  rounds((round) => {
    try {
      const chosen = condition === undefined || holds(condition, round.scope, run);
      if (chosen && !failure) each(round);
    } catch (error) {
      if (!isOrdinary(error)) throw error;
      failure = error;
    }
    return false;
  });
  if (failure) throw failure;
}

/** A loop whose last body makes something of the rounds that an optional condition before it lets through. */
function collect(make: (values: { round: Round; value: CelValue }[]) => CelValue): Loop['fold'] {
  return (rounds, bodies, run) => {
    const body = bodies[bodies.length - 1] as Code;
    const values: { round: Round; value: CelValue }[] = [];
    choose(rounds, bodies.length > 1 ? bodies[0] : undefined, run, (round) => {
      values.push({ round, value: body(run, round.scope) });
    });
    return make(values);
  };
}

const one: Loop['fold'] = (rounds, [condition], run) => {
  let count = 0;
  choose(rounds, condition, run, () => {
    count += 1;
  });
  return count === 1;
};

const filter: Loop['fold'] = (rounds, [condition], run) => {
  const items: CelValue[] = [];
  choose(rounds, condition, run, ({ item }) => items.push(item));
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
  ['all/2', { variables: 1, round: 3, fold: search(false) }],
  ['all/3', { variables: 2, round: 3, fold: search(false) }],
  ['exists/2', { variables: 1, round: 4, fold: search(true) }],
  ['exists/3', { variables: 2, round: 4, fold: search(true) }],
  ['exists_one/2', { variables: 1, round: 2, fold: one }],
  ['exists_one/3', { variables: 2, round: 2, fold: one }],
  ['existsOne/3', { variables: 2, round: 2, fold: one }],
  ['filter/2', { variables: 1, round: 13, fold: filter }],
  ['map/2', { variables: 1, round: 12, fold: toList }],
  ['map/3', { variables: 1, round: 12, fold: toList }],
  ['sortBy/2', { variables: 1, round: 12, fold: sorted }],
  ['transformList/3', { variables: 2, round: 12, fold: toList }],
  ['transformList/4', { variables: 2, round: 12, fold: toList }],
  ['transformMap/3', { variables: 2, round: 3, fold: toMap }],
  ['transformMap/4', { variables: 2, round: 3, fold: toMap }],
  ['transformMapEntry/3', { variables: 2, round: 2, fold: toEntries }],
  ['transformMapEntry/4', { variables: 2, round: 2, fold: toEntries }],
]);

/** A macro, made ready by `codeOf` of its parts; undefined for a call that is none. */
export function macroCode(call: Call, codeOf: (expr: Expr) => Code): Code | undefined {
  const { name, target, args } = call;
  if (!target) return undefined;
  if (isBinding(call)) return bindingCode(nameOf(args[0]), codeOf(args[1] as Expr), codeOf(args[2] as Expr));
  if ((name === 'optMap' || name === 'optFlatMap') && args.length === 2) {
    return optionalCode(name === 'optMap', codeOf(target), nameOf(args[0]), codeOf(args[1] as Expr));
  }
  const loop = LOOPS.get(`${name}/${args.length}`);
  if (!loop) return undefined;
  const range = codeOf(target);
  const variables = args.slice(0, loop.variables).map(nameOf);
  const bodies = args.slice(loop.variables).map(codeOf);
  return (run, scope) => {
    const value = range(run, scope);
    run.budget.spend(1);
    return loop.fold(roundsOf(value, variables, loop, scope, run.budget), bodies, run);
  };
}

function nameOf(variable: Expr | undefined): string {
  return variable?.kind === 'ident' ? variable.name : '';
}

function optionalCode(wraps: boolean, target: Code, name: string, body: Code): Code {
  return (run, outer) => {
    const optional = target(run, outer);
    if (!isOptional(optional)) throw NO_OVERLOAD;
    run.budget.spend(1);
    const { value } = optional;
    if (value === undefined) return NONE;
    const result = body(run, { name, value, outer });
    return wraps ? some(result) : result;
  };
}

/** `cel.bind(name, value, body)`. */
function bindingCode(name: string, bound: Code, body: Code): Code {
  return (run, outer) => {
    const value = bound(run, outer);
    run.budget.spend(1);
    return body(run, { name, value, outer });
  };
}

function roundsOf(
  range: CelValue,
  [first = '', second]: readonly string[],
  loop: Loop,
  outer: Scope | undefined,
  budget: Budget,
): Rounds {
  const pairs = pairsOf(range, loop);
  // One variable is a list's element, or a map's key; two are index or key, and the value.
  const ofList = isList(range);
  return (visit) => {
    for (let at = 0; at < pairs.length; at += 1) {
      const { key, value } = pairs.at(at);
      budget.spend(loop.round);
      const item = ofList ? value : key;
      const scope: Scope = { name: first, value: second === undefined ? item : key, outer };
      const inner = second === undefined ? scope : { name: second, value, outer: scope };
      if (visit({ key, item, scope: inner })) return;
    }
  };
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

/** What is gone through; index or key and value of each are put together when their turn comes. */
interface Pairs {
  length: number;
  at(index: number): { key: CelValue; value: CelValue };
}

function pairsOf(range: CelValue, loop: Loop): Pairs {
  if (typeof range === 'object' && range !== null && 'kind' in range) {
    if (range.kind === 'list') {
      const { items } = range;
      return { length: items.length, at: (at) => ({ key: BigInt(at), value: items[at] as CelValue }) };
    }
    if (range.kind === 'map') {
      const entries = [...range.entries.values()];
      const at = (index: number) => entries[index] as { key: CelValue; value: CelValue };
      // The values are not looked at where nobody names them.
      const keyAt = (index: number) => ({ key: at(index).key, value: at(index).key });
      return { length: entries.length, at: loop.variables === 1 ? keyAt : at };
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
