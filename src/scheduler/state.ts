/** What the scheduler knows of the cluster, kept up to date change by change (pkg/scheduler/backend/cache). */
import { keyOf, kindOf } from '../api/object-key.js';
import type { KubeObject, Namespace, Node, Pod } from '../api/objects.js';
import { isPodTerminal } from '../api/pods.js';
import type { Change, Cluster, ObjectOf } from '../cluster/cluster.js';
import { NodeInfo } from './node-info.js';
import { type NodeTable, newTable, writeRow } from './node-table.js';
import { NodeTree, zoneKey } from './node-tree.js';
import { PodCounters, TermIndex } from './pod-counts.js';
import { incomingPod, type PodInfo, placedPod } from './pod-info.js';
import type { Tally } from './tally.js';
import type { Topology } from './topology.js';

/** The kinds besides Node and Pod that decisions depend on. */
const READ_KINDS = [
  'Namespace',
  'Service',
  'ReplicationController',
  'ReplicaSet',
  'StatefulSet',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'StorageClass',
  'CSINode',
  'CSIDriver',
  'CSIStorageCapacity',
  'VolumeAttachment',
  'PodDisruptionBudget',
  'ResourceClaim',
  'ResourceSlice',
  'DeviceClass',
] as const;
const READ: ReadonlySet<string> = new Set(READ_KINDS);

/** Decides which node resources are a matter of claims: whatever is known of nodes is to be asked again. */
const DEVICE_CLASS = 'DeviceClass';

/** An image by one of its names: its size as the first node said, and how many nodes have it. */
interface ImageState {
  size: number;
  nodes: Set<number>;
}

/** How many questions about nodes are remembered the answers of. */
const KEPT_NODE_ANSWERS = 200;

/** Changes beyond this many are forgotten; who asks for older ones looks at all nodes again. */
const LOG_LIMIT = 20_000;

/**
 * Nodes with the sums of their pods, and the counts and objects that plugins ask for. Its owner calls `apply` as
 * objects come and go; scheduling reads it and changes nothing. `fork` gives a copy to try changes on.
 */
export class SchedulerState {
  private bySlot: (NodeInfo | undefined)[] = [];
  private slots = new Map<string, number>();
  private free: number[] = [];
  private tree = new NodeTree();
  private orderMemo: number[] | undefined;
  private slotsMemo: Int32Array | undefined;
  private topologyMemo = new Map<string, Topology>();
  private tableMemo: NodeTable | undefined;
  private nodeAnswers = new Map<string, Uint8Array>();
  /** Where each placed pod is. */
  private placed = new Map<string, string>();
  /** Pods on nodes that are not there (yet). */
  private orphans = new Map<string, Map<string, PodInfo>>();
  private nominated = new Map<string, readonly PodInfo[]>();
  private nominatedAt = new Map<string, string>();
  private images = new Map<string, ImageState>();
  private counters = new PodCounters();
  private terms = new TermIndex();
  /** How many placed pods there are of each priority. */
  private priorities = new Map<number, number>();
  private claims = new Map<string, number>();
  private objects = new Map<string, Map<string, KubeObject>>();
  private listMemo = new Map<string, readonly KubeObject[]>();
  private log: number[] = [];
  private logStart = 0;
  private epoch = 0;
  private forks: object = {};
  /** What earlier attempts worked out, by who asked: only ever answers that a new attempt would find again. */
  readonly memo = new Map<string, unknown>();

  /** The state of a world of these objects; nodes are looked at in the order they come in. */
  static of(objects: Iterable<KubeObject>): SchedulerState {
    const state = new SchedulerState();
    for (const object of objects) state.put(object);
    return state;
  }

  /** The state of a cluster; its nodes come in the order of their names, as a scheduler that starts lists them. */
  static ofCluster(cluster: Cluster): SchedulerState {
    const state = new SchedulerState();
    for (const kind of READ_KINDS) for (const object of cluster.list(kind)) state.put(object as KubeObject);
    for (const node of cluster.list('Node')) state.putNode(node);
    for (const pod of cluster.list('Pod')) state.putPod(pod);
    return state;
  }

  /** Takes over what happened in the world. */
  apply(changes: readonly Change[]): void {
    for (const { verb, object } of changes) {
      if (verb === 'delete') this.remove(object);
      else this.put(object);
    }
  }

