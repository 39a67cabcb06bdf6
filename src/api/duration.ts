/** Durations as Go's time package reads them. Values are nanoseconds. */

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
const LIMIT = 1n << 63n;

/** Nanoseconds, or Go's words for why the text is not a duration. */
export type ParsedDuration = { nanoseconds: bigint } | { error: string };

/** Reads `1h30m`, `-1.5s`, `0`. */
export function parseDuration(text: string): ParsedDuration {
  const invalid = { error: `time: invalid duration ${quoted(text)}` };
  const sign = beginning(text, /^[+-]?/);
  let rest = text.slice(sign.length);
  if (rest === '0') return { nanoseconds: 0n };
  if (rest === '') return invalid;
  let total = 0n;
  while (rest !== '') {
    const number = beginning(rest, /^\d*(?:\.\d*)?/);
    if (number === '' || number === '.') return invalid;
    const [whole, fraction = ''] = number.split('.') as [string, string?];
    const count = BigInt(whole);
    if (count > LIMIT) return invalid;
    const unit = beginning(rest.slice(number.length), /^[^.\d]*/);
    if (unit === '') return { error: `time: missing unit in duration ${quoted(text)}` };
    const size = UNITS.get(unit);
    if (size === undefined)
      return { error: `time: unknown unit ${quoted(unit)} in duration ${quoted(text)}` };
    total += count * BigInt(size) + partOf(size, fraction);
    if (total > (sign === '-' ? LIMIT : LIMIT - 1n)) return invalid;
    rest = rest.slice(number.length + unit.length);
  }
  return { nanoseconds: sign === '-' ? -total : total };
}

/** What a pattern that fits any beginning takes of a text. */
const beginning = (text: string, pattern: RegExp): string => pattern.exec(text)![0];

/**
 * A fraction of a unit, computed in floats as Go's `leadingFraction` does: of as many digits as 64 bits hold, so that a
 * third of an hour of many digits is 20 minutes.
 */
function partOf(size: number, fraction: string): bigint {
  let digits = 0n;
  let scale = 1;
  for (const digit of fraction) {
    const next = digits * 10n + BigInt(digit);
    if (next > LIMIT) break;
    digits = next;
    scale *= 10;
  }
  return BigInt(Math.trunc(Number(digits) * (size / scale)));
}

/** In quotes as Go's time package puts them: what is not printable ASCII as its bytes. */
function quoted(text: string): string {
  const shown = (character: string): string =>
    /["\\]/.test(character)
      ? `\\${character}`
      : [...Buffer.from(character)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
  return `"${text.replace(/["\\]|[^ -\x7f]/gu, shown)}"`;
}

/** Milliseconds as Go prints a duration: `1m30s`, `12s`, `1.5s`, `500ms`, `0s`. */
export function goDuration(ms: number): string {
  if (ms < 0) return `-${goDuration(-ms)}`;
  if (ms > 0 && ms < 1000) return `${ms}ms`;
  const seconds = ms / 1000;
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = `${Math.round((seconds % 60) * 1000) / 1000}s`;
  if (hours > 0) return `${hours}h${minutes}m${rest}`;
  return minutes > 0 ? `${minutes}m${rest}` : rest;
}
