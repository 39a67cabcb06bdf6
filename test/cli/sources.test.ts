import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HELM, KUSTOMIZE, NOT_THERE, standIns } from './programs.js';
import { workbench } from './workbench.js';

const { file, folder, kubeplan } = workbench();
standIns(folder, { kustomize: KUSTOMIZE, helm: HELM });

const service = (name: string, more = '') =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n${more}spec: {ports: [{port: 80}]}\n`;
const origin = (path: string) => `  annotations:\n    config.kubernetes.io/origin: |\n      path: ${path}\n`;
const bad = (name: string) => service(name).replace('ports', 'prots');
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
    cwd: folder,
    stdio: 'pipe',
  });

describe('a kustomization', () => {
  file('prod/kustomization.yaml', 'resources: [../base]\n');
  file('base/kustomization.yaml', 'resources: [a.yaml]\n');
  file('prod/rendered.txt', `${service('a')}---\n${bad('b')}`);
  file(
    'prod/origins.txt',
    `${service('a', origin('BASE/../base/a.yaml'))}---\n${service('b', origin('BASE/../base/b.yaml'))}`,
  );

  it('is rendered where -k asks for it, and findings name its files', async () => {
    const { out, err, status } = await kubeplan(['lint', '-k', 'prod', '--verbose']);
    expect({ status, err: err.split('\n') }).toEqual({
      status: 1,
      err: [
        'kubeplan: prod was rendered by kustomize build',
        'kubeplan: read base/a.yaml (rendered for prod)',
        'kubeplan: read base/b.yaml (rendered for prod)',
        '',
      ],
    });
    expect(out).toContain('base/b.yaml (rendered for prod)\n  5:');
    expect(out).toContain('unknown field "prots"');
    expect(out).not.toContain('fixable');
    expect(out).not.toContain('--fix');
    const github = await kubeplan(['lint', '-k', 'prod', '--format', 'github']);
    expect(github.out).toContain('file=base/b.yaml,line=1,');
  });

  it('is rendered by what plans it, and read as it stands where that is asked for', async () => {
    const rendered = await kubeplan(['plan', 'prod', '--nodes', 'name=n']);
    expect(rendered.out + rendered.err).toContain('service/a');
    const bare = await kubeplan(['plan', 'prod', '--nodes', 'name=n', '--no-render']);
    expect(bare.out + bare.err).not.toContain('service/a');
    const diff = await kubeplan(['diff', file('nothing.yaml', service('a')), 'prod']);
    expect(diff.out).toContain('service/b');
  });

  it('that cannot be rendered shows the words of kustomize, and its files are read', async () => {
    file('broken/kustomization.yaml', 'resources: [gone]\n');
    file('broken/a.yaml', bad('a'));
    const { out, status } = await kubeplan(['lint', '-k', 'broken']);
    expect(status).toBe(2);
    expect(out).toContain('broken cannot be rendered: Error: accumulating resources');
    expect(out).toContain('broken/a.yaml');
    expect(await kubeplan(['plan', 'broken'])).toMatchObject({
      status: 2,
      err: expect.stringContaining('accumulating'),
    });
  });

  it('names what is not there, not the way to it', async () => {
    const words =
      "# Warning: 'commonLabels' is deprecated.\nError: accumulating resources: accumulation err='accumulating resources from '../base': 'HERE/base' must resolve to a file': recursed accumulation of path 'HERE/base': accumulating resources: accumulation err='accumulating resources from 'web.yaml': evalsymlink failure on 'HERE/base/web.yaml' : lstat HERE/base/web.yaml: no such file or directory': must build at directory: not a valid directory: evalsymlink failure on 'HERE/base/web.yaml' : lstat HERE/base/web.yaml: no such file or directory\n";
    file('far/kustomization.yaml', 'resources: [../base]\n');
    file('far/complaint.txt', words);
    const { out } = await kubeplan(['lint', '-k', 'far']);
    expect(out).toContain('far cannot be rendered: lstat base/web.yaml: no such file or directory');
    expect(out).not.toContain('Warning');
  });

  it('fetches nothing from elsewhere, unless it may', async () => {
    file('remote/kustomization.yaml', 'resources:\n  - https://example.com/a/b?ref=1\n');
    file('over/kustomization.yaml', 'resources: [../remote]\n');
    file('over/rendered.txt', service('a'));
    const { out } = await kubeplan(['lint', '-k', 'over']);
    expect(out).toContain('https://example.com/a/b?ref=1 is not in the files');
    expect(await kubeplan(['lint', '-k', 'over', '--allow-network'])).toMatchObject({ status: 0 });
  });

  it('has to be one', async () => {
    expect(await kubeplan(['lint', '-k', 'stand-ins'])).toEqual({
      status: 2,
      out: '',
      err: 'kubeplan: -k: there is no kustomization in stand-ins\n',
    });
  });

  it('is read as it stands where there is nothing to render it', async () => {
    const script = join(folder, 'stand-ins', 'kustomize');
    const kubectl = join(folder, 'stand-ins', 'kubectl');
    for (const path of [script, kubectl]) writeFileSync(path, `#!/bin/sh\n${NOT_THERE}\n`, { mode: 0o755 });
    try {
      const { err } = await kubeplan(['plan', 'prod', '--nodes', 'name=n']);
      expect(err).toContain(
        'prod is a kustomization, and neither kustomize nor kubectl is there to render it: its files are read as they stand',
      );
    } finally {
      writeFileSync(script, `#!/bin/sh\n${KUSTOMIZE}\n`);
    }
  });
});

