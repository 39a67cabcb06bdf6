/**
 * The formats of strings that a custom resource's schema may name: those of kube-openapi pkg/validation/strfmt that
 * k8s.io/apiextensions-apiserver pkg/apiserver/validation/formats.go lets through. Go reads most of them in its own way
 * (`uri` may be a path, `duration` is Go's, `email` may have a name in front), so that of ajv-formats' only those are
 * taken that say the same. All run in time linear in the text.
 */
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { parseDuration } from '../api/duration.js';
import { parseCidr, parseIp } from '../api/ip.js';
import { dns1123LabelErrors, dns1123SubdomainErrors } from '../api/names.js';

type Check = (text: string) => boolean;

const HEX = '[0-9A-Fa-f]';
const pattern =
  (expression: RegExp): Check =>
  (text) =>
    expression.test(text);
const uuid = (third: string, fourth: string): Check =>
  pattern(new RegExp(`^${HEX}{8}-?${HEX}{4}-?${third}-?${fourth}-?${HEX}{12}$`));
const ANY4 = `${HEX}{4}`;
const VARIANT = `[89ABab]${HEX}{3}`;
/** `YYYY-MM-DD`, a day that there is. */
const isDate = (fullFormats.date as { validate: Check }).validate;

const FORMATS: Readonly<Record<string, Check>> = {
  bsonobjectid: pattern(/^[0-9A-Fa-f]{24}$/),
  uri: (text) => /^(?:[A-Za-z][A-Za-z0-9+.-]*:|\/)[^\s]*$/.test(text),
  email: pattern(/^(?:[^<>]*<)?[^\s@<>]+@[^\s@<>]+>?$/),
  hostname: isHostname,
  ipv4: (text) => text.includes('.') && parseIp(text) !== undefined,
  ipv6: (text) => text.includes(':') && parseIp(text) !== undefined,
  cidr: (text) => parseCidr(text) !== undefined,
  mac: pattern(/^(?:[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5,19}|[0-9A-Fa-f]{4}(?:\.[0-9A-Fa-f]{4}){2,9})$/),
  uuid: uuid(ANY4, ANY4),
  uuid3: uuid(`3${HEX}{3}`, ANY4),
  uuid4: uuid(`4${HEX}{3}`, VARIANT),
  uuid5: uuid(`5${HEX}{3}`, VARIANT),
  isbn: (text) => isIsbn(text, [10, 13]),
  isbn10: (text) => isIsbn(text, [10]),
  isbn13: (text) => isIsbn(text, [13]),
  creditcard: (text) => luhn(text.replace(/\D/g, '')),
  ssn: pattern(/^\d{3}[- ]?\d{2}[- ]?\d{4}$/),
  hexcolor: pattern(/^#?(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/),
  rgbcolor: (text) => {
    const found = /^rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)$/.exec(text);
    return found?.slice(1).every((part) => Number(part) <= 255 && String(Number(part)) === part) ?? false;
  },
  byte: (text) => text !== '' && text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text),
  password: () => true,
  date: isDate,
  duration: (text) => strfmtDuration(text) !== undefined,
  datetime: (text) => {
    const cut = text.toLowerCase().indexOf('t');
    if (cut < 0 || !isDate(text.slice(0, cut))) return false;
    const time = /^(\d{2}):(\d{2}):(\d{2})(?:.\d+)?(?:z|[+-]\d{2}:\d{2})$/i.exec(text.slice(cut + 1));
    return time !== null && Number(time[1]) <= 23 && Number(time[2]) <= 59 && Number(time[3]) <= 59;
  },
  'k8s-short-name': (text) => dns1123LabelErrors(text).length === 0,
  'k8s-long-name': (text) => dns1123SubdomainErrors(text).length === 0,
};

/** The checks by name, without the dashes that the server passes over: `datetime`. */
export const STRING_FORMATS: ReadonlyMap<string, Check> = new Map(
  Object.entries(FORMATS).map(([name, check]) => [normalFormat(name), check]),
);

