/**
 * What a container does: the one place that decides it. From what is told of it (the last word counts), then what was seen
 * of it in the snapshot, then what is taken for usual.
 */
import { isImageReference } from '../api/image.js';
import type { Container, Pod } from '../api/objects.js';
import { isSidecar } from '../api/pods.js';
import type { Cluster } from '../cluster/cluster.js';
import { type Does, type Exit, isMeant } from './assumption.js';
import type { KubeletModel } from './model.js';
import { seenOf } from './observed.js';
import { runsForEver } from './restart-policy.js';
import { invalidImage, NEVER, noImage, type Waiting } from './waiting.js';
import { workloadOfPod } from './workload.js';

/** All times in seconds. */
export interface Behaviour {
  /** How long a node pulls the image that does not have it, or that it never gets it. */
  pull: number | Waiting;
  /** That it is never created, whatever its image. */
  create: Waiting | undefined;
  /** From the pulled image to a running container. */
  start: number;
  /** How long after that its probes begin to succeed. */
  ready: number | 'never';
  exit: Exit | undefined;
  /** From being asked to stop. */
  stop: number;
}

/** How one container of a pod behaves; `init`: it is one of those that run before the others. */
export function behaviourOf(
  model: KubeletModel,
  cluster: Cluster,
  pod: Pod,
  container: Container,
  init = false,
): Behaviour {
  const usual: Behaviour = {
    pull: usualPull(model, container),
    create: undefined,
    start: model.startSeconds,
    ready: 0,
    exit: usualExit(model, pod, container, init),
    stop: model.stopSeconds,
  };
  if (isUsual(model)) return usual;
  const workload = workloadOfPod(cluster, pod);
  const told = toldOf(model, pod, container, workload);
  const seen = seenOf(model.observed, pod, container, workload);
  const { pull = seen.pull ?? usual.pull, exit = seen.exit ?? usual.exit } = told;
  return {
    pull: pull === 'fails' ? noImage(container) : pull,
    create: seen.create,
    start: told.start ?? usual.start,
    ready: told.ready ?? seen.ready ?? usual.ready,
    exit: exit === 'never' ? undefined : exit,
    stop: told.stop ?? usual.stop,
  };
}

/** What of a container that nothing tells or shows, so that what is usual is taken for it; nothing of one that is never created. */
export function untoldOf(
  model: KubeletModel,
  cluster: Cluster,
  pod: Pod,
  container: Container,
): readonly (keyof Does)[] {
  const workload = workloadOfPod(cluster, pod);
  const told = toldOf(model, pod, container, workload);
  const seen = seenOf(model.observed, pod, container, workload);
  const isPulled = told.pull !== 'fails' && (told.pull !== undefined || seen.pull === undefined);
  if (!isPulled || seen.create || !isImageReference(container.image ?? '')) return [];
  const usual: (keyof Does)[] = ['pull', 'start', 'ready', 'exit', 'stop'];
  return usual.filter((name) => told[name] === undefined && !(name in seen));
}

/** Whether nothing is told or seen of any container. */
export function isUsual({ assumed, observed }: KubeletModel): boolean {
  return assumed.length === 0 && observed.count === 0;
}

/** An image that is never pulled is on the node. */
function usualPull({ pullSeconds }: KubeletModel, { image, imagePullPolicy }: Container): number | Waiting {
  if (!isImageReference(image ?? '')) return invalidImage(image);
  return imagePullPolicy === NEVER ? 0 : pullSeconds;
}

/** Init containers have done their work as soon as they have started; others end where they need not run for ever. */
function usualExit(
  { jobSeconds }: KubeletModel,
  pod: Pod,
  container: Container,
  init: boolean,
): Exit | undefined {
  if (init) return isSidecar(container) ? undefined : { code: 0, after: 0 };
  if (runsForEver(pod) || jobSeconds === undefined) return undefined;
  return { code: 0, after: jobSeconds };
}

function toldOf({ assumed }: KubeletModel, pod: Pod, container: Container, workload: string): Does {
  let told: Does = {};
  for (const { of, does } of assumed) {
    if (isMeant(of, container, workload, pod)) told = { ...told, ...does };
  }
  return told;
}
