/** Going through the parts of an expression. */
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
    if (see(part) !== false) open.push(...childrenOf(part));
  }
}
