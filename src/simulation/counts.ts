/** What a plan comes to in numbers: what became of the manifests, and of pods. */
import { idOfRef } from '../cluster/object-id.js';
import type { AppliedCounts, PlanCounts, Step, StuckPod } from './plan.js';

/** Who makes a pod leave that nobody gave up: what scales and replaces is a controller. */
const EVICTORS: ReadonlySet<string> = new Set(['scheduler', 'tainteviction', 'nodelifecycle']);

/** `applied`: what became of the manifests; `stuck`: the pods that do not run in the end. */
export function countsOf(
  steps: readonly Step[],
  applied: AppliedCounts,
  stuck: readonly StuckPod[],
): PlanCounts {
  const created = new Set<string>();
  const deleted = new Set<string>();
  const evicted = new Set<string>();
  for (const { object, verb, actor } of steps) {
    if (object.kind !== 'Pod') continue;
    const id = idOfRef(object);
    // Pods among the manifests are counted with them.
    if (verb === 'create' && actor !== 'apply') created.add(id);
    if (verb !== 'delete' || deleted.has(id)) continue;
    deleted.add(id);
    if (EVICTORS.has(actor)) evicted.add(id);
  }
  const pending = stuck.filter(({ reason }) => reason === 'Pending').length;
  return {
    applied,
    pods: {
      created: created.size,
      deleted: deleted.size,
      evicted: evicted.size,
      pending,
      notReady: stuck.length - pending,
    },
  };
}
