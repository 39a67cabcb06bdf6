import { expect, it } from 'vitest';
import { spanOf } from '../../src/api/span.js';

it('reads spans of time as people write them', () => {
  expect(['90s', '5m', '1h30m', '2d', '15', '0'].map(spanOf)).toEqual([
    90_000, 300_000, 5_400_000, 172_800_000, 15_000, 0,
  ]);
  expect(['', 'soon', '-5s', '5 minutes', '1w'].map(spanOf)).toEqual(Array(5).fill(undefined));
});
