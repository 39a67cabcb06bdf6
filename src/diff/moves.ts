/** How the move from the old manifests to the new ones goes: played through in the one simulation. */
import type { FeatureGates } from '../api/gates.js';
import { smallest } from '../api/lists.js';
import { refText } from '../api/object-key.js';
import type { PortRange } from '../api/port-range.js';
import { listed } from '../api/text.js';
import type { KubernetesVersion } from '../api/version.js';
import type { Cluster } from '../cluster/cluster.js';
import { idOfRef, objectWith } from '../cluster/object-id.js';
import type { ApplyOptions } from '../kubectl/server-side-apply.js';
import type { Document } from '../manifest/document.js';
import { withAssumed } from '../simulation/assumed.js';
import { readyOf } from '../simulation/numbers-of.js';
import type { AlreadyStuck, Plan, WorkloadOutcome } from '../simulation/plan.js';
import { planWorld } from '../simulation/plan-world.js';
import { TooManyPods } from '../simulation/pod-limit.js';
import { buildWorld, type World, type WorldInput } from '../simulation/world.js';
import type { Outlook } from './consequences/context.js';

/** Where the move is made. */
export interface Stage {
  version: KubernetesVersion;
  gates?: FeatureGates;
  namespace?: string | undefined;
  /** The documents of a dump. */
  snapshot?: readonly Document[];
  /** What becomes of it in every world that is built on this stage. */
  taken?: NonNullable<WorldInput['taken']>;
  /** Nodes in the short form of `parseNodes`. */
  nodes?: string;
  nodePorts?: PortRange;
  kustomizations?: readonly Document[];
  apply?: ApplyOptions;
  /** There is more than what is given: configuration that nobody knows of is taken to be there. */
  isOpen: boolean;
  /** Once the old manifests run nothing new comes to the nodes that their pods are on. */
  elsewhere?: boolean;
}

/** How one workload gets from its old pods to its new ones. */
export interface Way {
  outcome: WorkloadOutcome;
  /** Its pods that were ready when the move began. */
  readyBefore: number;
  /** The fewest that were available on the way. */
  fewest: number;
  /** Why its old manifest did not get to run there. */
  neverRan?: string;
}

/** A move that was played. */
export interface Moves {
  plan: Plan;
  of(workload: { kind: string; namespace?: string | undefined; name: string }): Way | undefined;
}

/**
 * The new manifests applied where the old ones run, or where a dump stands if there are no old ones. Undefined where there are
 * more pods than are planned for.
 */
export function playMove(
  old: readonly Document[] | undefined,
  now: readonly Document[],
  stage: Stage,
): Moves | undefined {
  try {
    return played(old, now, stage);
  } catch (error) {
    if (error instanceof TooManyPods) return undefined;
    throw error;
  }
}

function played(old: readonly Document[] | undefined, now: readonly Document[], stage: Stage): Moves {
  const { apply = {}, isOpen } = stage;
  const next = buildWorld({ documents: [...now], findings: [] }, stage);
  const how = { openWorld: isOpen, order: 'install', apply } as const;
  if (!old) return movesOf(planWorld(next, how), undefined);
  const first = planWorld(buildWorld({ documents: [...old], findings: [] }, stage), how);
  const given = next.manifests.map((manifest) => manifest.given);
  const { cluster } = withAssumed(first.cluster, given, next.namespace, false);
  const before = stage.elsewhere ? withoutFullNodes(cluster) : cluster;
  const world: World = { ...next, before };
  return movesOf(planWorld(world, { ...how, rested: first.settled }), first);
}

/** The world with its nodes cordoned on which pods run. */
function withoutFullNodes(cluster: Cluster): Cluster {
  const full = cluster
    .list('Node')
    .filter(({ metadata }) => cluster.podsOnNode(metadata.name ?? '').length > 0);
  return cluster.with(
    full.map((node) => ({
      verb: 'update',
      object: { ...node, spec: { ...node.spec, unschedulable: true } },
    })),
  );
}

function readyIn(cluster: Cluster, id: string): number {
  const object = objectWith(id, cluster);
  return object ? readyOf(object) : 0;
}

function movesOf(plan: Plan, first: Plan | undefined): Moves {
  const stuckFirst = new Map(
    (first?.workloads ?? []).flatMap(({ object, state, reason = 'not said' }) =>
      state === 'stuck' ? [[idOfRef(object), reason] as const] : [],
    ),
  );
  const outcomes = new Map(plan.workloads.map((outcome) => [idOfRef(outcome.object), outcome]));
  const trajectories = new Map(plan.trajectories.map((one) => [idOfRef(one.object), one.moves]));
  return {
    plan,
    of({ kind, namespace, name }) {
      const id = idOfRef({ apiVersion: '', kind, name, ...(namespace !== undefined && { namespace }) });
      const outcome = outcomes.get(id);
      if (!outcome) return undefined;
      const moves = trajectories.get(id);
      const numbers = moves?.map(({ available }) => available) ?? [outcome.ready];
      const neverRan = stuckFirst.get(id);
      return {
        outcome,
        readyBefore: readyIn(plan.before, id),
        fewest: smallest(numbers, outcome.ready),
        ...(neverRan !== undefined && { neverRan }),
      };
    },
  };
}

/** What the way of a workload comes to; undefined of one that nothing happened to. */
export function outlookOnStage(way: Way | undefined): Outlook | undefined {
  if (!way) return undefined;
  const { outcome, fewest, readyBefore, neverRan } = way;
  if (neverRan !== undefined)
    return { is: 'unknown', why: `its old pods do not all run there either: ${neverRan}` };
  const { state, reason = 'not said', ready, desired, wayOut } = outcome;
  if (state === 'complete') return { is: 'completes', fewest: Math.min(fewest, readyBefore), ready };
  if (state === 'unknown') return { is: 'unknown', why: 'the simulation was cut off' };
  if (state === 'refused') return undefined;
  const out = wayOut && `${wayOut.command} lets it go on, to ${wayOut.ready} of ${wayOut.desired} ready`;
  return { is: 'stalls', reason, fewest, ready, desired, ...(out !== undefined && { wayOut: out }) };
}

/** What has to be known of the world in which the move was played. */
export function notesOf({ plan }: Moves): string[] {
  const { stuck } = plan.beforehand;
  const before = stuck.map(
    ({ object, ready, desired, pods, reason }) =>
      `${objectRefText(object)} is stuck before anything changes, at ${ready}/${desired}: ${listed(pods.map(({ name }) => name))}, ${reason}`,
  );
  return [
    ...before,
    ...plan.warnings.map(({ message, hint }) => (hint === undefined ? message : `${message} (${hint})`)),
    ...plan.lacks.map(({ text }) => `the dump holds ${text}`),
    ...(plan.settled ? [] : ['the simulation was cut off: what comes after is not known']),
  ];
}

function objectRefText({ kind, namespace, name }: AlreadyStuck['object']): string {
  const where = namespace === undefined || namespace === 'default' ? '' : ` -n ${namespace}`;
  return `${refText({ kind, name })}${where}`;
}
