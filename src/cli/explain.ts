import type { ObjectRef } from '../api/finding.js';
import type { KubernetesVersion } from '../api/version.js';
import { idOf, idOfRef } from '../cluster/object-id.js';
import { type Answers, answerAbout, answerAll } from '../explain/answers.js';
import type { ChainLink } from '../explain/chains/chain.js';
import { sceneOf } from '../explain/chains/scene.js';
import { refusalsOf, unreadOf } from '../explain/left-out.js';
import { type Need, needOf } from '../explain/need.js';
import { playedThrough } from '../explain/prove.js';
import { fileType } from '../manifest/files.js';
import { INPUT_RULES } from '../manifest/rules.js';
import { explainJson } from '../report/explain-json.js';
import { explainText } from '../report/explain-text.js';
import { printable } from '../report/inert.js';
import type { Scheduler } from '../scheduler/configuration/scheduler.js';
import { elsewhere } from '../simulation/elsewhere.js';
import type { Plan } from '../simulation/plan.js';
import { type Command, Option } from './command-line.js';
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
  type Output,
  poolOption,
  quietOption,
  repeatedOption,
} from './options.js';
import { writeOutputFile } from './output-file.js';
import { playing } from './playing.js';
import type { WithProgress } from './progress.js';
import { gatesOf, type WithRelease } from './release.js';
import { readScheduler, schedulerConfigOption } from './scheduler-config.js';
import { inputOptions, pathsOf, type SourceOptions, sourceOptions, tellNotes } from './source-options.js';
import { findTarget, targetProblem } from './target.js';
import { readCommandFiles, readThen, thenOption } from './then.js';
import {
  DEFAULT_NODES,
  lacksLine,
  nodesLackLine,
  poolProblemsText,
  readWorld,
  refusedText,
  rejectNothing,
  unreadText,
  type World,
  warningsText,
  withinLimit,
} from './world.js';

const FORMATS = ['text', 'json', 'markdown', 'junit'] as const;
type Format = (typeof FORMATS)[number];

interface Options extends SourceOptions, WithRelease, WithProgress {
  k8s: KubernetesVersion;
  format: Output<Format>[];
  quiet?: boolean;
  verbose?: boolean;
  cluster?: string[];
  nodes?: string;
  pool?: string[];
  namespace: string;
  allPending?: boolean;
  schedulerConfig?: string;
  maxPods?: number;
  then?: string[];
}

export function declare(command: Command): void {
  command.argument(
    '[target]',
    'pod/NAME, deployment/NAME or any other workload; service/, ingress/, hpa/, pvc/, pdb/NAME',
  );
  command.argument('[paths...]', 'manifests: files, folders, patterns; - for standard input');
  addOptions(command, [
    repeatedOption(
      '--cluster <file>',
      'objects of a cluster, as kubeplan snapshot or kubectl get -o yaml writes them',
    ),
    new Option('--nodes <spec>', 'nodes, such as "3 x cpu=4,memory=16Gi; cpu=16,memory=64Gi,zone=b"'),
    poolOption(),
    new Option('--all-pending', 'every pod that fits nowhere, instead of one target'),
    new Option(
      '-n, --namespace <name>',
      'the namespace of the target and of manifests that name none',
    ).default('default'),
    thenOption(),
    schedulerConfigOption(),
    maxPodsOption(),
    new Option('-v, --verbose', 'every node in a line of its own, all scores'),
    k8sOption(),
    featureGatesOption(),
    formatOption(FORMATS),
    ...configOptions(),
    ...sourceOptions(),
    quietOption(),
  ]);
}

/** One thing is asked about, or all that is pending. Throws a UsageError for what is a target where paths are to be. */
function rejectTargets(words: readonly string[], { allPending }: Options): void {
  const other = words.find((word) => targetProblem(word) === undefined && fileType(word) === undefined);
  if (other === undefined) return;
  throw new UsageError(
    allPending
      ? `--all-pending asks about all that waits, and ${other} about one`
      : `one target is explained, and ${other} is another`,
    'kubeplan explain deployment/web deploy/',
  );
}

export async function run(args: string[], options: Options, io: Io): Promise<ExitStatus> {
  const [target, ...rest] = args;
  rejectTargets(options.allPending ? args : rest, options);
  const paths = pathsOf(options.allPending ? args : rest, options);
  const problem = options.allPending ? undefined : targetProblem(target);
  if (problem) {
    throw new UsageError(problem, 'kubeplan explain deployment/web deploy/ --nodes "3 x cpu=4,memory=16Gi"');
  }
  const world = await worldOf(paths, options, io);
  const scheduler = readScheduler(options);
  const turn = playing(options.progress, 'playing the cluster through');
  const plan = withinLimit(world, () => playedThrough(world, scheduler, options.maxPods, turn));
  const answer: Answer = options.allPending
    ? answerAll(world, plan, scheduler)
    : answerFor(target!, world, plan, scheduler, options);
  const waiting = answer.explanations.filter(({ pools }) => pools !== undefined);
  // What several need together is less than what each of them needs.
  if (waiting.length > 1) {
    answer.need = needOf(world, scheduler, {
      maxPods: options.maxPods,
      rested: plan.cluster,
      turn: playing(options.progress, 'counting nodes'),
    });
  }
  const problems = waiting.length > 0 ? poolProblemsText(world) : '';
  const undone = undoneText(plan);
  const isPartial =
    unreadOf(world).length > 0 || world.refused.length > 0 || problems !== '' || undone !== '';
  const isWell =
    !isPartial &&
    answer.refused.length === 0 &&
    answer.chains.every(({ well }) => well) &&
    answer.explanations.every(({ decision, end }) => decision.outcome === 'bound' && end?.complete !== false);
  for (const output of options.format) {
    if (!(options.quiet && isWell && output.format === 'text' && output.file === undefined)) {
      await write(output, answer, world, options, io);
    }
  }
  io.stderr.write(besideText(world, plan, answer, options, undone + problems));
  if (answer.isNowhere) io.stderr.write(`kubeplan: ${printable(target!)} is not in what can be read\n`);
  return isWell ? EXIT.OK : EXIT.FOUND;
}

