/** Findings in rendered texts, told where they stand in the files. */
import { existsSync } from 'node:fs';
import type { Finding, Location } from '../api/finding.js';
import { hiddenPlaces } from '../lint/hidden.js';
import { oneOfEachPlace } from '../lint/of-worlds.js';
import { placedInOrigins } from '../lint/origins.js';
import { suppressedInOrigins } from '../lint/suppressions/in-origins.js';
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

/** What texts were rendered from, as far as it is there. */
export interface OfOrigins {
  /** The findings with those marked that are suppressed there. */
  suppressed(findings: readonly Finding[]): Finding[];
  /** The findings placed there, where it says the same. */
  placed(findings: readonly Finding[]): Placed;
}

/** Reads the files that texts were rendered from in which something is found. */
export function readOrigins(found: readonly Finding[], rendered: InputResult): OfOrigins {
  const names = found.map(({ location }) => location.file);
  const files = unique(names.flatMap((name) => renderedFrom(name) ?? []));
  const folders = unique(names.flatMap((name) => renderedFor(name) ?? []));
  const changes = new Map(folders.map((folder) => [folder, changesOf(folder)]));
  const origins = { ...readThere(files), changes };
  const known = new Set(rendered.sources.map(({ file }) => file));
  const read = new Map([...origins.sources, ...[...changes.values()].flat()].map((one) => [one.file, one]));
  const sources = [...read.values()].filter(({ file }) => !known.has(file));
  return {
    suppressed: (findings) => suppressedInOrigins(findings, rendered, origins),
    placed: (findings) => ({
      findings: oneOfEachPlace(placedInOrigins(findings, rendered, origins)),
      sources,
      hidden: sources.flatMap(hiddenPlaces),
    }),
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
