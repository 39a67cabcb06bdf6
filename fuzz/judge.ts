/** Runs the commands of an input in a folder, and says what is wrong with what they did. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { announced, harmOf } from './harm.js';
import { inheritedNow, mendInherited } from './inherited.js';
import { bytesOf, type Failure, type FuzzInput, OUTPUTS } from './input.js';
import { crash, failure, lookAt, type Output } from './look.js';
import type { Execute, Ran } from './streams.js';

/** Seconds of a processor that a command may take. */
const SLOW = 2;

type Command = readonly string[];

interface Run {
  ran: Ran;
  outputs: Output[];
  seconds: number;
}

/** Everything that is wrong with an input. Changes the folder, and the process's own, to it. */
export async function judge(input: FuzzInput, folder: string, execute: Execute): Promise<Failure[]> {
  process.chdir(folder);
  const failures: Failure[] = [];
  const given = Object.values(input.files).join('\n');
  lay(input);
  for (const [at, command] of input.commands.entries()) {
    const isFix = command.includes('--fix');
    const mended = isFix ? await announced(command, execute) : undefined;
    const before = inheritedNow();
    const options = { colour: at % 2 === 1, debug: false };
    const run = await start(command, execute, options);
    const changed = mendInherited(before);
    if (changed.length > 0) failures.push(failure('pollution', command, changed.join(', ')));
    const debug = run.ran.status > 2 ? await start(command, execute, { ...options, debug: true }) : undefined;
    if (debug) failures.push(crash(command, debug.ran));
    // What is told of a defect of kubeplan's own may be nonsense.
    else failures.push(...lookAt(command, run.outputs, given));
    if (run.seconds > SLOW) failures.push(...(await slow(command, execute, options)));
    if (isFix) failures.push(...(await harmOf(input, command, mended, execute)));
    else failures.push(...unread(input, command), ...(await unsteady(command, run, execute, options, given)));
    if (isFix || failures.some(({ kind }) => kind === 'changed')) lay(input);
  }
  return failures;
}

/** The input's files, and nothing else, in the folder. */
function lay({ files }: FuzzInput): void {
  for (const name of readdirSync('.')) rmSync(name, { recursive: true, force: true });
  mkdirSync(OUTPUTS);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(name), { recursive: true });
    writeFileSync(name, bytesOf(text));
  }
}

async function start(command: Command, execute: Execute, options: Parameters<Execute>[1]): Promise<Run> {
  const before = process.cpuUsage();
  const ran = await execute(command, options);
  const { user, system } = process.cpuUsage(before);
  const files = readdirSync(OUTPUTS).map((name) => {
    const text = readFileSync(join(OUTPUTS, name), 'utf8');
    rmSync(join(OUTPUTS, name));
    return { name, text };
  });
  const outputs = [{ name: 'out', text: ran.out }, { name: 'err', text: ran.err }, ...files];
  return { ran, outputs, seconds: (user + system) / 1e6 };
}

/** Once more: what was slow because something was loaded, or swept up, is not slow. */
async function slow(command: Command, execute: Execute, options: Parameters<Execute>[1]): Promise<Failure[]> {
  const { seconds } = await start(command, execute, options);
  return seconds > SLOW ? [failure('slow', command, `${seconds.toFixed(1)} s`)] : [];
}

/** What it read is what it was. */
function unread({ files }: FuzzInput, command: Command): Failure[] {
  const changed = Object.entries(files).filter(([name, text]) => !isFile(name, bytesOf(text)));
  return changed.map(([name]) => failure('changed', command, name));
}

function isFile(name: string, bytes: Buffer): boolean {
  try {
    return readFileSync(name).equals(bytes);
  } catch {
    return false;
  }
}

/** Once more, to a pipe: the same but for its colours. One command of an input, told by its length. */
async function unsteady(
  command: Command,
  first: Run,
  execute: Execute,
  options: Parameters<Execute>[1],
  given: string,
): Promise<Failure[]> {
  if (given.length % 5 !== 'lpecd'.indexOf(command[0]!.charAt(0))) return [];
  const again = await start(command, execute, options);
  const differing = first.outputs.filter(({ text }, i) => text !== again.outputs[i]?.text);
  if (differing.length === 0 && first.ran.status === again.ran.status) return [];
  return [failure('unsteady', command, differing.map(({ name }) => name).join(', '))];
}
