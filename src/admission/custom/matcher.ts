/** The patterns of a definition's schema, each made ready once for all values that are held against it. */
import { compilePattern, type Matcher } from '../../schema/re2.js';
import { str } from '../fields.js';
import type { Schema } from '../shared/structs.js';

const matchers = new WeakMap<Schema, Matcher | undefined>();

/** The pattern of a node of a schema; undefined where it has none, or none that is understood. */
export function matcherOf(schema: Schema): Matcher | undefined {
  if (!matchers.has(schema)) {
    const pattern = str(schema, 'pattern');
    matchers.set(schema, pattern === '' ? undefined : compilePattern(pattern));
  }
  return matchers.get(schema);
}
