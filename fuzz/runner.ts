/** Runs inputs in a process of their own, one after the other, and another one where it ended. */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Failure } from './input.js';
import { failure } from './look.js';
import type { Answer, Task } from './messages.js';

const CHILD = fileURLToPath(new URL('child.ts', import.meta.url));
const MEGABYTES = 500;

export interface Runner {
  /** What is wrong with an input. */
  run(task: Task): Promise<Failure[]>;
  close(): void;
}

export interface RunnerOptions {
  /** The module that exports `execute`. */
  module: string;
  /** Seconds of a processor after which an input is said to hang. */
  patience: number;
  /** How Node reads TypeScript, where it is not as in this process. */
  execArgv?: readonly string[];
}

/** A runner whose process is started when it is needed. */
export function runnerOf({ module, patience, execArgv = process.execArgv }: RunnerOptions): Runner {
  const folder = mkdtempSync(join(tmpdir(), 'kubeplan-fuzz-'));
  let child: Promise<ChildProcess> | undefined;
  return {
    async run(task) {
      child ??= startChild([module, folder, String(patience)], execArgv);
      const running = await child;
      return await new Promise((resolve) => {
        const done = (failures: Failure[]) => {
          running.removeAllListeners();
          resolve(failures);
        };
        running.once('message', (answer: Answer) => done('failures' in answer ? answer.failures : []));
        running.once('exit', (code, signal) => {
          child = undefined;
          done([ended(code, signal, patience)]);
        });
        running.send(task);
      });
    },
    close() {
      void child?.then((running) => running.kill());
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startChild(words: readonly string[], execArgv: readonly string[]): Promise<ChildProcess> {
  const child = fork(CHILD, words, {
    execArgv: [...execArgv, `--max-old-space-size=${MEGABYTES}`],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', () => reject(new Error(`${CHILD} cannot be started`)));
  });
  child.removeAllListeners();
  return child;
}

/** Why the process ended: its own watch, or the memory that it may have. */
function ended(code: number | null, signal: NodeJS.Signals | null, patience: number): Failure {
  if (signal === 'SIGKILL') return failure('hang', ['?'], `more than ${patience} s`);
  return failure('memory', ['?'], `more than ${MEGABYTES} MB: ${signal ?? code}`);
}
