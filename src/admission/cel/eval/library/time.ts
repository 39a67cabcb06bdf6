/** The parts of timestamps and durations (cel-go common/types/timestamp.go, duration.go). Without a zone: in UTC. */
import { timeZone } from '../../../../api/time-zone.js';
import { goQuote } from '../../../field-errors.js';
import type { CelTimestamp } from '../value.js';
import { DURATION, fail, type Library, type Overload, overload, STRING, TIMESTAMP } from './overload.js';

const MILLI = 1_000_000n;
const SECOND = 1000n * MILLI;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A timestamp in milliseconds, rounded down. */
function milliseconds({ nanos }: CelTimestamp): number {
  const whole = nanos / MILLI;
  return Number(nanos < whole * MILLI ? whole - 1n : whole);
}

/** A date whose UTC fields are the local ones of a zone: the name of one, or `+05:30`. */
function local(time: CelTimestamp, zone: string): Date {
  const at = milliseconds(time);
  const colon = zone.indexOf(':');
  if (colon < 0) {
    if (/\.\.|^[/\\]/.test(zone)) fail('time: invalid location name');
    const seconds = Math.floor(at / 1000) * 1000;
    const clock = timeZone(zone === 'Local' ? 'UTC' : zone) ?? fail(`unknown time zone ${zone}`);
    return new Date(clock.local(seconds).getTime() + (at - seconds));
  }
  const hours = whole(zone.slice(0, colon)) * 60;
  const minutes = whole(zone.slice(colon + 1));
  return new Date(at + (zone.startsWith('-') ? hours - minutes : hours + minutes) * MINUTE);
}

/** Go's strconv.Atoi. */
function whole(text: string): number {
  if (!/^[+-]?\d+$/.test(text)) fail(`strconv.Atoi: parsing ${goQuote(text)}: invalid syntax`);
  const value = Number(text);
  return Number.isSafeInteger(value)
    ? value
    : fail(`strconv.Atoi: parsing ${goQuote(text)}: value out of range`);
}

function part(read: (date: Date) => number): Overload[] {
  return [
    overload([TIMESTAMP], (time) => BigInt(read(new Date(milliseconds(time))))),
    overload([TIMESTAMP, STRING], (time, zone) => BigInt(read(local(time, zone)))),
  ];
}

/** How many of a unit a duration has in all, cut off. */
function span(nanos: bigint): Overload {
  return overload([DURATION], (duration) => duration.nanos / nanos);
}

function dayOfYear(date: Date): number {
  const first = new Date(date);
  first.setUTCMonth(0, 1);
  return Math.round((date.getTime() - first.getTime()) / DAY);
}

export const TIME: Library = {
  getDate: part((date) => date.getUTCDate()),
  getDayOfMonth: part((date) => date.getUTCDate() - 1),
  getDayOfWeek: part((date) => date.getUTCDay()),
  getDayOfYear: part(dayOfYear),
  getFullYear: part((date) => date.getUTCFullYear()),
  getHours: [...part((date) => date.getUTCHours()), span(3600n * SECOND)],
  getMilliseconds: [...part((date) => date.getUTCMilliseconds()), span(MILLI)],
  getMinutes: [...part((date) => date.getUTCMinutes()), span(60n * SECOND)],
  getMonth: part((date) => date.getUTCMonth()),
  getSeconds: [...part((date) => date.getUTCSeconds()), span(SECOND)],
};
