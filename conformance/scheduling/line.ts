/** A recorded case as it stands in its file (FORMAT-scheduling.md of the recordings). */
import type { JsonValue } from '../../src/api/json.js';
import type { KubeObject, Node, Pod } from '../../src/api/objects.js';

/** What kube-scheduler said of a pod, and what the world became. */
export interface Attempt {
  outcome: string;
  node?: string;
  bySpec?: boolean;
  reason?: string;
  message?: string;
  feasible?: string[];
  scores?: Record<string, Record<string, number>>;
  nominatedNode?: string;
  victims?: string[];
  held?: boolean;
  ungated?: boolean;
  /** By the key of a claim. */
  volumes?: Record<string, BoundVolume>;
  /** How many seconds after a common start it started. */
  order?: number;
  evaluatedNodes?: number;
}

/** The volume that a claim was bound to. */
export interface BoundVolume {
  volume: string;
  /** Made for the claim, not there before. */
  provisioned?: boolean;
}

/** A pod that was to be scheduled; `then`: tried again, once the victims were gone or a gate was open. */
export interface Step extends Attempt {
  pod: Pod;
  then?: Attempt;
}

export interface SchedulingLine {
  id: string;
  version: string;
  cluster: { nodes: Node[]; objects: (KubeObject & { order?: number })[] };
  schedulerConfig?: JsonValue;
  steps: Step[];
}
