/** `kubeplan test --format blob`: what the scenarios of a part came to, and all parts together. */
import { readFileSync, statSync } from 'node:fs';
import type { Shard } from '../api/shard.js';
import type { Source } from '../manifest/document.js';
import { type KeptText, keptText, textOfKept } from '../report/kept-text.js';
import type { PlayedScenario } from '../report/scenarios.js';
import { blobText, inputSum, optionSums } from './blob.js';
import type { ChosenScenario } from './scenario-crew.js';
import { unitName } from './shard.js';

/** A scenario that was played, with the lines of its file that a report shows. */
type KeptScenario = Omit<PlayedScenario, 'source'> & { at: number; text?: KeptText };

/** What a blob of `kubeplan test` holds. */
export interface ScenarioBlob {
  played: readonly KeptScenario[];
}

/** Lines above a place that a report shows. */
const LINES_ABOVE = 2;

/** What the scenarios of a part came to, to be merged with the others. */
export function scenarioBlob(from: {
  paths: readonly string[];
  filter: string | undefined;
  shard?: Shard;
  sources: readonly Source[];
  /** The files that any scenario names, of this part or not. */
  named: readonly string[];
  scenarios: readonly ChosenScenario[];
  played: readonly PlayedScenario[];
}): string {
  const { paths, filter, shard = { index: 1, count: 1 }, sources, named, scenarios, played } = from;
  const outcome: ScenarioBlob = { played: keptScenarios(played, scenarios) };
  const options = optionSums({ paths: paths.map(unitName), filter });
  return blobText(
    { command: 'test', shard, options, inputs: inputSum([...sources, ...filesAt(named)]) },
    outcome,
  );
}

/** The texts of those paths that are files. */
export function filesAt(paths: readonly string[]): Source[] {
  const files = [...new Set(paths)].filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
  return files.map((file) => ({ file, text: readFileSync(file, 'utf8') }));
}

/** Scenarios that were played, as they are kept; those that they are of say which of all they are. */
function keptScenarios(played: readonly PlayedScenario[], of: readonly { at: number }[]): KeptScenario[] {
  return played.map(({ source, ...one }, index) => {
    const line = (one.failedAt ?? one.location).start.line;
    const shown = Array.from({ length: LINES_ABOVE + 1 }, (_, above) => line - above);
    const text = one.outcome.failure && source && keptText(source, new Set(shown.filter((at) => at > 0)), []);
    return { ...one, at: of[index]!.at, ...(text && { text }) };
  });
}

/** What all parts come to together. */
export function mergedScenarios(parts: readonly ScenarioBlob[]): PlayedScenario[] {
  const all = parts.flatMap(({ played }) => played).sort((a, b) => a.at - b.at);
  return all.map(({ at: _, text, ...one }) => ({ ...one, ...(text && { source: textOfKept(text) }) }));
}
