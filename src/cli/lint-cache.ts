/** `kubeplan lint --cache`: what a run came to, told again as long as nothing that it follows from is another. */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import type { RuleChoice } from '../lint/rule-choice.js';
import type { Source } from '../manifest/document.js';
import {
  EXTENSIONS,
  type InputMemory,
  type InputResult,
  kustomizationsBeside,
  readInputs,
} from '../manifest/files.js';
import { type KeptLint, keptLint, mergedLint } from '../report/lint-blob.js';
import { UsageError } from './exit.js';
import type { Io } from './io.js';
import type { Checked, LintCommandOptions } from './lint-options.js';
import { lintPaths } from './lint-run.js';
import { decisiveSums } from './lint-shard.js';
import { worldsOf } from './lint-worlds.js';
import { inputOptions } from './source-options.js';
import { kubeplanVersion, packageFolder } from './version.js';

/** The name and version of the shape; of another one nothing is taken. */
const CACHE_FORMAT = 'kubeplan.cache/1';
/** So many runs are kept, the last ones, and no more bytes. */
const MOST_RUNS = 16;
const MOST_BYTES = 32 * 1024 * 1024;

/** What a run came to. */
interface CachedRun {
  /** A sum of all that it follows from. */
  key: string;
  /** Paths that something hung on, and whether they were there. */
  there: [path: string, isThere: boolean][];
  kept: KeptLint;
  notes: string[];
}

/** What a run reads, without looking into it. */
interface Reads {
  asked: InputResult;
  /** The manifests around it. */
  around: InputResult;
  key: string;
}

/** Lints the paths, or tells what the same run came to before. What cannot be kept is linted. */
export async function lintCached(
  paths: string[],
  options: LintCommandOptions,
  choice: RuleChoice,
  { env }: Pick<Io, 'env'>,
): Promise<Checked> {
  const file = cacheFile(options.cache ?? '', env);
  if (file !== undefined) rejectRead(file, [...paths, ...(options.within ?? [])]);
  const reads = file === undefined ? undefined : await readsOf(paths, options);
  if (file === undefined || !reads) return await lintPaths(paths, options, choice);
  const runs = cachedRuns(file);
  const known = runs.find(
    ({ key, there }) => key === reads.key && there.every(([path, was]) => existsSync(path) === was),
  );
  if (known) {
    const { asked, around } = reads;
    const { result } = mergedLint([known.kept]);
    const sources = [...asked.sources, ...around.sources];
    return { sources, beside: [], result, notes: known.notes, excluded: asked.excluded };
  }
  const there = new Map<string, boolean>();
  const isThere = (path: string): boolean => {
    const is = existsSync(path);
    there.set(path, is);
    return is;
  };
  const whole = { index: 1, count: 1 };
  const { part, ...checked } = await lintPaths(paths, { ...options, part: whole, isThere }, choice);
  // What kubeplan failed at may be another the next time.
  if (part && part.whole.failures.length === 0) {
    const run = { key: reads.key, there: [...there], kept: keptLint(part, []), notes: checked.notes };
    keep(file, [run, ...runs.filter(({ key }) => key !== run.key)]);
  }
  return checked;
}

/** The file that is named, or one of the user's own; undefined where there is no place for that. */
function cacheFile(named: string, env: Io['env']): string | undefined {
  if (named !== '') return named;
  const home = env['HOME'] ?? homedir();
  const folder = env['XDG_CACHE_HOME'] || (home === '' ? undefined : join(home, '.cache'));
  return folder === undefined ? undefined : join(folder, 'kubeplan', 'lint.json');
}

/** Throws a UsageError for a cache that would be read as a manifest the next time. */
function rejectRead(file: string, paths: readonly string[]): void {
  if (!EXTENSIONS.includes(extname(file))) return;
  const isBelow = (path: string) => !/^\.\.(?:[\\/]|$)/.test(relative(resolve(path), resolve(file)));
  if (!paths.some(isBelow)) return;
  throw new UsageError(
    `--cache: ${file} would be read as a manifest itself`,
    'A name such as .kubeplan-cache is none of a manifest.',
  );
}

/** What a run reads; undefined where it follows from more than texts: what others render, a revision, standard input. */
async function readsOf(paths: readonly string[], options: LintCommandOptions): Promise<Reads | undefined> {
  const { kustomize = [], since, baseline, part, within = [], crd = [], policy = [], cluster = [] } = options;
  const given = [...within, ...crd, ...policy, ...cluster];
  if (since !== undefined || baseline !== undefined || part || kustomize.length > 0) return undefined;
  if ([...paths, ...given].includes('-') || worldsOf(paths, options).length > 1) return undefined;
  const { maker, excludes } = await inputOptions(paths, options, []);
  if (maker) return undefined;
  const asked = readInputs(paths, { excludes, memory: UNPARSED });
  const known = new Set(asked.sources.map((source) => resolve(source.file)));
  const isKnown = (file: string) => known.has(resolve(file)) || excludes?.(file) === true;
  const around = readInputs(within, { excludes: isKnown, memory: UNPARSED });
  const others = [around, ...[crd, policy, cluster].map((some) => readInputs(some, { memory: UNPARSED }))];
  const beside = kustomizationsBeside({
    sources: [...asked.sources, ...others.flatMap(({ sources }) => sources)],
    findings: [],
  });
  const rows = [asked, ...others].map(({ sources, findings, excluded }) => [
    sources.map(rowOf),
    findings,
    excluded,
  ]);
  const parts = [buildOf(), resolve(''), paths, decisiveSums(paths, options), rows, beside.map(rowOf)];
  return { asked, around, key: digest(JSON.stringify(parts)) };
}

/** Texts are only read. */
const UNPARSED: InputMemory = {
  ofFile: (_file, read) => read(),
  ofText: (source) => ({ file: source.file, source, documents: [], findings: [] }),
};

function rowOf({ file, text }: Source): [string, string] {
  return [file, digest(text)];
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** What this kubeplan is made of: its version, and the sizes and times of its files. */
function buildOf(): string {
  const dist = join(packageFolder() ?? '', 'dist');
  const folders = [dist, join(dist, 'chunks')].filter((folder) => existsSync(folder));
  const files = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
  const stamps = files.sort().map((file) => {
    const { size, mtimeMs } = statSync(file);
    return `${basename(file)} ${size} ${mtimeMs}`;
  });
  return [kubeplanVersion(), process.version, ...stamps].join('\n');
}

/** The runs that a file has; none where it is not what was written. */
function cachedRuns(file: string): CachedRun[] {
  try {
    const { format, sum, runs } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    return format === CACHE_FORMAT && sum === digest(JSON.stringify(runs)) ? (runs as CachedRun[]) : [];
  } catch {
    return [];
  }
}

/** Writes runs, the first of them, into a file that has all of them or what it had before. */
function keep(file: string, runs: readonly CachedRun[]): void {
  let bytes = 0;
  const kept = runs.slice(0, MOST_RUNS).filter((run) => {
    bytes += JSON.stringify(run).length;
    return bytes <= MOST_BYTES;
  });
  const beside = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(
      beside,
      JSON.stringify({ format: CACHE_FORMAT, sum: digest(JSON.stringify(kept)), runs: kept }),
    );
    renameSync(beside, file);
  } catch (error) {
    if (existsSync(beside)) rmSync(beside);
    throw new UsageError(
      `--cache: ${file} cannot be written: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}`,
    );
  }
}
