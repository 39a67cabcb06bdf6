/** The order in which nodes are looked at (pkg/scheduler/backend/cache/node_tree.go): one of each zone in turn. */
import type { Node } from '../../api/objects.js';

const ZONE_LABELS = ['failure-domain.beta.kubernetes.io/zone', 'topology.kubernetes.io/zone'];
const REGION_LABELS = ['failure-domain.beta.kubernetes.io/region', 'topology.kubernetes.io/region'];

/** Region and zone of a node as one text; empty for a node with neither label. */
export function zoneKey(node: Node): string {
  const labels = node.metadata.labels ?? {};
  const first = (names: string[]) => names.map((name) => labels[name]).find(Boolean) ?? '';
  const region = first(REGION_LABELS);
  const zone = first(ZONE_LABELS);
  return region === '' && zone === '' ? '' : `${region}:\0:${zone}`;
}

/** Zones in the order of their first node, the nodes of each in the order they came. */
export class NodeTree {
  private readonly zones = new Map<string, number[]>();

  add(slot: number, zone: string): void {
    const slots = this.zones.get(zone);
    if (slots) slots.push(slot);
    else this.zones.set(zone, [slot]);
  }

  remove(slot: number, zone: string): void {
    const left = (this.zones.get(zone) ?? []).filter((other) => other !== slot);
    if (left.length > 0) this.zones.set(zone, left);
    else this.zones.delete(zone);
  }

  /** The first node of every zone, then the second of every zone that has one, and so on. */
  order(): number[] {
    const order: number[] = [];
    const zones = [...this.zones.values()];
    const longest = zones.reduce((most, slots) => Math.max(most, slots.length), 0);
    for (let i = 0; i < longest; i++) {
      for (const slots of zones) if (i < slots.length) order.push(slots[i]!);
    }
    return order;
  }

  copy(): NodeTree {
    const copy = new NodeTree();
    for (const [zone, slots] of this.zones) copy.zones.set(zone, slots.slice());
    return copy;
  }
}