  /** A copy: what is applied to either does not show in the other. */
  fork(): SchedulerState {
    const copy = new SchedulerState();
    copy.bySlot = this.bySlot.slice();
    copy.slots = new Map(this.slots);
    copy.free = this.free.slice();
    copy.tree = this.tree.copy();
    copy.placed = new Map(this.placed);
    copy.orphans = new Map([...this.orphans].map(([name, pods]) => [name, new Map(pods)]));
    copy.nominated = new Map(this.nominated);
    copy.nominatedAt = new Map(this.nominatedAt);
    copy.images = new Map(
      [...this.images].map(([name, { size, nodes }]) => [name, { size, nodes: new Set(nodes) }]),
    );
    copy.terms = this.terms.copy();
    copy.priorities = new Map(this.priorities);
    copy.claims = new Map(this.claims);
    copy.objects = new Map([...this.objects].map(([kind, objects]) => [kind, new Map(objects)]));
    // Both sides copy a node before they change it from now on.
    this.forks = {};
    return copy;
  }

  /** How many nodes there are. */
  get nodeCount(): number {
    return this.slots.size;
  }

  /** The slots of all nodes in the order the scheduler looks at them. */
  order(): readonly number[] {
    this.orderMemo ??= this.tree.order();
    return this.orderMemo;
  }

  /** The same as an array of numbers, for loops over all nodes. */
  slotsInOrder(): Int32Array {
    this.slotsMemo ??= Int32Array.from(this.order());
    return this.slotsMemo;
  }

  /** All nodes in the order the scheduler looks at them. */
  nodes(): NodeInfo[] {
    return this.order().map((slot) => this.bySlot[slot]!);
  }

  /** One more than the highest slot in use: the length of arrays by slot. */
  get slotCount(): number {
    return this.bySlot.length;
  }

  at(slot: number): NodeInfo {
    return this.bySlot[slot]!;
  }

  node(name: string): NodeInfo | undefined {
    const slot = this.slots.get(name);
    return slot === undefined ? undefined : this.bySlot[slot];
  }

  /** Grows with every change of a Node object, so that what was worked out from all nodes can be told to be old. */
  get nodeEpoch(): number {
    return this.epoch;
  }

  /** A mark for `changedSince`. */
  get position(): number {
    return this.logStart + this.log.length;
  }

  /** The slots whose node or pods changed since a mark, with repeats; undefined where that is too long ago. */
  changedSince(position: number): readonly number[] | undefined {
    if (position < this.logStart) return undefined;
    return position === this.position ? [] : this.log.slice(position - this.logStart);
  }

  /** The values of a node label, numbered in the order of nodes. */
  topology(key: string): Topology {
    let topology = this.topologyMemo.get(key);
    if (!topology) {
      const domainOf = new Int32Array(this.bySlot.length).fill(-1);
      const ids = new Map<string, number>();
      for (const slot of this.order()) {
        const { labels } = this.bySlot[slot]!;
        if (!Object.hasOwn(labels, key)) continue;
        const value = labels[key]!;
        let id = ids.get(value);
        if (id === undefined) {
          id = ids.size;
          ids.set(value, id);
        }
        domainOf[slot] = id;
      }
      topology = { key, domainOf, values: [...ids.keys()] };
      this.topologyMemo.set(key, topology);
    }
    return topology;
  }

  /** By slot: 1 for the nodes of which something holds. `question` must name all that `holds` depends on. */
  nodesThat(question: string, holds: (node: NodeInfo) => boolean): Uint8Array {
    let nodes = this.nodeAnswers.get(question);
    if (!nodes) {
      nodes = new Uint8Array(this.bySlot.length);
      for (const slot of this.order()) nodes[slot] = holds(this.bySlot[slot]!) ? 1 : 0;
      if (this.nodeAnswers.size >= KEPT_NODE_ANSWERS) this.nodeAnswers.clear();
      this.nodeAnswers.set(question, nodes);
    }
    return nodes;
  }

  /** The sums of all nodes by slot. */
  table(): NodeTable {
    if (!this.tableMemo) {
      this.tableMemo = newTable(this.bySlot.length);
      for (const slot of this.order()) writeRow(this.tableMemo, this.bySlot[slot]!);
    }
    return this.tableMemo;
  }

