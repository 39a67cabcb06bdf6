import type { PortRange } from '../api/port-range.js';
import { quote } from '../api/shell.js';
import type { KubernetesVersion } from '../api/version.js';
import type { ApplyOrder } from '../kubectl/order.js';
import { planJson } from '../report/plan-json.js';
import { planText, whyText } from '../report/plan-text.js';
import type { PlanTextOptions } from '../report/plan-view.js';
import type { PlanCommand } from '../simulation/commands/plan-verb.js';
import { HEALTHY, type Plan } from '../simulation/index.js';
import { planWorld as simulated } from '../simulation/plan-world.js';
import type { SimulateOptions } from '../simulation/simulate.js';
import { type AssumedOptions, assumedOptions, assumedWords, readAssumed } from './assumed.js';
import { type Command, InvalidArgumentError, Option } from './command-line.js';
import { configOptions } from './configured.js';
import { EXIT, type ExitStatus, UsageError } from './exit.js';
import type { Io } from './io.js';
import { rejectMissing } from './option-files.js';
import {
  addOptions,
  featureGatesOption,
  formatOption,
  k8sOption,
  maxPodsOption,
  maxPodsWords,
  namespaceWords,
  nodePortRangeOption,
  nodePortRangeWords,
  type Output,
  quietOption,
  readCount,
  repeatedOption,
  versionWords,
  watchOption,
} from './options.js';
import { writeOutputFile } from './output-file.js';
import { loadOption, readLoad } from './plan-load.js';
import { nowWords, type TimeOptions, timeOptions, timeSettings, writeTime } from './plan-time.js';
import { playing } from './playing.js';
import { gatesOf, type WithRelease } from './release.js';
import { readScheduler, schedulerConfigOption } from './scheduler-config.js';
import {
  inputOptions,
  pathsOf,
  type SourceOptions,
  sourceOptions,
  tellNotes,
  wordsOf,
} from './source-options.js';
import { readCommandFiles, readThen, thenOption } from './then.js';
import { readWorld, rejectNothing, type World, withinLimit } from './world.js';

const FORMATS = ['text', 'json', 'markdown', 'junit'] as const;
type Format = (typeof FORMATS)[number];

interface Options extends SourceOptions, AssumedOptions, TimeOptions, WithRelease {
  k8s: KubernetesVersion;
  nodePortRange?: PortRange;
  format: Output<Format>[];
  cluster?: string[];
  nodes?: string;
  namespace: string;
  quiet?: boolean;
  summary?: boolean;
  verbose?: boolean;
  pullSeconds?: number;
  load?: string[];
  maxSteps?: number;
  maxPods?: number;
  why?: number;
  order: ApplyOrder;
  serverSide?: boolean;
  forceConflicts?: boolean;
  schedulerConfig?: string;
  then?: string[];
}

export const READS = ['cluster', 'schedulerConfig', 'helmValues'];

function readNumber(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a number.');
}

export function declare(command: Command): void {
  command.argument('[paths...]', 'manifests: files, folders, patterns; - for standard input');
  addOptions(command, [
    repeatedOption(
      '--cluster <file>',
      'what is there already, as kubeplan snapshot or kubectl get -A -o yaml writes it',
    ),
    new Option('--nodes <spec>', 'nodes, such as "3x cpu=4,memory=16Gi; cpu=16,memory=64Gi,zone=b"'),
    new Option('-n, --namespace <name>', 'the namespace of manifests that name none').default('default'),
    ...assumedOptions(),
    new Option('--pull-seconds <number>', 'how long a node pulls an image that it does not have').argParser(
      readNumber,
    ),
    loadOption(),
    ...timeOptions(),
    thenOption(),
    maxPodsOption(),
    new Option('--max-steps <number>', 'give up after that many steps').argParser(readCount),
    new Option('--why <step>', 'only the causes of one step, by its number (--verbose shows them)').argParser(
      readCount,
    ),
    new Option('--summary', 'without the steps'),
    new Option('-v, --verbose', 'every step, every pod in a line of its own'),
    new Option(
      '--order <order>',
      'kubectl: files by name, documents as they stand; install: namespaces and definitions first, as Helm and Argo CD do',
    )
      .choices(['kubectl', 'install'])
      .default('kubectl'),
    new Option('--server-side', 'apply on the server (kubectl apply --server-side)'),
    new Option('--force-conflicts', 'with --server-side: take over fields that others own'),
    schedulerConfigOption(),
    nodePortRangeOption(),
    k8sOption(),
    featureGatesOption(),
    formatOption(FORMATS),
    ...configOptions(),
    ...sourceOptions(),
    quietOption(),
    watchOption(),
  ]);
}

