/** Claims, volumes and classes as the volume plugins read them (component-helpers/storage/volume). */
import { matchesSelector } from '../api/labels.js';
import { matchesNodeSelector } from '../api/node-selector.js';
import type { LabelSelector, Node, Pod, Quantity, Volume } from '../api/objects.js';
import { claimOf } from '../api/pods.js';
import { compareQuantities } from '../api/quantity.js';
import type {
  PersistentVolumeClaim as Claim,
  StorageClass as Class,
  PersistentVolume,
} from '../api/workloads.js';
import type { NodeInfo } from './node-info.js';
import type { SchedulerState } from './state/scheduler-state.js';

/** A claim and the volume that it would be given. */
export interface VolumeMatch {
  claim: Claim;
  volume: PersistentVolume;
}

/** What a driver says it has room for, somewhere (CSIStorageCapacity). */
export interface StorageCapacity {
  storageClassName?: string;
  capacity?: Quantity;
  maximumVolumeSize?: Quantity;
  nodeTopology?: LabelSelector;
}

export const BIND_COMPLETED = 'pv.kubernetes.io/bind-completed';
export const SELECTED_NODE = 'volume.kubernetes.io/selected-node';
export const NO_PROVISIONER = 'kubernetes.io/no-provisioner';
const BETA_CLASS = 'volume.beta.kubernetes.io/storage-class';

/** A volume of a pod that stands for a claim; `claim` is undefined where that is not there. */
export interface ClaimUse {
  volume: Volume;
  name: string;
  ephemeral: boolean;
  claim: Claim | undefined;
}

/** The claims that a pod's volumes stand for, in their order. */
export function claimsOf(pod: Pod, state: SchedulerState): ClaimUse[] {
  const namespace = pod.metadata.namespace ?? '';
  const uses: ClaimUse[] = [];
  for (const volume of pod.spec.volumes ?? []) {
    const found = claimOf(pod, volume);
    if (!found) continue;
    const claim = state.get('PersistentVolumeClaim', `${namespace}/${found.name}`);
    uses.push({ volume, ...found, claim });
  }
  return uses;
}

/** What the API server says of a claim that is not there. */
export function claimNotFound(name: string): string {
  return `persistentvolumeclaim "${name}" not found`;
}

/** Why an ephemeral volume's claim is not the pod's; undefined where it is. */
export function ownershipError(pod: Pod, claim: Claim): string | undefined {
  const owned = (claim.metadata.ownerReferences ?? []).some(
    ({ controller, uid, name }) =>
      controller && (pod.metadata.uid ? uid === pod.metadata.uid : name === pod.metadata.name),
  );
  if (owned) return undefined;
  const { namespace, name } = claim.metadata;
  return `PVC ${namespace}/${name} was not created for pod ${pod.metadata.namespace}/${pod.metadata.name} (pod is not owner)`;
}

export function classNameOf({ metadata, spec }: Claim | PersistentVolume): string {
  return metadata.annotations?.[BETA_CLASS] ?? spec?.storageClassName ?? '';
}

export function classOf(name: string, state: SchedulerState): Class | undefined {
  return state.get('StorageClass', name);
}

export function volumeNamed(name: string, state: SchedulerState): PersistentVolume | undefined {
  return state.get('PersistentVolume', name);
}

/** True for a claim that the volume controller has bound for good. */
export function isFullyBound({ metadata, spec }: Claim): boolean {
  return Boolean(spec?.volumeName) && metadata.annotations?.[BIND_COMPLETED] !== undefined;
}

/** True for a claim that waits for its first pod to be placed. */
export function waitsForConsumer(claim: Claim, state: SchedulerState): boolean {
  return classOf(classNameOf(claim), state)?.volumeBindingMode === 'WaitForFirstConsumer';
}

/** Whether a volume can be used on a node, by its node affinity. */
export function volumeFitsNode({ spec }: PersistentVolume, node: NodeInfo): boolean {
  const required = spec?.nodeAffinity?.required;
  if (!required) return true;
  // Only labels count: fields of the node are not offered.
  const labelled: Node = { apiVersion: 'v1', kind: 'Node', metadata: { labels: { ...node.labels } } };
  return matchesNodeSelector(required, labelled);
}

/** The size that a claim asks for. */
export function requestedStorage(claim: Claim): Quantity {
  return claim.spec?.resources?.requests?.['storage'] ?? 0;
}

/** The volume of its class that the claim would be given on a node: the smallest that will do, not one of `taken`. */
export function matchingVolume(
  claim: Claim,
  volumes: readonly PersistentVolume[],
  node: NodeInfo,
  taken: ReadonlySet<PersistentVolume>,
): PersistentVolume | undefined {
  let smallest: PersistentVolume | undefined;
  for (const volume of volumes) {
    if (taken.has(volume) || !isCandidate(claim, volume)) continue;
    const fitsNode = volumeFitsNode(volume, node);
    if (volume.spec?.claimRef) return fitsNode ? volume : undefined;
    if (volume.status?.phase !== 'Available' || !fitsNode) continue;
    if (claim.spec?.selector && !matchesSelector(claim.spec.selector, volume.metadata.labels)) continue;
    const modes = volume.spec?.accessModes ?? [];
    if (!(claim.spec?.accessModes ?? []).every((mode) => modes.includes(mode))) continue;
    if (!smallest || compareQuantities(volumeSize(volume), volumeSize(smallest)) < 0) smallest = volume;
  }
  return smallest;
}

/** What a volume must be for the claim on any node: free or the claim's own, large enough, of the same mode. */
function isCandidate(claim: Claim, volume: PersistentVolume): boolean {
  const { spec, metadata } = volume;
  if (spec?.claimRef && !isReservedFor(volume, claim)) return false;
  if (compareQuantities(volumeSize(volume), requestedStorage(claim)) < 0) return false;
  if ((spec?.volumeMode ?? 'Filesystem') !== (claim.spec?.volumeMode ?? 'Filesystem')) return false;
  if ((spec?.volumeAttributesClassName ?? '') !== (claim.spec?.volumeAttributesClassName ?? '')) return false;
  return !metadata.deletionTimestamp;
}

function isReservedFor({ spec }: PersistentVolume, { metadata }: Claim): boolean {
  const reference = spec?.claimRef;
  if (reference?.name !== metadata.name || reference?.namespace !== metadata.namespace) return false;
  return !reference?.uid || !metadata.uid || reference.uid === metadata.uid;
}

/** How large a volume is. */
export function volumeSize({ spec }: PersistentVolume): Quantity {
  return spec?.capacity?.['storage'] ?? 0;
}
