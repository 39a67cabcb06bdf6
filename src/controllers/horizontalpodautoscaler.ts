/**
 * HorizontalPodAutoscalers (pkg/controller/podautoscaler). How busy pods are nobody can know offline: where a user says
 * it (`Cluster.loads`), it is followed; else the bounds are kept, and it is said that metrics are missing, as a cluster
 * without a metrics server says it.
 */

import { sameValue } from '../api/equality.js';
import { isEmptySelector, matchesSelector } from '../api/labels.js';
import { groupOf, keyOf, kindOf, objectKey } from '../api/object-key.js';
import type { Condition, KubeObject, LabelSelector, Pod } from '../api/objects.js';
import { selectorText } from '../api/selector-text.js';
import { formatTime } from '../api/time.js';
import type { HorizontalPodAutoscaler as Autoscaler, MetricStatus } from '../api/workloads.js';
import type { Cluster } from '../cluster/cluster.js';
import { nextLoadAt } from '../cluster/load.js';
import { pluralOf } from '../schema/resources.js';
import { type FailedMetric, type MetricWish, metricWishes, type ScaleTarget } from './autoscaler-metrics.js';
import { type Past, paced, withChange } from './autoscaler-pace.js';
import { type Controller, controller, type Seen, type Session } from './controller.js';
import { itself } from './ownership.js';

/** --horizontal-pod-autoscaler-sync-period unless told. */
export const SYNC_PERIOD_MS = 15_000;
const TARGETS = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'] as const;
/** Said of a target without replicas, which is left alone. */
export const AT_ZERO = 'scaling is disabled since the replica count of the target is zero';
const GOT_SCALE = "the HPA controller was able to get the target's current scale";

type Scalable = KubeObject & {
  spec: { replicas?: number; selector?: LabelSelector | Record<string, string> };
  status?: { replicas?: number };
};

/** What it remembers of an autoscaler between two syncs. */
interface Memory {
  /** When it is looked at next, whatever happens before. */
  due: number;
  past?: Past;
}

/** Looks at an autoscaler every 15 s, and sets the size of its target. */
export const horizontalPodAutoscaler: Controller = controller(
  'horizontalpodautoscaler',
  {
    HorizontalPodAutoscaler: itself,
    ...Object.fromEntries(TARGETS.map((kind) => [kind, itsAutoscalers])),
  },
  (session, key) => {
    const found = session.cluster.get('HorizontalPodAutoscaler', key);
    const memory = session.memory as Memory | undefined;
    session.memory = undefined;
    if (!found) return;
    // A change makes nobody look sooner: the queue holds each autoscaler back for the whole period.
    const due = memory?.due ?? session.now + SYNC_PERIOD_MS;
    if (session.now < due) {
      session.memory = { ...memory, due };
      session.wakeAt(due);
      return;
    }
    const { past, calm } = sync(session, found, memory?.past);
    const next = session.now + SYNC_PERIOD_MS;
    session.memory = { due: next, ...(past ? { past } : {}) };
    session.wakeAt(next, { routine: calm && nextLoadAt(session.cluster.loads, session.now) === undefined });
  },
);

function itsAutoscalers({ object, cluster }: Seen): string[] {
  if (cluster.count('HorizontalPodAutoscaler') === 0) return [];
  const { namespace, name } = object.metadata;
  return cluster
    .list('HorizontalPodAutoscaler', namespace)
    .filter(({ spec }) => spec.scaleTargetRef.kind === object.kind && spec.scaleTargetRef.name === name)
    .map(keyOf);
}

/** What an autoscaler makes of a size that is out of its bounds, whatever its metrics say; undefined for one within them, and for none. */
export function boundOf(
  { spec: { minReplicas = 1, maxReplicas } }: Pick<Autoscaler, 'spec'>,
  current: number,
): { size: number; reason: string } | undefined {
  if (current === 0) return undefined;
  if (current > maxReplicas) {
    return { size: maxReplicas, reason: 'Current number of replicas above Spec.MaxReplicas' };
  }
  if (current >= minReplicas) return undefined;
  return { size: minReplicas, reason: 'Current number of replicas below Spec.MinReplicas' };
}

/** What a sync leaves behind; `calm`: the next one does the same as long as nothing happens. */
interface Synced {
  past?: Past | undefined;
  calm: boolean;
}

/** One sync of one autoscaler (`reconcileAutoscaler`). */
function sync(session: Session, autoscaler: Autoscaler, before: Past | undefined): Synced {
  const target = targetOf(session.cluster, autoscaler);
  if (!target) {
    noScale(session, autoscaler);
    return { past: before, calm: true };
  }
  const current = target.spec.replicas ?? 1;
  const past = before ?? {
    recommendations: [{ size: current, at: session.now }],
    ups: [],
    downs: [],
  };
  const next = new NextStatus(autoscaler, session.now);
  next.set('AbleToScale', 'True', 'SucceededGetScale', GOT_SCALE);
  if (current === 0) {
    next.set('ScalingActive', 'False', 'ScalingDisabled', AT_ZERO);
    next.store(session, { current, desired: 0 });
    return { past, calm: true };
  }
  const bound = boundOf(autoscaler, current);
  if (bound) return rescale(session, next, { autoscaler, target, past, current, ...bound });
  return follow(session, next, { autoscaler, target, past, current });
}

