/** vitest for a run that notes which test executes what. */
import { relative, sep } from 'node:path';
import { defineConfig } from 'vitest/config';
import { withProbes } from './probes.js';
import { isSource, ROOT } from './source.js';

export default defineConfig({
  root: ROOT,
  plugins: [
    {
      name: 'probes',
      enforce: 'pre',
      transform(code, id) {
        const path = relative(ROOT, id).split(sep).join('/');
        return isSource(path) ? { code: withProbes(code, path), map: null } : undefined;
      },
    },
  ],
  test: {
    setupFiles: ['mutants/record.ts', 'test/setup.ts'],
    // Each file of tests for itself, so that what is executed while loading is seen for each.
    isolate: true,
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 600_000,
    hookTimeout: 600_000,
    reporters: ['default'],
  },
});
