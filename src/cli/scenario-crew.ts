/** Plays many scenarios at once, in threads: each reads them itself, and is told which of them to play next. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MessagePort, Worker } from 'node:worker_threads';
import type { Progress } from '../api/progress.js';
import type { Shard } from '../api/shard.js';
import { readInputs } from '../manifest/files.js';
import type { PlayedScenario } from '../report/scenarios.js';
import { UsageError } from './exit.js';
import { playScenario, type ScenarioFile, scenariosIn, scenarioUnit } from './scenario-files.js';
import { fallsTo } from './shard.js';
import type { SweepWork } from './sweep-units.js';

/** A thread takes as long to get going as so many scenarios of the usual size. */
const WORTH_A_THREAD = 8;

/** Which scenarios there are: those below paths that have a text in their names, and fall to a part. */
export interface Chosen {
  paths: readonly string[];
  filter: string | undefined;
  shard?: Shard;
}

/** A scenario, and which it is of all that are chosen but for the part. */
export interface ChosenScenario extends ScenarioFile {
  at: number;
}

/** What a thread says of one scenario, by its place among those that are chosen. */
type Answer = { at: number } & (
  | { played: PlayedScenario }
  | { mistake: { message: string; hint: string | undefined } }
);

/** The scenarios among files that are chosen. */
export function chosenOf(
  read: Parameters<typeof scenariosIn>[0],
  { filter, shard }: Chosen,
): ChosenScenario[] {
  const all = scenariosIn(read).filter(
    ({ scenario }) => filter === undefined || scenario.name.includes(filter),
  );
  const numbered = all.map((one, at) => ({ ...one, at }));
  return shard ? numbered.filter((one) => fallsTo(scenarioUnit(one), shard)) : numbered;
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

/** What a thread plays: scenarios, or the combinations of a sweep. */
export type CrewWork = { scenarios: Chosen } | { sweep: SweepWork };

/**
 * Plays units by so many threads that run a program; in the order in which they are chosen. Throws what playing the first bad one
 * throws, and the name of the unit that a thread had when it died.
 */
export async function playByCrew(
  program: string,
  size: number,
  units: readonly string[],
  workerData: CrewWork,
  progress?: Progress,
): Promise<PlayedScenario[]> {
  const threads = await import('node:worker_threads');
  const crew: Worker[] = [];
  const answers: Answer[] = [];
  let [next, done] = [0, 0];
  const work = (worker: Worker) =>
    new Promise<void>((resolve, reject) => {
      let has = 0;
      const give = () => {
        if (next >= units.length) return resolve();
        has = next++;
        worker.postMessage(has);
      };
      const died = (why: string) => reject(new Error(`the thread that played ${units[has]} died: ${why}`));
      worker.on('error', (error) => died(error.message));
      worker.on('exit', (code) => died(`it ended with status ${code}`));
      worker.on('message', (answer: Answer) => {
        answers[answer.at] = answer;
        progress?.(++done, units.length);
        give();
      });
      give();
    });
  try {
    for (let i = 0; i < size; i++) crew.push(new threads.Worker(program, { workerData }));
    await Promise.all(crew.map(work));
  } finally {
    for (const worker of crew) void worker.terminate();
  }
  return answers.map((answer) => {
    if ('played' in answer) return answer.played;
    throw new UsageError(answer.mistake.message, answer.mistake.hint);
  });
}

/** What a thread does: plays each unit that it is told the place of, and answers. */
export async function serve(port: Pick<MessagePort, 'on' | 'postMessage'>, work: CrewWork): Promise<void> {
  const play = await playerOf(work);
  port.on('message', async (at: number) => {
    try {
      port.postMessage({ at, played: await play(at) } satisfies Answer);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      const { message, hint } = error;
      port.postMessage({ at, mistake: { message, hint } } satisfies Answer);
    }
  });
}

async function playerOf(work: CrewWork): Promise<(at: number) => Promise<PlayedScenario>> {
  if ('sweep' in work) {
    const { combinationsOf, playCombination } = await import('./sweep-units.js');
    const combinations = combinationsOf(work.sweep);
    return (at) => playCombination(combinations[at]!);
  }
  const scenarios = chosenOf(readInputs(work.scenarios.paths), work.scenarios);
  return (at) => playScenario(scenarios[at]!);
}
