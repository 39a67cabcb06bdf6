/** Conversions between types, in cel-go's words for what cannot be converted (cel-go common/types). */
import { parseDuration } from '../../../api/duration.js';
import { goFloat } from '../../go/float.js';
import { duration, int64, timestamp, uint } from './operators.js';
import { typeNameOf } from './text.js';
import { durationText, readTime, rfc3339Text } from './times.js';
import { CelError, type CelFunction, type CelValue, NO_OVERLOAD } from './value.js';

const SECOND = 1_000_000_000n;
const TRUE: ReadonlySet<string> = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const FALSE: ReadonlySet<string> = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);
const FLOAT = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

function failed(value: CelValue, to: string): CelError {
  return new CelError(`type conversion error from '${typeNameOf(value)}' to '${to}'`);
}

/** Tells the types apart that a conversion takes. */
interface Cases {
  string?(value: string): CelValue | undefined;
  bool?(value: boolean): CelValue;
  int?(value: bigint): CelValue;
  uint?(value: bigint): CelValue;
  double?(value: number): CelValue;
  bytes?(value: Uint8Array): CelValue;
  timestamp?(nanos: bigint, offset: number | undefined): CelValue;
  duration?(nanos: bigint): CelValue;
}

/** The function for a type; a text that does not fit is an error that names both types. */
function conversion(to: string, cases: Cases): CelFunction {
  const convert = (value: CelValue): CelValue | undefined => {
    if (typeof value === 'string') return cases.string ? (cases.string(value) ?? fail(value)) : undefined;
    if (typeof value === 'boolean') return cases.bool?.(value);
    if (typeof value === 'bigint') return cases.int?.(value);
    if (typeof value === 'number') return cases.double?.(value);
    if (value instanceof Uint8Array) return cases.bytes?.(value);
    if (value?.kind === 'uint') return cases.uint?.(value.value);
    if (value?.kind === 'timestamp') return cases.timestamp?.(value.nanos, value.offset);
    return value?.kind === 'duration' ? cases.duration?.(value.nanos) : undefined;
  };
  const fail = (value: CelValue): never => {
    throw failed(value, to);
  };
  return ([value = null]) => {
    const out = convert(value);
    if (out === undefined) throw NO_OVERLOAD;
    return out;
  };
}

/** The whole part of a double, for a type that holds it. */
function whole(value: number, overflow: string): bigint {
  if (!Number.isFinite(value)) throw new CelError(overflow);
  return BigInt(Math.trunc(value));
}

function intOfDouble(value: number): bigint {
  // The ends are no doubles of their own; cel-go shuts them out.
  if (value <= -(2 ** 63) || value >= 2 ** 63) throw new CelError('integer overflow');
  return int64(whole(value, 'integer overflow'));
}

function inRange(text: string, lowest: bigint, highest: bigint): bigint | undefined {
  const value = BigInt(text);
  return value < lowest || value > highest ? undefined : value;
}

function doubleOf(text: string): number | undefined {
  if (FLOAT.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) ? value : undefined;
  }
  if (/^[+-]?(?:inf|infinity)$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return /^nan$/i.test(text) ? Number.NaN : undefined;
}

function utf8Text(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new CelError('invalid UTF-8 in bytes, cannot convert to string');
  }
}

/** The functions that convert, by name. */
export const CONVERSIONS: Readonly<Record<string, CelFunction>> = {
  int: conversion('int', {
    string: (text) =>
      /^[+-]?\d+$/.test(text) ? inRange(text.replace(/^\+/, ''), -(2n ** 63n), 2n ** 63n - 1n) : undefined,
    int: (value) => value,
    uint: int64,
    double: intOfDouble,
    timestamp: (nanos) => floorSeconds(nanos),
    duration: (nanos) => nanos,
  }),
  uint: conversion('uint', {
    string: (text) => {
      const value = /^\d+$/.test(text) ? inRange(text, 0n, 2n ** 64n - 1n) : undefined;
      return value === undefined ? undefined : { kind: 'uint', value };
    },
    int: uint,
    uint: (value) => ({ kind: 'uint', value }),
    double: (value) => {
      if (value < 0) throw new CelError('unsigned integer overflow');
      return uint(whole(value, 'unsigned integer overflow'));
    },
  }),
  double: conversion('double', {
    string: doubleOf,
    int: Number,
    uint: Number,
    double: (value) => value,
  }),
  bool: conversion('bool', {
    string: (text) => (TRUE.has(text) ? true : FALSE.has(text) ? false : undefined),
    bool: (value) => value,
  }),
  string: conversion('string', {
    string: (text) => text,
    bool: String,
    int: String,
    uint: String,
    double: goFloat,
    bytes: utf8Text,
    timestamp: rfc3339Text,
    duration: durationText,
  }),
  bytes: conversion('bytes', {
    string: (text) => new Uint8Array(Buffer.from(text)),
    bytes: (value) => value,
  }),
  timestamp: conversion('google.protobuf.Timestamp', {
    string: (text) => {
      const time = readTime(text);
      return time && timestamp(time.nanos, time.offset);
    },
    int: (seconds) => timestamp(seconds * SECOND),
    timestamp: (nanos, offset) => timestamp(nanos, offset),
  }),
  duration: conversion('google.protobuf.Duration', {
    string: (text) => {
      const read = parseDuration(text);
      return 'error' in read ? undefined : duration(read.nanoseconds);
    },
    int: duration,
    duration,
  }),
  dyn: ([value = null]) => value,
  type: ([value = null]) => ({
    kind: 'type',
    name:
      typeof value === 'object' && value && 'kind' in value && value.kind === 'type'
        ? 'type'
        : typeNameOf(value),
  }),
};

function floorSeconds(nanos: bigint): bigint {
  return nanos >= 0n ? nanos / SECOND : -((-nanos + SECOND - 1n) / SECOND);
}
