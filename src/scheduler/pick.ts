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
