/** What a kubelet writes to a pod's status (pkg/kubelet/status, kubelet_pods.go): phase, addresses, conditions, containers. */
import { setCondition } from '../api/conditions.js';
import type { Condition, Node, Pod } from '../api/objects.js';
import { CRASH_BACK_OFF, containerStatus, initContainerStatus, type Phase } from './containers.js';
import type { KubeletModel } from './model.js';

/** The pod with the status of that phase; `status`: fields that are set besides. `now`: ms since 1970. */
export function withStatus(
  pod: Pod,
  node: Node,
  now: number,
  status: Partial<NonNullable<Pod['status']>>,
  phase: Phase,
  model: KubeletModel,
): Pod {
  const hasIp = phase === 'running' || phase === 'ready' || phase === CRASH_BACK_OFF;
  const podIP = pod.status?.podIP ?? addressOf(pod);
  const init = pod.spec.initContainers?.map((container) => initContainerStatus(container, hasIp, now));
  return {
    ...pod,
    status: {
      ...pod.status,
      ...status,
      hostIP:
        node.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? pod.status?.hostIP,
      ...(hasIp ? { podIP, podIPs: [{ ip: podIP }] } : {}),
      conditions: podConditions(pod, phase === 'ready', hasIp, now),
      containerStatuses: pod.spec.containers?.map((one) => containerStatus(one, phase, now, pod, model)),
      ...(init ? { initContainerStatuses: init } : {}),
    },
  };
}

/** The pod's conditions as they are from now on; `reason`: why it is not ready, other than that a container is not. */
export function podConditions(
  pod: Pod,
  ready: boolean,
  initialized: boolean,
  now: number,
  reason?: string,
): Condition[] {
  const names = pod.spec.containers.map(({ name }) => name).join(' ');
  const unready = {
    reason: reason ?? 'ContainersNotReady',
    ...(reason ? {} : { message: `containers with unready status: [${names}]` }),
  };
  let conditions = pod.status?.conditions ?? [];
  const set = (type: string, on: boolean, why: { reason?: string; message?: string }) => {
    conditions = setCondition(conditions, { type, status: on ? 'True' : 'False', ...(on ? {} : why) }, now);
  };
  set('PodReadyToStartContainers', initialized, {});
  set('Initialized', initialized || !pod.spec.initContainers?.length, { reason: 'ContainersNotInitialized' });
  set('Ready', ready, unready);
  set('ContainersReady', ready, unready);
  return conditions;
}

/** An address that no other pod has, as long as names are unique: from the hash of the pod's key. */
function addressOf(pod: Pod): string {
  const { namespace, name, uid } = pod.metadata;
  let hash = 7;
  for (const char of `${namespace}/${name}/${uid}`) hash = (Math.imul(hash, 31) + char.charCodeAt(0)) >>> 0;
  return `10.${64 + (hash & 63)}.${(hash >>> 8) & 255}.${((hash >>> 16) % 254) + 1}`;
}
