/** Nodes that could be added to a cluster: what a pool makes of a wish. */
import type { Location, ObjectRef } from '../../api/finding.js';
import type { Path } from '../../api/json.js';
import type { KubeObject, Node } from '../../api/objects.js';
import { resourceAmount } from '../../api/quantity.js';

/** What the pods that wait want of a node. */
export interface Wish {
  labels: Readonly<Record<string, string>>;
  /** All resources that they ask for. */
  resources: readonly string[];
}

/** A node that a pool could add. */
export interface Shape {
  /** By the name of its pool. */
  node: Node;
  /** What it is taken to have though nothing says so: `memory`, `topology.kubernetes.io/zone=a`. */
  supposed: readonly string[];
}

/** What of a pool may stand in a file: a taint by its key, a label by its key, a resource and a limit by the resource's name. */
export type PoolPart = 'taint' | 'label' | 'resource' | 'limit';

/** What bounds a pool. */
export interface PoolLimit {
  /** `nodes` for their number. */
  resource: string;
  /** How much of it may be added. */
  left: number;
  /** What says so: `max=10`, `limits.cpu: 64`. */
  text: string;
}

/** What of a pool is not counted, because it cannot be understood. */
export interface PoolProblem {
  path: Path;
  text: string;
}

export interface NodePool {
  /** `pool big`, `nodepool/general`. */
  title: string;
  /** What its nodes are called before a number. */
  name: string;
  /** The object that it is; missing for one of the command line. */
  object?: KubeObject;
  ref?: ObjectRef;
  /** What of it is not counted. */
  problems: readonly PoolProblem[];
  /** How much may be added; empty where nothing is known to bound it. */
  limits: readonly PoolLimit[];
  /** The nodes that it could add for such a wish, those first that serve it best. */
  shapes(wish: Wish): readonly Shape[];
  /** Where in the object a part of it is said. */
  at(part: PoolPart, name: string): Path;
  /** Where its file writes a path of the object. */
  locate?(path: Path): Location;
}

/** So many kinds of nodes are looked at in one pool. */
export const MOST_SHAPES = 64;

/** What every node has some of. */
const HAD_BY_ALL: ReadonlySet<string> = new Set(['cpu', 'memory', 'nodes']);

/**
 * The limit that keeps another node from being added to those that were; undefined where none does. `least`: how much such
 * a node has at least of what is not known of it.
 */
export function limitReached(
  { limits }: Pick<NodePool, 'limits'>,
  added: readonly Node[],
  node: Node,
  least: Readonly<Record<string, number>> = {},
): PoolLimit | undefined {
  const sizeOf = (resource: string, { status }: Node) =>
    resource === 'nodes'
      ? 1
      : (least[resource] ?? resourceAmount(resource, status?.capacity?.[resource] ?? '0'));
  return limits.find(
    ({ resource, left }) =>
      (left <= 0 && HAD_BY_ALL.has(resource)) ||
      added.reduce((sum, one) => sum + sizeOf(resource, one), sizeOf(resource, node)) > left,
  );
}
