import { existsSync } from 'node:fs';
import { keyOf, kindOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import { closest } from '../api/suggest.js';
import type { KubernetesVersion } from '../api/version.js';
import type { Cluster } from '../cluster/cluster.js';
import { capacity, MOST_PODS } from '../explain/capacity.js';
import type { Capacity, CapacityRequest } from '../explain/capacity-answer.js';
import type { Asked } from '../explain/capacity-asked.js';
import { refusalsOf, unreadOf } from '../explain/left-out.js';
import { playedThrough } from '../explain/prove.js';
import { topOwner, workloadOf } from '../explain/target.js';
import { inOrder } from '../kubectl/order.js';
import { capacityJson } from '../report/capacity-json.js';
import { type CapacityFrame, type CapacityTextOptions, capacityText } from '../report/capacity-text.js';
import { printable } from '../report/inert.js';
import {
  type AskedOptions,
  askedAnswer,
  askedOptions,
  asksBeside,
  rejectUnheard,
  rejectWithoutPools,
} from './capacity-asked.js';
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
  type Output,
  repeatedOption,
} from './options.js';
import { writeOutputFile } from './output-file.js';
import { playing } from './playing.js';
import type { WithProgress } from './progress.js';
import { gatesOf, type WithRelease } from './release.js';
import { readScheduler, schedulerConfigOption } from './scheduler-config.js';
import { inputOptions, pathsOf, type SourceOptions, sourceOptions, tellNotes } from './source-options.js';
import { findTarget, kindOfTarget } from './target.js';
import {
  DEFAULT_NODES,
  lacksLine,
  locator,
  poolProblemsText,
  readWorld,
  refusedText,
  unreadText,
  type World,
  warningsText,
  withinLimit,
} from './world.js';

const FORMATS = ['text', 'json', 'markdown', 'junit'] as const;
type Format = (typeof FORMATS)[number];

/** One pod of it runs on every node: their number is that of the nodes. */
const ONE_PER_NODE = 'DaemonSet';
const EXAMPLE = 'kubeplan capacity deploy/ --nodes "3x cpu=4,memory=16Gi"';

interface Part {
  name: string;
  weight: number;
}

interface Options extends SourceOptions, AskedOptions, WithRelease, WithProgress {
  k8s: KubernetesVersion;
  format: Output<Format>[];
  cluster?: string[];
  nodes?: string;
  mix?: Part[];
  templatesOnly?: boolean;
  schedulerConfig?: string;
  verbose?: boolean;
}

/** `web=3,cache=1`: what one round is made of. A name without a number is one pod. */
function readMix(text: string): Part[] {
  const parts = text.split(',').map((part): Part => {
    const [, name, weight = '1'] = /^\s*([^=\s]+)(?:=(\d+))?\s*$/.exec(part) ?? [];
    if (name === undefined || Number(weight) < 1) {
      throw new InvalidArgumentError('Write names and how many of each, such as web=3,cache=1.');
    }
    return { name, weight: Number(weight) };
  });
  const twice = parts.find(({ name }, i) => parts.findIndex((part) => part.name === name) < i);
  if (twice) throw new InvalidArgumentError(`${twice.name} is in it twice.`);
  return parts;
}

function readMax(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a number from 1 to 9999999.');
}

export function declare(command: Command): void {
  command.argument(
    '[paths...]',
    'manifests: files, folders, patterns; - for standard input. Among them deployment/NAME and the like, to count these only',
  );
  addOptions(command, [
    repeatedOption(
      '--cluster <file>',
      'what is there already, as kubeplan snapshot or kubectl get -A -o yaml writes it',
    ),
    new Option('--nodes <spec>', 'nodes, such as "3x cpu=4,memory=16Gi; cpu=16,memory=64Gi,zone=b"'),
    ...askedOptions(),
    new Option(
      '--mix <parts>',
      'several together, in this proportion, round by round: web=3,cache=1',
    ).argParser(readMix),
    new Option('--templates-only', 'do not place the pods that the manifests ask for before counting'),
    new Option('--max <number>', `count no further (${MOST_PODS} unless told)`).argParser(readMax),
    new Option(
      '-n, --namespace <name>',
      'the namespace of what is named, and of manifests that name none',
    ).default('default'),
    schedulerConfigOption(),
    maxPodsOption(),
    new Option('-v, --verbose', 'every node in a line of its own, every template in a table'),
    k8sOption(),
    featureGatesOption(),
    formatOption(FORMATS),
    ...configOptions(),
    ...sourceOptions(),
  ]);
}

