/**
 * What agreed once must go on agreeing, case by case: the floor of a recording names, for each measure, the cases that do
 * not agree yet; every other case has to. So a case that falls is told by its name, even while another one was won.
 */
import { json } from './differences.js';
import type { Disagreement, Report } from './report.js';

/** One measure of one recording. */
export interface MeasureFloor {
  /** How many cases (or steps of cases) have this measure. */
  of: number;
  /** The names of those that do not agree yet, `ID` or `ID#STEP`, sorted. */
  open: string[];
}

/** File → measure → floor: what `floors.json` holds. */
export type Floors = Record<string, Record<string, MeasureFloor>>;

/** What a recording comes to now, as a floor. */
export function floorsOf(report: Report): Record<string, MeasureFloor> {
  return Object.fromEntries(
    Object.entries(report.named).map(([measure, cases]) => {
      const open = [...cases].filter(([, agrees]) => !agrees).map(([name]) => name);
      return [measure, { of: cases.size, open: open.sort() }];
    }),
  );
}

/** What fell below the floor: a line for each case, by its name, with what is recorded and what kubeplan makes of it. */
export function fallen(floor: Record<string, MeasureFloor>, report: Report): string[] {
  const now = floorsOf(report);
  const measures = new Set([...Object.keys(floor), ...Object.keys(now)]);
  return [...measures].sort().flatMap((measure) => {
    const was = floor[measure];
    const is = now[measure];
    if (!was) return [`${measure}: a measure without a floor`];
    if (!is) return [`${measure}: is not measured any more`];
    const open = new Set(was.open);
    const lost = is.open
      .filter((name) => !open.has(name))
      .map((name) => `${name} ${measure}: ${difference(name, measure, report.disagreements)}`);
    return is.of === was.of ? lost : [`${measure}: ${is.of} cases have it, ${was.of} had`, ...lost];
  });
}

/** The floor lifted to what is reached now: cases that agree are no longer open. None ever becomes open again. */
export function raised(
  floor: Record<string, MeasureFloor> | undefined,
  report: Report,
): Record<string, MeasureFloor> {
  const now = floorsOf(report);
  if (!floor) return now;
  return Object.fromEntries(
    Object.entries(now).map(([measure, { of, open }]) => {
      const before = floor[measure];
      return [measure, { of, open: before ? open.filter((name) => before.open.includes(name)) : open }];
    }),
  );
}

/** Measures of a case as a whole, whatever step they tell of. */
const OF_THE_WHOLE = new Set(['trajectory']);

/** The name of a case, or of a step of one, in a floor. */
export function caseName(id: string, measure: string, step: number | undefined): string {
  return step === undefined || OF_THE_WHOLE.has(measure) ? id : `${id}#${step}`;
}

function difference(name: string, measure: string, disagreements: readonly Disagreement[]): string {
  const one = disagreements.find(
    (other) => other.measure === measure && caseName(other.id, measure, other.step) === name,
  );
  return `recorded ${short(one?.expected)}, kubeplan ${short(one?.actual)}`;
}

function short(value: unknown): string {
  const text = value === undefined ? 'nothing' : json(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
