/** Pods that are not ready, each with its own chain; those of one owner that fail alike together. */
import type { Path } from '../../api/json.js';
import { pushTo } from '../../api/lists.js';
import { objectText } from '../../api/object-key.js';
import type { Container, ContainerStatus, KubeObject, Node, Pod } from '../../api/objects.js';
import { isPodReady } from '../../api/pods.js';
import { listed, numbered } from '../../api/text.js';
import { idOf } from '../../cluster/object-id.js';
import { attachError, attachedFor, usersOf } from '../../kubelet/attachable.js';
import { notFoundBy } from '../../kubelet/configuration.js';
import { CONFIG_ERROR, CRASH_BACK_OFF, isOnTheWay, isPullFailure } from '../../kubelet/waiting.js';
import { downNode, whyNotReady } from '../../simulation/stuck-pods.js';
import { writtenAt } from '../../simulation/world.js';
import { holderText } from '../remedies/holders.js';
import { topOwner, workloadOf } from '../target.js';
import { unseenMaker, unseenText } from '../unseen.js';
import type { ChainLink } from './chain.js';
import { type ChainScene, called, lastWarning, linkOf } from './scene.js';

/** So many pods are named. */
const MOST_NAMED = 3;
const OUT_OF_MEMORY = 'OOMKilled';
const UNREADY = 'NotReady';
const TERMINATING = 'Terminating';
const FAILED = 'Failed';
/** The reason of a pod whose volume is on another node. */
const NOT_ATTACHED = 'FailedAttachVolume';

/** Ready, and not about to go. */
export function isServing(pod: Pod): boolean {
  return isPodReady(pod) && pod.metadata.deletionTimestamp === undefined;
}

/** `2 pods of deployment/web`. */
export function podsText(scene: ChainScene, pods: readonly Pod[], beside: KubeObject): string {
  const owners = new Map(
    pods.map((pod) => [idOf(topOwner(scene.cluster, pod)), topOwner(scene.cluster, pod)]),
  );
  const [first] = pods;
  if (pods.length === 1 && first && topOwner(scene.cluster, first) === first) return called(first, beside);
  const names = [...owners.values()].filter(({ kind }) => kind !== 'Pod').map((one) => called(one, beside));
  const named = names.slice(0, MOST_NAMED);
  const more = names.length > named.length ? [`${names.length - named.length} more`] : [];
  const whose = names.length === 0 ? '' : ` of ${listed([...named, ...more])}`;
  return `${numbered(pods.length, 'pod')}${whose}`;
}

/** Of pods that nobody has seen: that they are taken to run, because those of their workloads were left out. */
export function supposed(scene: ChainScene, pods: readonly Pod[], beside: KubeObject): ChainLink[] {
  const owners = new Map<string, KubeObject>();
  for (const pod of pods) {
    const maker = unseenMaker(scene.plan, pod);
    if (maker) owners.set(idOf(maker), maker);
  }
  return [...owners.values()].map((owner) =>
    linkOf(scene, owner, 'note', unseenText(owner, called(owner, beside))),
  );
}

/** Where a field of a pod is written: in the manifest of its owner, in its own text, or in that of its owner. */
export function placeOfPod({ world, cluster }: ChainScene, pod: Pod, path: Path): ChainLink['location'] {
  const owner = topOwner(cluster, pod);
  const template = owner === pod ? undefined : workloadOf(owner)?.path;
  const inOwner = template && writtenAt(world, owner, [...template, ...path]);
  const isManifest = world.manifests.some(({ given }) => idOf(given) === idOf(owner));
  return isManifest ? (inOwner ?? writtenAt(world, pod, path)) : (writtenAt(world, pod, path) ?? inOwner);
}

/** What keeps a pod from being ready: `at` leads from the pod to what is at fault. */
interface Trouble {
  reason: string;
  message: string;
  at: Path;
  /** The container at fault. */
  container?: Container;
  status?: ContainerStatus | undefined;
}

