/** What a pod refers to; ways lead on from the pod, or from the template that a workload makes pods of. */
import { type PartRow, type ReferenceRow, under } from './row.js';
import { VOLUME_REFERENCES } from './volumes.js';

/** The fields of a pod's spec that hold containers. */
export const CONTAINER_LISTS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

/** Whatever asks a container for an answer at a port (pkg/probe, pkg/kubelet/lifecycle). */
const HANDLERS = [
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle.postStart',
  'lifecycle.preStop',
];
const ACTIONS = ['httpGet', 'tcpSocket'];

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
  ...HANDLERS.flatMap((handler) =>
    ACTIONS.map(
      (action): PartRow => ({
        at: `${handler}.${action}.port`,
        part: 'port',
        of: '',
        among: ['ports[*].name'],
        unmet: 'handler-error',
      }),
    ),
  ),
];

/** A StatefulSet adds a volume to its pods for each of its claims. */
const VOLUME = {
  part: 'volume',
  of: '',
  among: ['volumes[*].name', { kind: 'StatefulSet', at: 'spec.volumeClaimTemplates[*].metadata.name' }],
} as const;
const CLAIM = { part: 'resource claim', of: '', among: ['resourceClaims[*].name'] } as const;
const ONE_CONTAINER = {
  part: 'container',
  of: '',
  among: ['containers[*].name', 'initContainers[*].name'],
} as const;

/** What one part of a pod's spec names of another. */
const PARTS: readonly PartRow[] = [
  ...CONTAINER_LISTS.flatMap((list): PartRow[] => [
    { at: `${list}[*].volumeMounts[*].name`, ...VOLUME, unmet: 'refused' },
    { at: `${list}[*].volumeDevices[*].name`, ...VOLUME, unmet: 'refused' },
    { at: `${list}[*].env[*].valueFrom.fileKeyRef.volumeName`, ...VOLUME, unmet: 'refused' },
    { at: `${list}[*].resources.claims[*].name`, ...CLAIM, unmet: 'refused' },
    {
      at: `${list}[*].env[*].valueFrom.resourceFieldRef.containerName`,
      ...ONE_CONTAINER,
      unmet: 'config-error',
    },
  ]),
  { at: 'ephemeralContainers[*].targetContainerName', ...ONE_CONTAINER, unmet: 'refused' },
  ...['downwardAPI', 'projected.sources[*].downwardAPI'].map(
    (source): PartRow => ({
      at: `volumes[*].${source}.items[*].resourceFieldRef.containerName`,
      ...ONE_CONTAINER,
      unmet: 'mount-error',
    }),
  ),
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
  ...under('spec', PARTS),
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
