/** The Eviction API (pkg/registry/core/pod/storage/eviction.go). */
import { setCondition } from '../api/conditions.js';
import { matchesSelector } from '../api/labels.js';
import { append } from '../api/lists.js';
import type { Condition, Pod } from '../api/objects.js';
import { isPodReady } from '../api/pods.js';
import type { PodDisruptionBudget } from '../api/workloads.js';
import type { Change, Cluster } from '../cluster/cluster.js';
import { take } from './delete.js';
import type { Answer, Refused } from './request.js';
import { refuse, type Stored } from './store.js';
import { notFound, update } from './update.js';

const WOULD_VIOLATE = "Cannot evict pod as it would violate the pod's disruption budget.";
const SEVERAL =
  'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.';

/** Takes a pod away, where no budget keeps it: the budget is charged, the pod is told so, and deleted. */
export function evict(
  cluster: Cluster,
  key: string,
  now: number,
  { gracePeriodSeconds }: { gracePeriodSeconds?: number } = {},
): Answer {
  const pod = cluster.get('Pod', key);
  if (!pod) return notFound(cluster, 'v1', 'Pod', key);
  const eviction = evictionOf(cluster, pod);
  if ('refusal' in eviction) return eviction;
  const changes: Change[] = [];
  const states: Cluster[] = [];
  let world = cluster;
  const { budget, mark } = eviction;
  const marked = (condition: Condition): Pod => ({
    ...pod,
    status: { ...pod.status, conditions: setCondition(pod.status?.conditions, condition, now) },
  });
  for (const object of [budget, mark && marked(mark)]) {
    if (!object) continue;
    const answer = update(world, { verb: 'update', object, subresource: 'status' }, now);
    if ('refusal' in answer) return answer;
    world = answer.cluster;
    append(changes, answer.changes);
    append(states, answer.states);
  }
  const last = (world.get('Pod', key) ?? pod) as Stored;
  const gone = take(world, last, gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }, now);
  if ('refusal' in gone) return gone;
  return { ...gone, changes: [...changes, ...gone.changes], states: [...states, ...gone.states] };
}

/** What an eviction does: nothing but an answer, or a deletion with its marks. */
type Eviction = Refused | { mark?: Condition; budget?: PodDisruptionBudget };

/** Whether a pod may be evicted now, and what an eviction writes besides deleting it. */
function evictionOf(cluster: Cluster, pod: Pod): Eviction {
  const { phase } = pod.status ?? {};
  if (phase === 'Pending' || phase === 'Succeeded' || phase === 'Failed' || pod.metadata.deletionTimestamp) {
    return {};
  }
  const budgets = cluster
    .selecting('PodDisruptionBudget', pod.metadata.namespace, pod.metadata.labels ?? {})
    .filter(({ spec }) => matchesSelector(spec.selector, pod.metadata.labels));
  if (budgets.length > 1) return refuse(500, 'InternalError', SEVERAL);
  const budget = budgets[0];
  const mark: Condition = {
    type: 'DisruptionTarget',
    status: 'True',
    reason: 'EvictionByEvictionAPI',
    message: 'Eviction API: evicting',
  };
  if (!budget) return { mark };
  const { currentHealthy = 0, desiredHealthy = 0, disruptionsAllowed = 0 } = budget.status ?? {};
  if (!isPodReady(pod)) {
    const free = budget.spec.unhealthyPodEvictionPolicy === 'AlwaysAllow';
    if (free || (currentHealthy >= desiredHealthy && desiredHealthy > 0)) return { mark };
  }
  const isBehind = (budget.status?.observedGeneration ?? 0) < (budget.metadata.generation ?? 0);
  if (isBehind || disruptionsAllowed <= 0) {
    return refuse(429, 'TooManyRequests', WOULD_VIOLATE);
  }
  const status = { ...budget.status, disruptionsAllowed: disruptionsAllowed - 1 };
  return { mark, budget: { ...budget, status } };
}