interface Course {
  autoscaler: Autoscaler;
  target: Scalable;
  past: Past;
  current: number;
}

/** Goes by the metrics. */
function follow(session: Session, next: NextStatus, course: Course): Synced {
  const { autoscaler, target, current, past } = course;
  const { minReplicas: least = 1, maxReplicas: most } = autoscaler.spec;
  const computed = computeReplicas(session, next, course);
  if ('error' in computed) {
    next.store(session, { current, desired: autoscaler.status?.desiredReplicas ?? 0 });
    session.event(autoscaler, 'Warning', 'FailedComputeMetricsReplicas', computed.error);
    return { past, calm: true };
  }
  const { replicas: desired, name, early } = computed;
  const reason =
    desired > current ? `${name} above target` : desired < current ? 'All metrics below target' : '';
  const pace = paced(autoscaler.spec.behavior, { current, desired, least, most }, past, session.now);
  next.set('AbleToScale', 'True', pace.able.reason, pace.able.message);
  const { limited, reason: why, message } = pace.limit;
  next.set('ScalingLimited', limited ? 'True' : 'False', why, message);
  if (pace.replicas === current) {
    next.store(session, { current, desired: current });
    return { past: pace.past, calm: !pace.held && !early };
  }
  return rescale(session, next, {
    autoscaler,
    target,
    current,
    past: pace.past,
    size: pace.replicas,
    reason,
  });
}

/** Sets another size. */
function rescale(
  session: Session,
  next: NextStatus,
  { autoscaler, target, current, past, size, reason }: Course & { size: number; reason: string },
): Synced {
  const { refusal } = session.update(
    { ...target, spec: { ...target.spec, replicas: size } },
    { because: reason },
  );
  if (refusal) {
    const error = `New size: ${size}; reason: ${reason}; error: ${refusal.message}`;
    session.event(autoscaler, 'Warning', 'FailedRescale', error);
    const message = `the HPA controller was unable to update the target scale: ${refusal.message}`;
    next.set('AbleToScale', 'False', 'FailedUpdateScale', message);
    next.store(session, { current, desired: autoscaler.status?.desiredReplicas ?? 0 });
    return { past, calm: true };
  }
  const message = `the HPA controller was able to update the target scale to ${size}`;
  next.set('AbleToScale', 'True', 'SucceededRescale', message);
  session.event(autoscaler, 'Normal', 'SuccessfulRescale', `New size: ${size}; reason: ${reason}`);
  next.store(session, { current, desired: size, rescaled: true });
  const known = autoscaler.spec.behavior ? withChange(past, current, size, session.now) : past;
  return { past: known, calm: false };
}

function targetOf(cluster: Cluster, { metadata, spec }: Autoscaler): Scalable | undefined {
  const { apiVersion = '', kind, name } = spec.scaleTargetRef;
  return cluster.get(kindOf({ apiVersion, kind }), objectKey(metadata.namespace, name)) as
    | Scalable
    | undefined;
}

function noScale(session: Session, autoscaler: Autoscaler): void {
  const { apiVersion = '', kind, name } = autoscaler.spec.scaleTargetRef;
  const group = groupOf(apiVersion);
  const why = `${pluralOf(session.cluster.version, kind)}/scale${group && `.${group}`} "${name}" not found`;
  session.event(autoscaler, 'Warning', 'FailedGetScale', why);
  const next = new NextStatus(autoscaler, session.now);
  const message = `the HPA controller was unable to get the target's current scale: ${why}`;
  next.set('AbleToScale', 'False', 'FailedGetScale', message);
  next.store(session, {});
}

/** The size that the metrics ask for together, the largest; or why there is none (`computeReplicasForMetrics`). */
function computeReplicas(
  session: Session,
  next: NextStatus,
  { autoscaler, target, current }: Course,
): { replicas: number; name: string; early: boolean } | { error: string } {
  const selector = selectorOf(target);
  const ambiguous = ambiguity(session.cluster, autoscaler, selector);
  if (ambiguous !== undefined) {
    session.event(autoscaler, 'Warning', 'AmbiguousSelector', ambiguous);
    next.set('ScalingActive', 'False', 'AmbiguousSelector', ambiguous);
    return { error: ambiguous };
  }
  const scaled = scaledBy(session.cluster, target, current);
  const wishes = metricWishes(session.cluster, autoscaler, scaled, session.now);
  const failures = wishes.filter((wish): wish is FailedMetric => 'error' in wish);
  for (const { reason, message } of failures) session.event(autoscaler, 'Warning', reason, message);
  next.metrics = wishes.map((wish) => ('error' in wish ? { type: '' } : wish.status));
  let best: MetricWish | undefined;
  for (const wish of wishes) {
    if (!('error' in wish) && wish.replicas > (best?.replicas ?? 0)) best = wish;
    else if (!('error' in wish)) best ??= wish;
  }
  const [first] = failures;
  // Of what is not known only nothing smaller follows.
  if (first && (!best || best.replicas < current)) {
    const message = `the HPA was unable to compute the replica count: ${first.message}`;
    next.set('ScalingActive', 'False', first.reason, message);
    const count = `${failures.length} invalid out of ${wishes.length}`;
    return { error: `invalid metrics (${count}), first error is: ${first.error}` };
  }
  // The server gives one metric to those that name none.
  if (!best) return { error: 'no metrics are given' };
  const { replicas, name } = best;
  const message = `the HPA was able to successfully calculate a replica count from ${name}`;
  next.set('ScalingActive', 'True', 'ValidMetricFound', message);
  return { replicas, name, early: wishes.some((wish) => !('error' in wish) && wish.early) };
}

