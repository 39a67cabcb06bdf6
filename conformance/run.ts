/**
 * Runs kubeplan on recordings of a real control plane and prints how far they agree:
 * npm run conformance -- [--show N] [--json] [--measure NAME] [--raise] FILE.jsonl.{gz,br} …
 * npm run conformance -- --page                     writes docs/versions.md, of the floors as they are
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { differenceKind, json } from './differences.js';
import { caseName, type Floors, raised } from './floors.js';
import { versionsPage } from './page.js';
import {
  featuresOf,
  kindOfLine,
  MEASURES,
  type Outcome,
  type Recording,
  type RecordingKind,
  readRecording,
} from './recording.js';
import type { Report } from './report.js';

type Judge = (line: Recording) => Outcome[] | Record<string, Omit<Outcome, 'measure'>>;

/** Loaded by need: a file of one kind pays for that kind's rooms only. */
const JUDGES: Record<RecordingKind, () => Promise<Judge>> = {
  yaml: async () => (await import('./yaml.js')).yamlCase as unknown as Judge,
  validation: async () => (await import('./validation.js')).validationCase as unknown as Judge,
  admission: async () => (await import('./admission.js')).admissionCase as unknown as Judge,
  scheduling: async () => (await import('./scheduling/index.js')).schedulingCase as unknown as Judge,
  controllers: async () => (await import('./controllers/index.js')).controllersCase as unknown as Judge,
  apply: async () => (await import('./apply.js')).applyCase as unknown as Judge,
  hash: async () => (await import('./hash.js')).hashCase as unknown as Judge,
};

/** Runs every case of one file. A case that makes kubeplan fail disagrees in all measures of its kind. */
export async function runFile(file: string, lines: Recording[] = readRecording(file)): Promise<Report> {
  const kind = lines.map(kindOfLine).find((found) => found !== undefined);
  const report: Report = {
    file,
    kind: kind ?? 'unknown',
    cases: lines.length,
    agree: 0,
    measures: {},
    features: {},
    named: {},
    disagreements: [],
  };
  if (!kind) return report;
  for (const measure of MEASURES[kind]) {
    report.measures[measure] = { agree: 0, of: 0 };
    report.named[measure] = new Map();
  }
  const judge = await JUDGES[kind]();
  for (const line of lines) {
    const outcomes = judgeCase(judge, kind, line);
    const agrees = outcomes.every((outcome) => outcome.agree);
    if (agrees) report.agree++;
    for (const feature of featuresOf(kind, line)) count(report.features, feature, agrees);
    for (const outcome of outcomes) {
      count(report.measures, outcome.measure, outcome.agree);
      const named = (report.named[outcome.measure] ??= new Map());
      const name = caseName(line.id, outcome.measure, outcome.step);
      named.set(name, outcome.agree && named.get(name) !== false);
      if (!outcome.agree) report.disagreements.push({ id: line.id, ...outcome });
    }
  }
  return report;
}

function judgeCase(judge: Judge, kind: RecordingKind, line: Recording): Outcome[] {
  try {
    const judged = judge(line);
    if (Array.isArray(judged)) return judged;
    return Object.entries(judged).map(([measure, outcome]) => ({ measure, ...outcome }));
  } catch (error) {
    const actual = `kubeplan failed: ${(error as Error).message}`;
    return MEASURES[kind].map((measure) => ({ measure, agree: false, expected: 'an answer', actual }));
  }
}

function count(table: Record<string, { agree: number; of: number }>, name: string, agrees: boolean): void {
  const row = (table[name] ??= { agree: 0, of: 0 });
  row.of++;
  if (agrees) row.agree++;
}

function percent({ agree, of }: { agree: number; of: number }): string {
  if (of === 0) return '     –';
  const share = (agree / of) * 100;
  // Never "100.0%" for anything less than all.
  return `${(agree === of ? 100 : Math.min(99.9, Math.floor(share * 10) / 10)).toFixed(1).padStart(5)}%`;
}

function rowText(name: string, row: { agree: number; of: number }): string {
  return `  ${name.padEnd(32)} ${percent(row)}  ${String(row.agree).padStart(6)} of ${row.of}`;
}

