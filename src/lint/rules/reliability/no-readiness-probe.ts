import { matchesSelector } from '../../../api/labels.js';
import { labelsIn, mapSelector } from '../../../references/read-selector.js';
import type { Objects } from '../../objects.js';
import { containersOf, type PodAt } from '../../pods.js';
import { isRunning, lackOf } from '../containers-rule.js';

/** Without one a pod gets requests as soon as its containers run, and a rollout goes on without waiting for it. */
export default lackOf({
  name: 'reliability/no-readiness-probe',
  severity: 'warning',
  set: 'recommended',
  summary:
    'A container without a readinessProbe: it gets requests, and a rollout goes on, before it can answer.',
  of: 'running',
  staying: true,
  lacks({ at, list, pod }, { objects }) {
    if (at.child('readinessProbe').value) return undefined;
    if (at.items('ports').length > 0) return 'no readinessProbe';
    // One that serves at no port may leave it to another of its pod; a pod by itself that nobody asks needs none.
    const others = containersOf(pod).filter(isRunning);
    const isLeft = list !== 'containers' || others.some((one) => one.at.child('readinessProbe').value);
    return isLeft || (pod.at.object.kind === 'Pod' && !isServed(pod, objects))
      ? undefined
      : 'no readinessProbe';
  },
  hint: 'ask it what only one that can serve answers',
});

/** True for a pod that a Service sends requests to. */
function isServed({ at, metadata }: PodAt, objects: Objects): boolean {
  const labels = labelsIn(metadata.child('labels').value) ?? {};
  return objects.ofKind('Service', at.object.namespace ?? 'default').some((service) => {
    const selector = mapSelector(service.at.child('spec', 'selector').value);
    return selector !== undefined && matchesSelector(selector, labels);
  });
}
