import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectGolden } from '../fixtures/golden.js';
import { KUSTOMIZE, NOT_THERE, standIns } from './programs.js';
import { commit, gitIn, type Made } from './repository.js';
import { configMap, deployment, documents, run, workbench } from './workbench.js';

const { folder, file } = workbench();
standIns(folder, { kustomize: KUSTOMIZE, helm: NOT_THERE });

let repositories = 0;
/** A repository of its own, and the command in it. */
function repository(commits: readonly Made[]) {
  repositories += 1;
  const root = join(folder, `repository-${repositories}`);
  commit(root, commits);
  const kubeplan = (...argv: string[]) => run(root, argv);
  return { root, kubeplan, history: (...argv: string[]) => kubeplan('history', ...argv) };
}

const web = (image: string, more = {}) => deployment('web', { image, ...more });
const twoRevisions: Made[] = [
  { files: { 'web.yaml': web('web:1') }, subject: 'Web comes' },
  { files: { 'web.yaml': web('web:2') }, author: 'Ben Example', subject: 'Web 2' },
];

describe('kubeplan history', () => {
  it('tells what docs/history.md shows', async () => {
    const shop = (tag: string, cause: string, more = '', replicas = 5) => ({
      'deploy/web.yaml': `${deployment('web', {
        image: `registry.example.com/shop/web:${tag}`,
        replicas,
      }).replace(
        '  name: web\n',
        `  name: web\n  annotations:\n    kubernetes.io/change-cause: ${cause}\n`,
      )}${more}`,
    });
    const env = '          env:\n            - name: LOG_LEVEL\n              value: debug\n';
    const { root } = repository([
      { files: shop('1.4.0', 'the shop opens', '', 3), subject: 'Add the shop' },
      { files: shop('1.5.0', '"1.5.0"', '', 3), author: 'Ben Example', subject: 'Web 1.5.0' },
      { files: shop('1.5.0', '"1.5.0"'), subject: 'More of them for the sale' },
      { files: shop('1.4.0', 'checkout fails'), author: 'Ben Example', subject: 'Revert "Web 1.5.0"' },
    ]);
    gitIn(root, ['checkout', '--quiet', '-b', 'next']);
    const mended = { files: shop('1.5.1', 'checkout is mended', env), author: 'Dee Example' };
    commit(root, [{ ...mended, subject: 'Web 1.5.1, and look closer' }], 5);
    gitIn(root, ['checkout', '--quiet', 'main']);
    gitIn(root, ['merge', '--quiet', '--no-ff', '-m', 'Merge pull request #7', 'next'], 'Ann Example', 6);
    const page = new URL('../../docs/history.md', import.meta.url);
    const parts = readFileSync(page, 'utf8').split(/(```text\n\$ kubeplan history [^\n]*\n)[\s\S]*?```/);
    let text = '';
    for (const part of parts) {
      const [, words] = /^```text\n\$ kubeplan history (.*)\n$/.exec(part) ?? [];
      text +=
        words === undefined
          ? part
          : `${part}${(await run(root, ['history', ...words.split(' ')], { width: 100 })).out}\`\`\``;
    }
    expectGolden(page, text);
  });

  it('follows a file and a folder under the names that they had', async () => {
    const { history } = repository([
      ...twoRevisions,
      { git: ['mv', 'web.yaml', 'shop.yaml'], subject: 'Another name' },
      { files: { 'a/x': '' }, git: ['mv', 'shop.yaml', 'a/'] },
      { git: ['mv', 'a', 'b'], subject: 'Another folder' },
      { files: { 'b/shop.yaml': web('web:3') }, subject: 'Web 3' },
    ]);
    for (const path of ['b/shop.yaml', 'b', '.']) {
      const { out, status } = await history(path);
      expect(status).toBe(0);
      expect(out).toMatch(/^deployment\/web: \d revisions, now at (\d); /);
    }
    const { out } = await history('b/shop.yaml');
    expect(out).toMatch(/^deployment\/web: 3 revisions, now at 3; 6 commits change the path\.\n/);
    expect(out).toMatch(/\n {4}2 {2}\w+ {2}2026-01-02 {2}Ben Example {2}Web 2\n {7}web:2\n/);
    const { out: ofFolder } = await history('b');
    expect(ofFolder).toMatch(/^deployment\/web: 2 revisions, now at 2; 3 commits change the path\.\n/);
    const { out: back } = await history('b/shop.yaml', '--to-revision', '1');
    expect(back).toMatch(/web:3 → web:1 {2}git:\w+:b\/shop\.yaml:15:18 {2}git:\w+:web\.yaml:15:18\n/);
  });

  it('tells of each workload in a file, and of some', async () => {
    const both = (one: string, other: string) =>
      documents(web(one), deployment('api', { image: other, namespace: 'shop' }), configMap('settings'));
    const { history } = repository([
      { files: { 'all.yaml': both('web:1', 'api:1') } },
      { files: { 'all.yaml': both('web:2', 'api:1') } },
      { files: { 'all.yaml': both('web:2', 'api:2') } },
    ]);
    const { out } = await history('all.yaml');
    expect(out).toContain('deployment/web: 2 revisions, now at 2; 3 commits change the path.\n');
    expect(out).toContain('\n\ndeployment/api -n shop: 2 revisions, now at 2; 3 commits change the path.\n');
    expect(out).toContain(
      '\nkubeplan history all.yaml --to-revision=1 --only deployment/api   says what going back there would change.\n',
    );
    const { out: undone } = await history('all.yaml', '--to-revision', '1');
    expect(undone).toContain('kubectl rollout undo deployment/web --to-revision=1   goes back.');
    expect(undone).toContain('kubectl rollout undo deployment/api -n shop --to-revision=1   goes back.');
    expect((await history('all.yaml', '--only', 'deployment/api')).out).not.toContain('web');
  });

  it('says since when a workload is not among the manifests, and what of it would be refused', async () => {
    const { history } = repository([
      ...twoRevisions,
      { files: { 'web.yaml': web('web:2').replaceAll('{app: web}', '{app: shop}') }, subject: 'Renamed' },
      { files: { 'web.yaml': undefined }, subject: 'Web goes' },
    ]);
    const { out } = await history('web.yaml');
    expect(out).toMatch(/^deployment\/web: 2 revisions, now at 2; 4 commits change the path\. It is not/);
    expect(out).toMatch(/\n! {6}\w+ {2}2026-01-03 {2}Ann Example {2}Renamed\n {7}refused: Deployment\.apps/);
    expect(out).toMatch(/field is\s+immutable\n/);
  });

  it('renders a kustomization in each commit, its bases among what changes it', async () => {
    const kustomization = { 'prod/kustomization.yaml': 'resources: ["../base"]\n' };
    const base = (image: string) => ({
      'base/kustomization.yaml': 'resources: []\n',
      'base/origins.txt': web(image),
    });
    const { history } = repository([
      { files: { ...kustomization, ...base('web:1') } },
      { files: base('web:2'), subject: 'The base' },
      { files: { 'prod/complaint.txt': 'Error: no\n', 'base/origins.txt': undefined }, subject: 'Broken' },
    ]);
    const { out } = await history('prod');
    expect(out).toMatch(/^\w+ is passed over: git:\w+:prod cannot be rendered: Error: no\n\n/);
    expect(out).toContain('deployment/web: 2 revisions, now at 2; 3 commits change the path.\n');
    expect(out).toContain('  The base\n');
  });

  it('says once that charts are read as they stand where helm is not there', async () => {
    const chart = 'apiVersion: v2\nname: chart\nversion: 1.0.0\n';
    const { history } = repository([
      { files: { 'chart/Chart.yaml': chart, 'chart/web.yaml': web('web:1') } },
      { files: { 'chart/web.yaml': web('web:2') } },
    ]);
    const { out } = await history('chart');
    expect(out).toMatch(
      /^chart is a chart, and helm is not there to render it: its files are read as they stand\n\n/,
    );
    expect(out).toContain('deployment/web: 2 revisions');
  });

  it('follows the folder that most of its files came from', async () => {
    const { history } = repository([
      {
        files: {
          'a/web.yaml': web('web:1'),
          'a/map.yaml': configMap('a'),
          'a/more.yaml': configMap('more'),
          'b/map-b.yaml': configMap('b'),
        },
      },
      {
        files: { 'c/own.yaml': configMap('own') },
        git: ['mv', 'a/web.yaml', 'a/map.yaml', 'a/more.yaml', 'b/map-b.yaml', 'c/'],
      },
      { files: { 'c/web.yaml': web('web:2') } },
    ]);
    const { out } = await history('c');
    expect(out).toContain('deployment/web: 2 revisions, now at 2; 3 commits change the path.');
  });

  it('passes over a commit that cannot be read', async () => {
    const { history } = repository([
      ...twoRevisions,
      { files: { 'web.yaml': 'a: [\n' } },
      { files: { 'web.yaml': web('web:3') } },
    ]);
    const { out } = await history('web.yaml');
    expect(out).toMatch(/^\w{7} is passed over: /);
    expect(out).toContain('deployment/web: 3 revisions, now at 3; 4 commits change the path.');
  });

  it('keeps whole numbers beyond those of JavaScript', async () => {
    const grace = (tag: string) =>
      web(tag).replace('containers:', 'terminationGracePeriodSeconds: 9007199254740993\n      containers:');
    const { history } = repository([
      { files: { 'web.yaml': grace('web:1') }, subject: 'Web comes' },
      { files: { 'web.yaml': grace('web:2') }, subject: 'Web 2' },
    ]);
    const { status, out } = await history('web.yaml');
    expect(status).toBe(0);
    expect(out).toContain('deployment/web: 2 revisions, now at 2');
  });

  it('says where revisions are not counted from the beginning', async () => {
    const { root, history } = repository(twoRevisions);
    expect((await history('web.yaml', '--commits', '1')).out).toMatch(
      /^1 older commit not read \(--commits 1\): revisions are counted from \w{7} on\n/,
    );
    const shallow = join(folder, 'shallow');
    gitIn(folder, ['clone', '--quiet', '--depth', '1', `file://${root}`, shallow]);
    expect((await run(shallow, ['history', 'web.yaml'])).out).toMatch(
      /^the clone is shallow, and may lack older commits \(git fetch --unshallow\): revisions are/,
    );
  });

  it('writes JSON of what it tells', async () => {
    const { history } = repository(twoRevisions);
    const { out } = await history('web.yaml', '--to-revision', '1', '--format', 'json');
    expect(JSON.parse(out)).toEqual({
      format: 'kubeplan.history/1',
      kubernetes: '1.37',
      path: 'web.yaml',
      commits: 2,
      workloads: [
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          namespace: 'default',
          name: 'web',
          revisionHistoryLimit: 10,
          revisions: [
            {
              revision: 1,
              name: expect.stringMatching(/^web-\w+$/),
              images: [{ container: 'app', image: 'web:1' }],
              changes: [],
              is: 'kept',
              commit: {
                hash: expect.stringMatching(/^\w{40}$/),
                short: expect.stringMatching(/^\w{7}$/),
                author: 'Ann Example',
                date: '2026-01-01T12:00:00Z',
                subject: 'Web comes',
                path: 'web.yaml',
              },
            },
            expect.objectContaining({ revision: 2, is: 'current' }),
          ],
        },
      ],
      undo: [
        {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          namespace: 'default',
          name: 'web',
          revision: 1,
          diff: expect.objectContaining({ format: 'kubeplan.diff/1' }),
        },
      ],
    });
    const { out: same } = await history('web.yaml', '--to-revision', '2', '--format', 'json');
    expect(JSON.parse(same)).toMatchObject({
      undo: [{ skipped: 'skipped rollback (current template already matches revision 2)' }],
    });
  });

  it('writes Markdown: a row for each revision, the newest first, or for what an undo changes', async () => {
    const { history } = repository([
      ...twoRevisions,
      { files: { 'web.yaml': web('web:2').replaceAll('{app: web}', '{app: shop}') }, subject: 'Renamed' },
    ]);
    const { out } = await history('web.yaml', '--format', 'markdown');
    const rows = out.split('\n').filter((line) => line.startsWith('| '));
    expect(rows.slice(2).map((row) => row.replace(/\\\(\w{7}/, '(HASH'))).toEqual([
      expect.stringMatching(
        /^\| ✗ \| `deployment\/web` \| refused: .* \(HASH 2026-01-03 Ann Example: Renamed/,
      ),
      '| * | `deployment/web` | revision 2: web:2 (HASH 2026-01-02 Ben Example: Web 2\\) |',
      '|   | `deployment/web` | revision 1: web:1 (HASH 2026-01-01 Ann Example: Web comes\\) |',
    ]);
    const { out: undone } = await history('web.yaml', '--to-revision', '1', '--format', 'markdown');
    expect(undone).toContain('| ~ | `deployment/web` | rolls out: ');
  });

  it('writes into files', async () => {
    const { kubeplan, history } = repository(twoRevisions);
    expect(await history('web.yaml', '--format', 'json=out.json')).toEqual({ status: 0, out: '', err: '' });
    expect((await kubeplan('lint', 'out.json')).err).toBe('');
  });

  it('never shows a credential of a message or a reason', async () => {
    const { history } = repository([
      { files: { 'web.yaml': web('web:1') }, subject: 'Login with --password=hunter2hunter2' },
    ]);
    for (const format of ['text', 'json', 'markdown']) {
      const { out } = await history('web.yaml', '--format', format);
      expect(out).toContain('Login with');
      expect(out).not.toContain('hunter2');
    }
  });

  it('says what is wrong with the path, the revision, or the repository', async () => {
    const { history } = repository([...twoRevisions, { files: { 'map.yaml': configMap('settings') } }]);
    const problem = async (...argv: string[]) => {
      const { status, out, err } = await history(...argv);
      expect({ status, out }).toEqual({ status: 2, out: '' });
      return err;
    };
    expect(await problem()).toBe(
      'kubeplan: one path is given: a file or a folder in a git repository\nkubeplan history deploy/web.yaml\n',
    );
    expect(await problem('web.yaml', 'map.yaml')).toContain('one path is given');
    expect(await problem('wbe.yaml')).toBe(
      'kubeplan: wbe.yaml is in no commit of HEAD, did you mean web.yaml?\n',
    );
    expect(await problem('git:nowhere:web.yaml')).toBe('kubeplan: there is no revision nowhere\n');
    expect(await problem('../web.yaml')).toBe('kubeplan: ../web.yaml is not in the repository\n');
    expect(await problem('map.yaml')).toBe(
      'kubeplan: there is no Deployment, StatefulSet or DaemonSet in 1 commit of map.yaml\n',
    );
    expect(await problem('web.yaml', '--to-revision', '7')).toBe(
      'kubeplan: --to-revision: deployment/web has no revision 7: it has 1 and 2\n',
    );
    file('alone/web.yaml', web('web:1'));
    expect(await run(join(folder, 'alone'), ['history', 'web.yaml'])).toEqual({
      status: 2,
      out: '',
      err: 'kubeplan: this is no git repository\n',
    });
  });

  it('names what shows a revision that is kept no longer', async () => {
    const spec = (image: string) => web(image).replace('  replicas: 3\n', '  revisionHistoryLimit: 0\n');
    const { history } = repository([
      { files: { 'web.yaml': spec('web:1') } },
      { files: { 'web.yaml': spec('web:2') } },
    ]);
    const { out, err } = await history('web.yaml');
    expect(out).toContain('\n       kept no longer (revisionHistoryLimit 0)\n');
    expect(err).toBe('');
    const { err: why } = await history('web.yaml', '--to-revision', '1');
    expect(why).toMatch(
      /^kubeplan: --to-revision: revision 1 of deployment\/web is kept no longer: revisionHistoryLimit 0 leaves 2\nkubeplan diff web\.yaml git:\w{7}:web\.yaml {3}says what going back to it would change\.\n$/,
    );
  });

  it('ends with exit status 1 where kubectl would not go back', async () => {
    const { history } = repository([
      ...twoRevisions,
      { files: { 'web.yaml': web('web:2').replace('  replicas: 3', '  paused: true') } },
    ]);
    const { status, out } = await history('web.yaml', '--to-revision', '1');
    expect(status).toBe(1);
    expect(out).toContain('you cannot rollback a paused deployment');
  });
});
