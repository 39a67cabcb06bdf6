/** A change with its price that takes an obstacle away. */
import type { Node } from '../../api/objects.js';
import type { FieldEdit } from './edit.js';

/** A change of the pod. */
export interface PodMove {
  title: string;
  /** Of moves of a kind only the cheapest is tried. */
  kind: string;
  /** The lower, the smaller the step for its user. */
  cost: number;
  edits: FieldEdit[];
  /** Only the API server makes of it what the scheduler reads: placing the changed pod tells nothing. */
  byServer?: true;
}

/** A change of a node. */
export interface NodeMove {
  title: string;
  kind: string;
  cost: number;
  commands: string[];
  apply(node: Node): Node;
}

/** Relative price of the kinds of changes. */
export const COST = {
  count: 0.95,
  tolerate: 1,
  uncordon: 1.2,
  request: 1.2,
  selector: 1.6,
  label: 1.8,
  spread: 1.8,
  affinity: 2,
  port: 2,
  podTerm: 2.2,
  untaint: 2.4,
} as const;

export const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
