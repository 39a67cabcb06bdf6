import { groupOf } from '../api/object-key.js';

const GROUPS: Record<string, string> = {
  Deployment: 'apps',
  ReplicaSet: 'apps',
  StatefulSet: 'apps',
  DaemonSet: 'apps',
  ControllerRevision: 'apps',
  Job: 'batch',
  CronJob: 'batch',
  PodDisruptionBudget: 'policy',
  HorizontalPodAutoscaler: 'autoscaling',
  EndpointSlice: 'discovery.k8s.io',
  Ingress: 'networking.k8s.io',
  NetworkPolicy: 'networking.k8s.io',
  StorageClass: 'storage.k8s.io',
  PriorityClass: 'scheduling.k8s.io',
};

/** The plural that the API is asked by: `pods`, `ingresses`, `networkpolicies`. */
export function pluralOf(kind: string): string {
  const lower = kind.toLowerCase();
  if (lower === 'endpoints') return lower;
  if (/(s|x|z|ch|sh)$/.test(lower)) return `${lower}es`;
  if (/[^aeiou]y$/.test(lower)) return `${lower.slice(0, -1)}ies`;
  return `${lower}s`;
}

/** A resource as messages of the API server name it: `pods`, `deployments.apps`. */
export function resourceOf(object: { kind: string; apiVersion?: string }): string {
  const group = object.apiVersion ? groupOf(object.apiVersion) : (GROUPS[object.kind] ?? '');
  return group ? `${pluralOf(object.kind)}.${group}` : pluralOf(object.kind);
}
