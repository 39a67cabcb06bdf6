import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { configMap, deployment, documents, type Terminal, workbench } from './workbench.js';

const { file, folder, read, list, kubeplan } = workbench();

const FORMATS = [
  ...['text', 'compact', 'json', 'sarif', 'junit', 'github', 'gitlab', 'checkstyle', 'rdjson', 'markdown'],
];
const BAD = 'kind: ConfigMap\napiVersion: v1\nmetadata: {name: bad}\ndta: {}\n';
const SECRET =
  'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {password: hunter2}\nbogus: 1\n';

/** The runs that a cache has. */
const runs = (name = 'cache.json') => JSON.parse(read(name)).runs as unknown[];
const lint = (words: string[] = [], terminal?: Terminal) =>
  kubeplan(['lint', 'in', '--cache=cache.json', ...words], terminal);

beforeEach(() => {
  file('given.yaml', configMap('given'));
  for (const name of ['in', 'cache.json']) rmSync(join(folder, name), { recursive: true, force: true });
  file('in/web.yaml', deployment('web'));
  file('in/bad.yaml', BAD);
  file('in/secret.yaml', SECRET);
});

describe('kubeplan lint --cache', () => {
  it('comes to the same bytes without a cache, with a cold one and with a warm one', async () => {
    for (const words of [
      [],
      ['--set', 'strict', '-v'],
      ['--k8s', '1.36..1.37', '--strict'],
      ['--within', 'given.yaml', '--within', 'in', '-v'],
    ]) {
      for (const format of FORMATS) {
        const plain = await kubeplan(['lint', 'in', ...words, '-o', format]);
        expect(await lint([...words, '-o', format])).toEqual(plain);
        expect(await lint([...words, '-o', format])).toEqual(plain);
        expect(plain.status).toBe(1);
      }
    }
    // A format is no other run.
    expect(runs()).toHaveLength(4);
    expect(read('cache.json')).not.toContain('hunter2');
  });

  it('tells what is kept, and looks no more', async () => {
    const { out } = await lint();
    const kept = JSON.stringify(runs()).replaceAll('unknown field', 'remembered field');
    const sum = createHash('sha256').update(kept).digest('base64url');
    file('cache.json', `{"format":"kubeplan.cache/1","sum":"${sum}","runs":${kept}}`);
    expect((await lint()).out).toBe(out.replaceAll('unknown field', 'remembered field'));
  });

  it.each<[string, () => void, string[]]>([
    ['a file', () => file('in/web.yaml', deployment('web').replace('replicas', 'replcas')), []],
    ['one more file', () => file('in/more.yaml', BAD.replace('name: bad', 'name: more')), []],
    ['one file less', () => rmSync(join(folder, 'in/bad.yaml')), []],
    ['an option', () => {}, ['--set', 'strict']],
    ['the version', () => {}, ['--k8s', '1.30']],
    ['a feature gate', () => {}, ['--feature-gates', 'MemoryQoS=true']],
    ['the configuration', () => file('in/.kubeplan.yaml', 'rules: {schema/unknown-field: "off"}\n'), []],
  ])('looks again where %s is another', async (_, change, words) => {
    await lint();
    change();
    expect(await lint(words)).toEqual(await kubeplan(['lint', 'in', ...words]));
    expect(runs()).toHaveLength(2);
  });

  it.each(['--within', '--crd', '--policy', '--cluster'])(
    'looks again where a file of %s is another',
    async (option) => {
      file('given.yaml', configMap('given'));
      const words = [option, 'given.yaml'];
      await lint(words);
      file('given.yaml', configMap('given', 'a: c'));
      await lint(words);
      expect(runs()).toHaveLength(2);
      expect(await lint(words)).toEqual(await kubeplan(['lint', 'in', ...words]));
      expect(runs()).toHaveLength(2);
    },
  );

  it('looks again where a path is there by now that something hung on', async () => {
    file('in/sub/kustomization.yaml', 'resources: [../web.yaml, ../../late.yaml]\n');
    for (const _ of ['cold', 'warm']) {
      expect((await lint()).out).toContain('there is no ../../late.yaml');
      expect(runs()).toHaveLength(1);
    }
    file('late.yaml', configMap('late'));
    expect((await lint()).out).not.toContain('late.yaml');
    rmSync(join(folder, 'late.yaml'));
    expect((await lint()).out).toContain('there is no ../../late.yaml');
    const argv = ['lint', 'in/web.yaml', '--cache=cache.json'];
    await kubeplan(argv);
    file('in/kustomization.yaml', 'patches: [{path: web.yaml}]\n');
    expect(await kubeplan(argv)).toEqual(await kubeplan(['lint', 'in/web.yaml']));
  });

  it.each([
    '',
    'null',
    '{"format":"kubeplan.cache/0","runs":[]}',
    '{"format":"kubeplan.cache/1","sum":"x","runs":[{}]}',
  ])('passes over %j, and writes it anew', async (text) => {
    file('cache.json', text);
    expect(await lint()).toEqual(await kubeplan(['lint', 'in']));
    expect(runs()).toHaveLength(1);
  });

  it('keeps the last runs, in one file', async () => {
    for (let at = 0; at < 18; at++) {
      file('in/bad.yaml', configMap('a', `a: "${at}"`));
      await lint();
    }
    expect(runs()).toHaveLength(16);
    expect(list('.').filter((name) => name.startsWith('cache.json'))).toEqual(['cache.json']);
    file('in/bad.yaml', configMap('a', 'a: "17"'));
    const before = read('cache.json');
    await lint();
    expect(read('cache.json')).toBe(before);
  });

  it("is the user's own where none is named, and the next word is a path", async () => {
    const env = { XDG_CACHE_HOME: join(folder, 'own') };
    const plain = await kubeplan(['lint', 'in/bad.yaml']);
    expect(await kubeplan(['lint', '--cache', 'in/bad.yaml'], { env })).toEqual(plain);
    expect(runs('own/kubeplan/lint.json')).toHaveLength(1);
    await kubeplan(['lint', '--cache', 'in/bad.yaml'], { env: { HOME: join(folder, 'home') } });
    expect(runs('home/.cache/kubeplan/lint.json')).toHaveLength(1);
  });

  it('keeps nothing of what follows from more than texts', async () => {
    file('known.json', '{"format":"kubeplan.baseline/1","findings":[]}');
    await lint(['--baseline', 'known.json']);
    await lint(['-o', 'blob=blob.json']);
    file('chart/Chart.yaml', 'apiVersion: v2\nname: chart\nversion: 1.0.0\n');
    await kubeplan(['lint', 'chart', '--cache=cache.json']);
    expect(existsSync(join(folder, 'cache.json'))).toBe(false);
  });

  it('says where it cannot be written, and that it goes with no change of files', async () => {
    file('no-folder', '');
    expect(await kubeplan(['lint', 'in', '--cache=no-folder/cache.json'])).toMatchObject({
      status: 2,
      err: expect.stringMatching(/^kubeplan: --cache: no-folder\/cache\.json cannot be written: E\w+\n/),
    });
    expect(await kubeplan(['lint', 'in', '--within', '.', '--cache=in/cache.json'])).toEqual({
      status: 2,
      out: '',
      err: 'kubeplan: --cache: in/cache.json would be read as a manifest itself\nA name such as .kubeplan-cache is none of a manifest.\n',
    });
    expect((await kubeplan(['lint', 'in', '--cache=in/.cache'])).status).toBe(1);
    for (const option of ['--fix', '--fix-dry-run', '--watch']) {
      expect((await lint([option])).err).toMatch(/^kubeplan: --\S+ and --\S+ exclude each other\n/);
    }
  });

  it('is the same for files that say the same twice', async () => {
    file('in/twice.yaml', documents(BAD, BAD));
    expect(await lint()).toEqual(await lint());
  });
});
