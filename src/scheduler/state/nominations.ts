import type { PodInfo } from '../pod-info.js';

const NOBODY: readonly PodInfo[] = [];

/** The pods that are nominated to nodes: they wait there for their victims to go. */
export class Nominations {
  private byNode = new Map<string, readonly PodInfo[]>();
  private nodeOf = new Map<string, string>();

  get size(): number {
    return this.byNode.size;
  }

  /** The nodes that pods are nominated to. */
  nodes(): Iterable<string> {
    return this.byNode.keys();
  }

  of(node: string): readonly PodInfo[] {
    return this.byNode.get(node) ?? NOBODY;
  }

  add(info: PodInfo, node: string): void {
    this.byNode.set(node, [...this.of(node), info]);
    this.nodeOf.set(info.key, node);
  }

  remove(key: string): void {
    const node = this.nodeOf.get(key);
    if (node === undefined) return;
    this.nodeOf.delete(key);
    const left = this.of(node).filter((info) => info.key !== key);
    if (left.length > 0) this.byNode.set(node, left);
    else this.byNode.delete(node);
  }

  copy(): Nominations {
    const copy = new Nominations();
    copy.byNode = new Map(this.byNode);
    copy.nodeOf = new Map(this.nodeOf);
    return copy;
  }
}
