/** Expressions as the API server compiles them: their type, or what is wrong in cel-go's layout. */
import { parseDuration } from '../../api/duration.js';
import { parseTime } from '../../api/time.js';
import { regexpError } from '../rules/go-regexp.js';
import type { Expr, Issue } from './ast.js';
import { type CelEnvironment, checkCel } from './check.js';
import { parseCel } from './parse.js';
import type { CelType } from './types.js';

/** What came of an expression: its type, or the text of the errors. */
export type Compiled =
  | { expr: Expr; type: CelType; names: ReadonlySet<string> }
  | { error: string; names: ReadonlySet<string> };

const NO_NAMES: ReadonlySet<string> = new Set();

/** Reads and checks an expression; it is not run. */
export function compileCel(text: string, environment: CelEnvironment): Compiled {
  const parsed = parseCel(text);
  if (!parsed.expr) return { error: issuesText(text, parsed.issues), names: NO_NAMES };
  const checked = checkCel(parsed.expr, environment);
  const issues = checked.issues.length > 0 ? checked.issues : literalIssues(parsed.expr);
  if (issues.length > 0) return { error: issuesText(text, issues), names: checked.names };
  return { expr: parsed.expr, type: checked.type, names: checked.names };
}

/** Literals that their function can never take. */
function literalIssues(expr: Expr): Issue[] {
  const issues: Issue[] = [];
  visit(expr, (node) => {
    if (node.kind !== 'call') return;
    const arg = node.args[node.name === 'matches' && !node.target ? 1 : 0];
    if (arg?.kind !== 'literal' || arg.literal.type !== 'string') return;
    const { value } = arg.literal;
    const bad =
      (node.name === 'matches' && regexpError(value) !== undefined) ||
      (node.name === 'duration' && !node.target && 'error' in parseDuration(value)) ||
      (node.name === 'timestamp' && !node.target && parseTime(value) === undefined);
    if (bad) issues.push({ at: arg.at, message: `invalid ${node.name} argument` });
  });
  return issues.sort((a, b) => a.at - b.at);
}

function visit(expr: Expr, see: (node: Expr) => void): void {
  const open = [expr];
  for (let node = open.pop(); node; node = open.pop()) {
    see(node);
    if (node.kind === 'select') open.push(node.operand);
    else if (node.kind === 'call') open.push(...(node.target ? [node.target] : []), ...node.args);
    else if (node.kind === 'list') open.push(...node.elements);
    else if (node.kind === 'map') for (const { key, value } of node.entries) open.push(key, value);
    else if (node.kind === 'message') for (const { value } of node.fields) open.push(value);
  }
}

/** Issues in cel-go's layout: the message, the line, a caret under the place. */
export function issuesText(text: string, issues: readonly Issue[]): string {
  return issues.map((issue) => issueText(text, issue)).join('\n');
}

function issueText(text: string, { at, message }: Issue): string {
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
