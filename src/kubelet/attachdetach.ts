/** Attaches volumes to the nodes of the pods that need them, and detaches them (pkg/controller/volume/attachdetach). */
import { fnv1a, safeEncode } from '../api/hash.js';
import type { KubeObject, Node, Pod } from '../api/objects.js';
import { condition, isPodTerminal } from '../api/pods.js';
import type { PersistentVolume } from '../api/workloads.js';
import { type Controller, controller, type Seen, type Session } from '../controllers/controller.js';
import {
  attachError,
  attachedFor,
  attacherOf,
  attachmentsOf,
  isAttached,
  isExclusive,
  usersOf,
  type VolumeAttachment,
} from './attachable.js';
import { hasBegun } from './begun.js';

/** So long it takes until a volume that nobody uses any more is unmounted and detached. */
const DETACH_MS = 6000;
/** So long a volume is waited for whose node is not heard of (ReconcilerMaxWaitForUnmountDuration). */
const FORCE_MS = 360_000;
const OUT_OF_SERVICE = 'node.kubernetes.io/out-of-service';

/** What is kept in mind of a volume: since when nodes have no use for it, and the uids of pods that were told that it is elsewhere. */
interface Memory {
  unused: Readonly<Record<string, number>>;
  said: readonly string[];
}

export const attachDetach: Controller = controller(
  'attachdetach',
  { Pod: volumesOfPod, PersistentVolumeClaim: volumeOfClaim, Node: volumesOfNode },
  (session, name) => {
    const volume = session.cluster.get('PersistentVolume', name);
    const attacher = volume && attacherOf(session.cluster, volume);
    if (!volume || attacher === undefined) return;
    // Its objects are books; what comes of them is told.
    session.quiet = true;
    const users = usersOf(session.cluster, volume);
    const { unused, said } = (session.memory as Memory | undefined) ?? { unused: {}, said: [] };
    session.memory = { unused: detach(session, name, users, unused), said };
    for (const pod of inOrder(users)) attach(session, volume, attacher, pod);
  },
);

/** The volumes of a pod that is placed, ends or goes. */
function volumesOfPod({ object, before, verb, cluster }: Seen): string[] {
  const [pod, was] = [object as Pod, before as Pod | undefined];
  if (!pod.spec.nodeName || !pod.spec.volumes) return [];
  const isSame =
    verb === 'update' &&
    was !== object &&
    was?.spec.nodeName !== undefined &&
    isPodTerminal(was) === isPodTerminal(pod);
  return isSame ? [] : attachedFor(cluster, pod).map(({ metadata }) => metadata.name ?? '');
}

/** A claim that has got its volume. */
function volumeOfClaim({ object, before }: Seen): string[] {
  const [now, was] = [object, before].map(
    (one) => (one as { spec?: { volumeName?: string } } | undefined)?.spec,
  );
  return now?.volumeName && now.volumeName !== was?.volumeName ? [now.volumeName] : [];
}

/** What is attached to a node that begins or ceases to report that it is well, or is out of service. */
function volumesOfNode({ object, before, cluster, verb }: Seen): string[] {
  if (verb === 'update' && before && patience(object as Node) === patience(before as Node)) return [];
  const all = cluster.list('VolumeAttachment') as KubeObject[] as VolumeAttachment[];
  return all
    .filter(({ spec }) => spec.nodeName === object.metadata.name)
    .flatMap(({ spec }) => spec.source.persistentVolumeName ?? []);
}

/** How long is waited before a volume leaves a node that has no use for it. */
function patience(node: Node | undefined): number {
  if (node?.spec?.taints?.some(({ key }) => key === OUT_OF_SERVICE)) return 0;
  return condition(node?.status?.conditions, 'Ready')?.status === 'True' ? DETACH_MS : FORCE_MS;
}

/** Takes the volume off nodes that have no use for it, once it is time; since when they have none. */
function detach(
  session: Session,
  name: string,
  users: readonly Pod[],
  before: Memory['unused'],
): Memory['unused'] {
  const unused: Record<string, number> = {};
  for (const attachment of attachmentsOf(session.cluster, name)) {
    const { nodeName } = attachment.spec;
    if (users.some(({ spec }) => spec.nodeName === nodeName)) continue;
    const since = before[nodeName] ?? session.now;
    const due = since + patience(session.cluster.get('Node', nodeName));
    if (due <= session.now) remove(session, attachment);
    else {
      unused[nodeName] = since;
      session.wakeAt(due, { routine: users.length === 0 });
    }
  }
  return unused;
}

/** The driver has taken it off: it does not hold the object any longer. */
function remove(session: Session, attachment: VolumeAttachment): void {
  const { finalizers = [] } = attachment.metadata;
  const metadata = { ...attachment.metadata, finalizers: [] };
  const free = finalizers.length > 0 ? session.update({ ...attachment, metadata }).object : attachment;
  if (free) session.delete(free);
}

/** Pods that run have the volume; of the others the first to be placed gets it. */
function inOrder(users: readonly Pod[]): Pod[] {
  const time = ({ status, metadata }: Pod) => status?.startTime ?? metadata.creationTimestamp ?? '';
  const rank = (pod: Pod) => `${hasBegun(pod) ? 0 : 1} ${time(pod)}`;
  return [...users].sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
}

function attach(session: Session, volume: PersistentVolume, attacher: string, pod: Pod): void {
  const { cluster } = session;
  const { nodeName = '' } = pod.spec;
  const name = volume.metadata.name ?? '';
  if (isAttached(cluster, pod, volume)) return;
  const error = isExclusive(volume) && !hasBegun(pod) ? attachError(cluster, pod, volume) : undefined;
  if (error === undefined) {
    session.create<VolumeAttachment>({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'VolumeAttachment',
      metadata: { name: attachmentName(name, nodeName) },
      spec: { attacher, nodeName, source: { persistentVolumeName: name } },
    });
    return;
  }
  const { unused, said } = session.memory as Memory;
  const { uid = '' } = pod.metadata;
  if (said.includes(uid)) return;
  session.memory = { unused, said: [...said, uid] };
  session.event(pod, 'Warning', 'FailedAttachVolume', error);
}

function attachmentName(volume: string, node: string): string {
  return `csi-${safeEncode(fnv1a(`${volume} ${node}`))}${safeEncode(fnv1a(`${node} ${volume}`))}`;
}
