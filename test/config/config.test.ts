import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCommand } from '../../src/cli/command-line.js';
import { COMMANDS } from '../../src/cli/commands.js';
import { flagOf } from '../../src/config/words.js';
import { workbench } from '../cli/workbench.js';

const { file, folder, kubeplan } = workbench();

const untagged = (name: string, more = '') =>
  `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop, labels: {team: ${name}}${more}}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - {name: web, image: web, envFrom: [{configMapRef: {name: settings}}]}
`;

/** A folder of its own with a configuration and what it is about. */
function repository(name: string, config: string, files: Record<string, string> = {}): string {
  file(`${name}/.git/HEAD`, '');
  file(`${name}/.kubeplan.yaml`, config);
  for (const [path, text] of Object.entries(files)) file(`${name}/${path}`, text);
  return `${name}/`;
}

it('is no pipe, which nobody may ever write to', async () => {
  mkdirSync(join(folder, 'piped'));
  execFileSync('mkfifo', [join(folder, 'piped/.kubeplan.yaml')]);
  file('piped/a.yaml', 'a: 1\n');
  const { status, err } = await kubeplan(['lint', 'piped']);
  expect([status, err]).toEqual([
    2,
    'kubeplan: the configuration piped/.kubeplan.yaml cannot be read: it is a pipe\n',
  ]);
});

it('is looked for where a path can lead somewhere', async () => {
  expect((await kubeplan(['lint', 'x'.repeat(300)])).status).toBe(2);
  expect((await kubeplan(['explain', 'pod/x\0y', '--nodes', 'cpu=1'])).status).toBeLessThan(3);
});

let count = 0;
async function lint(config: string, files: Record<string, string>, options: string[] = []) {
  const at = repository(`repository-${++count}`, config, files);
  const { out, err, status } = await kubeplan(['lint', at, '--format', 'json', ...options]);
  if (status === 2) return { err: err.replaceAll(at, ''), status, rules: [] as string[] };
  const { findings, kubernetes, summary } = JSON.parse(out) as {
    kubernetes: string;
    summary: Record<string, number>;
    findings: { rule: string; severity: string; location: { file: string } }[];
  };
  const rules = findings.map(
    ({ rule, severity, location }) => `${severity} ${rule} ${location.file.replace(at, '')}`,
  );
  return { status, rules, kubernetes, summary, err };
}

const LATEST = 'images/latest-tag';

