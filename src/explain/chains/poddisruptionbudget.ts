/** A PodDisruptionBudget: how many of its pods may go now, and why none. */
import { matchesSelector } from '../../api/labels.js';
import { keyOf } from '../../api/object-key.js';
import { selectorText } from '../../api/selector-text.js';
import { numbered } from '../../api/text.js';
import type { PodDisruptionBudget } from '../../api/workloads.js';
import { disruption } from '../../controllers/disruption.js';
import { whyNobody } from '../drain-lifts.js';
import type { ChainLink } from './chain.js';
import { isServing, podLinks, podsText, supposed } from './pods.js';
import { asIn, askedOnce, type ChainScene, linkOf } from './scene.js';
import type { Told } from './service.js';

export function budgetChain(scene: ChainScene, budget: PodDisruptionBudget): Told {
  const { cluster, said } = askedOnce(scene, disruption, keyOf(budget), budget);
  // What several budgets select is counted for one of them alone: what was written down counts.
  const isCounted = scene.observed && (budget.status?.conditions ?? []).length > 0;
  const counted = isCounted ? budget : asIn(cluster, budget);
  const { selector } = counted.spec;
  const pods = scene.cluster
    .list('Pod', budget.metadata.namespace)
    .filter((pod) => matchesSelector(selector, pod.metadata.labels));
  const at = ['spec', 'selector'];
  const text = selector
    ? `its selector ${selectorText(selector) || '{}'} selects`
    : 'it has no selector, and selects';
  if (pods.length === 0) {
    const link = linkOf(scene, budget, 'wrong', `${text} no pod`, { at, says: said.at(-1) });
    return { answer: 'guards nothing: it selects no pod', links: [link] };
  }
  const allowed = counted.status?.disruptionsAllowed ?? 0;
  const unmanaged = said.filter((one) => one.startsWith('UnmanagedPods'));
  const links: ChainLink[] = [
    linkOf(scene, budget, 'well', `${text} ${podsText(scene, pods, budget)}`, { at }),
    ...supposed(scene, pods, budget),
    ...unmanaged.map((says) =>
      linkOf(scene, budget, 'wrong', 'some of its pods have no controller', { at, says }),
    ),
    countLink(scene, counted, allowed),
    ...podLinks(
      scene,
      pods.filter((pod) => !isServing(pod)),
      budget,
    ),
  ];
  const answer =
    allowed > 0
      ? `lets ${numbered(allowed, 'pod')} of ${pods.length} go now`
      : `lets no pod go: ${whyNobody(counted)}`;
  return { answer, links };
}

function countLink(scene: ChainScene, budget: PodDisruptionBudget, allowed: number): ChainLink {
  const field = budget.spec.minAvailable === undefined ? 'maxUnavailable' : 'minAvailable';
  const { currentHealthy = 0, desiredHealthy = 0, expectedPods = 0, conditions = [] } = budget.status ?? {};
  const said = `${field} ${budget.spec[field] ?? 'is not said'}`;
  const text = `healthy: ${currentHealthy} of ${expectedPods}, needed: ${desiredHealthy} (${said}), may go: ${allowed}`;
  const condition = conditions.find(({ type }) => type === 'DisruptionAllowed');
  const says = condition && [condition.reason, condition.message].filter(Boolean).join(': ');
  return linkOf(scene, budget, allowed > 0 ? 'well' : 'wrong', text, { at: ['spec', field], says });
}
