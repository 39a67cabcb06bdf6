/** A recorded scenario as it stands in its file (FORMAT-controllers.md of the recordings). */
import type { KubeObject } from '../../src/api/objects.js';
import type { RecordedAction } from './actions/action.js';
import type { NodeSpec } from './nodes.js';

export type Fields = Record<string, unknown>;

export interface Scenario {
  id: string;
  /** The server's, as `1.36` or `v1.37.2`. */
  version: string;
  kubelet: KubeletOptions;
  cluster: { nodes: NodeSpec[]; objects: KubeObject[] };
  actions: RecordedAction[];
  /** One line after each action and each move of a stand-in; without a `state` where it is that of the line before. */
  trace: { after: string; result?: unknown; same?: boolean; state?: Fields }[];
  events: RecordedEvent[];
  /** Some events were left out: what is said besides is no disagreement. */
  eventsPartial?: boolean;
}

/** How the stand-in for all kubelets behaves. */
export interface KubeletOptions {
  /** What it does first where pods wait to start, and others to leave. */
  order: 'ready-first' | 'leave-first';
  /** Whether the pods of Jobs succeed by themselves. */
  jobs?: 'succeed' | 'hold';
  /** Pods of one owner are told apart, by their number. */
  identify?: boolean;
  /** How many seconds pass after each pod that got ready. */
  minReady?: number;
}

interface RecordedEvent {
  /** The line of the trace that it was said in. */
  step: number;
  kind: string;
  name: string;
  type: string;
  reason: string;
  message: string;
  /** How often; absent for one that repeats and is told once. */
  n?: number;
}

export const NAMESPACE = 'ns-0';
/** When a scenario begins, ms since 1970. */
export const START = Date.UTC(2026, 0, 1, 0, 0, 15);
