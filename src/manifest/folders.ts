/** Folders below a folder. */
import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SKIPPED_FOLDERS } from './files.js';

/**
 * A folder and all below it that manifests are read of, without what links lead to; `enters` says whether one is looked into. What
 * cannot be looked into is told where its manifests are read.
 */
export function foldersBelow(folder: string, enters: (folder: string) => boolean = () => true): string[] {
  const found = [folder];
  for (const at of found) {
    for (const entry of entriesOf(at)) {
      const path = join(at, entry.name);
      if (entry.isDirectory() && !SKIPPED_FOLDERS.has(entry.name) && enters(path)) found.push(path);
    }
  }
  return found;
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