describe('a configuration', () => {
  it('is found above the files, no further than the repository', async () => {
    repository('outer', `rules: {${LATEST}: error}\n`, { 'a/b/web.yaml': untagged('web') });
    const found = await kubeplan(['lint', 'outer/a/b/web.yaml', '--only', LATEST]);
    expect(found).toMatchObject({ status: 1, out: expect.stringContaining('error') });
    file('outer/inner/.git/HEAD', '');
    file('outer/inner/web.yaml', untagged('web'));
    expect(await kubeplan(['lint', 'outer/inner/web.yaml'])).toMatchObject({ status: 0 });
    expect(await kubeplan(['lint', 'outer/inner', 'outer/a', '--only', LATEST])).toMatchObject({ status: 1 });
    expect(await kubeplan(['lint', 'outer/a', '--no-config'])).toMatchObject({ status: 0 });
    expect(await kubeplan(['lint', 'outer/*/*.yaml', '--only', LATEST])).toMatchObject({ status: 1 });
  });

  it('chooses rules, and the command line has the last word', async () => {
    const files = { 'web.yaml': untagged('web') };
    expect((await lint(`rules: {${LATEST}: error}`, files)).rules).toEqual([`error ${LATEST} web.yaml`]);
    expect((await lint(`rules: {${LATEST}: off}`, files)).rules).toEqual([]);
    expect((await lint(`rules: {${LATEST}: off}`, files, ['--rule', `${LATEST}=info`])).rules).toEqual([
      `info ${LATEST} web.yaml`,
    ]);
    expect((await lint('rules: {reliability/single-replica: on}', files)).rules).toContain(
      'warning reliability/single-replica web.yaml',
    );
    expect((await lint('kubernetes: "1.30"', files)).kubernetes).toBe('1.30');
    expect((await lint('kubernetes: "1.30"', files, ['--k8s', '1.33'])).kubernetes).toBe('1.33');
  });

  it.each([
    ['paths: [a]', ['b/web.yaml']],
    ['paths: ["*/web.yaml"]', []],
    ['names: [w*]', []],
    ['names: [db]', ['a/web.yaml', 'b/web.yaml']],
    ['kinds: [Deployment], paths: [b/]', ['a/web.yaml']],
    ['kinds: [Job]', ['a/web.yaml', 'b/web.yaml']],
    ['namespaces: [shop]', []],
    ['labels: {team: one}', ['b/web.yaml']],
  ])('has other levels for %s', async (where, left) => {
    const { rules } = await lint(`set: recommended\noverrides: [{${where}, rules: {${LATEST}: off}}]`, {
      'a/web.yaml': untagged('web').replace('team: web', 'team: one'),
      'b/web.yaml': untagged('web').replace('team: web', 'team: two'),
    });
    expect(rules.filter((rule) => rule.includes(LATEST))).toEqual(
      left.map((path) => `warning ${LATEST} ${path}`),
    );
  });

  it('turns a rule of no set on for some objects alone', async () => {
    const { rules } = await lint('overrides: [{paths: [a], rules: {reliability/single-replica: error}}]', {
      'a/web.yaml': untagged('a'),
      'b/web.yaml': untagged('b'),
    });
    expect(rules.filter((rule) => rule.includes('single'))).toEqual([
      'error reliability/single-replica a/web.yaml',
    ]);
  });

  it('keeps files from being read, which is said', async () => {
    const files = {
      'a/web.yaml': untagged('web'),
      'charts/x.yaml': 'a: {{ b }}',
      'c/charts/x.yaml': 'a: {{ b }}',
    };
    const { rules, summary } = await lint(`exclude: [charts]\nrules: {${LATEST}: on}`, files);
    expect(rules).toEqual([`warning ${LATEST} a/web.yaml`]);
    expect(summary).toMatchObject({ files: 1, excluded: 2 });
    const { out } = await kubeplan(['lint', `repository-${count}/`]);
    expect(out).toContain('; excluded: 2 files.');
    const at = `repository-${count}`;
    const told = await kubeplan(['lint', `${at}/`, '--verbose']);
    expect(told.err.split('\n').sort()).toEqual([
      '',
      `kubeplan: configured by ${at}/.kubeplan.yaml`,
      `kubeplan: not read, excluded: ${at}/c/charts/x.yaml`,
      `kubeplan: not read, excluded: ${at}/charts/x.yaml`,
      `kubeplan: read ${at}/a/web.yaml`,
    ]);
    const plan = await kubeplan(['plan', `${at}/`]);
    expect(plan.err).toBe('');
  });

  it('says of which namespaces all is given', async () => {
    const files = { 'web.yaml': untagged('web') };
    const missing = 'warning references/missing-object web.yaml';
    expect((await lint('namespaces: [shop]', files)).rules).toContain(missing);
    expect((await lint('namespaces: [other]', files)).rules).not.toContain(missing);
    expect((await lint('world: closed', files)).rules).toContain(missing);
    expect((await lint('world: closed', files, ['--open-world'])).rules).not.toContain(missing);
  });

  it('begins with others, from which it differs', async () => {
    const files = {
      'web.yaml': untagged('web'),
      'base.yaml': `kubernetes: "1.30"\nrules: {${LATEST}: error}\nexclude: [base.yaml]\n`,
    };
    const base = await lint('extends: [base.yaml]', files);
    expect(base).toMatchObject({ kubernetes: '1.30', rules: [`error ${LATEST} web.yaml`] });
    const own = await lint(`extends: [base.yaml]\nrules: {${LATEST}: info}`, files);
    expect(own).toMatchObject({ kubernetes: '1.30', rules: [`info ${LATEST} web.yaml`] });
  });

  it('gives commands their options', async () => {
    const at = repository(
      'planned',
      'nodes: 2x cpu=4,memory=8Gi\nplan: {failImage: [web], format: [json]}\n',
      {
        'web.yaml': untagged('web'),
      },
    );
    const { out, status } = await kubeplan(['plan', at]);
    expect(status).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ format: expect.stringContaining('plan') });
    const told = await kubeplan(['plan', at, '--format', 'text']);
    expect(told.out).toContain('ImagePullBackOff');
  });

  it('writes outputs beside itself', async () => {
    const at = repository('outputs', 'lint: {format: [json=out/lint.json]}\n', {
      'web.yaml': untagged('web'),
      'out/.keep': '',
    });
    await kubeplan(['lint', at]);
    expect(JSON.parse(readFileSync(`${folder}/outputs/out/lint.json`, 'utf8'))).toHaveProperty('findings');
  });
});

