/** Choice among scored nodes as kube-scheduler makes it: the root of a binary heap built over the feasible list. */

/**
 * The index that comes to the root when the scores are made a heap in place by sifting down, a parent giving way
 * only to a strictly better child and the left child to a strictly better right one. That is, among the highest
 * scores, the one that a walk parent, left, right meets first.
 */
export function heapRoot(scores: Float64Array): number {
  const turns = turnsOf(scores.length);
  let best = 0;
  for (let i = 1; i < scores.length; i++) {
    if (scores[i]! > scores[best]! || (scores[i] === scores[best] && turns[i]! < turns[best]!)) best = i;
  }
  return best;
}

/** Scores of which one part is the same for all of a class. */
export interface ClassScores {
  /** The class of each. */
  classOf: Int32Array;
  /** By class. */
  scores: Float64Array;
  /** As long as it is the same array, every one is in the same class. */
  isLasting: boolean;
}

/** The same of sums, `scores[i]` and `weight` times what the class of `i` has; with how many share the highest. */
export function heapRootOfSums(
  scores: Float64Array,
  { classOf, scores: ofClass }: ClassScores,
  weight: number,
): { index: number; ties: number } {
  const turns = turnsOf(scores.length);
  let index = 0;
  let ties = 0;
  let best = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < scores.length; i++) {
    const sum = scores[i]! + ofClass[classOf[i]!]! * weight;
    if (sum < best) continue;
    if (sum > best) {
      best = sum;
      index = i;
      ties = 1;
      continue;
    }
    ties += 1;
    if (turns[i]! < turns[index]!) index = i;
  }
  return { index, ties };
}

/** The same over scores that change one at a time, for classes that last. */
export class ClassTournaments {
  private readonly members: Float64Array[];
  private readonly tournaments: Tournament[];

  constructor(
    private readonly scores: Float64Array,
    readonly classOf: Int32Array,
    count: number,
  ) {
    this.members = Array.from({ length: count }, () => new Float64Array(scores.length).fill(NONE));
    for (let i = 0; i < scores.length; i++) this.members[classOf[i]!]![i] = scores[i]!;
    this.tournaments = this.members.map((own) => new Tournament(own));
  }

  winner(ofClass: Float64Array, weight: number): { index: number; ties: number } {
    const turns = turnsOf(this.scores.length);
    let best = NONE;
    let found = { index: 0, ties: 0 };
    for (let one = 0; one < this.members.length; one++) {
      const { index, ties } = this.tournaments[one]!.winner();
      if (this.members[one]![index] === NONE) continue;
      const sum = this.scores[index]! + ofClass[one]! * weight;
      if (sum < best) continue;
      const isFirst = sum > best || turns[index]! < turns[found.index]!;
      found = { index: isFirst ? index : found.index, ties: sum > best ? ties : found.ties + ties };
      best = sum;
    }
    return found;
  }

  /** The score at an index is another one. */
  changed(index: number): void {
    const one = this.classOf[index]!;
    this.members[one]![index] = this.scores[index]!;
    this.tournaments[one]!.changed(index);
  }
}

const NONE = Number.NEGATIVE_INFINITY;

/** By size of the tree. */
const known = new Map<number, Int32Array>();

/** For each index when a walk parent, left, right over the binary tree meets it: earlier ones have smaller numbers, whatever the size. */
function turnsOf(length: number): Int32Array {
  const size = 2 ** (32 - Math.clz32(Math.max(1, length)));
  let turns = known.get(size);
  if (turns) return turns;
  turns = new Int32Array(size - 1);
  // A whole tree: below each index, left and right, there are as many.
  for (let i = 0, below = size - 2; i < turns.length; i++) {
    if (((i + 1) & i) === 0 && i > 0) below = (below - 2) / 2;
    if (2 * i + 2 >= turns.length) continue;
    turns[2 * i + 1] = turns[i]! + 1;
    turns[2 * i + 2] = turns[i]! + 1 + below / 2;
  }
  known.set(size, turns);
  return turns;
}

/** How many of the scores are this one. */
export function countEqual(scores: Float64Array, value: number): number {
  let count = 0;
  for (let i = 0; i < scores.length; i++) if (scores[i] === value) count += 1;
  return count;
}

/**
 * The same choice over scores that change one at a time. For every index of the heap the best one at or below it,
 * itself before its left child before its right one, and how many there share that score.
 */
export class Tournament {
  private readonly best: Int32Array;
  private readonly shared: Int32Array;

  constructor(private readonly scores: Float64Array) {
    this.best = new Int32Array(scores.length);
    this.shared = new Int32Array(scores.length);
    for (let i = scores.length - 1; i >= 0; i--) this.settle(i);
  }

  winner(): { index: number; ties: number } {
    return { index: this.best[0]!, ties: this.shared[0]! };
  }

  /** The score at an index is another one. */
  changed(index: number): void {
    for (let i = index; ; i = (i - 1) >> 1) {
      this.settle(i);
      if (i === 0) break;
    }
  }

  /** Decides at one index from what its children came to. */
  private settle(i: number): void {
    const { scores, best, shared } = this;
    let winner = i;
    let count = 1;
    for (let child = 2 * i + 1; child <= 2 * i + 2 && child < scores.length; child++) {
      const other = best[child]!;
      if (scores[other]! > scores[winner]!) {
        winner = other;
        count = shared[child]!;
      } else if (scores[other] === scores[winner]) count += shared[child]!;
    }
    best[i] = winner;
    shared[i] = count;
  }
}
