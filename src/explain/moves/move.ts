/** A change with its price that takes an obstacle away. */
import type { Path } from '../../api/json.js';
import type { Node, Pod, PodSpec, PodTemplateSpec } from '../../api/objects.js';

/** A change of the pod. */
export interface PodMove {
  title: string;
  /** Of moves of a kind only the cheapest is tried. */
  kind: string;
  /** The lower, the smaller the step for its user. */
  cost: number;
  edits: { action: 'add' | 'replace' | 'remove'; path: Path; yaml?: string }[];
  apply(pod: Pod): Pod;
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

/** The pod with other values for some fields of its spec. */
export function withSpec(pod: Pod, spec: Partial<PodSpec>): Pod {
  return { ...pod, spec: { ...pod.spec, ...spec } };
}

/** The pod, or template, with another value at a path; everything on the way is copied. */
export function replaceAt<T extends Pod | PodTemplateSpec>(pod: T, path: Path, value: unknown): T {
  const set = (at: unknown, [step, ...rest]: Path): unknown => {
    if (step === undefined) return value;
    if (Array.isArray(at)) return at.map((item, i) => (i === step ? set(item, rest) : item));
    const before = (at ?? {}) as Record<string, unknown>;
    return { ...before, [step]: set(before[step], rest) };
  };
  return set(pod, path) as T;
}
