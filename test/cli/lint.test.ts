import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt, kubeplan, kubeplanCutShort, ROOT } from './built.js';

const GOOD = `apiVersion: v1
kind: ConfigMap
metadata:
  name: web
data:
  LOG_LEVEL: info
`;
const BAD = GOOD.replace('\ndata:', '\ndta:');
const DEPRECATED = `apiVersion: v1
kind: Endpoints
metadata:
  name: db
`;
const SHOP = 'apiVersion: example.com/v1\nkind: Shop\nmetadata:\n  name: corner\n';

const folder = mkdtempSync(join(tmpdir(), 'kubeplan-lint-'));

function put(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

const lint = (args: string[], options: { input?: string; env?: NodeJS.ProcessEnv } = {}) =>
  kubeplan(['lint', ...args], { cwd: folder, ...options });

beforeAll(async () => {
  put({
    'good.yaml': GOOD,
    'bad.yaml': BAD,
    'deprecated.yaml': DEPRECATED,
    'shop.yaml': SHOP,
    'values.yaml': 'replicaCount: 3\n',
    'empty.yaml': '# nothing yet\n',
    'all/good.yaml': GOOD,
    'all/bad.yaml': BAD,
  });
  await ensureBuilt();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('exit status', () => {
  it.each([
    [0, 'nothing wrong', ['good.yaml']],
    [1, 'an error', ['bad.yaml']],
    [1, 'an error among good files', ['all']],
    [0, 'a warning', ['deprecated.yaml']],
    [1, 'a warning under --strict', ['--strict', 'deprecated.yaml']],
    [1, 'more warnings than allowed', ['--max-warnings', '0', 'deprecated.yaml']],
    [0, 'as many warnings as allowed', ['--max-warnings', '1', 'deprecated.yaml']],
    [0, 'a custom resource without its definition', ['shop.yaml']],
    [1, 'the same under --strict-kinds', ['--strict-kinds', 'shop.yaml']],
    [1, 'a file without an object', ['values.yaml']],
    [0, 'the same when it is to be skipped', ['--skip-non-kubernetes', 'values.yaml']],
    [1, 'an empty file', ['empty.yaml']],
    [2, 'no path', []],
    [2, 'an unknown option', ['--strct', 'good.yaml']],
    [2, 'an unknown format', ['--format', 'xml', 'good.yaml']],
    [2, 'two formats for standard output', ['--format', 'json', '--format', 'text', 'good.yaml']],
    [2, 'an unknown Kubernetes', ['--k8s', '1.99', 'good.yaml']],
    [2, 'a definition file that is not there', ['good.yaml', '--crd', 'gone.yaml']],
    [2, 'an output that cannot be written', ['--format', 'json=good.yaml/x.json', 'good.yaml']],
    [2, 'options that exclude each other', ['--strict-kinds', '--ignore-unknown-kinds', 'good.yaml']],
  ])('%i: %s', (status, _what, args) => {
    const ran = lint(args);
    expect(ran.status).toBe(status);
    expect(ran.stdout + ran.stderr).not.toMatch(/^\s+at /m);
    if (status === 2) expect(ran).toMatchObject({ stdout: '', stderr: expect.stringMatching(/^kubeplan: /) });
    else expect(ran.stderr).toBe('');
  });

  it('2 for an unknown command, with the one that was meant', () => {
    expect(kubeplan(['lnit'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('unknown command lnit, did you mean lint?'),
    });
  });
});

describe('help', () => {
  it('lists the commands, and the options of one', () => {
    expect(kubeplan(['--help'])).toMatchObject({ status: 0, stdout: expect.stringContaining('lint') });
    expect(kubeplan(['help', 'lint'])).toMatchObject({ status: 0, stdout: expect.stringContaining('--k8s') });
    expect(kubeplan([])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('Commands:'),
    });
    expect(kubeplan(['--version']).stdout).toMatch(/^kubeplan \d+\.\d+\.\d+\n$/);
  });

  it('names the Kubernetes versions that there are, and options that were meant', () => {
    expect(lint(['--k8s', '2', 'good.yaml']).stderr).toContain('1.28, 1.29');
    expect(lint(['--fromat', 'json', 'good.yaml']).stderr).toContain('did you mean --format?');
    expect(lint(['--format', 'jsn', 'good.yaml']).stderr).toContain('Did you mean json?');
  });
});

describe('text', () => {
  it('is one line when all is well, none when asked to be quiet', () => {
    expect(lint(['good.yaml']).stdout).toBe('1 file, 1 object, Kubernetes 1.37: nothing wrong.\n');
    expect(lint(['--quiet', 'good.yaml'])).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(lint(['--quiet', 'good.yaml', 'shop.yaml']).stdout).toBe('');
    expect(lint(['--quiet', 'bad.yaml']).stdout).toContain('unknown field "dta"');
  });

  it('says where, what, and what next', () => {
    expect(lint(['bad.yaml']).stdout).toBe(`bad.yaml
  5:1  error  unknown field "dta"  schema/unknown-field  fixable
       3 | metadata:
       4 |   name: web
       5 | dta:
         | ^^^ did you mean data?

1 file, 1 object, Kubernetes 1.37: 1 error.  kubeplan lint --fix mends it.
`);
  });

  it('is coloured only when asked for', () => {
    expect(lint(['bad.yaml']).stdout).not.toContain('\x1b');
    const forced = lint(['bad.yaml'], { env: { FORCE_COLOR: '1' } }).stdout;
    expect(forced).toContain('\x1b[31m');
    expect(forced.replace(/\x1b\[\d+m/g, '')).toBe(lint(['bad.yaml']).stdout);
  });

  it('reads standard input', () => {
    expect(lint(['-'], { input: BAD }).stdout).toMatch(/^standard input\n {2}5:1 {2}error/);
    expect(lint(['-'], { input: GOOD }).status).toBe(0);
    expect(lint(['-'], { input: '' }).status).toBe(1);
  });

  it('answers for the Kubernetes asked for', () => {
    const old = GOOD.replace('v1\n', 'flowcontrol.apiserver.k8s.io/v1beta2\n')
      .replace('ConfigMap', 'FlowSchema')
      .replace(/data:[\s\S]*/, 'spec:\n  priorityLevelConfiguration: {name: exempt}\n');
    expect(lint(['--k8s', 'v1.28.3', '-'], { input: old }).stdout).not.toContain('api/removed');
    expect(lint(['--k8s', '1.29', '-'], { input: old }).stdout).toContain('api/removed');
  });

  it('answers for the Kubernetes of a dump, on standard input too', () => {
    const input =
      'apiVersion: v1\nkind: Node\nmetadata: {name: a}\nstatus: {nodeInfo: {kubeletVersion: v1.34.1}}\n';
    const { stdout, stderr } = lint(['good.yaml', '--cluster', '-'], { input });
    expect(stdout).toBe('1 file, 1 object, Kubernetes 1.34: nothing wrong.\n');
    expect(stderr).toBe(
      'kubeplan: Kubernetes 1.34 is answered for: the nodes of standard input run v1.34.1\n',
    );
  });
});

describe('--config', () => {
  it('is checked by what the build compiled', () => {
    const config = join(folder, 'own.yaml');
    writeFileSync(config, 'set: recommended\noverrides: [{kinds: [Job], rules: {images/latest-tag: off}}]\n');
    expect(lint(['--config', config, 'good.yaml']).status).toBe(0);
    writeFileSync(config, 'overrides: [{kind: [Job], rules: {}}]\n');
    expect(lint(['--config', config, 'good.yaml'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('own.yaml:1:14: unknown field "kind", did you mean kinds?'),
    });
  });
});

describe('--format github', () => {
  it('fills the summary of the step', () => {
    const summary = join(folder, 'summary.md');
    writeFileSync(summary, 'before\n');
    const ran = kubeplan(['lint', '--format', 'github', join(folder, 'bad.yaml')], {
      env: { GITHUB_STEP_SUMMARY: summary },
    });
    expect(ran.stdout).toMatch(/^::error /);
    expect(readFileSync(summary, 'utf8')).toMatch(/^before\n<!-- kubeplan -->\n\*\*kubeplan\*\* · /);
  });
});

describe('a path that leads nowhere', () => {
  it.each([['gone.yaml'], ['*.yamll']])('%s ends with 2, and the others are checked', (path) => {
    const ran = lint([path, 'bad.yaml']);
    expect(ran).toMatchObject({ status: 2, stderr: '' });
    expect(ran.stdout).toContain('input/not-found');
    expect(ran.stdout).toContain('bad.yaml');
  });
});

describe('several outputs', () => {
  it('go to files and to standard output at once', () => {
    mkdirSync(join(folder, 'out'));
    const ran = lint([
      '--format',
      'json=out/lint.json',
      '--format',
      'github=out/lint.txt',
      '--format',
      'text',
      'bad.yaml',
    ]);
    expect(ran.stdout).toContain('1 error');
    const json = JSON.parse(readFileSync(join(folder, 'out/lint.json'), 'utf8'));
    expect(json).toMatchObject({
      format: 'kubeplan.lint/1',
      kubernetes: '1.37',
      summary: { files: 1, objects: 1, errors: 1, warnings: 0, infos: 0, fixable: 1 },
      findings: [
        {
          rule: 'schema/unknown-field',
          location: { file: 'bad.yaml', line: 5, column: 1, endLine: 5, endColumn: 4 },
          object: { apiVersion: 'v1', kind: 'ConfigMap', name: 'web' },
        },
      ],
    });
    expect(readFileSync(join(folder, 'out/lint.txt'), 'utf8')).toMatch(
      /^::error file=bad\.yaml,line=5,col=1,/,
    );
  });

  it('leave standard output alone when all have a file', () => {
    expect(lint(['--format', 'json=out/only.json', 'bad.yaml'])).toEqual({
      status: 1,
      stdout: '',
      stderr: '',
    });
  });
});

describe('--fix', () => {
  it('mends the files and says what is left', () => {
    put({ 'fix/a.yaml': `${BAD}---\n${GOOD.replace('web', 'Web_')}` });
    const ran = lint(['--fix', 'fix']);
    expect(readFileSync(join(folder, 'fix/a.yaml'), 'utf8')).toContain('\ndata:\n');
    expect(ran.stdout).toMatch(/^1 finding mended\.\n/);
    expect(ran.stdout).not.toContain('schema/unknown-field');
    expect(lint(['--fix', 'all/good.yaml']).stdout).toBe(
      '1 file, 1 object, Kubernetes 1.37: nothing wrong.\n',
    );
  });
});

describe('the pre-commit hook', () => {
  // The command that .pre-commit-hooks.yaml runs, with the files of a commit behind it.
  const hook = readFileSync(join(ROOT, '.pre-commit-hooks.yaml'), 'utf8');
  const [, ...args] = /^ {2}entry: (.*)$/m.exec(hook)?.[1]?.split(' ') ?? [];
  const run = (files: string[]) => kubeplan([...args, ...files], { cwd: join(folder, 'commit') });

  it('says nothing when all is well, whatever else is in the commit', () => {
    put({
      'commit/.github/workflows/ci.yml': 'on: push\njobs: {}\n',
      'commit/package.json': '{"name": "x"}\n',
      'commit/none.yaml': '',
      'commit/good.yaml': GOOD,
      'commit/values.yaml': 'replicaCount: 3\n',
    });
    put({ 'commit/chart/templates/web.yaml': GOOD.replace('name: web', 'name: {{ .Release.Name }}') });
    const files = [
      '.github/workflows/ci.yml',
      'package.json',
      'none.yaml',
      'values.yaml',
      'chart/templates/web.yaml',
    ];
    expect(run(['good.yaml', ...files])).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(run(files)).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('fails for a manifest that is wrong', () => {
    put({ 'commit/bad.yaml': BAD });
    expect(run(['values.yaml', 'good.yaml', 'bad.yaml'])).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('schema/unknown-field'),
    });
  });

  it('says the same of many files in batches, whose files refer to each other', () => {
    const settings =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: shop}\ndata: {a: b}\n';
    const reader = (name: string, key: string) =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop}\nspec:\n  containers:\n    - {name: a, image: "a:1", env: [{name: A, valueFrom: {configMapKeyRef: {name: settings, key: ${key}}}}]}\n`;
    put({
      'commit/batches/a.yaml': reader('a', 'a'),
      'commit/batches/b.yaml': reader('b', 'gone'),
      'commit/batches/c.yaml': settings,
      'commit/batches/d.yaml': BAD,
    });
    const told = (names: string[]) =>
      run([...names.map((name) => `batches/${name}.yaml`), '--format', 'compact']).stdout.match(
        /^batches.*$/gm,
      );
    const [key, field] = [/^batches\/b\.yaml:.*references\/missing-key/, /^batches\/d\.yaml:.*unknown-field/];
    expect(told(['a', 'b', 'd'])).toEqual([expect.stringMatching(key), expect.stringMatching(field)]);
    expect(told(['a', 'b'])).toEqual([expect.stringMatching(key)]);
    // What a file breaks in another one is told of both.
    expect(told(['c'])).toEqual([expect.stringMatching(key)]);
    expect(told(['d'])).toEqual([expect.stringMatching(field)]);
    expect(told(['a'])).toBeNull();
  });
});

it('survives a reader that goes away', async () => {
  put({ 'many.yaml': Array.from({ length: 3000 }, () => BAD).join('---\n') });
  expect(await kubeplanCutShort(['lint', 'many.yaml'], folder)).toEqual({ status: 1, stderr: '' });
});
