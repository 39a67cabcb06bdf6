/** What is told of long work to somebody who sits at a terminal: what is done now, and how much of it is left. */
import type { Progress } from '../api/progress.js';
import { printable } from '../report/inert.js';
import type { Io } from './io.js';

/** Work that is over before this is not told of. */
const QUIET_MS = 500;
/** The line changes no more often: more than that nobody reads. */
const BETWEEN_MS = 100;

/** Says what is done now. A text is said at once, for what has to be waited for; of others one is made when it is time for it. */
export type SayProgress = (doing: string | (() => string)) => void;

/** What a command gets where somebody may wait for it, as `options.progress`. */
export interface WithProgress {
  progress?: SayProgress;
}

/** `linting objects, 312 of 807`; nothing where nobody is told. */
export function counting(say: SayProgress | undefined, doing: string): Progress | undefined {
  return say && ((done, total) => say(() => `${doing}, ${done} of ${total}`));
}

/** Whether somebody watches who can be told: at a terminal that can wipe a line, and not in CI, whose logs keep everything. */
export function isWatched({ stderr, env }: Io, options: Readonly<Record<string, unknown>>): boolean {
  return (
    stderr.isTTY &&
    stderr.erase !== undefined &&
    options['quiet'] !== true &&
    !env['CI'] &&
    env['TERM'] !== 'dumb'
  );
}

/**
 * Runs a command with a line on standard error that tells how far its work has come. Whatever the command writes to the streams
 * that it gets takes the place of the line. `now` is a clock in milliseconds.
 */
export async function withProgress<T>(
  io: Io,
  run: (say: SayProgress, io: Io) => Promise<T>,
  now: () => number = () => performance.now(),
): Promise<T> {
  const { stdout, stderr } = io;
  let next = now() + QUIET_MS;
  let isShown = false;
  const wipe = () => {
    if (isShown) stderr.erase?.('line');
    isShown = false;
  };
  const instead = (out: Io['stdout']): Io['stdout'] => ({
    ...out,
    write: (text) => {
      wipe();
      out.write(text);
    },
  });
  const say: SayProgress = (doing) => {
    const at = now();
    if (typeof doing !== 'string' && at < next) return;
    next = at + BETWEEN_MS;
    const line = `kubeplan: ${typeof doing === 'string' ? doing : doing()} …`;
    wipe();
    // A line that is broken in two cannot be wiped.
    stderr.write(stderr.style.dim(printable(line).slice(0, stderr.width - 1)));
    isShown = true;
  };
  try {
    return await run(say, { ...io, stdout: instead(stdout), stderr: instead(stderr) });
  } finally {
    wipe();
  }
}
