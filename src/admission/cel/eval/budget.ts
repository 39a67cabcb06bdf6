/** What evaluating may cost (cel-go interpreter/runtimecost.go, apiserver pkg/apis/cel/config.go). */
import { CelError } from './value.js';

/** The most that one expression may cost. */
export const CALL_LIMIT = 1_000_000;
/** The most elements, characters and bytes that one expression may copy: a list twice as long costs no more to CEL. */
const WORK_LIMIT = 20_000_000;

/** Thrown once an expression has cost what it may; no operator takes it for an ordinary error. */
export class CostExceeded extends CelError {
  constructor() {
    super('operation cancelled: actual cost limit exceeded');
  }
}

/** Whether an error is one of the expression's own, that an operator may pass over in search of an answer. */
export function isOrdinary(error: unknown): error is CelError {
  return error instanceof CelError && !(error instanceof CostExceeded);
}

/** Stops an expression whose text would be longer than anything that it may copy, before it is made. */
export function expectLength(length: number): void {
  if (length > WORK_LIMIT) throw new CostExceeded();
}

/** Counts what an evaluation costs. */
export class Budget {
  /** What was spent so far. */
  spent = 0;
  private worked = 0;

  constructor(private readonly limit: number = CALL_LIMIT) {}

  /** Adds to the cost. */
  spend(cost: number): void {
    this.spent += cost;
    if (this.spent > this.limit) throw new CostExceeded();
  }

  /** Stops before what would cost too much: the server counts it afterwards. */
  foresee(cost: number): void {
    if (this.spent + cost > this.limit) throw new CostExceeded();
  }

  /** Counts what the server's own cost leaves out, so that nothing here grows without end. */
  work(amount: number): void {
    this.worked += amount;
    if (this.worked > WORK_LIMIT) throw new CostExceeded();
  }
}
