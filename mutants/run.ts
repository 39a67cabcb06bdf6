/**
 * Whether the tests would notice: changes one line at a time and runs the tests that execute it.
 * npm run mutants -- --room ROOM [--sample 15] [--seed 7]
 */
import { parseArgs } from 'node:util';
import { type Chosen, changeOf, choose } from './choose.js';
import { staleRows } from './equivalent.js';
import { type Judged, judge } from './judge.js';
import { random } from './random.js';
import { filesOf, placeOf, rooms } from './source.js';

const USAGE = `usage: npm run mutants -- --room ROOM [--sample 15] [--seed 7] [--floor 80] [--file PATH[:LINE]] [--quick] [--verbose]

Changes one line of the room at a time, as a slip would, and runs the tests that execute it, until one fails. Which
lines, and how, the seed decides. Ends with status 1 where fewer than --floor percent were noticed.
--file takes only the lines of one file, or one line. --quick looks anew only at the tests of the room's own folder, and
takes of the others what is known. What can't be noticed, because the changed line does the same, is
listed in mutants/equivalent.json: { "file", "line" (the text), "to" (the changed text), "why" }; it is not counted. A row
there that no mutant answers to any more is told of, and the status is 1.

rooms: ${rooms().join(', ')}
`;

async function main(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      room: { type: 'string' },
      sample: { type: 'string', default: '15' },
      seed: { type: 'string', default: '7' },
      floor: { type: 'string', default: '80' },
      file: { type: 'string' },
      quick: { type: 'boolean', default: false },
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
  const judged: Judged[] = [];
  const done = (one: Judged) => {
    judged.push(one);
    if (values.verbose || one.verdict === 'survived' || one.verdict === 'not executed') print(one);
    else process.stdout.write(`${one.verdict.padEnd(12)} ${where(one)}  ${one.mutant.what}\n`);
  };
  await judge(chosen, { say, done, ...(values.quick && { room }) });
  const counted = judged.filter(({ verdict }) => verdict !== 'equivalent');
  const killed = counted.filter(({ verdict }) => verdict === 'killed' || verdict === 'hangs').length;
  const share = counted.length === 0 ? 100 : (100 * killed) / counted.length;
  const left = judged.length - counted.length;
  process.stdout.write(
    `${room || '.'}, seed ${seed}: ${killed} of ${counted.length} noticed (${Math.floor(share)} %)${left > 0 ? `, ${left} do the same and are not counted` : ''}\n`,
  );
  const stale = staleRows();
  for (const { file, line, to } of stale)
    say(`STALE        equivalent.json, ${file}\n    - ${line}\n    + ${to}`);
  return share < floor || stale.length > 0 ? 1 : 0;
}

function where({ path, code, mutant }: Chosen): string {
  const { line, column } = placeOf(code, mutant.start);
  return `${path}:${line}:${column}`;
}

function print(one: Judged): void {
  const { line, to } = changeOf(one);
  const tests = one.verdict === 'survived' ? `, ${one.ran} tests ran` : '';
  process.stdout.write(
    `${one.verdict.toUpperCase().padEnd(12)} ${where(one)}  ${one.mutant.what}${tests}\n    - ${line}\n    + ${to}\n${one.by ? `    by ${one.by}\n` : ''}`,
  );
}

process.exitCode = await main(process.argv.slice(2));
