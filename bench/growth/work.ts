/** How much work code does: what V8 counts of it, which is the same on every machine and under any load. */
import { type Profiler, Session } from 'node:inspector';

/** Characters of code executed, each as often as it was, by function: `findNode src/manifest/locate.ts`. */
export type Work = ReadonlyMap<string, number>;

/** V8 counts the setting of a class's fields only now and then. */
const NOT_COUNTED = '<instance_members_initializer>';
const SOURCE = /\/src\/(?!.*node_modules).*$/;

/**
 * Runs `measure` with a function that tells the work done since it was last called, in the sources of kubeplan. What
 * regular expressions, sorts and other methods of the language itself do is not in it.
 */
export async function countingWork(measure: (taken: () => Work) => Promise<void>): Promise<void> {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const taken = (): Work => {
    const work = new Map<string, number>();
    // It answers before it returns.
    session.post('Profiler.takePreciseCoverage', (error, { result }) => {
      if (error) throw error;
      for (const script of result) addScript(script, work);
    });
    return work;
  };
  try {
    await measure(taken);
  } finally {
    session.post('Profiler.stopPreciseCoverage');
    session.disconnect();
  }
}

function addScript({ url, functions }: Profiler.ScriptCoverage, work: Map<string, number>): void {
  const file = SOURCE.exec(url)?.[0].slice(1);
  if (file === undefined) return;
  for (const { functionName, ranges } of functions) {
    if (functionName === NOT_COUNTED) continue;
    const name = `${functionName || 'function'} ${file}`;
    work.set(name, (work.get(name) ?? 0) + executed(ranges));
  }
}

/** Ranges within each other, the outer one first: a character counts as often as the innermost that it is in. */
function executed(ranges: readonly Profiler.CoverageRange[]): number {
  let sum = 0;
  const around: Profiler.CoverageRange[] = [];
  for (const range of ranges) {
    while (around.length > 0 && around.at(-1)!.endOffset <= range.startOffset) around.pop();
    const length = range.endOffset - range.startOffset;
    sum += length * (range.count - (around.at(-1)?.count ?? 0));
    around.push(range);
  }
  return sum;
}