function scaledBy(cluster: Cluster, target: Scalable, size: number): ScaleTarget {
  return {
    kind: kindOf(target),
    key: keyOf(target),
    pods: podsOf(cluster, target, selectorOf(target)),
    size,
    running: target.status?.replicas ?? 0,
  };
}

/** What an autoscaler scales, with the pods that it measures; undefined where it is not there. */
export function scaleTargetOf(
  cluster: Cluster,
  autoscaler: Autoscaler,
): { object: KubeObject; target: ScaleTarget } | undefined {
  const object = targetOf(cluster, autoscaler);
  return object && { object, target: scaledBy(cluster, object, object.spec.replicas ?? 1) };
}

function selectorOf({ kind, spec }: Scalable): LabelSelector {
  return kind === 'ReplicationController'
    ? { matchLabels: (spec.selector ?? {}) as Record<string, string> }
    : ((spec.selector ?? {}) as LabelSelector);
}

function podsOf(cluster: Cluster, { metadata }: KubeObject, selector: LabelSelector): Pod[] {
  if (isEmptySelector(selector)) return [];
  return cluster
    .labelled('Pod', metadata.namespace ?? '', selector.matchLabels ?? {})
    .filter((pod) => matchesSelector(selector, pod.metadata.labels));
}

/** Pods that another autoscaler, which was looked at before, scales too (`validateAndParseSelector`). */
function ambiguity(cluster: Cluster, autoscaler: Autoscaler, selector: LabelSelector): string | undefined {
  const { namespace } = autoscaler.metadata;
  const all = cluster.list('HorizontalPodAutoscaler', namespace);
  if (all.length === 1) return undefined;
  const names = [keyOf(autoscaler)];
  const labels = all
    .filter((other) => keyOf(other) !== keyOf(autoscaler) && other.status?.conditions)
    .map((other) => ({ other, target: targetOf(cluster, other) }));
  if (labels.length === 0) return undefined;
  const pods = podsOf(cluster, autoscaler, selector);
  for (const { other, target } of labels) {
    const theirs = target && selectorOf(target);
    if (theirs && pods.some((pod) => matchesSelector(theirs, pod.metadata.labels))) names.push(keyOf(other));
  }
  if (names.length === 1) return undefined;
  return `pods by selector ${selectorText(selector)} are controlled by multiple HPAs: [${names.sort().join(' ')}]`;
}

/** The status that an autoscaler gets. */
class NextStatus {
  metrics: MetricStatus[] | undefined;
  private readonly conditions: Condition[];

  constructor(
    private readonly autoscaler: Autoscaler,
    private readonly now: number,
  ) {
    this.conditions = [...(autoscaler.status?.conditions ?? [])];
  }

  /** `setConditionInList`: in its place, with a new time where the status is another. */
  set(type: string, status: Condition['status'], reason: string, message: string): void {
    const i = this.conditions.findIndex((one) => one.type === type);
    const old = this.conditions[i];
    const lastTransitionTime =
      old?.status === status && old.lastTransitionTime ? old.lastTransitionTime : formatTime(this.now);
    const condition: Condition = { type, status, lastTransitionTime, reason, message };
    if (i < 0) this.conditions.push(condition);
    else this.conditions[i] = condition;
  }

  /** Writes it where it differs; without a size the counts stay as they are. */
  store(session: Session, size: { current?: number; desired?: number; rescaled?: boolean }): void {
    const { autoscaler, conditions, metrics } = this;
    const { current, desired, rescaled = false } = size;
    const before = autoscaler.status;
    const counts =
      current === undefined
        ? {}
        : { currentReplicas: current, desiredReplicas: desired, currentMetrics: metrics ?? null };
    const status = {
      ...before,
      ...counts,
      ...(rescaled ? { lastScaleTime: formatTime(this.now) } : {}),
      conditions,
    };
    if (!sameValue(status, before)) session.updateStatus({ ...autoscaler, status } as Autoscaler);
  }
}
