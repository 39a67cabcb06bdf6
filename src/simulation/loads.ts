/** Loads in a world: what the user says of them, and what the autoscalers of a snapshot saw last. */
import { kindOf, objectKey } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import { isPodReady } from '../api/pods.js';
import { quantityMilliValue } from '../api/quantity.js';
import { parseTime } from '../api/time.js';
import type { HorizontalPodAutoscaler as Autoscaler, MetricStatus } from '../api/workloads.js';
import type { Cluster } from '../cluster/cluster.js';
import { controlledBy } from '../cluster/controlled-by.js';
import { EXTERNAL, type Load, type Measured } from '../cluster/load.js';
import { objectNamed } from '../kubectl/resource-arg.js';
import type { LoadSpec } from './load-spec.js';

/** The loads that a user means, in a world at a moment; or what is wrong with what they are said of. */
export function loadsOf(
  spec: LoadSpec,
  cluster: Cluster,
  { namespace, now }: { namespace: string; now: number },
): Load[] | { error: string } {
  const { target, points } = spec;
  const place = target === 'external' ? { kind: EXTERNAL, key: '' } : placeOf(target, cluster, namespace);
  if ('error' in place) return place;
  const size = sizeOf(cluster, place);
  return points.flatMap(({ after, measures }) =>
    measures.map((measure) => ({ ...place, ...measure, size, from: now + after })),
  );
}

function placeOf(
  { namespace, kind, name }: Exclude<LoadSpec['target'], 'external'>,
  cluster: Cluster,
  otherwise: string,
): { kind: string; key: string } | { error: string } {
  const named = objectNamed(cluster, kind, name, namespace ?? otherwise);
  if (!named) return { error: `there is no kind ${kind}` };
  return cluster.get(named.kind, named.key)
    ? named
    : { error: `there is no ${kind}/${name} in namespace ${namespace ?? otherwise}` };
}

/** Over how many pods the load is spread now: those that are ready, else as many as are wanted. */
function sizeOf(cluster: Cluster, { kind, key }: { kind: string; key: string }): number {
  const object = cluster.get(kind, key) as (KubeObject & { spec?: { replicas?: number } }) | undefined;
  if (!object || kind === 'Pod') return 1;
  const owners = kind === 'Deployment' ? controlledBy(cluster, object, 'ReplicaSet') : [object];
  const ready = owners.flatMap((owner) =>
    controlledBy(cluster, owner, 'Pod').filter((pod) => isPodReady(pod) && !pod.metadata.deletionTimestamp),
  );
  return ready.length || Math.max(1, object.spec?.replicas ?? 1);
}

/** What the autoscalers of a snapshot say that they saw: the latest that is known of how busy pods are. */
export function observedLoads(cluster: Cluster): Load[] {
  return cluster.list('HorizontalPodAutoscaler').flatMap((autoscaler) => {
    const { currentMetrics, currentReplicas = 1 } = autoscaler.status ?? {};
    const size = Math.max(1, currentReplicas);
    const from = parseTime(autoscaler.metadata.creationTimestamp) ?? 0;
    return (currentMetrics ?? []).flatMap((status) => {
      const seen = observed(autoscaler, status, size);
      return seen ? [{ ...seen, size, from }] : [];
    });
  });
}

function observed(
  { metadata: { namespace }, spec }: Autoscaler,
  status: MetricStatus,
  size: number,
): Omit<Load, 'size' | 'from'> | undefined {
  const { apiVersion = '', kind, name } = spec.scaleTargetRef;
  const target = { kind: kindOf({ apiVersion, kind }), key: objectKey(namespace, name) };
  const { resource, containerResource, pods, object, external } = status;
  if (resource) return seenOfPods({ ...target, metric: resource.name }, resource.current);
  if (containerResource) {
    const { name: metric, container, current } = containerResource;
    return seenOfPods({ ...target, metric, container }, current);
  }
  if (pods) return seenOfPods({ ...target, metric: pods.metric.name }, pods.current);
  if (external) {
    const { metric, current } = external;
    return seenOnce({ kind: EXTERNAL, key: '', metric: metric.name }, current, size);
  }
  if (!object) return undefined;
  const { describedObject, metric, current } = object;
  const key = objectKey(namespace, describedObject.name);
  return seenOnce({ kind: describedObject.kind, key, metric: metric.name }, current, size);
}

type Current = { averageUtilization?: number; averageValue?: string | number; value?: string | number };

function seenOfPods(
  measured: Measured,
  { averageUtilization, averageValue }: Current,
): Omit<Load, 'size' | 'from'> | undefined {
  if (averageUtilization !== undefined)
    return { ...measured, unit: 'percent', value: averageUtilization, of: 'average' };
  if (averageValue === undefined) return undefined;
  return { ...measured, unit: 'milli', value: quantityMilliValue(averageValue), of: 'average' };
}

/** One value for all; of an average so many times. */
function seenOnce(
  measured: Measured,
  { averageValue, value }: Current,
  size: number,
): Omit<Load, 'size' | 'from'> | undefined {
  if (value === undefined && averageValue === undefined) return undefined;
  const milli = value === undefined ? quantityMilliValue(averageValue!) * size : quantityMilliValue(value);
  return { ...measured, unit: 'milli', value: milli, of: 'total' };
}

/** The autoscalers that nobody has told how busy what they scale is: they keep to their bounds. */
export function blindAutoscalers(cluster: Cluster): Autoscaler[] {
  return cluster
    .list('HorizontalPodAutoscaler')
    .filter(({ status }) =>
      status?.conditions?.some(
        ({ type, reason = '' }) => type === 'ScalingActive' && /^FailedGet.*Metric$/.test(reason),
      ),
    );
}

/** What an autoscaler scales, as kubectl's users name it: `deployment/web`. */
export function scaledText({ spec: { scaleTargetRef } }: Autoscaler): string {
  return `${scaleTargetRef.kind.toLowerCase()}/${scaleTargetRef.name}`;
}

/** Whether some autoscaler goes by what is said of an object. */
export function isFollowed(cluster: Cluster, { kind, key, metric }: Measured): boolean {
  return cluster.list('HorizontalPodAutoscaler').some((autoscaler) => {
    const { namespace } = autoscaler.metadata;
    const { scaleTargetRef, metrics = [] } = autoscaler.spec;
    const names = metrics.map(
      ({ resource, containerResource, pods, object, external }) =>
        (resource ?? containerResource)?.name ?? (pods ?? object ?? external)?.metric.name,
    );
    if (!names.includes(metric)) return false;
    if (kind === EXTERNAL) return true;
    if (kind === 'Pod') return true;
    if (metrics.some(({ object }) => object?.describedObject.kind === kind)) return true;
    return key === objectKey(namespace, scaleTargetRef.name) && kind === scaleTargetRef.kind;
  });
}
