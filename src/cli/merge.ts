/** `kubeplan merge`: what the shards of a run came to, told as the whole run tells it. */

import { type Shard, shardText } from '../api/shard.js';
import { closest } from '../api/suggest.js';
import { listed } from '../api/text.js';
import { mergedLint } from '../report/lint-blob.js';
import { LINT_FORMATS } from '../report/lint-formats/index.js';
import { failedCount } from '../report/scenarios.js';
import { type Blob, readBlob } from './blob.js';
import type { Command } from './command-line.js';
import { EXIT, type ExitStatus, UsageError } from './exit.js';
import type { Io } from './io.js';
import type { LintOutcome } from './lint-shard.js';
import { rejectFailure, status, write } from './lint-told.js';
import { addOptions, formatOption, type Output, quietOption } from './options.js';
import { mergedScenarios, type ScenarioBlob } from './scenario-blob.js';
import { SCENARIO_FORMATS, writeScenarios } from './scenario-told.js';
import { mergedSweep, type SweepBlob } from './sweep-blob.js';
import { sweepStatus, writeSweep } from './sweep-told.js';

type Format = keyof typeof LINT_FORMATS;

interface Options {
  format: Output<Format>[];
  quiet?: boolean;
}

/** A blob and the file that it was read from. */
interface Read {
  file: string;
  blob: Blob;
}

export function declare(command: Command): void {
  command.argument('[blobs...]', 'what --format blob=FILE wrote, of every shard of one run');
  addOptions(command, [formatOption(Object.keys(LINT_FORMATS)), quietOption()]);
}

export async function run(files: string[], options: Options, io: Io): Promise<ExitStatus> {
  if (files.length === 0) {
    throw new UsageError('nothing to merge: name the blobs of all shards', 'kubeplan merge out/*.json');
  }
  const blobs = wholeRun(files.map((file) => ({ file, blob: readBlob(file) })));
  switch (blobs[0]!.command) {
    case 'lint':
      return await mergeLint(blobs as Blob<LintOutcome>[], options, io);
    case 'test':
      return await mergeTest(blobs as Blob<ScenarioBlob>[], options, io);
    case 'sweep':
      return await mergeSweep(blobs as Blob<SweepBlob>[], options, io);
  }
}

/** The blobs of one run in the order of its shards. Throws a UsageError that names what is missing, there twice, or of another run. */
function wholeRun(read: readonly Read[]): Blob[] {
  const [first] = read as [Read];
  const byShard = new Map<number, Read>();
  for (const one of read) {
    rejectOther(one, first);
    const { shard } = one.blob;
    const known = byShard.get(shard.index);
    if (known) {
      throw new UsageError(`shard ${shardText(shard)} is there twice: ${known.file} and ${one.file}`);
    }
    byShard.set(shard.index, one);
  }
  const { count } = first.blob.shard;
  const all = Array.from({ length: count }, (_, at): Shard => ({ index: at + 1, count }));
  const missing = all.filter(({ index }) => !byShard.has(index)).map(shardText);
  if (missing.length > 0) {
    const named =
      missing.length > MOST_NAMED
        ? [...missing.slice(0, MOST_NAMED), `${missing.length - MOST_NAMED} more`]
        : missing;
    throw new UsageError(
      `${missing.length === 1 ? `shard ${named[0]} is` : `shards ${listed(named)} are`} missing`,
      'Name the blobs of all shards.',
    );
  }
  return all.map(({ index }) => byShard.get(index)!.blob);
}

/** So many shards are named. */
const MOST_NAMED = 5;

/** Throws a UsageError where a blob is of another run than the first. */
function rejectOther({ file, blob }: Read, first: Read): void {
  const of = first.blob;
  const other = (what: string) => new UsageError(`${file} and ${first.file} are of different runs: ${what}`);
  if (blob.command !== of.command) throw other(`kubeplan ${blob.command} and kubeplan ${of.command}`);
  if (blob.shard.count !== of.shard.count) {
    throw other(`shard ${shardText(blob.shard)} and shard ${shardText(of.shard)}`);
  }
  const names = new Set([...Object.keys(blob.options), ...Object.keys(of.options)]);
  const differing = [...names].filter((name) => blob.options[name] !== of.options[name]);
  if (differing.length > 0) throw other(`they differ in ${listed(differing.map(optionName))}`);
  if (blob.inputs !== of.inputs) throw other('the files that they read are not the same');
}

/** `strictKinds` → `--strict-kinds`. */
function optionName(name: string): string {
  if (name === 'paths') return 'the paths';
  if (name === 'config') return 'the configuration';
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

async function mergeLint(
  blobs: readonly Blob<LintOutcome>[],
  { format, quiet }: Options,
  io: Io,
): Promise<ExitStatus> {
  const { result, sources } = mergedLint(blobs.map(({ outcome }) => outcome.kept));
  const telling = { ...blobs[0]!.outcome.telling, quiet };
  for (const output of format) {
    await write(output, { sources, beside: [], result }, undefined, telling, io);
  }
  rejectFailure(result);
  return status(result, telling);
}

async function mergeTest(
  blobs: readonly Blob<ScenarioBlob>[],
  { format, quiet }: Options,
  io: Io,
): Promise<ExitStatus> {
  const played = mergedScenarios(blobs.map(({ outcome }) => outcome));
  for (const output of scenarioOutputs('test', format)) await writeScenarios(output, played, { quiet }, io);
  return failedCount(played) === 0 ? EXIT.OK : EXIT.FOUND;
}

async function mergeSweep(
  blobs: readonly Blob<SweepBlob>[],
  { format, quiet }: Options,
  io: Io,
): Promise<ExitStatus> {
  const { sweep, verbose } = mergedSweep(blobs.map(({ outcome }) => outcome));
  for (const output of scenarioOutputs('sweep', format))
    await writeSweep(output, sweep, { quiet, verbose }, io);
  return sweepStatus(sweep);
}

/** The outputs of a command that has fewer formats than lint. Throws a UsageError for one that it does not have. */
export function scenarioOutputs(command: 'test' | 'sweep', outputs: readonly Output[]) {
  return outputs.map(({ format, file }) => {
    const known = SCENARIO_FORMATS.find((name) => name === format);
    if (known) return { format: known, ...(file !== undefined && { file }) };
    const near = closest(format, SCENARIO_FORMATS);
    throw new UsageError(
      `these blobs are of kubeplan ${command}, which has no format ${format}${near ? `, did you mean ${near}?` : `: it has ${listed(SCENARIO_FORMATS)}`}`,
    );
  });
}
