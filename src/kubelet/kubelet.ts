/** The model of a node: takes pods up, pulls, starts, probes and stops (pkg/kubelet, as far as it shows in a pod's status). */

import type { Container, Node, Pod } from '../api/objects.js';
import { isPodReady, isPodTerminal, isSidecar } from '../api/pods.js';
import { parseTime } from '../api/time.js';
import { type Controller, controller, type Session } from '../controllers/controller.js';
import { itself } from '../controllers/ownership.js';
import { podsThatAttach } from './attachable.js';
import { behaviourOf, isUsual } from './behaviour.js';
import { type Configured, containerFailure } from './configuration.js';
import { advanced, isDoomed, type Runner, type Turn } from './containers.js';
import { pullSeconds } from './images.js';
import { beginOf, initialized } from './init-containers.js';
import { triedAt } from './memory.js';
import type { KubeletModel } from './model.js';
import { admitToNode, nodeOf, podsOfNode } from './node-admission.js';
import { phaseOf } from './pod-phase.js';
import { withStatus } from './pod-status.js';
import { runsForEver } from './restart-policy.js';
import { stop } from './termination.js';
import { podsThatWait, tellPullSecrets, volumesSetUp } from './volumes.js';
import { CONFIG_ERROR, CREATING, INITIALIZING, type Waiting } from './waiting.js';

const WATCHES = {
  Pod: itself,
  Node: podsOfNode,
  ConfigMap: podsThatWait,
  Secret: podsThatWait,
  VolumeAttachment: podsThatAttach,
};

/** Looks after the pods that are bound to a living node. */
export function kubelet(model: KubeletModel): Controller {
  return controller('kubelet', WATCHES, (session, key) => {
    const pod = session.cluster.get('Pod', key);
    const node = pod && nodeOf(session.cluster, pod);
    if (node) sync(session, pod, node, model);
  });
}

function sync(session: Session, pod: Pod, node: Node, model: KubeletModel): void {
  if (pod.metadata.deletionTimestamp) {
    stop(session, pod, model);
    return;
  }
  if (isPodTerminal(pod) || isSettled(session, pod, model)) return;
  const startedAt = parseTime(pod.status?.startTime);
  if (startedAt === undefined) admitToNode(session, pod, node);
  else start(session, pod, node, model, startedAt);
}

/** A pod that is ready, and that nothing ends. */
function isSettled({ cluster }: Session, pod: Pod, model: KubeletModel): boolean {
  if (!isPodReady(pod) || !runsForEver(pod)) return false;
  if (isUsual(model)) return true;
  return pod.spec.containers.every(
    (container) => behaviourOf(model, cluster, pod, container).exit === undefined,
  );
}

/** Brings a pod that the node took up at `startedAt` as far as it is by now. */
function start(session: Session, pod: Pod, node: Node, model: KubeletModel, startedAt: number): void {
  const { now, cluster } = session;
  const does = (container: Container, init: boolean) => behaviourOf(model, cluster, pod, container, init);
  const pulls = (container: Container, init: boolean) => {
    const { pull } = does(container, init);
    return typeof pull === 'number' ? pull : model.pullSeconds;
  };
  const world = { cluster, isOutside: model.isOutside };
  const mounted = volumesSetUp(session, world, pod, startedAt);
  if (mounted === undefined) return;
  const pulled = mounted + pullSeconds(cluster, pod, node, pulls) * 1000;
  if (now < pulled) {
    session.wakeAt(pulled);
    return;
  }
  tellPullSecrets(session, world, pod);
  const turn = turnOf(session, pod);
  const runner = (container: Container, init: boolean): Runner => ({
    container,
    does: does(container, init),
    lacks: () => configError(world, pod, container),
    ...(init && { always: isSidecar(container), init }),
  });
  const { initContainers = [], containers } = pod.spec;
  const inits = initialized(
    initContainers.map((container) => runner(container, true)),
    pod.status?.initContainerStatuses,
    pulled,
    turn,
  );
  const creating = { reason: initContainers.length > 0 ? INITIALIZING : CREATING };
  const statuses = containers.map((container) => {
    const one = runner(container, false);
    const before = pod.status?.containerStatuses?.find(({ name }) => name === container.name);
    const { others } = inits;
    const begin = 'at' in others ? beginOf(one, before, { at: others.at, creating }, turn) : others;
    const status = advanced(one, before, begin, turn);
    if (status !== before && status.restartCount > 1 && isDoomed(one, pod)) session.quiet = true;
    return status;
  });
  const phase = phaseOf(pod, inits.statuses, statuses, inits.done);
  const standing = { phase, inits: inits.statuses, containers: statuses, initialized: inits.done };
  const next = withStatus(pod, node, now, standing);
  if (isOther(pod, next)) session.updateStatus(next);
}

function turnOf(session: Session, pod: Pod): Turn {
  return {
    now: session.now,
    pod,
    triedAt: (container, from, again) => triedAt(session, container, from, again),
    wakeAt: (time, options) => session.wakeAt(time, options),
    event: (type, reason, message) => session.event(pod, type, reason, message),
  };
}

/** What of its configuration keeps a container from being created. */
function configError(world: Configured, pod: Pod, container: Container): Waiting | undefined {
  const message = containerFailure(world, pod, container);
  return message === undefined ? undefined : { reason: CONFIG_ERROR, message };
}

/** Whether the containers have moved on; what else a snapshot says of the pod stays as it is. */
function isOther(pod: Pod, next: Pod): boolean {
  const [before, after] = [pod.status ?? {}, next.status ?? {}];
  const differ = (list: 'containerStatuses' | 'initContainerStatuses') =>
    after[list]?.some((status) => !before[list]?.includes(status)) ?? false;
  return (
    before.phase !== after.phase ||
    isPodReady(pod) !== isPodReady(next) ||
    differ('containerStatuses') ||
    differ('initContainerStatuses')
  );
}
