import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findConfig, nestedConfigs } from '../../src/config/find.js';
import { run, workbench } from '../cli/workbench.js';

const { file, folder, kubeplan } = workbench();

const LATEST = 'images/latest-tag';
const SINGLE = 'reliability/single-replica';
const web = (name: string, more = '') => `${more}apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop}
spec:
  replicas: 3
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: web, image: web}]}
`;

let count = 0;
/** A repository of its own; what lint says in it, a line a finding, and on standard error. */
function repository(files: Record<string, string>) {
  const name = `repository-${++count}`;
  file(`${name}/.git/HEAD`, '');
  for (const [path, text] of Object.entries(files)) file(`${name}/${path}`, text);
  return {
    name,
    lint: async (paths: string[], options: string[] = []) => {
      const at = paths.map((path) => `${name}/${path}`);
      const { out, err, status } = await kubeplan(['lint', ...at, '--format', 'compact', ...options]);
      const lines = out.split('\n').flatMap((line) => {
        const [, path, severity, rule] = /^(\S+?):\d+:\d+: (\w+): .* \[(\S+)\]$/.exec(line) ?? [];
        return path === undefined ? [] : [`${severity} ${rule} ${path.replace(`${name}/`, '')}`];
      });
      return { lines, err: err.replaceAll(`${name}/`, ''), status };
    },
  };
}

