/** How far a simulation has come, for who waits for it. */

import { elapsedText } from '../report/plan-view.js';
import type { SayProgress } from './progress.js';

/** Told of each turn: `planning, 312 steps in 5.0 s`; nothing where nobody is told. */
export function playing(
  say: SayProgress | undefined,
  doing: string,
): ((steps: number, elapsed: number) => void) | undefined {
  return say && ((steps, elapsed) => say(() => `${doing}, ${steps} steps in ${elapsedText(elapsed)}`));
}
