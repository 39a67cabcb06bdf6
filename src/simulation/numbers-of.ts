/** How many of something a workload wants, and how many it has. */
import type { KubeObject, Pod } from '../api/objects.js';
import { isPodReady } from '../api/pods.js';

/** The fields of workloads that their ends are told from. */
export type AnyWorkload = KubeObject & {
  spec?: {
    replicas?: number;
    completions?: number;
    parallelism?: number;
    paused?: boolean;
    suspend?: boolean;
  };
  status?: {
    readyReplicas?: number;
    updatedReplicas?: number;
    replicas?: number;
    observedGeneration?: number;
    numberReady?: number;
    desiredNumberScheduled?: number;
    updatedNumberScheduled?: number;
    succeeded?: number;
    phase?: string;
    reason?: string;
    message?: string;
    conditions?: { type: string; status: string; reason?: string; message?: string }[];
  };
};

/** Kinds of which `spec.replicas` says how many pods there are. */
export const SCALED: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'ReplicaSet',
  'ReplicationController',
]);

/** Its pods, or completions. */
export function desiredOf(object: KubeObject | undefined): number {
  const { kind, spec, status } = (object ?? {}) as AnyWorkload;
  if (kind === 'DaemonSet') return status?.desiredNumberScheduled ?? 0;
  if (kind === 'Job') return spec?.completions ?? 1;
  return kind === 'Pod' ? 1 : (spec?.replicas ?? (object ? 1 : 0));
}

/** Those of them that are ready, or done. */
export function readyOf(object: KubeObject): number {
  const { kind, status } = object as AnyWorkload;
  if (kind === 'DaemonSet') return status?.numberReady ?? 0;
  if (kind === 'Job') return status?.succeeded ?? 0;
  if (kind === 'Pod') return isPodReady(object as Pod) || status?.phase === 'Succeeded' ? 1 : 0;
  return status?.readyReplicas ?? 0;
}
