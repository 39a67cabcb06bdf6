/**
 * The process that runs tests on mutants: it keeps vitest, and what vitest has made of the sources that do not change.
 * It is told one mutant after the other (run.ts), and killed where one makes the tests run for ever.
 */
import { join } from 'node:path';
import { BaseSequencer, createVitest, type TestSpecification } from 'vitest/node';
import { ROOT } from './source.js';

/** What is to be run: `code` instead of the file `path`, and the tests, the most telling first. */
export interface Order {
  path: string;
  code: string;
  tests: { file: string; ids: string[] | undefined }[];
}

/** The test that noticed, if one did. */
export interface Verdict {
  killedBy?: string;
  /** The file that this test is in. */
  file?: string;
  /** How many tests ran. */
  ran: number;
}

let current: { path: string; code: string } | undefined;
let wanted: string[] = [];

class InOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return [...files].sort((a, b) => wanted.indexOf(a.moduleId) - wanted.indexOf(b.moduleId));
  }
}

const vitest = await createVitest(
  'test',
  {
    root: ROOT,
    watch: false,
    isolate: false,
    pool: 'forks',
    maxWorkers: 1,
    bail: 1,
    testTimeout: 600_000,
    hookTimeout: 600_000,
    reporters: [{}],
    setupFiles: ['test/setup.ts'],
    sequence: { sequencer: InOrder },
    config: false,
  },
  {
    plugins: [
      {
        name: 'mutant',
        enforce: 'pre',
        transform: (_code, id) => (id === current?.path ? { code: current.code, map: null } : undefined),
      },
    ],
  },
);
await vitest.standalone();

process.on('message', (order: Order) => {
  run(order).then(
    (verdict) => process.send!(verdict),
    (error: unknown) =>
      process.send!({ killedBy: `the run itself: ${String(error)}`, ran: 0 } satisfies Verdict),
  );
});
process.send!('ready');

async function run({ path, code, tests }: Order): Promise<Verdict> {
  const before = current?.path;
  current = { path: join(ROOT, path), code };
  for (const file of new Set([before, current.path])) if (file) vitest.invalidateFile(file);
  wanted = tests.map(({ file }) => join(ROOT, file));
  const project = vitest.getRootProject();
  const specifications = tests.map(({ file, ids }) =>
    project.createSpecification(join(ROOT, file), ids ? { testIds: ids } : undefined),
  );
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
  let ran = 0;
  let killed: { killedBy: string; file?: string } | undefined;
  for (const module of testModules) {
    const file = module.relativeModuleId;
    const by = (what: string) => ({ killedBy: `${file}: ${what}`, file });
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed' || state === 'failed') ran++;
      if (state === 'failed') killed ??= by(test.fullName);
    }
    const [error] = module.errors();
    if (error) killed ??= by(error.message);
    for (const suite of module.children.allSuites()) {
      const [one] = suite.errors();
      if (one) killed ??= by(one.message);
    }
  }
  if (unhandledErrors.length > 0) killed ??= { killedBy: `outside of tests: ${String(unhandledErrors[0])}` };
  return { ...killed, ran };
}
