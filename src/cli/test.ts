import { availableParallelism } from 'node:os';
import type { Progress } from '../api/progress.js';
import type { Source } from '../manifest/document.js';
import { type InputResult, readInputs } from '../manifest/files.js';
import { failedCount, type PlayedScenario } from '../report/scenarios.js';
import { scenariosJson } from '../report/scenarios-json.js';
import { scenariosText } from '../report/scenarios-text.js';
import { type Command, Option } from './command-line.js';
import { EXIT, type ExitStatus, UsageError } from './exit.js';
import type { Io } from './io.js';
import { rejectMissing } from './option-files.js';
import { addOptions, formatOption, type Output, quietOption, watchOption } from './options.js';
import { writeOutputFile } from './output-file.js';
import { counting, type WithProgress } from './progress.js';
import { type Chosen, chosenOf, crewProgram, crewSize, playByCrew } from './scenario-crew.js';
import { filesOfScenario, playScenario, type ScenarioFile, scenariosIn } from './scenario-files.js';

const FORMATS = ['text', 'json', 'markdown', 'junit'] as const;
type Format = (typeof FORMATS)[number];

interface Options extends WithProgress {
  format: Output<Format>[];
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
  const asked = { paths, filter: options.filter };
  const chosen = chosenOf(read, asked);
  if (chosen.length === 0) throw noneOf(read, asked);
  const texts = new Map<string, Source>(read.sources.map((source) => [source.file, source]));
  const progress = counting(options.progress, 'playing scenarios');
  const played = (await playAll(chosen, asked, progress)).map((one) => {
    const source = texts.get(one.location.file);
    return { ...one, ...(source && { source }) };
  });
  for (const output of options.format) await write(output, played, options, io);
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
  if (program !== undefined) return await playByCrew(program, size, scenarios.length, chosen, progress);
  const played: PlayedScenario[] = [];
  for (const [at, one] of scenarios.entries()) {
    progress?.(at, scenarios.length);
    played.push(await playScenario(one));
  }
  return played;
}

async function contentOf(format: Format, played: readonly PlayedScenario[]): Promise<string> {
  if (format === 'json') return scenariosJson(played);
  if (format === 'text') return scenariosText(played);
  const { OUTCOME_FORMATS } = await import('../report/outcomes.js');
  const { scenariosOutcomes } = await import('../report/scenarios-outcomes.js');
  return OUTCOME_FORMATS[format](scenariosOutcomes(played));
}

async function write(
  { format, file }: Output<Format>,
  played: readonly PlayedScenario[],
  { quiet = false }: Options,
  io: Io,
): Promise<void> {
  if (file !== undefined) {
    writeOutputFile(file, await contentOf(format, played));
    return;
  }
  const { style, width } = io.stdout;
  const failed = failedCount(played) > 0;
  if (format === 'text' && quiet && !failed) return;
  io.stdout.write(
    format === 'text' ? scenariosText(played, { style, width, quiet }) : await contentOf(format, played),
  );
}
