/** The files that data is taken from (`create configmap --from-file`), read before anything happens. */
import { type Dirent, readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { compareTexts } from '../api/text.js';
import type { Contents } from '../kubectl/command/verb.js';
import { UsageError } from './exit.js';

/** No object holds more: the API server takes 1 MiB of data. */
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * What is in a file, or in the files of a folder.
 * @param path as the command names it
 * @param at where that is
 * @throws UsageError for what is not there, cannot be read, or is more than any object holds
 */
export function readContents(path: string, at: string): Contents {
  return reading(path, () => {
    const stats = statSync(at);
    if (stats.isDirectory()) {
      const names = readdirSync(at, { withFileTypes: true })
        .filter((entry: Dirent) => entry.isFile())
        .map(({ name }) => name)
        .sort(compareTexts);
      return { isFolder: true, files: names.map((name) => fileAt(path, join(at, name), name)) };
    }
    return { isFolder: false, files: [fileAt(path, at, basename(at), stats)] };
  });
}

function fileAt(path: string, at: string, name: string, stats: Stats = statSync(at)) {
  if (!stats.isFile()) throw new UsageError(`--then: ${path} is no file`);
  if (stats.size > MOST_BYTES) throw new UsageError(`--then: ${at} is larger than any object may be`);
  return { name, bytes: readFileSync(at) };
}

function reading(path: string, read: () => Contents): Contents {
  try {
    return read();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`--then: error reading ${path}: ${WHY.get(code ?? '') ?? 'it cannot be read'}`);
  }
}

const WHY: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'no such file or directory'],
  ['EACCES', 'permission denied'],
]);
