/** Can a node be drained, and where do its pods go? Asked of a fork of a world that is at rest. */
import type { ObjectRef } from '../api/finding.js';
import { controllerRef, keyOf, refOf } from '../api/object-key.js';
import type { Pod } from '../api/objects.js';
import { condition, isPodTerminal } from '../api/pods.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Scheduler } from '../scheduler/configuration/scheduler.js';
import { planCommandOf } from '../simulation/commands/index.js';
import type { Lift, PlanAction } from '../simulation/plan.js';
import { Simulation } from '../simulation/simulation.js';
import { drainLifts } from './drain-lifts.js';

const MAX_MS = 3_600_000;

/** What is asked of kubectl: pods of DaemonSets stay, and what pods keep on the node is lost. */
export const DRAIN_FLAGS: readonly string[] = ['--ignore-daemonsets', '--delete-emptydir-data'];

/** What becomes of a pod of a node that is drained. */
export interface MovedPod {
  pod: ObjectRef;
  /** The node that the pod in its place goes to. */
  to?: string;
  /** Why that one finds none, in the scheduler's words. */
  pending?: string;
  /** Why it is not let go, in the server's words. */
  kept?: string;
}

export interface DrainAnswer {
  nodes: readonly string[];
  /** `pending`: the node is emptied, and pods find no other one. */
  verdict: 'yes' | 'pending' | 'no';
  pods: MovedPod[];
  action: PlanAction;
  lifts: Lift[];
  /** Virtual milliseconds until all was at rest again. */
  duration: number;
  /** The world then. */
  after: Cluster;
}

export interface DrainQuestion {
  /** What kubectl is told beside the nodes. */
  flags: readonly string[];
  scheduler?: Scheduler;
  /** Also what would lift what keeps pods. */
  withLifts?: boolean;
}

/** Drains nodes, one after the other, of a world that is at rest; the world itself stays as it is. */
export function drainAnswer(
  cluster: Cluster,
  nodes: readonly string[],
  question: DrainQuestion,
): DrainAnswer {
  const { flags, scheduler, withLifts = false } = question;
  const settings = { isAtRest: true, ...(scheduler && { scheduler }) };
  const simulation = new Simulation(cluster, settings);
  const command = planCommandOf(['drain', ...nodes, ...flags]);
  const action = simulation.run(command, { namespace: 'default' });
  simulation.settle({ until: simulation.now + MAX_MS });
  const pods = movedPods(cluster, simulation.cluster, nodes, action);
  const isDone = action.exitCode === 0;
  const lost = pods.some(({ pending }) => pending !== undefined);
  return {
    nodes,
    verdict: !isDone ? 'no' : lost ? 'pending' : 'yes',
    pods,
    action,
    lifts: withLifts ? drainLifts(action, command, { namespace: 'default', ...settings }) : [],
    duration: simulation.now - simulation.startedAt,
    after: simulation.cluster,
  };
}

/** Each pod of the nodes with the one that is there instead: of the same name, or one of those that its controller made anew. */
function movedPods(
  before: Cluster,
  after: Cluster,
  nodes: readonly string[],
  { kept = [] }: PlanAction,
): MovedPod[] {
  const made = new Map<string, Pod[]>();
  const known = new Set(before.list('Pod').map(({ metadata }) => metadata.uid));
  for (const pod of after.list('Pod')) {
    const owner = controllerRef(pod)?.uid;
    if (owner === undefined || known.has(pod.metadata.uid)) continue;
    made.set(owner, [...(made.get(owner) ?? []), pod]);
  }
  const gone = nodes.flatMap((node) => before.podsOnNode(node)).filter((pod) => !isPodTerminal(pod));
  return gone.flatMap((pod): MovedPod[] => {
    const key = keyOf(pod);
    const keeper = kept.find(({ object }) => `${object.namespace}/${object.name}` === key);
    if (keeper) return [{ pod: refOf(pod), kept: keeper.message }];
    const now = after.get('Pod', key);
    if (now?.metadata.uid === pod.metadata.uid) return [];
    const anew = made.get(controllerRef(pod)?.uid ?? '') ?? [];
    const at = Math.max(
      0,
      anew.findIndex(({ metadata }) => metadata.name === pod.metadata.name),
    );
    const [next] = anew.splice(at, 1);
    return [{ pod: refOf(pod), ...whereTo(next) }];
  });
}

function whereTo(next: Pod | undefined): Pick<MovedPod, 'to' | 'pending'> {
  if (!next) return {};
  const { nodeName } = next.spec;
  if (nodeName) return { to: nodeName };
  return { pending: condition(next.status?.conditions, 'PodScheduled')?.message ?? 'Pending' };
}
