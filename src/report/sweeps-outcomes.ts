import { inertData } from './inert.js';
import { failedFirst, type Outcomes } from './outcomes.js';
import { choicesText, type PlayedSweep } from './sweeps.js';
import { endText, seenText, sweepText } from './sweeps-text.js';

/** What each combination comes to, those that fail first. */
export function sweepOutcomes(sweep: PlayedSweep): Outcomes {
  const rows = sweep.combinations.map((written) => {
    const { name, location, outcome } = inertData(written.played);
    const failed = outcome.failure !== undefined;
    const choices = choicesText(inertData(written.choices));
    return {
      sign: failed ? '✗' : '✓',
      object: choices === '' ? name : `${name}: ${choices}`,
      says: seenText(inertData(written)),
      failed,
      file: location.file,
    };
  });
  return {
    command: 'sweep',
    answer: `${endText(sweep)}.`,
    rows: failedFirst(rows),
    text: sweepText(sweep),
  };
}
