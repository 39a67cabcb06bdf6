/**
 * What a gate costs beyond lint itself: configuration, suppressions, outputs; and looking again with --watch. Of the built
 * command, by CPU time (user and system), the least of several runs taken in turns: the clock tells what else the machine does.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCorpus, type Text } from './corpus.js';
import type { Figure } from './figure.js';

const BIN = fileURLToPath(new URL('../bin/kubeplan.js', import.meta.url));
/** Tells at its end what the process has cost, in microseconds. */
const METER =
  'data:text/javascript,import{writeSync}from"node:fs";process.on("exit",()=>{const{user,system}=process.cpuUsage();writeSync(2,"\\ncost "+(user+system)+"\\n")})';

const CONFIG = `rules:
  references/missing-key: warning
  schema/unknown-kind: info
  kubectl/apply: off
overrides:
  - {paths: ['**/e2e', 'vendor'], rules: {schema/unknown-field: warning}}
  - {kinds: [Job, CronJob], names: ['test-*'], rules: {references/missing-object: off}}
  - {namespaces: [kube-system], rules: {api/removed: warning}}
exclude: ['**/no-such-folder/**', '*.tmpl.yaml']
suppressions: {requireReason: false}
`;
const FORMATS = ['compact', 'json', 'sarif', 'junit', 'github', 'gitlab', 'checkstyle', 'rdjson', 'markdown'];
const SUPPRESSION = '# kubeplan-ignore-file schema/unknown-field: measured\n';
/** A file in which something is found, which the suppression is about. */
const ONE = fileURLToPath(new URL('../fixtures/demo/lint/web.yaml', import.meta.url));
/** One file in so many has a suppression. */
const EVERY = 4;

interface Variant {
  name: string;
  folder: string;
  options: string[];
}

/** Milliseconds of CPU that `kubeplan lint` of a folder takes. */
function cost(folder: string, options: readonly string[]): number {
  const args = ['--import', METER, BIN, 'lint', '.', '--report-only', ...options];
  const { stderr, status } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`lint of ${folder} ended with ${status}: ${stderr}`);
  return Number(/\ncost (\d+)\n/.exec(stderr)?.[1]) / 1000;
}

/** The least of each, in the order given. */
function costs(variants: readonly Variant[], runs: number): number[] {
  const least = variants.map(() => Number.POSITIVE_INFINITY);
  for (let run = 0; run < runs; run++) {
    for (const [at, { folder, options }] of variants.entries()) {
      least[at] = Math.min(least[at]!, cost(folder, options));
    }
  }
  return least;
}

function writeTexts(
  folder: string,
  texts: readonly Text[],
  change: (text: string, at: number) => string,
): string {
  mkdirSync(folder, { recursive: true });
  for (const [at, { file, text }] of texts.entries()) {
    const path = join(folder, file.replaceAll(':', '/'));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, change(text, at));
  }
  return folder;
}

/** Plain, then with a configuration, suppressions, outputs, and all of these. */
function variantsOf(at: string, texts: readonly Text[], what: string): Variant[] {
  const asIs = (text: string) => text;
  const quieted = (text: string, index: number) => (index % EVERY === 0 ? SUPPRESSION + text : text);
  const plain = writeTexts(join(at, 'plain'), texts, asIs);
  const suppressed = writeTexts(join(at, 'suppressed'), texts, quieted);
  const configured = writeTexts(join(at, 'configured'), texts, asIs);
  const all = writeTexts(join(at, 'all'), texts, quieted);
  for (const folder of [configured, all]) writeFileSync(join(folder, '.kubeplan.yaml'), CONFIG);
  const outputs = [
    ...['--format', 'text'],
    ...FORMATS.flatMap((name) => ['--format', `${name}=../${name}.out`]),
  ];
  return [
    { name: what, folder: plain, options: [] },
    { name: '  configuration', folder: configured, options: [] },
    { name: '  suppressions', folder: suppressed, options: [] },
    { name: '  ten outputs', folder: plain, options: outputs },
    { name: '  all of these', folder: all, options: outputs },
  ];
}

function gateFigures(variants: readonly Variant[], runs: number): Figure[] {
  const [base = Number.NaN, ...others] = costs(variants, runs);
  return [
    { name: variants[0]!.name, value: base, unit: 'ms' },
    ...others.map((value, at) => ({
      name: variants[at + 1]!.name,
      value: value - base,
      unit: 'ms',
      note: `${((value / base - 1) * 100).toFixed(1)} %`,
    })),
  ];
}

/** CPU time of a process so far, in milliseconds; Linux only. */
function spent(pid: number): number {
  const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ').slice(11, 13);
  return (Number(user) + Number(system)) * 10;
}

/** Looks again at a corpus after one file has changed. */
async function watchFigures(folder: string, file: string, runs: number): Promise<Figure[]> {
  const child = spawn(process.execPath, [BIN, 'lint', '.', '--watch', '--quiet'], { cwd: folder });
  const told: string[] = [];
  let heard = () => {};
  child.stdout.resume();
  child.stderr.on('data', (bytes: Buffer) => {
    told.push(bytes.toString());
    heard();
  });
  const again = async (): Promise<number> => {
    while (!/\((\d+(?:\.\d+)?) (m?s)\)/.test(told.join(''))) {
      await new Promise<void>((resolve) => {
        heard = resolve;
      });
    }
    const [, time, unit] = /\((\d+(?:\.\d+)?) (m?s)\)/.exec(told.splice(0).join('')) ?? [];
    return Number(time) * (unit === 's' ? 1000 : 1);
  };
  try {
    await again();
    const text = readFileSync(join(folder, file), 'utf8');
    const clock: number[] = [];
    const cpu: number[] = [];
    for (let run = 0; run < runs; run++) {
      const before = spent(child.pid!);
      writeFileSync(join(folder, file), `${text}# ${run}\n`);
      clock.push(await again());
      cpu.push(spent(child.pid!) - before);
    }
    const least = (values: readonly number[]) => Math.min(...values);
    return [
      {
        name: 'lint --watch, one file changed',
        value: least(cpu),
        unit: 'ms',
        wall: least(clock),
        note: `${least(clock)} ms by the clock`,
      },
    ];
  } finally {
    child.kill();
  }
}

/** What a gate costs over a corpus, and over one file. */
export async function gateBench(corpus: string, { quick = false } = {}): Promise<Figure[]> {
  const at = mkdtempSync(join(tmpdir(), 'kubeplan-bench-'));
  const runs = quick ? 3 : 9;
  try {
    const texts = readCorpus(corpus);
    const one = [{ file: 'web.yaml', text: readFileSync(ONE, 'utf8') }];
    const variants = variantsOf(join(at, 'corpus'), texts, `lint, ${texts.length} files`);
    const figures = [
      ...gateFigures(variants, runs),
      ...gateFigures(variantsOf(join(at, 'one'), one, 'lint, one file'), runs * 4),
    ];
    const changed =
      texts.find(({ text }) => /^kind: Deployment$/m.test(text))?.file.replaceAll(':', '/') ?? '';
    return [...figures, ...(await watchFigures(variants[0]!.folder, changed, runs * 3))];
  } finally {
    rmSync(at, { recursive: true, force: true });
  }
}
