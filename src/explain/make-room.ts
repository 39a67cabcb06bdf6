/** Room made by pods that run already: one is deleted, a workload is shrunk or scaled down. */
import { largest } from '../api/lists.js';
import { controllerRef, keyOf, kindOf, objectKey, objectText } from '../api/object-key.js';
import type { KubeObject, Pod, PodTemplateSpec } from '../api/objects.js';
import { commandLine } from '../api/shell.js';
import { parseTime } from '../api/time.js';
import { asJson, asPodTemplate } from '../api/unstructured.js';
import type { Cluster } from '../cluster/cluster.js';
import { deletionOrder } from '../controllers/pod-order.js';
import type { Scheduler } from '../scheduler/configuration/scheduler.js';
import type { NodeInfo } from '../scheduler/node-info.js';
import type { Obstacle } from '../scheduler/obstacle.js';
import type { NodeVerdict } from '../scheduler/obstacles.js';
import type { PodInfo } from '../scheduler/pod-info.js';
import type { SchedulerState } from '../scheduler/state/scheduler-state.js';
import { simulate } from '../simulation/simulate.js';
import { amountText, quantityAtMost } from './amounts.js';
import { changedJson } from './moves/edit.js';
import { largestRequest } from './moves/requests.js';
import { knownOf } from './obstacles/index.js';
import { podsOf } from './target.js';

const SYSTEM_NAMESPACE = 'kube-system';
/** Priorities from here on are the system's own. */
const SYSTEM_PRIORITY = 2_000_000_000;
const MIRROR = 'kubernetes.io/config.mirror';
/** Kinds that can be scaled with kubectl; those whose pods follow a changed template. */
const SCALED = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'];
const ROLLED = ['Deployment', 'StatefulSet'];
/** Less than this part of what it asks for is left to no pod: it would hardly live. */
const LEAST_LEFT = 0.5;
/** So many nodes are looked at: what a further one of the same kind has to give is not smaller. */
const MOST_CROWDED = 100;
/** How many pods a scaling down takes at most. */
const MOST_STEPS = 4;
/** Dearer than any one change of the pod itself, cheaper than a new node. */
const COST = { shrink: 2.5, delete: 2.6, scale: 2.7, moreImportant: 0.3 } as const;

interface Room {
  title: string;
  kinds: string[];
  cost: number;
  edits: never[];
  commands: string[];
  pod: Pod;
  world: KubeObject[];
  /** Pods that go. */
  gone: Pod[];
  unfold?(): { world: KubeObject[]; gone: Pod[]; node: string } | undefined;
}

interface Workload extends KubeObject {
  spec?: { replicas?: number; template?: PodTemplateSpec };
}

/** A node that running pods alone keep the pod off. */
interface Crowded {
  node: NodeInfo;
  obstacles: readonly Obstacle[];
}

/**
 * Candidates that take room from running pods, on nodes where nothing else is in the way. A pod without a controller
 * can be deleted; one that has a controller would come back, so that its workload is shrunk or scaled down instead.
 * Left alone: kube-system, pods of DaemonSets and of nodes, pods of system priority, the pod's own workload.
 */
export function makeRoom(
  state: SchedulerState,
  pod: Pod,
  verdicts: readonly NodeVerdict[],
  scheduler: Scheduler,
  cluster: Cluster | undefined,
): Room[] {
  const crowded = verdicts
    .flatMap(({ node, refusals }): Crowded[] => {
      const obstacles = refusals.flatMap(({ details }) => details);
      const info = state.node(node);
      return info && obstacles.length > 0 && obstacles.every(isOfPods) ? [{ node: info, obstacles }] : [];
    })
    .slice(0, MOST_CROWDED);
  const rooms = crowded.flatMap((one) => deletions(one, pod));
  if (!cluster) return rooms;
  const own = workloadKey(ownerOf(cluster, pod));
  const owners = new Map<string, Workload>();
  for (const { node } of crowded) {
    for (const info of node.pods) {
      const owner = isSpared(info) ? undefined : ownerOf(cluster, info.pod);
      const key = workloadKey(owner);
      if (owner && key !== own && SCALED.includes(owner.kind)) owners.set(key, owner);
    }
  }
  const ofWorkloads = [...owners.values()].flatMap((owner) => {
    const placed = podsOf(cluster, owner).filter(({ spec }) => spec.nodeName);
    return [
      ...crowded.flatMap((one) => shrinkings(one, owner, placed, pod, cluster, scheduler)),
      ...scalings(crowded, owner, placed, pod, cluster),
    ];
  });
  return [...rooms, ...ofWorkloads];
}

