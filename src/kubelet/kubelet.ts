/** The model of a node: takes pods up, pulls, starts, probes and stops (pkg/kubelet, as far as it shows in a pod's status). */

import type { Node, Pod } from '../api/objects.js';
import { condition, isPodReady, isPodTerminal } from '../api/pods.js';
import { parseTime } from '../api/time.js';
import { type Controller, controller, type Session } from '../controllers/controller.js';
import { itself } from '../controllers/ownership.js';
import { CRASH_BACK_OFF, initSeconds, waits } from './containers.js';
import { matches, PULL_BACK_OFF, pullSeconds, sayPullFailed, usesImageOf } from './images.js';
import type { KubeletModel } from './model.js';
import { admitToNode, nodeOf, podsOfNode } from './node-admission.js';
import { withStatus } from './pod-status.js';
import { readyAt } from './probes.js';
import { endsAt, runsForEver, stop, succeeded } from './termination.js';

/** Looks after the pods that are bound to a living node. */
export function kubelet(model: KubeletModel): Controller {
  return controller('kubelet', { Pod: itself, Node: podsOfNode }, (session, key) => {
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
  if (isPodTerminal(pod) || (isPodReady(pod) && runsForEver(pod))) return;
  const startedAt = parseTime(pod.status?.startTime);
  if (startedAt === undefined) admitToNode(session, pod, node, model);
  else start(session, pod, node, model, startedAt);
}

/** Brings a pod that the node took up at `startedAt` as far as it is by now. */
function start(session: Session, pod: Pod, node: Node, model: KubeletModel, startedAt: number): void {
  const { now } = session;
  const pulled = startedAt + pullSeconds(session.cluster, pod, node, model) * 1000;
  if (now < pulled) {
    session.wakeAt(pulled);
    return;
  }
  const bad = pod.spec.containers.find(({ image }) => matches(image, model.failImages));
  if (bad) {
    if (waits(pod, PULL_BACK_OFF)) return;
    sayPullFailed(session, pod, bad);
    session.updateStatus(withStatus(pod, node, now, {}, PULL_BACK_OFF, model));
    return;
  }
  const runningAt = pulled + (model.startSeconds + initSeconds(pod, model)) * 1000;
  if (now < runningAt) {
    session.wakeAt(runningAt);
    return;
  }
  if (usesImageOf(pod, model.crash)) {
    if (waits(pod, CRASH_BACK_OFF)) return;
    session.updateStatus(withStatus(pod, node, now, { phase: 'Running' }, CRASH_BACK_OFF, model));
    return;
  }
  const ends = endsAt(pod, runningAt, model);
  if (ends !== undefined && now >= ends) session.updateStatus(succeeded(pod, node, now, model));
  else run(session, pod, node, model, runningAt, ends);
}

/** A pod whose containers all run since `runningAt`: ready as soon as its probes say so. */
function run(
  session: Session,
  pod: Pod,
  node: Node,
  model: KubeletModel,
  runningAt: number,
  ends: number | undefined,
): void {
  const { now } = session;
  const isDoomed = usesImageOf(pod, model.neverReady);
  const readyTime = readyAt(pod, runningAt);
  const isReady = !isDoomed && now >= readyTime;
  const wasReady = condition(pod.status?.conditions, 'Ready')?.status === 'True';
  if (pod.status?.phase !== 'Running' || wasReady !== isReady) {
    const phase = isReady ? 'ready' : 'running';
    session.updateStatus(withStatus(pod, node, now, { phase: 'Running' }, phase, model));
  }
  if (!isReady && !isDoomed) session.wakeAt(readyTime);
  if (ends !== undefined) session.wakeAt(ends);
}