export async function run(args: string[], options: Options, io: Io): Promise<ExitStatus> {
  const paths = pathsOf(args, options);
  if (paths.length === 0 && !options.cluster) {
    throw new UsageError(
      'nothing to plan: give files, folders or - for standard input',
      'kubeplan plan deploy/ --nodes "3x cpu=4,memory=16Gi" plans every manifest of the folder deploy.',
    );
  }
  if (options.forceConflicts && !options.serverSide) {
    throw new UsageError('--force-conflicts only works with --server-side');
  }
  const { commands, words: thenWords } = readThen(options.then);
  const commandInput = await readCommandFiles(commands, options);
  const world = readWorld(paths, {
    version: options.k8s,
    gates: gatesOf(options),
    namespace: options.namespace,
    input: await inputOptions(paths, options),
    ...(options.nodePortRange && { nodePorts: options.nodePortRange }),
    ...(options.cluster && { cluster: options.cluster }),
    ...(options.nodes !== undefined && { nodes: options.nodes }),
  });
  tellNotes(world.notes, options.verbose === true, io);
  rejectMissing(world);
  if (paths.length > 0) rejectNothing(world);
  const plan = await withLifts(
    withinLimit(world, () => planWorld(world, options, { commands, commandInput })),
    commands,
    options,
  );
  if (options.why !== undefined) return why(plan, options.why, world, options, io);
  for (const output of options.format) await write(output, world, plan, paths, { ...options, thenWords }, io);
  return isWell(plan) ? EXIT.OK : EXIT.FOUND;
}

/** The plan, with what would let the pods go that a drain could not evict. */
async function withLifts(plan: Plan, commands: readonly PlanCommand[], options: Options): Promise<Plan> {
  if (plan.actions.every(({ kept }) => kept === undefined)) return plan;
  const { drainLifts } = await import('../explain/drain-lifts.js');
  const how = { namespace: options.namespace, scheduler: readScheduler(options) };
  const actions = plan.actions.map((action, at) => {
    const lifts = action.kept ? drainLifts(action, commands[at] as PlanCommand, how) : [];
    return lifts.length > 0 ? { ...action, lifts } : action;
  });
  return { ...plan, actions };
}

function planWorld(
  world: World,
  options: Options,
  then: Pick<SimulateOptions, 'commands' | 'commandInput'>,
): Plan {
  const { progress } = options;
  const kubelet = {
    ...HEALTHY,
    ...(options.pullSeconds === undefined ? {} : { pullSeconds: options.pullSeconds }),
    assumed: readAssumed(options, options.namespace),
  };
  return simulated(world, {
    ...then,
    kubelet,
    ...(options.openWorld && { openWorld: true }),
    scheduler: readScheduler(options),
    order: options.order,
    apply: { serverSide: options.serverSide === true, forceConflicts: options.forceConflicts === true },
    ...(options.maxPods === undefined ? {} : { maxPods: options.maxPods }),
    ...(options.maxSteps === undefined ? {} : { maxSteps: options.maxSteps }),
    ...(options.load === undefined ? {} : { loads: options.load.map(readLoad) }),
    ...timeSettings(options),
    turn: playing(progress, 'planning'),
  });
}

function why(plan: Plan, id: number, world: World, options: Options, io: Io): ExitStatus {
  if (!plan.steps[id - 1]) {
    throw new UsageError(`there is no step ${id}: the plan has ${plan.steps.length} of them`);
  }
  const { style, width } = io.stdout;
  io.stdout.write(
    whyText(plan, id, {
      namespace: world.namespace,
      style,
      width,
      verbose: options.verbose === true,
    }),
  );
  return EXIT.OK;
}

