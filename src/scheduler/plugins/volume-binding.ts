import { matchesSelector } from '../../api/labels.js';
import type { LabelSelector, Quantity } from '../../api/objects.js';
import { compareQuantities } from '../../api/quantity.js';
import { atLeast } from '../../api/version.js';
import type {
  PersistentVolumeClaim as Claim,
  StorageClass as Class,
  PersistentVolume,
} from '../../api/workloads.js';
import type { NodeInfo } from '../node-info.js';
import type { Obstacle } from '../obstacle.js';
import type { Cycle, PluginFactory, VolumeDecision } from '../plugin.js';
import type { SchedulerState } from '../state/scheduler-state.js';
import { SKIP, type Status, SUCCESS, unresolvable } from '../status.js';
import {
  claimNotFound,
  claimsOf,
  classNameOf,
  classOf,
  isFullyBound,
  matchingVolume,
  NO_PROVISIONER,
  ownershipError,
  requestedStorage,
  SELECTED_NODE,
  volumeFitsNode,
  volumeNamed,
  waitsForConsumer,
} from '../volumes.js';

const UNBOUND_IMMEDIATE = 'pod has unbound immediate PersistentVolumeClaims';
const NODE_CONFLICT = "node(s) didn't match PersistentVolume's node affinity";
/** Up to 1.33 in other words. */
const NODE_CONFLICT_BEFORE = 'node(s) had volume node affinity conflict';
const NODE_CONFLICT_SINCE = '1.34';
const NO_VOLUME = "node(s) didn't find available persistent volumes to bind";
const NO_SPACE = 'node(s) did not have enough free storage';
const NO_SUCH_VOLUME = 'node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)';

/** Keeps a pod to nodes where its volumes can be used, and chooses volumes for claims that wait for their first pod. */
export const volumeBinding: PluginFactory = (_args, version) => {
  const nodeConflict = atLeast(version, NODE_CONFLICT_SINCE) ? NODE_CONFLICT : NODE_CONFLICT_BEFORE;
  /** In this order; each kind of trouble with the claim that it was found at. */
  const troublesOf = ({ conflict, unmatched, full, missing }: NodeVolumes) =>
    [
      { reason: nodeConflict, claim: conflict },
      { reason: NO_VOLUME, claim: unmatched },
      { reason: NO_SPACE, claim: full },
      { reason: NO_SUCH_VOLUME, claim: missing },
    ].filter(({ claim }) => claim !== undefined);
  return {
    name: 'VolumeBinding',
    preFilter: (cycle) => {
      const claims = podClaims(cycle);
      if ('code' in claims) return claims;
      const volumes = candidates(claims, cycle.state);
      return {
        code: 'Success',
        filter: (node) => {
          const troubles = troublesOf(findVolumes(claims, volumes, node, cycle.state));
          return troubles.length > 0 ? unresolvable(...troubles.map(({ reason }) => reason)) : SUCCESS;
        },
        explain: (node) =>
          troublesOf(findVolumes(claims, volumes, node, cycle.state)).map(
            ({ reason, claim }): Obstacle => ({ kind: 'volume', claim, reason }),
          ),
      };
    },
    reserve: (cycle, node) => {
      const claims = podClaims(cycle);
      if ('code' in claims) return [];
      return findVolumes(claims, candidates(claims, cycle.state), node, cycle.state).decisions;
    },
  };
};

interface PodClaims {
  bound: readonly Claim[];
  delayed: readonly Claim[];
}

/** The pod's claims, sorted into those that are bound and those to be bound with the pod; or why it cannot run. */
function podClaims({ pod: { pod }, state }: Cycle): PodClaims | Status {
  const uses = claimsOf(pod, state);
  if (uses.length === 0) return SKIP;
  const claims: Claim[] = [];
  for (const { name, ephemeral, claim } of uses) {
    if (!claim) {
      return unresolvable(
        ephemeral
          ? `waiting for ephemeral volume controller to create the persistentvolumeclaim "${name}"`
          : claimNotFound(name),
      );
    }
    if (claim.status?.phase === 'Lost') {
      const volume = claim.spec?.volumeName ?? '';
      return unresolvable(
        `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${volume}"`,
      );
    }
    if (claim.metadata.deletionTimestamp) {
      return unresolvable(`persistentvolumeclaim "${name}" is being deleted`);
    }
    const notOwner = ephemeral ? ownershipError(pod, claim) : undefined;
    if (notOwner) return unresolvable(notOwner);
    claims.push(claim);
  }
  const bound = claims.filter(isFullyBound);
  const unbound = claims.filter((claim) => !isFullyBound(claim));
  const delayed = unbound.filter((claim) => waitsForConsumer(claim, state) && !claim.spec?.volumeName);
  if (delayed.length < unbound.length) return unresolvable(UNBOUND_IMMEDIATE);
  return { bound, delayed };
}

