/** Which fields of a value an expression reads, as far as its text says so. */
import type { Path } from '../../api/json.js';
import type { Expr } from './ast.js';
import { childrenOf } from './walk.js';

type Step = Path[number];

/** What the operators `_[_]` and `_[?_]` are called. */
const INDEX: ReadonlySet<string> = new Set(['_[_]', '_[?_]']);

/**
 * The fields below the variable `root` (`object`) that an expression reads, each as far as constants lead, in the order of
 * the text and each once: `object.spec.containers.all(c, …)` reads `spec.containers`. `variables` are expressions that go
 * by `variables.NAME`.
 */
export function fieldsRead(
  expr: Expr,
  root: string,
  variables: ReadonlyMap<string, Expr> = new Map(),
): Path[] {
  const found = new Map<string, Path>();
  const entered = new Set<string>();
  const see = (part: Expr): void => {
    const path = pathBelow(part, root);
    if (path) {
      found.set(JSON.stringify(path), path);
      return;
    }
    const variable = part.kind === 'select' && isIdent(part.operand, 'variables') ? part.field : undefined;
    const meant = variable === undefined || entered.has(variable) ? undefined : variables.get(variable);
    if (variable !== undefined && meant) {
      entered.add(variable);
      see(meant);
    }
    for (const child of childrenOf(part)) see(child);
  };
  see(expr);
  return [...found.values()];
}

/** Where an expression leads that is nothing but steps from `root`. */
function pathBelow(expr: Expr, root: string): Path | undefined {
  const steps: Step[] = [];
  let part = expr;
  while (!isIdent(part, root)) {
    const step = stepOf(part);
    if (!step) return undefined;
    steps.push(step.key);
    part = step.from;
  }
  return steps.reverse();
}

function stepOf(expr: Expr): { from: Expr; key: Step } | undefined {
  if (expr.kind === 'select') return { from: expr.operand, key: expr.field };
  if (expr.kind !== 'call' || !INDEX.has(expr.name)) return undefined;
  const [from, key] = expr.args;
  if (!from || key?.kind !== 'literal') return undefined;
  const { literal } = key;
  if (literal.type === 'string') return { from, key: literal.value };
  return literal.type === 'int' ? { from, key: Number(literal.value) } : undefined;
}

function isIdent(expr: Expr, name: string): boolean {
  return expr.kind === 'ident' && expr.name === name;
}
