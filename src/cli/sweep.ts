import { availableParallelism } from 'node:os';
import type { PlayedScenario } from '../report/scenarios.js';
import type { PlayedSweep } from '../report/sweeps.js';
import { type Command, InvalidArgumentError, Option } from './command-line.js';
import { EXIT, type ExitStatus, UsageError } from './exit.js';
import type { Io } from './io.js';
import {
  type AskedShard,
  addOptions,
  formatOption,
  type Output,
  quietOption,
  readCount,
  shardOption,
} from './options.js';
import { writeOutputFile } from './output-file.js';
import { counting, type WithProgress } from './progress.js';
import { crewProgram, crewSize, playByCrew } from './scenario-crew.js';
import { SCENARIO_FORMATS, type ScenarioFormat } from './scenario-told.js';
import { shardIn } from './shard.js';
import type { Emitted } from './sweep-emit.js';
import { sweepStatus, writeSweep } from './sweep-told.js';
import {
  type Combination,
  combinationsIn,
  playCombination,
  playedCombinations,
  readSweep,
  type SweepWork,
} from './sweep-units.js';

const FORMATS = [...SCENARIO_FORMATS, 'blob'] as const;
const EMITTED: readonly Emitted[] = ['job', 'github', 'gitlab'];

interface Options extends WithProgress {
  format: Output<ScenarioFormat | 'blob'>[];
  shard?: AskedShard;
  quiet?: boolean;
  verbose?: boolean;
  emit?: Emitted;
  shards?: number;
  image?: string;
  claim?: string;
}

export function declare(command: Command): void {
  command.argument('[sweep]', 'the file with the sweep (kind: Sweep)');
  addOptions(command, [
    formatOption(FORMATS),
    quietOption(),
    new Option('-v, --verbose', 'all combinations that fail, and not the first of each scenario'),
    shardOption('combinations'),
    new Option(
      '--emit <what>',
      'print what runs the sweep in shards, and run nothing: a Kubernetes Job (job), a workflow (github), jobs (gitlab)',
    )
      .argParser(readEmitted)
      .conflicts('shard'),
    new Option(
      '--shards <number>',
      'with --emit: in so many parts (as many as there are combinations, 8 at most, unless told)',
    ).argParser(readCount),
    new Option('--image <name>', 'with --emit job: the image of kubeplan, if not that of its release'),
    new Option(
      '--claim <name>',
      'with --emit job: the PersistentVolumeClaim that has the files, if not a ConfigMap that is printed too',
    ),
  ]);
}

function readEmitted(text: string): Emitted {
  const known = EMITTED.find((one) => one === text);
  if (known) return known;
  throw new InvalidArgumentError(`There are ${EMITTED.join(', ')}.`);
}

export async function run(args: string[], options: Options, io: Io): Promise<ExitStatus> {
  const [file, more] = args;
  if (file === undefined || more !== undefined) {
    throw new UsageError(
      file === undefined ? 'no sweep is named' : 'one sweep is played at a time',
      'kubeplan sweep SWEEP.yaml plays it.',
    );
  }
  const sweep = readSweep(file);
  const all = combinationsIn(sweep);
  if (options.emit) {
    const { emitted } = await import('./sweep-emit.js');
    const { emit, shards, image, claim } = options;
    io.stdout.write(emitted(emit, sweep, { count: all.length, shards, image, claim }));
    return EXIT.OK;
  }
  rejectUnused(options);
  const shard = shardIn(options.shard ?? { index: 1, count: 1 }, io.env);
  const combinations = combinationsIn(sweep, shard);
  const played = playedCombinations(combinations, await playAll({ file, shard }, combinations, options));
  const isPart = shard.count > 1;
  const told: PlayedSweep = {
    name: sweep.name,
    combinations: played,
    ...(isPart && { shard: { ...shard, of: all.length } }),
  };
  for (const output of options.format) {
    if (output.format !== 'blob') {
      await writeSweep({ ...output, format: output.format }, told, options, io);
      continue;
    }
    const { sweepBlob } = await import('./sweep-blob.js');
    const numbered = played.map((one, at) => ({ ...one, at: combinations[at]!.at }));
    const text = sweepBlob(sweep, shard, numbered, options.verbose);
    if (output.file === undefined) io.stdout.write(text);
    else writeOutputFile(output.file, text);
  }
  return sweepStatus(told);
}

/** What says how a sweep is emitted says nothing of one that is played. */
function rejectUnused({ shards, image, claim }: Options): void {
  const unused = Object.entries({ shards, image, claim }).find(([, value]) => value !== undefined);
  if (unused) throw new UsageError(`--${unused[0]} goes with --emit`);
}

/** Plays combinations, in threads where they are many. */
async function playAll(
  work: SweepWork,
  combinations: readonly Combination[],
  { progress: say }: WithProgress,
): Promise<PlayedScenario[]> {
  const progress = counting(say, 'playing combinations');
  const size = crewSize(combinations.length, availableParallelism());
  const program = size > 1 ? crewProgram() : undefined;
  if (program !== undefined) {
    const units = combinations.map(({ unit }) => unit);
    return await playByCrew(program, size, units, { sweep: work }, progress);
  }
  const played: PlayedScenario[] = [];
  for (const [at, one] of combinations.entries()) {
    progress?.(at, combinations.length);
    played.push(await playCombination(one));
  }
  return played;
}