async function contentOf(plan: Plan, format: Format, view: PlanTextOptions): Promise<string> {
  if (format === 'json') return planJson(plan);
  if (format === 'text') return planText(plan, view);
  const { planOutcomes } = await import('../report/plan-outcomes.js');
  const { OUTCOME_FORMATS } = await import('../report/outcomes.js');
  return OUTCOME_FORMATS[format](planOutcomes(plan, view));
}

/** Everything that was asked for comes about. */
function isWell(plan: Plan): boolean {
  return (
    plan.settled &&
    plan.stuck.length === 0 &&
    plan.actions.every(({ exitCode }) => exitCode === 0) &&
    plan.findings.every(({ severity }) => severity !== 'error') &&
    plan.workloads.every(({ state }) => state === 'complete')
  );
}

/** The words after a command that name the same world: for the commands that the report proposes. */
function worldWords(paths: readonly string[], options: Options): string[] {
  const { cluster = [], nodes, schedulerConfig } = options;
  return [
    ...paths,
    ...cluster.flatMap((file) => ['--cluster', file]),
    ...(nodes === undefined ? [] : ['--nodes', nodes]),
    ...namespaceWords(options),
    ...(schedulerConfig === undefined ? [] : ['--scheduler-config', schedulerConfig]),
    ...nodePortRangeWords(options),
    ...maxPodsWords(options),
    ...versionWords(options),
  ];
}

/** How the manifests are applied. */
function applyWords({ order, serverSide, forceConflicts }: Options): string[] {
  return [
    ...(order === 'kubectl' ? [] : ['--order', order]),
    ...(serverSide ? ['--server-side'] : []),
    ...(forceConflicts ? ['--force-conflicts'] : []),
  ];
}

/** How nodes and images are to behave. */
function modelWords({ pullSeconds, load, ...assumed }: Options): string[] {
  return [
    ...assumedWords(assumed),
    ...(pullSeconds === undefined ? [] : ['--pull-seconds', String(pullSeconds)]),
    ...(load ?? []).flatMap((one) => ['--load', one]),
  ];
}

/** The options, and the words that say `--then` again. */
type ReadOptions = Options & { thenWords: readonly string[] };

function proposals(paths: readonly string[], options: ReadOptions) {
  const { cluster = [], thenWords } = options;
  const world = worldWords(paths, options);
  const text = (words: readonly string[]) => words.map(quote).join(' ');
  return {
    lintWords: text([...paths.flatMap((path) => wordsOf(path, options)), ...versionWords(options)]),
    explainWords: text([...world, ...thenWords]),
    planWords: text([
      ...world,
      ...applyWords(options),
      ...modelWords(options),
      ...nowWords(options),
      ...thenWords,
    ]),
    ...(paths.length === 1 &&
      cluster.length === 1 && {
        diffWords: text([...cluster, ...paths, ...namespaceWords(options), ...versionWords(options)]),
      }),
  };
}

async function write(
  { format, file }: Output<Format>,
  world: World,
  plan: Plan,
  paths: readonly string[],
  options: ReadOptions,
  io: Io,
): Promise<void> {
  const out = file === undefined ? io.stdout : undefined;
  const view = {
    nodesAssumed: world.nodesAssumed,
    namespace: world.namespace,
    ...proposals(paths, options),
    ...(options.for !== undefined && { forTime: writeTime(options.for) }),
    ...(options.maxSteps !== undefined && { maxSteps: options.maxSteps }),
    verbose: options.verbose === true,
    summary: options.summary === true,
    ...(out && { style: out.style, width: out.width }),
  };
  const content = await contentOf(plan, format, view);
  if (out) {
    if (!(options.quiet && isWell(plan) && plan.warnings.length === 0 && format === 'text'))
      out.write(content);
    return;
  }
  writeOutputFile(file!, content);
}
