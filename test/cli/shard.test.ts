import { describe, expect, it } from 'vitest';
import { shardOfName } from '../../src/api/shard.js';
import { ROOT } from './built.js';
import { configMap, deployment, run, workbench } from './workbench.js';

const { file, folder, read, kubeplan } = workbench();

const LINT_FORMATS = [
  ...['text', 'compact', 'json', 'sarif', 'junit', 'github', 'gitlab', 'checkstyle', 'rdjson', 'markdown'],
];
const TEST_FORMATS = ['text', 'json', 'markdown', 'junit'];

let runs = 0;

/** The words that write every format into a file of its own. */
const into = (at: string, formats: readonly string[]) =>
  formats.flatMap((format) => ['-o', `${format}=${at}.${format}`]);

/** Runs a command whole and in so many shards, merges those: the exit statuses and what of the bytes differs. */
async function inShards(argv: readonly string[], count: number, formats: readonly string[], cwd: string) {
  runs += 1;
  const at = `${folder}/run-${runs}`;
  const whole = await run(cwd, [...argv, ...into(`${at}-whole`, formats)]);
  const shards = [];
  for (let index = 1; index <= count; index++) {
    shards.push(await run(cwd, [...argv, '--shard', `${index}/${count}`, '-o', `blob=${at}-${index}.json`]));
  }
  // In whatever order they are named.
  const blobs = shards.map((_, index) => `${at}-${index + 1}.json`).reverse();
  const merged = await run(cwd, ['merge', ...blobs, ...into(`${at}-merged`, formats)]);
  const texts = (which: string) => formats.map((format) => read(`run-${runs}-${which}.${format}`));
  const differing = formats.filter((_, index) => texts('whole')[index] !== texts('merged')[index]);
  return {
    whole,
    merged,
    shards,
    differing,
    blobs: blobs.map((name) => read(name.slice(folder.length + 1))),
  };
}

/** What each of so many shards says. */
async function eachShard(argv: readonly string[], count: number) {
  const said = [];
  for (let index = 1; index <= count; index++) {
    said.push(await kubeplan([...argv, '--shard', `${index}/${count}`]));
  }
  return said;
}

describe('a unit', () => {
  it('falls to the part that the SHA-256 of its name says, and to no other', () => {
    expect(['deploy/web.yaml', 'a.yaml', 'é.yaml'].map((name) => shardOfName(name, 5))).toEqual([1, 2, 1]);
    const parts = Array.from({ length: 1000 }, (_, at) => shardOfName(`apps/${at}.yaml`, 4));
    for (const part of [1, 2, 3, 4]) {
      expect(parts.filter((one) => one === part).length).toBeGreaterThan(200);
    }
  });
});

