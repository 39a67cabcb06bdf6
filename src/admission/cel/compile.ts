/** Expressions as the API server compiles them: their type, or what is wrong in cel-go's layout. */
import type { Expr, Issue } from './ast.js';
import { type CelEnvironment, checkCel } from './check.js';
import { instantiationError } from './instantiate.js';
import { literalIssues } from './literals.js';
import { NOWHERE, parseCel } from './parse.js';
import type { CelType } from './types.js';

/** What came of an expression: its type and those of its parts, or the text of the errors and where they were found. */
export type Compiled =
  | { expr: Expr; type: CelType; types: ReadonlyMap<Expr, CelType>; names: ReadonlySet<string> }
  | { error: string; phase: 'compilation' | 'instantiation'; names: ReadonlySet<string> };

const NO_NAMES: ReadonlySet<string> = new Set();

/** Reads and checks an expression; it is not run. */
export function compileCel(text: string, environment: CelEnvironment): Compiled {
  const parsed = parseCel(text);
  const failed = (issues: readonly Issue[], names = NO_NAMES): Compiled => ({
    error: issuesText(text, issues),
    phase: 'compilation',
    names,
  });
  if (!parsed.expr) return failed(parsed.issues);
  const { expr } = parsed;
  const { issues, names, type, types } = checkCel(expr, environment);
  if (issues.length > 0) return failed(issues, names);
  const literals = literalIssues(expr, types, environment.says);
  if (literals.length > 0) return failed(literals, names);
  const error = instantiationError(expr);
  return error === undefined ? { expr, type, types, names } : { error, phase: 'instantiation', names };
}

/** What the server says of an expression that does not compile: `compilation failed: …`. */
export function compileError({ error, phase }: Extract<Compiled, { error: string }>): string {
  return `${phase === 'compilation' ? 'compilation' : 'program instantiation'} failed: ${error}`;
}

/** The most errors that are told of one expression. */
const MOST_TOLD = 100;

/** Issues in cel-go's layout: the message, the line, a caret under the place. */
function issuesText(text: string, issues: readonly Issue[]): string {
  const told = issues.slice(0, MOST_TOLD).map((issue) => issueText(text, issue));
  const more = issues.length - told.length;
  return [...told, ...(more > 0 ? [`${more} more errors were truncated`] : [])].join('\n');
}

function issueText(text: string, { at, message }: Issue): string {
  if (at === NOWHERE) return `ERROR: <input>:-1:0: ${message}`;
  const before = Array.from(text).slice(0, at).join('').split('\n');
  const line = before.length;
  const column = Array.from(before[line - 1] ?? '').length;
  if (text === '') return `ERROR: <input>:1:0: ${message}`;
  const shown = Array.from((text.split('\n')[line - 1] ?? '').replaceAll('\t', ' '));
  const wide = (index: number): boolean => Buffer.byteLength(shown[index] ?? '') > 1;
  const dots = shown.slice(0, column).map((_, index) => (wide(index) ? '．' : '.'));
  const caret = wide(column) ? '＾' : '^';
  return `ERROR: <input>:${line}:${column + 1}: ${message}\n | ${shown.join('')}\n | ${dots.join('')}${caret}`;
}
