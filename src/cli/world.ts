/** Reads the world of a command from its files. */

import type { Finding } from '../api/finding.js';
import type { FeatureGates } from '../api/gates.js';
import { objectText } from '../api/object-key.js';
import type { PortRange } from '../api/port-range.js';
import type { KubernetesVersion } from '../api/version.js';
import { NodeSpecError } from '../cluster/node-spec.js';
import { type Refusal, refusalSentence, unreadOf } from '../explain/left-out.js';
import type { Source } from '../manifest/document.js';
import { type InputOptions, type InputResult, kustomizationsBeside, readInputs } from '../manifest/files.js';
import { parseManifests } from '../manifest/parse.js';
import { inertProse } from '../report/inert.js';
import { lacksText, madeUpTexts } from '../report/plan-beforehand.js';
import { withoutPatchLists } from '../simulation/manifests.js';
import type { Plan } from '../simulation/plan.js';
import { askedText, TooManyPods } from '../simulation/pod-limit.js';
import { PLAN_RULES } from '../simulation/rules.js';
import { snapshotObjects } from '../simulation/snapshot.js';
import { type World as BuiltWorld, buildWorld, locator } from '../simulation/world.js';
import { UsageError } from './exit.js';
import { atPlace, readOptionFiles, specialNotes, withPlace } from './option-files.js';

export { DEFAULT_NODES, locator } from '../simulation/world.js';

export interface WorldOptions {
  /** The Kubernetes to answer for. */
  version?: KubernetesVersion;
  /** The features that are set otherwise than its version has them. */
  gates?: FeatureGates | undefined;
  /** Files (or folders, or `-`) of a snapshot: what `kubectl get nodes,pods,… -A -o yaml` prints. */
  cluster?: readonly string[];
  /** Nodes in the short form of `parseNodes`, beside those of the snapshot. */
  nodes?: string;
  /** Pools in the short form of `parsePools`. */
  pools?: readonly string[];
  /** Where nothing is told of nodes there are none. */
  noNodes?: boolean;
  /** The namespace of objects that name none. */
  namespace?: string;
  /** The ports of nodes for Services. */
  nodePorts?: PortRange;
  /** How the manifests are read. */
  input?: InputOptions;
}

export interface World extends BuiltWorld {
  sources: Source[];
  /** What has to be known of how they were read. */
  notes: string[];
}

/** Reads the world of a command. Throws UsageError for what is wrong on the command line. */
export function readWorld(paths: readonly string[], options: WorldOptions = {}): World {
  const read = readInputs(paths, options.input);
  const snapshots = (options.cluster ?? []).map((path) => readSnapshot(path, options.input));
  const snapshot = snapshots.flatMap(({ documents }) => documents);
  try {
    const { nodes, pools, noNodes, namespace, version, gates, nodePorts } = options;
    const kustomizations = kustomizationsBeside(read).flatMap((one) => parseManifests(one).documents);
    const world = buildWorld(withoutPatchLists(read, kustomizations), {
      snapshot,
      nodes,
      pools,
      noNodes,
      namespace,
      version,
      gates,
      nodePorts,
      kustomizations,
    });
    const notes = [...read.notes, ...[read, ...snapshots].flatMap(specialNotes)];
    return { ...world, sources: read.sources, notes };
  } catch (error) {
    if (error instanceof NodeSpecError) throw new UsageError(`--nodes: ${error.message}`);
    throw error;
  }
}

/** Reads a dump. Throws a UsageError for one without an object. */
export function readSnapshot(path: string, { memory }: InputOptions = {}): InputResult {
  const read = readOptionFiles('--cluster', [path], { memory });
  const { objects, findings } = snapshotObjects(read.documents);
  if (objects.length === 0) {
    const [first] = findings;
    throw new UsageError(
      `--cluster ${path}: there is no object in it${first ? `; ${atPlace(first.location, first.message)}` : ''}`,
      'kubeplan snapshot --run -o cluster.yaml makes a snapshot.',
    );
  }
  return read;
}

/** What `run` makes of the world; what asks for more pods than are planned for is a mistake on the command line. */
export function withinLimit<T>(world: World, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof TooManyPods)) throw error;
    const locate = locator(world, error.object);
    const place = locate?.(['spec', 'replicas']);
    const what = `${askedText(error)} pods, and no more than ${error.most} are planned for`;
    throw new UsageError(place ? atPlace(place, what) : what, '--max-pods NUMBER plans for more.');
  }
}

/**
 * Where nothing was given that could be looked at, silence would be no answer. Errors in texts are told by who looks, those
 * under the rule `but` not by all.
 */
export function rejectNothing(
  { manifests, findings }: Pick<World, 'manifests' | 'findings'>,
  but = '',
): void {
  const wrong = findings.some(({ severity, rule }) => severity === 'error' && rule !== but);
  if (manifests.length > 0 || wrong) return;
  const [first] = findings;
  const why = first && atPlace(first.location, first.message);
  throw new UsageError('there is no Kubernetes object in what was given', why);
}

const findingLine = (finding: Finding): string => `kubeplan: ${withPlace(finding)}\n`;

/** What cannot be read: the answer is one without it. */
export function unreadText(world: Pick<World, 'findings'>): string {
  return unreadOf(world).map(findingLine).join('');
}

/** What of the nodes the snapshot leaves out, and of the pods on them: where one workload finds room rests on them alone. */
export function nodesLackLine(
  { lacks, namespace }: Pick<World, 'lacks' | 'namespace'>,
  plan?: Pick<Plan, 'beforehand'>,
): string {
  return lacksLine({ lacks: lacks.filter(({ kinds }) => kinds.includes('Node')), namespace }, plan);
}

/** What the snapshot leaves out, and what of it is made up, as a plan tells it. `plan`: what was played through. */
export function lacksLine(
  { lacks, namespace }: Pick<World, 'lacks' | 'namespace'>,
  plan?: Pick<Plan, 'beforehand'>,
): string {
  const texts = [
    ...[lacksText(lacks)].filter((text) => text !== undefined),
    ...(plan ? madeUpTexts(plan, { namespace }) : []),
  ];
  return texts.map((text) => `kubeplan: ${inertProse(text)}\n`).join('');
}

/** What of the pools that could add nodes cannot be understood: it is not counted. */
export function poolProblemsText({ pools }: Pick<World, 'pools'>): string {
  return pools
    .flatMap(({ title, problems, locate }) =>
      problems.map(({ path, text }) => {
        const said = `${title}: ${text}: it is not counted`;
        return `kubeplan: ${locate ? atPlace(locate(path), said) : inertProse(said)}\n`;
      }),
    )
    .join('');
}

/** What the API server would not take: it is in no answer. */
export function refusedText(refusals: readonly Refusal[]): string {
  return refusals
    .map((refusal) => {
      const said = refusalSentence(refusal);
      return `kubeplan: ${refusal.document ? atPlace(refusal.document.locate([]), said) : inertProse(said)}\n`;
    })
    .join('');
}

/** What the API server would warn of, and of what dumps hold twice which one counts. */
export function warningsText({ manifests, findings }: Pick<World, 'manifests' | 'findings'>): string {
  const twice = findings.filter(({ rule }) => rule === PLAN_RULES.twice.name).map(findingLine);
  return manifests
    .flatMap(({ given, warnings, location }) =>
      warnings.map((warning) => {
        const what = `${objectText(given)}: warning: ${warning}`;
        return `kubeplan: ${atPlace(location, what)}\n`;
      }),
    )
    .concat(twice)
    .join('');
}
