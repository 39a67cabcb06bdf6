/** A node with the sums of what runs on it (pkg/scheduler/framework NodeInfo). */
import type { Labels } from '../api/labels.js';
import type { Node, Taint } from '../api/objects.js';
import { ANY_IP, type HostPort, type PodInfo } from './pod-info.js';
import { allocatableOf, type Resources } from './resources.js';

const NO_LABELS: Labels = {};
const NO_TAINTS: readonly Taint[] = [];
const NO_IMAGES: ReadonlySet<string> = new Set();
const NO_NODE: Node = { apiVersion: 'v1', kind: 'Node', metadata: {} };
const NOTHING = { cpu: 0, memory: 0, ephemeralStorage: 0, scalars: undefined, pods: 0 };

export class NodeInfo {
  /** Its place in arrays by node; stays the same as long as the node does. */
  readonly slot: number;
  node: Node = NO_NODE;
  name = '';
  labels: Labels = NO_LABELS;
  taints: readonly Taint[] = NO_TAINTS;
  unschedulable = false;
  allocatable: Resources & { pods: number } = NOTHING;
  /** Images it reports, by every name. */
  images: ReadonlySet<string> = NO_IMAGES;
  /** In the order of arrival; the last one fills the gap of one that goes. */
  pods: PodInfo[] = [];
  cpu = 0;
  memory = 0;
  ephemeralStorage = 0;
  scalars = new Map<string, number>();
  nonZeroCpu = 0;
  nonZeroMemory = 0;
  /** What the non-zero sums were less up to 1.31. */
  sidecarCpu = 0;
  sidecarMemory = 0;
  /** Address → protocol and port. A set, as in Kubernetes: of two holders of one port the first to go frees it. */
  usedPorts = new Map<string, Set<string>>();
  /** Which state may change this value in place; every other one copies it first. */
  owner: object;

  private constructor(slot: number, owner: object) {
    this.slot = slot;
    this.owner = owner;
  }

  /** A node without pods. */
  static of(slot: number, node: Node, owner: object): NodeInfo {
    const info = new NodeInfo(slot, owner);
    info.setNode(node);
    return info;
  }

  /** Takes over a new version of the node's object. */
  setNode(node: Node): void {
    this.node = node;
    this.name = node.metadata.name ?? '';
    this.labels = node.metadata.labels ?? NO_LABELS;
    this.taints = node.spec?.taints ?? NO_TAINTS;
    this.unschedulable = node.spec?.unschedulable === true;
    this.allocatable = allocatableOf(node.status?.allocatable);
    this.images = new Set((node.status?.images ?? []).flatMap(({ names }) => names ?? []));
  }

  /** A copy that can be changed without a trace on this one. */
  clone(owner: object): NodeInfo {
    const copy = new NodeInfo(this.slot, owner);
    copy.node = this.node;
    copy.name = this.name;
    copy.labels = this.labels;
    copy.taints = this.taints;
    copy.unschedulable = this.unschedulable;
    copy.allocatable = this.allocatable;
    copy.images = this.images;
    copy.pods = this.pods.slice();
    copy.cpu = this.cpu;
    copy.memory = this.memory;
    copy.ephemeralStorage = this.ephemeralStorage;
    copy.scalars = new Map(this.scalars);
    copy.nonZeroCpu = this.nonZeroCpu;
    copy.nonZeroMemory = this.nonZeroMemory;
    copy.sidecarCpu = this.sidecarCpu;
    copy.sidecarMemory = this.sidecarMemory;
    for (const [ip, ports] of this.usedPorts) copy.usedPorts.set(ip, new Set(ports));
    return copy;
  }

  addPod(info: PodInfo): void {
    this.pods.push(info);
    this.count(info, 1);
    for (const port of info.hostPorts) {
      let ports = this.usedPorts.get(port.ip);
      if (!ports) {
        ports = new Set();
        this.usedPorts.set(port.ip, ports);
      }
      ports.add(portKey(port));
    }
  }

  /** Removes the pod of this key; the removed one, or undefined where there was none. */
  removePod(key: string): PodInfo | undefined {
    const { pods } = this;
    const at = pods.findIndex((info) => info.key === key);
    const info = pods[at];
    if (!info) return undefined;
    pods[at] = pods[pods.length - 1]!;
    pods.pop();
    this.count(info, -1);
    for (const port of info.hostPorts) {
      const ports = this.usedPorts.get(port.ip);
      ports?.delete(portKey(port));
      if (ports?.size === 0) this.usedPorts.delete(port.ip);
    }
    return info;
  }

  private count({ requests, nonZero, olderNonZero }: PodInfo, sign: 1 | -1): void {
    this.cpu += sign * requests.cpu;
    this.memory += sign * requests.memory;
    this.ephemeralStorage += sign * requests.ephemeralStorage;
    this.nonZeroCpu += sign * nonZero.cpu;
    this.nonZeroMemory += sign * nonZero.memory;
    if (olderNonZero) {
      this.sidecarCpu += sign * (nonZero.cpu - olderNonZero.cpu);
      this.sidecarMemory += sign * (nonZero.memory - olderNonZero.memory);
    }
    if (!requests.scalars) return;
    for (const [name, amount] of requests.scalars) {
      this.scalars.set(name, (this.scalars.get(name) ?? 0) + sign * amount);
    }
  }

  /** Whether a port is taken: the unspecified address clashes with every other one. */
  portTaken(port: HostPort): boolean {
    const key = portKey(port);
    if (port.ip !== ANY_IP) {
      return (
        (this.usedPorts.get(ANY_IP)?.has(key) ?? false) || (this.usedPorts.get(port.ip)?.has(key) ?? false)
      );
    }
    for (const ports of this.usedPorts.values()) if (ports.has(key)) return true;
    return false;
  }
}

/** `TCP/80`. */
function portKey({ protocol, port }: HostPort): string {
  return `${protocol}/${port}`;
}
