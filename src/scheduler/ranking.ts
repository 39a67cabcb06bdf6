/**
 * The nodes that fit pods of one kind with their totals, kept between pods: after a pod is placed only its node is
 * scored again. The choice is the same as from scratch.
 */
import type { ActiveScorer } from './attempt.js';
import type { NodeInfo } from './node-info.js';
import {
  type ClassScores,
  ClassTournaments,
  countEqual,
  heapRoot,
  heapRootOfSums,
  Tournament,
} from './pick.js';
import type { SchedulerState } from './state/scheduler-state.js';

/** Of more classes than that each is not kept in order by itself. */
const MOST_CLASSES = 16;
/** Asked so often, it is worth while to keep them in order. */
const WORTHWHILE = 10;

/** One plugin's scores. */
interface Part {
  name: string;
  weight: number;
  /** Depends on Node objects alone. */
  isStanding: boolean;
  /** By slot; NaN where the plugin has to be asked. */
  raw: Float64Array;
  /** In the order of nodes, brought to scale; undefined where the plugin does not normalise. */
  scaled: Float64Array | undefined;
  /** All nodes have the same: whichever are left of them, the choice does not depend on this part. */
  isUniform?: boolean;
}

export class Ranking {
  nodes: NodeInfo[] = [];
  /** Of `nodes`, in their order. */
  slots: Int32Array = new Int32Array();
  /** Sums of the weighted scores, in the order of `nodes`. */
  totals = new Float64Array();
  private indexBySlot = new Int32Array();
  private parts: Part[] = [];
  private readonly stale = new Set<number>();
  private isSummed = false;
  private wasAsked = false;
  private tournament: Tournament | undefined;
  private classes: ClassTournaments | undefined;
  private asked: { classOf: Int32Array; times: number } | undefined;

  /** `standing` holds the scores that depend on Node objects alone, by plugin and slot; shared with other kinds of pods. */
  constructor(private readonly standing: Map<string, Float64Array>) {}

  /** Says which nodes pass, in the scheduler's order. What is known of their scores stays. */
  setNodes(slots: Int32Array, state: SchedulerState): void {
    const nodes = new Array<NodeInfo>(slots.length);
    const indexBySlot = new Int32Array(state.slotCount).fill(-1);
    for (let i = 0; i < slots.length; i++) {
      nodes[i] = state.at(slots[i]!);
      indexBySlot[slots[i]!] = i;
    }
    this.nodes = nodes;
    this.slots = slots;
    this.indexBySlot = indexBySlot;
    this.stale.clear();
    this.isSummed = false;
  }

  /** The place of a node; -1 where it does not pass. */
  indexOf(slot: number): number {
    return this.indexBySlot[slot] ?? -1;
  }

  /** The pods of the node changed: it has to be scored again. After a fork it is another value, too. */
  touch(node: NodeInfo): void {
    const { slot } = node;
    for (const { isStanding, raw } of this.parts) if (!isStanding) raw[slot] = Number.NaN;
    const index = this.indexOf(slot);
    if (index < 0) return;
    this.nodes[index] = node;
    this.stale.add(index);
  }

  /** Brings the totals up to date with these scorers, all of which look at one node only. */
  update(scorers: readonly ActiveScorer[]): void {
    const same =
      this.isSummed &&
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
    for (let i = 0; i < nodes.length; i++) scores[i] = raw[nodes[i]!.slot]!;
    normalize?.(scores, nodes);
    return scores;
  }

  /**
   * Totals to choose by among some of the nodes, by their slots: up to what all of them have alike,
   * those that these nodes would have if there were no others. Undefined where scaling depends on which are left.
   */
  totalsOf(slots: Int32Array): Float64Array | undefined {
    if (this.parts.some(({ scaled, isUniform }) => scaled && !isUniform)) return undefined;
    const totals = new Float64Array(slots.length);
    for (let i = 0; i < slots.length; i++) totals[i] = this.totals[this.indexBySlot[slots[i]!]!]!;
    return totals;
  }

  /** The index that kube-scheduler's heap brings up, and how many share its total. */
  winner(): { index: number; ties: number } {
    if (!this.tournament && !this.wasAsked) {
      // Many a kind of pod comes once: the tournament is for those that come again.
      this.wasAsked = true;
      const index = heapRoot(this.totals);
      return { index, ties: countEqual(this.totals, this.totals[index]!) };
    }
    this.tournament ??= new Tournament(this.totals);
    return this.tournament.winner();
  }

