/** The process that runs tests on mutants (runner.ts), from outside: it can be killed where they do not end. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Order, Verdict } from './runner.js';
import { ROOT } from './source.js';

export interface Runner {
  /** Undefined where the tests do not come to an end. */
  run(order: Order, patience: number): Promise<Verdict | undefined>;
  stop(): void;
}

/** Starts it; tests of the command run the one in the folder `tested`. */
export async function startRunner(tested: string): Promise<Runner> {
  const child: ChildProcess = fork(fileURLToPath(new URL('runner.ts', import.meta.url)), {
    cwd: ROOT,
    // A group of its own, so that its workers go with it.
    detached: true,
    stdio: ['ignore', 'ignore', process.env['KUBEPLAN_DEBUG'] ? 'inherit' : 'ignore', 'ipc'],
    env: { ...process.env, CI: 'true', VITEST: 'true', KUBEPLAN_TESTED: tested },
  });
  const stop = () => {
    try {
      process.kill(-child.pid!, 'SIGKILL');
    } catch {
      // It is gone already.
    }
  };
  process.once('exit', stop);
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', () => reject(new Error('vitest could not be started')));
  });
  return {
    run: (order, patience) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => resolve(undefined), patience);
        child.once('message', (verdict) => {
          clearTimeout(timer);
          resolve(verdict as Verdict);
        });
        child.send(order);
      }),
    stop,
  };
}
