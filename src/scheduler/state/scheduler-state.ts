/** What the scheduler knows of the cluster, kept up to date change by change (pkg/scheduler/backend/cache). */

import type { ObjectOf } from '../../api/kinds.js';
import { kindOf } from '../../api/object-key.js';
import type { KubeObject, Namespace, Node, Pod } from '../../api/objects.js';
import { isPodTerminal } from '../../api/pods.js';
import type { PersistentVolume, PersistentVolumeClaim } from '../../api/workloads.js';
import type { Change, Cluster } from '../../cluster/cluster.js';
import type { NodeInfo } from '../node-info.js';
import { incomingPod, type PodInfo, placedPod } from '../pod-info.js';
import { ChangeLog } from './change-log.js';
import { Images } from './images.js';
import { NodeSurvey } from './node-survey.js';
import type { NodeTable } from './node-table.js';
import { Nodes } from './nodes.js';
import { Nominations } from './nominations.js';
import { Objects, READ_KINDS } from './objects.js';
import type { Question } from './pod-counters.js';
import { PodIndexes } from './pod-indexes.js';
import type { Tally } from './tally.js';
import type { TermIndex } from './term-index.js';
import type { Topology } from './topology.js';
import { Whereabouts } from './whereabouts.js';

/** Decides which node resources are a matter of claims: whatever is known of nodes is to be asked again. */
const DEVICE_CLASS = 'DeviceClass';

/** What a state is made of; each part has one job, and the state tells them of changes in the right order. */
interface Parts {
  nodes: Nodes;
  images: Images;
  whereabouts: Whereabouts;
  nominations: Nominations;
  pods: PodIndexes;
  objects: Objects;
}

/** By the contents of a world its state, from which those who try things are forked. */
const known = new WeakMap<object, SchedulerState>();

/**
 * Nodes with the sums of their pods, and the counts and objects that plugins ask for. Its owner calls `apply` as
 * objects come and go; scheduling reads it and changes nothing. `fork` gives a copy to try changes on.
 */
export class SchedulerState {
  private readonly survey: NodeSurvey;
  private readonly log = new ChangeLog();
  private epoch = 0;
  /** What earlier attempts worked out, by who asked: only ever answers that a new attempt would find again. */
  readonly memo = new Map<string, unknown>();

  private constructor(private readonly parts: Parts) {
    this.survey = new NodeSurvey(parts.nodes);
  }

  /** The state of a world without anything. */
  static empty(): SchedulerState {
    return new SchedulerState({
      nodes: new Nodes(),
      images: new Images(),
      whereabouts: new Whereabouts(),
      nominations: new Nominations(),
      pods: new PodIndexes(),
      objects: new Objects(),
    });
  }

  /** The state of a world of these objects; nodes are looked at in the order they come in. */
  static of(objects: Iterable<KubeObject>): SchedulerState {
    const state = SchedulerState.empty();
    for (const object of objects) state.put(object);
    return state;
  }

  /** The state of a cluster; its nodes come in the order of their names, as a scheduler that starts lists them. */
  static ofCluster(cluster: Cluster): SchedulerState {
    const kept = known.get(cluster.contents);
    if (kept) return kept.fork();
    const state = SchedulerState.empty();
    for (const kind of READ_KINDS) for (const object of cluster.list(kind)) state.put(object as KubeObject);
    for (const node of cluster.list('Node')) state.putNode(node);
    for (const pod of cluster.list('Pod')) state.putPod(pod);
    known.set(cluster.contents, state);
    return state.fork();
  }

  /** A copy: what is applied to either does not show in the other. What was worked out is not taken along. */
  fork(): SchedulerState {
    const { nodes, images, whereabouts, nominations, pods, objects } = this.parts;
    return new SchedulerState({
      nodes: nodes.copy(),
      images: images.copy(),
      whereabouts: whereabouts.copy(),
      nominations: nominations.copy(),
      pods: pods.copy(),
      objects: objects.copy(),
    });
  }

