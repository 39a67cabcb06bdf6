/**
 * Unified diffs with the hunks that the server prints: it pairs lines as Python's difflib does (longest common run
 * first, then to its left and right), not by the fewest edits.
 */

const CONTEXT = 3;

/** In texts of so many lines and more, lines that stand in more than 1% of the places do not start a run. */
const LONG = 200;

interface Run {
  a: number;
  b: number;
  size: number;
}

interface Edit {
  a0: number;
  a1: number;
  b0: number;
  b1: number;
  equal: boolean;
}

/** Where each line of `b` stands, without the lines that are everywhere. */
function positions(b: readonly string[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  b.forEach((line, at) => {
    const known = places.get(line);
    if (known) known.push(at);
    else places.set(line, [at]);
  });
  if (b.length >= LONG) {
    const most = Math.floor(b.length / 100) + 1;
    for (const [line, at] of places) if (at.length > most) places.delete(line);
  }
  return places;
}

function commonRuns(a: readonly string[], b: readonly string[]): Run[] {
  const places = positions(b);
  const longest = (aLow: number, aHigh: number, bLow: number, bHigh: number): Run => {
    let best: Run = { a: aLow, b: bLow, size: 0 };
    let lengths = new Map<number, number>();
    for (let i = aLow; i < aHigh; i += 1) {
      const next = new Map<number, number>();
      for (const j of places.get(a[i] ?? '') ?? []) {
        if (j < bLow) continue;
        if (j >= bHigh) break;
        const size = (lengths.get(j - 1) ?? 0) + 1;
        next.set(j, size);
        if (size > best.size) best = { a: i - size + 1, b: j - size + 1, size };
      }
      lengths = next;
    }
    let { a: i, b: j, size } = best;
    while (i > aLow && j > bLow && a[i - 1] === b[j - 1]) {
      i -= 1;
      j -= 1;
      size += 1;
    }
    while (i + size < aHigh && j + size < bHigh && a[i + size] === b[j + size]) size += 1;
    return { a: i, b: j, size };
  };
  const runs: Run[] = [];
  const pending: [number, number, number, number][] = [[0, a.length, 0, b.length]];
  for (let range = pending.pop(); range; range = pending.pop()) {
    const [aLow, aHigh, bLow, bHigh] = range;
    const run = longest(aLow, aHigh, bLow, bHigh);
    if (run.size === 0) continue;
    runs.push(run);
    if (aLow < run.a && bLow < run.b) pending.push([aLow, run.a, bLow, run.b]);
    if (run.a + run.size < aHigh && run.b + run.size < bHigh) {
      pending.push([run.a + run.size, aHigh, run.b + run.size, bHigh]);
    }
  }
  return runs.sort((x, y) => x.a - y.a || x.b - y.b);
}

function editsOf(a: readonly string[], b: readonly string[]): Edit[] {
  const edits: Edit[] = [];
  let [i, j] = [0, 0];
  for (const run of [...commonRuns(a, b), { a: a.length, b: b.length, size: 0 }]) {
    if (i < run.a || j < run.b) edits.push({ a0: i, a1: run.a, b0: j, b1: run.b, equal: false });
    [i, j] = [run.a + run.size, run.b + run.size];
    const last = edits.at(-1);
    if (last?.equal && last.a1 === run.a && last.b1 === run.b) [last.a1, last.b1] = [i, j];
    else if (run.size > 0) edits.push({ a0: run.a, a1: i, b0: run.b, b1: j, equal: true });
  }
  return edits;
}

/** Cuts the edits where more than twice the context is the same. */
function hunksOf(edits: Edit[]): Edit[][] {
  const hunks: Edit[][] = [];
  let hunk: Edit[] = [];
  edits.forEach((edit, index) => {
    if (!edit.equal) {
      hunk.push(edit);
      return;
    }
    const [first, last] = [index === 0, index === edits.length - 1];
    const size = edit.a1 - edit.a0;
    if (!first && !last && size > 2 * CONTEXT) {
      hunk.push({ ...edit, a1: edit.a0 + CONTEXT, b1: edit.b0 + CONTEXT });
      hunks.push(hunk);
      hunk = [{ ...edit, a0: edit.a1 - CONTEXT, b0: edit.b1 - CONTEXT }];
      return;
    }
    const skip = Math.max(0, size - CONTEXT);
    if (first) hunk.push({ ...edit, a0: edit.a0 + skip, b0: edit.b0 + skip });
    else if (last) hunk.push({ ...edit, a1: edit.a1 - skip, b1: edit.b1 - skip });
    else hunk.push(edit);
  });
  if (hunk.some((edit) => !edit.equal)) hunks.push(hunk);
  return hunks;
}

function range(from: number, to: number): string {
  const length = to - from;
  if (length === 1) return `${from + 1}`;
  return `${length === 0 ? from : from + 1},${length}`;
}

/** The hunks that lead from one text to the other, without file names. Empty where both are the same. */
export function unifiedDiff(before: string, after: string): string {
  const [a, b] = [before.split('\n'), after.split('\n')];
  let text = '';
  for (const hunk of hunksOf(editsOf(a, b))) {
    const [first, last] = [hunk[0], hunk.at(-1)];
    if (!first || !last) continue;
    text += `@@ -${range(first.a0, last.a1)} +${range(first.b0, last.b1)} @@\n`;
    for (const edit of hunk) {
      if (edit.equal) for (const line of a.slice(edit.a0, edit.a1)) text += ` ${line}\n`;
      else {
        for (const line of a.slice(edit.a0, edit.a1)) text += `-${line}\n`;
        for (const line of b.slice(edit.b0, edit.b1)) text += `+${line}\n`;
      }
    }
  }
  return text;
}
