import type { Command } from './command-line.js';
import type { ExitStatus } from './exit.js';
import type { Io } from './io.js';

/**
 * What the file of a command exports (`src/cli/plan.ts` → `kubeplan plan`).
 *
 *     export function declare(command)    adds arguments, options (see options.ts) and help text
 *     export async function run(args, options, io)
 *                                         does it: `args` the words that are not options, `options` by their names
 *                                         in camel case, `io` the streams; resolves to the exit status.
 *
 *     export const READS                  of a command with --watch: its options that name files to read
 *
 *     export function watched(args)       of one that reads more than its arguments name: all that it reads
 *
 * `run` writes to `io.stdout` and `io.stderr` only, throws UsageError for what the user can mend on the command line,
 * and never calls process.exit. Anything else that it throws ends as "kubeplan failed", status 3.
 */
export interface CommandModule {
  declare(command: Command): void;
  /** The options whose values are files that it reads, in camel case: `--watch` watches them. Of a command that has `--watch`. */
  READS?: readonly string[];
  /** The paths that it reads, where they are not those that are its arguments alone. Of a command that has `--watch`. */
  watched?(args: readonly string[]): string[];
  /** `options` has the type that the command's own declarations make; nobody else knows it. */
  run(args: string[], options: never, io: Io): Promise<ExitStatus>;
}

export interface CommandEntry {
  name: string;
  summary: string;
  /** Loads the command's file, only when it is the one to run. */
  load(): Promise<CommandModule>;
}
