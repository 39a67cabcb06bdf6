/**
 * Cron schedules as the CronJob controller reads them (robfig/cron v3, ParseStandard): five fields, names of months
 * and weekdays, descriptors, `@every`. Day of month and day of week: either suffices, unless one of them is a star.
 */
import { type Field, type Fields, nextTime } from './cron-next.js';
import { parseDuration } from './duration.js';
import { timeZone } from './time-zone.js';

interface Bounds {
  low: number;
  high: number;
  names?: Readonly<Record<string, number>>;
}

const MINUTES: Bounds = { low: 0, high: 59 };
const HOURS: Bounds = { low: 0, high: 23 };
const DAYS: Bounds = { low: 1, high: 31 };
const MONTHS: Bounds = {
  low: 1,
  high: 12,
  names: {
    jan: 1,
    feb: 2,
    mar: 3,
    apr: 4,
    may: 5,
    jun: 6,
    jul: 7,
    aug: 8,
    sep: 9,
    oct: 10,
    nov: 11,
    dec: 12,
  },
};
const WEEKDAYS: Bounds = {
  low: 0,
  high: 6,
  names: { sun: 0, mon: 1, tue: 2, wed: 3, thu: 4, fri: 5, sat: 6 },
};

const DESCRIPTORS = new Map<string, string>([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
]);
const EVERY = '@every ';
const SECOND = 1000;

/** A schedule that was understood. `next(after)`: the first time later than `after` (ms), undefined for never. */
export interface CronSchedule {
  next(after: number): number | undefined;
}

/** A schedule, or robfig's words for why the text is not one. */
export type ParsedCron = { schedule: CronSchedule } | { error: string };

class CronError extends Error {}

/** Reads a schedule; times are told in `zone` (an IANA name that `timeZone` knows, UTC where it is left out). */
export function parseCron(text: string, zone = 'UTC'): ParsedCron {
  try {
    return { schedule: read(text, zone) };
  } catch (error) {
    if (error instanceof CronError) return { error: error.message };
    throw error;
  }
}

function read(text: string, zoneName: string): CronSchedule {
  if (text === '') throw new CronError('empty spec string');
  if (text.startsWith(EVERY)) return every(text);
  let fields = text.split(/\s+/).filter((field) => field !== '');
  if (text.startsWith('@')) {
    const known = DESCRIPTORS.get(text);
    if (known === undefined) throw new CronError(`unrecognized descriptor: ${text}`);
    fields = known.split(' ');
  }
  if (fields.length !== 5) {
    throw new CronError(`expected exactly 5 fields, found ${fields.length}: [${fields.join(' ')}]`);
  }
  const [minute, hour, day, month, weekday] = fields as [string, string, string, string, string];
  const parsed: Fields = {
    minute: readField(minute, MINUTES),
    hour: readField(hour, HOURS),
    day: readField(day, DAYS),
    month: readField(month, MONTHS),
    weekday: readField(weekday, WEEKDAYS),
  };
  const zone = timeZone(zoneName);
  if (!zone) throw new CronError(`provided bad location ${zoneName}: unknown time zone ${zoneName}`);
  return { next: (after) => nextTime(parsed, zone, after) };
}

function every(text: string): CronSchedule {
  const parsed = parseDuration(text.slice(EVERY.length));
  if ('error' in parsed) throw new CronError(`failed to parse duration ${text}: ${parsed.error}`);
  const seconds = Math.max(1, Math.trunc(Number(parsed.nanoseconds) / 1e9));
  return { next: (after) => Math.floor(after / SECOND) * SECOND + seconds * SECOND };
}

function readField(text: string, bounds: Bounds): Field {
  const values = new Set<number>();
  let star = false;
  for (const expression of text.split(',')) {
    if (expression !== '' && readRange(expression, bounds, values)) star = true;
  }
  return { values, star };
}

const parts = (text: string, by: string) => text.split(by) as [string, ...string[]];

/** Adds the values of `a`, `a-b`, `*`, each with an optional `/step`; says whether it is a star. */
function readRange(expression: string, bounds: Bounds, values: Set<number>): boolean {
  const [range, stepText, ...moreSteps] = parts(expression, '/');
  const [lowText, highText, ...moreHyphens] = parts(range, '-');
  let star = lowText === '*' || lowText === '?';
  let low = BigInt(bounds.low);
  let high = BigInt(bounds.high);
  if (!star) {
    low = readNumber(lowText, bounds);
    if (moreHyphens.length > 0) throw new CronError(`too many hyphens: ${expression}`);
    high = highText === undefined ? low : readNumber(highText, bounds);
  }
  let step = 1n;
  if (stepText !== undefined) {
    if (moreSteps.length > 0) throw new CronError(`too many slashes: ${expression}`);
    step = readInteger(stepText);
    if (highText === undefined) high = BigInt(bounds.high);
    if (step > 1n) star = false;
  }
  if (low < bounds.low) {
    throw new CronError(`beginning of range (${low}) below minimum (${bounds.low}): ${expression}`);
  }
  if (high > bounds.high)
    throw new CronError(`end of range (${high}) above maximum (${bounds.high}): ${expression}`);
  if (low > high)
    throw new CronError(`beginning of range (${low}) beyond end of range (${high}): ${expression}`);
  if (step === 0n) throw new CronError(`step of range should be a positive number: ${expression}`);
  for (let value = low; value <= high; value += step) values.add(Number(value));
  return star;
}

function readNumber(text: string, { names = {} }: Bounds): bigint {
  const name = text.toLowerCase();
  return Object.hasOwn(names, name) ? BigInt(names[name]!) : readInteger(text);
}

/** A number as Go's Atoi reads it, in 64 bits. */
function readInteger(text: string): bigint {
  const failed = (why: string): CronError =>
    new CronError(`failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: ${why}`);
  if (!/^[+-]?\d+$/.test(text)) throw failed('invalid syntax');
  const value = BigInt(text.replace('+', ''));
  if (BigInt.asIntN(64, value) !== value) throw failed('value out of range');
  if (value < 0n) throw new CronError(`negative number (${value}) not allowed: ${text}`);
  return value;
}
