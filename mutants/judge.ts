/** Whether the tests notice a mutant. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Chosen } from './choose.js';
import { buildCopy } from './copy.js';
import { type Concerned, coverage, executing, type FileRecord, using } from './coverage.js';
import { equivalents } from './equivalent.js';
import { withMutant } from './operators.js';
import { probeAt, probesOf } from './probes.js';
import { type Runner, startRunner } from './remote.js';
import type { Verdict } from './runner.js';
import { importers, ROOT } from './source.js';

export interface Judged extends Chosen {
  verdict: 'killed' | 'hangs' | 'survived' | 'not executed' | 'equivalent';
  /** The test that failed. */
  by?: string;
  /** How many tests ran. */
  ran: number;
}

/** The built command with a mutant in it, of this process alone. */
const COPY = join(ROOT, '.cache', 'mutants', `copy-${process.pid}`);
/** A run on a mutant may take this much longer than on the code as it is, on a machine that does other things too. */
const PATIENCE = { factor: 8, ms: 60_000 };

/**
 * Judges mutants one after the other; `done` is told each. `room`: only tests of that room are looked at anew, of the
 * others what is known is taken.
 */
export async function judge(
  chosen: readonly Chosen[],
  { room, say, done }: { room?: string; say: (text: string) => void; done: (one: Judged) => void },
): Promise<void> {
  const isEquivalent = equivalents();
  const records = await coverage([...new Set(chosen.map(({ path }) => path))], say, room);
  const judges = new Judge(records, say);
  for (const one of chosen) {
    done(isEquivalent(one) ? { ...one, verdict: 'equivalent', ran: 0 } : await judges.judge(one));
  }
  judges.end();
}

class Judge {
  private runner: Runner | undefined;
  private readonly importers = importers();
  /** Files of tests that were tried on the code as it is: whether they fail. */
  private readonly red = new Map<string, boolean>();

  constructor(
    private readonly records: readonly FileRecord[],
    private readonly say: (text: string) => void,
  ) {}

  async judge(one: Chosen): Promise<Judged> {
    const { path, code, mutant } = one;
    const probe = probeAt(probesOf(code), mutant.start);
    const concerned =
      probe === undefined
        ? using(this.records, [path, ...(this.importers.get(path) ?? [])])
        : executing(this.records, path, probe);
    const tests = ranked(concerned, path);
    if (tests.length === 0) return { ...one, verdict: 'not executed', ran: 0 };
    const changed = withMutant(code, mutant);
    const run = (some: readonly Concerned[]) => this.run(some, { path, code: changed });
    let verdict = await run(tests);
    // What fails on the code as it is, notices nothing.
    while (verdict?.file !== undefined && (await this.isRed(verdict.file, tests))) {
      verdict = await run(tests.filter(({ file }) => !this.red.get(file)));
    }
    if (verdict === undefined) return { ...one, verdict: 'hangs', ran: 0 };
    const { killedBy, ran } = verdict;
    if (killedBy === undefined) return { ...one, verdict: 'survived', ran };
    return { ...one, verdict: 'killed', by: killedBy, ran };
  }

  end(): void {
    this.runner?.stop();
    this.runner = undefined;
    rmSync(COPY, { recursive: true, force: true });
  }

  /** Runs tests with a source changed; undefined where they do not come to an end. */
  private async run(
    tests: readonly Concerned[],
    change: { path: string; code: string },
  ): Promise<Verdict | undefined> {
    if (tests.some(({ spawns }) => spawns)) {
      await buildCopy(COPY, (text, at) => (at === change.path ? change.code : text));
    }
    this.runner ??= await startRunner(COPY);
    const patience = PATIENCE.ms + PATIENCE.factor * tests.reduce((sum, { ms }) => sum + ms, 0);
    const verdict = await this.runner.run({ ...change, tests: [...tests] }, patience);
    if (verdict === undefined) this.end();
    return verdict;
  }

  /** Whether a file of tests fails without any mutant; said once. */
  private async isRed(file: string, tests: readonly Concerned[]): Promise<boolean> {
    const known = this.red.get(file);
    if (known !== undefined) return known;
    const whole = tests.filter((test) => test.file === file).map((test) => ({ ...test, ids: undefined }));
    const verdict = await this.run(whole, { path: '', code: '' });
    const fails = verdict?.killedBy !== undefined;
    this.red.set(file, fails);
    if (fails) this.say(`${file} fails on the code as it is and is left out: ${verdict.killedBy}`);
    return fails;
  }
}

/** Tests of the same room first, then the quick ones. */
function ranked(tests: readonly Concerned[], path: string): Concerned[] {
  const room = path.split('/')[1]!;
  const weight = ({ file, ms, spawns }: Concerned) =>
    (file.startsWith(`test/${room}/`) ? 0.2 : 1) * (ms + 50) + (spawns ? 5000 : 0);
  return [...tests].sort((a, b) => weight(a) - weight(b));
}
