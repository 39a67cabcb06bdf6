import { canonical } from './canonical.js';

/** One measure of one recorded case: what was recorded, and what kubeplan says. */
export interface Measured {
  agree: boolean;
  expected: unknown;
  actual: unknown;
}

/** Holds an answer against the recorded one; the order of fields does not count. */
export function measured(expected: unknown, actual: unknown): Measured {
  return { agree: canonical(expected) === canonical(actual), expected, actual };
}
