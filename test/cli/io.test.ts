import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { processIo } from '../../src/cli/io.js';
import { BIN, ensureBuilt } from './built.js';
import { configMap, documents, workbench } from './workbench.js';

const { file, folder, read } = workbench();
const FULL = '/dev/full';
const ONE = configMap('web').replace('\ndata:', '\ndta:');

/** `kubeplan …` by a shell, which sends its output where it is told. */
function shell(command: string, env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(
    'sh',
    // In the shell's own place: what is executed is then told of this process's child.
    ['-c', command.replace('kubeplan', `exec "${process.execPath}" "${BIN}"`)],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], ...env },
    },
  );
  return { status, stdout, stderr };
}

beforeAll(ensureBuilt);

describe('the streams of the process', () => {
  it('are its own, as the environment wants them', () => {
    const { env, stdout, stderr } = processIo();
    expect(env).toBe(process.env);
    expect([stdout.isTTY, stderr.isTTY]).toEqual([
      process.stdout.isTTY === true,
      process.stderr.isTTY === true,
    ]);
  });

  it('are laid out and coloured as the environment says', () => {
    file('one.yaml', ONE);
    const { status, stdout } = shell('kubeplan lint one.yaml', { COLUMNS: '50', FORCE_COLOR: '1' });
    expect(status).toBe(1);
    expect(stdout.split('\n').slice(1, 2)).toEqual([
      '  4:1  \x1b[31merror\x1b[39m  \x1b[1munknown field "dta"\x1b[22m  \x1b[2mschema/unknown-field  fixable\x1b[22m',
    ]);
    expect(shell('kubeplan diff', { COLUMNS: '50' }).stderr).toMatch(/^kubeplan: two sides are compared/);
  });

  it('may be a file, which gets all of it', () => {
    file('many.yaml', documents(...Array.from({ length: 400 }, () => ONE)));
    expect(shell('kubeplan lint many.yaml > said.txt')).toEqual({ status: 1, stdout: '', stderr: '' });
    expect(read('said.txt')).toMatch(/\n1 file, 400 objects, Kubernetes 1\.37: [^\n]*\n$/);
  });

  it.runIf(existsSync(FULL))('fail aloud where nothing can be written', () => {
    file('one.yaml', ONE);
    expect(shell(`kubeplan lint one.yaml > ${FULL}`)).toEqual({
      status: 3,
      stdout: '',
      stderr: 'kubeplan: the answer cannot be written: ENOSPC\n',
    });
    expect(shell(`kubeplan lint 2> ${FULL}`).status).toBe(3);
  });
});
