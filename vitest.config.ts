import { defineConfig } from 'vitest/config';
import { CheapFirst } from './test/cheap-first.js';

export default defineConfig({
  test: {
    setupFiles: ['test/setup.ts'],
    // Everything below `cli` is pure, so that test files can share what is loaded: half the time of the suite.
    isolate: false,
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: CheapFirst },
    // No test asserts a time; this ends what hangs, with room for a machine many times slower.
    testTimeout: 120_000,
    hookTimeout: 240_000,
  },
});
