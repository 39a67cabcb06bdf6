/** Which lines are changed, and how: drawn as a seed decides. */
import { type Mutant, mutantsOf, withMutant } from './operators.js';
import { parse, placeOf, readSource } from './source.js';

/** One mutant of one source. */
export interface Chosen {
  path: string;
  code: string;
  mutant: Mutant;
}

/**
 * Draws lines, each as likely as the others, and of each line one of its mutants. With `only`, all mutants of that line.
 */
export function choose(
  files: readonly string[],
  sample: number,
  draw: () => number,
  only?: number,
): Chosen[] {
  const lines: { path: string; code: string; mutants: Mutant[] }[] = [];
  for (const path of files) {
    const code = readSource(path);
    const byLine = new Map<number, Mutant[]>();
    for (const mutant of mutantsOf(code)) {
      const { line } = placeOf(code, mutant.start);
      if (only !== undefined && line !== only) continue;
      byLine.set(line, [...(byLine.get(line) ?? []), mutant]);
    }
    for (const mutants of byLine.values()) lines.push({ path, code, mutants });
  }
  if (only !== undefined)
    return lines.flatMap(({ path, code, mutants }) => mutants.map((mutant) => ({ path, code, mutant })));
  const chosen: Chosen[] = [];
  while (chosen.length < sample && lines.length > 0) {
    const [{ path, code, mutants }] = lines.splice(Math.floor(draw() * lines.length), 1) as [
      (typeof lines)[number],
    ];
    const mutant = mutants[Math.floor(draw() * mutants.length)]!;
    if (isCode(withMutant(code, mutant))) chosen.push({ path, code, mutant });
  }
  return chosen;
}

function isCode(code: string): boolean {
  try {
    parse(code);
    return true;
  } catch {
    return false;
  }
}

/** The line of a mutant as it is and as it becomes. */
export function changeOf({ code, mutant }: Chosen): { line: string; to: string } {
  const from = code.lastIndexOf('\n', mutant.start - 1) + 1;
  const end = code.indexOf('\n', mutant.end);
  const rest = code.slice(mutant.end, end === -1 ? undefined : end);
  return {
    line: (code.slice(from, mutant.end) + rest).trim(),
    to: (code.slice(from, mutant.start) + mutant.to + rest).trim(),
  };
}
