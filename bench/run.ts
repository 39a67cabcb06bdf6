/**
 * How fast: npm run bench -- [--corpus FOLDER] [--quick] [--scheduler [SHAPE]] [--admission] [--growth [SHAPE]]
 *   [--plans] [--questions] [--gate] [--json FILE]
 *
 * Prints a table and writes the figures as JSON (bench/results.json unless told otherwise). Figures of the command
 * are of the built one (`npm run build` first), the others of the sources in this process, warm.
 * --quick leaves out the large clusters; --scheduler times the scheduler alone, or only the shapes whose name and
 * number of nodes match (a regular expression); --admission times admission alone; --growth tells how the time of
 * commands grows with their inputs, of all shapes or those whose name matches; --plans times plans of a large cluster alone;
 * --questions times what explain, capacity and diff answer of large clusters, and the reading of a dump;
 * --gate times what configuration, suppressions and outputs add to lint of the corpus and of one file, and lint --watch.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lint } from '../src/lint/lint.js';
import { parseManifests } from '../src/manifest/parse.js';
import { admissionBench } from './admission.js';
import { readCorpus, type Text } from './corpus.js';
import type { Figure } from './figure.js';
import { gateBench } from './gate.js';
import { growthBench } from './growth.js';
import { largePlansBench } from './large-plans.js';
import { largeQuestionsBench } from './large-questions.js';
import { schedulerBench } from './scheduler.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DEMO = `${ROOT}fixtures/demo/web.yaml`;

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Milliseconds of `work`, the best of several runs: the others measure what else the machine was doing. */
function best(runs: number, work: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    work();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

function coldStart(runs: number): Figure[] {
  const time = (args: string[]) => {
    const start = performance.now();
    spawnSync(process.execPath, args, { stdio: 'ignore' });
    return performance.now() - start;
  };
  const command = [`${ROOT}bin/kubeplan.js`, 'lint', DEMO];
  time(command);
  const empty: number[] = [];
  const linting: number[] = [];
  // Taken in turns, so that both see the same machine.
  for (let i = 0; i < runs; i++) {
    empty.push(time(['-e', '0']));
    linting.push(time(command));
  }
  const [base, full] = [median(empty), median(linting)];
  return [
    { name: 'node -e 0', value: base, unit: 'ms' },
    {
      name: 'kubeplan lint one-file.yaml',
      value: full,
      unit: 'ms',
      note: `${(full / base).toFixed(2)} × node -e 0`,
    },
    { name: '  more than node -e 0', value: full - base, unit: 'ms' },
  ];
}

function warmLint(texts: Text[], runs: number): Figure[] {
  const megabytes = texts.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1e6;
  let documents = 0;
  const read = best(runs, () => {
    documents = 0;
    for (const source of texts) documents += parseManifests(source).documents.length;
  });
  const linted = best(runs, () => void lint(texts, {}));
  const note = `${texts.length} files, ${documents} objects, ${megabytes.toFixed(1)} MB`;
  return [
    { name: 'read', value: (megabytes / read) * 1000, unit: 'MB/s', note },
    { name: 'lint', value: (megabytes / linted) * 1000, unit: 'MB/s' },
    { name: 'lint', value: (documents / linted) * 1000, unit: 'objects/s' },
  ];
}

function table(figures: Figure[]): string {
  const name = Math.max(...figures.map((figure) => figure.name.length));
  return figures
    .map((figure) => {
      const digits = figure.value >= 100 ? 0 : figure.unit === 'exponent' ? 2 : 1;
      const note = figure.note ? `  ${figure.note}` : '';
      return `${figure.name.padEnd(name)}  ${figure.value.toFixed(digits).padStart(9)} ${figure.unit.padEnd(9)}${note}`;
    })
    .join('\n');
}

function option(args: string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args[at + 1];
}

const args = process.argv.slice(2);
const quick = args.includes('--quick');
const corpusFolder = option(args, '--corpus') ?? `${ROOT}fixtures`;

function everything(): Figure[] {
  if (!existsSync(`${ROOT}dist/cli.js`))
    execFileSync('npm', ['run', 'build'], { cwd: ROOT, stdio: 'inherit' });
  const corpus = readCorpus(corpusFolder);
  // The scheduler first: its memory is told, and the texts are large.
  const scheduler = schedulerBench({ quick });
  return [
    ...coldStart(quick ? 5 : 21),
    ...warmLint(corpus, quick ? 2 : 5),
    ...admissionBench({ quick }),
    ...scheduler,
    ...(quick ? [] : largePlansBench()),
  ];
}

/** The shapes that an option asks for: all of them where it stands alone. */
function shapes(name: string): string {
  const pattern = option(args, name) ?? '';
  return pattern.startsWith('--') ? '' : pattern;
}

async function wanted(): Promise<Figure[]> {
  if (args.includes('--admission')) return admissionBench({ quick });
  if (args.includes('--plans')) return largePlansBench();
  if (args.includes('--questions')) return largeQuestionsBench();
  if (args.includes('--growth')) return growthBench({ quick, only: shapes('--growth') });
  if (args.includes('--gate')) return await gateBench(corpusFolder, { quick });
  if (args.includes('--scheduler')) return schedulerBench({ quick, only: shapes('--scheduler') });
  return everything();
}

const figures = await wanted();
process.stdout.write(`${table(figures)}\n`);

const file = option(args, '--json') ?? `${ROOT}bench/results.json`;
mkdirSync(dirname(file), { recursive: true });
const machine = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length };
writeFileSync(file, `${JSON.stringify({ machine, figures }, null, 2)}\n`);
