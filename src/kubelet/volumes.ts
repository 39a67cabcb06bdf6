/** What keeps the volumes of a pod from being set up, before any of its containers is created (pkg/kubelet/volumemanager). */
import { keyOf } from '../api/object-key.js';
import type { Pod } from '../api/objects.js';
import type { Seen, Session } from '../controllers/controller.js';
import { attachTroubles } from './attachable.js';
import { hasBegun } from './begun.js';
import { type Configured, missingPullSecrets, volumeFailures } from './configuration.js';
import { hold, sayOnce, setUpAt } from './memory.js';
import { CONFIG_ERROR, type Waiting } from './waiting.js';

const FAILED_MOUNT = 'FailedMount';

const FAILED_ATTACH = 'FailedAttachVolume';

/** Why the volumes of a pod are not set up, as events say it: the reason and its message. */
export function volumeTroubles(world: Configured, pod: Pod): Required<Waiting>[] {
  const attaching = attachTroubles(world.cluster, pod).flatMap(({ error }) => error ?? []);
  return [
    ...attaching.map((message) => ({ reason: FAILED_ATTACH, message })),
    ...mountTroubles(world, pod).map((message) => ({ reason: FAILED_MOUNT, message })),
  ];
}

function mountTroubles(world: Configured, pod: Pod): string[] {
  return volumeFailures(world, pod).map(
    ({ volume, message }) => `MountVolume.SetUp failed for volume "${volume}" : ${message}`,
  );
}

/** Says which of the Secrets that a pod's images are pulled with are not there; nothing waits for them. */
export function tellPullSecrets(session: Session, world: Configured, pod: Pod): void {
  const missing = missingPullSecrets(world, pod);
  if (missing.length === 0) return;
  const message = `Unable to retrieve some image pull secrets (${missing.join(', ')}); attempting to pull the image may not succeed.`;
  sayOnce(session, [message], (said) =>
    session.event(pod, 'Warning', 'FailedToRetrieveImagePullSecret', said),
  );
}

/** When all volumes of a pod were set up that the node took up at `first` (ms since 1970); undefined: they are not yet. */
export function volumesSetUp(
  session: Session,
  world: Configured,
  pod: Pod,
  first: number,
): number | undefined {
  if (hasBegun(pod)) return setUpAt(session, first) ?? first;
  const attaching = attachTroubles(world.cluster, pod);
  const messages = mountTroubles(world, pod);
  if (messages.length === 0 && attaching.every(({ error }) => error === undefined))
    return attaching.length > 0 ? undefined : setUpAt(session, first);
  hold(session);
  // Who attaches says what stands against that.
  sayOnce(session, messages, (message) => session.event(pod, 'Warning', FAILED_MOUNT, message));
  return undefined;
}

/** The pods of a namespace that wait on their nodes while a ConfigMap or Secret changes. */
export function podsThatWait({ object, before, cluster }: Seen): string[] {
  if (before === object) return [];
  return cluster.list('Pod', object.metadata.namespace).filter(waits).map(keyOf);
}

function waits({ spec, status }: Pod): boolean {
  if (!spec.nodeName || !status) return false;
  const { phase, initContainerStatuses = [], containerStatuses = [] } = status;
  if (phase === 'Pending') return true;
  return [initContainerStatuses, containerStatuses].some((list) =>
    list.some(({ state }) => state?.waiting?.reason === CONFIG_ERROR),
  );
}
