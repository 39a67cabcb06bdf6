/** What a pod refers to; ways lead on from the pod, or from the template that a workload makes pods of. */
import { CONTAINER_LISTS, POD_PARTS } from './pod-parts.js';
import { type ReferenceRow, under } from './row.js';
import { VOLUME_REFERENCES } from './volumes.js';

const CONTAINER: readonly ReferenceRow[] = [
  {
    at: 'env[*].valueFrom.configMapKeyRef',
    to: 'ConfigMap',
    name: 'name',
    keys: 'key',
    optional: 'optional',
    reads: 'env',
    unmet: 'config-error',
  },
  {
    at: 'env[*].valueFrom.secretKeyRef',
    to: 'Secret',
    name: 'name',
    keys: 'key',
    optional: 'optional',
    reads: 'env',
    unmet: 'config-error',
  },
  {
    at: 'envFrom[*].configMapRef',
    to: 'ConfigMap',
    name: 'name',
    optional: 'optional',
    reads: 'env',
    unmet: 'config-error',
  },
  {
    at: 'envFrom[*].secretRef',
    to: 'Secret',
    name: 'name',
    optional: 'optional',
    reads: 'env',
    unmet: 'config-error',
  },
];

const AFFINITY: readonly ReferenceRow[] = [
  ...affinityTerms('podAffinity.requiredDuringSchedulingIgnoredDuringExecution[*]', 'unschedulable'),
  ...affinityTerms(
    'podAffinity.preferredDuringSchedulingIgnoredDuringExecution[*].podAffinityTerm',
    'harmless',
  ),
  ...affinityTerms('podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[*]', 'harmless'),
  ...affinityTerms(
    'podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[*].podAffinityTerm',
    'harmless',
  ),
];

function affinityTerms(at: string, unmet: 'unschedulable' | 'harmless'): ReferenceRow[] {
  return [
    { at, to: 'Pod', selector: 'labelSelector', form: 'LabelSelector', unmet },
    { at, to: 'Namespace', selector: 'namespaceSelector', form: 'LabelSelector', unmet },
    { at: `${at}.namespaces[*]`, to: 'Namespace', unmet },
  ];
}

export const POD_REFERENCES: readonly ReferenceRow[] = [
  ...CONTAINER_LISTS.flatMap((list) => under(`spec.${list}[*]`, CONTAINER)),
  ...POD_PARTS,
  ...under('spec.volumes[*]', VOLUME_REFERENCES),
  { at: 'spec', to: 'ServiceAccount', name: 'serviceAccountName', unmet: 'refused' },
  // The older name of the field; the server keeps both alike.
  {
    at: 'spec',
    to: 'ServiceAccount',
    name: 'serviceAccount',
    unless: 'serviceAccountName',
    unmet: 'refused',
  },
  { at: 'spec.imagePullSecrets[*]', to: 'Secret', name: 'name', reads: 'pull', unmet: 'left-out' },
  { at: 'spec.priorityClassName', to: 'PriorityClass', unmet: 'refused' },
  { at: 'spec.runtimeClassName', to: 'RuntimeClass', unmet: 'refused' },
  { at: 'spec.nodeName', to: 'Node', unmet: 'collected' },
  { at: 'spec', to: 'Node', selector: 'nodeSelector', form: 'labels', unmet: 'unschedulable' },
  {
    at: 'spec.topologySpreadConstraints[*]',
    to: 'Pod',
    selector: 'labelSelector',
    form: 'LabelSelector',
    unmet: 'harmless',
  },
  ...under('spec.affinity', AFFINITY),
  { at: 'spec.resourceClaims[*]', to: 'ResourceClaim', name: 'resourceClaimName', unmet: 'unschedulable' },
  {
    at: 'spec.resourceClaims[*]',
    to: 'ResourceClaimTemplate',
    name: 'resourceClaimTemplateName',
    unmet: 'unschedulable',
  },
  { at: 'spec.schedulingGroup.podGroupName', to: 'PodGroup', unmet: 'unschedulable' },
];
