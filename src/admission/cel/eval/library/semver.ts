/** Versions (apiserver pkg/cel/library/semverlib.go, which asks github.com/blang/semver/v4). */
import { goQuote } from '../../../field-errors.js';
import { CelError } from '../value.js';
import { BOOL, fail, type Library, type Opaque, opaqueType, overload, STRING } from './overload.js';

interface Version {
  /** Major, minor, patch. */
  numbers: readonly bigint[];
  prerelease: readonly (bigint | string)[];
}

const SEMVER = opaqueType<Version>('kubernetes.Semver');
const PARTS = ['Major', 'Minor', 'Patch'];

/** Go's strconv.ParseUint. */
function unsigned(text: string): bigint {
  if (text === '') return fail('strconv.ParseUint: parsing "": invalid syntax');
  const value = BigInt(text);
  return value < 2n ** 64n ? value : fail(`strconv.ParseUint: parsing ${goQuote(text)}: value out of range`);
}

function numberOf(text: string, name: string): bigint {
  if (/\D/.test(text)) fail(`Invalid character(s) found in ${name.toLowerCase()} number ${goQuote(text)}`);
  if (/^0./.test(text)) fail(`${name} number must not contain leading zeroes ${goQuote(text)}`);
  return unsigned(text);
}

function prereleaseOf(text: string): bigint | string {
  if (text === '') return fail('Prerelease is empty');
  if (/^\d+$/.test(text)) {
    if (/^0./.test(text)) fail(`Numeric PreRelease version must not contain leading zeroes ${goQuote(text)}`);
    return unsigned(text);
  }
  return /^[0-9A-Za-z-]+$/.test(text)
    ? text
    : fail(`Invalid character(s) found in prerelease ${goQuote(text)}`);
}

function checkBuild(text: string): void {
  if (text === '') fail('Build meta data is empty');
  if (!/^[0-9A-Za-z-]+$/.test(text)) fail(`Invalid character(s) found in build meta data ${goQuote(text)}`);
}

/** In three at the first two dots, the rest together. */
function threeParts(text: string): string[] {
  const [first = '', second = '', ...rest] = text.split('.');
  return rest.length > 0 ? [first, second, rest.join('.')] : text.split('.');
}

function cut(text: string, at: string): [string, string | undefined] {
  const found = text.indexOf(at);
  return found < 0 ? [text, undefined] : [text.slice(0, found), text.slice(found + 1)];
}

function parse(text: string): Version {
  if (text === '') fail('Version string empty');
  const parts = threeParts(text);
  if (parts.length < 3) fail('No Major.Minor.Patch elements found');
  const [major = '', minor = '', last = ''] = parts;
  const [before, build] = cut(last, '+');
  const [patch, prerelease] = cut(before, '-');
  const numbers = [major, minor, patch].map((part, at) => numberOf(part, PARTS[at] ?? ''));
  const version = { numbers, prerelease: prerelease?.split('.').map(prereleaseOf) ?? [] };
  for (const part of build?.split('.') ?? []) checkBuild(part);
  return version;
}

/** `v1.2` → `1.2.0`: no `v`, no leading zeros, three numbers. */
function normalize(text: string): string {
  const parts = threeParts(text.replace(/^v/, '')).map((part) => {
    const bare = part.length > 1 ? part.replace(/^0+/, '') : part;
    return part.length > 1 && !/^\d/.test(bare) ? `0${bare}` : bare;
  });
  if (parts.length < 3 && /[+-]/.test(parts.at(-1) ?? '')) {
    fail('short version cannot contain PreRelease/Build meta data');
  }
  return [...parts, '0', '0'].slice(0, 3).join('.');
}

function readSemver(text: string, tolerant: boolean): Opaque<Version> {
  const version = parse(tolerant ? normalize(text) : text);
  return SEMVER.make(version, `${version.numbers.join('.')}-${version.prerelease.join('.')}`);
}

/** A version as it is compared; undefined for a text that is none. */
export function semverOf(text: string, tolerant = false): Opaque<Version> | undefined {
  try {
    return readSemver(text, tolerant);
  } catch (error) {
    if (error instanceof CelError) return undefined;
    throw error;
  }
}

function isVersion(text: string, tolerant: boolean): boolean {
  return semverOf(text, tolerant) !== undefined;
}

function order(a: bigint | string, b: bigint | string): number {
  // A number comes before a word.
  if (typeof a !== typeof b) return typeof a === 'bigint' ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Negative, zero or positive as the first version is older, the same or newer. */
export function compareSemver({ inner: a }: Opaque<Version>, { inner: b }: Opaque<Version>): number {
  for (const [at, number] of a.numbers.entries()) {
    const found = order(number, b.numbers[at] ?? 0n);
    if (found !== 0) return found;
  }
  const [left, right] = [a.prerelease, b.prerelease];
  // A release comes after all that lead to it.
  if (left.length === 0 || right.length === 0) return Math.sign(right.length - left.length);
  for (const [at, part] of left.entries()) {
    const other = right[at];
    const found = other === undefined ? 1 : order(part, other);
    if (found !== 0) return found;
  }
  return Math.sign(left.length - right.length);
}

function number(at: number) {
  return [overload([SEMVER.is], ({ inner }) => BigInt.asIntN(64, inner.numbers[at] ?? 0n))];
}

export const SEMVERS: Library = {
  compareTo: [overload([SEMVER.is, SEMVER.is], (a, b) => BigInt(compareSemver(a, b)))],
  isGreaterThan: [overload([SEMVER.is, SEMVER.is], (a, b) => compareSemver(a, b) > 0)],
  isLessThan: [overload([SEMVER.is, SEMVER.is], (a, b) => compareSemver(a, b) < 0)],
  isSemver: [overload([STRING], (text) => isVersion(text, false)), overload([STRING, BOOL], isVersion)],
  major: number(0),
  minor: number(1),
  patch: number(2),
  semver: [overload([STRING], (text) => readSemver(text, false)), overload([STRING, BOOL], readSemver)],
};
