/** What verbs print, from what came of each object. */
import { exitCode, type Outcome, outcomeText, type Printing, resourceText } from '../outcome.js';
import type { Course, Said } from './verb.js';

/** Lines that a command printed without asking anything. */
export function told(lines: readonly string[], code: 0 | 1 = 0): Said {
  return { lines, exitCode: code, outcomes: [] };
}

/** kubectl's own no. */
export function clientSaid(error: string): Said {
  return told(`error: ${error}`.split('\n'), 1);
}

/** An outcome with what is printed of it. */
export interface SaidOf {
  outcome: Outcome;
  text: string;
}

/** An outcome as it is printed, under the name of its object, or of the one that was asked for. */
export function saidOutcome(outcome: Outcome, name?: string, printing?: Printing): SaidOf {
  const { object } = outcome;
  const called = name ?? (object ? resourceText(object) : '');
  return { outcome, text: outcomeText(outcome, called, printing) };
}

/** What is printed of several objects: errors come last, as kubectl gathers them. */
export function saidOfAll(all: readonly SaidOf[], course?: Course): Said {
  const good = all.filter(({ outcome }) => exitCode(outcome) === 0);
  const bad = all.filter(({ outcome }) => exitCode(outcome) === 1);
  return {
    lines: [...good, ...bad].flatMap(({ text }) => (text === '' ? [] : text.split('\n'))),
    exitCode: bad.length > 0 ? 1 : 0,
    outcomes: all.map(({ outcome }) => outcome),
    ...(course && { course }),
  };
}
