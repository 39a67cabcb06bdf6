/** What a kubelet writes to a pod's status (pkg/kubelet/status, kubelet_pods.go): phase, addresses, conditions, containers. */
import { setCondition } from '../api/conditions.js';
import type { Condition, ContainerStatus, Node, Pod } from '../api/objects.js';
import { isSidecar } from '../api/pods.js';

type Phase = NonNullable<NonNullable<Pod['status']>['phase']>;

/** What the pod's containers have come to. */
export interface Standing {
  phase: Phase;
  inits: ContainerStatus[];
  containers: ContainerStatus[];
  /** The init containers have done their work. */
  initialized: boolean;
}

/** The pod with the status that its containers make of it. `now`: ms since 1970. */
export function withStatus(pod: Pod, node: Node, now: number, standing: Standing): Pod {
  const { phase, inits, containers, initialized } = standing;
  const hasBegun = containers.concat(inits).some(({ state }) => !state?.waiting) || phase !== 'Pending';
  const podIP = pod.status?.podIP ?? addressOf(pod);
  return {
    ...pod,
    status: {
      ...pod.status,
      phase,
      hostIP:
        node.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? pod.status?.hostIP,
      ...(hasBegun ? { podIP, podIPs: [{ ip: podIP }] } : {}),
      conditions: podConditions(pod, standing, hasBegun && initialized, now),
      containerStatuses: containers,
      ...(pod.spec.initContainers ? { initContainerStatuses: inits } : {}),
    },
  };
}

/** The containers that the pod is not ready without, of those that are not. */
function unreadyContainers(
  pod: Pod,
  { inits, containers }: Pick<Standing, 'inits' | 'containers'>,
): string[] {
  const sidecars = new Set(pod.spec.initContainers?.filter(isSidecar).map(({ name }) => name));
  return [...inits.filter(({ name }) => sidecars.has(name)), ...containers]
    .filter(({ ready }) => !ready)
    .map(({ name }) => name);
}

/** The pod's conditions as they are from now on (pkg/kubelet/status/generate.go). */
function podConditions(pod: Pod, standing: Standing, begun: boolean, now: number): Condition[] {
  const { phase, initialized } = standing;
  const ended = phase === 'Succeeded' ? 'PodCompleted' : phase === 'Failed' ? 'PodFailed' : undefined;
  const names = unreadyContainers(pod, standing);
  const ready = ended === undefined && names.length === 0;
  const unready = ended
    ? { reason: ended }
    : { reason: 'ContainersNotReady', message: `containers with unready status: [${names.join(' ')}]` };
  let conditions = pod.status?.conditions ?? [];
  const set = (type: string, on: boolean, why: { reason?: string; message?: string }) => {
    conditions = setCondition(conditions, { type, status: on ? 'True' : 'False', ...(on ? {} : why) }, now);
  };
  set('PodReadyToStartContainers', begun, {});
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