describe('a chart', () => {
  file('chart/Chart.yaml', 'name: shop\nversion: 1.0.0\n');
  file('chart/templates/a.yaml', '{{ .Values.a }}\n');
  file(
    'chart/rendered.txt',
    `---\n# Source: shop/templates/a.yaml\n${bad('a')}---\n# Source: shop/charts/db/templates/b.yaml\n${service('b')}`,
  );

  it('is rendered by helm, and findings name its templates', async () => {
    const { out, status } = await kubeplan(['lint', 'chart']);
    expect(status).toBe(1);
    expect(out).toContain('chart/templates/a.yaml (rendered for chart)');
    expect(out).toContain('2 files, 2 objects');
  });

  it('is rendered for the Kubernetes that is asked about, of several the newest', async () => {
    const shown = join(folder, 'told');
    file('versions/Chart.yaml', 'name: shop\n');
    file('versions/rendered.txt', `---\n# Source: shop/templates/a.yaml\n${service('a')}`);
    const script = join(folder, 'stand-ins', 'helm');
    writeFileSync(script, `#!/bin/sh\necho "$*" > '${shown}'\n${HELM}\n`);
    try {
      await kubeplan(['lint', 'versions', '--k8s', '1.31..1.33']);
      expect(readFileSync(shown, 'utf8')).toContain('--kube-version 1.33');
      await kubeplan(['plan', 'versions', '--nodes', 'cpu=1', '--k8s', '1.30']);
      expect(readFileSync(shown, 'utf8')).toContain('--kube-version 1.30');
    } finally {
      writeFileSync(script, `#!/bin/sh\n${HELM}\n`);
    }
  });

  it('names as its files whatever is only shown, never read or acted on', async () => {
    file('odd/Chart.yaml', 'name: odd\n');
    const sources = [
      'x/../../../etc/passwd',
      'x/\x1b[31m\u202e\x07',
      '/etc/passwd',
      `x/${'y'.repeat(1_000_000)}`,
      'x',
    ];
    const texts = sources.map((source, at) => `# Source: ${source}\n${bad(`s${at}`)}`);
    file('odd/rendered.txt', texts.join('---\n'));
    for (const options of [[], ['--fix'], ['--format', 'github'], ['--format', 'sarif']]) {
      const { out, err, status } = await kubeplan(['lint', 'odd', ...options]);
      expect(status).toBe(1);
      expect(out + err).not.toMatch(/[\x1b\x07\u202e]|root:/);
      expect(out.length).toBeLessThan(30_000);
    }
  });

  it.each([
    ['nothing', ''],
    ['no YAML', '\x00\x01{{{{ ]]\n\xff'],
    ['no objects', '---\n---\n- 1\n---\n"a"\n'],
  ])('of which %s comes is told in every command', async (what, text) => {
    const name = what.replace(' ', '-');
    file(`${name}/Chart.yaml`, 'name: odd\n');
    file(`${name}/rendered.txt`, text);
    for (const command of [['lint'], ['plan', '--nodes', 'cpu=1'], ['diff', name]]) {
      const { status } = await kubeplan([...command, name]);
      expect([command, status > 2]).toEqual([command, false]);
    }
  });

  it('that cannot be rendered shows the words of helm', async () => {
    file('wrong/Chart.yaml', 'name: wrong\n');
    expect((await kubeplan(['lint', 'wrong'])).out).toContain('wrong cannot be rendered: Error: no template');
  });

  it('comes through standard input too', async () => {
    const { bySourceComments } = await import('../../src/manifest/render.js');
    expect(
      bySourceComments(
        `---\n# Source: shop/templates/a.yaml\na: 1\n---\n# Source: shop/templates/a.yaml\nb: 1\n`,
      ),
    ).toEqual([
      {
        file: 'shop/templates/a.yaml (rendered)',
        text: '# Source: shop/templates/a.yaml\na: 1\n---\n# Source: shop/templates/a.yaml\nb: 1\n',
      },
    ]);
    expect(bySourceComments('a: 1\n')).toBeUndefined();
  });
});

