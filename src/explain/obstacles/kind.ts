/** What explain and capacity know of one kind of obstacle. */
import type { Pod } from '../../api/objects.js';
import type { Obstacle } from '../../scheduler/obstacle.js';
import type { PodInfo } from '../../scheduler/pod-info.js';
import type { NodeMove, PodMove } from '../moves/move.js';

export type Kind = Obstacle['kind'];
export type ObstacleOf<K extends Kind> = Extract<Obstacle, { kind: K }>;

/** What is said of one node, and of several: `is cordoned`, `are cordoned`. */
export type Phrase = readonly [one: string, many: string];

/**
 * Every kind answers every question: where one has nothing to say it says so (`nothing`, `undefined`), and a pointer
 * tells which fix there is instead.
 */
export interface Knowledge<O extends Obstacle = Obstacle> {
  /** In the table of nodes: `memory short by 8.8Gi`, `taint dedicated=db:NoSchedule`. */
  text(obstacle: O): string;
  /** In the sentence that answers: `2 nodes are cordoned`. */
  phrase(obstacle: O): Phrase;
  /** In a word or two, as what ends the room for more such pods: `cpu`, `taint`, `host port 80`. */
  cause(obstacle: O): string;
  /** How it closes a node for such pods for good, however empty that is; undefined where pods alone are in the way. */
  closes: Closing<O> | undefined;
  /** How running pods are the reason, so that one that goes may take it away; undefined where they never are. */
  pods: HeldByPods<O> | undefined;
  /** True where the node is closed: it is opened rather than the pod changed. */
  isClosure: boolean;
  /** The sensible changes of the pod that may take it away; the first is put together with those of other obstacles. */
  podMoves(obstacle: O, pod: Pod): readonly PodMove[];
  /** The change of the node. */
  nodeMove(obstacle: O, node: string): NodeMove | undefined;
}

/** All that is known of obstacles of one kind. */
export type ObstacleKind<K extends Kind> = Knowledge<ObstacleOf<K>>;

export interface Closing<O extends Obstacle = Obstacle> {
  /** Whether this one does. */
  when(obstacle: O): boolean;
  /** Said of the nodes it closes; undefined where the cause is another kind's. */
  said(cause: string): Phrase | undefined;
  /** In the table instead of `text`. */
  text?(obstacle: O): string;
}

interface HeldByPods<O extends Obstacle = Obstacle> {
  /** Whether pods are what is in the way. */
  when(obstacle: O): boolean;
  /** Whether it may be gone with a running pod; trying tells. `pod` is the one that waits. */
  goesWith(obstacle: O, running: PodInfo, pod: Pod): boolean;
  /** What the running pod has that is wanted: `asks for 6Gi`; undefined where that needs no words. */
  share(obstacle: O, running: PodInfo): string | undefined;
}

export const always = (): boolean => true;
export const nothing = (): undefined => undefined;
export const none = (): readonly never[] => [];

/** `said` of a kind with one cause only. */
export function saidOf(cause: string, one: string, many: string): Closing['said'] {
  return (asked) => (asked === cause ? [one, many] : undefined);
}
