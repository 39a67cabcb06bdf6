import type { PodInfo } from '../pod-info.js';

/** The node that each placed pod names, and the pods whose node is not there (yet). */
export class Whereabouts {
  private nodeOf = new Map<string, string>();
  private waiting = new Map<string, Map<string, PodInfo>>();

  placedOn(key: string): string | undefined {
    return this.nodeOf.get(key);
  }

  place(key: string, node: string): void {
    this.nodeOf.set(key, node);
  }

  /** The pod waits for its node to come. */
  wait(info: PodInfo, node: string): void {
    const pods = this.waiting.get(node) ?? new Map<string, PodInfo>();
    this.waiting.set(node, pods.set(info.key, info));
  }

  /** The pod is nowhere any more. */
  forget(key: string): void {
    const node = this.nodeOf.get(key);
    if (node === undefined) return;
    this.nodeOf.delete(key);
    this.waiting.get(node)?.delete(key);
  }

  /** The pods that wait for a node which is there now. */
  arrivals(node: string): Iterable<PodInfo> {
    const pods = this.waiting.get(node);
    this.waiting.delete(node);
    return pods?.values() ?? [];
  }

  copy(): Whereabouts {
    const copy = new Whereabouts();
    copy.nodeOf = new Map(this.nodeOf);
    copy.waiting = new Map([...this.waiting].map(([node, pods]) => [node, new Map(pods)]));
    return copy;
  }
}