describe('what nobody can read', () => {
  it('is told, where silence would be taken for an answer', async () => {
    file('shut/.kubeplan.yaml', 'exclude: [app/templates, app/Chart.yaml, old]\n');
    file('shut/.git/HEAD', '');
    file('shut/app/Chart.yaml', 'name: app\n');
    file('shut/app/templates/a.yaml', '{{ .Values.a }}\n');
    file('shut/old/a.yaml', service('a'));
    const script = join(folder, 'stand-ins', 'helm');
    writeFileSync(script, `#!/bin/sh\n${NOT_THERE}\n`);
    try {
      const chart = await runIn('shut', ['lint', 'app']);
      expect(chart).toMatchObject({ status: 2 });
      expect(chart.out).toContain('app is a chart, and helm is not there to render it');
      const bare = await runIn('shut', ['lint', 'app', '--no-config']);
      expect(bare.out).toContain('render it first: kubeplan lint app does, by helm');
    } finally {
      writeFileSync(script, `#!/bin/sh\n${HELM}\n`);
    }
    expect(await runIn('shut', ['lint', 'old'])).toEqual({
      status: 2,
      out: '',
      err: 'kubeplan: nothing is read of old: .kubeplan.yaml excludes all of it\nkubeplan lint --verbose names the files, and --no-config reads them.\n',
    });
    // A hook names the files of a commit, whatever they are.
    expect(await runIn('shut', ['lint', 'old/a.yaml', '--quiet'])).toMatchObject({ status: 0, out: '' });
  });
});

describe('several that are rendered', () => {
  it('are looked at each by itself, and told together where they stand in the files', async () => {
    const inFolder = workbenchOf('overlays');
    const wrong = service('web').replace('port: 80', 'port: 80, targetPort: 70000');
    inFolder('base/kustomization.yaml', 'resources: [web.yaml]\n');
    inFolder('base/web.yaml', wrong);
    for (const name of ['dev', 'prod']) {
      inFolder(`${name}/kustomization.yaml`, 'resources: [../base]\n');
      inFolder(`${name}/rendered.txt`, wrong.replace('name: web', `name: web\n  namespace: ${name}`));
      const there = service('web', origin('BASE/../base/web.yaml'));
      inFolder(`${name}/origins.txt`, there);
    }
    const { out } = await runIn('overlays', ['lint', '.', '-k', 'dev', '-k', 'prod', '--format', 'json']);
    const { findings, summary } = JSON.parse(out);
    expect(summary).toMatchObject({ errors: 1, objects: 3 });
    expect(findings[0].location).toMatchObject({ file: 'base/web.yaml', line: 5 });
    expect(findings[0].related.map((one: { message: string }) => one.message)).toEqual([
      'as rendered',
      'as rendered',
    ]);
    const text = await runIn('overlays', ['lint', '-k', 'dev']);
    expect(text.out).toContain('base/web.yaml\n  5:');
    expect(text.out).toContain('as rendered: base/web.yaml (rendered for dev):6:');
    expect(text.out).not.toContain('fixable');
  });
});

describe('-f', () => {
  it('takes the files of a folder, and with -R those below it', async () => {
    file('f/a.yaml', service('a'));
    file('f/b/b.yaml', service('b'));
    expect((await kubeplan(['lint', '-f', 'f'])).out).toContain('1 file, 1 object');
    expect((await kubeplan(['lint', '-R', '-f', 'f/'])).out).toContain('2 files, 2 objects');
    expect((await kubeplan(['lint', '-f', 'f/a.yaml', '-f', 'f/b/b.yaml'])).out).toContain(
      '2 files, 2 objects',
    );
  });
});

