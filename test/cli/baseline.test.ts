import { describe, expect, it } from 'vitest';
import { workbench } from './workbench.js';

const { file, kubeplan, read } = workbench();

const pod = (image: string, before = '') =>
  `${before}apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: a, image: ${image}}]}\n`;
const lint = (...options: string[]) =>
  kubeplan(['lint', 'a', '--only', 'images/latest-tag', '--baseline', 'base/base.json', ...options]);

describe('--baseline', () => {
  it('says nothing of what was there, wherever it has moved, and all of what is new', async () => {
    file('a/web.yaml', pod('web'));
    file('base/.keep', '');
    expect(await lint()).toMatchObject({
      status: 2,
      err: 'kubeplan: the baseline base/base.json does not exist\n--write-baseline writes it.\n',
    });
    const written = await lint('--write-baseline', '--strict');
    expect(written).toMatchObject({
      status: 0,
      out: expect.stringContaining('nothing wrong; ignored: 1 finding.'),
    });
    expect(JSON.parse(read('base/base.json')).findings).toEqual([
      { key: 'images/latest-tag Pod /web spec.containers[a].image', file: '../a/web.yaml', count: 1 },
    ]);

    file('a/web.yaml', pod('web', '# moved\n\n'));
    expect(await lint('--strict')).toMatchObject({ status: 0 });
    expect(await lint('--quiet')).toMatchObject({ status: 0, out: '' });

    file('a/db.yaml', pod('db').replace('web', 'db'));
    const more = await lint('--strict');
    expect(more).toMatchObject({ status: 1, out: expect.stringContaining('1 warning; ignored: 1 finding.') });
    const json = JSON.parse((await lint('--format', 'json')).out);
    expect(json.findings).toHaveLength(1);
    expect(json.ignored).toMatchObject([
      { key: expect.stringContaining('/web'), ignored: { by: 'baseline' } },
    ]);
  });

  it('says what is gone, but not of files that it was not given', async () => {
    file('a/db.yaml', pod('db:1').replace('web', 'db'));
    file('a/web.yaml', pod('web:1'));
    const { out } = await lint();
    expect(out).toContain('nothing wrong; in the baseline and gone: 1 finding.');
    expect(JSON.parse((await lint('--format', 'json')).out).gone).toHaveLength(1);
    const other = await kubeplan(['lint', 'a/db.yaml', '--baseline', 'base/base.json']);
    expect(other.out).not.toContain('gone');
  });

  it('has to be one, and to have a place', async () => {
    file('base/base.json', '{}');
    expect(await lint()).toMatchObject({ status: 2, err: expect.stringContaining('it is no baseline') });
    file('base/base.json', '{');
    expect(await lint()).toMatchObject({ status: 2, err: expect.stringContaining('it is not JSON') });
    expect(await kubeplan(['lint', 'a', '--baseline', 'base'])).toMatchObject({
      status: 2,
      err: expect.stringContaining('cannot be read: EISDIR'),
    });
    expect(await kubeplan(['lint', 'a', '--write-baseline'])).toMatchObject({ status: 2 });
  });
});
