import { existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { askerOf } from '../../src/cli/ask.js';
import { ioOf } from '../../src/cli/io.js';
import { ROOT } from './built.js';
import { HELM, KUSTOMIZE, NOT_THERE, standIns } from './programs.js';
import { deployment, run, type Terminal, workbench } from './workbench.js';

const { file, folder } = workbench();

let count = 0;
/** A repository with some files, set up; what was said, and how to read and lint there. */
async function setUp(files: Record<string, string>, argv: string[] = [], terminal?: Terminal) {
  const name = `repository-${++count}`;
  file(`${name}/.git/HEAD`, '');
  for (const [path, text] of Object.entries(files)) file(`${name}/${path}`, text);
  const at = join(folder, name);
  const said = await run(at, ['init', ...argv], terminal);
  return {
    at,
    said,
    has: (path: string) => existsSync(join(at, path)),
    read: (path: string) => readFileSync(join(at, path), 'utf8'),
    again: (...words: string[]) => run(at, words),
  };
}

const wrong = deployment('web').replace('replicas: 3', 'replicas: "3"');
const crd = (kind: string) =>
  `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: ${kind.toLowerCase()}s.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: ${kind.toLowerCase()}s, singular: ${kind.toLowerCase()}, kind: ${kind}, listKind: ${kind}List}
  versions:
    - name: v1
      served: true
      storage: true
      schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}
`;
const CHART = {
  'charts/app/Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.0.0\n',
  'charts/app/values.yaml': 'replicas: 3\n',
  'charts/app/values-prod.yaml': 'replicas: 5\n',
  'charts/app/templates/web.yaml': 'kind: {{ .Values.kind }}\n',
  'charts/app/charts/db/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 1.0.0\n',
  'charts/app/charts/db/values.yaml': 'a: b\n',
  'charts/app/crds/shop.yaml': crd('Shop'),
};
const KUSTOMIZED = {
  'base/kustomization.yaml': 'resources: [web.yaml]\n',
  'base/web.yaml': deployment('web'),
  'overlays/dev/kustomization.yaml': 'resources: [../../base/]\n',
  'overlays/prod/kustomization.yaml': 'resources: [../../base]\ncomponents: [../../tls]\n',
  'overlays/remote/kustomization.yaml': 'resources: ["https://example.com/a.yaml"]\n',
  'tls/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n',
};
const SCHEMA =
  '# yaml-language-server: $schema=https://raw.githubusercontent.com/kubeplan/kubeplan/main/schemas/config.json\n';

describe('a folder of plain manifests', () => {
  it('gets a configuration, and is told what there is to mend', async () => {
    const { said, read, again } = await setUp({ 'deploy/web.yaml': wrong });
    expect(said).toEqual({
      status: 0,
      out: `  written  .kubeplan.yaml

kubeplan lint .   1 file, 1 object: 1 error.
      1  schema/wrong-type

kubeplan init --baseline   keeps that apart, so that only what is new is told.
`,
      err: '',
    });
    expect(read('.kubeplan.yaml')).toContain(`${SCHEMA}`);
    expect(parse(read('.kubeplan.yaml'))).toEqual({ kubernetes: '1.37', lint: { skipNonKubernetes: true } });
    expect((await again('config', '.')).status).toBe(0);
  });

  it('is told which rules find most', async () => {
    const gone =
      'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: a}\nspec: {selector: {matchLabels: {app: a}}}\n';
    const { said } = await setUp({ 'a/gone.yaml': gone, 'b/web.yaml': wrong, 'c/web.yaml': wrong });
    expect(said.out).toMatch(/^ +2 {2}schema\/wrong-type\n +1 {2}api\/removed$/m);
  });

  it('gets a baseline with which its gate is green, until something breaks', async () => {
    const { at, said, read, again } = await setUp({ 'deploy/web.yaml': wrong });
    expect(said.status).toBe(0);
    // What was written here, and nobody has touched, is ours to write again.
    const baseline = await again('init', '--baseline', '--k8s', '1.37');
    expect(baseline.out).toContain(
      'written  .kubeplan-baseline.json\n  written  .kubeplan.yaml, which names it\n',
    );
    expect(parse(read('.kubeplan.yaml')).lint.baseline).toBe('.kubeplan-baseline.json');
    expect((await again('lint', '.')).out).toContain('nothing wrong; ignored: 1 finding.');
    writeFileSync(join(at, 'deploy/new.yaml'), wrong.replaceAll('web', 'shop'));
    expect((await again('lint', '.')).status).toBe(1);
  });

  it('gets no file anew that its owner has written', async () => {
    const own = 'kubernetes: "1.30"\n';
    const { said, read } = await setUp(
      { 'web.yaml': wrong, '.kubeplan.yml': own, '.github/workflows/kubeplan.yml': 'on: push\n' },
      ['--github', '--baseline'],
    );
    expect(said.out).toBe(`  left     .kubeplan.yml, it is there already
  left     .github/workflows/kubeplan.yml, it is there already

kubeplan lint .   2 files, 1 object: 1 error, 1 remark.
      1  schema/wrong-type

  written  .kubeplan-baseline.json
           to be added to the configuration:

             lint:
               baseline: .kubeplan-baseline.json
`);
    expect([read('.kubeplan.yml'), read('.github/workflows/kubeplan.yml')]).toEqual([own, 'on: push\n']);
  });

  it('is told what becomes of the Kubernetes that is asked for where a configuration is there', async () => {
    const lines = async (files: Record<string, string>, args: string[]) => {
      const { said, again } = await setUp(files, args);
      return [said.out.split('\n\n')[0], (await again('init', '--k8s', '1.34')).out.split('\n\n')[0]];
    };
    const left = (file: string) => `  left     ${file}, it is there already`;
    const note = (text: string) => `\n           ${text}`;
    const own = { 'web.yaml': deployment('web'), '.kubeplan.yml': "kubernetes: '1.30'\n" };
    const stays = note('it stays for Kubernetes 1.30: --k8s 1.34 changes nothing in it');
    expect(await lines(own, ['--k8s', '1.30'])).toEqual([
      left('.kubeplan.yml') + note('it is for Kubernetes 1.30 as well'),
      left('.kubeplan.yml') + stays,
    ]);
    expect(await lines(own, [])).toEqual([left('.kubeplan.yml'), left('.kubeplan.yml') + stays]);
    expect(await lines({ 'web.yaml': deployment('web') }, ['--k8s', '1.34'])).toEqual([
      '  written  .kubeplan.yaml',
      left('.kubeplan.yaml') + note('it is for Kubernetes 1.34 as well'),
    ]);
    const none = { 'web.yaml': deployment('web'), '.kubeplan.yaml': 'set: recommended\n' };
    expect((await lines(none, []))[1]).toBe(
      left('.kubeplan.yaml') + note("it names no Kubernetes, which kubernetes: '1.34' in it would"),
    );
  });

  it('with nothing in it yet gets a configuration all the same', async () => {
    const { said } = await setUp({});
    expect(said.out).toBe('There is no manifest here yet.\n\n  written  .kubeplan.yaml\n');
  });
});

describe('charts, kustomizations and definitions', () => {
  standIns(folder, { helm: HELM, kustomize: KUSTOMIZE });

  it('are found: a chart is not read as it stands, definitions are known everywhere', async () => {
    const { said, read, again } = await setUp({
      ...CHART,
      'shop.yaml': 'apiVersion: example.com/v1\nkind: Shop\nmetadata: {name: a}\nspec: {size: big}\n',
    });
    expect(said.out).toContain('Found 1 chart and definitions in charts/app/crds/shop.yaml.\n');
    expect(parse(read('.kubeplan.yaml'))).toMatchObject({
      exclude: [
        'charts/app/Chart.yaml',
        'charts/app/templates',
        'charts/app/charts',
        'charts/app/values-prod.yaml',
        'charts/app/values.yaml',
      ],
      crds: ['charts/app/crds/shop.yaml'],
    });
    expect((await again('lint', 'shop.yaml')).out).toContain('spec.size must be an integer');
  });

  it('name a folder that has many definitions', async () => {
    const files = Object.fromEntries(
      ['Shop', 'Till', 'Desk'].map((kind) => [`crds/${kind}.yaml`, crd(kind)]),
    );
    const { read } = await setUp(files);
    expect(parse(read('.kubeplan.yaml')).crds).toEqual(['crds']);
  });

  it('leave names alone that would be patterns, commands or expressions elsewhere', async () => {
    const { read } = await setUp(
      {
        'a[b]/Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.0.0\n',
        '$(id)/kustomization.yaml': 'resources: []\n',
        'web.yaml': deployment('web'),
      },
      ['--github'],
    );
    expect(read('.kubeplan.yaml')).not.toContain('a[b]');
    expect(read('.github/workflows/kubeplan.yml')).not.toContain('$(id)');
  });

  it('are rendered by the first run, whose baseline holds for what they are rendered to', async () => {
    const { said, again } = await setUp(
      {
        ...KUSTOMIZED,
        ...CHART,
        'overlays/dev/rendered.txt': wrong,
        'overlays/prod/rendered.txt': wrong.replaceAll('web', 'shop'),
        'charts/app/rendered.txt': `---\n# Source: app/templates/web.yaml\n${wrong.replaceAll('web', 'app')}`,
      },
      ['--baseline'],
    );
    const command = ['lint', '.', 'charts/app', '-k', 'overlays/dev', '-k', 'overlays/prod'];
    expect(said.out).toContain(`kubeplan ${command.join(' ')}   `);
    expect(said.out).toContain('      3  schema/wrong-type\n');
    expect(await again(...command)).toMatchObject({ status: 0 });
    // A run that renders less does not take for gone what others find, nor write it away.
    expect((await again('lint', '.')).out).not.toContain('gone');
    expect(await again('lint', '-k', 'overlays/dev', '--write-baseline')).toMatchObject({ status: 0 });
    expect(await again(...command)).toMatchObject({ status: 0 });
  });

  it('are left out of the gate where they cannot be rendered, which is told', async () => {
    const both = { 'plug/Chart.yaml': 'name: plug\n', 'plug/kustomization.yaml': 'resources: []\n' };
    const { said, read, again } = await setUp({ ...CHART, ...both, 'web.yaml': wrong }, [
      '--baseline',
      '--github',
    ]);
    expect(said.out).toContain(
      '  left out charts/app, which cannot be rendered:\n           Error: no template\n  written  .kubeplan.yaml\n',
    );
    expect(said.out).toContain('\nkubeplan lint .   ');
    expect(read('.kubeplan-baseline.json')).not.toContain('input/not-rendered');
    expect(read('.github/workflows/kubeplan.yml')).not.toContain('charts/app');
    expect(read('.kubeplan.yaml')).toContain('charts/app/templates');
    expect(await again('lint', '.')).toMatchObject({ status: 0 });
    expect(await again('lint', '.', 'charts/app')).toMatchObject({ status: 2 });
    // What is a kustomization too is made whole by something of its owner's.
    expect(read('.github/workflows/kubeplan.yml')).not.toContain('plug');
  });

  it('are told together where one thing is amiss', async () => {
    const { said } = await setUp({
      'web.yaml': deployment('web'),
      'one/kustomization.yaml': 'resources: [gone.yaml]\n',
      'two/kustomization.yaml': 'resources: [gone.yaml]\n',
    });
    expect(said.out).toContain(
      '  left out one and 1 other, which cannot be rendered:\n           Error: accumulating resources\n',
    );
  });

  it('are named where there is nothing to render them', async () => {
    standIns(join(folder, 'nothing'), { helm: NOT_THERE, kustomize: NOT_THERE, kubectl: NOT_THERE });
    const { said } = await setUp({ ...CHART, ...KUSTOMIZED });
    expect(said.out).toContain('helm is not here: charts/app was not rendered.\n');
    expect(said.out).toContain(
      'kustomize, or kubectl, is not here: overlays/dev and overlays/prod were not rendered.\n',
    );
    standIns(join(folder, 'again'), { helm: HELM, kustomize: KUSTOMIZE });
  });

  it('are checked by the workflow as they are rendered, what is applied of them', async () => {
    const rendered = Object.fromEntries(
      ['overlays/dev', 'overlays/prod', 'charts/app'].map((place) => [`${place}/rendered.txt`, crd('Shop')]),
    );
    const { said, read } = await setUp({ ...CHART, ...KUSTOMIZED, ...rendered }, ['--github', '--gitlab']);
    expect(said.out).toContain('Found 1 chart, 2 kustomizations and definitions in');
    const { jobs } = parse(read('.github/workflows/kubeplan.yml')) as {
      jobs: { lint: { steps: { uses?: string; with?: Record<string, string> }[] } };
    };
    expect(jobs.lint.steps.flatMap(({ uses }) => uses ?? [])).toContain('kubeplan/kubeplan@v0.1.0');
    const inputs = Object.keys(parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')).inputs);
    const given = jobs.lint.steps.filter(({ uses }) => uses?.startsWith('kubeplan/'))[0]?.with ?? {};
    expect(inputs).toEqual(expect.arrayContaining(Object.keys(given)));
    expect(given).toMatchObject({
      paths: '.\ncharts/app\n',
      kustomizations: 'overlays/dev\noverlays/prod\n',
    });
    expect(read('.gitlab-ci.yml')).toContain(
      '    # - kubeplan lint . charts/app -k overlays/dev -k overlays/prod --format …\n',
    );
  });
});

describe('what there is already', () => {
  it('tells --yes what to write, and is told what to add', async () => {
    const { said, read, has } = await setUp(
      { 'web.yaml': wrong, '.gitlab-ci.yml': 'stages: [test]\n', '.pre-commit-config.yaml': 'repos: []\n' },
      ['--yes'],
    );
    expect(said.out).toContain(`  written  .gitlab/kubeplan.yml
           to be added to .gitlab-ci.yml:

             include:
               - local: .gitlab/kubeplan.yml

  left     .pre-commit-config.yaml, it is there already
           to be added to .pre-commit-config.yaml:

               - repo: https://github.com/kubeplan/kubeplan
                 rev: v0.1.0
                 hooks:
                   - id: kubeplan
`);
    expect(has('.github')).toBe(false);
    expect(Object.keys(parse(read('.gitlab/kubeplan.yml')))).toEqual(['kubeplan']);
    expect(has('.kubeplan-baseline.json')).toBe(true);
  });

  it('makes the hook and the job where there are none', async () => {
    const { read } = await setUp({ 'web.yaml': wrong }, ['--pre-commit', '--gitlab']);
    expect(parse(read('.pre-commit-config.yaml'))).toEqual({
      repos: [{ repo: 'https://github.com/kubeplan/kubeplan', rev: 'v0.1.0', hooks: [{ id: 'kubeplan' }] }],
    });
    const { kubeplan: job } = parse(read('.gitlab-ci.yml')) as { kubeplan: { script: string[] } };
    expect(job.script).toEqual([
      'npm install --global kubeplan@0.1.0',
      'kubeplan lint . --format text --format gitlab=gl-code-quality-report.json --format junit=kubeplan-junit.xml',
    ]);
  });
});

describe('at a terminal', () => {
  it('is asked, with what fits as the answer unless told', async () => {
    const { said, has } = await setUp({ 'web.yaml': wrong, '.github/a.yml': 'a: b\n' }, [], {
      answers: ['', 'maybe', 'yes', 'n'],
    });
    expect(said.err).toBe(
      'Check pull requests on GitHub? [Y/n] Check merge requests on GitLab? [y/N] Check commits, with pre-commit? [y/N] ' +
        '\nTell only what is new from now on, by a baseline? [Y/n] ',
    );
    const made = [
      '.github/workflows/kubeplan.yml',
      '.gitlab-ci.yml',
      '.pre-commit-config.yaml',
      '.kubeplan-baseline.json',
    ];
    expect(made.map(has)).toEqual([true, false, true, false]);
  });

  it('reads one line for each question, and nothing when the answers end', () => {
    const lines = file('answers.txt', 'yes\n  no \nlast');
    const said: string[] = [];
    const stream = { isTTY: true, write: (text: string | Uint8Array) => said.push(String(text)) };
    const ask = askerOf(ioOf(stream, stream, {}), () => true, openSync(join(folder, lines), 'r'));
    expect([1, 2, 3, 4].map((question) => ask?.(`${question}? `))).toEqual(['yes', 'no', 'last', undefined]);
    expect(said).toEqual(['1? ', '2? ', '3? ', '4? ']);
    expect(askerOf(ioOf(stream, stream, {}), () => false)).toBeUndefined();
  });
});

describe('bad usage', () => {
  it('is a path', async () => {
    const { said } = await setUp({}, ['deploy']);
    expect(said.status).toBe(2);
    expect(said.err).toContain('kubeplan init takes no path, and deploy is given');
  });

  it('is a folder below the top of a repository', async () => {
    const { at } = await setUp({ 'deploy/web.yaml': wrong });
    const { status, err } = await run(join(at, 'deploy'), ['init']);
    expect({ status, err }).toEqual({
      status: 2,
      err: 'kubeplan: this folder is not the top of its repository, where servers and hooks look\ncd "$(git rev-parse --show-toplevel)" leads there.\n',
    });
  });

  it('is a place where nothing can be written', async () => {
    const { said } = await setUp({ 'web.yaml': wrong, '.gitlab': '', '.gitlab-ci.yml': '' }, ['--gitlab']);
    expect(said.status).toBe(2);
    expect(said.err).toContain('.gitlab/kubeplan.yml cannot be written: E');
  });
});

it('passes over its own files when they are checked', async () => {
  const { again } = await setUp({ 'web.yaml': deployment('web') }, ['--github', '--gitlab', '--pre-commit']);
  expect((await again('lint', '.')).out).toContain('nothing wrong');
});