describe('a revision', () => {
  it('is read, and what has changed since is told', async () => {
    const inGit = workbenchOf('repository');
    inGit('a.yaml', bad('a'));
    inGit('b.yaml', bad('b'));
    git('init', '-q', 'repository');
    git('-C', 'repository', 'add', '-A');
    git('-C', 'repository', 'commit', '-qm', 'first');
    const inFolder = (argv: string[]) => runIn('repository', argv);

    expect((await inFolder(['lint', 'git:HEAD:'])).out).toContain(
      '2 files, 2 objects, Kubernetes 1.37: 2 errors',
    );
    expect((await inFolder(['lint', 'git:HEAD:a.yaml'])).out).toContain('git:HEAD:a.yaml\n  5:');
    expect((await inFolder(['lint', 'git:HEAD:c.yaml'])).out).toContain('there is no c.yaml in HEAD');
    expect((await inFolder(['lint', 'git:gone:a.yaml'])).out).toContain('there is no revision gone');

    expect(await inFolder(['lint', '.', '--since', 'HEAD'])).toMatchObject({
      status: 0,
      out: '2 files, 2 objects, Kubernetes 1.37: nothing wrong; ignored: 2 findings.\n',
    });
    inGit('a.yaml', bad('a').replace('80', '81'));
    inGit('c.yaml', bad('c'));
    const since = await inFolder(['lint', '.', '--since', 'HEAD', '--format', 'compact']);
    expect(since.out).toContain('a.yaml:');
    expect(since.out).toContain('c.yaml:');
    expect(since.out).not.toContain('b.yaml:');
    expect((await inFolder(['diff', 'git:HEAD:', '.'])).out).toContain('service/c');

    inGit('new/d.yaml', bad('d'));
    const added = await inFolder(['lint', 'new', 'a.yaml', '--since', 'HEAD', '--format', 'compact']);
    expect(added.out).toMatch(/^a\.yaml:.*\nnew\/d\.yaml:/);

    expect(await inFolder(['lint', '.', '--since', 'gone'])).toMatchObject({
      status: 2,
      err: 'kubeplan: --since: there is no revision gone\n',
    });
    expect(await inFolder(['lint', 'git:HEAD:', '--since', 'HEAD'])).toMatchObject({ status: 2 });
  });

  it('of a kustomization or a chart is rendered as they were then', async () => {
    const inGit = workbenchOf('then/there');
    inGit('prod/kustomization.yaml', 'resources: [../base]\n');
    inGit('prod/rendered.txt', service('a'));
    inGit('prod/origins.txt', service('a', origin('BASE/../base/a.yaml')));
    inGit('chart/Chart.yaml', 'name: shop\n');
    inGit('chart/rendered.txt', `---\n# Source: shop/templates/a.yaml\n${service('a')}`);
    inGit('plain/a.yaml', service('a'));
    git('init', '-q', 'then');
    git('-C', 'then', 'add', '-A');
    git('-C', 'then', 'commit', '-qm', 'first');
    inGit('prod/rendered.txt', service('a').replace('80', '81'));
    inGit('chart/rendered.txt', `---\n# Source: shop/templates/a.yaml\n${service('a').replace('80', '82')}`);
    const inFolder = (argv: string[]) => runIn('then/there', argv);
    const overlay = (await inFolder(['diff', 'git:HEAD:prod', 'prod'])).out;
    expect(overlay).toContain('1 changed.');
    expect(overlay).toContain('git:HEAD:base/a.yaml (rendered for prod)');
    expect(overlay).toContain('{port: 81}');
    const chart = (await inFolder(['diff', 'git:HEAD:chart', 'chart'])).out;
    expect(chart).toContain('git:HEAD:chart/templates/a.yaml (rendered for chart)');
    expect(chart).toContain('{port: 82}');
    expect((await inFolder(['lint', 'git:HEAD:prod', '--format', 'json'])).out).not.toContain('rendered for');
    const bare = await inFolder(['diff', 'git:HEAD:chart', 'git:HEAD:plain', '--no-render']);
    expect(bare.out).toContain('service/a');
    inGit('prod/rendered.txt', service('a').replace('port', 'prot'));
    const refused = await inFolder(['diff', 'git:HEAD:prod', 'prod']);
    expect(refused.out).toContain('kubeplan lint -k prod   says where the refusals come from.');
  });

  it('tells of what is rendered what differs from its rendering in the revision', async () => {
    const inGit = workbenchOf('since/there');
    const overlay = (name: string, texts: string) => {
      inGit(`${name}/kustomization.yaml`, 'resources: [../base]\n');
      inGit(`${name}/rendered.txt`, texts);
    };
    const both = `${bad('a')}---\n${bad('b')}`;
    overlay('dev', both);
    overlay('prod', both);
    inGit('chart/Chart.yaml', 'name: shop\n');
    const template = (texts: string) => `---\n# Source: shop/templates/a.yaml\n${texts}`;
    inGit('chart/rendered.txt', template(`${bad('c')}---\n${bad('d')}`));
    inGit('chart/templates/a.yaml', '{{ broken }}\n');
    git('init', '-q', 'since');
    git('-C', 'since', 'add', '-A');
    git('-C', 'since', 'commit', '-qm', 'first');
    const since = async (...argv: string[]) => {
      const { run } = await import('./workbench.js');
      const at = join(folder, 'since/there');
      const { out, err, status } = await run(at, ['lint', ...argv, '--since', 'HEAD', '--format', 'json']);
      const { findings } = JSON.parse(out) as {
        findings: { object: { name: string }; location: { file: string } }[];
      };
      return {
        status,
        err,
        told: findings.map(({ object, location }) => `${object.name} ${location.file}`),
      };
    };
    const all = ['chart', '-k', 'dev', '-k', 'prod'];
    expect(await since(...all)).toEqual({ status: 0, err: '', told: [] });

    // The same change in one overlay of two, and in the chart.
    overlay('prod', both.replace('name: b', 'name: b\n  labels: {a: b}'));
    inGit('chart/rendered.txt', template(`${bad('c').replace('80', '81')}---\n${bad('d')}`));
    expect(await since(...all)).toEqual({
      status: 1,
      err: '',
      told: ['c chart/templates/a.yaml (rendered for chart)', 'b prod (rendered for prod)'],
    });
    expect(await since('-k', 'prod')).toMatchObject({ told: ['b prod (rendered for prod)'] });

    // What is rendered for the first time is new, and what could not be rendered then is said.
    overlay('test', bad('e'));
    expect(await since('-k', 'dev', '-k', 'test')).toMatchObject({
      told: ['e test (rendered for test)'],
      err: '',
    });
    inGit('dev/rendered.txt', '');
    git('-C', 'since', 'rm', '-q', '--cached', 'there/dev/rendered.txt');
    git('-C', 'since', 'commit', '-qm', 'second');
    overlay('dev', both);
    const { told, err } = await since('-k', 'dev');
    // One mistake that is made twice.
    expect(told).toEqual(['a dev (rendered for dev)']);
    expect(err).toBe(
      'kubeplan: --since: git:HEAD:dev cannot be rendered: Error: accumulating resources; all that is rendered now counts as changed\n',
    );
  });

  it('tells what follows from a change elsewhere', async () => {
    const inGit = workbenchOf('follows');
    const config =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: shop}\ndata: {a: b}\n';
    inGit('config.yaml', config);
    inGit(
      'pod.yaml',
      'apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: shop}\nspec:\n  containers:\n    - {name: a, image: "a:1", env: [{name: A, valueFrom: {configMapKeyRef: {name: settings, key: a}}}]}\n',
    );
    git('init', '-q', 'follows');
    git('-C', 'follows', 'add', '-A');
    git('-C', 'follows', 'commit', '-qm', 'first');
    inGit('config.yaml', config.replace('a: b', 'c: d'));
    const { out } = await runIn('follows', ['lint', '.', '--since', 'HEAD', '--format', 'compact']);
    expect(out).toMatch(/pod\.yaml:\d+:\d+: error: .*references\/missing-key/);
  });

  it('is none outside of a repository', async () => {
    const { out } = await kubeplan(['lint', 'git:HEAD:a.yaml']);
    expect(out).toContain('git:HEAD:a.yaml: this is no git repository');
  });
});

function workbenchOf(name: string): (path: string, text: string) => string {
  return (path, text) => file(`${name}/${path}`, text);
}

async function runIn(name: string, argv: string[]) {
  const { run } = await import('./workbench.js');
  return run(join(folder, name), argv);
}
