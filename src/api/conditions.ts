import type { Condition } from './objects.js';
import { formatTime } from './time.js';

/**
 * Conditions with `next` in them, as the workload controllers do it: one of the same status and reason is left
 * untouched, and lastTransitionTime moves with the status only.
 */
export function setCondition(
  conditions: readonly Condition[] | undefined,
  next: Pick<Condition, 'type' | 'status' | 'reason' | 'message'>,
  now: number,
  { updateTime = false } = {},
): Condition[] {
  const current = conditions?.find(({ type }) => type === next.type);
  if (current && current.status === next.status && current.reason === next.reason) return [...conditions!];
  const time = formatTime(now);
  const condition: Condition = {
    ...next,
    ...(updateTime ? { lastUpdateTime: time } : {}),
    lastTransitionTime: current?.status === next.status ? current.lastTransitionTime : time,
  };
  return [...without(conditions, next.type), condition];
}

/** Conditions without those of a type. */
export function without(conditions: readonly Condition[] | undefined, type: string): Condition[] {
  return (conditions ?? []).filter((condition) => condition.type !== type);
}
