import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Io } from '../../src/cli/io.js';
import { execute } from '../../src/cli/main.js';
import { PLAIN } from '../../src/report/style.js';
import { deployment } from '../diff/manifests.js';

const folder = mkdtempSync(join(tmpdir(), 'kubeplan-diff-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function kubeplan(...argv: string[]): Promise<{ status: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const stream = (key: 'out' | 'err') => ({
    write: (text: string) => {
      said[key] += text;
    },
    isTTY: false,
    width: 100,
    style: PLAIN,
  });
  const io: Io = { env: {}, stdout: stream('out'), stderr: stream('err') };
  const status = await execute(['diff', ...argv], io);
  return { status, out: said.out.replaceAll(`${folder}/`, ''), err: said.err.replaceAll(`${folder}/`, '') };
}

const old = file('old.yaml', deployment('image: a:1'));
const now = file('new.yaml', deployment('image: a:2'));
const refused = file('refused.yaml', deployment('image: a:1').replaceAll('app: web', 'app: www'));
const broken = file('broken.yaml', 'a: b: c\n');

describe('kubeplan diff', () => {
  it('tells differences and ends with 0', async () => {
    const { status, out } = await kubeplan(old, now);
    expect(out.split('\n')[0]).toBe('1 changed.');
    expect(out.trimEnd().split('\n').at(-1)).toBe('kubeplan plan new.yaml   says how it goes, step by step.');
    expect(status).toBe(0);
  });

  it.each(['--exit-code', '--detailed-exitcode'])('%s makes a difference a failure', async (flag) => {
    expect((await kubeplan(old, now, flag)).status).toBe(1);
    expect((await kubeplan(old, old, flag)).status).toBe(0);
  });

  it('ends with 1 when the server would refuse', async () => {
    const { status, out } = await kubeplan(old, refused);
    expect(out).toContain('1 refused.');
    expect(out).toContain('refused: spec.selector: Invalid value');
    expect(status).toBe(1);
  });

  it('ends with 1 when a side cannot be read, and says where', async () => {
    const { status, out } = await kubeplan(old, broken);
    expect(out).toContain('unreadable');
    expect(out).toContain('broken.yaml:1');
    expect(status).toBe(1);
  });

  it('ends with 1 for a file that holds no object', async () => {
    const { status, out } = await kubeplan(old, file('values.yaml', 'replicas: 3\n'));
    expect(out).toContain('no Kubernetes object  values.yaml:1:1');
    expect(status).toBe(1);
  });

  it('says nothing with --quiet when nothing differs', async () => {
    expect(await kubeplan(old, old, '--quiet')).toEqual({ status: 0, out: '', err: '' });
    expect((await kubeplan(old, now, '--quiet')).out).not.toBe('');
  });

  it('writes several formats', async () => {
    const json = join(folder, 'diff.json');
    const { out } = await kubeplan(old, now, '--format', `json=${json}`, '--format', 'text');
    expect(out).toContain('1 changed.');
    expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({ format: 'kubeplan.diff/1' });
  });

  it.each([
    [[], 'two sides are compared'],
    [[old], 'two sides are compared'],
    [[old, now, now], 'put the files of a side into a folder'],
    [['-', '-'], 'standard input can be one side only'],
    [[old, join(folder, 'nowhere.yaml')], 'nowhere.yaml'],
    [[old, now, '--now', 'soon'], 'It is a time'],
    [[old, now, '--force-conflicts'], '--force-conflicts only works with --server-side'],
    [[old, '--cluster', old, '--rollback'], '--rollback needs the manifests to go back to'],
    [[old, now, '--no-such'], 'unknown option'],
    [[old, now, '-U', 'x'], 'It is a number of lines'],
  ])('bad usage: %j', async (argv, said) => {
    const { status, err } = await kubeplan(...argv);
    expect(err).toContain(said);
    expect(status).toBe(2);
  });
});

it('compares with what was applied last whatever type that has', async () => {
  const before = file(
    'odd-old.yaml',
    'kind: LimitRange\napiVersion: v\nmetadata: {name: lr}\nspec: {limits: [{type: Container, max: {u: 2}, defaultRequest: v}]}\n',
  );
  const after = file('odd-new.yaml', 'kind: LimitRange\napiVersion: v1\nmetadata: {name: lr}\n');
  const { status, out } = await kubeplan(before, after, '--rollback', '--nodes', '1x cpu=1');
  expect([status, out.split('\n')[2]]).toEqual([0, '+ limitrange/lr']);
});
