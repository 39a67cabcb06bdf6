/** `deployment/web` as it stands on a command line: what is meant, and where it is. */
import { keyOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import { closest } from '../api/suggest.js';
import { WORKLOAD_WORDS } from '../api/workload-words.js';
import type { Cluster } from '../cluster/cluster.js';
import { type Refusal, refusalsOf, unreadOf } from '../explain/left-out.js';
import { UsageError } from './exit.js';
import type { World } from './world.js';

const TARGET = /^[\w-]+\/[^/]+$/;

/** The kind that `deployment/web`, `deployments/web` or `deploy/web` names. */
export function kindOfTarget(target: string): string | undefined {
  const word = target.slice(0, Math.max(0, target.indexOf('/'))).toLowerCase();
  return WORKLOAD_WORDS.get(word);
}

/** What is wrong with the words of a target; undefined for good ones. */
export function targetProblem(target: string | undefined): string | undefined {
  if (target === undefined) return 'nothing to explain: name a pod or a workload, or give --all-pending';
  if (!TARGET.test(target)) return `${target} is no target: write pod/NAME or deployment/NAME`;
  if (kindOfTarget(target)) return undefined;
  const word = target.slice(0, target.indexOf('/'));
  const near = closest(word, [...WORKLOAD_WORDS.keys()]);
  return `${word} makes no pods${near ? `, did you mean ${near}?` : ''}`;
}

/** Where a target is: in the world, among what is refused, or perhaps in a text that cannot be read. */
export type Found = { object: KubeObject } | { refused: Refusal } | { unread: true };

/** Looks for a target whose words are good. Throws UsageError where it is nowhere. */
export function findTarget(world: World, cluster: Cluster, target: string, namespace: string): Found {
  const kind = kindOfTarget(target)!;
  const name = target.slice(target.indexOf('/') + 1);
  const object = cluster.get(kind, `${namespace}/${name}`) as KubeObject | undefined;
  if (object) return { object };
  // Whatever its namespace, if there is but one: as it is found in the cluster.
  const refusals = refusalsOf(world).filter(
    ({ object: { kind: one, name: called } }) => one === kind && called === name,
  );
  const refused = refusals.find((one) => one.object.namespace === namespace) ?? refusals[0];
  if (refused) return { refused };
  if (world.manifests.some(({ given }) => given.kind === kind && keyOf(given) === `${namespace}/${name}`)) {
    throw new UsageError(
      `${target} is gone once the world comes to rest`,
      'kubeplan plan shows what becomes of it.',
    );
  }
  const all = cluster.list(kind) as KubeObject[];
  const elsewhere = all.filter(({ metadata }) => metadata.name === name);
  const [only, ...others] = elsewhere;
  if (only && others.length === 0) return { object: only };
  if (only) {
    const namespaces = elsewhere.map(({ metadata }) => metadata.namespace).join(', ');
    throw new UsageError(
      `${target} is in several namespaces: ${namespaces}`,
      'Choose one with -n NAMESPACE.',
    );
  }
  if (unreadOf(world).length > 0) return { unread: true };
  const near = closest(
    name,
    all.map(({ metadata }) => metadata.name ?? ''),
  );
  throw new UsageError(
    `${target} is neither among the manifests nor in the cluster${near ? `, did you mean ${near}?` : ''}`,
    near ? undefined : 'Give the files that hold it, or the cluster with --cluster FILE.',
  );
}
