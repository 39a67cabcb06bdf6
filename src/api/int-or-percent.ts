/** Numbers that may be percentages (k8s.io/apimachinery/pkg/util/intstr). */
import type { IntOrString } from './objects.js';

/** Which way a percentage that comes to a fraction goes. */
export type Rounding = 'up' | 'down';

/** The number before the `%`, undefined for anything that is not a percentage of 64 bits (`10%`, `-5%`). */
export function percentOf(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^[+-]?\d+%$/.test(value)) return undefined;
  const percent = BigInt(value.replace(/^\+|%$/g, ''));
  return BigInt.asIntN(64, percent) === percent ? Number(percent) : undefined;
}

/**
 * The count that an int-or-percent means of `total`: `25%` of 10 is 3 rounded up and 2 rounded down.
 * Undefined for what is neither a number nor a percentage (the server's GetScaledValueFromIntOrPercent errs).
 */
export function scaledIntOrPercent(
  value: IntOrString | undefined,
  total: number,
  rounding: Rounding,
): number | undefined {
  if (typeof value === 'number') return value;
  const percent = percentOf(value);
  if (percent === undefined) return undefined;
  const exact = (percent * total) / 100;
  // `+ 0` keeps a rounded-up negative fraction from becoming -0.
  return (rounding === 'up' ? Math.ceil(exact) : Math.floor(exact)) + 0;
}
