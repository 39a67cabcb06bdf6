/** Claims that were bound together with a pod. */
import { splitKey } from '../../src/api/object-key.js';
import type { KubeObject, Node } from '../../src/api/objects.js';
import type { PersistentVolumeClaim } from '../../src/api/workloads.js';
import type { SchedulerState } from '../../src/scheduler/state/scheduler-state.js';
import { BIND_COMPLETED } from '../../src/scheduler/volumes.js';
import type { BoundVolume } from './line.js';

const ZONE = 'topology.kubernetes.io/zone';

/** Binds a claim to a volume that is there, or to one that was provisioned for the node. */
export function bindClaim(
  state: SchedulerState,
  key: string,
  { volume: volumeName, provisioned }: BoundVolume,
  node: Node | undefined,
): void {
  const claim = state.get('PersistentVolumeClaim', key);
  if (!claim) return;
  const volume = provisioned
    ? provisionedFor(state, claim, volumeName, node)
    : state.get('PersistentVolume', volumeName);
  if (!volume) return;
  const [namespace, name] = splitKey(key);
  const objects = [
    { ...volume, spec: { ...volume.spec, claimRef: { namespace, name } }, status: { phase: 'Bound' } },
    {
      ...claim,
      metadata: {
        ...claim.metadata,
        annotations: { ...claim.metadata.annotations, [BIND_COMPLETED]: 'yes' },
      },
      spec: { ...claim.spec, volumeName },
      status: { phase: 'Bound' },
    },
  ];
  state.apply(objects.map((object) => ({ verb: 'update', object: object as KubeObject })));
}

/** What a CSI driver makes for a claim, in the node's zone. */
function provisionedFor(
  state: SchedulerState,
  { spec }: PersistentVolumeClaim,
  name: string,
  node: Node | undefined,
) {
  const zone = node?.metadata.labels?.[ZONE];
  const inZone = zone && { matchExpressions: [{ key: ZONE, operator: 'In', values: [zone] }] };
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name },
    spec: {
      capacity: spec.resources?.requests,
      accessModes: spec.accessModes,
      storageClassName: spec.storageClassName,
      csi: {
        driver: state.get('StorageClass', spec.storageClassName ?? '')?.provisioner,
        volumeHandle: name,
      },
      ...(inZone && { nodeAffinity: { required: { nodeSelectorTerms: [inZone] } } }),
    },
  };
}
