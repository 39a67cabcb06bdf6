/** Paths of one command line that stand for themselves: each overlay makes the same objects anew. */
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { InputResult } from '../manifest/files.js';
import { CHART_FILE, kustomizationFilesOf } from '../manifest/kustomize.js';
import type { SourceOptions } from './source-options.js';

/**
 * The paths in groups that are looked at each by itself: rendered folders, where there are several of them or the files that
 * they are rendered from are among the paths; else all together.
 */
export function worldsOf(paths: readonly string[], { kustomize = [], render }: SourceOptions): string[][] {
  // A folder that is both is a kustomization, which is read as it stands unless -k asks for it.
  const isChart = (path: string): boolean =>
    render !== false && existsSync(join(path, CHART_FILE)) && !kustomizationFilesOf(path).some(existsSync);
  const isOwn = (path: string): boolean => kustomize.includes(path) || isChart(path);
  const own = paths.filter(isOwn);
  const rest = paths.filter((path) => !isOwn(path));
  const isAround = (path: string): boolean => own.some((folder) => !relative(path, folder).startsWith('..'));
  if (own.length < 2 && !(own.length === 1 && rest.some(isAround))) return [[...paths]];
  return [...(rest.length > 0 ? [rest] : []), ...own.map((path) => [path])];
}

/** What was read of several groups of paths, as one. */
export function together(reads: readonly InputResult[]): InputResult {
  const sources = new Map(reads.flatMap((read) => read.sources).map((source) => [source.file, source]));
  return {
    sources: [...sources.values()],
    documents: reads.flatMap(({ documents }) => documents),
    findings: reads.flatMap(({ findings }) => findings),
    excluded: reads.flatMap(({ excluded }) => excluded),
    notes: reads.flatMap(({ notes }) => notes),
  };
}