/** The volumes of each delayed claim's class, without those that are other claims'. */
function candidates({ delayed }: PodClaims, state: SchedulerState): ReadonlyMap<string, PersistentVolume[]> {
  const volumes = new Map(delayed.map((claim) => [classNameOf(claim), [] as PersistentVolume[]]));
  // Most pods wait for none, and there may be thousands of volumes.
  if (volumes.size === 0) return volumes;
  for (const volume of state.openVolumes(delayed)) volumes.get(classNameOf(volume))?.push(volume);
  return volumes;
}

/** What became of the claims on one node; each kind of trouble names the claim that it was found at. */
interface NodeVolumes {
  conflict?: string;
  unmatched?: string;
  full?: string;
  missing?: string;
  decisions: VolumeDecision[];
}

function findVolumes(
  { bound, delayed }: PodClaims,
  volumes: ReadonlyMap<string, PersistentVolume[]>,
  node: NodeInfo,
  state: SchedulerState,
): NodeVolumes {
  const found: NodeVolumes = { decisions: [] };
  for (const claim of bound) {
    const volume = volumeNamed(claim.spec?.volumeName ?? '', state);
    if (!volume) {
      found.missing = claimKey(claim);
      break;
    }
    if (!volumeFitsNode(volume, node)) {
      found.conflict = claimKey(claim);
      break;
    }
  }
  const toMatch: Claim[] = [];
  const toProvision: Claim[] = [];
  for (const claim of delayed) {
    const selected = claim.metadata.annotations?.[SELECTED_NODE];
    if (selected === undefined) toMatch.push(claim);
    else if (selected === node.name) toProvision.push(claim);
    else {
      found.unmatched = claimKey(claim);
      return found;
    }
  }
  const taken = new Set<PersistentVolume>();
  for (const claim of toMatch.sort((a, b) => compareQuantities(requestedStorage(a), requestedStorage(b)))) {
    const volume = matchingVolume(claim, volumes.get(classNameOf(claim))!, node, taken);
    if (!volume) {
      toProvision.push(claim);
      continue;
    }
    taken.add(volume);
    found.decisions.push({ claim: claimKey(claim), volume: volume.metadata.name });
  }
  for (const claim of toProvision) {
    const trouble = provisionTrouble(claim, node, state);
    if (trouble) {
      found[trouble] = claimKey(claim);
      break;
    }
    found.decisions.push({ claim: claimKey(claim), volume: undefined });
  }
  return found;
}

function provisionTrouble(
  claim: Claim,
  node: NodeInfo,
  state: SchedulerState,
): 'unmatched' | 'full' | undefined {
  const name = classNameOf(claim);
  // Only a claim of a class that is there waits for its first pod.
  const found = classOf(name, state)!;
  if (!found.provisioner || found.provisioner === NO_PROVISIONER) return 'unmatched';
  if (!allowsTopology(found, node)) return 'unmatched';
  return hasCapacity(claim, name, found.provisioner, node, state) ? undefined : 'full';
}

function allowsTopology({ allowedTopologies = [] }: Class, { labels }: NodeInfo): boolean {
  if (allowedTopologies.length === 0) return true;
  return allowedTopologies.some(({ matchLabelExpressions = [] }) => {
    if (matchLabelExpressions.length === 0) return false;
    return matchLabelExpressions.every(
      ({ key, values = [] }) => Object.hasOwn(labels, key) && values.includes(labels[key]!),
    );
  });
}

interface StorageCapacity {
  storageClassName?: string;
  capacity?: Quantity;
  maximumVolumeSize?: Quantity;
  nodeTopology?: LabelSelector;
}

/** Whether a driver that publishes how much room it has, has enough within reach of the node. */
function hasCapacity(
  claim: Claim,
  className: string,
  provisioner: string,
  node: NodeInfo,
  state: SchedulerState,
): boolean {
  const size = claim.spec?.resources?.requests?.['storage'];
  if (size === undefined) return true;
  const driver = state.get('CSIDriver', provisioner) as { spec?: { storageCapacity?: boolean } } | undefined;
  if (!driver?.spec?.storageCapacity) return true;
  const capacities = state.list('CSIStorageCapacity') as readonly StorageCapacity[];
  return capacities.some(({ storageClassName, capacity, maximumVolumeSize, nodeTopology }) => {
    const most = maximumVolumeSize ?? capacity;
    if (storageClassName !== className || most === undefined || !nodeTopology) return false;
    return compareQuantities(most, size) >= 0 && matchesSelector(nodeTopology, node.labels);
  });
}

function claimKey({ metadata }: Claim): string {
  return `${metadata.namespace ?? ''}/${metadata.name ?? ''}`;
}
