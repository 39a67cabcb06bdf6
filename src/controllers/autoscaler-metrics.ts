/** What each metric of an autoscaler asks for (pkg/controller/podautoscaler/horizontal.go, computeReplicasForMetrics). */
import { objectKey } from '../api/object-key.js';
import type { Pod } from '../api/objects.js';
import { formatQuantity, parseQuantity, quantityMilliValue } from '../api/quantity.js';
import { selectorDump } from '../api/selector-text.js';
import type {
  HorizontalPodAutoscaler as Autoscaler,
  MetricSpec,
  MetricStatus,
  MetricTarget,
} from '../api/workloads.js';
import type { Cluster } from '../cluster/cluster.js';
import {
  byAverageValue,
  byShare,
  byUtilization,
  byValue,
  type Measurement,
  type Proposed,
  type Tolerances,
} from './autoscaler-replicas.js';
import { objectUsage, type PodUsage, podUsage } from './autoscaler-usage.js';

/** --horizontal-pod-autoscaler-tolerance unless told. */
const TOLERANCE = 0.1;
const NOT_SERVED = 'the server could not find the requested resource';
const NO_RESOURCE_API = `unable to fetch metrics from resource metrics API: ${NOT_SERVED} (get pods.metrics.k8s.io)`;
const NO_CUSTOM_API =
  'unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered';

/** The workload that is scaled, and its pods. */
export interface ScaleTarget {
  kind: string;
  key: string;
  pods: readonly Pod[];
  /** spec.replicas */
  size: number;
  /** status.replicas */
  running: number;
}

/** One that cannot be computed: the reason and message of its event, and the error that it is told with. */
export interface FailedMetric {
  reason: string;
  message: string;
  error: string;
}

/** What a metric asks for, by which name, and how it is told in the status. */
export interface MetricWish {
  replicas: number;
  name: string;
  status: MetricStatus;
  early: boolean;
}

interface Asked {
  cluster: Cluster;
  autoscaler: Autoscaler;
  target: ScaleTarget;
  tolerances: Tolerances;
  now: number;
}

/** What every metric asks for now, in their order. */
export function metricWishes(
  cluster: Cluster,
  autoscaler: Autoscaler,
  target: ScaleTarget,
  now: number,
): (MetricWish | FailedMetric)[] {
  const asked = { cluster, autoscaler, target, tolerances: tolerancesOf(autoscaler), now };
  return (autoscaler.spec.metrics ?? []).map((spec) => wishOf(asked, spec));
}

function tolerancesOf({ spec }: Autoscaler): Tolerances {
  const told = (quantity: string | number | undefined) =>
    quantity === undefined ? TOLERANCE : quantityMilliValue(quantity) / 1000;
  return { up: told(spec.behavior?.scaleUp?.tolerance), down: told(spec.behavior?.scaleDown?.tolerance) };
}

function wishOf(asked: Asked, spec: MetricSpec): MetricWish | FailedMetric {
  if (spec.pods) return ofPods(asked, spec.pods);
  if (spec.object) return ofObject(asked, spec.object);
  if (spec.external) return ofExternal(asked, spec.external);
  if (spec.containerResource) return ofContainer(asked, spec.containerResource);
  return ofResource(asked, spec.resource ?? { name: 'cpu', target: {} });
}

function failed(reason: string, message: string, error: string): FailedMetric {
  return { reason, message, error: `${error}: ${message}` };
}

function ofResource(asked: Asked, { name, target }: NonNullable<MetricSpec['resource']>) {
  const proposed = ofAnyResource(asked, name, undefined, target);
  if ('error' in proposed) {
    return failed('FailedGetResourceMetric', proposed.error, `failed to get ${name} resource metric value`);
  }
  const status = { type: 'Resource', resource: { name, current: proposed.current } };
  const called =
    target.averageValue === undefined
      ? `${name} resource utilization (percentage of request)`
      : `${name} resource`;
  return { replicas: proposed.replicas, name: called, status, early: proposed.early };
}

function ofContainer(asked: Asked, source: NonNullable<MetricSpec['containerResource']>) {
  const { name, container, target } = source;
  const proposed = ofAnyResource(asked, name, container, target);
  if ('error' in proposed) {
    const error = `failed to get ${container} container metric value`;
    return failed('FailedGetContainerResourceMetric', proposed.error, error);
  }
  const current = proposed.current;
  const status = { type: 'ContainerResource', containerResource: { name, container, current } };
  const called =
    target.averageValue === undefined
      ? `${name} container resource utilization (percentage of request)`
      : `${name} resource`;
  return { replicas: proposed.replicas, name: called, status, early: proposed.early };
}