  /** Takes over what happened in the world. */
  apply(changes: readonly Change[]): void {
    for (const { verb, object } of changes) {
      if (verb === 'delete') this.remove(object);
      else this.put(object);
    }
  }

  /** How many nodes there are. */
  get nodeCount(): number {
    return this.parts.nodes.count;
  }

  /** One more than the highest slot in use: the length of arrays by slot. */
  get slotCount(): number {
    return this.parts.nodes.slotCount;
  }

  at(slot: number): NodeInfo {
    return this.parts.nodes.at(slot);
  }

  node(name: string): NodeInfo | undefined {
    const slot = this.parts.nodes.slotOf(name);
    return slot === undefined ? undefined : this.at(slot);
  }

  /** All nodes in the order the scheduler looks at them. */
  nodes(): NodeInfo[] {
    return this.order().map((slot) => this.at(slot));
  }

  /** The slots of all nodes in the order the scheduler looks at them. */
  order(): readonly number[] {
    return this.survey.order();
  }

  /** The same as an array of numbers, for loops over all nodes. */
  slotsInOrder(): Int32Array {
    return this.survey.slotsInOrder();
  }

  /** The sums of all nodes by slot. */
  table(): NodeTable {
    return this.survey.table();
  }

  /** The values of a node label, numbered in the order of nodes. */
  topology(key: string): Topology {
    return this.survey.topology(key);
  }

  /** By slot: 1 for the nodes of which something holds. `question` must name all that `holds` depends on. */
  nodesThat(question: string, holds: (node: NodeInfo) => boolean): Uint8Array {
    return this.survey.nodesThat(question, holds);
  }

  /** Grows with every change of a Node object, so that what was worked out from all nodes can be told to be old. */
  get nodeEpoch(): number {
    return this.epoch;
  }

  /** A mark for `changedSince`. */
  get position(): number {
    return this.log.position;
  }

  /** The slots whose node or pods changed since a mark, with repeats; undefined where that is too long ago. */
  changedSince(position: number): readonly number[] | undefined {
    return this.log.since(position);
  }

  /** Whether any placed pod is of lower priority. */
  hasPodsBelow(priority: number): boolean {
    return this.parts.pods.hasBelow(priority);
  }

  /** The pods nominated to a node: they wait for their victims to go. */
  nominatedPods(node: string): readonly PodInfo[] {
    return this.parts.nominations.of(node);
  }

  /** The nodes that pods are nominated to. */
  nominatedNodes(): Iterable<string> {
    return this.parts.nominations.nodes();
  }

  get hasNominatedPods(): boolean {
    return this.parts.nominations.size > 0;
  }

  /** The affinity terms of all placed pods. */
  get termIndex(): TermIndex {
    return this.parts.pods.terms;
  }

  /** Running counts of the placed pods that answer a question; see `PodCounters.count`. */
  countPods(namespace: string, question: Question): Tally {
    return this.parts.pods.counters.count(namespace, question, () => this.placedPods());
  }

  /** How many volumes of placed pods use a claim (`namespace/name`). */
  claimUsers(claim: string): number {
    return this.parts.pods.claimUsers(claim);
  }

  /** An image by one of its names: how large it is, and how many nodes have it. */
  image(name: string): { size: number; nodes: number } | undefined {
    return this.parts.images.get(name);
  }

  get<K extends string>(kind: K, key: string): ObjectOf<K> | undefined {
    return this.parts.objects.get(kind, key);
  }

  /** All objects of a kind, sorted by key. */
  list<K extends string>(kind: K): readonly ObjectOf<K>[] {
    return this.parts.objects.list(kind);
  }

  /** The volumes that one of these claims may get, by the claims that they name; sorted by key. */
  openVolumes(claims: readonly PersistentVolumeClaim[]): readonly PersistentVolume[] {
    return this.parts.objects.openVolumes(claims);
  }

