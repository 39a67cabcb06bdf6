/** What is expected of a moment, and what is wrong with how that is written. */
import type { Path } from '../../api/json.js';
import type { Moment } from './state.js';

/** One expectation, ready to be asked at any moment. */
export interface Expectation {
  /** As it is told: `available(deployment/web) >= 2`, or the expression. */
  text: string;
  /** What its author says it means when it does not hold. */
  message?: string;
  /** Where it stands in the scenario. */
  path: Path;
  /** Undefined where it holds; else what was seen instead: `it was 1`. */
  check(moment: Moment): string | undefined;
}

/** What is wrong with an expectation, at its place. */
export interface ScenarioProblem {
  path: Path;
  message: string;
}
