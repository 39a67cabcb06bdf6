import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { watched } from '../../src/cli/test.js';
import { deployment, documents, node, workbench } from './workbench.js';

const SHIPPED = fileURLToPath(new URL('../../fixtures/scenarios', import.meta.url));
const { file, folder, read, kubeplan } = workbench();
file('manifests/web.yaml', deployment('web'));
const scenario = (name: string, spec: string) =>
  `apiVersion: kubeplan.dev/v1\nkind: Scenario\nmetadata:\n  name: ${name}\nspec:\n${spec}`;
const HOLDS = file(
  'scenarios/holds.yaml',
  scenario(
    'it holds',
    '  cluster: {manifests: [../manifests/web.yaml]}\n  steps:\n    - run: kubectl scale deployment/web --replicas=5\n  finally:\n    - available: {deployment/web: 5}\n',
  ),
);
file(
  'scenarios/fails.yaml',
  scenario(
    'it fails',
    `  steps:
    - apply: [../manifests/web.yaml]
  finally:
    - available:
        deployment/web: '>=4'
      message: too few
`,
  ),
);

describe('what --watch watches', () => {
  it('is what scenarios name beside themselves, and only their own files where they are wrong', () => {
    const named = file(
      'watched/a.yaml',
      scenario(
        'a',
        '  cluster: {snapshot: [dump.yaml]}\n  steps:\n    - run: kubectl apply -f more -k kust\n',
      ),
    );
    const beside = (name: string) => expect.stringMatching(new RegExp(`watched/${name}$`));
    expect(watched([join(folder, named)])).toEqual([
      join(folder, named),
      beside('dump.yaml'),
      beside('more'),
      beside('kust'),
    ]);
    const wrong = join(folder, file('watched/b.yaml', scenario('b', '  steps: [{}]\n')));
    expect(watched([wrong])).toEqual([wrong]);
    expect(watched(['-'])).toEqual(['-']);
  });
});

