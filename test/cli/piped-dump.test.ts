import { spawnSync } from 'node:child_process';
import { beforeAll, expect, it } from 'vitest';
import { BIN, ensureBuilt } from './built.js';
import { deployment, documents, node, workbench } from './workbench.js';

const { file, folder } = workbench();
const dump = documents(node('one'), node('two'));
file('web.yaml', deployment('web', { replicas: 1 }));

beforeAll(ensureBuilt, 120_000);

it.each([
  [['drain', 'one'], 'one can be drained'],
  [['drain', '--all'], '2 of 2 nodes can be drained'],
  [['diff', 'web.yaml'], '1 added.'],
  [['plan', 'web.yaml'], 'web on 2 nodes'],
  [['explain', 'deployment/web', 'web.yaml'], '2 of 2 nodes fit'],
  [['capacity', 'web.yaml'], 'more of deployment/web fit'],
])('%j reads a dump from standard input, which can be read once', (words, said) => {
  const { stdout, stderr } = spawnSync(process.execPath, [BIN, ...words, '--cluster', '-'], {
    cwd: folder,
    input: dump,
    encoding: 'utf8',
  });
  expect(stdout).toContain(said);
  expect(stderr).not.toContain('the file is empty');
});
