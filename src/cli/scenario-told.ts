/** How what scenarios come to is written. */
import type { PlayedScenario, ScenarioShard } from '../report/scenarios.js';
import { failedCount } from '../report/scenarios.js';
import { scenariosJson } from '../report/scenarios-json.js';
import { scenariosText } from '../report/scenarios-text.js';
import type { Io } from './io.js';
import type { Output } from './options.js';
import { writeOutputFile } from './output-file.js';

export const SCENARIO_FORMATS = ['text', 'json', 'markdown', 'junit'] as const;
export type ScenarioFormat = (typeof SCENARIO_FORMATS)[number];

interface How {
  quiet?: boolean | undefined;
  shard?: ScenarioShard | undefined;
}

async function contentOf(
  format: ScenarioFormat,
  played: readonly PlayedScenario[],
  { shard }: How,
): Promise<string> {
  if (format === 'json') return scenariosJson(played, shard);
  if (format === 'text') return scenariosText(played, { shard });
  const { OUTCOME_FORMATS } = await import('../report/outcomes.js');
  const { scenariosOutcomes } = await import('../report/scenarios-outcomes.js');
  return OUTCOME_FORMATS[format](scenariosOutcomes(played, shard));
}

/** Writes one of the formats that are asked for. */
export async function writeScenarios(
  { format, file }: Output<ScenarioFormat>,
  played: readonly PlayedScenario[],
  how: How,
  io: Pick<Io, 'stdout'>,
): Promise<void> {
  if (file !== undefined) {
    writeOutputFile(file, await contentOf(format, played, how));
    return;
  }
  const { quiet = false, shard } = how;
  const { style, width } = io.stdout;
  const failed = failedCount(played) > 0;
  if (format === 'text' && quiet && !failed) return;
  io.stdout.write(
    format === 'text'
      ? scenariosText(played, { style, width, quiet, shard })
      : await contentOf(format, played, how),
  );
}
