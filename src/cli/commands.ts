/** The commands that there are. */
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
 * `run` writes to `io.stdout` and `io.stderr` only, throws UsageError for what the user can mend on the command line,
 * and never calls process.exit. Anything else that it throws ends as "kubeplan failed", status 3.
 */
interface CommandModule {
  declare(command: Command): void;
  /** `options` has the type that the command's own declarations make; nobody else knows it. */
  run(args: string[], options: never, io: Io): Promise<ExitStatus>;
}

export interface CommandEntry {
  name: string;
  summary: string;
  /** Loads the command's file, only when it is the one to run. */
  load(): Promise<CommandModule>;
}

/** The commands, in the order in which help shows them. Adding one: its file, and its entry here. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'lint',
    summary: 'say what is wrong with manifests, and where',
    load: () => import('./lint.js'),
  },
  {
    name: 'explain',
    summary: 'say why a pod stays Pending, and the smallest change that frees it',
    load: () => import('./explain.js'),
  },
  {
    name: 'plan',
    summary: 'say what the control plane would do with manifests, step by step',
    load: () => import('./plan.js'),
  },
  {
    name: 'capacity',
    summary: 'say how many more pods of each workload fit, and what ends it',
    load: () => import('./capacity.js'),
  },
  {
    name: 'diff',
    summary: 'say what moving from one version of the manifests to the next would do',
    load: () => import('./diff.js'),
  },
  {
    name: 'rules',
    summary: 'say which rules there are, and explain one',
    load: () => import('./rules.js'),
  },
  {
    name: 'config',
    summary: 'say which configuration holds for a file, and where each of it is said',
    load: () => import('./config.js'),
  },
  {
    name: 'init',
    summary: 'set kubeplan up in a repository',
    load: () => import('./init.js'),
  },
];
