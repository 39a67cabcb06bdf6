/** What one part of a pod names of another; ways lead on from the pod, or from the template of one. */
import { type PartRow, under } from './row.js';

/** The fields of a pod's spec that hold containers. */
export const CONTAINER_LISTS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

/** Whatever asks a container for an answer at a port (pkg/probe, pkg/kubelet/lifecycle), by name or number. */
export const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const HOOKS = ['lifecycle.postStart', 'lifecycle.preStop'];
const OF_PROBES_ALONE = 'grpc';
export const ACTIONS = ['httpGet', 'tcpSocket', OF_PROBES_ALONE];
const ASKS_BY_NAME = [...PROBES, ...HOOKS].flatMap((handler) =>
  ACTIONS.filter((action) => action !== OF_PROBES_ALONE).map((action) => `${handler}.${action}.port`),
);
const ASKS_BY_NUMBER = [...ASKS_BY_NAME, ...PROBES.map((probe) => `${probe}.${OF_PROBES_ALONE}.port`)];

const CONTAINER: readonly PartRow[] = ASKS_BY_NAME.map(
  (at): PartRow => ({ at, part: 'port', of: '', among: ['ports[*].name'], unmet: 'handler-error' }),
);

/** Containers of a pod share its ports. */
const ALL_PORTS = CONTAINER_LISTS.map((list) => `${list}[*].ports[*].containerPort`);
const PORT_NUMBERS: readonly PartRow[] = CONTAINER_LISTS.flatMap((list) =>
  ASKS_BY_NUMBER.map(
    (at): PartRow => ({
      at: `${list}[*].${at}`,
      part: 'port number',
      of: '',
      among: ALL_PORTS,
      unmet: 'handler-error',
    }),
  ),
);

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

export const POD_PARTS: readonly PartRow[] = [
  ...CONTAINER_LISTS.flatMap((list) => under(`spec.${list}[*]`, CONTAINER)),
  ...under('spec', [...PORT_NUMBERS, ...PARTS]),
];