/** What is the matter with each pod that is not ready; one link for those that fail alike. */
export function podLinks(scene: ChainScene, pods: readonly Pod[], beside: KubeObject): ChainLink[] {
  const groups = new Map<string, { pod: Pod; trouble: Trouble }[]>();
  for (const pod of pods) {
    if (isServing(pod)) continue;
    const trouble = troubleOf(scene, pod);
    const own = trouble.message
      .replaceAll(pod.metadata.name ?? '', '*')
      .replaceAll(pod.metadata.uid ?? '-', '*');
    const owner = idOf(topOwner(scene.cluster, pod));
    const which = owner === idOf(pod) ? owner : `${owner} ${trouble.container?.name} ${own}`;
    pushTo(groups, `${trouble.reason} ${which}`, { pod, trouble });
  }
  return [...groups.values()].map((group) => groupLink(scene, group, beside));
}

function groupLink(
  scene: ChainScene,
  group: readonly { pod: Pod; trouble: Trouble }[],
  beside: KubeObject,
): ChainLink {
  const { pod, trouble } = group[0]!;
  const { reason, message, at } = trouble;
  const owner = topOwner(scene.cluster, pod);
  const isGoing = reason === TERMINATING;
  const ended = reason === FAILED;
  const pods = group.map((one) => one.pod);
  const isMany = pods.length > 1;
  const of = owner === pod || owner === beside ? '' : ` of ${objectText(owner)}`;
  const who = isMany ? podsText(scene, pods, beside) : `${called(pod, beside)}${of}`;
  const verb = ended ? (isMany ? 'have' : 'has') : isMany ? 'are' : 'is';
  const state = ended ? 'failed' : isGoing ? 'terminating' : 'not ready';
  const text = `${who} ${verb} ${state}${isMany ? ` (${namesOf(pods)})` : ''}`;
  const location = placeOfPod(scene, pod, at);
  const says = isGoing || ended || reason === UNREADY ? message : `${reason}${message ? `: ${message}` : ''}`;
  return linkOf(scene, pod, 'wrong', text, {
    says,
    location,
    links: [...behind(scene, pod, trouble), ...warned(scene, pod, says)],
  });
}

function namesOf(pods: readonly Pod[]): string {
  const names = pods.slice(0, MOST_NAMED).map(({ metadata }) => metadata.name ?? '');
  const more = pods.length - names.length;
  return listed(more > 0 ? [...names, `${more} more`] : names);
}

function troubleOf(scene: ChainScene, pod: Pod): Trouble {
  const { metadata, status = {} } = pod;
  if (metadata.deletionTimestamp) {
    return { reason: TERMINATING, message: '', at: ['metadata', 'deletionTimestamp'] };
  }
  const container = containerAtFault(pod);
  if (status.phase === 'Failed') {
    const { reason, message } = status;
    const said = [reason, message].filter(Boolean).join(': ');
    return { reason: FAILED, message: said, at: container?.at ?? [], ...container };
  }
  const { reason, message } = whyNotReady(pod, scene.cluster, scene.model);
  if (!pod.spec.nodeName) return { reason, message, at: ['spec'] };
  if (!container) return { reason, message, at: [] };
  const at = [...container.at, ...fieldAtFault(pod, container, reason, message)];
  return { reason, message, ...container, at };
}

interface AtFault {
  at: Path;
  container: Container;
  status?: ContainerStatus | undefined;
}

/** The first container that does not start or run, those that run before the others first; else the first that is not ready. */
function containerAtFault({ spec, status = {} }: Pod): AtFault | undefined {
  const lists = [
    ['initContainers', spec.initContainers ?? [], status.initContainerStatuses ?? []],
    ['containers', spec.containers, status.containerStatuses ?? []],
  ] as const;
  const all = lists.flatMap(([list, containers, statuses]) =>
    containers.map((container, i) => ({
      at: ['spec', list, i] as Path,
      container,
      status: statuses.find(({ name }) => name === container.name),
    })),
  );
  const waits = ({ status: one }: AtFault) => !isOnTheWay(one?.state?.waiting?.reason || undefined);
  const failed = ({ status: one }: AtFault) => (one?.state?.terminated?.exitCode ?? 0) !== 0;
  return (
    all.find(waits) ??
    all.find(failed) ??
    all.find(({ status: one, at }) => at[1] === 'containers' && one?.ready === false)
  );
}

