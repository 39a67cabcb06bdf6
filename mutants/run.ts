/**
 * Whether the tests would notice: changes one line at a time and runs the tests that execute it.
 * npm run mutants -- --room ROOM [--sample 15] [--seed 7]
 */
import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildCopy } from './copy.js';
import { type Concerned, concerned, coverage } from './coverage.js';
import { type Mutant, mutantsOf, withMutant } from './operators.js';
import { probeAt, probesOf } from './probes.js';
import type { Order, Verdict } from './runner.js';
import { filesOf, parse, placeOf, ROOT, readSource, rooms } from './source.js';

const USAGE = `usage: npm run mutants -- --room ROOM [--sample 15] [--seed 7] [--floor 80] [--file PATH[:LINE]] [--quick] [--verbose]

Changes one line of the room at a time, as a slip would, and runs the tests that execute it, until one fails. Which
lines, and how, the seed decides. Ends with status 1 where fewer than --floor percent were noticed.
--file takes only the lines of one file, or one line. --quick looks anew only at the tests of the room's own folder, and
takes of the others what is known. What can't be noticed, because the changed line does the same, is
listed in mutants/equivalent.json: { "file", "line" (the text), "to" (the changed text), "why" }; it is not counted.

rooms: ${rooms().join(', ')}
`;

const COPY = join(ROOT, '.cache', 'mutants', 'copy');
/** A run on a mutant may take this much longer than on the code as it is, on a machine that does other things too. */
const PATIENCE = { factor: 8, ms: 60_000 };

interface Chosen {
  path: string;
  code: string;
  mutant: Mutant;
}

interface Equivalent {
  file: string;
  line: string;
  to: string;
  why: string;
}

interface Judged extends Chosen {
  verdict: 'killed' | 'hangs' | 'survived' | 'not executed' | 'equivalent';
  by?: string;
  ran: number;
}

async function main(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      room: { type: 'string' },
      sample: { type: 'string', default: '15' },
      seed: { type: 'string', default: '7' },
      floor: { type: 'string', default: '80' },
      file: { type: 'string' },
      quick: { type: 'boolean', default: true },
      verbose: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const [sample, seed, floor] = [Number(values.sample), Number(values.seed), Number(values.floor)];
  const [file, line] = values.file?.split(':') ?? [];
  const room = values.room ?? file?.split('/').slice(1, -1)[0] ?? '';
  if (
    values.help ||
    (!rooms().includes(room) && file === undefined) ||
    ![sample, seed, floor].every(Number.isInteger)
  ) {
    process.stderr.write(USAGE);
    return values.help ? 0 : 2;
  }
  const files = file === undefined ? filesOf(room) : [file];
  const chosen = choose(files, sample, random(seed), line === undefined ? undefined : Number(line));
  const say = (text: string) => process.stderr.write(`${text}\n`);
  const judged = await judge(chosen, values.quick ? room : undefined, say, (one) => {
    if (values.verbose || one.verdict === 'survived' || one.verdict === 'not executed') print(one);
    else process.stdout.write(`${one.verdict.padEnd(12)} ${where(one)}  ${one.mutant.what}\n`);
  });
  const counted = judged.filter(({ verdict }) => verdict !== 'equivalent');
  const killed = counted.filter(({ verdict }) => verdict === 'killed' || verdict === 'hangs').length;
  const share = counted.length === 0 ? 100 : (100 * killed) / counted.length;
  const left = judged.length - counted.length;
  process.stdout.write(
    `${room || '.'}, seed ${seed}: ${killed} of ${counted.length} noticed (${Math.floor(share)} %)${left > 0 ? `, ${left} do the same and are not counted` : ''}\n`,
  );
  return share < floor ? 1 : 0;
}

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Draws lines, each as likely as the others, and of each line one of its mutants. */
function choose(files: readonly string[], sample: number, draw: () => number, only?: number): Chosen[] {
  const lines: { path: string; code: string; mutants: Mutant[] }[] = [];
  for (const path of files) {
    const code = readSource(path);
    const byLine = new Map<number, Mutant[]>();
    for (const mutant of mutantsOf(code)) {
      const { line } = placeOf(code, mutant.start);
      if (only !== undefined && line !== only) continue;
      byLine.set(line, [...(byLine.get(line) ?? []), mutant]);
    }
    for (const mutants of byLine.values()) lines.push({ path, code, mutants });
  }
  if (only !== undefined)
    return lines.flatMap(({ path, code, mutants }) => mutants.map((mutant) => ({ path, code, mutant })));
  const chosen: Chosen[] = [];
  while (chosen.length < sample && lines.length > 0) {
    const [{ path, code, mutants }] = lines.splice(Math.floor(draw() * lines.length), 1) as [
      (typeof lines)[number],
    ];
    const mutant = mutants[Math.floor(draw() * mutants.length)]!;
    if (isCode(withMutant(code, mutant))) chosen.push({ path, code, mutant });
  }
  return chosen;
}

function isCode(code: string): boolean {
  try {
    parse(code);
    return true;
  } catch {
    return false;
  }
}

