/** In which order manifests are applied. */
import type { Location } from '../api/finding.js';
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

interface Given {
  object: KubeObject;
  location?: Location;
}

/**
 * The manifests in that order. In that of installing those of one kind go by their places, so that it makes no difference in
 * which order files were given.
 */
export function inOrder<T extends Given>(manifests: readonly T[], order: ApplyOrder): T[] {
  if (order === 'kubectl') return [...manifests];
  const rank = ({ object }: T) => RANK.get(object.kind) ?? RANK.size;
  return [...manifests].sort((a, b) => rank(a) - rank(b) || byPlace(a.location, b.location));
}

function byPlace(a: Location | undefined, b: Location | undefined): number {
  if (!a || !b) return 0;
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.start.offset - b.start.offset;
}
