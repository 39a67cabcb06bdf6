/** Macros: what they are called with, and what is said of one that is not written as it must be (cel-go parser/macro.go, ext). */
import type { Expr, Issue } from './ast.js';

type Call = Expr & { kind: 'call' };

/** A macro that goes through a list or a map. */
export interface Comprehension {
  variables: 1 | 2;
  result: 'bool' | 'count' | 'range' | 'sorted' | 'list' | 'map' | 'entries';
}

/** The minors whose servers brought macros of two variables, and those of lists (environment/base.go). */
const TWO_VARIABLES_SINCE = '1.32';
const SORTED_SINCE = '1.34';

/** By name and number of arguments. `existsOne` has two variables only: Kubernetes loads no other one. */
const COMPREHENSIONS: ReadonlyMap<string, Comprehension> = new Map([
  ['all/2', { variables: 1, result: 'bool' }],
  ['all/3', { variables: 2, result: 'bool' }],
  ['exists/2', { variables: 1, result: 'bool' }],
  ['exists/3', { variables: 2, result: 'bool' }],
  ['exists_one/2', { variables: 1, result: 'count' }],
  ['exists_one/3', { variables: 2, result: 'count' }],
  ['existsOne/3', { variables: 2, result: 'count' }],
  ['filter/2', { variables: 1, result: 'range' }],
  ['map/2', { variables: 1, result: 'list' }],
  ['map/3', { variables: 1, result: 'list' }],
  ['sortBy/2', { variables: 1, result: 'sorted' }],
  ['transformList/3', { variables: 2, result: 'list' }],
  ['transformList/4', { variables: 2, result: 'list' }],
  ['transformMap/3', { variables: 2, result: 'map' }],
  ['transformMap/4', { variables: 2, result: 'map' }],
  ['transformMapEntry/3', { variables: 2, result: 'entries' }],
  ['transformMapEntry/4', { variables: 2, result: 'entries' }],
]);

/** Quantifiers, and whatever has two variables, say it in other words than `map` and its like. */
const QUANTIFIERS: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one']);
/** What the loops of macros gather their results in. */
const ACCUMULATOR = '__result__';

/** The macro that a call is, of those that go through something; undefined for none. */
export function comprehensionOf({ name, args }: Call): Comprehension | undefined {
  return COMPREHENSIONS.get(`${name}/${args.length}`);
}

/** The minor whose server brought a macro; undefined for what was always there. */
export function macroSince({ variables, result }: Comprehension): string | undefined {
  if (variables === 2) return TWO_VARIABLES_SINCE;
  return result === 'sorted' ? SORTED_SINCE : undefined;
}

/** Whether a call names a value for an expression: `cel.bind(name, value, expression)`. */
export function isBinding({ name, target, args }: Call): boolean {
  return name === 'bind' && args.length === 3 && target?.kind === 'ident' && target.name === 'cel';
}

/** What is wrong with the way in which a macro is written; undefined where all is well, and for what is none. */
export function macroIssue(call: Call): Issue | undefined {
  const { name, target, args } = call;
  const [first] = args;
  if (!first) return undefined;
  if (!target) {
    const bad = name === 'has' && args.length === 1 && (first.kind !== 'select' || first.optional);
    return bad ? { at: first.at, message: 'invalid argument to has() macro' } : undefined;
  }
  if ((name === 'optMap' || name === 'optFlatMap') && args.length === 2) {
    return first.kind === 'ident'
      ? undefined
      : { at: first.at, message: `${name}() variable name must be a simple identifier` };
  }
  const shape = comprehensionOf(call);
  return shape && variableIssue(name, args.slice(0, shape.variables));
}

function variableIssue(name: string, variables: readonly Expr[]): Issue | undefined {
  const [first, second] = variables;
  for (const { kind, at } of variables) {
    if (kind === 'ident') continue;
    const simple = second !== undefined || QUANTIFIERS.has(name);
    return { at, message: simple ? 'argument must be a simple name' : 'argument is not an identifier' };
  }
  if (second?.kind === 'ident' && first?.kind === 'ident' && first.name === second.name) {
    return { at: second.at, message: `duplicate variable name: ${first.name}` };
  }
  for (const variable of variables) {
    if (variable.kind === 'ident' && variable.name === ACCUMULATOR) {
      return { at: variable.at, message: 'iteration variable overwrites accumulator variable' };
    }
  }
  return undefined;
}