/** What of a container is at fault, from there on. */
function fieldAtFault(pod: Pod, { container }: AtFault, reason: string, message: string): Path {
  if (isPullFailure(reason)) return ['image'];
  if (reason === UNREADY && 'readinessProbe' in container) return ['readinessProbe'];
  if (reason !== CONFIG_ERROR) return [];
  const need = notFoundBy(pod, container.name, message);
  return need ? need.path.slice(3) : [];
}

/** What is behind it: how a container ended, what a probe asks, a node that is down. */
function behind(scene: ChainScene, pod: Pod, { reason, container, status, at }: Trouble): ChainLink[] {
  if (reason === TERMINATING) return goingLinks(scene, pod);
  if (reason === NOT_ATTACHED) return holderLinks(scene, pod);
  if (!container) return [];
  const ended = reason === CRASH_BACK_OFF ? status?.lastState?.terminated : status?.state?.terminated;
  if (ended) return [endedLink(scene, pod, container, ended, at)];
  const before = status?.lastState?.terminated;
  if (reason === UNREADY && before) return [endedLink(scene, pod, container, before, at)];
  if (reason === UNREADY && 'readinessProbe' in container) {
    const text = `container ${container.name} runs, and its readinessProbe does not succeed`;
    return [linkOf(scene, pod, 'note', text, { location: placeOfPod(scene, pod, at) })];
  }
  return [];
}

/** Who has a volume that the pod waits for, on another node. */
function holderLinks(scene: ChainScene, pod: Pod): ChainLink[] {
  const holders = attachedFor(scene.cluster, pod)
    .filter((volume) => attachError(scene.cluster, pod, volume) !== undefined)
    .flatMap((volume) => usersOf(scene.cluster, volume))
    .filter(({ spec }) => spec.nodeName !== pod.spec.nodeName);
  return [...new Set(holders)]
    .slice(0, MOST_NAMED)
    .map((one) =>
      linkOf(
        scene,
        one,
        'note',
        `${holderText(scene, one)} has it, and it is attached to one node at a time`,
      ),
    );
}

type Ended = NonNullable<NonNullable<ContainerStatus['state']>['terminated']>;

function endedLink(scene: ChainScene, pod: Pod, container: Container, ended: Ended, at: Path): ChainLink {
  const { exitCode, reason = '', message } = ended;
  const isMemory = reason === OUT_OF_MEMORY;
  const limit = container.resources?.limits?.['memory'];
  const why = reason && reason !== 'Error' ? ` (${reason})` : '';
  const most = isMemory && limit !== undefined ? `; its memory limit is ${limit}` : '';
  const path = most === '' ? at : [...at, 'resources', 'limits', 'memory'];
  return linkOf(
    scene,
    pod,
    'note',
    `container ${container.name} ended with exit code ${exitCode}${why}${most}`,
    {
      says: message?.trim(),
      location: placeOfPod(scene, pod, path),
    },
  );
}

/** Why a pod that was deleted is still there. */
function goingLinks(scene: ChainScene, pod: Pod): ChainLink[] {
  const { finalizers = [], deletionTimestamp = '' } = pod.metadata;
  const down = downNode(pod, scene.cluster);
  const node = scene.cluster.get('Node', pod.spec.nodeName ?? '') as Node | undefined;
  const links: ChainLink[] = [];
  if (down && node) {
    const [what = '', ...why] = down.split(': ');
    const text = `${what}: its kubelet cannot say that the pod has ended, which stays until the node is back or gone, or the pod is deleted by force`;
    links.push(linkOf(scene, node, 'wrong', text, { says: why.join(': ') }));
  }
  if (finalizers.length > 0) {
    const text = `it stays until ${finalizers.length === 1 ? 'its finalizer is' : 'its finalizers are'} taken off, ${finalizers.join(', ')}`;
    links.push(linkOf(scene, pod, 'wrong', text, { at: ['metadata', 'finalizers'] }));
  }
  if (links.length === 0) {
    links.push(
      linkOf(scene, pod, 'note', `it has until ${deletionTimestamp} to end`, {
        at: ['metadata', 'deletionTimestamp'],
      }),
    );
  }
  return links;
}

/** What was said last of it, where that is not what has been said. */
function warned(scene: ChainScene, pod: Pod, says: string): ChainLink[] {
  const last = lastWarning(scene, pod);
  return last === undefined || last === says
    ? []
    : [linkOf(scene, pod, 'note', 'the last warning about it', { says: last })];
}
