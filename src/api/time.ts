/** Times as the API writes them: RFC 3339, whole seconds, UTC. Values are milliseconds since 1970. */

const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:[.,](\d+))?(Z|([+-])(\d{2}):(\d{2}))$/;

/** What can be written with four digits for the year. */
const FIRST = Date.parse('0000-01-01T00:00:00Z');
const LAST = Date.parse('9999-12-31T23:59:59Z');
/** So long, in milliseconds, that no clock gets there, and short enough to be added to a time. */
const LONGEST = LAST;

/** `2024-01-01T00:00:00Z`; fractions of a second are cut off, as metav1.Time does. Later than can be written: the last that can. */
export function formatTime(ms: number): string {
  const written = Math.min(LAST, Math.max(FIRST, Math.floor(ms / 1000) * 1000));
  return `${new Date(written).toISOString().slice(0, 19)}Z`;
}

/** Seconds as an object has them, where they may be any whole number of 64 bits, in milliseconds; 0 where it has none. */
export function millis(seconds: number | bigint | undefined): number {
  return Math.min(LONGEST, Math.max(-LONGEST, Number(seconds ?? 0) * 1000));
}

/** Times that were read of late: in a world that runs the same few are asked for again and again. */
const read = new Map<string, number>();
const MOST_READ = 1000;

/** Milliseconds of an RFC 3339 time, undefined for anything else or where none is given. */
export function parseTime(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const known = read.get(text);
  if (known !== undefined) return known;
  const parsed = parsedTime(text);
  if (read.size >= MOST_READ) read.clear();
  if (parsed !== undefined) read.set(text, parsed);
  return parsed;
}

function parsedTime(text: string): number | undefined {
  const match = RFC3339.exec(text);
  if (!match) return undefined;
  const [y, mo, d, h, mi, s] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [fraction = '', , sign, offsetHour = 0, offsetMinute = 0] = match.slice(7);
  const lastDay = new Date(Date.UTC(y, mo, 0)).getUTCDate();
  if (mo < 1 || mo > 12 || d < 1 || d > lastDay || h > 23 || mi > 59 || s > 59) return undefined;
  if (Number(offsetHour) > 24 || Number(offsetMinute) > 60) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(y, mo - 1, d);
  date.setUTCHours(h, mi, s, Number(fraction.slice(0, 3).padEnd(3, '0')));
  const shift = (Number(offsetHour) * 60 + Number(offsetMinute)) * 60_000;
  return date.getTime() - (sign === '-' ? -shift : shift);
}
