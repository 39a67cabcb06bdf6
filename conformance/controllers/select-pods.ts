import type { Pod } from '../../src/api/objects.js';
import { isPodReady, isPodTerminal } from '../../src/api/pods.js';
import type { PodSelection } from './actions/action.js';
import { ownerText } from './naming.js';
import type { Stage } from './stage.js';

/** The pods that are meant. `usual`: what is meant where the action does not say how far they are. */
export function selectPods(
  stage: Stage,
  wanted: PodSelection,
  usual: (pod: Pod) => boolean = () => true,
): Pod[] {
  const { pick = 'oldest', count, ready, live } = wanted;
  const isAsked = ready !== undefined || live !== undefined;
  const fits = (pod: Pod) => isMeant(pod, stage.book.nameOf(pod), wanted) && (isAsked || usual(pod));
  const found = stage.book.inOrder(stage.pods().filter(fits));
  if (pick === 'all') return found.slice(0, count);
  if (pick === 'newest') found.reverse();
  return found.slice(typeof pick === 'number' ? pick : 0).slice(0, count ?? 1);
}

export function isLive(pod: Pod): boolean {
  return !isPodTerminal(pod) && !pod.metadata.deletionTimestamp;
}

function isMeant(pod: Pod, shownName: string, wanted: PodSelection): boolean {
  const { owner, pod: name, ready, phase, node, image, live } = wanted;
  return (
    (owner === undefined || new RegExp(owner).test(ownerText(pod) ?? '')) &&
    (name === undefined || shownName === name) &&
    (ready === undefined || isPodReady(pod) === ready) &&
    (phase === undefined || pod.status?.phase === phase) &&
    (node === undefined || pod.spec.nodeName === node) &&
    (image === undefined || pod.spec.containers.some((container) => container.image === image)) &&
    (live === undefined || live === isLive(pod))
  );
}
