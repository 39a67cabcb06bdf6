/** Mutants that do the same as the code: nobody could notice them, and they are not counted. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Chosen, changeOf } from './choose.js';
import { mutantsOf } from './operators.js';
import { ROOT, readSource } from './source.js';

/** A row of `equivalent.json`. */
interface Equivalent {
  file: string;
  /** The text of the line, and what the mutant makes of it. */
  line: string;
  to: string;
  why: string;
}

function readEquivalent(): Equivalent[] {
  const path = join(ROOT, 'mutants', 'equivalent.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Equivalent[]) : [];
}

/** Tells whether a mutant is listed. */
export function equivalents(): (one: Chosen) => boolean {
  const table = readEquivalent();
  return (one) => {
    const { line, to } = changeOf(one);
    return table.some((row) => row.file === one.path && row.line === line && row.to === to);
  };
}

/** The rows that say nothing any more: no such mutant can be drawn, since the line or its file is gone. */
export function staleRows(): Equivalent[] {
  const drawn = new Map<string, Set<string>>();
  const mutantsIn = (path: string) => {
    const code = existsSync(join(ROOT, path)) ? readSource(path) : '';
    return new Set(mutantsOf(code).map((mutant) => written(changeOf({ path, code, mutant }))));
  };
  return readEquivalent().filter((row) => {
    const known = drawn.get(row.file) ?? mutantsIn(row.file);
    drawn.set(row.file, known);
    return !known.has(written(row));
  });
}

function written({ line, to }: { line: string; to: string }): string {
  return `${line}\n${to}`;
}