describe('what rules are told', () => {
  const only = (config: string, files: Record<string, string>) =>
    lint(`rules: {${config}}`, files).then(({ rules }) =>
      rules.filter((one) => /registry|required|single/.test(one)),
    );
  const image = (name: string) => ({ 'web.yaml': untagged('web').replace('image: web', `image: '${name}'`) });

  it.each([
    ['ghcr.io/acme/web:1', true],
    ['ghcr.io/acmee/web:1', false],
    ['nginx', false],
    ['eu.example.com/a/b@sha256:0000000000000000000000000000000000000000000000000000000000000000', true],
    ['docker.io/team/web', true],
    ['team/web:2', true],
    ['Not An Image', true],
  ])('%s is from a registry that is allowed: %s', async (name, allowed) => {
    const told = 'images/registry: {allowed: [ghcr.io/acme/, "*.example.com", docker.io/team]}';
    expect(await only(told, image(name))).toEqual(allowed ? [] : ['error images/registry web.yaml']);
    expect(await only(told.replace('{', '{level: info, '), image(name))).toEqual(
      allowed ? [] : ['info images/registry web.yaml'],
    );
    expect(await only('images/registry: on', image(name))).toEqual([]);
  });

  it('are labels and annotations that objects need', async () => {
    const labels = (keys: string, more = '') =>
      only(`objects/required-labels: {keys: [${keys}]${more}}`, image('a:1'));
    expect(await labels('team')).toEqual([]);
    expect(await labels('team=w*')).toEqual([]);
    expect(await labels('team=x*')).toEqual(['warning objects/required-labels web.yaml']);
    expect(await labels('owner, team')).toEqual(['warning objects/required-labels web.yaml']);
    expect(await labels('owner', ', kinds: [Service]')).toEqual([]);
    expect(await only('objects/required-annotations: {level: error, keys: [owner]}', image('a:1'))).toEqual([
      'error objects/required-annotations web.yaml',
    ]);
  });

  it('is how many pods are enough, and may stand in a configuration that another begins with', async () => {
    const web = { 'web.yaml': untagged('web').replace('spec:', 'spec:\n  replicas: 2') };
    expect(await only('reliability/single-replica: on', web)).toEqual([]);
    expect(await only('reliability/single-replica: {minimum: 3}', web)).toEqual([
      'warning reliability/single-replica web.yaml',
    ]);
    const base = {
      ...web,
      'base.yaml': 'rules: {reliability/single-replica: {minimum: 3}}\nexclude: [base.yaml]\n',
    };
    const { rules } = await lint('extends: [base.yaml]\nrules: {reliability/single-replica: error}', base);
    expect(rules).toContain('error reliability/single-replica web.yaml');
  });
});

