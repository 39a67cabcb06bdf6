/** Parts of work for several machines: which unit of it is whose follows from the unit's name alone. */
import { sha256 } from './sha256.js';

/** One part of several; they count from 1. */
export interface Shard {
  index: number;
  count: number;
}

/** Hexadecimal digits of a sum that make a number of 32 bits. */
const DIGITS = 8;

/** The part of so many that a unit falls to, from 1: its name's SHA-256, the first 32 bits of it, modulo their number. */
export function shardOfName(name: string, count: number): number {
  return (Number.parseInt(sha256(name).slice(0, DIGITS), 16) % count) + 1;
}

/** `2/4`, as it is asked for. */
export function shardText({ index, count }: Shard): string {
  return `${index}/${count}`;
}
