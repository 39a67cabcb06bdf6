/** Findings in rendered texts, told where they stand in the files. */
import { existsSync } from 'node:fs';
import type { Finding, Location } from '../api/finding.js';
import { hiddenPlaces } from '../lint/hidden.js';
import { oneOfEachPlace } from '../lint/of-worlds.js';
import { placedInOrigins } from '../lint/origins.js';
import type { Source } from '../manifest/document.js';
import { type InputResult, readInputs } from '../manifest/files.js';
import { kustomizationFilesOf, patchFiles } from '../manifest/kustomize.js';
import { renderedFor, renderedFrom } from '../manifest/made-files.js';

/** Findings that are placed in files which were read for that alone. */
interface Placed {
  findings: Finding[];
  sources: Source[];
  hidden: Location[];
}

/** The findings in rendered texts placed in the files that these come from, where those are there and say the same. */
export function placedFindings(findings: readonly Finding[], rendered: InputResult): Placed {
  const names = findings.map(({ location }) => location.file);
  const files = unique(names.flatMap((name) => renderedFrom(name) ?? []));
  const origins = readThere(files);
  const folders = unique(names.flatMap((name) => renderedFor(name) ?? []));
  const changes = new Map(folders.map((folder) => [folder, changesOf(folder)]));
  const known = new Set(rendered.sources.map(({ file }) => file));
  const read = new Map([...origins.sources, ...[...changes.values()].flat()].map((one) => [one.file, one]));
  const sources = [...read.values()].filter(({ file }) => !known.has(file));
  return {
    findings: oneOfEachPlace(placedInOrigins(findings, rendered, { ...origins, changes })),
    sources,
    hidden: sources.flatMap(hiddenPlaces),
  };
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

/** A kustomization and its patches. */
function changesOf(folder: string): Source[] {
  const kustomization = readThere(kustomizationFilesOf(folder));
  return [...kustomization.sources, ...readThere([...patchFiles(kustomization.documents)]).sources];
}

function readThere(files: readonly string[]): InputResult {
  return readInputs(files.filter((file) => existsSync(file)));
}
