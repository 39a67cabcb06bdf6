import type { NodeInfo } from '../node-info.js';
import { type NodeTable, newTable, writeRow } from './node-table.js';
import type { Nodes } from './nodes.js';
import type { Topology } from './topology.js';

/** How many questions about nodes are remembered the answers of. */
const KEPT_ANSWERS = 200;

/**
 * What was worked out by looking at all nodes, kept until a Node object changes: placing a pod changes none, so that
 * thousands of attempts share one look. Each is what a new look would find.
 */
export class NodeSurvey {
  private orderMemo: number[] | undefined;
  private slotsMemo: Int32Array | undefined;
  private tableMemo: NodeTable | undefined;
  private topologies = new Map<string, Topology>();
  private answers = new Map<string, Uint8Array>();

  constructor(private readonly nodes: Nodes) {}

  /** A Node object came, changed or went. */
  forget(): void {
    this.orderMemo = undefined;
    this.slotsMemo = undefined;
    this.tableMemo = undefined;
    this.topologies = new Map();
    this.answers = new Map();
  }

  /** The pods of a node changed. */
  podsChanged(slot: number): void {
    if (this.tableMemo) writeRow(this.tableMemo, this.nodes.at(slot));
  }

  /** The slots of all nodes in the order the scheduler looks at them. */
  order(): readonly number[] {
    this.orderMemo ??= this.nodes.order();
    return this.orderMemo;
  }

  /** The same as an array of numbers, for loops over all nodes. */
  slotsInOrder(): Int32Array {
    this.slotsMemo ??= Int32Array.from(this.order());
    return this.slotsMemo;
  }

  /** The sums of all nodes by slot. */
  table(): NodeTable {
    if (!this.tableMemo) {
      this.tableMemo = newTable(this.nodes.slotCount);
      for (const slot of this.order()) writeRow(this.tableMemo, this.nodes.at(slot));
    }
    return this.tableMemo;
  }

  /** The values of a node label, numbered in the order of nodes. */
  topology(key: string): Topology {
    const known = this.topologies.get(key);
    if (known) return known;
    const domainOf = new Int32Array(this.nodes.slotCount).fill(-1);
    const ids = new Map<string, number>();
    for (const slot of this.order()) {
      const { labels } = this.nodes.at(slot);
      if (!Object.hasOwn(labels, key)) continue;
      const value = labels[key]!;
      let id = ids.get(value);
      if (id === undefined) {
        id = ids.size;
        ids.set(value, id);
      }
      domainOf[slot] = id;
    }
    const topology = { key, domainOf, values: [...ids.keys()] };
    this.topologies.set(key, topology);
    return topology;
  }

  /** By slot: 1 for the nodes of which something holds. `question` must name all that `holds` depends on. */
  nodesThat(question: string, holds: (node: NodeInfo) => boolean): Uint8Array {
    const known = this.answers.get(question);
    if (known) return known;
    const nodes = new Uint8Array(this.nodes.slotCount);
    for (const slot of this.order()) nodes[slot] = holds(this.nodes.at(slot)) ? 1 : 0;
    if (this.answers.size >= KEPT_ANSWERS) this.answers.clear();
    this.answers.set(question, nodes);
    return nodes;
  }
}
