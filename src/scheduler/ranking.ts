/**
 * The nodes that fit pods of one kind with their totals, kept in order between pods: after a pod is placed only its
 * node is scored again. The choice is the same as from scratch.
 */
import type { ActiveScorer } from './attempt.js';
import type { NodeInfo } from './node-info.js';

interface Part {
  name: string;
  weight: number;
  raw: Float64Array;
  /** Brought to scale; `raw` itself where the plugin does not normalise. */
  scaled: Float64Array;
}

export class Ranking {
  /** Sums of the weighted scores, in the order of `nodes`. */
  readonly totals: Float64Array;
  private readonly indexBySlot: Int32Array;
  private parts: Part[] = [];
  /**
   * The heap's shape as a tournament: for every index the best one at or below it, itself before its left child
   * before its right one; and how many there share that total.
   */
  private readonly best: Int32Array;
  private readonly shared: Int32Array;
  private readonly stale = new Set<number>();
  private fresh = false;
  private previous: Ranking | undefined;

  constructor(
    readonly nodes: readonly NodeInfo[],
    slots: number,
    /** The ranking that this one replaces: what it knows of nodes that did not change holds here too. */
    previous?: Ranking,
  ) {
    this.previous = previous && !previous.fresh ? previous.previous : previous;
    this.totals = new Float64Array(nodes.length);
    this.best = new Int32Array(nodes.length);
    this.shared = new Int32Array(nodes.length);
    this.indexBySlot = new Int32Array(slots).fill(-1);
    nodes.forEach(({ slot }, index) => {
      this.indexBySlot[slot] = index;
    });
  }

  /** The node at a slot has to be scored again. */
  touch(slot: number): void {
    const index = this.indexBySlot[slot]!;
    if (index >= 0) this.stale.add(index);
    this.previous?.touch(slot);
  }

  /** False where the state has another value for the node by now: its own copy, after a fork. */
  holds(node: NodeInfo): boolean {
    const index = this.indexBySlot[node.slot]!;
    return index < 0 || this.nodes[index] === node;
  }

  /** Brings the totals up to date with these scorers, all of which look at nothing but pod and node. */
  update(scorers: readonly ActiveScorer[]): void {
    const same =
      this.fresh &&
      scorers.length === this.parts.length &&
      scorers.every(({ plugin }, i) => plugin.name === this.parts[i]!.name);
    if (!same) this.build(scorers);
    else if (this.stale.size > 0) this.refresh(scorers);
    this.stale.clear();
  }

  /** A plugin's scores of some of the nodes, brought to scale among them. `update` comes first. */
  scores({ plugin, normalize }: ActiveScorer, nodes: readonly NodeInfo[]): Float64Array {
    const { raw } = this.parts.find(({ name }) => name === plugin.name)!;
    const scores = new Float64Array(nodes.length);
    for (let i = 0; i < nodes.length; i++) scores[i] = raw[this.indexBySlot[nodes[i]!.slot]!]!;
    normalize?.(scores, nodes);
    return scores;
  }

  /** The index that kube-scheduler's heap brings up, and how many share its total. */
  winner(): { index: number; ties: number } {
    return { index: this.best[0]!, ties: this.shared[0]! };
  }

  private build(scorers: readonly ActiveScorer[]): void {
    const { nodes } = this;
    this.parts = scorers.map(({ plugin, weight, score, normalize }) => {
      const raw = new Float64Array(nodes.length);
      for (let i = 0; i < nodes.length; i++) {
        const node = nodes[i]!;
        const known = this.previous?.known(plugin.name, node.slot);
        raw[i] = known ?? score(node);
      }
      let scaled = raw;
      if (normalize) {
        scaled = raw.slice();
        normalize(scaled, nodes);
      }
      return { name: plugin.name, weight, raw, scaled };
    });
    this.previous = undefined;
    this.sum();
    this.fresh = true;
  }

  /** A node's raw score as it was, where nothing has changed since. */
  private known(plugin: string, slot: number): number | undefined {
    const index = this.indexBySlot[slot] ?? -1;
    if (!this.fresh || index < 0 || this.stale.has(index)) return undefined;
    return this.parts.find(({ name }) => name === plugin)?.raw[index];
  }

  private sum(): void {
    const { totals } = this;
    totals.fill(0);
    for (const { scaled, weight } of this.parts) {
      for (let i = 0; i < totals.length; i++) totals[i]! += scaled[i]! * weight;
    }
    for (let i = totals.length - 1; i >= 0; i--) this.settle(i);
  }

  private refresh(scorers: readonly ActiveScorer[]): void {
    let rescaled = false;
    this.parts.forEach(({ raw, scaled, weight }, p) => {
      const { score, normalize } = scorers[p]!;
      let changed = false;
      for (const index of this.stale) {
        const before = raw[index]!;
        const after = score(this.nodes[index]!);
        if (after === before) continue;
        raw[index] = after;
        if (normalize) changed = true;
        else this.totals[index]! += (after - before) * weight;
      }
      if (!changed || !normalize) return;
      scaled.set(raw);
      normalize(scaled, this.nodes);
      rescaled = true;
    });
    if (rescaled) this.sum();
    else
      for (const index of this.stale)
        for (let i = index; ; i = (i - 1) >> 1) {
          this.settle(i);
          if (i === 0) break;
        }
  }

  /** Decides the tournament at one index from those of its children. */
  private settle(i: number): void {
    const { totals, best, shared } = this;
    let winner = i;
    let count = 1;
    for (let child = 2 * i + 1; child <= 2 * i + 2 && child < totals.length; child++) {
      const rival = best[child]!;
      if (totals[rival]! > totals[winner]!) {
        winner = rival;
        count = shared[child]!;
      } else if (totals[rival] === totals[winner]) count += shared[child]!;
    }
    best[i] = winner;
    shared[i] = count;
  }
}
