/** What goes wrong when a checked expression is made ready to run: constant parts are evaluated then (cel-go interpreter/decorators.go). */
import { regexpError } from '../go/regexp.js';
import type { Expr } from './ast.js';
import { evaluate } from './eval/evaluate.js';
import { CelError } from './eval/value.js';
import { childrenOf, isConstant } from './walk.js';

const PATTERNS: ReadonlySet<string> = new Set(['find', 'findAll', 'matches']);
const DEEPEST = 500;

/** The error of the first constant part that has none but this; undefined where all is well. */
export function instantiationError(expr: Expr, depth = 0): string | undefined {
  if (depth > DEEPEST) return undefined;
  for (const part of childrenOf(expr)) {
    const error = instantiationError(part, depth + 1);
    if (error !== undefined) return error;
  }
  if (expr.kind !== 'call') return undefined;
  const pattern = expr.target && PATTERNS.has(expr.name) ? expr.args[0] : undefined;
  if (pattern?.kind === 'literal' && typeof pattern.literal.value === 'string') {
    return regexpError(pattern.literal.value);
  }
  return isConstant(expr) ? errorOf(expr) : undefined;
}

function errorOf(expr: Expr): string | undefined {
  try {
    evaluate(expr, new Map());
    return undefined;
  } catch (error) {
    if (error instanceof CelError) return error.message;
    throw error;
  }
}
