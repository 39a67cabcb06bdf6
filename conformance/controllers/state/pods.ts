import type { Pod } from '../../../src/api/objects.js';
import { condition, isPodReady } from '../../../src/api/pods.js';
import { cronName, ownerText, podName } from '../naming.js';
import type { Fields } from '../scenario.js';
import { counted, isEmpty, lean, type View } from './view.js';
import { images } from './workloads.js';

/** Pods as a recorded state tells them: alike ones once, with their number. */
export function pods(view: View): Fields[] {
  return counted(view.cluster.list('Pod', view.naming.namespace).map((pod) => podFields(pod, view)));
}

function podFields(pod: Pod, view: View): Fields {
  const { naming, text } = view;
  const owner = ownerText(pod);
  const kind = owner?.split('/')[0];
  const scheduled = condition(pod.status?.conditions, 'PodScheduled');
  const hasRevision = kind === 'StatefulSet' || kind === 'DaemonSet';
  return {
    pod: podName(pod, naming),
    owner: owner && cronName(owner, naming),
    phase: pod.status?.phase,
    ready: isPodReady(pod),
    node: pod.spec.nodeName ? (naming.anyNode ? '*' : pod.spec.nodeName) : null,
    ...lean({
      revision: hasRevision ? pod.metadata.labels?.['controller-revision-hash'] : undefined,
      images: kind === 'ReplicaSet' ? undefined : images(pod.spec),
      why:
        scheduled?.status === 'False' ? `${scheduled.reason}: ${text(scheduled.message ?? '')}` : undefined,
      waiting: waiting(pod),
      deleting: pod.metadata.deletionTimestamp ? true : undefined,
      disrupted: condition(pod.status?.conditions, 'DisruptionTarget')?.reason,
      nominated: pod.status?.nominatedNodeName,
      ...besides(pod, naming.podFields),
    }),
  };
}

function waiting(pod: Pod): string | undefined {
  const reasons = (pod.status?.containerStatuses ?? [])
    .map(({ state }) => state?.waiting?.reason)
    .filter((reason) => reason && reason !== 'ContainerCreating');
  return reasons.length > 0 ? reasons.join(',') : undefined;
}

/** The fields at the paths that a scenario shows besides the usual ones. */
function besides(pod: Pod, paths: readonly string[]): Fields {
  const found: Fields = {};
  for (const path of paths) {
    const value = path.split('.').reduce<unknown>((at, step) => (at as Fields | undefined)?.[step], pod);
    if (isEmpty(value)) continue;
    const text = JSON.stringify(value).replace(/kube-api-access-[a-z0-9]{5}/g, 'kube-api-access-?');
    found[path] = JSON.parse(text);
  }
  return found;
}
