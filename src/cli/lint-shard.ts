/** One part of a run of `kubeplan lint`: the findings of the files that fall to it. References see all files. */
import type { Finding } from '../api/finding.js';
import type { Shard } from '../api/shard.js';
import type { BaselineEntry } from '../lint/baseline.js';
import type { Shown } from '../lint/hidden.js';
import { type Linted, type LintResult, resultOf } from '../lint/lint-documents.js';
import type { Source } from '../manifest/document.js';
import type { InputResult } from '../manifest/files.js';
import { renderedFrom } from '../manifest/made-files.js';
import { type KeptLint, keptLint, type LintPart } from '../report/lint-blob.js';
import { blobText, inputSum, optionSums } from './blob.js';
import { UsageError } from './exit.js';
import type { Io } from './io.js';
import type { Checked, LintCommandOptions } from './lint-options.js';
import { type Telling, tellingOf } from './lint-told.js';
import { isMistake } from './option-files.js';
import { fallsTo, shardIn, unitName } from './shard.js';

/** The part that is asked for; a blob without one is of the whole. Throws a UsageError for what has no parts. */
export function partAsked(options: LintCommandOptions, { env }: Pick<Io, 'env'>): Shard {
  const mends = options.fix ? '--fix' : options.fixDryRun ? '--fix-dry-run' : undefined;
  if (mends !== undefined) throw new UsageError(`--format blob and ${mends} exclude each other`);
  return shardIn(options.shard ?? { index: 1, count: 1 }, env);
}

/**
 * Whether single objects have to be looked at only in the files of a part, with the test for those. All have to be where a finding
 * is held against others of its kind wherever they stand (a baseline, a revision), or stands elsewhere in the end.
 */
export function lookTest(
  shard: Shard,
  { baseline, since }: LintCommandOptions,
  worlds: readonly Pick<InputResult, 'sources'>[],
): ((file: string) => boolean) | undefined {
  if (shard.count === 1 || baseline !== undefined || since !== undefined || worlds.length > 1)
    return undefined;
  if (worlds.some(({ sources }) => sources.some(({ file }) => renderedFrom(file) !== undefined))) {
    return undefined;
  }
  return ownTest(shard);
}

function ownTest(shard: Shard): (file: string) => boolean {
  const known = new Map<string, boolean>();
  return (file) => {
    const own = known.get(file) ?? fallsTo(unitName(file), shard);
    known.set(file, own);
    return own;
  };
}

/** What falls to a part of what was found, and what linting came to as this part tells it. */
export function partOf(
  shard: Shard,
  isWhole: boolean,
  { found: _, ...whole }: Linted,
  { findings, hidden }: Shown,
  gone: readonly BaselineEntry[],
  { sources, inputs }: { sources: readonly Source[]; inputs: readonly Source[] },
): { part: LintPart & { inputs: readonly Source[] }; result: LintResult } {
  const isOwn = ownTest(shard);
  // A path that leads nowhere is wrong wherever it is read.
  const isTold = (finding: Finding) => isMistake(finding) || isOwn(finding.location.file);
  const own = findings.flatMap((finding, at) => (isTold(finding) ? [{ finding, at }] : []));
  const shown = { findings: own.map(({ finding }) => finding), hidden };
  const order = isWhole ? { order: own.map(({ at }) => at) } : {};
  const part = { shard, whole, shown, ...order, gone, inputs };
  if (shard.count === 1) return { part, result: resultOf({ ...whole, found: [] }, shown, gone) };
  const looked = whole.looked.filter(({ file }) => isOwn(file));
  const told = {
    ...whole,
    found: [],
    looked,
    files: sources.filter(({ file }) => isOwn(file)).length,
    objects: looked.length,
    leftOut: whole.leftOut.filter(({ location }) => isOwn(location.file)),
  };
  const result = resultOf(
    told,
    shown,
    gone.filter(({ file }) => isOwn(file)),
  );
  return { part, result: { ...result, shard: { ...shard, files: whole.files } } };
}

/** Options that do not decide what is found, or whose parts do. */
const UNDECIDING: ReadonlySet<string> = new Set([
  ...[
    'cache',
    'config',
    'configWords',
    'format',
    'gates',
    'known',
    'memory',
    'part',
    'progress',
    'quiet',
    'released',
    'shard',
  ],
]);

/** A sum of each option that decides what is found and told. */
export function decisiveSums(paths: readonly string[], options: LintCommandOptions): Record<string, string> {
  const decide = Object.entries(options).filter(([name]) => !UNDECIDING.has(name));
  return optionSums({
    ...Object.fromEntries(decide),
    paths: paths.map(unitName),
    config: [options.config?.said(), options.configWords],
    featureGates: [...(options.gates?.values() ?? [])],
  });
}

/** What falls to a part, to be merged with the others. */
export function lintBlob(
  paths: readonly string[],
  { part, sources, beside }: Checked,
  options: LintCommandOptions,
): string {
  const { shard, inputs } = part!;
  const sums = decisiveSums(paths, options);
  const { quiet: _, ...telling } = tellingOf(options);
  const outcome: LintOutcome = { telling, kept: keptLint(part!, [...sources, ...beside]) };
  return blobText({ command: 'lint', shard, options: sums, inputs: inputSum(inputs) }, outcome);
}

/** What a blob of `kubeplan lint` holds. */
export interface LintOutcome {
  telling: Omit<Telling, 'quiet'>;
  kept: KeptLint;
}
