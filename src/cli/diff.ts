import type { Finding } from '../api/finding.js';
import { NO_GATES, type Release } from '../api/gates.js';
import type { PortRange } from '../api/port-range.js';
import { parseTime } from '../api/time.js';
import { type KubernetesVersion, NEWEST_VERSION } from '../api/version.js';
import { NodeSpecError } from '../cluster/node-spec.js';
import { comparable, type Diff, type DiffOptions, diffReads, type TextDiff } from '../diff/diff.js';
import { DEFAULT_NAMESPACE } from '../diff/identity.js';
import { upgradeOf } from '../diff/upgrade.js';
import { type InputResult, kustomizationsBeside, readInputs } from '../manifest/files.js';
import { diffJson } from '../report/diff-json.js';
import { type DiffTextOptions, diffText } from '../report/diff-text.js';
import { type Command, InvalidArgumentError, Option } from './command-line.js';
import { configOptions } from './configured.js';
import { EXIT, type ExitStatus, UsageError } from './exit.js';
import type { Io } from './io.js';
import { readOptionFiles, rejectMissing, specialNotes } from './option-files.js';
import {
  addOptions,
  crdOption,
  featureGatesOption,
  formatOption,
  k8sVersionsOption,
  namespaceWords,
  nodePortRangeOption,
  type Output,
  quietOption,
  repeatedOption,
  versionWords,
} from './options.js';
import { writeOutputFile } from './output-file.js';
import { gatesOf, type WithRelease } from './release.js';
import { readSince } from './since.js';
import {
  inputOptions,
  knownFiles,
  type RenderingOptions,
  renderingOptions,
  tellNotes,
  wordsOf,
} from './source-options.js';
import { readSnapshot } from './world.js';

const FORMATS = ['text', 'json', 'markdown', 'junit'] as const;
type Format = (typeof FORMATS)[number];

interface Options extends RenderingOptions, WithRelease {
  k8s: readonly KubernetesVersion[];
  nodePortRange?: PortRange;
  format: Output<Format>[];
  crd?: string[];
  quiet?: boolean;
  verbose?: boolean;
  namespace: string;
  exitCode?: boolean;
  detailedExitcode?: boolean;
  now?: number;
  since?: string;
  cluster?: string[];
  nodes?: string;
  rollback?: boolean;
  only?: string[];
  ignore?: string[];
  unified?: number;
  serverSide?: boolean;
  forceConflicts?: boolean;
}

function readNow(text: string): number {
  const time = parseTime(text);
  if (time !== undefined) return time;
  throw new InvalidArgumentError('It is a time such as 2026-01-31T12:00:00Z.');
}

function readLines(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a number of lines.');
}

export const READS = ['cluster'];

export function declare(command: Command): void {
  command.argument(
    '[old]',
    'the manifests as applied: a file, a folder, git:REVISION:PATH, - for standard input',
  );
  command.argument('[new]', 'the manifests to be applied next, likewise');
  addOptions(command, [
    new Option('--since <revision>', 'the paths as they stand, compared with a git revision'),
    repeatedOption(
      '--cluster <file>',
      'what is there, as kubeplan snapshot writes it: what NEW is compared with, or where OLD runs',
    ),
    new Option('--nodes <spec>', 'nodes to play the move through on, such as "3x cpu=4,memory=16Gi"'),
    new Option('--rollback', 'tell the way back too: what applying OLD again would do'),
    new Option('--server-side', 'apply on the server (kubectl apply --server-side)'),
    new Option('--force-conflicts', 'with --server-side: take over fields that others own'),
    k8sVersionsOption(),
    featureGatesOption(),
    formatOption(FORMATS),
    ...configOptions(),
    ...renderingOptions(),
    quietOption(),
    repeatedOption(
      '--only <object>',
      'tell of these alone: deployment/web, deployment, "*/web"; may be given several times',
    ),
    repeatedOption(
      '--ignore <path>',
      'tell nothing of changes there: metadata.labels[helm.sh/chart], "*.image"; may be given several times',
    ),
    new Option('-U, --unified <lines>', 'so many lines around changed ones of longer texts').argParser(
      readLines,
    ),
    new Option('-v, --verbose', 'objects that stay the same too, long differences whole'),
    new Option('-n, --namespace <name>', 'the namespace of objects that name none').default(
      DEFAULT_NAMESPACE,
    ),
    crdOption(),
    nodePortRangeOption(),
    new Option('--exit-code', 'end with exit status 1 when anything differs'),
    new Option('--detailed-exitcode', 'the same as --exit-code').hideHelp(),
    new Option('--now <time>', 'tell the next runs of CronJobs from this time on').argParser(readNow),
  ]);
}