function print(report: Report, show: number, only: string | undefined): void {
  const out: string[] = [
    `${report.file}  ${report.kind}: ${report.agree} of ${report.cases} cases agree in all`,
  ];
  for (const [measure, row] of Object.entries(report.measures)) out.push(rowText(measure, row));

  const features = Object.entries(report.features).filter(([, row]) => row.agree < row.of);
  features.sort((a, b) => b[1].of - b[1].agree - (a[1].of - a[1].agree) || (a[0] < b[0] ? -1 : 1));
  if (features.length > 0) out.push('', ' by feature, most disagreements first');
  for (const [feature, row] of features.slice(0, 25)) out.push(rowText(feature, row));

  const shown = report.disagreements.filter((one) => !only || one.measure === only);
  const kinds = new Map<string, { of: number; example: string }>();
  for (const one of shown) {
    const name = `${one.measure}: ${differenceKind(one.expected, one.actual)}`;
    const row = kinds.get(name) ?? { of: 0, example: one.id };
    row.of++;
    kinds.set(name, row);
  }
  if (kinds.size > 0) out.push('', ' by kind of difference (recorded, not ours)');
  const ranked = [...kinds].sort((a, b) => b[1].of - a[1].of || (a[0] < b[0] ? -1 : 1));
  for (const [name, { of, example }] of ranked.slice(0, 30))
    out.push(`  ${String(of).padStart(6)}  ${name}   (${example})`);

  for (const one of shown.slice(0, show)) {
    const step = one.step === undefined ? '' : `, step ${one.step}`;
    out.push('', `${one.id}${step}: ${one.measure}`);
    out.push(`  recorded  ${json(one.expected)}`, `  kubeplan  ${json(one.actual)}`);
  }
  process.stdout.write(`${out.join('\n')}\n\n`);
}

/** Lifts the floor in the `floors.json` beside a recording to what is reached now; what agreed stays a must. */
function raiseFloors(report: Report): void {
  const path = join(dirname(report.file), 'floors.json');
  const floors = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Floors) : {};
  const name = basename(report.file);
  floors[name] = raised(floors[name], report);
  const sorted = Object.fromEntries(Object.entries(floors).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(path, floorsText(sorted));
}

/** A line for each measure, so that a change is seen in a review. */
function floorsText(floors: Floors): string {
  const files = Object.entries(floors).map(([file, measures]) => {
    const lines = Object.entries(measures).map(
      ([measure, floor]) => `    ${JSON.stringify(measure)}: ${JSON.stringify(floor)}`,
    );
    return `  ${JSON.stringify(file)}: {\n${lines.join(',\n')}\n  }`;
  });
  return `{\n${files.join(',\n')}\n}\n`;
}

const USAGE =
  'usage: npm run conformance -- [--show N] [--json] [--measure NAME] [--raise] [--page] FILE.jsonl.{gz,br} …\n';

async function main(args: string[]): Promise<number> {
  const files: string[] = [];
  let show = 0;
  let asJson = false;
  let raise = false;
  let page = false;
  let only: string | undefined;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === '--json') asJson = true;
    else if (arg === '--raise') raise = true;
    else if (arg === '--page') page = true;
    else if (arg === '--show') show = Number(args[++i] ?? Number.NaN);
    else if (arg === '--measure') only = args[++i];
    else if (arg.startsWith('-')) return usage(`unknown option ${arg}`);
    else files.push(arg);
  }
  if (files.length === 0 && !page) return usage('name at least one recording');
  if (!Number.isInteger(show) || show < 0) return usage('--show wants a number');
  let status = 0;
  for (const file of files) {
    let report: Report;
    try {
      report = await runFile(file);
    } catch (error) {
      process.stderr.write(`${file}: ${(error as Error).message}\n`);
      status = 1;
      continue;
    }
    if (report.kind === 'unknown') {
      process.stderr.write(
        `${file}: no line of it is of a kind that is known (${Object.keys(MEASURES).join(', ')})\n`,
      );
      status = 1;
    }
    if (raise && report.kind !== 'unknown') raiseFloors(report);
    if (asJson) process.stdout.write(`${json(machineReport(report))}\n`);
    else print(report, show, only);
  }
  if (page) writePage();
  return status;
}

/** What the floors of the kept recordings say of each minor. */
function writePage(): void {
  const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
  const floors = JSON.parse(readFileSync(at('fixtures/recorded/floors.json'), 'utf8')) as Floors;
  writeFileSync(at('docs/versions.md'), versionsPage(floors));
}

function machineReport({ file, kind, cases, agree, measures, disagreements }: Report): unknown {
  return {
    file,
    kind,
    cases,
    agree,
    measures,
    disagreements: disagreements.map(({ id, measure, expected, actual, step }) => ({
      id,
      measure,
      ...(step === undefined ? {} : { step }),
      expected: expected ?? null,
      actual: actual ?? null,
    })),
  };
}

function usage(problem: string): number {
  process.stderr.write(`${problem}\n${USAGE}`);
  return 2;
}

if (process.argv[1]?.endsWith('run.ts')) process.exitCode = await main(process.argv.slice(2));
