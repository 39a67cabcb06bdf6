/** Which documents a report can show anything of: those that findings speak of, and their neighbours in an excerpt. */
import type { Finding, Location } from '../api/finding.js';
import type { Document } from '../manifest/document.js';

/** An excerpt has fewer lines than this beside the one that it is about. */
const BESIDE = 10;

interface ShownTest {
  (document: Document): boolean;
  /** The files of which anything is shown. */
  files: ReadonlySet<string>;
}

export function shownTest(findings: readonly Finding[]): ShownTest {
  const lines = new Map<string, number[]>();
  for (const { file, start, end } of findings.flatMap(placesOf)) {
    const known = lines.get(file);
    if (known) known.push(start.line, end.line);
    else lines.set(file, [start.line, end.line]);
  }
  for (const told of lines.values()) told.sort((a, b) => a - b);
  const isShown = (document: Document): boolean => {
    const told = lines.get(document.file);
    if (!told) return false;
    const { start, end } = document.locate([]);
    const next = told[firstFrom(told, start.line - BESIDE)];
    return next !== undefined && next <= end.line + BESIDE;
  };
  return Object.assign(isShown, { files: new Set(lines.keys()) });
}

/** The index of the first of the sorted numbers that is not below `least`. */
function firstFrom(sorted: readonly number[], least: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] as number) < least) from = middle + 1;
    else to = middle;
  }
  return from;
}

function placesOf({ location, related = [], fix }: Finding): Location[] {
  return [
    location,
    ...related.map((other) => other.location),
    ...(fix?.edits ?? []).map((edit) => edit.location),
  ];
}
