import { expect } from 'vitest';
import { Budget } from '../../../src/admission/cel/eval/budget.js';
import { evaluate } from '../../../src/admission/cel/eval/evaluate.js';
import { CelError, type CelValue } from '../../../src/admission/cel/eval/value.js';
import { parseCel } from '../../../src/admission/cel/parse.js';

/** Expression, and its value as `show` writes it, or `ERROR …`. */
export type Row = readonly [text: string, expected: string];

/** A value as an expression would write it; objects and optionals with their names. */
export function show(value: CelValue): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return Number.isInteger(value) ? `${value}.0` : String(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (value instanceof Uint8Array) return `b[${[...value].join(' ')}]`;
  switch (value.kind) {
    case 'uint':
      return `${value.value}u`;
    case 'list':
      return `[${value.items.map(show).join(', ')}]`;
    case 'map':
      return `${value.object ?? ''}{${[...value.entries.values()].map((one) => `${show(one.key)}: ${show(one.value)}`).join(', ')}}`;
    case 'optional':
      return value.value === undefined ? 'none' : `optional(${show(value.value)})`;
    case 'type':
      return value.name;
    case 'opaque':
      return `${value.type}(${value.identity})`;
    default:
      return `${value.kind}(${value.nanos}${value.kind === 'timestamp' && value.offset ? ` ${value.offset}` : ''})`;
  }
}

/** What comes of an expression; anything but a CelError goes through. */
export function evaluated(
  text: string,
  variables: ReadonlyMap<string, CelValue> = new Map(),
  limit?: number,
): string {
  const { expr, issues } = parseCel(text);
  if (!expr) return `SYNTAX ${issues[0]?.message}`;
  try {
    return show(evaluate(expr, variables, new Budget(limit)));
  } catch (error) {
    if (error instanceof CelError) return `ERROR ${error.message}`;
    throw error;
  }
}

/** Every row says what its expression comes to. */
export function answers(rows: readonly Row[], variables?: ReadonlyMap<string, CelValue>): void {
  expect(rows.map(([text]) => [text, evaluated(text, variables)])).toEqual(rows);
}