  private *placedPods(): Iterable<{ slot: number; pod: PodInfo }> {
    for (const slot of this.order()) for (const pod of this.at(slot).pods) yield { slot, pod };
  }

  private put(object: KubeObject): void {
    const kind = kindOf(object);
    if (kind === 'Pod') this.putPod(object as Pod);
    else if (kind === 'Node') this.putNode(object as Node);
    else this.parts.objects.put(object);
    if (kind === DEVICE_CLASS) this.epoch += 1;
  }

  private remove(object: KubeObject): void {
    const kind = kindOf(object);
    if (kind === 'Pod') this.removePod(podKey(object as Pod));
    else if (kind === 'Node') this.removeNode(object.metadata.name ?? '');
    else this.parts.objects.remove(object);
    if (kind === DEVICE_CLASS) this.epoch += 1;
  }

  private putNode(node: Node): void {
    const { nodes, images, whereabouts } = this.parts;
    const name = node.metadata.name ?? '';
    let slot = nodes.slotOf(name);
    if (slot === undefined) {
      slot = nodes.add(node);
      for (const info of whereabouts.arrivals(name)) this.arrive(info, slot);
    } else {
      images.remove(slot, nodes.at(slot).images);
      nodes.replace(slot, node);
    }
    images.add(slot, node);
    this.nodesChanged(slot);
  }

  private removeNode(name: string): void {
    const { nodes, images, whereabouts } = this.parts;
    const slot = nodes.slotOf(name);
    if (slot === undefined) return;
    for (const info of nodes.at(slot).pods.slice()) {
      this.leave(info.key, slot);
      whereabouts.wait(info, name);
    }
    images.remove(slot, nodes.at(slot).images);
    nodes.remove(slot);
    this.nodesChanged(slot);
  }

  private nodesChanged(slot: number): void {
    this.epoch += 1;
    this.survey.forget();
    this.log.add(slot);
  }

  private putPod(pod: Pod): void {
    const { nodes, whereabouts, nominations } = this.parts;
    this.removePod(podKey(pod));
    if (isPodTerminal(pod)) return;
    const node = pod.spec.nodeName;
    if (!node) {
      const wanted = pod.status?.nominatedNodeName;
      if (wanted) nominations.add(incomingPod(pod), wanted);
      return;
    }
    const info = placedPod(pod);
    whereabouts.place(info.key, node);
    const slot = nodes.slotOf(node);
    if (slot === undefined) whereabouts.wait(info, node);
    else this.arrive(info, slot);
  }

  private removePod(key: string): void {
    const { nodes, whereabouts, nominations } = this.parts;
    nominations.remove(key);
    const node = whereabouts.placedOn(key);
    if (node === undefined) return;
    whereabouts.forget(key);
    const slot = nodes.slotOf(node);
    if (slot !== undefined) this.leave(key, slot);
  }

  private arrive(info: PodInfo, slot: number): void {
    this.parts.nodes.writable(slot).addPod(info);
    this.podsChanged(info, slot, 1);
  }

  private leave(key: string, slot: number): void {
    const info = this.parts.nodes.writable(slot).removePod(key);
    if (info) this.podsChanged(info, slot, -1);
  }

  private podsChanged(info: PodInfo, slot: number, by: 1 | -1): void {
    this.parts.pods.update(info, slot, by);
    this.survey.podsChanged(slot);
    this.log.add(slot);
  }
}

function podKey(pod: Pod): string {
  return `${pod.metadata.namespace ?? ''}/${pod.metadata.name ?? ''}`;
}

/** The labels of a namespace; undefined for one that is not there. */
export function namespaceLabels(state: SchedulerState, name: string): Record<string, string> | undefined {
  const namespace: Namespace | undefined = state.get('Namespace', name);
  return namespace && (namespace.metadata.labels ?? {});
}
