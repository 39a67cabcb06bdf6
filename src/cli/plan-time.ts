/** Virtual time on the command line: when a plan begins, and how long it lasts. */
import { parseTime } from '../api/time.js';
import type { Moment, TimeSettings } from '../simulation/pass-time.js';
import { InvalidArgumentError, Option } from './command-line.js';

export interface TimeOptions {
  now?: string;
  until?: string;
  for?: number;
}

const UNITS: Record<string, number> = { d: 86_400, h: 3600, m: 60, min: 60, s: 1 };

/** `--now`, `--until` and `--for`. */
export function timeOptions(): Option[] {
  return [
    new Option(
      '--now <time>',
      'when it begins: 2026-01-01T09:00:00Z, or +9h after what is there already was written down',
    ).argParser(checkMoment),
    new Option(
      '--until <time>',
      'let time pass until then: 2026-01-01T18:00:00Z, or +9h after the beginning (for CronJobs, autoscalers)',
    ).argParser(checkMoment),
    new Option(
      '--for <time>',
      'let that much time pass after the world has come to rest (for CronJobs)',
    ).argParser(readTime),
  ];
}

/** What the options mean to a simulation. */
export function timeSettings({ now, until, for: seconds }: TimeOptions): TimeSettings {
  return {
    ...(now === undefined ? {} : { startAt: momentOf(now) }),
    ...(until === undefined ? {} : { until: momentOf(until) }),
    ...(seconds === undefined ? {} : { forSeconds: seconds }),
  };
}

/** `--now` and `--until` as they have to be given again. */
export function nowWords({ now, until }: TimeOptions): string[] {
  return [...(now === undefined ? [] : ['--now', now]), ...(until === undefined ? [] : ['--until', until])];
}

function momentOf(text: string): Moment {
  return text.startsWith('+') ? { after: readTime(text.slice(1)) * 1000 } : { at: parseTime(text)! };
}

function checkMoment(text: string): string {
  if (text.startsWith('+') && timeOf(text.slice(1)) !== undefined) return text;
  if (parseTime(text) !== undefined) return text;
  throw new InvalidArgumentError('Write a moment such as 2026-01-01T09:00:00Z, or a time such as +9h.');
}

/** `90s`, `10m`, `2h` in seconds. */
function readTime(text: string): number {
  const seconds = timeOf(text);
  if (seconds === undefined) throw new InvalidArgumentError('Write a time such as 90s, 10m or 2h.');
  return seconds;
}

function timeOf(text: string): number | undefined {
  const [, number, unit = 's'] = /^(\d+)\s*(s|m|min|h|d)?$/.exec(text) ?? [];
  return number === undefined ? undefined : Number(number) * UNITS[unit]!;
}

/** The same time in the largest unit that takes it whole. */
export function writeTime(seconds: number): string {
  const [unit, size] = Object.entries(UNITS).find(([, length]) => seconds % length === 0)!;
  return `${seconds / size}${unit}`;
}
