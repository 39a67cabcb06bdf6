import { matchesNodeSelector } from '../../api/node-selector.js';
import type { KubeObject, NodeSelector, Pod } from '../../api/objects.js';
import { atLeast, atMost } from '../../api/version.js';
import type { NodeInfo } from '../node-info.js';
import type { Obstacle } from '../obstacle.js';
import { NO_SCORE, type PluginFactory, type PreFilterResult } from '../plugin.js';
import type { SchedulerState } from '../state/scheduler-state.js';
import { SKIP, SUCCESS, unresolvable } from '../status.js';

/** Of pods without claims; up to this version. */
const NOTHING_TO_FREE = 'no new claims to deallocate';
const TELLS_NOTHING_UNTIL = '1.36';
const STILL_NOT = 'still not schedulable';
const NO_STATE = 'not found';
const NOT_HERE = unresolvable('resourceclaim not available on the node');
const CANNOT_ALLOCATE = unresolvable('cannot allocate all claims');
/** How many pods may share one claim. */
const MAX_RESERVATIONS = 256;
/** Since this version it has a score, 0 for pods without claims. */
const SCORES_SINCE = '1.35';

interface DeviceRequest {
  name: string;
  exactly?: { deviceClassName?: string; count?: number; allocationMode?: string };
  firstAvailable?: { name: string; deviceClassName?: string }[];
}

interface ResourceClaim extends KubeObject {
  spec?: { devices?: { requests?: DeviceRequest[] } };
  status?: {
    allocation?: {
      nodeSelector?: NodeSelector;
      devices?: { results?: { driver: string; pool: string; device: string }[] };
    };
    reservedFor?: { uid?: string; name?: string }[];
  };
}

interface ResourceSlice extends KubeObject {
  spec?: {
    driver?: string;
    pool?: { name?: string };
    nodeName?: string;
    allNodes?: boolean;
    nodeSelector?: NodeSelector;
    devices?: { name: string }[];
  };
}

/**
 * Keeps a pod with resource claims to nodes where they are, or can be, allocated. Devices are counted: selectors of
 * device classes and requests (CEL) are taken to match every device.
 */
export const dynamicResources: PluginFactory = (_args, version) => {
  const scorer = atLeast(version, SCORES_SINCE) ? NO_SCORE : 'Skip';
  const withoutClaims = atMost(version, TELLS_NOTHING_UNTIL) ? [NOTHING_TO_FREE] : [];
  return {
    name: 'DynamicResources',

    preEnqueue: (pod, state) => {
      const claims = resourceClaimsOf(pod, state);
      return typeof claims === 'string' ? unresolvable(claims) : SUCCESS;
    },
    preFilter: ({ pod, state }) => {
      const claims = resourceClaimsOf(pod.pod, state);
      if (typeof claims === 'string') return unresolvable(claims);
      return claims.length === 0 ? SKIP : claimFilter(pod.pod, claims, state);
    },
    postFilter: ({ pod }, _diagnosis, _handle, reached) => {
      if (!reached.has('DynamicResources')) return { code: 'Error', reasons: [NO_STATE] };
      const withClaims = (pod.pod.spec.resourceClaims ?? []).length > 0;
      return { code: 'Unschedulable', reasons: withClaims ? [STILL_NOT] : withoutClaims };
    },
    preScore: () => scorer,
  };
};

/** The pod's claims, or why one of them cannot be used. */
function resourceClaimsOf(pod: Pod, state: SchedulerState): ResourceClaim[] | string {
  const claims: ResourceClaim[] = [];
  const made = (
    pod.status as { resourceClaimStatuses?: { name: string; resourceClaimName?: string }[] } | undefined
  )?.resourceClaimStatuses;
  for (const { name, resourceClaimName } of pod.spec.resourceClaims ?? []) {
    const status = made?.find((one) => one.name === name);
    if (resourceClaimName === undefined && !status) {
      return `pod "${pod.metadata.namespace}/${pod.metadata.name}": resource claim not created yet for "${name}"`;
    }
    const claimName = resourceClaimName ?? status?.resourceClaimName;
    // A template may come to no claim at all.
    if (claimName === undefined) continue;
    const claim = state.get('ResourceClaim', `${pod.metadata.namespace ?? ''}/${claimName}`) as
      | ResourceClaim
      | undefined;
    if (!claim) return `resourceclaim.resource.k8s.io "${claimName}" not found`;
    if (claim.metadata.deletionTimestamp) return `resourceclaim "${claimName}" is being deleted`;
    claims.push(claim);
  }
  return claims;
}

