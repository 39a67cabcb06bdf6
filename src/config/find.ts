/** Which configuration holds for the paths of a command line. */
import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { CONFIG_FILES } from '../manifest/files.js';
import { foldersBelow } from '../manifest/folders.js';
import { globBase, isGlob } from '../manifest/glob.js';

/** No configuration holds beyond the repository that it stands in. */
const REPOSITORY = '.git';

/**
 * The nearest configuration in the folder that all paths have in common, or above it, no further than the repository;
 * as a path from the working folder. Undefined where there is none.
 */
export function findConfig(paths: readonly string[]): string | undefined {
  const found = configPlaces(paths).find((file) => existsSync(file));
  return found === undefined ? undefined : relative('', found);
}

/** Where a configuration of these paths would stand, the nearest first; whether one does or not. */
export function configPlaces(paths: readonly string[]): string[] {
  const places: string[] = [];
  for (let folder = commonFolder(paths); ; folder = dirname(folder)) {
    for (const name of CONFIG_FILES) places.push(join(folder, name));
    if (folder === dirname(folder) || existsSync(join(folder, REPOSITORY))) return places;
  }
}

/**
 * The configurations of folders that some of the paths are in, or that are in them, and not all: each holds for what is below
 * its folder. As paths from the working folder, an outer one before those in it. What `excludes` names is not looked into.
 */
export function nestedConfigs(
  paths: readonly string[],
  excludes: (file: string) => boolean = () => false,
): string[] {
  const common = commonFolder(paths);
  const folders = new Set<string>();
  for (const path of paths) {
    const from = folderOfPath(path);
    if (from === undefined) continue;
    for (let folder = from; folder !== common && !folders.has(folder); folder = dirname(folder)) {
      folders.add(folder);
    }
    const isWhole = path !== '-' && isFolderThere(path) !== false;
    if (isWhole) for (const folder of foldersBelow(from, (one) => !excludes(one))) folders.add(folder);
  }
  folders.delete(common);
  return [...folders]
    .flatMap(
      (folder) => CONFIG_FILES.map((name) => join(folder, name)).find((file) => existsSync(file)) ?? [],
    )
    .map((file) => relative('', file))
    .filter((file) => !excludes(file))
    .sort((a, b) => depthOf(a) - depthOf(b) || (a < b ? -1 : 1));
}

function depthOf(file: string): number {
  return resolve(file).split('/').length;
}

/** The working folder where no path leads anywhere. */
function commonFolder(paths: readonly string[]): string {
  const [first = resolve(''), ...rest] = paths.flatMap((path) => folderOfPath(path) ?? []);
  let common = first.split('/');
  for (const folder of rest) {
    const parts = folder.split('/');
    const end = common.findIndex((part, at) => part !== parts[at]);
    if (end >= 0) common = common.slice(0, end);
  }
  return common.join('/') || '/';
}

/** The folder that a word of the command line leads to; undefined where it is no path, such as deployment/web. */
function folderOfPath(path: string): string | undefined {
  if (path === '-') return resolve('');
  const isFolder = isFolderThere(path);
  if (isFolder !== undefined) return isFolder ? resolve(path) : dirname(resolve(path));
  return isGlob(path) ? resolve(globBase(path)) : undefined;
}

/** Undefined where there is nothing of that name, or nothing can be: too long, in a folder that cannot be looked into. */
function isFolderThere(path: string): boolean | undefined {
  try {
    return statSync(path).isDirectory();
  } catch {
    return undefined;
  }
}
