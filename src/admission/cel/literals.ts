/** Literals that cannot be right, which cel-go tells once the types are (cel/validator.go, ext/formatting.go). */
import { parseDuration } from '../../api/duration.js';
import { append } from '../../api/lists.js';
import { parseTime } from '../../api/time.js';
import type { KubernetesVersion } from '../../api/version.js';
import { regexpError } from '../go/regexp.js';
import type { Expr, Issue } from './ast.js';
import { ClauseError, formatText } from './eval/library/format-text.js';
import { CelError, type CelValue, listValue } from './eval/value.js';
import { type CelType, celTypeName, DYN, OPEN, optionalOfWhat } from './types.js';
import { walk } from './walk.js';

type Types = ReadonlyMap<Expr, CelType>;

/** Literals that their function can never take, and lists and maps of values of several types; in the words of `says`. */
export function literalIssues(expr: Expr, types: Types, says?: KubernetesVersion): Issue[] {
  const issues: Issue[] = [];
  walk(expr, (part) => {
    if (part.kind === 'call') append(issues, [...argumentIssues(part), ...formatIssues(part, types)]);
    return undefined;
  });
  walk(expr, (part) => {
    // The arguments of a text may be of any types.
    if (part.kind === 'call' && part.name === 'format') return false;
    append(issues, mixedIssues(part, types, says));
    return undefined;
  });
  return issues.sort((a, b) => a.at - b.at);
}

function argumentIssues(call: Expr & { kind: 'call' }): Issue[] {
  const { name, target, args } = call;
  const arg = args[name === 'matches' && !target ? 1 : 0];
  if (arg?.kind !== 'literal' || arg.literal.type !== 'string') return [];
  const { value } = arg.literal;
  const bad =
    (name === 'matches' && regexpError(value) !== undefined) ||
    (name === 'duration' && !target && 'error' in parseDuration(value)) ||
    (name === 'timestamp' && !target && parseTime(value) === undefined);
  return bad ? [{ at: arg.at, message: `invalid ${name} argument` }] : [];
}

function mixedIssues(part: Expr, types: Types, says: KubernetesVersion | undefined): Issue[] {
  const typeOf = (expr: Expr, optional: boolean): CelType => {
    const type = types.get(expr) ?? DYN;
    return optional ? (optionalOfWhat(type) ?? type) : type;
  };
  if (part.kind === 'list') {
    const elements = part.elements.map((expr, at) => ({ expr, type: typeOf(expr, part.optional.has(at)) }));
    return mismatches(elements, says).slice(0, 1);
  }
  if (part.kind !== 'map') return [];
  return [
    ...mismatches(
      part.entries.map(({ key }) => ({ expr: key, type: typeOf(key, false) })),
      says,
    ),
    ...mismatches(
      part.entries.map(({ value, optional }) => ({ expr: value, type: typeOf(value, optional) })),
      says,
    ),
  ];
}

/** What is of another type than the first. */
function mismatches(
  parts: readonly { expr: Expr; type: CelType }[],
  says: KubernetesVersion | undefined,
): Issue[] {
  const first = parts[0]?.type;
  if (!first) return [];
  return parts
    .filter(({ type }) => !equivalent(first, type))
    .map(({ expr, type }) => ({
      at: expr.at,
      message: `expected type '${celTypeName(first, says)}' but found '${celTypeName(type, says)}'`,
    }));
}

/** The same type; what an empty literal holds is of any. */
function equivalent(a: CelType, b: CelType): boolean {
  if (a === OPEN || b === OPEN) return true;
  if (a.kind === 'list' && b.kind === 'list') return equivalent(a.of, b.of);
  if (a.kind === 'map' && b.kind === 'map') return equivalent(a.key, b.key) && equivalent(a.value, b.value);
  if (a.kind === 'opaque' && b.kind === 'opaque' && a.name === b.name) {
    return a.of.every((one, at) => equivalent(one, b.of[at] ?? OPEN));
  }
  return celTypeName(a) === celTypeName(b);
}

/** A value of each type that clauses are tried on; NaN and infinity are texts that clauses for doubles take. */
const SAMPLES: Readonly<Record<string, CelValue>> = {
  bool: true,
  int: 0n,
  uint: { kind: 'uint', value: 0n },
  double: 0,
  string: 'NaN',
  bytes: new Uint8Array(),
  null: null,
  timestamp: { kind: 'timestamp', nanos: 0n },
  duration: { kind: 'duration', nanos: 0n },
  list: listValue([]),
  map: { kind: 'map', entries: new Map() },
  type: { kind: 'type', name: 'type' },
};

/** A literal template against the types of the arguments in a literal list. */
function formatIssues(call: Expr & { kind: 'call' }, types: Types): Issue[] {
  const { name, target, args } = call;
  const [values] = args;
  if (name !== 'format' || target?.kind !== 'literal' || target.literal.type !== 'string') return [];
  if (values?.kind !== 'list') return [];
  const template = target.literal.value;
  const samples = values.elements.map((value) => SAMPLES[(types.get(value) ?? DYN).kind]);
  if (samples.includes(undefined)) return [];
  let needed: number;
  try {
    needed = formatText(template, samples as CelValue[]).used;
  } catch (error) {
    if (!(error instanceof CelError)) throw error;
    const culprit = error instanceof ClauseError ? values.elements[error.argument] : undefined;
    return [{ at: culprit?.at ?? call.at, message: error.message }];
  }
  if (needed === samples.length) return [];
  const counts = `expected ${needed}, got ${samples.length}`;
  return [{ at: call.at, message: `too many arguments supplied to string.format (${counts})` }];
}