/** `computeStatusForResourceMetricGeneric`. */
function ofAnyResource(
  asked: Asked,
  resource: string,
  container: string | undefined,
  target: MetricTarget,
):
  | { replicas: number; early: boolean; current: { averageUtilization?: number; averageValue: string } }
  | { error: string } {
  const isRaw = target.averageValue !== undefined;
  const what = `failed to get ${resource} ${isRaw ? 'usage' : 'utilization'}`;
  const usage = podUsage(asked.cluster, { ...questionOf(asked), metric: resource, container }, asked.now);
  if (!usage) {
    return { error: `${what}: unable to get metrics for resource ${resource}: ${NO_RESOURCE_API}` };
  }
  const measurement = measured(asked, usage);
  const proposed = isRaw
    ? byAverageValue(measurement, resource, quantityMilliValue(target.averageValue!))
    : byUtilization(measurement, { resource, container, target: target.averageUtilization ?? 0 });
  if ('error' in proposed) return { error: `${what}: ${proposed.error}` };
  const { replicas, early, utilization } = proposed;
  const averageValue = quantityText(proposed.usage, resource === 'memory');
  const current = {
    ...(utilization === undefined ? {} : { averageUtilization: utilization }),
    averageValue,
  };
  return { replicas, early, current };
}

function ofPods(asked: Asked, { metric, target }: NonNullable<MetricSpec['pods']>) {
  const fail = (message: string) => failed('FailedGetPodsMetric', message, 'failed to get pods metric value');
  const usage = podUsage(asked.cluster, { ...questionOf(asked), metric: metric.name }, asked.now);
  if (!usage) return fail(`unable to get metric ${metric.name}: ${NO_CUSTOM_API}`);
  const wanted = quantityMilliValue(target.averageValue ?? 0);
  const proposed = byAverageValue(measured(asked, usage), '', wanted);
  if ('error' in proposed) return fail(proposed.error);
  const current = { averageValue: quantityText(proposed.usage) };
  const status = { type: 'Pods', pods: { metric, current } };
  return {
    replicas: proposed.replicas,
    name: `pods metric ${metric.name}`,
    status,
    early: proposed.early,
  };
}

function ofObject(asked: Asked, source: NonNullable<MetricSpec['object']>): MetricWish | FailedMetric {
  const { describedObject, metric, target } = source;
  const { namespace = '' } = asked.autoscaler.metadata;
  const { kind, name } = describedObject;
  const key = kind === 'Namespace' ? namespace : objectKey(namespace, name);
  const usage = objectUsage(asked.cluster, { kind, key }, metric.name, asked.now);
  const isShared = target.averageValue !== undefined;
  const about = (message: string) =>
    failed(
      'FailedGetObjectMetric',
      message,
      `failed to get object metric value${isShared ? `: failed to get ${metric.name} object metric` : ''}`,
    );
  // The server's own format takes its arguments in that order.
  if (usage === undefined)
    return about(`unable to get metric ${metric.name}: ${kind} on ${namespace} ${name}/${NO_CUSTOM_API}`);
  const proposed = ofOneValue(asked, usage, target);
  if ('error' in proposed) return about(proposed.error);
  const status = {
    type: 'Object',
    object: { describedObject, metric, current: valueStatus(proposed.usage, isShared) },
  };
  const called = isShared
    ? `external metric ${metric.name}(${selectorDump(metric.selector)})`
    : `${kind} metric ${metric.name}`;
  return { replicas: proposed.replicas, name: called, status, early: false };
}

function ofExternal(asked: Asked, source: NonNullable<MetricSpec['external']>): MetricWish | FailedMetric {
  const { metric, target } = source;
  const { namespace = '' } = asked.autoscaler.metadata;
  const selector = selectorDump(metric.selector);
  const isShared = target.averageValue !== undefined;
  const about = (message: string) =>
    failed(
      'FailedGetExternalMetric',
      message,
      `failed to get ${metric.name} external metric value: failed to get ${isShared ? `${metric.name} external metric` : `external metric ${metric.name}`}`,
    );
  const usage = objectUsage(asked.cluster, undefined, metric.name, asked.now);
  if (usage === undefined) {
    const api = `unable to fetch metrics from external metrics API: ${NOT_SERVED} (get ${metric.name}.external.metrics.k8s.io)`;
    return about(`unable to get external metric ${namespace}/${metric.name}/${selector}: ${api}`);
  }
  const proposed = ofOneValue(asked, usage, target);
  if ('error' in proposed) return about(proposed.error);
  const status = {
    type: 'External',
    external: { metric, current: valueStatus(proposed.usage, isShared) },
  };
  return {
    replicas: proposed.replicas,
    name: `external metric ${metric.name}(${selector})`,
    status,
    early: false,
  };
}

/** One value for all pods: to be shared out among them, or reached by all together. */
function ofOneValue(asked: Asked, usage: number, target: MetricTarget): Proposed {
  const { averageValue, value = 0 } = target;
  if (averageValue !== undefined) {
    return byShare(asked.tolerances, asked.target.running, usage, quantityMilliValue(averageValue));
  }
  return byValue(measured(asked, new Map()), usage, quantityMilliValue(value));
}

function valueStatus(usage: number, isShared: boolean) {
  const text = quantityText(usage);
  return isShared ? { averageValue: text } : { value: text };
}

function questionOf({ target: { kind, key, pods } }: Asked) {
  return { target: { kind, key }, pods };
}

function measured({ target, tolerances, now }: Asked, usage: PodUsage): Measurement {
  return { pods: target.pods, usage, current: target.size, tolerances, now };
}

/** `resource.NewMilliQuantity(…)` as it is written; memory in powers of two. */
function quantityText(milli: number, binary = false): string {
  const parsed = parseQuantity(`${milli}m`)!;
  return formatQuantity(binary ? { ...parsed, format: 'BinarySI' } : parsed);
}
