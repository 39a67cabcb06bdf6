import type { JsonObject } from '../../api/json.js';
import type { KubeObject, Pod, Volume } from '../../api/objects.js';
import type { PersistentVolumeClaim as Claim } from '../../api/workloads.js';
import { csiSource, diskHandle, MIGRATED } from '../csi-source.js';
import type { NodeInfo } from '../node-info.js';
import type { Cycle, Plugin } from '../plugin.js';
import type { SchedulerState } from '../state/scheduler-state.js';
import { failure, SKIP, type Status, SUCCESS, unresolvable, unschedulable } from '../status.js';
import { claimNotFound, claimsOf, classNameOf, classOf, ownershipError, volumeNamed } from '../volumes.js';

const TOO_MANY = unschedulable('node(s) exceed max volume count');

interface CsiNode extends KubeObject {
  spec?: { drivers?: { name: string; allocatable?: { count?: number } }[] };
}

interface Attachment extends KubeObject {
  spec?: { nodeName?: string; attacher?: string; source?: { persistentVolumeName?: string } };
}

/** A volume's unique name → its driver. */
type Attached = Map<string, string>;

/** Keeps a pod off nodes that cannot attach as many volumes of a CSI driver. */
export const nodeVolumeLimits = (): Plugin => ({
  name: 'NodeVolumeLimits',
  preFilter: (cycle) => {
    const volumes = cycle.pod.pod.spec.volumes ?? [];
    const counts = volumes.some(
      (volume) => volume['persistentVolumeClaim'] || volume['ephemeral'] || migrated(volume),
    );
    if (!counts) return SKIP;
    return {
      code: 'Success',
      filter: (node) => {
        const found = exceeded(cycle, node);
        if (!found) return SUCCESS;
        return 'code' in found ? found : TOO_MANY;
      },
      explain: (node) => {
        const found = exceeded(cycle, node);
        if (!found) return [];
        if ('code' in found) return [{ kind: 'volume', claim: undefined, reason: found.reasons.join(', ') }];
        return [{ kind: 'volume-limit', ...found }];
      },
    };
  },
});

interface Exceeded {
  driver: string;
  limit: number;
  attached: number;
  wanted: number;
}

/** The first driver that the node cannot attach the pod's volumes of, or why that cannot be told. */
function exceeded({ pod, state }: Cycle, node: NodeInfo): Exceeded | Status | undefined {
  const csiNode = state.get('CSINode', node.name) as CsiNode | undefined;
  const wanted: Attached = new Map();
  const trouble = addVolumes(pod.pod, state, csiNode !== undefined, true, wanted);
  if (trouble) return trouble;
  const limits = new Map<string, number>();
  for (const { name, allocatable } of csiNode?.spec?.drivers ?? []) {
    if (allocatable?.count !== undefined) limits.set(name, allocatable.count);
  }
  if (wanted.size === 0 || limits.size === 0) return undefined;
  const attached: Attached = new Map();
  for (const other of node.pods) {
    if ((other.pod.spec.volumes ?? []).length === 0) continue;
    const bad = addVolumes(other.pod, state, true, false, attached);
    if (bad) return bad;
  }
  for (const name of attached.keys()) wanted.delete(name);
  for (const [name, driver] of attachments(node, state)) attached.set(name, driver);
  const have = countByDriver(attached);
  for (const [driver, count] of countByDriver(wanted)) {
    const limit = limits.get(driver);
    const already = have.get(driver) ?? 0;
    if (limit !== undefined && already + count > limit) {
      return { driver, limit, attached: already, wanted: count };
    }
  }
  return undefined;
}

function countByDriver(attached: Attached): Map<string, number> {
  const counts = new Map<string, number>();
  for (const driver of attached.values()) counts.set(driver, (counts.get(driver) ?? 0) + 1);
  return counts;
}

/** Adds the volumes of a pod that a CSI driver attaches. `isNew` pods must have all their claims. */
function addVolumes(
  pod: Pod,
  state: SchedulerState,
  migrating: boolean,
  isNew: boolean,
  into: Attached,
): Status | undefined {
  for (const volume of pod.spec.volumes ?? []) {
    const found = migrated(volume);
    if (found && migrating) {
      into.set(`${found.driver}/${diskHandle(volume[found.source] as JsonObject)}`, found.driver);
    }
  }
  const namespace = pod.metadata.namespace ?? '';
  for (const { name, ephemeral, claim } of claimsOf(pod, state)) {
    if (!claim) {
      if (isNew) return unresolvable(`looking up PVC ${namespace}/${name}: ${claimNotFound(name)}`);
      continue;
    }
    const notOwner = ephemeral ? ownershipError(pod, claim) : undefined;
    if (notOwner) return failure(notOwner);
    const attached = driverOf(claim, state, migrating);
    if (attached) into.set(`${attached.driver}/${attached.handle}`, attached.driver);
  }
  return undefined;
}

/** The driver that attaches a claim's volume and the volume's handle, made up where it is not provisioned yet. */
function driverOf(
  claim: Claim,
  state: SchedulerState,
  migrating: boolean,
): { driver: string; handle: string } | undefined {
  const volume = volumeNamed(claim.spec?.volumeName ?? '', state);
  if (volume) return csiSource(volume, migrating);
  const provisioner = classOf(classNameOf(claim), state)?.provisioner;
  if (!provisioner) return undefined;
  const handle = `unprovisioned-${claim.metadata.namespace}/${claim.metadata.name}`;
  const found = MIGRATED.find((one) => one.provisioner === provisioner);
  if (!found) return { driver: provisioner, handle };
  return migrating ? { driver: found.driver, handle } : undefined;
}

function migrated(volume: Volume): (typeof MIGRATED)[number] | undefined {
  return MIGRATED.find(({ source }) => volume[source]);
}

/** What is attached to the node by the attachments' own account. */
function attachments(node: NodeInfo, state: SchedulerState): Attached {
  const found: Attached = new Map();
  for (const { spec } of state.list('VolumeAttachment') as readonly Attachment[]) {
    if (spec?.nodeName !== node.name || !spec.attacher) continue;
    const handle = volumeNamed(spec.source?.persistentVolumeName ?? '', state)?.spec?.csi?.volumeHandle;
    if (handle !== undefined) found.set(`${spec.attacher}/${handle}`, spec.attacher);
  }
  return found;
}
