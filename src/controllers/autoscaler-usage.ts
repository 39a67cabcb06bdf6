/**
 * What the metrics APIs would answer an autoscaler (pkg/controller/podautoscaler/metrics), out of the loads of a world.
 * A metric of which nobody said anything is one whose API is not there.
 */
import type { Pod } from '../api/objects.js';
import { isPodActive, isPodLevelResource, isPodReady, isSidecar, podRequests } from '../api/pods.js';
import { quantityMilliValue } from '../api/quantity.js';
import type { Cluster } from '../cluster/cluster.js';
import { EXTERNAL, type Load, loadOf, type Measured } from '../cluster/load.js';

/** By the name of a pod: what it uses, in thousandths. */
export type PodUsage = Map<string, number>;

/** Whose pods are asked for, and what of them. */
export interface UsageQuestion {
  /** The workload that is scaled. */
  target: { kind: string; key: string };
  pods: readonly Pod[];
  metric: string;
  /** One container of each pod. */
  container?: string | undefined;
}

/** What each running pod uses; undefined where nobody said so. Pods that are not ready serve nobody, and use nothing. */
export function podUsage(cluster: Cluster, question: UsageQuestion, now: number): PodUsage | undefined {
  const { target, pods, metric, container } = question;
  const said = (kind: string, key: string) => {
    const measured: Measured = { kind, key, metric, ...(container === undefined ? {} : { container }) };
    return loadOf(cluster.loads, measured, now) ?? ofAnyContainer(cluster, measured, now);
  };
  const workload = said(target.kind, target.key);
  const running = pods.filter(({ status }) => status?.phase === 'Running');
  const own = new Map(running.map((pod) => [pod, said('Pod', keyOfPod(pod))]));
  if (!workload && [...own.values()].every((load) => load === undefined)) return undefined;
  const serving = running.filter((pod) => isServing(pod) && !own.get(pod));
  const usage: PodUsage = new Map();
  for (const pod of running) {
    const load = own.get(pod) ?? workload;
    const value = load && ofPod(load, pod, container, isServing(pod) ? serving.length : 0);
    if (value !== undefined) usage.set(pod.metadata.name ?? '', value);
  }
  return usage;
}

/** The value of a metric of an object, or of none, in thousandths; undefined where nobody said so. */
export function objectUsage(
  cluster: Cluster,
  object: { kind: string; key: string } | undefined,
  metric: string,
  now: number,
): number | undefined {
  const { kind, key } = object ?? { kind: EXTERNAL, key: '' };
  return loadOf(cluster.loads, { kind, key, metric }, now)?.value;
}

/** Percent of what is requested hold for every container alike; an amount only where it is said of that one. */
function ofAnyContainer(cluster: Cluster, measured: Measured, now: number): Load | undefined {
  const { container, ...whole } = measured;
  if (container === undefined) return undefined;
  const load = loadOf(cluster.loads, whole, now);
  return load?.unit === 'percent' ? load : undefined;
}

function keyOfPod({ metadata }: Pod): string {
  return `${metadata.namespace}/${metadata.name}`;
}

function isServing(pod: Pod): boolean {
  return isPodReady(pod) && isPodActive(pod);
}

/** The share of one pod among those that serve. */
function ofPod(load: Load, pod: Pod, container: string | undefined, serving: number): number | undefined {
  if (serving === 0 && load.kind !== 'Pod') return 0;
  const shares = load.kind === 'Pod' || load.of === 'pod' ? 1 : serving;
  const whole = load.of === 'average' ? load.value * load.size : load.value;
  const share = load.kind === 'Pod' ? load.value : whole / shares;
  if (load.unit === 'milli') return Math.round(share);
  const requested = requestOf(pod, load.metric, container);
  return typeof requested === 'number' ? Math.round((requested * share) / 100) : undefined;
}

/**
 * What a pod, or one of its containers, requests of a resource in thousandths, or the autoscaler's words for what is
 * missing (replica_calculator.go, calculateRequests).
 */
export function requestOf(
  pod: Pod,
  resource: string,
  container: string | undefined,
): number | { error: string } {
  const { metadata, spec } = pod;
  const { name } = metadata;
  if (container === undefined && Object.keys(spec.resources?.requests ?? {}).some(isPodLevelResource)) {
    const request = podRequests(spec)[resource];
    if (request === undefined) return { error: `missing pod-level request for ${resource} in Pod ${name}` };
    return resource === 'cpu' ? request : request * 1000;
  }
  const counted = [...spec.containers, ...(spec.initContainers ?? []).filter(isSidecar)];
  let sum = 0;
  for (const one of counted) {
    if (container !== undefined && one.name !== container) continue;
    const request = one.resources?.requests?.[resource];
    if (request === undefined) {
      return { error: `missing request for ${resource} in container ${one.name} of Pod ${name}` };
    }
    sum += quantityMilliValue(request);
    if (container !== undefined) return sum;
  }
  return container === undefined ? sum : { error: `container ${container} not found in Pod ${name}` };
}