export async function run(args: string[], options: Options, io: Io): Promise<ExitStatus> {
  if (options.forceConflicts && !options.serverSide) {
    throw new UsageError('--force-conflicts only works with --server-side');
  }
  const isUpgrade = options.k8s.length > 1;
  const { old, now, next } = isUpgrade ? await readOne(args, options) : await readSides(args, options);
  if (options.rollback && !old) {
    throw new UsageError(
      '--rollback needs the manifests to go back to',
      'kubeplan diff old/ new/ --cluster dump.yaml --rollback',
    );
  }
  const sides = old ? [old, now] : [now];
  for (const side of sides) tellNotes([...side.notes, ...specialNotes(side)], options.verbose === true, io);
  for (const side of sides) rejectMissing(side);
  const how = readHow(options, sides, io);
  const diff = isUpgrade ? upgraded(now, options, how) : compared(() => diffReads(old, now, how));
  const { findings: problems } = diff;
  for (const output of options.format) await write(output, diff, problems, next, options, io);
  return status(diff, problems, options);
}

const releaseOf = (options: Options, k8s: KubernetesVersion) => ({
  version: k8s,
  gates: gatesOf({ ...options, k8s }) ?? NO_GATES,
});

/** How the sides are compared. */
function readHow(options: Options, sides: readonly InputResult[], io: Io): DiffOptions {
  const crds = options.crd && readOptionFiles('--crd', options.crd);
  if (crds) tellNotes(specialNotes(crds), options.verbose === true, io);
  const memory = knownFiles(options);
  const snapshot = options.cluster?.flatMap((path) => readSnapshot(path, { memory }).documents);
  const { version: k8s, gates: featureGates } = releaseOf(options, options.k8s.at(-1) ?? NEWEST_VERSION);
  return {
    k8s,
    featureGates,
    namespace: options.namespace,
    ...(options.nodePortRange && { nodePorts: options.nodePortRange }),
    ...(crds && { crds: crds.sources }),
    ...(options.now !== undefined && { now: options.now }),
    ...(snapshot && { snapshot }),
    ...(options.nodes !== undefined && { nodes: options.nodes }),
    ...(options.rollback && { rollback: true }),
    ...(options.only && { only: options.only }),
    ...(options.ignore && { ignore: options.ignore }),
    ...(options.unified !== undefined && { context: options.unified }),
    ...(options.serverSide && {
      apply: { serverSide: true, forceConflicts: options.forceConflicts === true },
    }),
    kustomizations: sides.flatMap(kustomizationsBeside),
  };
}

/** What an upgrade makes of manifests that stay. */
function upgraded(side: InputResult, options: Options, how: DiffOptions): TextDiff {
  const [first = NEWEST_VERSION, ...later] = options.k8s;
  const releases = [first, ...later].map((k8s) => releaseOf(options, k8s)) as [Release, ...Release[]];
  const { sides, findings } = comparable([side], how);
  return compared(() => ({ ...upgradeOf(sides[0] ?? [], releases, how), findings }));
}

/** What says of two sides how they are compared: an upgrade has one. */
const OF_TWO_SIDES = ['since', 'rollback', 'serverSide'] as const;

