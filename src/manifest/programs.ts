/** Other programs that manifests come from: git, kustomize, helm. Loaded when one is asked for: a start is not to wait for it. */

/** What a program answered. */
export interface Ran {
  /** Undefined where the program is not there, or was cut short. */
  status: number | undefined;
  stdout: Buffer;
  /** The last lines of standard error. */
  complaint: string;
}

/** So long may a program take, and so much may it say. */
const MOST_SECONDS = 120;
const MOST_BYTES = 64 * 1024 * 1024;
const LAST_LINES = 5;
const LAST_BYTES = 4000;
/** What programs in Go write before what they say: when, which process, which line of their source. */
const LOG_HEAD = /^(?:[IWEF]\d{4} [\d:.]+ +\d+ \S+\] |\d{4}\/\d\d\/\d\d [\d:.]+ )/;
/** Their errors as a value of such a line. */
const LOGGED_ERROR = /^"[^"]*" err=("(?:[^"\\]|\\.)*")$/;

interface RunOptions {
  input?: string;
  env?: Record<string, string>;
  mostSeconds?: number;
  mostBytes?: number;
}

/** Runs a program without a shell; `input` is its standard input, `env` stands beside the environment of the process. */
export function runProgram(
  program: string,
  args: readonly string[],
  { input, env, mostSeconds = MOST_SECONDS, mostBytes = MOST_BYTES }: RunOptions = {},
): Ran {
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const ran = spawnSync(program, args, {
    input: input ?? '',
    env: { ...process.env, ...env },
    timeout: mostSeconds * 1000,
    maxBuffer: mostBytes,
    // A program that does not want to end is ended all the same.
    killSignal: 'SIGKILL',
    windowsHide: true,
  });
  const { code } = (ran.error ?? {}) as NodeJS.ErrnoException;
  const status = ran.error ? undefined : (ran.status ?? undefined);
  const told = lastLines(ran.stderr ?? Buffer.alloc(0)) || `${program} failed and does not say why`;
  return {
    status,
    stdout: ran.stdout ?? Buffer.alloc(0),
    complaint:
      code === 'ETIMEDOUT'
        ? `${program} has not answered within ${mostSeconds} s`
        : code === 'ENOBUFS'
          ? `${program} prints more than ${mostBytes / 2 ** 20} MiB`
          : told,
  };
}

/** The last lines of what a program complains of, without what differs from run to run. */
function lastLines(bytes: Buffer): string {
  const lines = bytes.subarray(-LAST_BYTES).toString('utf8').trim().split('\n').slice(-LAST_LINES);
  return lines
    .map((line) => {
      const said = line.replace(LOG_HEAD, '');
      const [, error] = LOGGED_ERROR.exec(said) ?? [];
      return error === undefined ? said : unquoted(error);
    })
    .join('\n');
}

/** What Go has put in quotes; as it stands where JSON has no such escapes. */
function unquoted(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}

/** Whether a program is there: what it answers to a question that always can be answered. */
export function hasProgram(program: string, ...question: string[]): boolean {
  return runProgram(program, question).status === 0;
}
