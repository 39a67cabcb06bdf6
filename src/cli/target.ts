/** `deployment/web` as it stands on a command line: what is meant, and where it is. */
import { keyOf, kindOf, objectText } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import { closest } from '../api/suggest.js';
import { TARGET_WORDS, WORKLOAD_WORDS } from '../api/workload-words.js';
import type { Cluster } from '../cluster/cluster.js';
import { type Refusal, refusalsOf, unreadOf } from '../explain/left-out.js';
import { UsageError } from './exit.js';
import type { World } from './world.js';

const DEFAULT_NAMESPACE = 'default';

/** `deployment/web`, and with its namespace as a plan prints it: `deployment/shop/web`. */
const TARGET = /^\w[\w.-]*\/[^/]+(\/[^/]+)?$/;
/** So many names are proposed. */
const MOST_NEAR = 3;

/**
 * The kind that `deployment/web`, `deployments.apps/web` or `deploy/shop/web` names, of those that make pods unless other
 * words are given.
 */
export function kindOfTarget(
  target: string,
  words: ReadonlyMap<string, string> = WORKLOAD_WORDS,
): string | undefined {
  const [word = ''] = target
    .slice(0, Math.max(0, target.indexOf('/')))
    .toLowerCase()
    .split('.');
  return words.get(word);
}

/** What is wrong with the words of a target of explain; undefined for good ones. */
export function targetProblem(target: string | undefined): string | undefined {
  if (target === undefined) return 'nothing to explain: name a pod or a workload, or give --all-pending';
  if (!TARGET.test(target)) return `${target} is no target: write pod/NAME or deployment/NAME`;
  if (kindOfTarget(target, TARGET_WORDS)) return undefined;
  const word = target.slice(0, target.indexOf('/'));
  const near = closest(word, [...TARGET_WORDS.keys()]);
  return `explain knows no ${word}${near ? `, did you mean ${near}?` : ''}`;
}

interface Target {
  kind: string;
  name: string;
  /** As the target says; undefined where it says none. */
  said: string | undefined;
  namespace: string;
}

/** The parts of a target whose words are good. `namespace`: that of `-n`, `default` unless told. */
function partsOf(target: string, namespace: string): Target {
  const [, first = '', second] = target.split('/');
  const said = second === undefined ? undefined : first;
  if (said !== undefined && namespace !== DEFAULT_NAMESPACE && namespace !== said) {
    throw new UsageError(`${target} is in ${said}, and -n says ${namespace}`, 'Give one of the two.');
  }
  return {
    kind: kindOfTarget(target, TARGET_WORDS)!,
    name: second ?? first,
    said,
    namespace: said ?? namespace,
  };
}

/** Where a target is: in the world, among what is refused, or perhaps in a text that cannot be read. */
export type Found = { object: KubeObject } | { refused: Refusal } | { unread: true };

/**
 * Looks for a target whose words are good: among what is there in the end, and in the world that is looked at now. Throws
 * UsageError where it is nowhere.
 */
export function findTarget(
  world: World,
  cluster: Cluster,
  target: string,
  given: string,
  now: Cluster = cluster,
): Found {
  const parts = partsOf(target, given);
  const { kind, name, namespace } = parts;
  const object = objectNamed(cluster, kind, namespace, name) ?? objectNamed(now, kind, namespace, name);
  if (object) return { object };
  // Whatever its namespace, if there is but one: as it is found in the cluster.
  const refusals = refusalsOf(world).filter(({ object }) => kindOf(object) === kind && object.name === name);
  const refused = refusals.find((one) => one.object.namespace === namespace) ?? refusals[0];
  if (refused && (parts.said === undefined || refused.object.namespace === namespace)) return { refused };
  if (
    world.manifests.some(({ given: one }) => kindOf(one) === kind && keyOf(one) === `${namespace}/${name}`)
  ) {
    throw new UsageError(
      `${target} is gone once the world comes to rest`,
      'kubeplan plan shows what becomes of it.',
    );
  }
  const elsewhere = (cluster.list(kind) as KubeObject[]).filter(({ metadata }) => metadata.name === name);
  const [only, ...others] = elsewhere;
  if (only && others.length === 0 && parts.said === undefined) return { object: only };
  if (only) {
    const namespaces = elsewhere.map(({ metadata }) => metadata.namespace).join(', ');
    const where = parts.said === undefined ? 'is in several namespaces' : 'is not there, but in';
    throw new UsageError(
      `${target} ${where}${parts.said === undefined ? ':' : ''} ${namespaces}`,
      'Choose one with -n NAMESPACE.',
    );
  }
  if (unreadOf(world).length > 0) return { unread: true };
  throw nowhere(cluster, target, parts);
}

/** By its name, or by the short form in which a plan prints several: `web-6d47-{a,b}`, `web-6d47-*`. */
function objectNamed(
  cluster: Cluster,
  kind: string,
  namespace: string,
  name: string,
): KubeObject | undefined {
  const first = name.replace(/\{([^,}]*)[^}]*\}/, '$1');
  const exact = cluster.get(kind, `${namespace}/${first}`) as KubeObject | undefined;
  if (exact || !first.endsWith('*')) return exact;
  const start = first.slice(0, -1);
  return (cluster.list(kind, namespace) as KubeObject[]).find(({ metadata }) =>
    metadata.name?.startsWith(start),
  );
}

/** What is there instead: the near names of its kind, its name of other kinds, the namespaces that were meant. */
function nowhere(cluster: Cluster, target: string, { kind, name, namespace, said }: Target): UsageError {
  const all = cluster.list(kind) as KubeObject[];
  const near = closest(
    name,
    all.map(({ metadata }) => metadata.name ?? ''),
  );
  const alike = [
    ...all.filter(({ metadata }) => metadata.name === near && metadata.namespace !== namespace),
    ...[...new Set(WORKLOAD_WORDS.values())]
      .filter((one) => one !== kind)
      .flatMap((one) => cluster.list(one) as KubeObject[])
      .filter(({ metadata }) => metadata.name === name),
  ].slice(0, MOST_NEAR);
  const proposed = alike.map((one) => `${objectText(one)} in namespace ${one.metadata.namespace}`);
  const spaces = cluster.list('Namespace').map(({ metadata }) => metadata.name ?? '');
  const space = said !== undefined && !spaces.includes(namespace) ? closest(namespace, spaces) : undefined;
  const hints = [
    ...(proposed.length > 0 ? [`There is ${proposed.join(', ')}.`] : []),
    ...(space === undefined ? [] : [`There is no namespace ${namespace}, did you mean ${space}?`]),
  ];
  return new UsageError(
    `${target} is neither among the manifests nor in the cluster${near ? `, did you mean ${near}?` : ''}`,
    hints.length > 0
      ? hints.join(' ')
      : near
        ? undefined
        : 'Give the files that hold it, or the cluster with --cluster FILE.',
  );
}
