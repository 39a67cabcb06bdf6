/**
 * The process that runs tests on mutants: it keeps vitest, and what vitest has made of the sources that do not change.
 * It is told one mutant after the other (run.ts), and killed where one makes the tests run for ever.
 */
import { join } from 'node:path';
import {
  BaseSequencer,
  createVitest,
  type Reporter,
  type TestModule,
  type TestSpecification,
} from 'vitest/node';
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
/** What has come of this run so far: vitest itself also keeps what came of earlier ones. */
let said: Verdict = { ran: 0 };

class InOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return [...files].sort((a, b) => wanted.indexOf(a.moduleId) - wanted.indexOf(b.moduleId));
  }
}

function noticed(module: TestModule, what: string): void {
  const file = module.relativeModuleId;
  if (said.killedBy === undefined) said = { ...said, killedBy: `${file}: ${what}`, file };
}

const reporter: Reporter = {
  onTestCaseResult(test) {
    const { state } = test.result();
    if (state === 'passed' || state === 'failed') said.ran++;
    if (state === 'failed') noticed(test.module, test.fullName);
  },
  onTestSuiteResult(suite) {
    const [error] = suite.errors();
    if (error) noticed(suite.module, error.message);
  },
  onTestModuleEnd(module) {
    const [error] = module.errors();
    if (error) noticed(module, error.message);
  },
};

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
    reporters: [reporter],
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
  said = { ran: 0 };
  const { unhandledErrors } = await vitest.runTestSpecifications(specifications);
  const [error] = unhandledErrors;
  if (error === undefined || said.killedBy !== undefined) return said;
  return { ...said, killedBy: `outside of tests: ${String(error)}` };
}