describe('kubeplan lint in shards', () => {
  it.each([
    ['with every rule', 3, ['--set', 'strict', 'fixtures/report', 'fixtures/demo']],
    ['for several versions', 2, ['--k8s', '1.30,1.37', 'fixtures/report', 'fixtures/lint/kinds.yaml']],
    ['of more parts than files', 7, ['fixtures/lint/kinds.yaml', 'fixtures/lint/five-mistakes.yaml']],
    ['as what a path is missing of', 2, ['fixtures/lint/kinds.yaml', 'nowhere.yaml']],
    ['with strict and verbose', 2, ['--strict', '-v', 'fixtures/report']],
    ['told as no failure', 2, ['--report-only', 'fixtures/report']],
  ])('comes to the bytes of the whole run in every format, %s', async (_, count, argv) => {
    const { whole, merged, differing } = await inShards(
      ['lint', '--no-config', ...argv],
      count,
      LINT_FORMATS,
      ROOT,
    );
    expect(differing).toEqual([]);
    expect(merged.status).toBe(whole.status);
  });

  it('holds findings against a baseline as the whole run does', async () => {
    const bad = 'kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\ndta: {}\n';
    for (const name of ['a', 'b', 'c', 'd']) file(`same/${name}.yaml`, bad);
    file('same/e.yaml', configMap('e', 'a: b\ndta: {}'));
    file('same/f.yaml', bad.replace('name: a', 'name: f').replace('dta', 'dtaa'));
    file('same/config.yaml', 'apiVersion: v1\nkind: Config\nclusters: []\n');
    await kubeplan(['lint', 'same/a.yaml', 'same/f.yaml', '--baseline', 'known.json', '--write-baseline']);
    // What is mended is gone, and is told by one shard.
    file('same/f.yaml', configMap('f'));
    const argv = ['lint', 'same', '--baseline', 'known.json'];
    const { whole, merged, differing } = await inShards(argv, 3, LINT_FORMATS, folder);
    expect([differing, merged.status, whole.status]).toEqual([[], 1, 1]);
    for (const said of ['in the baseline and gone: 1 finding', 'left out: Config (same/config.yaml:1)']) {
      expect(whole.out + (await kubeplan(argv)).out).toContain(said);
      expect((await eachShard(argv, 3)).filter(({ out }) => out.includes(said))).toHaveLength(1);
    }
  });

  it('tells what it is a part of, and of no files that nothing is wrong', async () => {
    file('two/a.yaml', deployment('a'));
    file('two/b.yaml', 'kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\ndta: {}\n');
    const said = await eachShard(['lint', 'two'], 5);
    const last = said.map(({ out }) => out.trimEnd().split('\n').at(-1));
    expect(last).toEqual([
      '0 of 2 files (shard 1/5), 0 objects, Kubernetes 1.37: nothing to look at.',
      expect.stringMatching(/ of 2 files \(shard 2\/5\), /),
      expect.stringMatching(/ of 2 files \(shard 3\/5\), /),
      expect.stringMatching(/ of 2 files \(shard 4\/5\), /),
      expect.stringMatching(/ of 2 files \(shard 5\/5\), /),
    ]);
    expect(said.map(({ status }) => status).sort()).toEqual([0, 0, 0, 0, 1]);
    const { out } = await kubeplan(['lint', 'two', '--shard', '1/5', '-o', 'json']);
    expect(JSON.parse(out)).toMatchObject({ shard: { index: 1, count: 5, files: 2 }, summary: { files: 0 } });
  });

  it('sees in a reference what stands in the file of another shard', async () => {
    const uses = deployment('web').replace(
      'image: web:1',
      'image: web:1\n          envFrom: [{configMapRef: {name: settings}}]',
    );
    file('refers/web.yaml', uses);
    file('refers/settings.yaml', configMap('settings'));
    for (const index of [1, 2, 3]) {
      const { status, out } = await kubeplan(['lint', 'refers', '--closed-world', '--shard', `${index}/3`]);
      expect([status, out]).toEqual([0, expect.not.stringContaining('settings')]);
    }
  });

  it('keeps no secret in a blob', async () => {
    const text =
      'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData:\n  b: |\n    line-of-key\n  password: hunter2-é\nbogus: 1\n';
    file('secret/s.yaml', text);
    const { differing, blobs } = await inShards(['lint', 'secret'], 2, LINT_FORMATS, folder);
    expect(differing).toEqual([]);
    for (const blob of blobs) expect(blob).not.toMatch(/hunter2|line-of-key/);
    expect(blobs.some((blob) => blob.includes('password: ********¤'))).toBe(true);
  });

  it('keeps lines as they are counted, however they end', async () => {
    file(
      'ends/a.yaml',
      '\ufeff# é\r\nkind: ConfigMap\r\napiVersion: v1\r\nmetadata: {name: a}\r\n\r\n# 🔒\r\n"dta": {}\r\n',
    );
    file('ends/b.yaml', '\r\r\rkind: ConfigMap\rapiVersion: v1\rmetadata: {name: a}\rdta: {}');
    file('ends/c.yaml', 'kind: ConfigMap\napiVersion: v1\nmetadata:\n  name: [\n');
    const { differing } = await inShards(['lint', 'ends'], 2, LINT_FORMATS, folder);
    expect(differing).toEqual([]);
  });
});

const SCENARIO = 'apiVersion: kubeplan.dev/v1\nkind: Scenario\n';
for (const [name, available] of Object.entries({ first: 2, second: 3, third: 2, fourth: 2 })) {
  file(
    `scenarios/${name}.yaml`,
    `${SCENARIO}metadata: {name: ${name}}\nspec:\n  steps: [{apply: [../web.yaml]}]\n  finally: [{available: {deployment/web: ${available}}}]\n`,
  );
}
file('web.yaml', deployment('web', { replicas: 2 }));

describe('kubeplan test in shards', () => {
  it.each([1, 2, 3, 6])('comes to the bytes of the whole run in every format, in %i', async (count) => {
    const { whole, merged, shards, differing } = await inShards(
      ['test', 'scenarios'],
      count,
      TEST_FORMATS,
      folder,
    );
    expect([differing, merged.status, whole.status]).toEqual([[], 1, 1]);
    expect(Math.max(...shards.map(({ status }) => status))).toBe(1);
  });

  it('plays the scenarios of its part, and says so', async () => {
    const all = await eachShard(['test', 'scenarios'], 3);
    const said = all.map(({ out }) => out).join('');
    for (const name of ['first', 'second', 'third', 'fourth'])
      expect(said.split(`✓ ${name}`).length + said.split(`✗ ${name}`).length).toBe(3);
    for (const [at, { out }] of all.entries()) expect(out).toContain(` of 4 scenarios (shard ${at + 1}/3)`);
    for (const format of ['json', 'markdown']) {
      const { out } = await kubeplan(['test', 'scenarios', '--shard', '2/3', '-o', format]);
      expect(out).toContain(format === 'json' ? '"scenarios": 4' : 'of 4 scenarios (shard 2/3)');
    }
  });
});

