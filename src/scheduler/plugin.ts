/**
 * The scheduling framework: what a plugin can be asked, under the names of the extension points
 * (k8s.io/kube-scheduler/framework, pkg/scheduler/framework/runtime).
 */
import type { FeatureGates } from '../api/gates.js';
import type { Pod } from '../api/objects.js';
import type { KubernetesVersion } from '../api/version.js';
import type { DomainLimit } from './domain-limits.js';
import type { NodeInfo } from './node-info.js';
import type { Obstacle } from './obstacle.js';
import type { ClassScores } from './pick.js';
import type { PodInfo } from './pod-info.js';
import type { SchedulerState } from './state/scheduler-state.js';
import type { Status } from './status.js';

/** The extension points that kubeplan runs; the others of the real scheduler concern binding. */
export const EXTENSION_POINTS = [
  'preEnqueue',
  'queueSort',
  'preFilter',
  'filter',
  'postFilter',
  'preScore',
  'score',
  'reserve',
  'permit',
  'preBind',
  'bind',
  'postBind',
] as const;
export type ExtensionPoint = (typeof EXTENSION_POINTS)[number];

/** One attempt to place one pod. */
export interface Cycle {
  readonly pod: PodInfo;
  readonly state: SchedulerState;
}

/** The rule of one plugin for one pod, asked node by node. */
export interface NodeFilter {
  filter(node: NodeInfo): Status;
  /** The same for many nodes at once, by their slots: fills in the status of those that are refused. */
  refuseAll?(slots: Int32Array, statuses: (Status | undefined)[]): void;
  /** The same rule as data, to be held against all nodes at once. */
  readonly limits?: readonly DomainLimit[];
  /** All that this plugin holds against the node, in detail. */
  explain?(node: NodeInfo): Obstacle[];
  /** Another pod is taken to be on the node from now on (nominated pods, trying out a preemption). */
  addPod?(pod: PodInfo, node: NodeInfo): void;
  /** Undoes `addPod`, or takes a pod that is there to be gone. */
  removePod?(pod: PodInfo, node: NodeInfo): void;
}

/** What PreFilter comes to: a rule for the nodes, nothing to say (Skip), or the pod's rejection everywhere. */
export type PreFilterResult =
  | ({ code: 'Success' /** Only these nodes can be meant. */; nodes?: ReadonlySet<string> } & NodeFilter)
  | Status;

/**
 * What answers about a node depend on besides the pod's spec (and the set of nodes): the Node object alone, or the pods
 * on that node too.
 */
export type Locality = 'node' | 'pods';

/** Scores for one pod, asked node by node; higher is better. */
export interface NodeScorer {
  /** Overrides the plugin's `local` for scores alone. */
  readonly local?: Locality;
  /** Left out where `scoreAll` is all there is, because scores depend on more than a node. */
  score?(node: NodeInfo): number;
  /** The same for many nodes at once, by their slots. */
  scoreAll?(slots: Int32Array, scores: Float64Array): void;
  /** The same brought to scale, where many nodes have the same: undefined where they are too many kinds. */
  classes?(slots: Int32Array): ClassScores | undefined;
  /** Brings the raw scores of all feasible nodes to 0…100, in place. */
  normalize?(scores: Float64Array, nodes: readonly NodeInfo[]): void;
}

/** The nodes' statuses of a failed attempt, as PostFilter reads them. */
export interface Diagnosis {
  /** By slot: the status of each node that was looked at and refused. */
  readonly statuses: readonly (Status | undefined)[];
  /** What counts for all others. */
  readonly absent: Status;
}

/** What PostFilter comes to: a node to wait for and the pods that go, or why not. */
export type PostFilterResult =
  | {
      node: string;
      victims: readonly PodInfo[];
      equals: string[] /** What it says of it, if anything. */;
      message?: string;
    }
  | Status;

/** Runs the filters of the attempt against a changed copy of a node; for PostFilter. */
export interface Handle {
  /** The first failure, or success; nominated pods are taken into account. */
  filterWithNominated(node: NodeInfo): Status;
  addPod(pod: PodInfo, node: NodeInfo): void;
  removePod(pod: PodInfo, node: NodeInfo): void;
  /**
   * By slot: what was found out about nodes for pods of the same kind and priority, forgotten when a node or its pods
   * change. Undefined where a filter of the attempt looks beyond the node.
   */
  readonly notes: unknown[] | undefined;
}

/**
 * One scheduler plugin. A plugin whose Filter needs no preparation has `filter`; one that does returns its rule
 * from `preFilter`. Scores always come from `preScore`.
 */
export interface Plugin {
  readonly name: string;
  /**
   * Set where Filter and raw Score look at one node only, so that the answer for a node that did not change can be
   * kept for the next pod of the same spec.
   */
  readonly local?: Locality;
  preEnqueue?(pod: Pod, state: SchedulerState): Status;
  /** Negative where `a` is to be scheduled before `b`. */
  less?(a: QueuedPod, b: QueuedPod): number;
  preFilter?(cycle: Cycle): PreFilterResult;
  filter?(cycle: Cycle, node: NodeInfo): Status;
  explain?(cycle: Cycle, node: NodeInfo): Obstacle[];
  /** PreFilter came to the point of this plugin; see DynamicResources. */
  postFilter?(
    cycle: Cycle,
    diagnosis: Diagnosis,
    handle: Handle,
    reached: ReadonlySet<string>,
  ): PostFilterResult;
  /** `slots` are those of the feasible nodes, in the same order. */
  preScore?(cycle: Cycle, feasible: readonly NodeInfo[], slots: Int32Array): NodeScorer | 'Skip';
  /** What binding the pod to the node brings with it: volumes chosen or to be made. */
  reserve?(cycle: Cycle, node: NodeInfo): VolumeDecision[];
}

/** A pod that waits: when it came to the queue, in milliseconds of any one clock. */
interface QueuedPod {
  pod: Pod;
  timestamp: number;
}

/** A claim that will be bound when its pod is: to a volume that is there, or one that is to be provisioned. */
export interface VolumeDecision {
  /** `namespace/name`. */
  claim: string;
  /** The chosen volume; undefined where the claim's class is to provision one for the node. */
  volume: string | undefined;
}

/** Makes a plugin of its arguments (`pluginConfig`), already defaulted. */
export type PluginFactory<Args = unknown> = (
  args: Args,
  version: KubernetesVersion,
  gates: FeatureGates,
) => Plugin;

export const MAX_NODE_SCORE = 100;

/** Takes part in scoring with nothing to say. */
export const NO_SCORE: NodeScorer = { local: 'node', score: () => 0 };

/** Scales to 0…100 by the highest score; where all are 0, they stay. */
export function normalizeTo100(scores: Float64Array): void {
  defaultNormalize(scores, false);
}

/** The same turned round: the highest becomes the lowest. All 0 become 100. */
export function reverseTo100(scores: Float64Array): void {
  defaultNormalize(scores, true);
}

/** pkg/scheduler/framework/plugins/helper/normalize_score.go */
function defaultNormalize(scores: Float64Array, reverse: boolean): void {
  let max = 0;
  for (let i = 0; i < scores.length; i++) if (scores[i]! > max) max = scores[i]!;
  for (let i = 0; i < scores.length; i++) {
    const score = max === 0 ? scores[i]! : Math.trunc((MAX_NODE_SCORE * scores[i]!) / max);
    scores[i] = reverse ? MAX_NODE_SCORE - (max === 0 ? 0 : score) : score;
  }
}