async function judge(
  chosen: readonly Chosen[],
  quickly: string | undefined,
  say: (text: string) => void,
  done: (one: Judged) => void,
): Promise<Judged[]> {
  const equivalent = readEquivalent();
  const records = await coverage([...new Set(chosen.map(({ path }) => path))], say, quickly);
  const judged: Judged[] = [];
  let runner: Runner | undefined;
  /** Files of tests that were tried on the code as it is: whether they fail. */
  const red = new Map<string, boolean>();
  for (const one of chosen) {
    let result: Judged;
    const { path, code, mutant } = one;
    if (isEquivalent(one, equivalent)) result = { ...one, verdict: 'equivalent', ran: 0 };
    else {
      const tests = ranked(concerned(records, path, probeAt(probesOf(code), mutant.start)), path);
      if (tests.length === 0) result = { ...one, verdict: 'not executed', ran: 0 };
      else {
        const changed = withMutant(code, mutant);
        if (tests.some(({ spawns }) => spawns)) {
          await buildCopy(COPY, (text, at) => (at === path ? changed : text));
        }
        runner ??= await startRunner();
        let verdict = await runner.run({ path, code: changed, tests }, patienceFor(tests));
        // What fails on the code as it is, notices nothing.
        while (verdict?.file !== undefined && (await isRed(runner, verdict.file, tests, red))) {
          const green = tests.filter(({ file }) => !red.get(file));
          verdict = await runner.run({ path, code: changed, tests: green }, patienceFor(green));
        }
        if (verdict === undefined) {
          runner.stop();
          runner = undefined;
          result = { ...one, verdict: 'hangs', ran: 0 };
        } else if (verdict.killedBy === undefined) result = { ...one, verdict: 'survived', ran: verdict.ran };
        else result = { ...one, verdict: 'killed', by: verdict.killedBy, ran: verdict.ran };
      }
    }
    done(result);
    judged.push(result);
  }
  runner?.stop();
  return judged;
}

/** Whether a file of tests fails without any mutant; said once. */
async function isRed(
  runner: Runner,
  file: string,
  tests: readonly Concerned[],
  known: Map<string, boolean>,
): Promise<boolean> {
  const there = known.get(file);
  if (there !== undefined) return there;
  const whole = tests.filter((test) => test.file === file).map((test) => ({ ...test, ids: undefined }));
  const verdict = await runner.run({ path: '', code: '', tests: whole }, patienceFor(whole));
  const fails = verdict?.killedBy !== undefined;
  known.set(file, fails);
  if (fails)
    process.stderr.write(`${file} fails on the code as it is and is left out: ${verdict.killedBy}\n`);
  return fails;
}

function patienceFor(tests: readonly Concerned[]): number {
  return PATIENCE.ms + PATIENCE.factor * tests.reduce((sum, { ms }) => sum + ms, 0);
}

/** Tests of the same room first, then the quick ones. */
function ranked(tests: readonly Concerned[], path: string): Concerned[] {
  const room = path.split('/')[1]!;
  const weight = ({ file, ms, spawns }: Concerned) =>
    (file.startsWith(`test/${room}/`) ? 0.2 : 1) * (ms + 50) + (spawns ? 5000 : 0);
  return [...tests].sort((a, b) => weight(a) - weight(b));
}

interface Runner {
  /** Undefined where the tests do not come to an end. */
  run(order: Order, patience: number): Promise<Verdict | undefined>;
  stop(): void;
}

async function startRunner(): Promise<Runner> {
  const child: ChildProcess = fork(fileURLToPath(new URL('runner.ts', import.meta.url)), {
    cwd: ROOT,
    // A group of its own, so that its workers go with it.
    detached: true,
    stdio: ['ignore', 'ignore', process.env['KUBEPLAN_DEBUG'] ? 'inherit' : 'ignore', 'ipc'],
    env: { ...process.env, CI: 'true', VITEST: 'true', KUBEPLAN_TESTED: COPY },
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

function readEquivalent(): Equivalent[] {
  const path = join(ROOT, 'mutants', 'equivalent.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Equivalent[]) : [];
}

/** The line of a mutant as it is and as it becomes. */
function lines({ code, mutant }: Chosen): { line: string; to: string } {
  const from = code.lastIndexOf('\n', mutant.start - 1) + 1;
  const end = code.indexOf('\n', mutant.end);
  const rest = code.slice(mutant.end, end === -1 ? undefined : end);
  return {
    line: (code.slice(from, mutant.end) + rest).trim(),
    to: (code.slice(from, mutant.start) + mutant.to + rest).trim(),
  };
}

function isEquivalent(one: Chosen, table: readonly Equivalent[]): boolean {
  const { line, to } = lines(one);
  return table.some((row) => row.file === one.path && row.line === line && row.to === to);
}

function where({ path, code, mutant }: Chosen): string {
  const { line, column } = placeOf(code, mutant.start);
  return `${path}:${line}:${column}`;
}

function print(one: Judged): void {
  const { line, to } = lines(one);
  const tests = one.verdict === 'survived' ? `, ${one.ran} tests ran` : '';
  process.stdout.write(
    `${one.verdict.toUpperCase().padEnd(12)} ${where(one)}  ${one.mutant.what}${tests}\n    - ${line}\n    + ${to}\n${one.by ? `    by ${one.by}\n` : ''}`,
  );
}

process.exitCode = await main(process.argv.slice(2));