describe('--shard', () => {
  it.each([
    ['4/3', 'The parts are 1/3 to 3/3.'],
    ['0/3', 'The parts are 1/3 to 3/3.'],
    ['2/1', 'Of 1 part there is 1/1 alone.'],
    ['a/b', 'Write which of how many: 2/4.'],
    ['1/0', 'Write which of how many: 2/4.'],
    ['3', 'Write which of how many: 2/4.'],
  ])('cannot be %s', async (text, why) => {
    for (const command of ['lint', 'test']) {
      expect(await kubeplan([command, 'scenarios', '--shard', text])).toMatchObject({
        status: 2,
        err: expect.stringContaining(`kubeplan: --shard cannot be ${text}. ${why}\n`),
      });
    }
  });

  it.each([
    ['/3', { JOB_COMPLETION_INDEX: '1' }, '(shard 2/3)'],
    ['/3', { CI_NODE_INDEX: '3' }, '(shard 3/3)'],
    ['/3', { CI_NODE_INDEX: '3', CI_NODE_TOTAL: '3' }, '(shard 3/3)'],
    ['auto', { CI_NODE_INDEX: '2', CI_NODE_TOTAL: '5' }, '(shard 2/5)'],
    ['1/3', { JOB_COMPLETION_INDEX: '1', CI_NODE_INDEX: 'x' }, '(shard 1/3)'],
    [
      '/3',
      {},
      'kubeplan: --shard /3 goes by JOB_COMPLETION_INDEX or CI_NODE_INDEX, and the environment does not say so\n',
    ],
    [
      'auto',
      { CI_NODE_INDEX: '2' },
      'kubeplan: --shard auto goes by CI_NODE_INDEX and CI_NODE_TOTAL, and the environment does not say so\n',
    ],
    [
      '/3',
      { JOB_COMPLETION_INDEX: '3' },
      'kubeplan: --shard /3: JOB_COMPLETION_INDEX is 3, counted from 0, and there are 3 parts\n',
    ],
    [
      'auto',
      { CI_NODE_INDEX: '3', CI_NODE_TOTAL: '2' },
      'kubeplan: --shard auto: CI_NODE_INDEX is 3, and there are 2 parts\n',
    ],
    ['/3', { CI_NODE_INDEX: '3', CI_NODE_TOTAL: '4' }, 'kubeplan: --shard /3: CI_NODE_TOTAL is 4\n'],
    [
      '/3',
      { JOB_COMPLETION_INDEX: 'x' },
      "kubeplan: --shard: JOB_COMPLETION_INDEX is 'x', which is no number from 0 on\n",
    ],
  ] as [string, Record<string, string>, string][])(
    '%s goes by the environment %o',
    async (text, env, said) => {
      const { status, out, err } = await kubeplan(['lint', 'web.yaml', '--shard', text], { env });
      expect(out + err).toContain(said);
      expect(status).toBe(said.startsWith('kubeplan') ? 2 : 0);
    },
  );

  it('is no environment that was not asked for', async () => {
    const { out } = await kubeplan(['lint', 'web.yaml'], { env: { CI_NODE_INDEX: '2', CI_NODE_TOTAL: '5' } });
    expect(out).toContain('1 file, 1 object');
  });

  it.each(['--fix', '--fix-dry-run'])('a blob and %s exclude each other', async (option) => {
    expect(await kubeplan(['lint', 'web.yaml', option, '-o', 'blob'])).toMatchObject({
      status: 2,
      err: expect.stringContaining(`--format blob and ${option} exclude each other`),
    });
  });
});

