/** `--baseline` and `--write-baseline`: what was found before is not told again. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import type { Finding } from '../api/finding.js';
import type { JsonValue } from '../api/json.js';
import { compareTexts } from '../api/text.js';
import {
  type AgainstBaseline,
  againstBaseline,
  type Baseline,
  baselineOf,
  baselineText,
  readBaseline,
} from '../lint/baseline.js';
import type { Source } from '../manifest/document.js';
import { renderedFrom } from '../manifest/made-files.js';
import { UsageError } from './exit.js';
import { isMistake } from './option-files.js';
import { writeOutputFile } from './output-file.js';

export interface BaselineOptions {
  baseline?: string;
  writeBaseline?: boolean;
}

/** The findings held against the baseline that was asked for, if any. Throws a UsageError where it cannot be read or written. */
export function heldAgainstBaseline(
  findings: readonly Finding[],
  sources: readonly Source[],
  { baseline: file, writeBaseline }: BaselineOptions,
): AgainstBaseline {
  if (file === undefined) {
    if (!writeBaseline) return { findings: [...findings], gone: [] };
    throw new UsageError('--write-baseline writes the file of --baseline, and none is given');
  }
  const folder = dirname(resolve(file));
  const nameOf = (path: string) =>
    path === '-' ? path : relative(folder, resolve(path)).replaceAll('\\', '/');
  const read = new Set(sources.map((source) => nameOf(source.file)));
  // Of a file that is gone nothing can be found any more.
  const isLookedAt = (name: string) =>
    read.has(name) || (renderedFrom(name) === undefined && !existsSync(resolve(folder, name)));
  // What could not be read is no finding to live with.
  const mistakes = findings.filter(isMistake);
  const found = findings.filter((finding) => !isMistake(finding));
  const baseline = writeBaseline
    ? written(file, withOthers(baselineOf(found, nameOf), file, isLookedAt))
    : readFile(file);
  const held = againstBaseline(found, baseline, nameOf, isLookedAt);
  return { ...held, findings: [...mistakes, ...held.findings] };
}

/** With what the file has of texts that this run did not read: several runs can share it. */
function withOthers(found: Baseline, file: string, isLookedAt: (name: string) => boolean): Baseline {
  const before = existsSync(file) ? readBaseline(jsonOf(file)) : [];
  if (typeof before === 'string') return found;
  const others = before.filter((entry) => !isLookedAt(entry.file));
  const byKey = new Map(others.map((entry) => [entry.key, entry]));
  for (const entry of found) {
    const count = Math.max(entry.count, byKey.get(entry.key)?.count ?? 0);
    byKey.set(entry.key, { ...entry, count });
  }
  return [...byKey.values()].sort((a, b) => compareTexts(a.key, b.key));
}

function written(file: string, baseline: Baseline): Baseline {
  writeOutputFile(file, baselineText(baseline));
  return baseline;
}

function readFile(file: string): Baseline {
  if (!existsSync(file)) {
    throw new UsageError(`the baseline ${file} does not exist`, '--write-baseline writes it.');
  }
  const read = readBaseline(jsonOf(file));
  if (typeof read === 'string') throw new UsageError(`${file}: ${read}`, '--write-baseline writes it anew.');
  return read;
}

function jsonOf(file: string): JsonValue {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as JsonValue;
  } catch (error) {
    const why = error instanceof SyntaxError ? 'it is not JSON' : (error as NodeJS.ErrnoException).code;
    throw new UsageError(`the baseline ${file} cannot be read: ${why}`);
  }
}
