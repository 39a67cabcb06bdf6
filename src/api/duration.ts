/** Durations as Go's time package reads and prints them. Values are nanoseconds. */

const UNITS = new Map<string, number>([
  ['ns', 1],
  ['us', 1e3],
  ['µs', 1e3],
  ['μs', 1e3],
  ['ms', 1e6],
  ['s', 1e9],
  ['m', 60e9],
  ['h', 3600e9],
]);
const MAX = 9223372036854775807n;

/** Nanoseconds, or Go's words for why the text is not a duration. */
export type ParsedDuration = { nanoseconds: bigint } | { error: string };

/** Reads `1h30m`, `-1.5s`, `0`. */
export function parseDuration(text: string): ParsedDuration {
  const invalid = { error: `time: invalid duration ${quoted(text)}` };
  let rest = text;
  const negative = rest.startsWith('-');
  if (negative || rest.startsWith('+')) rest = rest.slice(1);
  if (rest === '0') return { nanoseconds: 0n };
  if (rest === '') return invalid;
  let total = 0n;
  while (rest !== '') {
    const number = /^(\d*)(?:\.(\d*))?/.exec(rest);
    const [all = '', whole = '', fraction = ''] = number ?? [];
    if (whole === '' && fraction === '') return invalid;
    rest = rest.slice(all.length);
    const unit = /^[^.\d]*/.exec(rest)?.[0] ?? '';
    if (unit === '') return { error: `time: missing unit in duration ${quoted(text)}` };
    const size = UNITS.get(unit);
    if (size === undefined)
      return { error: `time: unknown unit ${quoted(unit)} in duration ${quoted(text)}` };
    rest = rest.slice(unit.length);
    if (whole.length > 20) return invalid;
    total += BigInt(whole === '' ? '0' : whole) * BigInt(size);
    if (fraction !== '') {
      const digits = fraction.slice(0, 18);
      total += (BigInt(digits) * BigInt(size)) / 10n ** BigInt(digits.length);
    }
    if (total > MAX + (negative ? 1n : 0n)) return invalid;
  }
  return { nanoseconds: negative ? -total : total };
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

/** Milliseconds of a duration text, undefined for a text that is none. */
export function durationMs(text: string): number | undefined {
  const parsed = parseDuration(text);
  return 'error' in parsed ? undefined : Number(parsed.nanoseconds) / 1e6;
}

function trimmed(whole: bigint, fraction: bigint, digits: number): string {
  const tail = fraction.toString().padStart(digits, '0').replace(/0+$/, '');
  return tail === '' ? `${whole}` : `${whole}.${tail}`;
}

/** Prints nanoseconds as Go does: `1h30m0s`, `1.5s`, `20ms`, `0s`. */
export function formatDuration(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return '0s';
  const sign = nanoseconds < 0n ? '-' : '';
  const value = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  if (value < 1_000n) return `${sign}${value}ns`;
  if (value < 1_000_000n) return `${sign}${trimmed(value / 1_000n, value % 1_000n, 3)}µs`;
  if (value < 1_000_000_000n) return `${sign}${trimmed(value / 1_000_000n, value % 1_000_000n, 6)}ms`;
  const seconds = value / 1_000_000_000n;
  const minutes = seconds / 60n;
  const last = `${trimmed(seconds % 60n, value % 1_000_000_000n, 9)}s`;
  if (minutes === 0n) return `${sign}${last}`;
  const hours = minutes / 60n;
  return hours === 0n ? `${sign}${minutes}m${last}` : `${sign}${hours}h${minutes % 60n}m${last}`;
}
