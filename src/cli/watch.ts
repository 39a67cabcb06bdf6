/** `--watch`: runs a command again whenever what it reads changes, until it is told to end. */

import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { numbered } from '../api/text.js';
import { configPlaces } from '../config/find.js';
import { gitPath } from '../manifest/git-path.js';
import { CHART_FILE } from '../manifest/kustomize.js';
import { foldersOfKustomization } from '../manifest/remote.js';
import { printable } from '../report/inert.js';
import type { CommandLine } from './command-line.js';
import { EXIT, type ExitStatus, UsageError } from './exit.js';
import { FolderWatch } from './folder-watch.js';
import type { Io } from './io.js';
import type { Output } from './options.js';
import { RunMemory } from './run-memory.js';
import { pathsOf, type SourceOptions } from './source-options.js';

/** How long nothing has to change before it is looked at: what is saved at once is one change. */
const QUIET_MS = 20;
/** So many changed files are named. */
const MOST_NAMED = 3;

type Prepared = Pick<CommandLine, 'args' | 'options'>;

/** The options that all commands have which can be watched. */
type Options = SourceOptions & { format?: readonly Output[] };

/** A command that can be run again. */
export interface Watchable {
  /** Reads the command line, and its configuration anew. */
  prepare(): Promise<Prepared>;
  /** Runs it; what it remembers of runs before is `options.memory`. */
  run(prepared: Prepared): Promise<ExitStatus>;
  /** The options whose values are files that the command reads, by their names. */
  reads: readonly string[];
  /** The paths that it reads, where they are not its arguments alone. */
  watched?(args: readonly string[]): string[];
  /** Tells what a run threw. */
  tell(error: unknown): void;
}

/**
 * Runs the command, and again whenever something that it reads changes. Resolves to EXIT.OK when the process is asked to end
 * (Ctrl-C), and at once to EXIT.USAGE where the first run shows that the command line is wrong; throws what the first run throws.
 */
export async function watch(command: Watchable, io: Io): Promise<ExitStatus> {
  const memory = new RunMemory();
  const changes = new Changes();
  const folders = new FolderWatch((path) => changes.add(path));
  const run = async (): Promise<{ status: ExitStatus; tell: () => void }> => {
    const from = performance.now();
    const prepared = await command.prepare();
    // Watched before it is read: whatever changes from then on is seen.
    watchAll(folders, prepared, command);
    const options: Options = prepared.options;
    memory.begin(options.config?.said() ?? '');
    const status = await command.run({ ...prepared, options: { ...options, memory } });
    const time = performance.now() - from;
    return { status, tell: () => tellWatching(prepared.args, changes.seen, time, io) };
  };
  try {
    const { status, tell: first } = await run();
    if (status === EXIT.USAGE) return status;
    let tell: (() => void) | undefined = first;
    while (await changes.come(tell)) {
      io.stdout.erase?.('screen');
      tell = undefined;
      try {
        ({ tell } = await run());
      } catch (error) {
        command.tell(error);
      }
    }
    return EXIT.OK;
  } finally {
    folders.close();
  }
}

function watchAll(
  folders: FolderWatch,
  { args, options: all }: Prepared,
  { reads, watched }: Watchable,
): void {
  const options: Options = all;
  const given = reads.flatMap((name) => (all[name] ?? []) as string | string[]);
  const paths = pathsOf(watched ? watched(args) : args, options);
  const none = [...paths, ...given].find((path) => path === '-' || gitPath(path) !== undefined);
  if (none !== undefined) throw new UsageError(`--watch waits for files to change, and ${none} is none`);
  try {
    folders.watch({
      paths: [...paths, ...given, ...(options.config?.files ?? []), ...configPlaces(paths)],
      whole: options.render === false ? [] : paths.flatMap(madeOf),
      written: (options.format ?? []).flatMap(({ file }) => file ?? []),
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOSPC' && code !== 'EMFILE') throw error;
    throw new UsageError(
      `--watch cannot watch so many folders: ${code}`,
      'Name fewer of them, or raise the limit of the system (on Linux fs.inotify.max_user_watches).',
    );
  }
}

/** The folders of which everything may count: those of a chart and of a kustomization, which are rendered. */
function madeOf(path: string): string[] {
  return existsSync(join(path, CHART_FILE)) ? [path] : foldersOfKustomization(path);
}

function tellWatching(args: readonly string[], changed: readonly string[], ms: number, { stderr }: Io): void {
  const names = changed.slice(0, MOST_NAMED).map((path) => relative('', path) || path);
  const more = changed.length > names.length ? [`${changed.length - names.length} more`] : [];
  const why = changed.length === 0 ? '' : `${[...names, ...more].join(', ')} changed. `;
  const [first, ...others] = args;
  const what =
    first === undefined
      ? 'files'
      : others.length === 0
        ? first
        : `${first} and ${numbered(others.length, 'path')} more`;
  const time = ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
  const line = printable(`${why}Watching ${what} (${time}); Ctrl-C ends it.`);
  stderr.write(`${stderr.style.dim(line)}\n`);
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** What changes between two runs. */
class Changes {
  /** What had changed before the last run began. */
  seen: readonly string[] = [];
  #new = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  /** Ends the wait for a change, where there is one. */
  #ready: (() => void) | undefined;

  add(path: string): void {
    this.#new.add(path);
    this.#wait();
  }

  /**
   * Waits for changes, and then until nothing changes for a moment. False when the process is asked to end meanwhile; while a
   * command runs that ends it at once. `tell` is asked to say that it waits, once it does.
   */
  async come(tell: (() => void) | undefined): Promise<boolean> {
    let isOver = false;
    const over = () => {
      isOver = true;
      this.#ready?.();
    };
    for (const signal of SIGNALS) process.on(signal, over);
    tell?.();
    await new Promise<void>((resolve) => {
      this.#ready = resolve;
      if (this.#new.size > 0) this.#wait();
    });
    for (const signal of SIGNALS) process.off(signal, over);
    clearTimeout(this.#timer);
    this.seen = [...this.#new].sort();
    this.#new = new Set();
    return !isOver;
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ready?.(), QUIET_MS);
  }
}
