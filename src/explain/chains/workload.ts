/** What makes pods, and a pod itself: why not all that is asked for is ready now. */
import type { KubeObject, Pod, ReplicaSet } from '../../api/objects.js';
import { condition, isPodTerminal } from '../../api/pods.js';
import { listed } from '../../api/text.js';
import type { StatefulSet } from '../../api/workloads.js';
import { ownedPods } from '../../cluster/owned-pods.js';
import { type AnyWorkload, desiredOf, readyOf } from '../../simulation/numbers-of.js';
import { unseenMaker } from '../unseen.js';
import { type ChainLink, isWell } from './chain.js';
import { isServing, podLinks, supposed } from './pods.js';
import { asIn, type ChainScene, linkOf } from './scene.js';
import type { Told } from './service.js';

/** So many pods are named. */
const MOST_NAMED = 5;

export function workloadChain(scene: ChainScene, object: KubeObject): Told {
  const known = unseen(scene, object);
  if (known) return known;
  const pods = ownedPods(scene.cluster, object).filter((pod) => !isPodTerminal(pod));
  const placed = pods.filter(({ spec }) => spec.nodeName !== undefined);
  const [desired, ready] = [desiredOf(object), readyOf(object)];
  const links = [
    // Of one that has all its pods, what once failed is long past.
    ...(ready < desired ? [...supposed(scene, pods, object), ...failedLinks(scene, object)] : []),
    ...podLinks(scene, placed, object),
    ...waitingLinks(
      scene,
      object,
      pods.filter((pod) => !placed.includes(pod)),
    ),
    ...orderLinks(scene, object, pods),
    ...conditionLinks(scene, object),
  ];
  const stuck = ready < desired ? 'is stuck at' : 'has';
  const more = ready < desired || isWell(links) ? '' : ', and is not well';
  return { answer: `${stuck} ${ready} of ${desired} ready${more}`, links };
}

/** Pods that have failed, for which others were made. */
function failedLinks(scene: ChainScene, object: KubeObject): ChainLink[] {
  const failed = ownedPods(scene.cluster, object).filter(({ status }) => status?.phase === 'Failed');
  return podLinks(scene, failed, object);
}

/** One whose pods a dump leaves out, and of which its status says that not all are ready: that is all that is known of them. */
function unseen(scene: ChainScene, object: KubeObject): Told | undefined {
  const maker = scene.observed ? unseenMaker(scene.plan, object) : undefined;
  const said = asIn(scene.world.before, object);
  const [desired, ready] = [desiredOf(said), readyOf(said)];
  // A manifest has no status of its own.
  const isManifest = (said as AnyWorkload).status?.observedGeneration === undefined;
  if (!maker || isManifest || ready >= desired) return undefined;
  const text = `its status says ${ready} of ${desired} ready: why is not known without its pods`;
  const links = [
    linkOf(scene, said, 'wrong', text, { at: ['status'] }),
    ...supposed(scene, ownedPods(scene.cluster, object), object),
    ...conditionLinks(scene, said),
  ];
  return { answer: `is stuck at ${ready} of ${desired} ready`, links };
}

/** A pod that nothing makes, or that is asked about itself. */
export function podChain(scene: ChainScene, pod: Pod): Told {
  const { phase, reason, message } = pod.status ?? {};
  if (phase === 'Succeeded') return { answer: 'has ended well', links: [] };
  if (phase === 'Failed') {
    const why = [reason, message].filter(Boolean).join(': ');
    return {
      answer: `has failed${why ? `: ${why.replace(/\.$/, '')}` : ''}`,
      links: podLinks(scene, [pod], pod),
    };
  }
  if (!pod.spec.nodeName) return { answer: 'waits for a place', links: waitingLinks(scene, pod, [pod]) };
  const links = podLinks(scene, [pod], pod);
  if (pod.metadata.deletionTimestamp) return { answer: 'is terminating', links };
  return { answer: isServing(pod) ? 'is ready' : 'is not ready', links };
}

/** Why pods wait for a place is a matter of the scheduler, which is told beside this. */
function waitingLinks(scene: ChainScene, object: KubeObject, pods: readonly Pod[]): ChainLink[] {
  return podLinks(scene, pods, object).map((one) => ({ ...one, is: 'note' }));
}

/** What its controller says of it. */
function conditionLinks(scene: ChainScene, object: KubeObject): ChainLink[] {
  const { spec, status, metadata } = object as AnyWorkload;
  const links: ChainLink[] = [];
  const said = (is: ChainLink['is'], text: string, type: string) => {
    const i = status?.conditions?.findIndex((one) => one.type === type) ?? -1;
    const { reason = '', message = '' } = status?.conditions?.[i] ?? {};
    const at = scene.observed ? ['status', 'conditions', i] : ['spec'];
    links.push(linkOf(scene, object, is, text, { at, says: `${reason}: ${message}` }));
  };
  const is = (type: string) => condition((object as ReplicaSet).status?.conditions, type)?.status;
  if (is('Progressing') === 'False') {
    const { reason } = condition((object as ReplicaSet).status?.conditions, 'Progressing') ?? {};
    const late = reason === 'ProgressDeadlineExceeded';
    said(
      'wrong',
      `its rollout ${late ? 'has not got further within progressDeadlineSeconds' : 'does not go on'}`,
      'Progressing',
    );
  }
  if (is('ReplicaFailure') === 'True') said('wrong', 'its pods are not made', 'ReplicaFailure');
  if (spec?.paused)
    links.push(
      linkOf(scene, object, 'note', 'paused: changes of its template wait', { at: ['spec', 'paused'] }),
    );
  const { observedGeneration } = status ?? {};
  const { generation = 0 } = metadata;
  if (scene.observed && observedGeneration !== undefined && observedGeneration < generation) {
    const text = `its controller has seen generation ${observedGeneration}, and it is at ${generation}`;
    links.push(linkOf(scene, object, 'note', text, { at: ['status', 'observedGeneration'] }));
  }
  return links;
}

/** Pods of a StatefulSet that are not made before an earlier one is ready. */
function orderLinks(scene: ChainScene, object: KubeObject, pods: readonly Pod[]): ChainLink[] {
  if (object.kind !== 'StatefulSet') return [];
  const { spec, metadata } = object as StatefulSet;
  if (spec.podManagementPolicy === 'Parallel') return [];
  const start = spec.ordinals?.start ?? 0;
  const names = Array.from(
    { length: Math.min(spec.replicas ?? 1, MOST_ORDINALS) },
    (_, i) => `${metadata.name}-${start + i}`,
  );
  const byName = new Map(pods.map((pod) => [pod.metadata.name, pod]));
  const first = names.findIndex((name) => {
    const pod = byName.get(name);
    return !pod || !isServing(pod);
  });
  const missing = names.slice(first + 1).filter((name) => !byName.has(name));
  if (first < 0 || missing.length === 0) return [];
  const shown = missing.slice(0, MOST_NAMED);
  const who = listed(
    missing.length > shown.length ? [...shown, `${missing.length - shown.length} more`] : shown,
  );
  const text = `${who} ${missing.length === 1 ? 'is' : 'are'} not made until ${names[first]} is ready: a StatefulSet goes in order (podManagementPolicy OrderedReady)`;
  return [
    linkOf(scene, object, 'wrong', text, {
      at: ['spec', ...(spec.podManagementPolicy ? ['podManagementPolicy'] : [])],
    }),
  ];
}

/** So many ordinals are looked at. */
const MOST_ORDINALS = 1000;