describe('kubeplan merge', () => {
  const blob = async (name: string, argv: string[]) => {
    await kubeplan([...argv, '-o', `blob=${name}`]);
    return name;
  };

  it('tells a run that was not parted, quietly where asked', async () => {
    await blob('one.json', ['lint', 'web.yaml']);
    expect(await kubeplan(['merge', 'one.json'])).toEqual(await kubeplan(['lint', 'web.yaml']));
    expect(await kubeplan(['merge', 'one.json', '-q'])).toEqual({ status: 0, out: '', err: '' });
    await blob('test.json', ['test', 'scenarios', '--filter', 'first']);
    expect(await kubeplan(['merge', 'test.json', '-q'])).toEqual({ status: 0, out: '', err: '' });
    const { out } = await kubeplan(['lint', 'web.yaml', '-o', 'blob']);
    expect(out).toBe(read('one.json'));
    expect((await kubeplan(['test', 'scenarios', '--filter', 'first', '-o', 'blob'])).out).toBe(
      read('test.json'),
    );
  });

  it('refuses what is not one whole run, and names what is wrong', async () => {
    const part = (name: string, shard: string, ...more: string[]) =>
      blob(name, ['lint', 'two', 'web.yaml', '--shard', shard, ...more]);
    const [a, b, c] = [await part('a.json', '1/3'), await part('b.json', '2/3'), await part('c.json', '3/3')];
    const again = await part('again.json', '2/3');
    const ofTwo = await part('of-two.json', '2/2');
    const strict = await part('strict.json', '3/3', '--set', 'strict', '--closed-world');
    const test = await blob('d.json', ['test', 'scenarios', '--shard', '3/3']);
    const older = file('older.json', read(c).replace(/"kubeplan": "[^"]*"/, '"kubeplan": "0.0.1"'));
    const changed = file('changed.json', read(c).replace('"files": 3', '"files": 4'));
    const cut = file('cut.json', read(c).slice(0, 100));
    const many = await part('many.json', '1/9');
    const refused = async (...blobs: string[]) => {
      const { status, out, err } = await kubeplan(['merge', ...blobs]);
      expect([status, out]).toEqual([2, '']);
      return err.split('\n')[0];
    };
    expect(await refused(a, c)).toBe('kubeplan: shard 2/3 is missing');
    expect(await refused(a)).toBe('kubeplan: shards 2/3 and 3/3 are missing');
    expect(await refused(many)).toBe('kubeplan: shards 2/9, 3/9, 4/9, 5/9, 6/9 and 3 more are missing');
    expect(await refused(a, b, c, again)).toBe('kubeplan: shard 2/3 is there twice: b.json and again.json');
    expect(await refused(a, ofTwo)).toBe(
      'kubeplan: of-two.json and a.json are of different runs: shard 2/2 and shard 1/3',
    );
    expect(await refused(a, b, strict)).toBe(
      'kubeplan: strict.json and a.json are of different runs: they differ in --closed-world and --set',
    );
    expect(await refused(a, b, test)).toBe(
      'kubeplan: d.json and a.json are of different runs: kubeplan test and kubeplan lint',
    );
    expect(await refused(a, b, older)).toMatch(
      /^kubeplan: older\.json was written by kubeplan 0\.0\.1 \(kubeplan\.blob\/1\), and this is /,
    );
    expect(await refused(a, b, changed)).toBe('kubeplan: changed.json was changed since kubeplan wrote it');
    expect(await refused(a, b, cut)).toBe('kubeplan: cut.json is no blob of kubeplan: it is not JSON');
    expect(await refused(a, b, 'web.yaml')).toBe('kubeplan: web.yaml is no blob of kubeplan: it is not JSON');
    expect(await refused(a, b, file('other.json', '{"format":"kubeplan.lint/1"}'))).toBe(
      'kubeplan: other.json is no blob of kubeplan',
    );
    expect(await refused(a, b, 'gone.json')).toBe('kubeplan: gone.json cannot be read: ENOENT');
    expect(await refused()).toBe('kubeplan: nothing to merge: name the blobs of all shards');
    file('two/b.yaml', configMap('b'));
    expect(await refused(a, b, await part('later.json', '3/3'))).toBe(
      'kubeplan: later.json and a.json are of different runs: the files that they read are not the same',
    );
    const other = await blob('paths.json', [
      'lint',
      'web.yaml',
      '--config',
      file('cfg.yaml', 'kubernetes: "1.30"\n'),
      '--shard',
      '3/3',
    ]);
    expect(await refused(a, b, other)).toBe(
      'kubeplan: paths.json and a.json are of different runs: they differ in the configuration, --k8s and the paths',
    );
  });

  it('has of kubeplan test no more formats than that has', async () => {
    await blob('test.json', ['test', 'scenarios', '--filter', 'first']);
    expect((await kubeplan(['merge', 'test.json', '-o', 'sarif'])).err).toBe(
      'kubeplan: these blobs are of kubeplan test, which has no format sarif: it has text, json, markdown and junit\n',
    );
  });
});
