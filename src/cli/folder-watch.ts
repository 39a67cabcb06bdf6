/** Tells when files change: a watcher of Node's own on every folder, which all systems have, no library. */
import { type FSWatcher, statSync, watch } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { EXTENSIONS, SKIPPED_FOLDERS } from '../manifest/files.js';
import { foldersBelow } from '../manifest/folders.js';
import { globBase, isGlob } from '../manifest/glob.js';

/** What editors write beside a file for as long as they hold or save it: vim (4913 is its trial), Emacs, JetBrains, GNOME, LibreOffice. */
const OF_EDITORS =
  /^(?:4913|\.#.*|#.*#|.*~|\..*\.sw[a-z]|.*___jb_(?:tmp|old)___|\.goutputstream-.*|\.~lock\..*)$/;

/** What of a folder counts. */
interface Interest {
  of: 'all' | 'manifests' | 'names';
  /** Files that count whatever they are called. */
  names: Set<string>;
}

/** What is to be watched. */
export interface ToWatch {
  /** Files and folders whose manifests are read. */
  paths: readonly string[];
  /** Folders of which any file may count. */
  whole: readonly string[];
  /** Files that are written by who watches: their changes are none. */
  written: readonly string[];
}

export class FolderWatch {
  readonly #watchers = new Map<string, FSWatcher>();
  #interests = new Map<string, Interest>();
  #written: ReadonlySet<string> = new Set();

  /** `changed` is told the path of each file that is not what it was. */
  constructor(private readonly changed: (path: string) => void) {}

  /** Watches these from now on, and nothing else. Throws where the system has no more watchers. */
  watch({ paths, whole, written }: ToWatch): void {
    const interests = new Map<string, Interest>();
    for (const path of paths) addInterest(interests, path, 'manifests');
    for (const path of whole) addInterest(interests, path, 'all');
    this.#interests = interests;
    this.#written = new Set(written.map((file) => resolve(file)));
    for (const folder of [...this.#watchers.keys()]) {
      if (!interests.has(folder)) this.#forget(folder);
    }
    for (const folder of interests.keys()) if (!this.#watchers.has(folder)) this.#add(folder);
  }

  close(): void {
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #add(folder: string): void {
    const watcher = watch(folder, (_event, name) => this.#tell(folder, name));
    // A folder that is gone is told of by the one that it was in; Windows tells it as an error too.
    watcher.on('error', this.#forget.bind(this, folder));
    this.#watchers.set(folder, watcher);
  }

  #forget(folder: string): void {
    this.#watchers.get(folder)?.close();
    this.#watchers.delete(folder);
  }

  #tell(folder: string, name: string | null): void {
    const path = name === null ? folder : join(folder, name);
    if (this.#written.has(path)) return;
    if (name === null || counts(name, path, this.#interests.get(folder))) this.changed(path);
  }
}

function counts(name: string, path: string, interest: Interest | undefined): boolean {
  if (interest === undefined) return false;
  if (interest.names.has(name)) return true;
  if (OF_EDITORS.test(name)) return false;
  if (interest.of === 'names' || SKIPPED_FOLDERS.has(name)) return false;
  if (interest.of === 'all' || EXTENSIONS.includes(extname(name))) return true;
  // What is a folder, or was one: its files come and go with it.
  return isFolder(path) || (extname(name) === '' && !isThere(path));
}

const RANK = { names: 0, manifests: 1, all: 2 };

/** A folder with all that are in it; of a file, and of what is not there, its name in its folder. */
function addInterest(interests: Map<string, Interest>, path: string, of: 'all' | 'manifests'): void {
  const from = resolve(isGlob(path) && !isThere(path) ? globBase(path) : path);
  if (isFolder(from)) {
    for (const folder of foldersBelow(from)) interestIn(interests, folder, of);
  } else if (isFolder(dirname(from))) {
    interestIn(interests, dirname(from), 'names').names.add(basename(from));
  }
}

/** The interest in a folder, which is at least this. */
function interestIn(interests: Map<string, Interest>, folder: string, of: Interest['of']): Interest {
  const interest = interests.get(folder) ?? { of, names: new Set() };
  if (RANK[of] > RANK[interest.of]) interest.of = of;
  interests.set(folder, interest);
  return interest;
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