/** True for what the going of a running pod can take away. */
function isOfPods(obstacle: Obstacle): boolean {
  return knownOf(obstacle).pods?.when(obstacle) ?? false;
}

function isSpared({ pod, namespace, priority, terminating }: PodInfo): boolean {
  const ofNode = pod.metadata.annotations?.[MIRROR] !== undefined;
  return ofNode || terminating || namespace === SYSTEM_NAMESPACE || priority >= SYSTEM_PRIORITY;
}

function deletions({ node, obstacles }: Crowded, pod: Pod): Room[] {
  return node.pods
    .filter((info) => !isSpared(info) && !controllerRef(info.pod))
    .filter((info) => obstacles.every((obstacle) => goesWith(info, obstacle, pod)))
    .map((info): Room => {
      const name = info.pod.metadata.name!;
      const share =
        info.requests.memory / (node.allocatable.memory || 1) +
        info.requests.cpu / (node.allocatable.cpu || 1);
      const above = info.priority > (pod.spec.priority ?? 0) ? COST.moreImportant : 0;
      return {
        title: `delete pod/${name} (${reasonText(info, obstacles)}on ${node.name})`,
        kinds: ['delete pod'],
        cost: COST.delete + share / 20 + above,
        edits: [],
        commands: [commandLine('kubectl', 'delete', 'pod', name, '-n', info.namespace)],
        pod,
        world: [],
        gone: [info.pod],
      };
    });
}

/** Whether an obstacle may be gone with a running pod; trying tells. */
function goesWith(info: PodInfo, obstacle: Obstacle, pod: Pod): boolean {
  return knownOf(obstacle).pods?.goesWith(obstacle, info, pod) ?? false;
}

/** What the pod has that is wanted: `asks for 6Gi `. */
function reasonText(info: PodInfo, obstacles: readonly Obstacle[]): string {
  const shares = obstacles.flatMap((obstacle) => knownOf(obstacle).pods?.share(obstacle, info) ?? []);
  return shares.length > 0 ? `${shares.join(', ')} ` : '';
}

/** The workload that a pod belongs to in the end; undefined for a pod without one, whose owner is not known, or in a circle. */
function ownerOf(
  cluster: Cluster,
  object: KubeObject,
  below: readonly KubeObject[] = [],
): Workload | undefined {
  const reference = controllerRef(object);
  if (!reference) return undefined;
  const key = objectKey(object.metadata.namespace, reference.name);
  const owner = cluster.get(kindOf(reference), key) as KubeObject | undefined;
  // An owner that is itself owned by something unknown is not to be changed by hand.
  if (!owner || below.includes(owner)) return undefined;
  return controllerRef(owner) ? ownerOf(cluster, owner, [...below, object]) : (owner as Workload);
}

function workloadKey(owner: Workload | undefined): string {
  return owner ? `${owner.kind} ${owner.metadata.namespace}/${owner.metadata.name}` : '';
}

/** The workload's largest container asks for so much less that what is short is there. */
function shrinkings(
  { node, obstacles }: Crowded,
  owner: Workload,
  placed: readonly Pod[],
  pod: Pod,
  cluster: Cluster,
  scheduler: Scheduler,
): Room[] {
  const [obstacle] = obstacles;
  if (obstacles.length !== 1 || obstacle?.kind !== 'resource' || !ROLLED.includes(owner.kind)) return [];
  const { resource, short } = obstacle;
  if (resource !== 'cpu' && resource !== 'memory') return [];
  const template = owner.spec?.template;
  const holder = template && largestRequest(resource, template.spec);
  const here = placed.filter(({ spec }) => spec.nodeName === node.name).length;
  if (!template || holder?.path[1] !== 'containers' || here === 0) return [];
  const left = holder.amount - Math.ceil(short / here);
  const text = quantityAtMost(resource, left);
  if (text === undefined || left < holder.amount * LEAST_LEFT) return [];
  const smaller = asPodTemplate(
    changedJson(asJson(template), [
      { action: 'replace', path: [...holder.path, 'requests', resource], value: text },
    ]),
  );
  const { namespace = 'default' } = owner.metadata;
  const container = template.spec.containers.length > 1 ? ` in container ${holder.name}` : '';
  return [
    {
      title: `shrink ${objectText(owner)} to at most ${amountText(resource, left)} ${resource}${container} (now ${amountText(resource, holder.amount)}; ${here === 1 ? '1 pod' : `${here} pods`} on ${node.name})`,
      kinds: ['shrink workload'],
      cost: COST.shrink + (holder.amount - left) / holder.amount / 5,
      edits: [],
      commands: [
        commandLine(
          ...['kubectl', 'set', 'resources', objectText(owner), '-n', namespace],
          ...['-c', holder.name ?? '', `--requests=${resource}=${text}`],
        ),
      ],
      pod,
      world: [],
      gone: [],
      unfold: () => rolledOut(owner, smaller, placed, pod, cluster, scheduler),
    },
  ];
}

