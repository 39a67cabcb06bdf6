/** Choice among scored nodes as kube-scheduler makes it: the root of a binary heap built over the feasible list. */

/**
 * The index that comes to the root when the scores are made a heap in place by sifting down, a parent giving way
 * only to a strictly better child and the left child to a strictly better right one. That is, among the highest
 * scores, the one that a walk parent, left, right meets first.
 */
export function heapRoot(scores: Float64Array): number {
  let best = 0;
  for (let i = 1; i < scores.length; i++) {
    if (scores[i]! > scores[best]! || (scores[i] === scores[best] && comesFirst(i, best))) best = i;
  }
  return best;
}

/** Whether a walk parent, left, right over the binary tree meets index `a` before index `b`. */
function comesFirst(a: number, b: number): boolean {
  const [i, j] = [a + 1, b + 1];
  const depthI = 31 - Math.clz32(i);
  const depthJ = 31 - Math.clz32(j);
  const depth = Math.min(depthI, depthJ);
  const [up, over] = [i >> (depthI - depth), j >> (depthJ - depth)];
  return up === over ? depthI < depthJ : up < over;
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
