/**
 * HorizontalPodAutoscalers (pkg/controller/podautoscaler), in a cluster without metrics: nobody can know offline how
 * busy pods will be. The bounds are kept, and it is said that metrics are missing, as a cluster without a metrics
 * server says it.
 */

import { setCondition } from '../api/conditions.js';
import { sameValue } from '../api/equality.js';
import { groupOf, keyOf, kindOf, objectKey } from '../api/object-key.js';
import type { Condition, KubeObject } from '../api/objects.js';
import type { HorizontalPodAutoscaler as Autoscaler } from '../api/workloads.js';
import { pluralOf } from '../schema/resources.js';
import { type Controller, controller, type Seen, type Session } from './controller.js';
import { itself } from './ownership.js';

const NO_METRICS_API =
  'unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)';
const TARGETS = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'] as const;

type Scalable = KubeObject & { spec: { replicas?: number }; status?: { replicas?: number } };

/** Keeps the size of an autoscaler's target within its bounds. */
export const horizontalPodAutoscaler: Controller = controller(
  'horizontalpodautoscaler',
  {
    HorizontalPodAutoscaler: itself,
    ...Object.fromEntries(TARGETS.map((kind) => [kind, itsAutoscalers])),
  },
  (session, key) => {
    const found = session.cluster.get('HorizontalPodAutoscaler', key);
    if (found) sync(session, found);
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

function sync(session: Session, autoscaler: Autoscaler): void {
  const { scaleTargetRef: reference, minReplicas = 1, maxReplicas } = autoscaler.spec;
  const { apiVersion = '' } = reference;
  const kind = kindOf({ apiVersion, kind: reference.kind });
  const key = objectKey(autoscaler.metadata.namespace, reference.name);
  const target = session.cluster.get(kind, key) as Scalable | undefined;
  if (!target) {
    const group = groupOf(apiVersion);
    const why = `${pluralOf(session.cluster.version, reference.kind)}/scale${group && `.${group}`} "${reference.name}" not found`;
    session.event(autoscaler, 'Warning', 'FailedGetScale', why);
    const message = `the HPA controller was unable to get the target's current scale: ${why}`;
    store(session, autoscaler, {}, [able('False', 'FailedGetScale', message)]);
    return;
  }
  const current = target.spec.replicas ?? 1;
  const running = target.status?.replicas ?? 0;
  const gotScale = able(
    'True',
    'SucceededGetScale',
    "the HPA controller was able to get the target's current scale",
  );
  if (current === 0 && minReplicas !== 0) {
    const message = 'scaling is disabled since the replica count of the target is zero';
    const disabled = active('False', 'ScalingDisabled', message);
    store(session, autoscaler, { currentReplicas: running, desiredReplicas: 0 }, [gotScale, disabled]);
    return;
  }
  const wanted = Math.max(minReplicas, Math.min(maxReplicas, current));
  if (wanted !== current) {
    const side = current > maxReplicas ? 'above Spec.MaxReplicas' : 'below Spec.MinReplicas';
    session.update({ ...target, spec: { ...target.spec, replicas: wanted } });
    const text = `New size: ${wanted}; reason: Current number of replicas ${side}`;
    session.event(autoscaler, 'Normal', 'SuccessfulRescale', text);
    const message = `the HPA controller was able to update the target scale to ${wanted}`;
    const rescaled = able('True', 'SucceededRescale', message);
    store(session, autoscaler, { currentReplicas: running, desiredReplicas: wanted }, [rescaled]);
    return;
  }
  const resource =
    autoscaler.spec.metrics?.find((metric) => metric.type === 'Resource')?.resource?.name ?? 'cpu';
  const why = `failed to get ${resource} utilization: unable to get metrics for resource ${resource}: ${NO_METRICS_API}`;
  const message = `the HPA was unable to compute the replica count: ${why}`;
  const blind = active('False', 'FailedGetResourceMetric', message);
  if (!autoscaler.status?.conditions?.some(({ reason }) => reason === 'FailedGetResourceMetric')) {
    session.event(autoscaler, 'Warning', 'FailedGetResourceMetric', why);
  }
  store(session, autoscaler, { currentReplicas: running, desiredReplicas: current }, [gotScale, blind]);
}

type Next = Pick<Condition, 'type' | 'status' | 'reason' | 'message'>;

function able(status: Condition['status'], reason: string, message: string): Next {
  return { type: 'AbleToScale', status, reason, message };
}

function active(status: Condition['status'], reason: string, message: string): Next {
  return { type: 'ScalingActive', status, reason, message };
}

function store(
  session: Session,
  autoscaler: Autoscaler,
  counts: { currentReplicas?: number; desiredReplicas?: number },
  next: readonly Next[],
): void {
  let conditions = autoscaler.status?.conditions ?? [];
  for (const condition of next) conditions = setCondition(conditions, condition, session.now);
  const status = { ...autoscaler.status, ...counts, conditions };
  if (!sameValue(status, autoscaler.status)) session.updateStatus({ ...autoscaler, status } as Autoscaler);
}
