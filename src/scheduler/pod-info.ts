/** A pod with all that the plugins ask of it worked out once (pkg/scheduler/framework PodInfo). */
import type { Labels } from '../api/labels.js';
import type { Pod, PodSpec } from '../api/objects.js';
import { claimOf } from '../api/pods.js';
import { type PodTerms, podTerms } from './affinity-terms.js';
import {
  effectiveRequests,
  nonZeroRequests,
  olderNonZeroRequests,
  type Resources,
  requestsOf,
  resourcesOf,
  specInForce,
} from './resources.js';

export interface HostPort {
  ip: string;
  protocol: string;
  port: number;
}

export interface PodInfo {
  readonly pod: Pod;
  /** `namespace/name`. */
  readonly key: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly priority: number;
  readonly terminating: boolean;
  /** Milliseconds; Infinity for a pod that has not been started, as the scheduler takes it for just started. */
  readonly startTime: number;
  readonly requests: Resources;
  /** With the defaults for scoring filled in. */
  readonly nonZero: { cpu: number; memory: number };
  /** The same up to 1.31; absent where it is no other. */
  readonly olderNonZero: { cpu: number; memory: number } | undefined;
  readonly hostPorts: readonly HostPort[];
  readonly terms: PodTerms | undefined;
  /** The claims of its volumes: `namespace/name`. */
  readonly claims: readonly string[];
}

const NO_LABELS: Labels = {};
const NO_PORTS: readonly HostPort[] = [];
const NO_CLAIMS: readonly string[] = [];
/** The address that stands for all of a node's. */
export const ANY_IP = '0.0.0.0';

/** A pod that waits for a place: requests by its spec alone. */
export function incomingPod(pod: Pod): PodInfo {
  return podInfo(pod, false);
}

/** A pod on a node: requests as its status says where it was resized. */
export function placedPod(pod: Pod): PodInfo {
  return podInfo(pod, true);
}

function podInfo(pod: Pod, onNode: boolean): PodInfo {
  const { metadata, spec, status } = pod;
  const namespace = metadata.namespace ?? '';
  return {
    pod,
    key: `${namespace}/${metadata.name ?? ''}`,
    namespace,
    labels: metadata.labels ?? NO_LABELS,
    priority: spec.priority ?? 0,
    terminating: metadata.deletionTimestamp !== undefined && metadata.deletionTimestamp !== null,
    startTime: status?.startTime ? Date.parse(status.startTime) : Number.POSITIVE_INFINITY,
    ...demandsOf(pod, onNode),
    terms: podTerms(pod),
    claims: podClaims(pod),
  };
}

type Demands = Pick<PodInfo, 'requests' | 'nonZero' | 'olderNonZero' | 'hostPorts'>;

/** Of pods that are made of one template, by its containers: what the last one came to, on a node and not yet. */
const demands = {
  onNode: new WeakMap<object, { spec: PodSpec; found: Demands }>(),
  incoming: new WeakMap<object, { spec: PodSpec; found: Demands }>(),
};

/** What pods with the same containers ask for alike, as long as no status says otherwise. */
function demandsOf(pod: Pod, onNode: boolean): Demands {
  const { spec } = pod;
  if (!spec.containers || specInForce(pod) !== spec) return demandsAnew(pod, onNode);
  const all = onNode ? demands.onNode : demands.incoming;
  const kept = all.get(spec.containers);
  const isSame =
    kept !== undefined &&
    kept.spec.initContainers === spec.initContainers &&
    kept.spec.resources === spec.resources &&
    kept.spec.overhead === spec.overhead;
  if (isSame) return kept.found;
  const found = demandsAnew(pod, onNode);
  all.set(spec.containers, { spec, found });
  return found;
}

function demandsAnew(pod: Pod, onNode: boolean): Demands {
  const nonZero = nonZeroRequests(pod, onNode);
  return {
    requests: resourcesOf(onNode ? effectiveRequests(pod) : requestsOf(pod.spec)),
    nonZero: { cpu: nonZero['cpu'] ?? 0, memory: nonZero['memory'] ?? 0 },
    olderNonZero: onNode ? olderNonZeroRequests(pod) : undefined,
    hostPorts: hostPorts(pod.spec),
  };
}

/** Host ports of sidecars and containers, in that order. */
function hostPorts(spec: PodSpec): readonly HostPort[] {
  let ports: HostPort[] | undefined;
  for (const containers of [spec.initContainers, spec.containers]) {
    for (const container of containers ?? []) {
      if (containers === spec.initContainers && container.restartPolicy !== 'Always') continue;
      for (const { hostPort, hostIP, protocol } of container.ports ?? []) {
        if (!hostPort || hostPort <= 0) continue;
        ports ??= [];
        ports.push({ ip: hostIP || ANY_IP, protocol: protocol || 'TCP', port: hostPort });
      }
    }
  }
  return ports ?? NO_PORTS;
}

function podClaims(pod: Pod): readonly string[] {
  let claims: string[] | undefined;
  for (const volume of pod.spec.volumes ?? []) {
    const claim = claimOf(pod, volume);
    if (!claim) continue;
    claims ??= [];
    claims.push(`${pod.metadata.namespace ?? ''}/${claim.name}`);
  }
  return claims ?? NO_CLAIMS;
}
