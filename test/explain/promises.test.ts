import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptIn, SHAPES } from './promises.js';

describe('over random worlds', () => {
  // What explain promises is done by hand and planned; explain, plan and capacity agree on what waits.
  it('every fix gets as far as it says', () => {
    const kept = fc.sample(SHAPES, { numRuns: 8, seed: 11 }).map(keptIn);
    const sum = (of: 'stuck' | 'helped' | 'promises') => kept.reduce((total, one) => total + one[of], 0);
    expect(kept.flatMap(({ broken }) => broken)).toEqual([]);
    expect(sum('promises')).toBeGreaterThan(10);
    expect(sum('helped') / sum('stuck')).toBeGreaterThanOrEqual(0.85);
  });
});
