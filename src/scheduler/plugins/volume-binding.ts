import { isOn } from '../../api/gates.js';
import { matchesSelector } from '../../api/labels.js';
import type { NodeSelectorTerm, Quantity } from '../../api/objects.js';
import { compareQuantities } from '../../api/quantity.js';
import { atLeast, atMost } from '../../api/version.js';
import { inWordsOf, wording } from '../../api/wording.js';
import type {
  PersistentVolumeClaim as Claim,
  StorageClass as Class,
  PersistentVolume,
} from '../../api/workloads.js';
import type { NodeInfo } from '../node-info.js';
import type { Obstacle } from '../obstacle.js';
import { type Cycle, NO_SCORE, type NodeScorer, type PluginFactory } from '../plugin.js';
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
  type StorageCapacity,
  type VolumeMatch,
  volumeFitsNode,
  volumeNamed,
  waitsForConsumer,
} from '../volumes.js';
import type { ShapePoint } from './resource-scores.js';
import { EMPTIEST_FIRST, type Provision, volumeScorer } from './volume-scores.js';

const UNBOUND_IMMEDIATE = 'pod has unbound immediate PersistentVolumeClaims';
const NODE_CONFLICT = wording("node(s) didn't match PersistentVolume's node affinity", {
  '1.33': 'node(s) had volume node affinity conflict',
});
/** Up to this version PreFilter leaves nodes out that local volumes do not name. */
const NARROWS_UNTIL = '1.28';
const HOSTNAME = 'kubernetes.io/hostname';
/** Since this version it has no score where it looks at none; before that it was 0. */
const SKIPS_SINCE = '1.30';
const NO_VOLUME = "node(s) didn't find available persistent volumes to bind";
const NO_SPACE = 'node(s) did not have enough free storage';
const NO_SUCH_VOLUME = 'node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)';

export interface VolumeBindingArgs {
  shape?: readonly ShapePoint[];
}

/** Keeps a pod to nodes where its volumes can be used, and chooses volumes for claims that wait for their first pod. */
export const volumeBinding: PluginFactory<VolumeBindingArgs> = ({ shape }, version, gates) => {
  const nodeConflict = inWordsOf(version, NODE_CONFLICT);
  const narrows = atMost(version, NARROWS_UNTIL);
  const scores = isOn('StorageCapacityScoring', { version, gates });
  const scorer = scores ? volumeScorer(shape ?? EMPTIEST_FIRST) : undefined;
  const nothing = atLeast(version, SKIPS_SINCE) ? 'Skip' : NO_SCORE;
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
      const nodes = narrows ? localNodes(claims.bound, cycle.state) : undefined;
      return {
        code: 'Success',
        ...(nodes && { nodes }),
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
    preScore: (cycle) => (scorer ? scoredVolumes(cycle, scorer) : nothing),
    reserve: (cycle, node) => {
      const claims = podClaims(cycle);
      if ('code' in claims) return [];
      const { matches, provisions } = findVolumes(claims, candidates(claims, cycle.state), node, cycle.state);
      return [
        ...matches.map(({ claim, volume }) => ({ claim: claimKey(claim), volume: volume.metadata.name })),
        ...provisions.map(({ claim }) => ({ claim: claimKey(claim), volume: undefined })),
      ];
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

/** The nodes that all local volumes of the claims name by their host's label; undefined where none does. */
function localNodes(bound: readonly Claim[], state: SchedulerState): ReadonlySet<string> | undefined {
  let nodes: Set<string> | undefined;
  for (const claim of bound) {
    const volume = volumeNamed(claim.spec?.volumeName ?? '', state);
    const names = (volume?.spec?.nodeAffinity?.required?.nodeSelectorTerms ?? []).flatMap(hostsOf);
    if (names.length === 0) continue;
    const before: Set<string> | undefined = nodes;
    nodes = new Set(before ? names.filter((name) => before.has(name)) : names);
  }
  return nodes;
}

function hostsOf({ matchExpressions = [] }: NodeSelectorTerm): readonly string[] {
  const lists = matchExpressions
    .filter(({ key, operator }) => key === HOSTNAME && operator === 'In')
    .map(({ values = [] }) => values);
  const [first = [], ...others] = lists;
  return first.filter((name) => others.every((list) => list.includes(name)));
}

/** A scorer of the nodes by what would become of the claims there. */
function scoredVolumes(cycle: Cycle, scorer: ReturnType<typeof volumeScorer>): NodeScorer {
  const claims = podClaims(cycle);
  if ('code' in claims) return NO_SCORE;
  const volumes = candidates(claims, cycle.state);
  return {
    score: (node) => {
      const { matches, provisions } = findVolumes(claims, volumes, node, cycle.state);
      return scorer(matches, provisions);
    },
  };
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
  matches: VolumeMatch[];
  provisions: Provision[];
}

function findVolumes(
  { bound, delayed }: PodClaims,
  volumes: ReadonlyMap<string, PersistentVolume[]>,
  node: NodeInfo,
  state: SchedulerState,
): NodeVolumes {
  const found: NodeVolumes = { matches: [], provisions: [] };
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
    found.matches.push({ claim, volume });
  }
  for (const claim of toProvision) {
    const provision = provisionOn(claim, node, state);
    if (typeof provision === 'string') {
      found[provision] = claimKey(claim);
      break;
    }
    found.provisions.push(provision);
  }
  return found;
}

function provisionOn(claim: Claim, node: NodeInfo, state: SchedulerState): 'unmatched' | 'full' | Provision {
  const name = classNameOf(claim);
  // Only a claim of a class that is there waits for its first pod.
  const found = classOf(name, state)!;
  if (!found.provisioner || found.provisioner === NO_PROVISIONER) return 'unmatched';
  if (!allowsTopology(found, node)) return 'unmatched';
  const size = claim.spec?.resources?.requests?.['storage'];
  if (size === undefined || !publishesCapacity(found.provisioner, state))
    return { claim, capacity: undefined };
  const capacity = capacityFor(size, name, node, state);
  return capacity ? { claim, capacity } : 'full';
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

/** Whether a driver says how much room it has. */
function publishesCapacity(provisioner: string, state: SchedulerState): boolean {
  const driver = state.get('CSIDriver', provisioner) as { spec?: { storageCapacity?: boolean } } | undefined;
  return driver?.spec?.storageCapacity === true;
}

/** Where within reach of the node there is room enough for a volume of a class. */
function capacityFor(
  size: Quantity,
  className: string,
  node: NodeInfo,
  state: SchedulerState,
): StorageCapacity | undefined {
  const capacities = state.list('CSIStorageCapacity') as readonly StorageCapacity[];
  return capacities.find(({ storageClassName, capacity, maximumVolumeSize, nodeTopology }) => {
    const most = maximumVolumeSize ?? capacity;
    if (storageClassName !== className || most === undefined || !nodeTopology) return false;
    return compareQuantities(most, size) >= 0 && matchesSelector(nodeTopology, node.labels);
  });
}

function claimKey({ metadata }: Claim): string {
  return `${metadata.namespace ?? ''}/${metadata.name ?? ''}`;
}
