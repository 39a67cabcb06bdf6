/** How fast an autoscaler follows what its metrics ask for (pkg/controller/podautoscaler/horizontal.go). */
import { largest, smallest } from '../api/lists.js';
import type { HorizontalPodAutoscaler as Autoscaler, ScalingRules } from '../api/workloads.js';

/** --horizontal-pod-autoscaler-downscale-stabilization unless told. */
const DOWNSCALE_WINDOW_SECONDS = 300;
/** Without a behavior: at most twice as many at once, or so many. */
const UP_FACTOR = 2;
const UP_LEAST = 4;
/** The longest period that a policy may have. */
const LONGEST_PERIOD_SECONDS = 1800;

interface Moment {
  /** A size that was asked for, or by how much the size changed. */
  size: number;
  at: number;
}

/** What an autoscaler remembers of its own past. */
export interface Past {
  recommendations: readonly Moment[];
  ups: readonly Moment[];
  downs: readonly Moment[];
}

/** What is asked for, and within which bounds. */
export interface Wish {
  current: number;
  desired: number;
  least: number;
  most: number;
}

interface Said {
  reason: string;
  message: string;
}

export interface Paced {
  replicas: number;
  past: Past;
  /** Of the condition AbleToScale. */
  able: Said;
  /** Of the condition ScalingLimited; `limited` whether it is True. */
  limit: Said & { limited: boolean };
  /** It goes on by itself when time passes. */
  held: boolean;
}

const READY: Said = { reason: 'ReadyForNewScale', message: 'recommended size matches current size' };
const WITHIN: Said = {
  reason: 'DesiredWithinRange',
  message: 'the desired count is within the acceptable range',
};
const TOO_FEW: Said = {
  reason: 'TooFewReplicas',
  message: 'the desired replica count is less than the minimum replica count',
};
const TOO_MANY: Said = {
  reason: 'TooManyReplicas',
  message: 'the desired replica count is more than the maximum replica count',
};
const TOO_FAST_UP: Said = {
  reason: 'ScaleUpLimit',
  message: 'the desired replica count is increasing faster than the maximum scale rate',
};
const TOO_FAST_DOWN: Said = {
  reason: 'ScaleDownLimit',
  message: 'the desired replica count is decreasing faster than the maximum scale rate',
};
const UP_STABILIZED: Said = {
  reason: 'ScaleUpStabilized',
  message: 'recent recommendations were lower than current one, applying the lowest recent recommendation',
};
const DOWN_STABILIZED: Said = {
  reason: 'ScaleDownStabilized',
  message: 'recent recommendations were higher than current one, applying the highest recent recommendation',
};

/**
 * The size that is set for what metrics ask for: within the bounds, held back by recent recommendations, and no faster
 * than the behavior allows.
 */
export function paced(behavior: Autoscaler['spec']['behavior'], wish: Wish, past: Past, now: number): Paced {
  return behavior ? withBehavior(behavior, wish, past, now) : withoutBehavior(wish, past, now);
}

/** The past with one more change of the size: it counts for the policies of a behavior. */
export function withChange(past: Past, from: number, to: number, now: number): Past {
  const recent = (moments: readonly Moment[]) => within(moments, LONGEST_PERIOD_SECONDS, now);
  return to > from
    ? { ...past, ups: [...recent(past.ups), { size: to - from, at: now }] }
    : { ...past, downs: [...recent(past.downs), { size: from - to, at: now }] };
}

/** `normalizeDesiredReplicas`. */
function withoutBehavior(wish: Wish, past: Past, now: number): Paced {
  const recent = within(past.recommendations, DOWNSCALE_WINDOW_SECONDS, now);
  const stabilized = largest(
    recent.map(({ size }) => size),
    wish.desired,
  );
  const { current, least, most } = wish;
  const allowed = Math.max(UP_FACTOR * current, UP_LEAST);
  const top = Math.min(most, allowed);
  const limit =
    stabilized < least
      ? { ...TOO_FEW, limited: true, replicas: least, held: false }
      : stabilized > top
        ? { ...(most > allowed ? TOO_FAST_UP : TOO_MANY), limited: true, replicas: top, held: most > allowed }
        : { ...WITHIN, limited: false, replicas: stabilized, held: false };
  const { replicas, held, ...told } = limit;
  const isStabilized = stabilized !== wish.desired;
  return {
    replicas,
    past: { ...past, recommendations: [...recent, { size: wish.desired, at: now }] },
    able: isStabilized ? DOWN_STABILIZED : READY,
    limit: told,
    held: held || isStabilized,
  };
}