  /** The same where a class of nodes each has points beside their own. */
  winnerWith(classes: ClassScores, weight: number): { index: number; ties: number } {
    const { classOf, scores, isLasting } = classes;
    if (this.classes?.classOf === classOf) return this.classes.winner(scores, weight);
    const times = this.asked?.classOf === classOf ? this.asked.times + 1 : 1;
    this.asked = { classOf, times };
    if (!isLasting || times < WORTHWHILE || scores.length > MOST_CLASSES) {
      return heapRootOfSums(this.totals, classes, weight);
    }
    this.classes = new ClassTournaments(this.totals, classOf, scores.length);
    return this.classes.winner(scores, weight);
  }

  private build(scorers: readonly ActiveScorer[]): void {
    const { nodes, slots } = this;
    const known = new Map(this.parts.map((part) => [part.name, part.raw]));
    this.parts = scorers.map(({ plugin, weight, local, score, scoreAll, normalize }) => {
      const isStanding = local === 'node';
      const raw = this.rawOf(plugin.name, isStanding, known);
      if (scoreAll && !isStanding && !known.has(plugin.name)) {
        const scores = new Float64Array(slots.length);
        scoreAll(slots, scores);
        for (let i = 0; i < slots.length; i++) raw[slots[i]!] = scores[i]!;
      } else {
        for (let i = 0; i < slots.length; i++) {
          const slot = slots[i]!;
          if (Number.isNaN(raw[slot]!)) raw[slot] = score!(nodes[i]!);
        }
      }
      const scaled = normalize && new Float64Array(nodes.length);
      const part: Part = { name: plugin.name, weight, isStanding, raw, scaled };
      if (normalize) this.scale(part, normalize);
      return part;
    });
    this.sum();
  }

  private rawOf(plugin: string, isStanding: boolean, known: Map<string, Float64Array>): Float64Array {
    const slotCount = this.indexBySlot.length;
    const have = isStanding ? this.standing.get(plugin) : known.get(plugin);
    if (have && have.length >= slotCount) return have;
    const raw = new Float64Array(slotCount).fill(Number.NaN);
    if (isStanding) this.standing.set(plugin, raw);
    return raw;
  }

  private scale(part: Part, normalize: NonNullable<ActiveScorer['normalize']>): void {
    const { raw } = part;
    const scaled = part.scaled!;
    const { slots } = this;
    const first = raw[slots[0]!]!;
    part.isUniform = true;
    // Plain loops here and below: they run over all nodes, and callbacks for each cost more than the work.
    for (let i = 0; i < slots.length; i++) {
      const score = raw[slots[i]!]!;
      scaled[i] = score;
      if (score !== first) part.isUniform = false;
    }
    normalize(scaled, this.nodes);
  }

  private sum(): void {
    const { slots } = this;
    const totals = new Float64Array(slots.length);
    for (const { raw, scaled, weight } of this.parts) {
      if (scaled) for (let i = 0; i < slots.length; i++) totals[i]! += scaled[i]! * weight;
      else for (let i = 0; i < slots.length; i++) totals[i]! += raw[slots[i]!]! * weight;
    }
    this.totals = totals;
    this.tournament = undefined;
    this.classes = undefined;
    this.asked = undefined;
    this.wasAsked = false;
    this.isSummed = true;
  }

  private refresh(scorers: readonly ActiveScorer[]): void {
    const { nodes, slots } = this;
    let rescaled = false;
    this.parts.forEach((part, p) => {
      if (part.isStanding) return;
      const { score, normalize } = scorers[p]!;
      for (const index of this.stale) part.raw[slots[index]!] = score!(nodes[index]!);
      if (!normalize) return;
      this.scale(part, normalize);
      rescaled = true;
    });
    if (rescaled) {
      this.sum();
      return;
    }
    for (const index of this.stale) {
      let total = 0;
      for (const { raw, scaled, weight } of this.parts) {
        total += (scaled ? scaled[index]! : raw[slots[index]!]!) * weight;
      }
      this.totals[index] = total;
      this.tournament?.changed(index);
      this.classes?.changed(index);
    }
  }
}
