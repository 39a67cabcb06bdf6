/** Hostile inputs through every command: npm run fuzz -- --seconds 60 [--seed 1] [--out FOLDER] */
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.js';
import { runnerOf } from './runner.js';
import { readSeeds } from './seeds.js';

const USAGE = `usage: npm run fuzz -- --seconds 60 [--seed 1] [--out .cache/fuzz] [--from 0] [--inputs NUMBER]

Changes fixtures and recorded objects as slips and attackers would, runs every command and writer on them, and looks at
what comes out. Which inputs, the seed decides; how many, the seconds (or --inputs). --from begins at another input.
What fails is made small and written to a folder of its own below --out, with a README of how to see it again.
Ends with status 1 where anything failed.
`;

const EXECUTE = fileURLToPath(new URL('streams.ts', import.meta.url));
/** Seconds of a processor that all commands of an input may take together, and one command alone where it is made smaller. */
const PATIENCE = 30;
const HASTE = 5;

async function main(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      seconds: { type: 'string', default: '60' },
      seed: { type: 'string', default: '1' },
      from: { type: 'string', default: '0' },
      inputs: { type: 'string' },
      out: { type: 'string', default: '.cache/fuzz' },
      help: { type: 'boolean', default: false },
    },
  });
  const [seconds, seed, from, inputs] = [values.seconds, values.seed, values.from, values.inputs ?? '0'].map(
    Number,
  );
  if (
    values.help ||
    ![seconds, seed, from, inputs].every((number) => Number.isInteger(number) && number! >= 0)
  ) {
    process.stderr.write(USAGE);
    return values.help ? 0 : 2;
  }
  const say = (text: string) => void process.stdout.write(`${text}\n`);
  const started = performance.now();
  const elapsed = () => (performance.now() - started) / 1000;
  rmSync(values.out, { recursive: true, force: true });
  const runner = runnerOf({ module: EXECUTE, patience: PATIENCE });
  const hasty = runnerOf({ module: EXECUTE, patience: HASTE });
  const fuzzed = await fuzz({
    seed: seed!,
    from: from!,
    goesOn: (done) => (values.inputs === undefined ? elapsed() < seconds! : done < inputs!),
    out: values.out,
    seeds: readSeeds(),
    runner,
    hasty,
    say,
  });
  runner.close();
  hasty.close();
  for (const [signature, count] of fuzzed.met) say(`${String(count).padStart(6)}  ${signature}`);
  const rate = (fuzzed.inputs / elapsed()).toFixed(1);
  const failed = fuzzed.met.size === 0 ? 'nothing failed' : `${fuzzed.met.size} kinds of failure`;
  say(`seed ${seed}: ${fuzzed.inputs} inputs, ${fuzzed.commands} commands, ${rate} inputs/s: ${failed}`);
  return fuzzed.met.size > 0 ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
