/** By what a pod without constraints of its own is spread (pkg/scheduler/framework/plugins/helper/spread.go). */
import { matchesLabels } from '../api/labels.js';
import { controllerRef } from '../api/object-key.js';
import type { LabelSelector, Pod } from '../api/objects.js';
import type { SchedulerState } from './state/scheduler-state.js';

/** The selectors of the services that select the pod and of the workload that owns it, in one; undefined for none. */
export function defaultSelector(pod: Pod, state: SchedulerState): LabelSelector | undefined {
  const namespace = pod.metadata.namespace ?? '';
  const { labels } = pod.metadata;
  if (!labels || Object.keys(labels).length === 0) return ownerSelector(pod, state, {});
  const merged: Record<string, string> = {};
  for (const service of state.list('Service')) {
    const selector = service.spec?.selector;
    if (service.metadata.namespace !== namespace || !selector || !matchesLabels(selector, labels)) continue;
    Object.assign(merged, selector);
  }
  return ownerSelector(pod, state, merged);
}

function ownerSelector(
  pod: Pod,
  state: SchedulerState,
  merged: Record<string, string>,
): LabelSelector | undefined {
  const owner = controllerRef(pod);
  const key = `${pod.metadata.namespace ?? ''}/${owner?.name ?? ''}`;
  let selector: LabelSelector | undefined;
  if (owner?.kind === 'ReplicationController' && owner.apiVersion === 'v1') {
    Object.assign(merged, state.get('ReplicationController', key)?.spec?.selector);
  } else if (owner?.kind === 'ReplicaSet' && owner.apiVersion === 'apps/v1') {
    selector = state.get('ReplicaSet', key)?.spec?.selector;
  } else if (owner?.kind === 'StatefulSet' && owner.apiVersion === 'apps/v1') {
    selector = state.get('StatefulSet', key)?.spec?.selector;
  }
  const expressions = [
    ...Object.entries(selector?.matchLabels ?? {}).map(([key, value]) => ({
      key,
      operator: 'In' as const,
      values: [value],
    })),
    ...(selector?.matchExpressions ?? []),
  ];
  if (Object.keys(merged).length === 0 && expressions.length === 0) return undefined;
  return { matchLabels: merged, ...(expressions.length > 0 && { matchExpressions: expressions }) };
}
