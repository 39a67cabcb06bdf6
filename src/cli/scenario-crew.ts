/** Plays many scenarios at once, in threads: each reads them itself, and is told which of them to play next. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MessagePort, Worker } from 'node:worker_threads';
import type { Progress } from '../api/progress.js';
import { readInputs } from '../manifest/files.js';
import type { PlayedScenario } from '../report/scenarios.js';
import { UsageError } from './exit.js';
import { playScenario, type ScenarioFile, scenariosIn } from './scenario-files.js';

/** A thread takes as long to get going as so many scenarios of the usual size. */
const WORTH_A_THREAD = 8;

/** Which scenarios there are: those below paths that have a text in their names. */
export interface Chosen {
  paths: readonly string[];
  filter: string | undefined;
}

/** What a thread says of one scenario, by its place among those that are chosen. */
type Answer = { at: number } & (
  | { played: PlayedScenario }
  | { mistake: { message: string; hint: string | undefined } }
);

/** The scenarios among files that are chosen. */
export function chosenOf(read: Parameters<typeof scenariosIn>[0], { filter }: Chosen): ScenarioFile[] {
  return scenariosIn(read).filter(({ scenario }) => filter === undefined || scenario.name.includes(filter));
}

/** How many threads are worth having. */
export function crewSize(scenarios: number, cores: number): number {
  return Math.min(cores, Math.floor(scenarios / WORTH_A_THREAD));
}

/** The program of a thread beside the built command line; undefined where kubeplan runs from its sources. */
export function crewProgram(): string | undefined {
  const here = dirname(fileURLToPath(import.meta.url));
  return [here, dirname(here)].map((folder) => join(folder, 'play.js')).find((file) => existsSync(file));
}

/** Plays them by so many threads that run a program; in the order in which they are chosen. Throws what playing the first bad one throws. */
export async function playByCrew(
  program: string,
  size: number,
  count: number,
  chosen: Chosen,
  progress?: Progress,
): Promise<PlayedScenario[]> {
  const threads = await import('node:worker_threads');
  const crew: Worker[] = [];
  const answers: Answer[] = [];
  let [next, done] = [0, 0];
  const work = (worker: Worker) =>
    new Promise<void>((resolve, reject) => {
      const give = () => (next < count ? worker.postMessage(next++) : resolve());
      worker.on('error', reject);
      worker.on('message', (answer: Answer) => {
        answers[answer.at] = answer;
        progress?.(++done, count);
        give();
      });
      give();
    });
  try {
    for (let i = 0; i < size; i++) crew.push(new threads.Worker(program, { workerData: chosen }));
    await Promise.all(crew.map(work));
  } finally {
    for (const worker of crew) void worker.terminate();
  }
  return answers.map((answer) => {
    if ('played' in answer) return answer.played;
    throw new UsageError(answer.mistake.message, answer.mistake.hint);
  });
}

/** What a thread does: plays each scenario that it is told the place of, and answers. */
export function serve(port: Pick<MessagePort, 'on' | 'postMessage'>, chosen: Chosen): void {
  const scenarios = chosenOf(readInputs(chosen.paths), chosen);
  port.on('message', async (at: number) => {
    try {
      port.postMessage({ at, played: await playScenario(scenarios[at]!) } satisfies Answer);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      const { message, hint } = error;
      port.postMessage({ at, mistake: { message, hint } } satisfies Answer);
    }
  });
}