export async function run(args: string[], options: Options, io: Io): Promise<ExitStatus> {
  const names = args.filter(isName);
  const paths = pathsOf(
    args.filter((arg) => !isName(arg)),
    options,
  );
  if (paths.length === 0 && !options.cluster) {
    throw new UsageError('nothing to count: give manifests, or a cluster with --cluster FILE', EXAMPLE);
  }
  const asks = asksBeside(options);
  rejectTogether(names, options, asks);
  const scheduler = readScheduler(options);
  const world = readWorld(paths, {
    version: options.k8s,
    gates: gatesOf(options),
    namespace: options.namespace,
    input: await inputOptions(paths, options),
    ...(options.cluster && { cluster: options.cluster }),
    ...(options.nodes !== undefined && { nodes: options.nodes }),
    // What has to be added is asked of nodes that are told of.
    ...(options.pool && { pools: options.pool }),
    ...(options.need && { noNodes: true }),
  });
  tellNotes(world.notes, options.verbose === true, io);
  rejectMissing(world);
  rejectWithoutPools(options, world);
  const turn = playing(options.progress, 'playing the cluster through');
  const plan = options.templatesOnly
    ? undefined
    : withinLimit(world, () => playedThrough(world, scheduler, options.maxPods, turn));
  const { cluster } = plan ?? world;
  const lost: string[] = [];
  const requests = requestsOf(world, cluster, names, options, lost);
  const answer = asks
    ? { nodeCount: cluster.list('Node').length, templates: [] }
    : capacity(cluster, requests, { scheduler, max: options.max ?? MOST_PODS });
  const asked = asks
    ? askedAnswer(world, { cluster, isRested: plan !== undefined }, scheduler, requests, options)
    : {};
  for (const output of options.format) {
    // What is in no count has a place in reports of objects alone.
    if (requests.length > 0 || asks || isOfOutcomes(output.format)) {
      await write(output, { answer, asked }, world, options, io);
    }
  }
  const problems = options.need ? poolProblemsText(world) : '';
  const amiss = unreadText(world) + refusedText(refusalsOf(world)) + problems;
  const nowhere = lost.map((name) => `kubeplan: ${printable(name)} is not in what can be read\n`).join('');
  const unasked =
    options.pool && !options.need
      ? 'kubeplan: the pools are not asked: --need counts what they could add\n'
      : '';
  io.stderr.write(lacksLine(world, plan) + amiss + nowhere + warningsText(world) + unasked);
  return amiss || isShort(asked) ? EXIT.FOUND : EXIT.OK;
}

/** Nodes of no pool are enough. */
function isShort({ need }: Asked): boolean {
  return need !== undefined && need.waiting > 0 && !need.pools.some(({ complete }) => complete);
}

/** Throws a UsageError for what cannot be asked in one go. */
function rejectTogether(names: readonly string[], options: Options, asks: boolean): void {
  const { mix, templatesOnly } = options;
  if (asks && mix) throw new UsageError('--mix counts how many fit: ask for it by itself');
  if (asks && templatesOnly) {
    throw new UsageError('--templates-only is about what fits beside what runs: ask for it by itself');
  }
  rejectUnheard(names, options);
}

