/** What the scheduler writes to a pod that has to make room (pkg/scheduler/framework/preemption/executor.go). */
import { setCondition } from '../api/conditions.js';
import { keyOf, refOf, refText } from '../api/object-key.js';
import type { Pod } from '../api/objects.js';
import type { LiveCluster } from './live-cluster.js';
import type { By } from './trace.js';

const DEFAULT_SCHEDULER = 'default-scheduler';

/** A pod of lower priority makes room for `preemptor` on a node: it is told so, and deleted. One that leaves already is let go. */
export function preempt(world: LiveCluster, victim: Pod, preemptor: Pod, node: string, by: By): void {
  const { now } = world.clock;
  const current = world.cluster.get('Pod', keyOf(victim));
  if (!current || current.metadata.deletionTimestamp) return;
  const target = {
    type: 'DisruptionTarget',
    status: 'True' as const,
    reason: 'PreemptionByScheduler',
    message: `${DEFAULT_SCHEDULER}: preempting to accommodate a higher priority pod`,
  };
  const conditions = setCondition(current.status?.conditions, target, now);
  const object: Pod = { ...current, status: { ...current.status, conditions } };
  world.write({ verb: 'update', object, subresource: 'status' }, by);
  const message = `Preempted by pod ${preemptor.metadata.uid} on node ${node}`;
  world.log.keep({ at: now, object: current, type: 'Normal', reason: 'Preempted', message }, by.actor);
  const because = `preempted by ${refText(refOf(preemptor))}`;
  world.write({ verb: 'delete', kind: 'Pod', key: keyOf(victim) }, { ...by, because });
}
