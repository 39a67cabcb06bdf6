/** How many replicas a metric asks for (pkg/controller/podautoscaler/replica_calculator.go). */
import type { Pod } from '../api/objects.js';
import { condition, isPodReady } from '../api/pods.js';
import { parseTime } from '../api/time.js';
import { type PodUsage, requestOf } from './autoscaler-usage.js';

/** What kube-controller-manager runs with unless told (--horizontal-pod-autoscaler-…). */
const CPU_INITIALIZATION_MS = 300_000;
const INITIAL_READINESS_MS = 30_000;
/** So long metrics-server measures before it tells (--metric-resolution of its manifests). */
const METRIC_WINDOW_MS = 15_000;
const NO_METRICS = 'did not receive metrics for targeted pods (pods might be unready)';
const NO_PODS = 'no pods returned by selector while calculating replica count';
const MOST_REPLICAS = 2 ** 31 - 1;

/** How far usage may be from its target without anything being done, as parts of it. */
export interface Tolerances {
  up: number;
  down: number;
}

/** What pods of an autoscaler's target do now. */
export interface Measurement {
  pods: readonly Pod[];
  usage: PodUsage;
  current: number;
  tolerances: Tolerances;
  now: number;
}

export interface Proposal {
  replicas: number;
  /** The average, in thousandths. */
  usage: number;
  /** Percent of what is requested, where the target is such. */
  utilization?: number;
  /** Some pods are measured only later: the proposal may change by itself. */
  early: boolean;
}

/** A proposal, or why there is none. */
export type Proposed = Proposal | { error: string };

/** Of a target in percent of what pods request. `GetResourceReplicas`. */
export function byUtilization(
  measurement: Measurement,
  { resource, container, target }: { resource: string; container?: string | undefined; target: number },
): Proposed {
  const groups = grouped(measurement, resource);
  if ('error' in groups) return groups;
  const requests = new Map<string, number>();
  for (const pod of measurement.pods) {
    const request = requestOf(pod, resource, container);
    if (typeof request !== 'number') return request;
    requests.set(nameOf(pod), request);
  }
  const ratioOf = (usage: PodUsage) => utilizationRatio(usage, requests, target);
  const first = ratioOf(groups.usage);
  if ('error' in first) return first;
  const fallback = Math.max(100, target);
  const fill = (name: string) => Math.trunc(((requests.get(name) ?? 0) * fallback) / 100);
  const replicas = replicasOf(measurement, groups, first.ratio, {
    fill,
    ratioOf: (usage) => (ratioOf(usage) as { ratio: number }).ratio,
  });
  return { replicas, usage: first.average, utilization: first.utilization, early: groups.early };
}

/** Of a target in amounts a pod, thousandths. `calcPlainMetricReplicas`; `resource`: '' for what is no resource. */
export function byAverageValue(measurement: Measurement, resource: string, target: number): Proposed {
  const groups = grouped(measurement, resource);
  if ('error' in groups) return groups;
  const average = averageOf(groups.usage);
  const replicas = replicasOf(measurement, groups, average / target, {
    fill: () => target,
    ratioOf: (usage) => averageOf(usage) / target,
  });
  return { replicas, usage: average, early: groups.early };
}

/** Of a value that is not a pod's: so much of it for each replica that is ready. `getUsageRatioReplicaCount`. */
export function byValue({ pods, current, tolerances }: Measurement, usage: number, target: number): Proposed {
  const ratio = usage / target;
  if (current === 0) return { replicas: Math.ceil(ratio), usage, early: false };
  if (isWithin(tolerances, ratio)) return { replicas: current, usage, early: false };
  if (pods.length === 0) return { error: `unable to calculate ready pods: ${NO_PODS}` };
  const ready = pods.filter((pod) => pod.status?.phase === 'Running' && isPodReady(pod)).length;
  return { replicas: Math.min(MOST_REPLICAS, Math.ceil(ratio * ready)), usage, early: false };
}

/** Of a value that is not a pod's and is to be shared out among all. `…PerPodMetricReplicas`; `size`: how many there are. */
export function byShare(tolerances: Tolerances, size: number, usage: number, target: number): Proposal {
  const within = isWithin(tolerances, usage / (target * size));
  const replicas = within ? size : Math.min(MOST_REPLICAS, Math.ceil(usage / target));
  return { replicas, usage: Math.ceil(usage / size), early: false };
}

