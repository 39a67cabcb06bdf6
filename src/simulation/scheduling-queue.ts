/** Which pods wait for a node (pkg/scheduler/backend/queue): those to be tried, and those that found no room. */
import { sameValue } from '../api/equality.js';
import { keyOf, kindOf } from '../api/object-key.js';
import type { Node, Pod } from '../api/objects.js';
import { isPodTerminal } from '../api/pods.js';
import { atLeast, type KubernetesVersion } from '../api/version.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Noticed } from './actor.js';
import { PendingPods } from './pending-pods.js';

/** Kinds whose changes may make room for a pod that found none. */
const MAKES_ROOM = new Set([
  'Node',
  'PersistentVolumeClaim',
  'PersistentVolume',
  'StorageClass',
  'CSINode',
  'ResourceClaim',
  'PodDisruptionBudget',
]);

/** Since this version no pod is tried again for a node that has but got taints; before, all were. */
const TAINTS_IGNORED_SINCE = '1.37';

export class SchedulingQueue {
  private readonly pending = new PendingPods();
  private readonly unschedulable = new Map<string, number | undefined>();
  private nodeCame = false;
  private roomMade: { cause: number | undefined } | undefined;

  private readonly ignoresTaints: boolean;

  constructor(version: KubernetesVersion) {
    this.ignoresTaints = atLeast(version, TAINTS_IGNORED_SINCE);
  }

  notice(change: Noticed): void {
    const kind = kindOf(change.object);
    if (kind === 'Pod') this.noticePod(change, change.object as Pod, change.before as Pod | undefined);
    else if (MAKES_ROOM.has(kind) && !(this.ignoresTaints && hasOnlyGotTaints(change))) {
      this.roomMade = { cause: change.cause };
      if (kind === 'Node' && change.verb === 'create') this.nodeCame = true;
    }
  }

  /** Takes out the next pod to be tried. A node that has just come is tried before anybody has seen to it. */
  take(cluster: Cluster): { key: string; cause: number | undefined } | undefined {
    if (this.nodeCame) this.unpark(cluster);
    this.nodeCame = false;
    return this.pending.take();
  }

  /** The pod has no node yet: it is tried again when it changes, or when something makes room. */
  park(key: string, cause: number | undefined): void {
    this.unschedulable.set(key, cause);
  }

  /** Takes up the parked pods if room was made since this was last asked. True when there are any. */
  unpark(cluster: Cluster): boolean {
    const { roomMade } = this;
    this.roomMade = undefined;
    if (!roomMade || this.unschedulable.size === 0) return false;
    for (const [key, cause] of this.unschedulable) {
      const priority = cluster.get('Pod', key)?.spec.priority ?? 0;
      this.pending.add(key, priority, roomMade.cause ?? cause);
    }
    this.unschedulable.clear();
    return true;
  }

  private noticePod({ verb, cause }: Noticed, pod: Pod, before: Pod | undefined): void {
    const key = keyOf(pod);
    if (verb === 'delete' || isPodTerminal(pod) || pod.spec.nodeName) {
      this.pending.delete(key);
      this.unschedulable.delete(key);
      if (pod.spec.nodeName && (verb === 'delete' || isPodTerminal(pod) || !before?.spec.nodeName)) {
        this.roomMade = { cause };
      }
      return;
    }
    if (pod.metadata.deletionTimestamp) return;
    const isSame =
      before &&
      before !== pod &&
      sameValue(before.spec, pod.spec) &&
      sameValue(before.metadata.labels, pod.metadata.labels);
    if (isSame) return;
    this.unschedulable.delete(key);
    this.pending.add(key, pod.spec.priority ?? 0, cause);
  }
}

/** Whether a node got taints, and nothing else changed of what the scheduler goes by. */
function hasOnlyGotTaints({ object, before }: Noticed): boolean {
  if (kindOf(object) !== 'Node' || !before || before === object) return false;
  const [now, was] = [object as Node, before as Node];
  const [taints, old] = [now.spec?.taints ?? [], was.spec?.taints ?? []];
  if (taints.length <= old.length || !sameValue(besideTaints(now), besideTaints(was))) return false;
  return old.every((one) => taints.some((other) => sameValue(one, other)));
}

/** What else is looked at of a node; of its conditions not when they were last told. */
function besideTaints({ metadata, spec, status }: Node): unknown[] {
  const conditions = status?.conditions?.map(({ type, status: state }) => [type, state]);
  const { labels, annotations } = metadata;
  return [labels, annotations, { ...spec, taints: undefined }, status?.allocatable, conditions];
}
