/** The outcome of one attempt to place a pod, as data. */
import type { Pod } from '../api/objects.js';
import type { VolumeDecision } from './plugin.js';
import type { Code } from './status.js';

type Outcome =
  | 'bound'
  | 'unschedulable'
  /** Kept out of the queue; `reason` and `message` only for scheduling gates, which the API server tells of. */
  | 'gated'
  /** No profile has the pod's schedulerName. */
  | 'ignored';

/** One node's points, weighted and brought to scale, by plugin; those that had nothing to say are left out. */
export interface NodeScore {
  node: string;
  total: number;
  plugins: Record<string, number>;
}

/** Why a node was refused: the first plugin that failed and what it said. */
interface NodeFailure {
  node: string;
  /** Absent for nodes that PreFilter left out. */
  plugin?: string;
  code: Code;
  reasons: readonly string[];
}

export interface Decision {
  outcome: Outcome;
  /** Where the pod goes. */
  node?: string;
  /** True where the pod's manifest names the node and no scheduler is asked. */
  bySpec?: boolean;
  /** How many nodes were tried and how many of them passed. */
  evaluated: number;
  feasibleCount: number;
  /** How many nodes have the highest total: the real scheduler may take any of them up to 1.34. */
  ties: number;
  /** Of the pod's PodScheduled condition. */
  reason?: 'Unschedulable' | 'SchedulerError' | 'SchedulingGated';
  /** The condition's message, whole. */
  message?: string;
  /** The event that the scheduler writes about the pod. */
  event?: { type: 'Normal' | 'Warning'; reason: string; message: string };
  /** Where pods would have to go for this one, and which. */
  nominatedNode?: string;
  victims?: readonly Pod[];
  /** The nodes that preemption might as well choose; includes `nominatedNode`. */
  nominatedEquals?: readonly string[];
  /** The claims that are bound together with the pod. */
  volumes?: readonly VolumeDecision[];
  /** Where the next attempt of a sampling scheduler begins to look. */
  nextStart: number;
  /** Only with `detail`: the nodes that passed, in the order looked at. */
  feasible?: readonly string[];
  /** Only with `detail` and two or more feasible nodes. */
  scores?: readonly NodeScore[];
  /** Only with `detail`: all nodes that share the highest total. */
  equals?: readonly string[];
  /** Only with `detail`: the nodes that did not pass. */
  failures?: readonly NodeFailure[];
}