describe('a configuration below', () => {
  it('decides for the files below it, however they are asked for', async () => {
    const { lint } = repository({
      '.kubeplan.yaml': `rules: {${LATEST}: error}\noverrides: [{kinds: [Deployment], rules: {${LATEST}: warning}}]\n`,
      'a/web.yaml': web('a'),
      'b/.kubeplan.yaml': `rules: {${LATEST}: info}\n`,
      'b/web.yaml': web('b'),
      'b/c/.kubeplan.yml': `overrides: [{paths: [off.yaml], rules: {${LATEST}: off}}]\nrules: {${LATEST}: error}\n`,
      'b/c/web.yaml': web('c'),
      'b/c/off.yaml': web('off'),
    });
    const all = [`warning ${LATEST} a/web.yaml`, `error ${LATEST} b/c/web.yaml`, `info ${LATEST} b/web.yaml`];
    const only = ['--only', LATEST];
    expect((await lint([''], only)).lines).toEqual(all);
    expect((await lint(['a/web.yaml', 'b/web.yaml', 'b/c/web.yaml', 'b/c/off.yaml'], only)).lines).toEqual(
      all,
    );
    expect((await lint(['**/*.yaml'], only)).lines).toEqual(all);
    expect((await lint(['b'], only)).lines).toEqual(all.slice(1));
    expect((await lint(['b/c'], only)).lines).toEqual([all[1]]);
    expect((await lint([''], ['--rule', `${LATEST}=info`, ...only])).lines).toEqual(
      ['a/web.yaml', 'b/c/off.yaml', 'b/c/web.yaml', 'b/web.yaml'].map((path) => `info ${LATEST} ${path}`),
    );
  });

  it('has a set of its own, tells rules what it wants, and can keep what is above', async () => {
    const one = (text: string) => web('x', text).replace('replicas: 3', 'replicas: 1');
    const { lint } = repository({
      '.kubeplan.yaml': `set: recommended\nrules: {${SINGLE}: {level: on, minimum: 1}, images/registry: {allowed: [docker.io]}}\n`,
      'a.yaml': one(''),
      'b/.kubeplan.yaml': `rules: {${SINGLE}: {minimum: 4}, objects/required-labels: {keys: [team]}}\n`,
      'b/web.yaml': web('b', `# kubeplan-ignore-file ${LATEST}: pinned elsewhere\n`),
      'c/.kubeplan.yaml': 'extends: [../.kubeplan.yaml]\nrules: {images/registry: {allowed: [ghcr.io]}}\n',
      'c/web.yaml': one('').replace('name: x', 'name: c'),
    });
    const told = async (options: string[] = []) =>
      (await lint([''], options)).lines.filter((line) => /single|latest|registry|required|unused/.test(line));
    expect(await told()).toEqual([
      `warning ${LATEST} a.yaml`,
      'warning objects/required-labels b/web.yaml',
      `warning ${SINGLE} b/web.yaml`,
      'error images/registry c/web.yaml',
      `warning ${LATEST} c/web.yaml`,
    ]);
    expect(await told(['--set', 'default'])).not.toContain(`warning ${LATEST} a.yaml`);
  });

  it('asks for reasons of what is suppressed below it, and not of what is beside it', async () => {
    const ignored = web('x', `# kubeplan-ignore-file ${LATEST}\n`);
    const { lint } = repository({
      '.kubeplan.yaml': `rules: {${LATEST}: on}\n`,
      'a.yaml': ignored.replace('name: x', 'name: a'),
      'b/.kubeplan.yaml': `rules: {${LATEST}: on}\nsuppressions: {requireReason: true}\n`,
      'b/web.yaml': ignored,
      'b/c/.kubeplan.yaml': 'extends: [../.kubeplan.yaml]\nsuppressions: {requireReason: false}\n',
      'b/c/web.yaml': ignored.replace('name: x', 'name: c'),
    });
    const { lines, err } = await lint(['']);
    expect({ lines, err }).toEqual({ lines: ['error suppressions/no-reason b/web.yaml'], err: '' });
    expect((await lint(['b/c'])).lines).toEqual([]);
    expect((await lint(['b'])).lines).toEqual(lines);
  });

  it('adds to what is not read, and is not looked for in that', async () => {
    const { lint } = repository({
      '.kubeplan.yaml': 'exclude: [vendor]\n',
      'a.yaml': web('a'),
      'vendor/x/.kubeplan.yaml': 'rules: {no/such: on}\n',
      'vendor/x/web.yaml': 'a: [',
      'b/.kubeplan.yaml': 'exclude: [templates]\n',
      'b/templates/web.yaml': 'a: [',
      'c/templates/web.yaml': web('c'),
    });
    const { status, err } = await lint([''], ['--verbose']);
    expect(status).toBe(0);
    expect(err.split('\n')).toEqual([
      'kubeplan: configured by .kubeplan.yaml',
      'kubeplan: below b configured by b/.kubeplan.yaml',
      'kubeplan: read a.yaml',
      'kubeplan: read c/templates/web.yaml',
      'kubeplan: not read, excluded: b/templates/web.yaml',
      'kubeplan: not read, excluded: vendor/x/web.yaml',
      '',
    ]);
  });

  it('holds where there is none above, and is checked as any', async () => {
    const { lint } = repository({
      'a/.kubeplan.yaml': `rules: {${LATEST}: error}\n`,
      'a/web.yaml': web('a'),
      'web.yaml': web('b'),
    });
    expect((await lint([''])).lines).toEqual([`error ${LATEST} a/web.yaml`]);
    expect((await lint([''], ['--no-config'])).lines).toEqual([]);
    const wrong = repository({
      'a/.kubeplan.yaml': 'rules: {images/latest: error}\n',
      'a/web.yaml': web('a'),
    });
    expect(await wrong.lint([''])).toMatchObject({
      status: 2,
      err: expect.stringContaining('a/.kubeplan.yaml:1:9: '),
    });
    const nothing = repository({ 'a/.kubeplan.yaml': "exclude: ['*.yaml']\n", 'a/web.yaml': web('a') });
    expect((await nothing.lint([''])).err).toContain('the configuration excludes all of it');
  });

  it('says what of it does not hold, once', async () => {
    const files = Object.fromEntries(
      ['a', 'b', 'c', 'd', 'e'].flatMap((name) => [
        [`${name}/.kubeplan.yaml`, 'kubernetes: "1.30"\nlint: {strict: true}\n'],
        [`${name}/web.yaml`, web(name)],
      ]),
    );
    const { lint } = repository({ ...files, '.kubeplan.yaml': 'lint: {strict: true}\n' });
    const { err } = await lint(['']);
    const named = ['a', 'b', 'c'].map(
      (name) =>
        `kubeplan: kubernetes of ${name}/.kubeplan.yaml does not hold: it is for a whole run, and this one goes beyond ${name}\n`,
    );
    expect(err.replace(/beyond \S+\/(\w)/g, 'beyond $1')).toBe(
      `${named.join('')}kubeplan: the same of 2 configurations more\n`,
    );
    expect((await lint([''], ['--quiet'])).err).toBe('');
    expect((await lint(['a'])).err).toBe('');
    const both = repository({ 'x/.kubeplan.yaml': files['a/.kubeplan.yaml']!, 'x/web.yaml': web('x') });
    expect((await both.lint([''])).err).toContain(
      'kubernetes and lint of x/.kubeplan.yaml do not hold: they are',
    );
  });

  it('holds for what a revision has, too', async () => {
    const { name, lint } = repository({
      '.kubeplan.yaml': `overrides: [{paths: [a], rules: {${LATEST}: error}}]\n`,
      'a/web.yaml': web('a'),
      'b/.kubeplan.yaml': `rules: {${LATEST}: error}\n`,
      'b/web.yaml': web('b'),
    });
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
        cwd: `${folder}/${name}`,
        stdio: 'pipe',
      });
    rmSync(`${folder}/${name}/.git`, { recursive: true });
    git('init', '-q');
    git('add', '-A');
    git('commit', '-qm', 'first');
    const only = ['--only', LATEST];
    expect((await lint([''], only)).lines).toHaveLength(2);
    const since = ['lint', '.', '--since', 'HEAD', ...only, '--format', 'compact'];
    expect(await run(`${folder}/${name}`, since)).toMatchObject({ out: '', status: 0 });
  });

  it('is told of by kubeplan config', async () => {
    const { name } = repository({
      '.kubeplan.yaml': 'set: strict\n',
      'a/.kubeplan.yaml': '',
      'a/web.yaml': web('a'),
    });
    expect((await kubeplan(['config', name])).out).toBe(
      `For ${name} holds ${name}/.kubeplan.yaml.

  set  strict  ${name}/.kubeplan.yaml:1:6

${name}/a/.kubeplan.yaml decides for what is below it: its set, rules, overrides, suppressions and exclude.
`,
    );
    expect((await kubeplan(['config', `${name}/a/web.yaml`])).out).toBe(
      `For ${name}/a/web.yaml holds ${name}/a/.kubeplan.yaml, which says nothing.\n`,
    );
    const { out } = await kubeplan(['config', name, '--format', 'json']);
    expect(JSON.parse(out)).toMatchObject({ below: [`${name}/a/.kubeplan.yaml`] });
    const bare = repository({ 'a/.kubeplan.yaml': '' });
    expect((await kubeplan(['config', bare.name])).out).toBe(
      `No configuration holds for ${bare.name}.\n${bare.name}/a/.kubeplan.yaml decides for what is below it: its set, rules, overrides, suppressions and exclude.\n`,
    );
  });

  it('is looked for between files and what they have in common', () => {
    const { name } = repository({ 'a/b/.kubeplan.yaml': '', 'a/b/c/web.yaml': web('a'), 'd.yaml': web('d') });
    const at = (path: string) => `${folder}/${name}/${path}`;
    const before = process.cwd();
    process.chdir(`${folder}/${name}`);
    try {
      expect(nestedConfigs(['a/b/c/web.yaml', 'd.yaml'])).toEqual(['a/b/.kubeplan.yaml']);
      expect(nestedConfigs(['a/b/c/web.yaml'])).toEqual([]);
      expect(findConfig([at('a/b/c/web.yaml')])).toBe('a/b/.kubeplan.yaml');
      expect(nestedConfigs(['-', 'deployment/web'])).toEqual([]);
    } finally {
      process.chdir(before);
    }
  });
});
