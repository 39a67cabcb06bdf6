import { availableParallelism } from 'node:os';
import type { Progress } from '../api/progress.js';
import type { Source } from '../manifest/document.js';
import { type InputResult, readInputs } from '../manifest/files.js';
import { failedCount, type PlayedScenario } from '../report/scenarios.js';
import { type Command, Option } from './command-line.js';
import { EXIT, type ExitStatus, UsageError } from './exit.js';
import type { Io } from './io.js';
import { rejectMissing } from './option-files.js';
import {
  type AskedShard,
  addOptions,
  formatOption,
  type Output,
  quietOption,
  shardOption,
  watchOption,
} from './options.js';
import { writeOutputFile } from './output-file.js';
import { counting, type WithProgress } from './progress.js';
import { type Chosen, chosenOf, crewProgram, crewSize, playByCrew } from './scenario-crew.js';
import { filesOfScenario, playScenario, type ScenarioFile, scenariosIn } from './scenario-files.js';
import { SCENARIO_FORMATS, type ScenarioFormat, writeScenarios } from './scenario-told.js';
import { shardIn } from './shard.js';

const FORMATS = [...SCENARIO_FORMATS, 'blob'] as const;

interface Options extends WithProgress {
  format: Output<ScenarioFormat | 'blob'>[];
  shard?: AskedShard;
  filter?: string;
  quiet?: boolean;
}

export function declare(command: Command): void {
  command.argument(
    '[paths...]',
    'files and folders with scenarios (kind: Scenario); the folder one stands in unless told',
  );
  addOptions(command, [
    new Option('--filter <text>', 'only scenarios with that in their name'),
    formatOption(FORMATS),
    quietOption(),
    shardOption('scenarios').conflicts('watch'),
    watchOption(),
  ]);
}

/** The files of scenarios and those that they name: what `--watch` watches. */
export function watched(args: readonly string[]): string[] {
  const paths = pathsOf(args);
  if (paths.includes('-')) return [...paths];
  try {
    return [...paths, ...scenariosIn(readInputs(paths)).flatMap(filesOfScenario)];
  } catch (error) {
    // What is wrong with a scenario the run tells: until then the files that hold them are watched.
    if (error instanceof UsageError) return [...paths];
    throw error;
  }
}

export async function run(args: string[], options: Options, io: Io): Promise<ExitStatus> {
  const paths = pathsOf(args);
  const read = readInputs(paths);
  rejectMissing(read);
  const { filter, format, quiet } = options;
  const isParted = options.shard !== undefined || format.some((output) => output.format === 'blob');
  const shard = isParted ? shardIn(options.shard ?? { index: 1, count: 1 }, io.env) : undefined;
  const all = chosenOf(read, { paths, filter });
  if (all.length === 0) throw noneOf(read, { paths, filter });
  const asked = { paths, filter, ...(shard && { shard }) };
  const chosen = chosenOf(read, asked);
  const texts = new Map<string, Source>(read.sources.map((source) => [source.file, source]));
  const progress = counting(options.progress, 'playing scenarios');
  const played = (await playAll(chosen, asked, progress)).map((one) => {
    const source = texts.get(one.location.file);
    return { ...one, ...(source && { source }) };
  });
  const of = shard && shard.count > 1 ? { ...shard, of: all.length } : undefined;
  for (const output of format) {
    if (output.format !== 'blob') {
      await writeScenarios({ ...output, format: output.format }, played, { quiet, shard: of }, io);
      continue;
    }
    const { scenarioBlob } = await import('./scenario-blob.js');
    const text = scenarioBlob({
      ...asked,
      sources: read.sources,
      named: all.flatMap(filesOfScenario),
      scenarios: chosen,
      played,
    });
    if (output.file === undefined) io.stdout.write(text);
    else writeOutputFile(output.file, text);
  }
  return failedCount(played) === 0 ? EXIT.OK : EXIT.FOUND;
}

function pathsOf(args: readonly string[]): readonly string[] {
  return args.length > 0 ? args : ['.'];
}

/** What is wrong where there is nothing to play. */
function noneOf(read: InputResult, { paths, filter }: Chosen): UsageError {
  const found = scenariosIn(read);
  return new UsageError(
    filter === undefined || found.length === 0
      ? `there is no scenario in ${paths.join(', ')}`
      : `no scenario has '${filter}' in its name: there are ${found.map(({ scenario }) => scenario.name).join(', ')}`,
    'A scenario is a document of apiVersion kubeplan.dev/v1, kind Scenario.',
  );
}

/** Plays scenarios, in threads where they are many. */
async function playAll(
  scenarios: readonly ScenarioFile[],
  chosen: Chosen,
  progress: Progress | undefined,
): Promise<PlayedScenario[]> {
  const size = crewSize(scenarios.length, availableParallelism());
  const program = size > 1 && !chosen.paths.includes('-') ? crewProgram() : undefined;
  if (program !== undefined) {
    const names = scenarios.map(({ scenario }) => scenario.name);
    return await playByCrew(program, size, names, { scenarios: chosen }, progress);
  }
  const played: PlayedScenario[] = [];
  for (const [at, one] of scenarios.entries()) {
    progress?.(at, scenarios.length);
    played.push(await playScenario(one));
  }
  return played;
}
