/** The plan in one line of numbers. */
import type { Plan } from '../simulation/plan.js';
import type { View } from './plan-view.js';
import { wrap } from './width.js';

/** `3 created, 1 refused; 6 pods created, 2 pending.`: what is none is left out, and so is a line of nothing. */
export function counts({ counts: { applied, pods } }: Plan, { style, width }: View): string[] {
  const objects = told([
    [applied.created, 'created'],
    [applied.configured, 'configured'],
    [applied.unchanged, 'unchanged'],
    [applied.refused, 'refused'],
  ]);
  const evicted = pods.evicted > 0 ? ` (${pods.evicted} evicted)` : '';
  const moved = told([
    [pods.created, 'created'],
    [pods.deleted, `deleted${evicted}`],
    [pods.pending, 'pending'],
    [pods.notReady, 'not ready'],
  ]);
  const parts = [
    ...(objects.length > 0 ? [objects.join(', ')] : []),
    ...(moved.length > 0 ? [`pods: ${moved.join(', ')}`] : []),
  ];
  // Where nothing happens the answer says so already.
  const isStill = moved.length === 0 && objects.length === 1 && applied.unchanged > 0;
  return parts.length === 0 || isStill ? [] : wrap(`${parts.join('; ')}.`, width).map(style.dim);
}

function told(counts: readonly (readonly [count: number, what: string])[]): string[] {
  return counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
}