interface Groups {
  /** What those use that count. */
  usage: PodUsage;
  ready: number;
  unready: string[];
  missing: string[];
  early: boolean;
}

/** `groupPods`: whose usage counts, who is not ready for it, and of whom it is not known. */
function grouped({ pods, usage, now }: Measurement, resource: string): Groups | { error: string } {
  if (pods.length === 0) return { error: NO_PODS };
  const groups: Groups = { usage: new Map(usage), ready: 0, unready: [], missing: [], early: false };
  for (const pod of pods) {
    const name = nameOf(pod);
    const { phase } = pod.status ?? {};
    if (pod.metadata.deletionTimestamp || phase === 'Failed') groups.usage.delete(name);
    else if (phase === 'Pending') groups.unready.push(name);
    else if (!usage.has(name)) groups.missing.push(name);
    else if (resource === 'cpu' && isUnready(pod, now)) {
      groups.unready.push(name);
      groups.early ||= isPodReady(pod);
    } else groups.ready++;
  }
  for (const name of groups.unready) groups.usage.delete(name);
  return groups.usage.size === 0 ? { error: NO_METRICS } : groups;
}

/** CPU that a pod uses while it starts says nothing of the load. */
function isUnready({ status }: Pod, now: number): boolean {
  const ready = condition(status?.conditions, 'Ready');
  const started = parseTime(status?.startTime);
  if (!ready || started === undefined) return true;
  const since = parseTime(ready.lastTransitionTime) ?? 0;
  if (started + CPU_INITIALIZATION_MS > now) {
    return ready.status === 'False' || now < since + METRIC_WINDOW_MS;
  }
  return ready.status === 'False' && started + INITIAL_READINESS_MS > since;
}

interface Rules {
  /** What one uses of whom it is not known, when fewer are asked for. */
  fill: (name: string) => number;
  ratioOf: (usage: PodUsage) => number;
}

/** What both kinds of targets have in common: those that are not measured must not turn the direction. */
function replicasOf(
  { current, tolerances }: Measurement,
  { usage, ready, unready, missing }: Groups,
  ratio: number,
  { fill, ratioOf }: Rules,
): number {
  const upWithUnready = unready.length > 0 && ratio > 1;
  if (!upWithUnready && missing.length === 0) {
    return isWithin(tolerances, ratio) ? current : Math.ceil(ratio * ready);
  }
  const all = new Map(usage);
  if (ratio !== 1) for (const name of missing) all.set(name, ratio < 1 ? fill(name) : 0);
  if (upWithUnready) for (const name of unready) all.set(name, 0);
  const next = ratioOf(all);
  const turns = (ratio < 1 && next > 1) || (ratio > 1 && next < 1);
  if (isWithin(tolerances, next) || turns) return current;
  const replicas = Math.ceil(next * all.size);
  const against = (next < 1 && replicas > current) || (next > 1 && replicas < current);
  return against ? current : replicas;
}

function isWithin({ up, down }: Tolerances, ratio: number): boolean {
  return 1 - down <= ratio && ratio <= 1 + up;
}

/** `GetResourceUtilizationRatio`: whole percents, as the autoscaler counts. */
function utilizationRatio(
  usage: PodUsage,
  requests: ReadonlyMap<string, number>,
  target: number,
): { ratio: number; utilization: number; average: number } | { error: string } {
  let [used, requested, count] = [0, 0, 0];
  for (const [name, value] of usage) {
    const request = requests.get(name);
    if (request === undefined) continue;
    used += value;
    requested += request;
    count++;
  }
  if (requested === 0) return { error: 'no metrics returned matched known pods' };
  const utilization = Math.trunc((used * 100) / requested);
  return { ratio: utilization / target, utilization, average: Math.trunc(used / count) };
}

function averageOf(usage: PodUsage): number {
  let sum = 0;
  for (const value of usage.values()) sum += value;
  return Math.trunc(sum / usage.size);
}

function nameOf({ metadata }: Pod): string {
  return metadata.name ?? '';
}