/** `normalizeDesiredReplicasWithBehaviors`. */
function withBehavior(
  { scaleUp = {}, scaleDown = {} }: NonNullable<Autoscaler['spec']['behavior']>,
  wish: Wish,
  past: Past,
  now: number,
): Paced {
  const { current, desired } = wish;
  const upWindow = scaleUp.stabilizationWindowSeconds ?? 0;
  const downWindow = scaleDown.stabilizationWindowSeconds ?? DOWNSCALE_WINDOW_SECONDS;
  const sizes = (seconds: number) => within(past.recommendations, seconds, now).map(({ size }) => size);
  const lowest = smallest(sizes(upWindow), desired);
  const highest = largest(sizes(downWindow), desired);
  const stabilized = Math.min(Math.max(current, lowest), highest);
  const limit = limitOf({ ...wish, desired: stabilized }, { scaleUp, scaleDown }, past, now);
  const { replicas, held, ...told } = limit;
  const isStabilized = stabilized !== desired;
  const recent = within(past.recommendations, Math.max(upWindow, downWindow), now);
  return {
    replicas,
    past: { ...past, recommendations: [...recent, { size: desired, at: now }] },
    able: isStabilized ? (desired >= current ? UP_STABILIZED : DOWN_STABILIZED) : READY,
    limit: told,
    held: held || isStabilized,
  };
}

type Limited = Paced['limit'] & { replicas: number; held: boolean };

/** `convertDesiredReplicasWithBehaviorRate`. */
function limitOf(
  { current, desired, least, most }: Wish,
  { scaleUp, scaleDown }: { scaleUp: ScalingRules; scaleDown: ScalingRules },
  past: Past,
  now: number,
): Limited {
  if (desired > current) {
    const allowed = Math.max(current, upLimit(current, scaleUp, past, now));
    const top = Math.min(most, allowed);
    if (desired > top) {
      const held = most > allowed && scaleUp.selectPolicy !== 'Disabled';
      return { ...(most > allowed ? TOO_FAST_UP : TOO_MANY), limited: true, replicas: top, held };
    }
  } else if (desired < current) {
    const allowed = Math.min(current, downLimit(current, scaleDown, past, now));
    const bottom = Math.max(least, allowed);
    if (desired < bottom) {
      const held = least < allowed && scaleDown.selectPolicy !== 'Disabled';
      return { ...(least < allowed ? TOO_FAST_DOWN : TOO_FEW), limited: true, replicas: bottom, held };
    }
  }
  return { ...WITHIN, limited: false, replicas: desired, held: false };
}

/** `calculateScaleUpLimitWithScalingRules`. */
function upLimit(current: number, rules: ScalingRules, past: Past, now: number): number {
  if (rules.selectPolicy === 'Disabled') return current;
  const proposals = (rules.policies ?? []).map(({ type, value, periodSeconds }) => {
    const start = sizeBefore(current, past, periodSeconds, now);
    return type === 'Pods' ? start + value : Math.ceil(start * (1 + value / 100));
  });
  return rules.selectPolicy === 'Min' ? smallest(proposals) : largest(proposals);
}

/** `calculateScaleDownLimitWithBehaviors`. */
function downLimit(current: number, rules: ScalingRules, past: Past, now: number): number {
  if (rules.selectPolicy === 'Disabled') return current;
  const proposals = (rules.policies ?? []).map(({ type, value, periodSeconds }) => {
    const start = sizeBefore(current, past, periodSeconds, now);
    return type === 'Pods' ? start - value : Math.trunc(start * (1 - value / 100));
  });
  return rules.selectPolicy === 'Min' ? largest(proposals) : smallest(proposals);
}

/** The size that there was when a period began. */
function sizeBefore(current: number, { ups, downs }: Past, seconds: number, now: number): number {
  const changed = (moments: readonly Moment[]) =>
    within(moments, seconds, now).reduce((sum, { size }) => sum + size, 0);
  return current - changed(ups) + changed(downs);
}

/**
 * What is no older than a window. Syncs are a little more than their period apart, so that what is exactly as old as the
 * window is out of it.
 */
function within(moments: readonly Moment[], seconds: number, now: number): Moment[] {
  return moments.filter(({ at }) => at > now - seconds * 1000);
}
