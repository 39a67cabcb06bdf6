/** Going through the parts of an expression. */
import { append } from '../../api/lists.js';
import type { Expr } from './ast.js';

/** The expressions right below one. */
export function childrenOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'select':
      return [expr.operand];
    case 'call':
      return expr.target ? [expr.target, ...expr.args] : expr.args;
    case 'list':
      return expr.elements;
    case 'map':
      return expr.entries.flatMap(({ key, value }) => [key, value]);
    case 'message':
      return expr.fields.map(({ value }) => value);
    default:
      return [];
  }
}

/** Shows all parts of an expression, itself first. What lies below a part that `see` says false of is passed over. */
export function walk(expr: Expr, see: (part: Expr) => boolean | undefined): void {
  const open = [expr];
  for (let part = open.pop(); part; part = open.pop()) {
    if (see(part) !== false) append(open, childrenOf(part));
  }
}

/** The operands of a chain of one operator (`a && b && c`), from left to right. */
export function chainOf(expr: Expr & { kind: 'call' }): Expr[] {
  const out: Expr[] = [];
  let at: Expr = expr;
  while (at.kind === 'call' && at.name === expr.name && at.args.length === 2) {
    out.push(at.args[1] as Expr);
    at = at.args[0] as Expr;
  }
  return [...out, at].reverse();
}

const CONVERSIONS: ReadonlySet<string> = new Set(
  'bool bytes double duration dyn int string timestamp type uint'.split(' '),
);
const constants = new WeakMap<Expr, boolean>();

/** Whether a part is made once for all evaluations: literals, lists and maps of such, conversions of such. */
export function isConstant(expr: Expr): boolean {
  if (expr.kind === 'literal') return true;
  let constant = constants.get(expr);
  if (constant === undefined) {
    const folds =
      (expr.kind === 'call' && !expr.target && expr.args.length === 1 && CONVERSIONS.has(expr.name)) ||
      (expr.kind === 'list' && expr.optional.size === 0) ||
      (expr.kind === 'map' && !expr.entries.some(({ optional }) => optional));
    constant = folds && childrenOf(expr).every(isConstant);
    constants.set(expr, constant);
  }
  return constant;
}
