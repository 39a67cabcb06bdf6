/** Taints and tolerations (k8s.io/api/core/v1 toleration.go, component-helpers/scheduling/corev1). */
import type { Taint, TaintEffect, Toleration } from './objects.js';

/**
 * Whether one toleration tolerates one taint. `comparison` turns on the operators Lt and Gt (off in 1.36).
 * An empty key or effect stands for any; no operator is Equal.
 */
export function toleratesTaint(toleration: Toleration, taint: Taint, comparison = false): boolean {
  if (toleration.effect && toleration.effect !== taint.effect) return false;
  if (toleration.key && toleration.key !== taint.key) return false;
  switch (toleration.operator ?? '') {
    case '':
    case 'Equal':
      return (toleration.value ?? '') === (taint.value ?? '');
    case 'Exists':
      return true;
    case 'Lt':
    case 'Gt':
      return comparison && compares(toleration, taint);
    default:
      return false;
  }
}

function compares(toleration: Toleration, taint: Taint): boolean {
  const [wanted, have] = [toleration.value ?? '', taint.value ?? ''];
  if (!/^-?\d+$/.test(wanted) || !/^-?\d+$/.test(have)) return false;
  return toleration.operator === 'Lt' ? BigInt(have) < BigInt(wanted) : BigInt(have) > BigInt(wanted);
}

/** Whether any of the tolerations tolerates the taint. */
export function tolerates(tolerations: readonly Toleration[] | undefined, taint: Taint): boolean {
  return tolerations?.some((toleration) => toleratesTaint(toleration, taint)) ?? false;
}

/** The first taint with one of `effects` that none of the tolerations tolerates. */
export function untoleratedTaint(
  taints: readonly Taint[] | undefined,
  tolerations: readonly Toleration[] | undefined,
  effects: readonly TaintEffect[],
): Taint | undefined {
  return taints?.find((taint) => effects.includes(taint.effect) && !tolerates(tolerations, taint));
}
