/** How what a sweep comes to is written. */
import { failedCombinations, type PlayedSweep } from '../report/sweeps.js';
import { sweepJson } from '../report/sweeps-json.js';
import { sweepText } from '../report/sweeps-text.js';
import { EXIT, type ExitStatus } from './exit.js';
import type { Io } from './io.js';
import type { Output } from './options.js';
import { writeOutputFile } from './output-file.js';
import type { ScenarioFormat } from './scenario-told.js';

interface How {
  quiet?: boolean | undefined;
  verbose?: boolean | undefined;
}

/** Writes one of the formats that are asked for. */
export async function writeSweep(
  { format, file }: Output<ScenarioFormat>,
  sweep: PlayedSweep,
  { quiet, verbose }: How,
  { stdout }: Pick<Io, 'stdout'>,
): Promise<void> {
  const content = async (): Promise<string> => {
    if (format === 'json') return sweepJson(sweep);
    if (format === 'text') return sweepText(sweep, { verbose });
    const { OUTCOME_FORMATS } = await import('../report/outcomes.js');
    const { sweepOutcomes } = await import('../report/sweeps-outcomes.js');
    return OUTCOME_FORMATS[format](sweepOutcomes(sweep));
  };
  if (file !== undefined) writeOutputFile(file, await content());
  else if (format !== 'text') stdout.write(await content());
  else if (!quiet || failedCombinations(sweep) > 0) {
    const { style, width } = stdout;
    stdout.write(sweepText(sweep, { style, width, verbose, quiet }));
  }
}

/** What a sweep comes to for who asks by the exit status. */
export function sweepStatus(sweep: PlayedSweep): ExitStatus {
  return failedCombinations(sweep) === 0 ? EXIT.OK : EXIT.FOUND;
}