  /** Whether any placed pod is of lower priority. */
  hasPodsBelow(priority: number): boolean {
    for (const lower of this.priorities.keys()) if (lower < priority) return true;
    return false;
  }

  /** The pods nominated to a node: they wait for their victims to go. */
  nominatedPods(node: string): readonly PodInfo[] {
    return this.nominated.get(node) ?? [];
  }

  /** The nodes that pods are nominated to. */
  nominatedNodes(): Iterable<string> {
    return this.nominated.keys();
  }

  get hasNominatedPods(): boolean {
    return this.nominated.size > 0;
  }

  /** The affinity terms of all placed pods. */
  get termIndex(): TermIndex {
    return this.terms;
  }

  /** Running counts of the placed pods that answer a question; see `PodCounters.count`. */
  countPods(namespace: string, question: string, matches: (pod: PodInfo) => boolean): Tally {
    return this.counters.count(namespace, question, matches, () => this.placedPods());
  }

  /** How many volumes of placed pods use a claim (`namespace/name`). */
  claimUsers(claim: string): number {
    return this.claims.get(claim) ?? 0;
  }

  image(name: string): { size: number; nodes: number } | undefined {
    const image = this.images.get(name);
    return image && { size: image.size, nodes: image.nodes.size };
  }

  get<K extends string>(kind: K, key: string): ObjectOf<K> | undefined {
    return this.objects.get(kind)?.get(key) as ObjectOf<K> | undefined;
  }

  /** All objects of a kind, sorted by key. */
  list<K extends string>(kind: K): readonly ObjectOf<K>[] {
    let list = this.listMemo.get(kind);
    if (!list) {
      const entries = [...(this.objects.get(kind) ?? [])];
      list = entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
      this.listMemo.set(kind, list);
    }
    return list as readonly ObjectOf<K>[];
  }

  private *placedPods(): Iterable<{ slot: number; pod: PodInfo }> {
    for (const slot of this.order()) for (const pod of this.bySlot[slot]!.pods) yield { slot, pod };
  }

  private put(object: KubeObject): void {
    const kind = kindOf(object);
    if (kind === 'Pod') this.putPod(object as Pod);
    else if (kind === 'Node') this.putNode(object as Node);
    else if (READ.has(kind)) {
      const objects = this.objects.get(kind);
      if (objects) objects.set(keyOf(object), object);
      else this.objects.set(kind, new Map([[keyOf(object), object]]));
      this.listMemo.delete(kind);
      if (kind === DEVICE_CLASS) this.epoch += 1;
    }
  }

  private remove(object: KubeObject): void {
    const kind = kindOf(object);
    if (kind === 'Pod') this.removePod(podKey(object as Pod));
    else if (kind === 'Node') this.removeNode(object.metadata.name ?? '');
    else {
      this.objects.get(kind)?.delete(keyOf(object));
      this.listMemo.delete(kind);
      if (kind === DEVICE_CLASS) this.epoch += 1;
    }
  }

  private putNode(node: Node): void {
    const name = node.metadata.name ?? '';
    let slot = this.slots.get(name);
    if (slot === undefined) {
      slot = this.free.pop() ?? this.bySlot.length;
      this.slots.set(name, slot);
      this.bySlot[slot] = NodeInfo.of(slot, node, this.forks);
      this.tree.add(slot, zoneKey(node));
      this.addImages(slot);
      const waiting = this.orphans.get(name);
      this.orphans.delete(name);
      for (const info of waiting?.values() ?? []) this.place(info, slot);
    } else {
      const info = this.writable(slot);
      const [before, after] = [zoneKey(info.node), zoneKey(node)];
      if (before !== after) {
        this.tree.remove(slot, before);
        this.tree.add(slot, after);
      }
      this.removeImages(slot);
      info.setNode(node);
      this.addImages(slot);
    }
    this.nodesChanged(slot);
  }