/** The one path whose manifests stay while the cluster is upgraded. */
async function readOne(args: string[], options: Options): Promise<Sides> {
  const [path, ...more] = args;
  const other = OF_TWO_SIDES.find((name) => options[name] !== undefined && options[name] !== false);
  if (path === undefined || more.length > 0 || other !== undefined) {
    throw new UsageError(
      'for several Kubernetes the same manifests are looked at: one path is given',
      'kubeplan diff --k8s 1.35..1.37 deploy/ says what the upgrade changes for them.',
    );
  }
  return { now: readInputs([path], await inputOptions([path], options)), next: path };
}

/** What is compared: no old side where there is one only. */
interface Sides {
  old?: InputResult;
  now: InputResult;
  next: string;
}

/** Both sides as they are named on the command line; no old one where a dump says what is there. */
async function readSides(args: string[], options: Options): Promise<Sides> {
  if (options.since !== undefined) {
    const paths = args.length === 0 ? ['.'] : args;
    const [old] = await readSince(options.since, [paths], options, paths);
    const now = readInputs(paths, await inputOptions(paths, options));
    return { ...(old && { old }), now, next: paths.length === 1 ? (paths[0] as string) : '-' };
  }
  const [first, second, ...more] = args;
  if (options.cluster && first !== undefined && second === undefined) {
    return { now: readInputs([first], await inputOptions([first], options)), next: first };
  }
  if (first === undefined || second === undefined || more.length > 0) {
    throw new UsageError(
      more.length > 0
        ? `two sides are compared, ${args.length} were given: put the files of a side into a folder`
        : 'two sides are compared: the manifests as applied, and those to be applied next',
      'kubeplan diff old/ new/ says what applying new/ after old/ would do.',
    );
  }
  if (first === '-' && second === '-') {
    throw new UsageError(
      'standard input can be one side only',
      'git show HEAD:web.yaml | kubeplan diff - web.yaml',
    );
  }
  const input = await inputOptions([first, second], options);
  return { old: readInputs([first], input), now: readInputs([second], input), next: second };
}

/** What comes of the comparison; nodes that cannot be understood are a mistake on the command line. */
function compared<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof NodeSpecError) throw new UsageError(`--nodes: ${error.message}`);
    throw error;
  }
}

/** The options that say where the move is made. */
function stageWords({ cluster = [], nodes }: Options): string[] {
  return [
    ...cluster.flatMap((file) => ['--cluster', file]),
    ...(nodes === undefined ? [] : ['--nodes', nodes]),
  ];
}

async function write(
  { format, file }: Output<Format>,
  diff: Diff,
  problems: readonly Finding[],
  next: string,
  options: Options,
  io: Io,
): Promise<void> {
  const out = file === undefined ? io.stdout : undefined;
  const content = await contentOf(diff, format, {
    problems,
    namespace: options.namespace,
    verbose: options.verbose === true,
    ...(out && { style: out.style, width: out.width }),
    ...(next !== '-' && { next, nextWords: wordsOf(next, options) }),
    namespaceWords: namespaceWords(options),
    versionWords: versionWords(options),
    stageWords: stageWords(options),
  });
  if (file === undefined) {
    const silent = options.quiet && format === 'text' && problems.length === 0 && !differs(diff);
    if (!silent) io.stdout.write(content);
    return;
  }
  writeOutputFile(file, content);
}

async function contentOf(diff: Diff, format: Format, view: DiffTextOptions): Promise<string> {
  if (format === 'json') return diffJson(diff, view.problems);
  if (format === 'text') return diffText(diff, view);
  const { diffOutcomes } = await import('../report/diff-outcomes.js');
  const { OUTCOME_FORMATS } = await import('../report/outcomes.js');
  const { style: _, ...plain } = view;
  return OUTCOME_FORMATS[format](diffOutcomes(diff, plain));
}

function differs({ counts, objects }: Diff): boolean {
  return counts.same < objects.length;
}

function status(diff: Diff, problems: readonly Finding[], options: Options): ExitStatus {
  if (problems.some(({ severity }) => severity === 'error') || diff.counts.refused > 0) return EXIT.FOUND;
  const asked = options.exitCode === true || options.detailedExitcode === true;
  return asked && differs(diff) ? EXIT.FOUND : EXIT.OK;
}
