import { expect } from 'vitest';
import { functionNamed } from '../../../src/admission/cel/eval/library/index.js';
import { CelError, type CelValue, listValue, mapValue } from '../../../src/admission/cel/eval/value.js';

/** A value as a table writes it: a list as an array. */
export type Plain = CelValue | readonly Plain[];
/** Function, arguments (the receiver first), result or `ERROR …`. */
export type Row = [name: string, args: readonly Plain[], expected: unknown];

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}

export function celOf(value: Plain): CelValue {
  return isList(value) ? listValue(value.map(celOf)) : value;
}

/** What came of a call, lists as arrays and values of libraries by their type and text. */
export function called(name: string, args: readonly Plain[]): unknown {
  const run = functionNamed(name);
  if (!run) return 'no such function';
  try {
    return shown(run(args.map(celOf)));
  } catch (error) {
    if (error instanceof CelError) return `ERROR ${error.message}`;
    throw error;
  }
}

function shown(value: CelValue): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  switch (value.kind) {
    case 'list':
      return value.items.map(shown);
    case 'map':
      return Object.fromEntries(
        [...value.entries.values()].map(({ key, value: of }) => [shown(key), shown(of)]),
      );
    case 'opaque':
      return `${value.type} ${value.identity}`;
    case 'optional':
      return value.value === undefined ? 'none' : { optional: shown(value.value) };
    default:
      return value;
  }
}

/** Every row says what the function answers. */
export function answers(rows: readonly Row[]): void {
  expect(rows.map(([name, args]) => [name, args, called(name, args)])).toEqual(rows);
}

/** The value that a function makes, `made('ip', '::1')`. */
export function made(name: string, ...args: readonly Plain[]): CelValue {
  return functionNamed(name)?.(args.map(celOf)) ?? null;
}

export const uint = (value: bigint): CelValue => ({ kind: 'uint', value });
export const duration = (seconds: number): CelValue => ({
  kind: 'duration',
  nanos: BigInt(Math.round(seconds * 1e9)),
});
export const time = (text: string): CelValue => ({
  kind: 'timestamp',
  nanos: BigInt(Date.parse(text)) * 1_000_000n,
});
export const bytes = (...all: number[]): CelValue => new Uint8Array(all);
export { mapValue };