function claimFilter(pod: Pod, claims: readonly ResourceClaim[], state: SchedulerState): PreFilterResult {
  let wanted = 0;
  for (const claim of claims) {
    const { allocation, reservedFor = [] } = claim.status ?? {};
    if (allocation) {
      const isOurs = reservedFor.some(({ uid, name }) =>
        uid ? uid === pod.metadata.uid : name === pod.metadata.name,
      );
      if (!isOurs && reservedFor.length >= MAX_RESERVATIONS) return unresolvable('resourceclaim in use');
      continue;
    }
    for (const request of claim.spec?.devices?.requests ?? []) {
      const missing = missingClass(request, state);
      if (missing) return unresolvable(missing);
      wanted += request.exactly?.count ?? 1;
    }
  }
  const taken = allocatedDevices(state);
  const elsewhere = (node: NodeInfo) =>
    claims.some(({ status }) => {
      const selector = status?.allocation?.nodeSelector;
      return selector && !matchesNodeSelector(selector, node.node);
    });
  const statusOn = (node: NodeInfo) => {
    if (wanted > 0 && freeDevices(node, taken, state) < wanted) return CANNOT_ALLOCATE;
    return elsewhere(node) ? NOT_HERE : SUCCESS;
  };
  return {
    code: 'Success',
    filter: statusOn,
    explain: (node) => statusOn(node).reasons.map((reason): Obstacle => ({ kind: 'other', reason })),
  };
}

function missingClass(
  { name, exactly, firstAvailable = [] }: DeviceRequest,
  state: SchedulerState,
): string | undefined {
  const asked = exactly
    ? [{ name, deviceClassName: exactly.deviceClassName }]
    : firstAvailable.map((one) => ({ name: `${name}/${one.name}`, deviceClassName: one.deviceClassName }));
  const missing = asked.find(({ deviceClassName }) => !state.get('DeviceClass', deviceClassName ?? ''));
  return missing && `request ${missing.name}: device class ${missing.deviceClassName} does not exist`;
}

function allocatedDevices(state: SchedulerState): ReadonlySet<string> {
  const taken = new Set<string>();
  for (const claim of state.list('ResourceClaim') as readonly ResourceClaim[]) {
    for (const { driver, pool, device } of claim.status?.allocation?.devices?.results ?? []) {
      taken.add(`${driver}/${pool}/${device}`);
    }
  }
  return taken;
}

function freeDevices({ name, node }: NodeInfo, taken: ReadonlySet<string>, state: SchedulerState): number {
  let free = 0;
  for (const { spec } of state.list('ResourceSlice') as readonly ResourceSlice[]) {
    const here =
      spec?.allNodes ||
      spec?.nodeName === name ||
      (spec?.nodeSelector && matchesNodeSelector(spec.nodeSelector, node));
    if (!here) continue;
    for (const device of spec?.devices ?? []) {
      if (!taken.has(`${spec?.driver}/${spec?.pool?.name}/${device.name}`)) free += 1;
    }
  }
  return free;
}

/** Whether an extended resource that a node does not offer itself comes from a device class. */
export function delegatedToDevices(state: SchedulerState, resource: string, node: NodeInfo): boolean {
  if ((node.allocatable.scalars?.get(resource) ?? 0) > 0) return false;
  return state
    .list('DeviceClass')
    .some(
      ({ spec }) =>
        (spec as { extendedResourceName?: string } | undefined)?.extendedResourceName === resource,
    );
}
