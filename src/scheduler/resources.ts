/**
 * Amounts of resources as the scheduler adds and compares them
 * (pkg/scheduler/framework Resource, component-helpers/resource).
 */
import { ownValue } from '../api/json.js';
import type { Container, ContainerStatus, Pod, PodSpec, ResourceList } from '../api/objects.js';
import { type Amounts, isPodLevelResource, podRequests } from '../api/pods.js';
import { resourceAmount } from '../api/quantity.js';

/** cpu in milli-cores, the others in whole units (bytes, devices). */
export interface Resources {
  cpu: number;
  memory: number;
  ephemeralStorage: number;
  /** Extended resources, hugepages and attachable volumes; absent where there are none. */
  scalars: ReadonlyMap<string, number> | undefined;
}

/** What a container without a request of its own counts for, in scores only. */
const DEFAULT_MILLI_CPU = 100;
const DEFAULT_MEMORY = 200 * 1024 * 1024;
const SCORING_DEFAULTS: ResourceList = { cpu: `${DEFAULT_MILLI_CPU}m`, memory: `${DEFAULT_MEMORY}` };

const INFEASIBLE = 'Infeasible';

/** True for a name that vendors give (`nvidia.com/gpu`), which is counted and never shared. */
export function isExtendedResource(name: string): boolean {
  return name.includes('/') && !name.includes('kubernetes.io/') && !name.startsWith('requests.');
}

/** True for resources beyond cpu, memory, storage and pods that a node's fit depends on. */
export function isScalarResource(name: string): boolean {
  return (
    isExtendedResource(name) ||
    name.startsWith('hugepages-') ||
    name.includes('kubernetes.io/') ||
    name.startsWith('attachable-volumes-')
  );
}

/** The fields that a fit is decided by, out of a pod's amounts. */
export function resourcesOf(amounts: Amounts): Resources {
  let scalars: Map<string, number> | undefined;
  for (const name in amounts) {
    if (!isScalarResource(name)) continue;
    scalars ??= new Map();
    scalars.set(name, amounts[name]!);
  }
  return {
    cpu: amounts['cpu'] ?? 0,
    memory: amounts['memory'] ?? 0,
    ephemeralStorage: amounts['ephemeral-storage'] ?? 0,
    scalars,
  };
}

/** A node's allocatable amounts; `pods` is how many pods it takes. */
export function allocatableOf(list: ResourceList | undefined): Resources & { pods: number } {
  const amounts: Amounts = Object.create(null);
  for (const name in list) amounts[name] = resourceAmount(name, list[name] ?? 0);
  return { ...resourcesOf(amounts), pods: amounts['pods'] ?? 0 };
}

/** What a pod asks for as one that is to be placed: by its spec alone. */
export function requestsOf(spec: PodSpec): Amounts {
  return podRequests(spec);
}

/** What a pod on a node counts for there: by its spec, and by its status where it was resized in place. */
export function effectiveRequests(pod: Pod): Amounts {
  return podRequests(specInForce(pod));
}

/**
 * The same with every container's missing cpu and memory request taken as `DEFAULT_MILLI_CPU` and
 * `DEFAULT_MEMORY`. `onNode` is for a pod that a node's sums are made of: pod-level requests there count, and switch
 * the defaults off for what they name.
 */
export function nonZeroRequests(pod: Pod, onNode: boolean): Amounts {
  let spec = specInForce(pod);
  let names = ['cpu', 'memory'];
  if (!onNode) {
    // Scores of a pod to be placed look at its containers alone.
    const { resources: _, ...rest } = spec;
    spec = rest;
  } else if (hasPodLevelRequests(spec)) {
    const requests = podRequests(spec);
    names = names.filter((name) => requests[name] === undefined);
  }
  return podRequests(withDefaults(spec, names));
}

/**
 * The same as it was counted for pods on nodes up to 1.31: a sidecar only ever weighed against the containers, never
 * beside them, like any init container. Undefined for pods without sidecars, which count as they do now.
 */
