/** How deep cel-go's parser has to go into a tree (parser/parser.go, checkAndIncrementRecursionDepth). */
import type { Expr } from './ast.js';
import { childrenOf } from './walk.js';

/** How many operators, fields, indexes and methods stand inside each other at most. */
export function nesting(expr: Expr): number {
  let deepest = 0;
  const open = [{ part: expr, above: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { part } = next;
    const above = next.above + (counts(part) ? 1 : 0);
    deepest = Math.max(deepest, above);
    for (const child of childrenOf(part)) open.push({ part: child, above });
  }
  return deepest;
}

/** `&&` and `||` are chains; signs and functions do not count. */
function counts(part: Expr): boolean {
  if (part.kind !== 'call') return part.kind === 'select';
  if (part.target || part.name === '@in') return true;
  return part.name.startsWith('_') && part.name !== '_&&_' && part.name !== '_||_';
}
