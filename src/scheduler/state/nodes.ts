import type { Node } from '../../api/objects.js';
import { NodeInfo } from '../node-info.js';
import { NodeTree, zoneKey } from './node-tree.js';

/**
 * The nodes, each at a slot: its place in arrays by node, the same for as long as the node is there. Copies share the
 * nodes themselves until one of them is changed.
 */
export class Nodes {
  private bySlot: (NodeInfo | undefined)[] = [];
  private slots = new Map<string, number>();
  private free: number[] = [];
  private tree = new NodeTree();
  /** The mark of nodes that nobody else has: these are changed in place. */
  private owner: object = {};

  get count(): number {
    return this.slots.size;
  }

  /** One more than the highest slot in use. */
  get slotCount(): number {
    return this.bySlot.length;
  }

  at(slot: number): NodeInfo {
    return this.bySlot[slot]!;
  }

  slotOf(name: string): number | undefined {
    return this.slots.get(name);
  }

  /** The slots in the order in which the scheduler looks at nodes, put together anew. */
  order(): number[] {
    return this.tree.order();
  }

  /** The node at a slot, to be changed in place: a copy where another copy of the nodes has it too. */
  writable(slot: number): NodeInfo {
    const info = this.at(slot);
    if (info.owner === this.owner) return info;
    const copy = info.clone(this.owner);
    this.bySlot[slot] = copy;
    return copy;
  }

  /** Takes in a node that is not there yet, without pods; its slot. */
  add(node: Node): number {
    const slot = this.free.pop() ?? this.bySlot.length;
    this.slots.set(node.metadata.name ?? '', slot);
    this.bySlot[slot] = NodeInfo.of(slot, node, this.owner);
    this.tree.add(slot, zoneKey(node));
    return slot;
  }

  /** Takes over a new version of a node. */
  replace(slot: number, node: Node): void {
    const info = this.writable(slot);
    const [before, after] = [zoneKey(info.node), zoneKey(node)];
    if (before !== after) {
      this.tree.remove(slot, before);
      this.tree.add(slot, after);
    }
    info.setNode(node);
  }

  /** Its slot is free for another node. */
  remove(slot: number): void {
    const { name, node } = this.at(slot);
    this.tree.remove(slot, zoneKey(node));
    this.slots.delete(name);
    this.bySlot[slot] = undefined;
    this.free.push(slot);
  }

  copy(): Nodes {
    const copy = new Nodes();
    copy.bySlot = this.bySlot.slice();
    copy.slots = new Map(this.slots);
    copy.free = this.free.slice();
    copy.tree = this.tree.copy();
    // Both sides copy a node before they change it from now on.
    this.owner = {};
    return copy;
  }
}
