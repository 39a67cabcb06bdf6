/** What several parts of Kubernetes ask of a pod (k8s.io/kubectl podutils, component-helpers/resource). */
import type {
  Condition,
  Container,
  Pod,
  PodSpec,
  ResourceList,
  ResourceRequirements,
  Volume,
} from './objects.js';
import { quantitySign, resourceAmount } from './quantity.js';

/** Amounts by resource: milli-cores for `cpu`, whole units (bytes, devices) for the others. */
export type Amounts = Record<string, number>;

/** The condition of that type. */
export function condition(conditions: readonly Condition[] | undefined, type: string): Condition | undefined {
  // A plain loop: this is asked of every pod again and again.
  for (const one of conditions ?? []) if (one.type === type) return one;
  return undefined;
}

/** The pod's Ready condition is True. */
export function isPodReady(pod: Pod): boolean {
  return condition(pod.status?.conditions, 'Ready')?.status === 'True';
}

/** The pod has ended: Succeeded or Failed. */
export function isPodTerminal(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
}

/** The pod neither has ended nor is being deleted: controllers count it. */
export function isPodActive(pod: Pod): boolean {
  return !isPodTerminal(pod) && pod.metadata.deletionTimestamp === undefined;
}

/** An init container that keeps running beside the others (`restartPolicy: Always`). */
export function isSidecar(container: Container): boolean {
  return container.restartPolicy === 'Always';
}

function amountsOf(list: ResourceList | undefined): Amounts {
  const amounts: Amounts = Object.create(null);
  for (const name in list) {
    const quantity = list[name];
    if (quantity !== undefined) amounts[name] = resourceAmount(name, quantity);
  }
  return amounts;
}

function add(sum: Amounts, more: Amounts): void {
  for (const name in more) sum[name] = (sum[name] ?? 0) + more[name]!;
}

function atLeast(sum: Amounts, floor: Amounts): void {
  for (const name in floor) {
    sum[name] = Math.max(sum[name] ?? 0, floor[name]!);
  }
}

/** Resources that may be asked for by the whole pod (`spec.resources`). */
export function isPodLevelResource(name: string): boolean {
  return name === 'cpu' || name === 'memory' || name.startsWith('hugepages-');
}

/**
 * Sums what `pick` says of every container as the server does: containers and sidecars together, or an init
 * container beside the sidecars started before it, whichever is more for each resource.
 */
function aggregate(spec: PodSpec, pick: (container: Container) => Amounts): Amounts {
  const sum: Amounts = Object.create(null);
  for (const container of spec.containers ?? []) add(sum, pick(container));
  const sidecars: Amounts = Object.create(null);
  const starting: Amounts = Object.create(null);
  for (const container of spec.initContainers ?? []) {
    const amounts = pick(container);
    if (isSidecar(container)) {
      add(sum, amounts);
      add(sidecars, amounts);
      atLeast(starting, sidecars);
    } else {
      add(amounts, sidecars);
      atLeast(starting, amounts);
    }
  }
  atLeast(sum, starting);
  return sum;
}

/** What the containers alone ask for, without pod-level resources and overhead. */
function containerRequests(spec: PodSpec): Amounts {
  return aggregate(spec, (container) => amountsOf(container.resources?.requests));
}

/** What the scheduler takes the pod to ask for (component-helpers PodRequests): containers, pod level, overhead. */
export function podRequests(spec: PodSpec): Amounts {
  const sum = containerRequests(spec);
  const podLevel = spec.resources?.requests;
  for (const name in podLevel) {
    if (isPodLevelResource(name)) sum[name] = resourceAmount(name, podLevel[name]!);
  }
  if (spec.overhead) add(sum, amountsOf(spec.overhead));
  return sum;
}

/** The pod's limits (PodLimits): as the requests, with overhead only on limits that are present and not zero. */
export function podLimits(spec: PodSpec): Amounts {
  const sum = aggregate(spec, (container) => amountsOf(container.resources?.limits));
  const podLevel = spec.resources?.limits;
  for (const name in podLevel) {
    if (isPodLevelResource(name)) sum[name] = resourceAmount(name, podLevel[name]!);
  }
  const overhead = amountsOf(spec.overhead);
  for (const name in overhead) if (sum[name]) sum[name] += overhead[name]!;
  return sum;
}

export type QosClass = 'Guaranteed' | 'Burstable' | 'BestEffort';

/** The pod's quality of service class (pkg/apis/core/v1/helper/qos): only cpu and memory count. */
export function podQos(spec: PodSpec): QosClass {
  const levels: (ResourceRequirements | undefined)[] =
    spec.resources && (hasCompute(spec.resources.requests) || hasCompute(spec.resources.limits))
      ? [spec.resources]
      : [...(spec.containers ?? []), ...(spec.initContainers ?? [])].map((container) => container.resources);
  const requests: Amounts = Object.create(null);
  const limits: Amounts = Object.create(null);
  let guaranteed = true;
  for (const resources of levels) {
    add(requests, computeOf(resources?.requests));
    const compute = computeOf(resources?.limits);
    add(limits, compute);
    if (!('cpu' in compute) || !('memory' in compute)) guaranteed = false;
  }
  const requested = Object.keys(requests);
  if (requested.length === 0 && Object.keys(limits).length === 0) return 'BestEffort';
  const same =
    requested.length === Object.keys(limits).length &&
    requested.every((name) => requests[name] === limits[name]);
  return guaranteed && same ? 'Guaranteed' : 'Burstable';
}

function hasCompute(list: ResourceList | undefined): boolean {
  return list?.['cpu'] !== undefined || list?.['memory'] !== undefined;
}

function computeOf(list: ResourceList | undefined): Amounts {
  const amounts: Amounts = Object.create(null);
  for (const name of ['cpu', 'memory']) {
    const quantity = list?.[name];
    if (quantity !== undefined && quantitySign(quantity) > 0) amounts[name] = resourceAmount(name, quantity);
  }
  return amounts;
}

/** The claim that a volume of a pod stands for: named, or made for an ephemeral volume. */
export function claimOf(pod: Pod, volume: Volume): { name: string; ephemeral: boolean } | undefined {
  const named = volume['persistentVolumeClaim'] as { claimName?: string } | undefined;
  if (named) return { name: named.claimName ?? '', ephemeral: false };
  if (volume['ephemeral']) return { name: `${pod.metadata.name ?? ''}-${volume.name}`, ephemeral: true };
  return undefined;
}
