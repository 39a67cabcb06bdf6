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
const MOST_BYTES = 256 * 1024 * 1024;
const LAST_LINES = 5;

/** Runs a program without a shell; `input` is its standard input, `env` stands beside the environment of the process. */
export function runProgram(
  program: string,
  args: readonly string[],
  { input, env }: { input?: string; env?: Record<string, string> } = {},
): Ran {
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const ran = spawnSync(program, args, {
    input: input ?? '',
    env: { ...process.env, ...env },
    timeout: MOST_SECONDS * 1000,
    maxBuffer: MOST_BYTES,
    windowsHide: true,
  });
  const lines = (ran.stderr?.toString('utf8') ?? '').trim().split('\n').slice(-LAST_LINES);
  const cut = ran.error && (ran.error as NodeJS.ErrnoException).code === 'ETIMEDOUT';
  return {
    status: ran.status ?? undefined,
    stdout: ran.stdout ?? Buffer.alloc(0),
    complaint: cut ? `${program} has not answered within ${MOST_SECONDS} s` : lines.join('\n'),
  };
}

/** Whether a program is there: what it answers to a question that always can be answered. */
export function hasProgram(program: string, ...question: string[]): boolean {
  return runProgram(program, question).status === 0;
}
