import { keyOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import { closest } from '../api/suggest.js';
import type { KubernetesVersion } from '../api/version.js';
import type { Cluster } from '../cluster/cluster.js';
import { comeAbout, explainObject, explainPending } from '../explain/explain-world.js';
import type { Explanation } from '../explain/explanation.js';
import { explainJson } from '../report/explain-json.js';
import { explainText } from '../report/explain-text.js';
import { type Command, Option } from './command-line.js';
import { EXIT, type ExitStatus, UsageError } from './exit.js';
import type { Io } from './io.js';
import { withPlace } from './option-files.js';
import { addOptions, formatOption, k8sOption, type Output, quietOption, repeatedOption } from './options.js';
import { writeOutputFile } from './output-file.js';
import { readScheduler, schedulerConfigOption } from './scheduler-config.js';
import { DEFAULT_NODES, readWorld, refusedText, type World, warningsText } from './world.js';

const FORMATS = ['text', 'json'] as const;
type Format = (typeof FORMATS)[number];

/** What may stand before the slash, and the kind that is meant. */
const KINDS: Readonly<Record<string, string>> = {
  po: 'Pod',
  pod: 'Pod',
  deploy: 'Deployment',
  deployment: 'Deployment',
  rs: 'ReplicaSet',
  replicaset: 'ReplicaSet',
  rc: 'ReplicationController',
  replicationcontroller: 'ReplicationController',
  sts: 'StatefulSet',
  statefulset: 'StatefulSet',
  ds: 'DaemonSet',
  daemonset: 'DaemonSet',
  job: 'Job',
  cj: 'CronJob',
  cronjob: 'CronJob',
};

interface Options {
  k8s: KubernetesVersion;
  format: Output<Format>[];
  quiet?: boolean;
  verbose?: boolean;
  cluster?: string[];
  nodes?: string;
  namespace: string;
  allPending?: boolean;
  schedulerConfig?: string;
}

export function declare(command: Command): void {
  command.argument('[target]', 'pod/NAME, deployment/NAME or any other workload');
  command.argument('[paths...]', 'manifests: files, folders, patterns; - for standard input');
  addOptions(command, [
    repeatedOption('--cluster <file>', 'objects of a cluster, as kubectl get -o yaml prints them'),
    new Option('--nodes <spec>', 'nodes, such as "3 x cpu=4,memory=16Gi; cpu=16,memory=64Gi,zone=b"'),
    new Option('--all-pending', 'every pod that fits nowhere, instead of one target'),
    new Option(
      '-n, --namespace <name>',
      'the namespace of the target and of manifests that name none',
    ).default('default'),
    schedulerConfigOption(),
    new Option('-v, --verbose', 'every node in a line of its own, all scores'),
    k8sOption(),
    formatOption(FORMATS),
    quietOption(),
  ]);
}

export async function run(args: string[], options: Options, io: Io): Promise<ExitStatus> {
  const [target, ...rest] = args;
  const paths = options.allPending ? args : rest;
  if (!options.allPending && (target === undefined || !TARGET.test(target) || !kindOfTarget(target))) {
    throw new UsageError(
      badTarget(target),
      'kubeplan explain deployment/web deploy/ --nodes "3 x cpu=4,memory=16Gi"',
    );
  }
  const world = readWorld(paths, {
    version: options.k8s,
    namespace: options.namespace,
    ...(options.cluster && { cluster: options.cluster }),
    ...(options.nodes !== undefined && { nodes: options.nodes }),
  });
  rejectUnreadable(world);
  const scheduler = readScheduler(options);
  const cluster = comeAbout(world, scheduler);
  const explanations = options.allPending
    ? explainPending(world, cluster, scheduler)
    : [explainObject(world, cluster, scheduler, findTarget(world, cluster, target!, options))];
  for (const output of options.format) write(output, explanations, world, options, io);
  const refused = refusedText(world);
  io.stderr.write(refused + warningsText(world));
  return isWell(explanations) && !refused ? EXIT.OK : EXIT.FOUND;
}

const TARGET = /^[\w-]+\/[^/]+$/;

/** The kind that `deployment/web`, `deployments/web` or `deploy/web` names. */
export function kindOfTarget(target: string): string | undefined {
  const word = target.slice(0, Math.max(0, target.indexOf('/'))).toLowerCase();
  return KINDS[word] ?? KINDS[word.replace(/s$/, '')];
}

function isWell(explanations: readonly Explanation[]): boolean {
  return explanations.every(({ decision }) => decision.outcome === 'bound');
}

/** Rules whose findings cannot change the answer: nothing of such a document would be applied. */
const BESIDE = new Set(['input/empty', 'plan/no-object']);

/** A text that cannot be read may hold what the answer depends on. */
function rejectUnreadable({ findings }: World): void {
  const wrong = findings.find(({ severity, rule }) => severity === 'error' && !BESIDE.has(rule));
  if (!wrong) return;
  throw new UsageError(withPlace(wrong), 'kubeplan lint says more about manifests that cannot be read.');
}

function badTarget(target: string | undefined): string {
  if (target === undefined) return 'nothing to explain: name a pod or a workload, or give --all-pending';
  if (!TARGET.test(target)) return `${target} is no target: write pod/NAME or deployment/NAME`;
  const word = target.slice(0, target.indexOf('/'));
  const near = closest(word, Object.keys(KINDS));
  return `${word} makes no pods${near ? `, did you mean ${near}?` : ''}`;
}

export function findTarget(
  world: World,
  cluster: Cluster,
  target: string,
  { namespace }: Pick<Options, 'namespace'>,
): KubeObject {
  const kind = kindOfTarget(target)!;
  const name = target.slice(target.indexOf('/') + 1);
  const found = cluster.get(kind, `${namespace}/${name}`) as KubeObject | undefined;
  if (found) return found;
  const refused = world.refused.find((one) => one.kind === kind && one.name === name);
  if (refused) {
    const { file, start } = refused.document.locate([]);
    throw new UsageError(
      `${target} would be refused: ${refused.message}`,
      `${file}:${start.line}:${start.column}`,
    );
  }
  if (world.manifests.some(({ given }) => given.kind === kind && keyOf(given) === `${namespace}/${name}`)) {
    throw new UsageError(
      `${target} is gone once the world comes to rest`,
      'kubeplan plan shows what becomes of it.',
    );
  }
  const all = cluster.list(kind) as KubeObject[];
  const elsewhere = all.filter(({ metadata }) => metadata.name === name);
  if (elsewhere.length === 1) return elsewhere[0]!;
  if (elsewhere.length > 1) {
    const namespaces = elsewhere.map(({ metadata }) => metadata.namespace).join(', ');
    throw new UsageError(
      `${target} is in several namespaces: ${namespaces}`,
      'Choose one with -n NAMESPACE.',
    );
  }
  const near = closest(
    name,
    all.map(({ metadata }) => metadata.name ?? ''),
  );
  throw new UsageError(
    `${target} is neither among the manifests nor in the cluster${near ? `, did you mean ${near}?` : ''}`,
    near ? undefined : 'Give the files that hold it, or the cluster with --cluster FILE.',
  );
}

function write(
  { format, file }: Output<Format>,
  explanations: readonly Explanation[],
  { nodesAssumed }: World,
  { quiet, verbose }: Options,
  io: Io,
): void {
  const out = file === undefined ? io.stdout : undefined;
  const content =
    format === 'json'
      ? explainJson(explanations)
      : explainText(explanations, {
          verbose: verbose === true,
          ...(nodesAssumed && { assumedNodes: DEFAULT_NODES }),
          ...(out && { style: out.style, width: out.width }),
        });
  if (out) {
    if (!(quiet && isWell(explanations) && format === 'text')) out.write(content);
    return;
  }
  writeOutputFile(file!, content);
}
