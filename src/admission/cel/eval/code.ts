/** An expression made ready to run: a function of what names stand for. */
import type { Budget } from './budget.js';
import type { CelValue } from './value.js';

/** What names stand for; a map is one. */
export interface Names {
  get(name: string): CelValue | undefined;
  /** Whether there may be names with dots that begin so (`authorizer`, of `authorizer.requestResource`); left out: any may. */
  hasDotted?(root: string): boolean;
}

/** One evaluation. */
export interface Run {
  names: Names;
  budget: Budget;
}

/** The names that macros around an expression give to values. */
export interface Scope {
  name: string;
  value: CelValue;
  outer: Scope | undefined;
}

export type Code = (run: Run, scope: Scope | undefined) => CelValue;

/** The value that a name stands for inside of macros; undefined for one that they do not bind. */
export function scoped(scope: Scope | undefined, name: string): Scope | undefined {
  for (let at = scope; at; at = at.outer) if (at.name === name) return at;
  return undefined;
}
