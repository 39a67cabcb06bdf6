/** Input after input, until the time is over: what failed is told once for each defect, made small, and kept. */
import { generate } from './generate.js';
import type { Failure, FuzzInput } from './input.js';
import { keep } from './keep.js';
import { minimise } from './minimise.js';
import type { Runner } from './runner.js';
import type { Seeds } from './seeds.js';

export interface FuzzOptions {
  seed: number;
  /** The number of the first input. */
  from: number;
  /** True as long as there is to be another one, after so many. */
  goesOn: (done: number) => boolean;
  /** The folder for what failed. */
  out: string;
  seeds: Seeds;
  runner: Runner;
  /** For the inputs that are made smaller: one that waits no longer than it must. */
  hasty: Runner;
  say: (text: string) => void;
}

export interface Fuzzed {
  inputs: number;
  commands: number;
  /** How often each defect was met, by its signature. */
  met: Map<string, number>;
}

/** A hanging input takes its time whenever it is tried. */
const TRIES = 600;
const TRIES_WHERE_SLOW = 60;

/** Runs inputs, and keeps those that fail. */
export async function fuzz(options: FuzzOptions): Promise<Fuzzed> {
  const { seed, from, goesOn, seeds, runner } = options;
  const fuzzed: Fuzzed = { inputs: 0, commands: 0, met: new Map() };
  for (let index = from; goesOn(fuzzed.inputs); index++) {
    const failures = await runner.run({ seed, index });
    fuzzed.inputs++;
    const input = generate(seeds, seed, index);
    fuzzed.commands += input.commands.length;
    const seen = new Set<string>();
    for (const failure of failures) {
      const named = failure.command[0] === '?' ? await culprit(input, failure, options) : failure;
      if (named === undefined || seen.has(named.signature)) continue;
      seen.add(named.signature);
      const count = fuzzed.met.get(named.signature) ?? 0;
      fuzzed.met.set(named.signature, count + 1);
      if (count === 0) await keepSmall(input, named, index, options);
    }
  }
  return fuzzed;
}

/** Which command of an input ended the process; undefined where none does it alone: the process had grown. */
async function culprit(
  input: FuzzInput,
  failure: Failure,
  { runner }: FuzzOptions,
): Promise<Failure | undefined> {
  for (const command of input.commands) {
    const failures = await runner.run({ input: { ...input, commands: [command] } });
    if (failures.some(({ kind }) => kind === failure.kind)) {
      return { ...failure, command, signature: `${failure.kind} ${command[0]}` };
    }
  }
  return undefined;
}

async function keepSmall(
  input: FuzzInput,
  failure: Failure,
  index: number,
  options: FuzzOptions,
): Promise<void> {
  const { seed, out, hasty, say } = options;
  const isSlow = failure.kind === 'hang' || failure.kind === 'slow';
  const fails = async (candidate: FuzzInput): Promise<boolean> => {
    const failures = await hasty.run({ input: candidate });
    if (isSlow) return failures.some(({ kind }) => kind === 'hang' || kind === 'slow');
    const isSame = ({ kind, signature }: Failure) =>
      failure.kind === 'memory' ? kind === 'memory' : signature === failure.signature;
    return failures.some(isSame);
  };
  // A credential is one by what stands around it: an input of which little is left may show what is none any more.
  const only = failure.kind === 'leak' ? 'files' : 'all';
  const small = await minimise(input, failure.command, fails, {
    tries: isSlow ? TRIES_WHERE_SLOW : TRIES,
    only,
  });
  say(`${failure.signature}\n    ${keep(out, small, failure, seed, index)}`);
}