  private removeNode(name: string): void {
    const slot = this.slots.get(name);
    if (slot === undefined) return;
    const info = this.bySlot[slot]!;
    const pods = info.pods.slice();
    for (const pod of pods) this.unplace(pod.key, slot);
    this.removeImages(slot);
    this.tree.remove(slot, zoneKey(info.node));
    this.slots.delete(name);
    this.bySlot[slot] = undefined;
    this.free.push(slot);
    if (pods.length > 0) this.orphans.set(name, new Map(pods.map((pod) => [pod.key, pod])));
    this.nodesChanged(slot);
  }

  private nodesChanged(slot: number): void {
    this.epoch += 1;
    this.orderMemo = undefined;
    this.slotsMemo = undefined;
    this.topologyMemo = new Map();
    this.nodeAnswers = new Map();
    this.tableMemo = undefined;
    this.changed(slot);
  }

  private addImages(slot: number): void {
    for (const { names, sizeBytes } of this.bySlot[slot]!.node.status?.images ?? []) {
      for (const name of names ?? []) {
        const image = this.images.get(name);
        if (image) image.nodes.add(slot);
        else this.images.set(name, { size: sizeBytes ?? 0, nodes: new Set([slot]) });
      }
    }
  }

  private removeImages(slot: number): void {
    for (const name of this.bySlot[slot]!.images) {
      const image = this.images.get(name);
      image?.nodes.delete(slot);
      if (image?.nodes.size === 0) this.images.delete(name);
    }
  }

  private putPod(pod: Pod): void {
    const key = podKey(pod);
    this.unnominate(key);
    const node = pod.spec.nodeName;
    if (isPodTerminal(pod)) {
      this.removePod(key);
      return;
    }
    if (!node) {
      this.removePod(key);
      const wanted = pod.status?.nominatedNodeName;
      if (wanted) this.nominate(incomingPod(pod), wanted);
      return;
    }
    this.removePod(key);
    const info = placedPod(pod);
    this.placed.set(key, node);
    const slot = this.slots.get(node);
    if (slot !== undefined) this.place(info, slot);
    else {
      const waiting = this.orphans.get(node) ?? new Map<string, PodInfo>();
      this.orphans.set(node, waiting.set(key, info));
    }
  }

  private removePod(key: string): void {
    this.unnominate(key);
    const node = this.placed.get(key);
    if (node === undefined) return;
    this.placed.delete(key);
    const slot = this.slots.get(node);
    if (slot !== undefined) this.unplace(key, slot);
    else this.orphans.get(node)?.delete(key);
  }

  private place(info: PodInfo, slot: number): void {
    this.writable(slot).addPod(info);
    this.count(info, slot, 1);
  }

  private unplace(key: string, slot: number): void {
    const info = this.writable(slot).removePod(key);
    if (info) this.count(info, slot, -1);
  }

  private count(info: PodInfo, slot: number, by: 1 | -1): void {
    this.counters.update(info, slot, by);
    this.terms.update(info, slot, by);
    if (this.tableMemo) writeRow(this.tableMemo, this.bySlot[slot]!);
    const alike = (this.priorities.get(info.priority) ?? 0) + by;
    if (alike > 0) this.priorities.set(info.priority, alike);
    else this.priorities.delete(info.priority);
    for (const claim of info.claims) this.claims.set(claim, (this.claims.get(claim) ?? 0) + by);
    this.changed(slot);
  }

  private nominate(info: PodInfo, node: string): void {
    this.nominated.set(node, [...this.nominatedPods(node), info]);
    this.nominatedAt.set(info.key, node);
  }

  private unnominate(key: string): void {
    const node = this.nominatedAt.get(key);
    if (node === undefined) return;
    this.nominatedAt.delete(key);
    const left = this.nominatedPods(node).filter((info) => info.key !== key);
    if (left.length > 0) this.nominated.set(node, left);
    else this.nominated.delete(node);
  }

  private changed(slot: number): void {
    this.log.push(slot);
    if (this.log.length <= LOG_LIMIT) return;
    const drop = this.log.length >> 1;
    this.log = this.log.slice(drop);
    this.logStart += drop;
  }

  /** The node at a slot, to be changed in place: a copy where a fork shares it. */
  private writable(slot: number): NodeInfo {
    const info = this.bySlot[slot]!;
    if (info.owner === this.forks) return info;
    const copy = info.clone(this.forks);
    this.bySlot[slot] = copy;
    return copy;
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