describe('a configuration that is wrong', () => {
  it.each([
    ['kubernets: a', '1:1: unknown field "kubernets", did you mean kubernetes?'],
    ['kubernetes: 1.34', '1:13: kubernetes must be a string, it is a number, write it in quotes'],
    ['kubernetes: "1.99"', '1:13: it cannot be 1.99.'],
    ['set: null', '1:6: set must be a string, it is null'],
    ['set: recomended', 'did you mean recommended?'],
    ['rules: {images/latest: error}', '1:9: unknown rule images/latest, did you mean images/latest-tag?'],
    ['overrides: [{rules: {images/x: off}}]', '1:22: unknown rule images/x'],
    [
      'rules: {images/latest-tag: loud}',
      '1:9: it cannot be images/latest-tag=loud. The levels are on, off, error, warning, info.',
    ],
    ['rules: {images/latest-tag: {level: loud}}', 'it is one of on, off, error, warning, info'],
    ['rules: {images/latest-tag: {tags: [a]}}', '1:29: unknown parameter "tags", the rule has none'],
    ['rules: {images/registry: {alowed: [a]}}', '1:27: unknown parameter "alowed", did you mean allowed?'],
    ['rules: {images/registry: {allowed: a}}', '1:36: allowed must be a list of texts'],
    ['rules: {reliability/single-replica: {minimum: -1}}', '1:47: minimum must be a whole number from 0 on'],
    ['overrides: [{paths: [a]}]', '1:13: overrides[0].rules is required'],
    ['lint: {maxWarnings: -1}', '1:21: it cannot be -1. It is a number of warnings.'],
    ['extends: [gone.yaml]', '1:11: the path "gone.yaml" does not exist'],
    ['extends: [.kubeplan.yaml]', '1:11: .kubeplan.yaml begins with this file itself'],
    ['extends: [/dev/zero]', 'dev/zero cannot be read: it is a device'],
    ['extends: [..]', 'cannot be read: EISDIR'],
    ['rules: {__proto__: error}', '1:9: unknown rule __proto__'],
    ['overrides: [{rules: {constructor: off}}]', '1:22: unknown rule constructor'],
    ['__proto__: {set: strict}', '1:1: unknown field "__proto__"'],
    ['lint: {format: [json=/tmp/a.json]}', '1:16: json=/tmp/a.json is not below the folder of this file'],
    ['lint: {format: [text, json=../a.json]}', '1:16: json=../a.json is not below the folder of this file'],
    ['lint: {format: [json=.]}', '1:16: json=. is not below the folder of this file'],
    ['- a', '1:1: a configuration is a mapping'],
    ['a: [', ':1:'],
    ['{}\n---\n{}', '3:1: a configuration is one document'],
  ])('%s', async (config, message) => {
    const { status, err } = await lint(config, { 'web.yaml': untagged('web') });
    expect(status).toBe(2);
    expect(err).toContain(message);
    if (!/\/dev|\.\./.test(config)) expect(err).toContain('.kubeplan.yaml:');
  });

  it('begins with itself by way of links', async () => {
    const at = repository('circle', 'extends: [again/.kubeplan.yaml]\n');
    symlinkSync('.', join(folder, at, 'again'));
    expect((await kubeplan(['lint', at])).err).toContain('again/.kubeplan.yaml begins with this file itself');
  });

  it('writes nothing where links lead out of its folder', async () => {
    const at = repository('links', 'lint: {format: [json=a.json, sarif=b/c.json]}\n', {
      'a.yaml': untagged('a'),
    });
    mkdirSync(join(folder, at, 'b'));
    expect((await kubeplan(['lint', at])).status).toBe(0);
    for (const [name, to] of [
      ['a.json', '../nowhere.json'],
      ['b', '..'],
    ] as const) {
      rmSync(join(folder, at, name), { recursive: true });
      symlinkSync(to, join(folder, at, name));
      expect((await kubeplan(['lint', at])).err).toContain(
        'is not below the folder of this file: it is not written',
      );
      rmSync(join(folder, at, name));
      mkdirSync(join(folder, at, 'b'), { recursive: true });
    }
    expect(existsSync(join(folder, 'nowhere.json'))).toBe(false);
  });

  it('has labels, and names, of whatever is inherited elsewhere', async () => {
    const overrides = `overrides: [{labels: {__proto__: a}, rules: {${LATEST}: error}}, {labels: {toString: b}, rules: {${LATEST}: error}}]`;
    expect((await lint(overrides, { 'web.yaml': untagged('web') })).rules).toEqual([]);
    const own = untagged('web').replace('team: web', '__proto__: a');
    expect((await lint(overrides, { 'web.yaml': own })).rules).toContain(`error ${LATEST} web.yaml`);
  });

  it('says all that is wrong', async () => {
    const { err } = await lint('a: 1\nb: 2', {});
    expect(err).toContain('unknown field "a"');
    expect(err).toContain('unknown field "b"');
  });

  it('is asked for and not there', async () => {
    expect(await kubeplan(['lint', '--config', 'gone.yaml', '.'])).toMatchObject({
      status: 2,
      err: 'kubeplan: the configuration gone.yaml does not exist\n',
    });
  });

  it('says nothing where it has only comments', async () => {
    expect(await lint('# nothing yet\n', { 'web.yaml': untagged('web') })).toMatchObject({ status: 0 });
  });
});

