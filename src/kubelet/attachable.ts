/** Volumes that are attached to a node before they are mounted there (pkg/controller/volume/attachdetach, pkg/volume/csi). */
import { keyOf, objectKey } from '../api/object-key.js';
import type { KubeObject, Pod } from '../api/objects.js';
import { claimOf, isPodTerminal } from '../api/pods.js';
import type { PersistentVolume } from '../api/workloads.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Seen } from '../controllers/controller.js';
import { csiSource, MIGRATED } from '../scheduler/csi-source.js';
import { isMounted } from './needs.js';

/** What says that a volume is attached to a node. */
export interface VolumeAttachment extends KubeObject {
  kind: 'VolumeAttachment';
  spec: { attacher: string; nodeName: string; source: { persistentVolumeName?: string } };
  status?: { attached: boolean };
}

/** The access modes by which a volume can be on several nodes. */
const SHARED: ReadonlySet<string> = new Set(['ReadWriteMany', 'ReadOnlyMany']);
/** Drivers of files, whose CSIDriver objects say that nothing is attached. */
const OF_FILES: ReadonlySet<string> = new Set([
  'efs.csi.aws.com',
  'file.csi.azure.com',
  'nfs.csi.k8s.io',
  'smb.csi.k8s.io',
]);

/**
 * The driver that attaches a volume; undefined for one that is mounted without. Of a driver without a CSIDriver object it is
 * taken, as Kubernetes does, that it attaches; a provisioner with a slash in its name is no CSI driver.
 */
export function attacherOf(cluster: Cluster, volume: PersistentVolume): string | undefined {
  const source = csiSource(volume, true);
  const migrated = MIGRATED.find(({ provisioner }) => provisioner === source?.driver);
  const driver = migrated?.driver ?? source?.driver;
  if (driver === undefined || driver.includes('/')) return undefined;
  const said = cluster.get('CSIDriver', driver) as { spec?: { attachRequired?: boolean } } | undefined;
  const attaches = said ? said.spec?.attachRequired !== false : !OF_FILES.has(driver);
  return attaches ? driver : undefined;
}

/** Whether a volume can be on one node only (pkg/volume/util, IsMultiAttachAllowed). */
export function isExclusive({ spec }: PersistentVolume): boolean {
  const modes = spec?.accessModes ?? [];
  return modes.length > 0 && !modes.some((mode) => SHARED.has(mode));
}

/** The volumes that have to be attached for a pod. */
export function attachedFor(cluster: Cluster, pod: Pod): PersistentVolume[] {
  return volumesOf(cluster, pod).filter((volume) => attacherOf(cluster, volume) !== undefined);
}

/** The volumes behind the claims of a pod that its containers mount. */
function volumesOf(cluster: Cluster, pod: Pod): PersistentVolume[] {
  return (pod.spec.volumes ?? []).flatMap((volume) => {
    const named = claimOf(pod, volume);
    if (!named || !isMounted(pod, volume.name)) return [];
    const claim = cluster.get('PersistentVolumeClaim', objectKey(pod.metadata.namespace, named.name));
    return cluster.get('PersistentVolume', claim?.spec.volumeName ?? '') ?? [];
  });
}

/** What is attached of a volume, by its objects. */
export function attachmentsOf(cluster: Cluster, volume: string): VolumeAttachment[] {
  return cluster.attachments(volume) as VolumeAttachment[];
}

/** The pods that are placed and need a volume, as long as they are there. */
export function usersOf(cluster: Cluster, { spec, metadata }: PersistentVolume): Pod[] {
  const { namespace, name = '' } = spec?.claimRef ?? {};
  return cluster
    .podsOfClaim(objectKey(namespace, name))
    .filter(
      (pod) =>
        !isPodTerminal(pod) && volumesOf(cluster, pod).some((one) => one.metadata.name === metadata.name),
    );
}

/** What is said to a pod whose volume is on another node; `others`: the pods that use it there. */
function multiAttachError(volume: PersistentVolume, others: readonly Pod[]): string {
  const why =
    others.length === 0
      ? "Volume is already exclusively attached to one node and can't be attached to another"
      : `Volume is already used by pod(s) ${others.map(({ metadata }) => metadata.name).join(', ')}`;
  return `Multi-Attach error for volume "${volume.metadata.name}" ${why}`;
}

/** Why a volume that a pod waits for cannot be attached to its node; undefined where it is, or nothing stands against it. */
export function attachError(cluster: Cluster, pod: Pod, volume: PersistentVolume): string | undefined {
  if (!isExclusive(volume)) return undefined;
  const { nodeName } = pod.spec;
  const nodes = attachmentsOf(cluster, volume.metadata.name ?? '').map(({ spec }) => spec.nodeName);
  if (nodes.length === 0 || nodes.includes(nodeName ?? '')) return undefined;
  const others = usersOf(cluster, volume).filter(({ spec }) => nodes.includes(spec.nodeName ?? ''));
  return multiAttachError(volume, others);
}

/** The volumes that are not attached to the node of a pod that needs them: why, where something stands against it. */
export function attachTroubles(cluster: Cluster, pod: Pod): { error: string | undefined }[] {
  return attachedFor(cluster, pod)
    .filter((volume) => !isAttached(cluster, pod, volume))
    .map((volume) => ({ error: attachError(cluster, pod, volume) }));
}

/** The pods that wait on a node to which something is attached, or from which it is taken. */
export function podsThatAttach({ object, cluster }: Seen): string[] {
  const { nodeName } = (object as VolumeAttachment).spec;
  return cluster
    .podsOnNode(nodeName)
    .filter(({ status }) => status?.phase === 'Pending')
    .map(keyOf);
}

/** Whether a volume is attached to the node of a pod. */
export function isAttached(cluster: Cluster, { spec: { nodeName } }: Pod, volume: PersistentVolume): boolean {
  return attachmentsOf(cluster, volume.metadata.name ?? '').some(({ spec }) => spec.nodeName === nodeName);
}