describe('kubeplan test', () => {
  it('plays the scenarios that are shipped, and all of them pass', async () => {
    const { status, out } = await kubeplan(['test', SHIPPED]);
    expect(out.trimEnd().split('\n').at(-1)).toBe('6 scenarios passed');
    expect(status).toBe(0);
    expect(out.match(/^✓ /gm)).toHaveLength(6);
  });

  it('begins with the snapshots that it names, found from its own folder', async () => {
    file('dump/cluster.yaml', documents(node('n1', { cpu: '2' }), node('n2', { cpu: '2' })));
    file(
      'from-a-dump/some.yaml',
      scenario(
        'two nodes',
        "  cluster: {snapshot: [../dump/cluster.yaml]}\n  steps:\n    - apply: [../manifests/web.yaml]\n  finally:\n    - \"nodes.size() == 2 && pods.all(p, p.spec.nodeName in ['n1', 'n2'])\"\n",
      ),
    );
    expect(await kubeplan(['test', 'from-a-dump'])).toMatchObject({ status: 0, err: '' });
  });

  it('shows where one fails, what was seen, and what led there', async () => {
    expect(await kubeplan(['test', 'scenarios'], { width: 100 })).toEqual({
      status: 1,
      err: '',
      out: `✗ it fails  3.0 s
    scenarios/fails.yaml:10:25  finally  available(deployment/web) >= 4  (too few)
       8 |   finally:
       9 |     - available:
      10 |         deployment/web: '>=4'
         |                         ^^^^^
    at 3.0 s it was 3
    what led there:
       0.0 s  #5   replicaset  pod/web-75b7ccb8c6-9xpmd  created
              #8   scheduler   pod/web-75b7ccb8c6-9xpmd  → node-3
       3.0 s  #11  kubelet     pod/web-75b7ccb8c6-9xpmd  ready
              #12  deployment  deployment/web            complete
✓ it holds  1.0 s
2 scenarios, 1 failed
`,
    });
  });

  it('runs on the patch and with the feature gates that it names', async () => {
    file(
      'gates/db.yaml',
      'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db}\nspec:\n  serviceName: db\n  replicas: 4\n  podManagementPolicy: Parallel\n  updateStrategy: {rollingUpdate: {maxUnavailable: 2}}\n  selector: {matchLabels: {app: db}}\n  template: {metadata: {labels: {app: db}}, spec: {containers: [{name: db, image: "db:1"}]}}\n',
    );
    const played = async (name: string, release: string) => {
      const path = file(
        `gates/${name}.yaml`,
        scenario(
          name,
          `${release}  cluster: {manifests: [db.yaml]}\n  always:\n    - available: {statefulset/db: '>=3'}\n  steps:\n    - run: kubectl set image statefulset/db db=db:2\n`,
        ),
      );
      return (await kubeplan(['test', path])).status;
    };
    const gate = (value: string) => `  featureGates: {MaxUnavailableStatefulSet: ${value}}\n`;
    expect(await played('patch', "  kubernetes: '1.35.2'\n")).toBe(1);
    expect(await played('newest', "  kubernetes: '1.35'\n")).toBe(0);
    expect(await played('set', `  kubernetes: '1.35.2'\n${gate('false')}`)).toBe(0);
    expect(await played('alpha', "  kubernetes: '1.34'\n  featureGates: {AllAlpha: true}\n")).toBe(1);
    const wrong = file('gates/wrong.yaml', scenario('x', '  featureGates: {Nope: true}\n  steps: []\n'));
    const { status, err, out } = await kubeplan(['test', wrong]);
    expect(status).toBe(2);
    expect(out + err).toContain('wrong.yaml:6:24: Kubernetes 1.37 has no feature gate Nope');
  });

  it('plays only those whose name has a text', async () => {
    const { status, out } = await kubeplan(['test', 'scenarios', '--filter', 'holds']);
    expect([status, out.split('\n').slice(1)]).toEqual([0, ['1 scenario passed', '']]);
    expect(await kubeplan(['test', 'scenarios', '--filter', 'gone'])).toMatchObject({
      status: 2,
      err: expect.stringContaining("no scenario has 'gone' in its name: there are it fails, it holds"),
    });
  });

  it('says nothing where all is well and it is to be quiet, and else only what fails', async () => {
    expect(await kubeplan(['test', HOLDS, '--quiet'])).toEqual({ status: 0, out: '', err: '' });
    const { out } = await kubeplan(['test', 'scenarios', '--quiet']);
    expect(out).not.toContain('✓');
    expect(out).toContain('✗ it fails');
  });

  it('writes JSON, JUnit and Markdown, several at once', async () => {
    const files = ['json=out.json', 'junit=out.xml', 'markdown=out.md'].flatMap((to) => ['--format', to]);
    expect(await kubeplan(['test', 'scenarios', ...files])).toEqual({ status: 1, out: '', err: '' });
    const json = JSON.parse(read('out.json'));
    expect(json).toMatchObject({
      format: 'kubeplan.test/1',
      scenarios: 2,
      failed: 1,
      results: [
        {
          name: 'it fails',
          passed: false,
          failure: {
            when: 'finally',
            expected: 'available(deployment/web) >= 4',
            seen: 'it was 3',
            at: 3000,
            location: { file: 'scenarios/fails.yaml', start: { line: 10 } },
          },
        },
        {
          name: 'it holds',
          passed: true,
          actions: [
            {
              command: 'kubectl scale deployment/web --replicas=5',
              atSeconds: 0,
              endsSeconds: 0,
              printed: ['deployment.apps/web scaled'],
              exitCode: 0,
              steps: [1],
            },
          ],
        },
      ],
    });
    expect(read('out.xml')).toContain('tests="2" failures="1"');
    expect(read('out.xml')).toContain('<testcase name="it holds" classname="scenarios/holds.yaml">');
    expect(read('out.md')).toMatch(
      /^<!-- kubeplan test -->\n\*\*kubeplan test\*\* · 1 of 2 scenarios failed\\?\./,
    );
  });

  it('says all that is wrong with scenarios, each with its place', async () => {
    const wrong = file(
      'wrong/a.yaml',
      scenario('wrong', '  step: []\n  steps:\n    - run: kubectl frobnicate\n    - aply: [x.yaml]\n'),
    );
    const { status, err } = await kubeplan(['test', wrong]);
    expect(status).toBe(2);
    expect(err).toBe(
      'kubeplan: wrong/a.yaml:6:3: unknown field "step", did you mean steps?\n' +
        'kubeplan: wrong/a.yaml:9:7: unknown field "aply", did you mean apply?\n',
    );
    const command = file('wrong/b.yaml', scenario('b', '  steps:\n    - run: kubectl frobnicate\n'));
    expect((await kubeplan(['test', command])).err).toContain('wrong/b.yaml:7:12: ');
    const assume = file('wrong/c.yaml', scenario('c', "  assume: ['web:1 strat=5s']\n  steps: []\n"));
    expect((await kubeplan(['test', assume])).err).toMatch(/wrong\/c\.yaml:6:12: .*did you mean start/);
    const broken = file('wrong/d.yaml', `${scenario('d', '  steps: [')}\n`);
    expect(await kubeplan(['test', broken])).toMatchObject({
      status: 2,
      err: expect.stringContaining('wrong/d.yaml:'),
    });
  });

  it('says where a file is named that cannot be read', async () => {
    const gone = file('wrong/gone.yaml', scenario('g', '  steps:\n    - apply: [nowhere.yaml]\n'));
    expect(await kubeplan(['test', gone])).toMatchObject({
      status: 2,
      err: expect.stringMatching(/wrong\/gone\.yaml:7:15: .*nowhere\.yaml/),
    });
    const none = file('wrong/none.yaml', 'a: b\n');
    expect((await kubeplan(['test', none])).err).toContain('there is no scenario in wrong/none.yaml');
    expect((await kubeplan(['test', 'no-such-folder'])).status).toBe(2);
  });
});
