import type { Source } from '../manifest/document.js';
import { readInputs } from '../manifest/files.js';
import { failedCount, type PlayedScenario } from '../report/scenarios.js';
import { scenariosJson } from '../report/scenarios-json.js';
import { scenariosText } from '../report/scenarios-text.js';
import { type Command, Option } from './command-line.js';
import { EXIT, type ExitStatus, UsageError } from './exit.js';
import type { Io } from './io.js';
import { rejectMissing } from './option-files.js';
import { addOptions, formatOption, type Output, quietOption } from './options.js';
import { writeOutputFile } from './output-file.js';
import { counting, type WithProgress } from './progress.js';
import { playScenario, scenariosIn } from './scenario-files.js';

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
  ]);
}

export async function run(args: string[], options: Options, io: Io): Promise<ExitStatus> {
  const paths = args.length > 0 ? args : ['.'];
  const read = readInputs(paths);
  rejectMissing(read);
  const found = scenariosIn(read);
  const { filter } = options;
  const chosen =
    filter === undefined ? found : found.filter(({ scenario }) => scenario.name.includes(filter));
  if (chosen.length === 0) {
    throw new UsageError(
      filter === undefined || found.length === 0
        ? `there is no scenario in ${paths.join(', ')}`
        : `no scenario has '${filter}' in its name: there are ${found.map(({ scenario }) => scenario.name).join(', ')}`,
      'A scenario is a document of apiVersion kubeplan.dev/v1, kind Scenario.',
    );
  }
  const texts = new Map<string, Source>(read.sources.map((source) => [source.file, source]));
  const played: PlayedScenario[] = [];
  const progress = counting(options.progress, 'playing scenarios');
  for (const [at, one] of chosen.entries()) {
    progress?.(at, chosen.length);
    const result = await playScenario(one);
    const source = texts.get(result.location.file);
    played.push({ ...result, ...(source && { source }) });
  }
  for (const output of options.format) await write(output, played, options, io);
  return failedCount(played) === 0 ? EXIT.OK : EXIT.FOUND;
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