/** `date-time` → `datetime`. */
export function normalFormat(name: string): string {
  return name.replaceAll('-', '');
}

/** Whether a text is of that format; formats that are not known take everything. */
export function formatAccepts(format: string, text: string): boolean {
  return STRING_FORMATS.get(normalFormat(format))?.(text) ?? true;
}

const SECOND = 1_000_000_000n;
const DAY = 86_400n * SECOND;
/** The units of loose durations; the last word of each may be followed by anything: `2 hours`. */
const LOOSE_UNITS: readonly [bigint, readonly string[]][] = [
  [1n, ['ns', 'nano']],
  [1_000n, ['us', 'µs', 'micro']],
  [1_000_000n, ['ms', 'milli']],
  [SECOND, ['s', 'sec']],
  [60n * SECOND, ['m', 'min']],
  [3_600n * SECOND, ['h', 'hr', 'hour']],
  [DAY, ['d', 'day']],
  [7n * DAY, ['w', 'wk', 'week']],
];

/** The nanoseconds of a duration of the format `duration`: Go's (`1h30m`), or numbers with words (`2 days`). */
export function strfmtDuration(text: string): bigint | undefined {
  const read = parseDuration(text);
  if (!('error' in read)) return read.nanoseconds;
  let total: bigint | undefined;
  for (const [, count = '', word = ''] of text.matchAll(/(?<!\d)(\d+)\s*([A-Za-zµ]+)/g)) {
    const unit = word.toLowerCase();
    if (count.replace(/^0+/, '').length > 19 || BigInt(count) >= 2n ** 63n) return undefined;
    for (const [size, words] of LOOSE_UNITS) {
      for (const [index, known] of words.entries()) {
        const last = index === words.length - 1;
        if (known === unit || (last && unit.startsWith(known))) total = (total ?? 0n) + BigInt(count) * size;
      }
    }
  }
  return total === undefined ? undefined : BigInt.asIntN(64, total);
}

/** Whether the server knows a format for a type; `type` is empty where the schema names none. */
export function isKnownFormat(type: string, format: string): boolean {
  if (type === 'string') return STRING_FORMATS.has(normalFormat(format));
  if (type === 'integer') return format === 'int32' || format === 'int64';
  return type === 'number' && (format === 'float' || format === 'double');
}

const LETTER = 'a-zA-Z0-9\\p{S}\\p{L}';
const ONE_LABEL = new RegExp(`^[${LETTER}](?:-?[${LETTER}]{0,62})?$`, 'u');
const LABEL = new RegExp(`^[${LETTER}](?:[-${LETTER}]{0,61}[${LETTER}])?$`, 'u');

/** One label, or several of which the last has letters only. */
function isHostname(text: string): boolean {
  const labels = text.split('.');
  const last = labels.pop() ?? '';
  const fits =
    labels.length === 0
      ? ONE_LABEL.test(last)
      : labels.every((label) => LABEL.test(label)) && /^[a-zA-Z\p{L}]{2,63}$/u.test(last);
  return (
    fits &&
    Buffer.byteLength(text) <= 255 &&
    [...labels, last].every((label) => Buffer.byteLength(label) <= 63)
  );
}

function isIsbn(text: string, lengths: readonly number[]): boolean {
  const bare = text.replace(/[\s-]/g, '');
  if (!lengths.includes(bare.length)) return false;
  if (bare.length === 10) {
    if (!/^\d{9}[\dX]$/.test(bare)) return false;
    const sum = [...bare].reduce(
      (total, digit, at) => total + (digit === 'X' ? 10 : Number(digit)) * (10 - at),
      0,
    );
    return sum % 11 === 0;
  }
  if (!/^\d{13}$/.test(bare)) return false;
  return [...bare].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0) % 10 === 0;
}

function luhn(digits: string): boolean {
  if (!/^\d{12,19}$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
