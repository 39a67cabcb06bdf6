/** What counting answers: how many more pods fit, where, and what ends it. */
import type { Location, ObjectRef } from '../api/finding.js';
import type { KubeObject } from '../api/objects.js';
import type { End, NodeEnd } from './capacity-ends.js';
import type { QuotaEnd } from './capacity-quota.js';

/** One kind of pod that is asked about: a workload, or a pod to be repeated. */
export interface CapacityRequest {
  object: KubeObject;
  location?: Location;
  /** How many in one round of the mix; absent for one that is counted alone only. */
  weight?: number;
}

/** What is left of one resource. cpu in milli-cores, others in whole units. */
export interface Left {
  resource: string;
  allocatable: number;
  free: number;
}

/** One node when no further pod fits. */
export interface NodeCapacity extends Partial<NodeEnd> {
  node: string;
  /** How many of the counted pods are on it; in a mix by kind of pod, in the order of its parts. */
  more: number[];
  /** Of the resources that the pods ask for. */
  left: Left[];
}

/** How counting came to its end. */
export interface CapacityEnd {
  /** One phrase: `cpu ends it on node-1 and node-2; node-3 is tainted`. Absent where counting stopped at its limit. */
  why?: string;
  /** The nodes by what ends them. */
  ends: End[];
  /** A ResourceQuota lets no further pod in. */
  quota?: QuotaEnd;
  /** What holds on all nodes alike, or keeps the pod from being made: `persistentvolumeclaim "data" not found`. */
  everywhere?: string;
  /** What Kubernetes says of the first pod that does not fit. */
  message?: string;
  /** That pod would make less important ones go. */
  preempts?: { node: string; victims: number };
}

export interface TemplateCapacity extends CapacityEnd {
  object: ObjectRef;
  location?: Location;
  /** What one pod asks for: cpu in milli-cores, others in whole units. */
  requests: Record<string, number>;
  /** How many more pods may come. */
  more: number;
  /** How many the nodes would take; more than `more` where a quota ends it before. */
  fit: number;
  /** Counting stopped at its limit: there is room for more. */
  limited: boolean;
  /** How many of its pods the object asks for, and how many of them have a place already. */
  wanted: number;
  placed: number;
  /** All nodes, in the order of the scheduler; empty where counting stopped before the order mattered. */
  nodes: NodeCapacity[];
}

export interface MixCapacity extends CapacityEnd {
  parts: {
    object: ObjectRef;
    weight: number /** How many more fit beside all whole rounds. */;
    left: number;
  }[];
  /** How many rounds fit whole. */
  rounds: number;
  limited: boolean;
  /** Which part (by index) no longer fits. */
  endedBy?: number;
  /** With the pods of the whole rounds; what ends it holds for `endedBy`. */
  nodes: NodeCapacity[];
}

export interface Capacity {
  /** How many nodes there are. */
  nodeCount: number;
  /** Each counted alone, as if the others did not grow. By kind and name. */
  templates: TemplateCapacity[];
  mix?: MixCapacity;
}