/**
 * The workload's pods before and after its rollout, played through: a new pod may find no room while the old ones are
 * there, or take what was freed. Undefined where the waiting pod has no place in the end.
 */
function rolledOut(
  owner: Workload,
  template: PodTemplateSpec,
  placed: readonly Pod[],
  pod: Pod,
  cluster: Cluster,
  scheduler: Scheduler,
): ReturnType<NonNullable<Room['unfold']>> {
  const { name, namespace } = owner.metadata;
  const changed = {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    metadata: { name, namespace },
    spec: { ...owner.spec, template },
  } as KubeObject;
  const before = cluster.get('Pod', keyOf(pod)) ? cluster : cluster.with([{ verb: 'create', object: pod }]);
  const after = simulate(before, [{ object: changed }], { scheduler }).cluster;
  const node = after.get('Pod', keyOf(pod))?.spec.nodeName;
  const live = after.get(owner.kind, keyOf(owner)) as KubeObject | undefined;
  if (!node || !live) return undefined;
  const world = podsOf(after, live);
  // Nor is it a fix that leaves another pod waiting instead.
  return world.every(({ spec }) => spec.nodeName) ? { world, gone: [...placed], node } : undefined;
}

/** Fewer replicas, one at least; the pods that go are those that its controller would take. */
function scalings(
  crowded: readonly Crowded[],
  owner: Workload,
  placed: readonly Pod[],
  pod: Pod,
  cluster: Cluster,
): Room[] {
  const { namespace = 'default' } = owner.metadata;
  const wanted = owner.spec?.replicas ?? 1;
  // Replicas without a place would be taken first, and an autoscaler would scale up again.
  if (placed.length !== wanted || isAutoscaled(owner, cluster)) return [];
  const nodes = new Set(crowded.map(({ node }) => node.name));
  const order = owner.kind === 'StatefulSet' ? fromTheLast(placed) : asReplicaSetsDo(placed);
  const rooms: Room[] = [];
  for (let count = 1; count < wanted && count <= MOST_STEPS; count++) {
    const gone = order.slice(0, count);
    // One more that goes elsewhere brings nothing.
    if (!nodes.has(gone[count - 1]!.spec.nodeName!)) continue;
    const names = gone.map(({ metadata, spec }) => `${metadata.name} on ${spec.nodeName}`);
    rooms.push({
      title: `scale ${objectText(owner)} down to ${wanted - count} (now ${wanted}; ${names.join(', ')} would go)`,
      kinds: ['scale down'],
      cost: COST.scale + count / 20,
      edits: [],
      commands: [
        commandLine(
          ...['kubectl', 'scale', objectText(owner), '-n', namespace, `--replicas=${wanted - count}`],
        ),
      ],
      pod,
      world: [],
      gone,
    });
  }
  return rooms;
}

function isAutoscaled({ kind, metadata }: Workload, cluster: Cluster): boolean {
  const autoscalers = cluster.list('HorizontalPodAutoscaler', metadata.namespace);
  return autoscalers.some(
    ({ spec }) => spec?.scaleTargetRef?.kind === kind && spec.scaleTargetRef.name === metadata.name,
  );
}

/** StatefulSets take the highest ordinal first. */
function fromTheLast(pods: readonly Pod[]): Pod[] {
  const ordinal = ({ metadata }: Pod) => Number(/(?<!\d)\d+$/.exec(metadata.name!)![0]);
  return [...pods].sort((a, b) => ordinal(b) - ordinal(a));
}

function asReplicaSetsDo(pods: readonly Pod[]): Pod[] {
  const onNode = new Map<string, number>();
  for (const { spec } of pods) onNode.set(spec.nodeName!, (onNode.get(spec.nodeName!) ?? 0) + 1);
  // The time of the youngest: ages are compared, and there is no clock here.
  const now = largest(
    pods.map(({ metadata }) => parseTime(metadata.creationTimestamp) || 0),
    0,
  );
  const rank = ({ spec }: Pod) => onNode.get(spec.nodeName!)!;
  return deletionOrder(pods, { rank, logarithmic: true, deletionCost: true, now });
}