describe('kubeplan config', () => {
  it('tells what holds for a file, and where each of it is said', async () => {
    const at = repository(
      'told',
      `extends: [base.yaml]\nset: strict\nexclude: [charts]\noverrides: [{paths: [a], kinds: [Job], rules: {${LATEST}: off}}, {labels: {team: a}, rules: {api/removed: off}}]\n`,
      {
        'base.yaml': 'set: recommended\nkubernetes: "1.33"\nexclude: [base.yaml]\n',
        'a/web.yaml': '',
        'b/web.yaml': '',
        'charts/x.yaml': '',
      },
    );
    expect((await kubeplan(['config', `${at}a/web.yaml`])).out).toBe(
      `For told/a/web.yaml holds told/.kubeplan.yaml.

  set                      strict                told/.kubeplan.yaml:2:6
  kubernetes               1.33                  told/base.yaml:2:13
  exclude                  base.yaml             told/base.yaml:3:11
  exclude                  charts                told/.kubeplan.yaml:3:11
  rules.${LATEST}  off  (kinds Job)      told/.kubeplan.yaml:4:48
  rules.api/removed        off  (labels team=a)  told/.kubeplan.yaml:4:102
`,
    );
    expect((await kubeplan(['config', `${at}b/web.yaml`])).out).not.toContain(LATEST);
    expect((await kubeplan(['config', at])).out).toContain('(paths a; kinds Job)');
    expect((await kubeplan(['config', `${at}charts/x.yaml`])).out).toContain(
      'told/charts/x.yaml is not read: told/.kubeplan.yaml:3:11 excludes charts.',
    );
    const { out } = await kubeplan(['config', `${at}b/web.yaml`, '--format', 'json']);
    expect(JSON.parse(out)).toMatchObject({
      format: 'kubeplan.config/1',
      excluded: false,
      entries: expect.arrayContaining([
        { field: 'kubernetes', value: '1.33', location: { file: 'told/base.yaml', line: 2, column: 13 } },
      ]),
    });
  });

  it('says that there is none', async () => {
    file('bare/.git/HEAD', '');
    expect((await kubeplan(['config', 'bare'])).out).toBe('No configuration holds for bare.\n');
    expect(await kubeplan(['config', 'nowhere'])).toMatchObject({ status: 2 });
    expect(await kubeplan(['config', 'bare', 'bare'])).toMatchObject({ status: 2 });
  });
});

describe('a configuration of diff', () => {
  it('says what is told and what is not; --only stands in its place, --ignore beside it', async () => {
    const map = (name: string, value: number) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, labels: {chart: v${value}}}\ndata: {a: "${value}", b: "${value}"}\n`;
    const both = (value: number) => ({ 'a.yaml': map('a', value), 'b.yaml': map('b', value) });
    const config = "diff: {only: [configmap/a], ignore: ['metadata.labels[chart]']}\n";
    const at = repository('differs', config, {
      ...Object.fromEntries(Object.entries(both(1)).map(([name, text]) => [`old/${name}`, text])),
      ...Object.fromEntries(Object.entries(both(2)).map(([name, text]) => [`new/${name}`, text])),
    });
    const diff = async (...more: string[]) =>
      (await kubeplan(['diff', `${at}/old`, `${at}/new`, ...more])).out;
    const configured = await diff();
    expect(configured).toMatch(
      /^1 changed\.\n\n1 object not told \(--only\)\n\n1 change not told \(--ignore\)\n/,
    );
    expect(configured).toContain('data[a]');
    expect(configured).not.toContain('chart');
    expect(await diff('--only', 'configmap/b')).toContain('~ configmap/b');
    const more = await diff('--ignore', 'data[a]');
    expect(more).toContain('2 changes not told (--ignore)');
    expect(more).toContain('data[b]');
    expect(await diff('--no-config')).toMatch(/^2 changed\./);
    const { out } = await kubeplan(['config', at]);
    expect(out).toMatch(/diff\.only +configmap\/a /);
    expect(out).toMatch(/diff\.ignore +metadata\.labels\[chart\] /);
  });

  it('is refused with the place of what it cannot be', async () => {
    const at = repository('misspelt', 'diff: {ingore: [a]}\n', {});
    expect((await kubeplan(['diff', at, at])).err).toContain('misspelt/.kubeplan.yaml:1:8');
    const other = repository('no-number', 'diff: {unified: -1}\n', {});
    expect(await kubeplan(['diff', other, other])).toMatchObject({
      status: 2,
      err: expect.stringContaining('.kubeplan.yaml:1:17: it cannot be -1. It is a number of lines.'),
    });
  });
});

describe('schemas/config.json', () => {
  const schema = JSON.parse(readFileSync(new URL('../../schemas/config.json', import.meta.url), 'utf8'));

  it.each(['lint', 'plan', 'explain', 'capacity', 'diff'])(
    'has only options of kubeplan %s',
    async (name) => {
      const command = createCommand(name, '');
      const entry = COMMANDS.find((one) => one.name === name)!;
      (await entry.load()).declare(command);
      const flags = command.options.map(({ long }) => long);
      const section = schema.definitions[name[0]!.toUpperCase() + name.slice(1)];
      expect(
        Object.keys(section.properties)
          .map(flagOf)
          .filter((flag) => !flags.includes(flag)),
      ).toEqual([]);
    },
  );
});
