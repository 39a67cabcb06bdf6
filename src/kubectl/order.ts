/** In which order manifests are applied. */
import type { KubeObject } from '../api/objects.js';

/** As kubectl does: as the files come, documents as they stand. Or what others need first. */
export type ApplyOrder = 'kubectl' | 'install';

/** The order in which Helm and Argo CD install kinds (helm.sh/helm/pkg/release/util, InstallOrder); all others come last. */
const INSTALL_ORDER = [
  'PriorityClass',
  'Namespace',
  'NetworkPolicy',
  'ResourceQuota',
  'LimitRange',
  'PodSecurityPolicy',
  'PodDisruptionBudget',
  'ServiceAccount',
  'Secret',
  'ConfigMap',
  'StorageClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'CustomResourceDefinition',
  'ClusterRole',
  'ClusterRoleBinding',
  'Role',
  'RoleBinding',
  'Service',
  'DaemonSet',
  'Pod',
  'ReplicationController',
  'ReplicaSet',
  'Deployment',
  'HorizontalPodAutoscaler',
  'StatefulSet',
  'Job',
  'CronJob',
  'IngressClass',
  'Ingress',
  'APIService',
];
const RANK = new Map(INSTALL_ORDER.map((kind, rank) => [kind, rank]));

/** The manifests in that order; those of one kind as they come. */
export function inOrder<T extends { object: KubeObject }>(manifests: readonly T[], order: ApplyOrder): T[] {
  if (order === 'kubectl') return [...manifests];
  const rank = ({ object }: T) => RANK.get(object.kind) ?? RANK.size;
  return [...manifests].sort((a, b) => rank(a) - rank(b));
}
