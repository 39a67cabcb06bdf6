/** Costs and sizes of the parts of an expression. Costs are unsigned 64-bit numbers that stop at their end. */
import type { CelType } from './types.js';

export const HIGHEST_COST = 2 ** 64;
const TRAVERSAL = 0.1;

/** Between how many elements, characters or bytes something has. */
export interface Size {
  min: number;
  max: number;
}

/** The sizes of what is in a list or a map. */
export interface Entry {
  list: boolean;
  key: Size;
  value: Size;
}

/** A part of an expression. */
export interface Part {
  /** What it costs at most, with all in it. */
  cost: number;
  /** The way to what it stands for from a variable; empty where it was made. */
  path: readonly string[];
  type: CelType;
  /** Absent where nothing bounds it. */
  size?: Size;
  entry?: Entry;
  /** Of a literal whole number. */
  value?: bigint;
}

/** A size that is known. */
export function FIXED(size: number): Size {
  return { min: size, max: size };
}

/** The size of a part; without end where nothing bounds it. */
export function known({ size }: Part): Size {
  return size ?? { min: 0, max: HIGHEST_COST };
}

/** The range that covers both. */
export function union(a: Size, b: Size): Size {
  return { min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) };
}

/** The ranges that cover those of both; undefined where they are not known of one. */
export function unionEntry(a: Entry | undefined, b: Entry | undefined): Entry | undefined {
  return a && b && { list: a.list, key: union(a.key, b.key), value: union(a.value, b.value) };
}

/** What going through so many characters costs; `share` of them. */
export function traversal(size: number, share = 1): number {
  return Math.min(Math.ceil(size * TRAVERSAL * share), HIGHEST_COST);
}