/** `deployment/web`, but `deploy/web.yaml` is a file where there is one. */
function isName(arg: string): boolean {
  return /^[^/]+\/[^/*?[{]+$/.test(arg) && kindOfTarget(arg) !== undefined && !existsSync(arg);
}

/** Nothing at all where what would be counted is refused or cannot be read; `lost` takes the names of the latter. */
function requestsOf(
  world: World,
  cluster: Cluster,
  names: readonly string[],
  options: Options,
  lost: string[],
): CapacityRequest[] {
  const named = names.flatMap((name) => takenTarget(name, world, cluster, options, lost) ?? []);
  const all = templatesOf(world, cluster);
  const mix = options.mix ?? [];
  const parts = mix.flatMap(({ name, weight }) => {
    const object = partOf(name, all, world, cluster, options, lost);
    return object ? [{ object, weight }] : [];
  });
  // A round without one of its parts is another round.
  if (parts.length < mix.length) return [];
  const daemon = [...named, ...parts.map(({ object }) => object)].find(({ kind }) => kind === ONE_PER_NODE);
  if (daemon) {
    throw new UsageError(
      `daemonset/${daemon.metadata.name} runs one pod on every node it may: there is nothing to count`,
    );
  }
  const chosen = names.length > 0 || parts.length > 0 ? named : all;
  const alone = chosen.filter((object) => !parts.some((part) => isSame(part.object, object)));
  if (alone.length + parts.length === 0 && !isPartial(world) && !asksBeside(options)) {
    throw new UsageError('there is no workload in what was given', EXAMPLE);
  }
  return [...parts, ...alone.map((object) => ({ object }))].map((request) => {
    const locate = locator(world, request.object);
    return {
      ...request,
      object: asWritten(world, request.object),
      ...(locate && { location: locate(['metadata', 'name']) }),
    };
  });
}

/** Some of what was given is in no answer, and is told of. */
function isPartial(world: World): boolean {
  return world.refused.length > 0 || unreadOf(world).length > 0;
}

/** What a target names; undefined where it is refused, or may stand in what cannot be read. */
function takenTarget(
  target: string,
  world: World,
  cluster: Cluster,
  { namespace }: Options,
  lost: string[],
): KubeObject | undefined {
  const found = findTarget(world, cluster, target, namespace);
  if ('unread' in found) lost.push(target);
  return 'object' in found ? found.object : undefined;
}

function isSame(a: KubeObject, b: KubeObject): boolean {
  return kindOf(a) === kindOf(b) && keyOf(a) === keyOf(b);
}

/** What the manifests hold and makes pods, else what the cluster holds: each once, owners instead of the owned. */
function templatesOf(world: World, cluster: Cluster): KubeObject[] {
  const given = inOrder(world.manifests, 'install').flatMap(({ given: { kind, ...rest } }) => {
    const stored = cluster.get(kind, keyOf({ kind, ...rest })) as KubeObject | undefined;
    return stored ? [stored] : [];
  });
  const found =
    world.manifests.length > 0
      ? given
      : cluster.kinds().flatMap((kind) => [...cluster.list(kind)] as KubeObject[]);
  const templates = new Map<string, KubeObject>();
  for (const object of found) {
    if (object.kind === ONE_PER_NODE || !workloadOf(object) || topOwner(cluster, object) !== object) continue;
    if (object.kind === 'Pod' && world.manifests.length === 0) continue;
    templates.set(`${kindOf(object)} ${keyOf(object)}`, object);
  }
  return [...templates.values()];
}

/** A pod counts as its manifest writes it: what became of it is another's place. */
function asWritten({ manifests }: World, object: KubeObject): KubeObject {
  if (object.kind !== 'Pod') return object;
  return manifests.find(({ given }) => isSame(given, object))?.given ?? object;
}

/** The template that a part of the mix names, `web` or `deployment/web`; undefined for one that is left out of the answer. */
function partOf(
  name: string,
  all: readonly KubeObject[],
  world: World,
  cluster: Cluster,
  options: Options,
  lost: string[],
): KubeObject | undefined {
  if (name.includes('/')) {
    if (kindOfTarget(name)) return takenTarget(name, world, cluster, options, lost);
    throw new UsageError(`--mix: ${name} names nothing that makes pods`);
  }
  const found = all.filter(({ metadata }) => metadata.name === name);
  const [only, ...others] = found;
  if (only && others.length === 0) return only;
  if (only) {
    const kinds = found.map(
      ({ kind, metadata }) => `${kind.toLowerCase()}/${metadata.name} in ${metadata.namespace}`,
    );
    throw new UsageError(
      `--mix: ${name} is several: ${kinds.join(', ')}`,
      'Write KIND/NAME, and the namespace with -n.',
    );
  }
  if (refusalsOf(world).some(({ object }) => object.name === name)) return undefined;
  if (unreadOf(world).length > 0) {
    lost.push(name);
    return undefined;
  }
  const near = closest(
    name,
    all.map(({ metadata }) => metadata.name ?? ''),
  );
  throw new UsageError(`--mix: there is no workload ${name}${near ? `, did you mean ${near}?` : ''}`);
}

function manifestPods({ manifests }: World, { templatesOnly }: Options): CapacityFrame['manifests'] {
  if (manifests.length === 0) return 'none';
  return templatesOnly ? 'left out' : 'placed';
}

/** The formats that tell of objects. */
function isOfOutcomes(format: Format): boolean {
  return format === 'markdown' || format === 'junit';
}

interface Answers {
  answer: Capacity;
  asked: Asked;
}

async function contentOf(
  format: Format,
  { answer, asked }: Answers,
  world: World,
  view: CapacityTextOptions,
): Promise<string> {
  if (format === 'json') return capacityJson(answer, view, asked);
  if (format === 'text') return capacityText(answer, view, asked);
  const { capacityOutcomes } = await import('../report/capacity-outcomes.js');
  const { OUTCOME_FORMATS } = await import('../report/outcomes.js');
  const left = { refused: refusalsOf(world), unread: unreadOf(world) };
  return OUTCOME_FORMATS[format](capacityOutcomes(answer, { ...view, ...left }, asked));
}

async function write(
  { format, file }: Output<Format>,
  answer: Answers,
  world: World,
  options: Options,
  io: Io,
): Promise<void> {
  const out = file === undefined ? io.stdout : undefined;
  const content = await contentOf(format, answer, world, {
    manifests: manifestPods(world, options),
    max: options.max ?? MOST_PODS,
    verbose: options.verbose === true,
    ...(world.nodesByDefault && { assumedNodes: DEFAULT_NODES }),
    ...(out && { style: out.style, width: out.width }),
  });
  if (out) {
    out.write(content);
    return;
  }
  writeOutputFile(file!, content);
}