/** The world that is asked about, with what is done to it. */
async function worldOf(paths: readonly string[], options: Options, io: Io) {
  const { commands } = readThen(options.then);
  const input = await readCommandFiles(commands, options);
  const read = readWorld(paths, {
    version: options.k8s,
    gates: gatesOf(options),
    namespace: options.namespace,
    input: await inputOptions(paths, options),
    ...(options.cluster && { cluster: options.cluster }),
    ...(options.nodes !== undefined && { nodes: options.nodes }),
    // Whoever tells of nodes to add tells of none that are there.
    ...(options.pool && { pools: options.pool, noNodes: true }),
  });
  tellNotes(read.notes, options.verbose === true, io);
  rejectMissing(read);
  if (options.allPending && !options.cluster) rejectNothing(read, INPUT_RULES.empty.name);
  return { ...read, ...(commands.length > 0 && { afterwards: { commands, input } }) };
}

/** What has to be known beside the answer. `amiss`: what was asked for and is not in it. */
function besideText(
  world: World,
  plan: Plan,
  answer: Answer,
  { allPending }: Options,
  amiss: string,
): string {
  const others = refusalsOf(world).filter(
    ({ document }) => !answer.refused.some((one) => one.document === document),
  );
  const apart = allPending ? [] : elsewhere(world);
  const told = toldOf(answer);
  return (
    apart
      .map(({ message, hint }) => `kubeplan: ${printable(message)} (${printable(hint ?? '')})\n`)
      .join('') +
    (allPending
      ? lacksLine(world, plan)
      : nodesLackLine(world, answer.explanations.length > 0 ? plan : undefined)) +
    unreadText(world) +
    amiss +
    refusedText(others) +
    warningsText({ ...world, manifests: world.manifests.filter(({ given }) => told.has(idOf(given))) })
  );
}

/** The objects that an answer speaks of: what is warned of others is no matter of it. */
function toldOf({ chains, explanations, refused }: Answer): ReadonlySet<string> {
  const below = ({ object, links = [] }: ChainLink): ObjectRef[] => [object, ...links.flatMap(below)];
  const all = [
    ...chains.flatMap(({ object, links }) => [object, ...links.flatMap(below)]),
    ...explanations.map(({ object }) => object),
    ...refused.map(({ object }) => object),
  ];
  return new Set(all.map(idOfRef));
}

/** What of `--then` did not come about: the answer is one without it. */
function undoneText({ actions }: Plan): string {
  return actions
    .filter(({ exitCode }) => exitCode !== 0)
    .map(({ command, printed }) => `kubeplan: ${printable([command, ...printed.slice(-1)].join(': '))}\n`)
    .join('');
}

interface Answer extends Answers {
  /** It may stand in a text that cannot be read. */
  isNowhere?: boolean;
  /** How many nodes of pools all need together that wait. */
  need?: Need;
}

/** What one target comes to. */
function answerFor(
  target: string,
  world: World,
  plan: Plan,
  scheduler: Scheduler,
  { namespace }: Options,
): Answer {
  const found = findTarget(world, plan.cluster, target, namespace, sceneOf(world, plan).cluster);
  if ('object' in found) {
    return answerAbout(world, plan, scheduler, found.object);
  }
  const refused = 'refused' in found ? [found.refused] : [];
  return { chains: [], explanations: [], refused, isNowhere: refused.length === 0 };
}

async function write(
  { format, file }: Output<Format>,
  { chains, explanations, refused, isNowhere, need }: Answer,
  world: World,
  { verbose }: Options,
  io: Io,
): Promise<void> {
  const out = file === undefined ? io.stdout : undefined;
  const unread = unreadOf(world);
  let content = '';
  const allRefused = [...refusalsOf(world), ...refused.filter(({ pods }) => pods)];
  const view = {
    chains,
    refused,
    isPartial: unread.length > 0,
    verbose: verbose === true,
    ...(need && { need }),
    ...(world.nodesByDefault && { assumedNodes: DEFAULT_NODES }),
  };
  if (format === 'json')
    content = explainJson({ chains, explanations, refused: allRefused, unread, ...(need && { need }) });
  else if (isNowhere) content = '';
  else if (format === 'text') {
    content = explainText(explanations, { ...view, ...(out && { style: out.style, width: out.width }) });
  } else {
    const { explainOutcomes } = await import('../report/explain-outcomes.js');
    const { OUTCOME_FORMATS } = await import('../report/outcomes.js');
    content = OUTCOME_FORMATS[format](explainOutcomes(explanations, view));
  }
  if (out) out.write(content);
  else writeOutputFile(file!, content);
}