export function olderNonZeroRequests(pod: Pod): { cpu: number; memory: number } | undefined {
  const spec = specInForce(pod);
  if (!(spec.initContainers ?? []).some(({ restartPolicy }) => restartPolicy === 'Always')) return undefined;
  const amount = (list: ResourceList | undefined, name: string) => {
    const quantity = list?.[name];
    return quantity === undefined ? undefined : resourceAmount(name, quantity);
  };
  const of = (list: ResourceList | undefined) => ({
    cpu: amount(list, 'cpu'),
    memory: amount(list, 'memory'),
  });
  const sum = { cpu: 0, memory: 0 };
  for (const { resources } of spec.containers ?? []) {
    const { cpu, memory } = of(resources?.requests);
    sum.cpu += cpu ?? DEFAULT_MILLI_CPU;
    sum.memory += memory ?? DEFAULT_MEMORY;
  }
  let sidecars: { cpu?: number; memory?: number } = {};
  const most = { ...sum };
  for (const { resources, restartPolicy } of spec.initContainers ?? []) {
    const own = of(resources?.requests);
    const together = { cpu: plus(sidecars.cpu, own.cpu), memory: plus(sidecars.memory, own.memory) };
    if (restartPolicy === 'Always') sidecars = together;
    most.cpu = Math.max(most.cpu, together.cpu ?? DEFAULT_MILLI_CPU);
    most.memory = Math.max(most.memory, together.memory ?? DEFAULT_MEMORY);
  }
  const overhead = of(spec.overhead);
  return { cpu: most.cpu + (overhead.cpu ?? 0), memory: most.memory + (overhead.memory ?? 0) };
}

function plus(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined ? b : a + (b ?? 0);
}

function hasPodLevelRequests(spec: PodSpec): boolean {
  return Object.keys(spec.resources?.requests ?? {}).some(isPodLevelResource);
}

function withDefaults(spec: PodSpec, names: string[]): PodSpec {
  if (names.length === 0) return spec;
  const fill = (container: Container): Container => {
    const missing = names.filter((name) => container.resources?.requests?.[name] === undefined);
    if (missing.length === 0) return container;
    const requests = { ...container.resources?.requests };
    for (const name of missing) requests[name] = ownValue(SCORING_DEFAULTS, name) ?? 0;
    return { ...container, resources: { requests } };
  };
  return {
    ...spec,
    containers: (spec.containers ?? []).map(fill),
    ...(spec.initContainers && { initContainers: spec.initContainers.map(fill) }),
  };
}

/** The spec with the requests that its status says are in force. */
export function specInForce(pod: Pod): PodSpec {
  const { spec, status } = pod;
  if (!status) return spec;
  const statuses = [...(status.containerStatuses ?? []), ...(status.initContainerStatuses ?? [])];
  if (!status?.resources && !statuses.some((one) => one.resources)) return spec;
  const infeasible = (status?.conditions ?? []).some(
    ({ type, reason }) => type === 'PodResizePending' && reason === INFEASIBLE,
  );
  const byName = new Map(statuses.map((one) => [one.name, one]));
  const actualOf = (container: Container): Container => {
    const actual: ContainerStatus | undefined = byName.get(container.name);
    if (!actual?.resources) return container;
    const lists = [actual.resources.requests, actual.allocatedResources];
    if (!infeasible) lists.push(container.resources?.requests);
    return { ...container, resources: { requests: largest(lists) } };
  };
  const sidecarInForce = (container: Container): Container =>
    container.restartPolicy === 'Always' ? actualOf(container) : container;
  const podLevel = status?.resources && [status.resources.requests, status.allocatedResources];
  if (podLevel && !infeasible) podLevel.push(spec.resources?.requests);
  return {
    ...spec,
    containers: (spec.containers ?? []).map(actualOf),
    ...(spec.initContainers && { initContainers: spec.initContainers.map(sidecarInForce) }),
    ...(podLevel && spec.resources && { resources: { requests: largest(podLevel) } }),
  };
}

function largest(lists: (ResourceList | undefined)[]): ResourceList {
  const most: ResourceList = {};
  for (const list of lists) {
    for (const [name, quantity] of Object.entries(list ?? {})) {
      const have = most[name];
      if (have === undefined || resourceAmount(name, quantity) > resourceAmount(name, have)) {
        most[name] = quantity;
      }
    }
  }
  return most;
}
