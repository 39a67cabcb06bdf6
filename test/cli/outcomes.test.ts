import { describe, expect, it } from 'vitest';
import { configMap, deployment, documents, workbench } from './workbench.js';

const { file, kubeplan } = workbench();
const NODE = ['--nodes', 'name=n,cpu=4,memory=8Gi'];
const web = file('web.yaml', deployment('web'));
const big = file('big.yaml', deployment('big', { requests: 'memory: 24Gi' }));
const bad = file('bad.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: A}\n');

describe('plan', () => {
  it('tells a pull request how each workload ends', async () => {
    const { out, status } = await kubeplan(['plan', web, big, bad, ...NODE, '--format', 'markdown']);
    expect(status).toBe(1);
    expect(out).toMatch(/^<!-- kubeplan plan -->\n\*\*kubeplan plan\*\* · /);
    expect(out).toMatch(/\| ✗ \| `deployment\/big` \| 0\/3 ready, stuck since .*Insufficient memory/);
    expect(out).toMatch(/\| ✓ \| `deployment\/web` \| 3\/3 ready, complete after /);
    expect(out).toMatch(/\| ✗ \| `configmap\/A` \| /);
    expect(out.indexOf('✗')).toBeLessThan(out.indexOf('✓'));
  });

  it('fails a case for each that does not complete', async () => {
    const { out } = await kubeplan(['plan', web, big, ...NODE, '--format', 'junit']);
    expect(out).toContain('tests="2" failures="1"');
    const broken = await kubeplan(['plan', web, file('broken.yaml', 'a: ['), ...NODE, '--format', 'junit']);
    expect(broken.out).toContain('<testcase name="broken.yaml:1" classname="broken.yaml"><failure');
  });
});

describe('diff', () => {
  const old = file('old.yaml', documents(deployment('web'), deployment('gone'), configMap('same')));
  const next = file(
    'next.yaml',
    documents(deployment('web', { image: 'web:2' }), configMap('same'), configMap('new'), configMap('B')),
  );

  it('tells a pull request what happens, the worst first', async () => {
    const { out, status } = await kubeplan(['diff', old, next, '--format', 'markdown']);
    expect(status).toBe(1);
    const rows = [...out.matchAll(/^\| (\S+) \| `([^`]+)`/gm)].map(([, sign, object]) => `${sign} ${object}`);
    expect(rows).toEqual(['✗ configmap/B', '\\- deployment/gone', '~ deployment/web', '\\+ configmap/new']);
    expect(out).not.toContain('configmap/same` |');
  });

  it('fails a case for what is refused or cannot be read', async () => {
    const { out } = await kubeplan(['diff', old, next, '--format', 'junit']);
    expect(out).toContain('tests="4" failures="1"');
    const broken = file('cut.yaml', `${deployment('web')}---\na: [\n`);
    expect((await kubeplan(['diff', old, broken, '--format', 'junit'])).out).toContain('name="cut.yaml:');
  });
});

describe('capacity', () => {
  it('tells how many more of each fit, those first that are not placed', async () => {
    const all = await kubeplan(['capacity', web, big, bad, ...NODE, '--format', 'markdown', '--max', '50']);
    expect(all.status).toBe(1);
    expect(all.out).toMatch(
      /^<!-- kubeplan capacity -->\n\*\*kubeplan capacity\*\* · 2 templates on 1 node, each counted alone, 1 of them not once more\.\n/,
    );
    const rows = [...all.out.matchAll(/^\| (\S+) \| `([^`]+)` \| (.*) \|$/gm)].map(([, ...cells]) => cells);
    expect(rows).toEqual([
      ['✗', 'configmap/A', expect.stringMatching(/^configmap\/A would be refused: ConfigMap "A" is invalid/)],
      [
        '✗',
        'deployment/big',
        'No more of deployment/big fits: n has too little memory. 0 of its 3 pods have a place.',
      ],
      ['✓', 'deployment/web', 'At least 50 more of deployment/web fit: counting stopped there.'],
    ]);
    expect(all.out).toContain('<summary>the whole report</summary>');
    const full = await kubeplan(['capacity', big, ...NODE, '--templates-only', '--format', 'markdown']);
    expect(full.out).toContain('** · No more of deployment/big fits: ');
    expect(full.out).toContain('| ! | `deployment/big` | No more of deployment/big fits: ');
    const mix = ['--mix', 'web=1', '--max', '50', '--format', 'markdown'];
    expect((await kubeplan(['capacity', web, ...NODE, ...mix])).out).toContain(
      '** · At least 50 rounds of 1 deployment/web fit \\(50 pods\\): counting stopped there.',
    );
  });

  it('fails a case for what has no place, is refused or cannot be read', async () => {
    const { out, status } = await kubeplan([
      'capacity',
      web,
      big,
      ...NODE,
      '--format',
      'junit',
      '--max',
      '50',
    ]);
    expect(status).toBe(0);
    expect(out).toContain('<testsuite name="kubeplan capacity" tests="2" failures="1" errors="0">');
    expect(out).toContain('<testcase name="deployment/big" classname="big.yaml"><failure');
    const broken = file('unclosed.yaml', 'a: [');
    const none = await kubeplan(['capacity', bad, broken, ...NODE, '--format', 'junit']);
    expect(none.status).toBe(1);
    expect(none.out).toContain('tests="2" failures="2"');
    expect(none.out).toContain('<testcase name="unclosed.yaml:1" classname="unclosed.yaml"><failure');
    expect(none.out).toContain('>Nothing can be counted.</failure>');
    expect(await kubeplan(['capacity', bad, broken, ...NODE])).toMatchObject({ out: '', status: 1 });
  });
});

describe('explain', () => {
  it('tells what becomes of each', async () => {
    const one = await kubeplan(['explain', 'deployment/web', web, ...NODE, '--format', 'markdown']);
    expect(one.out).toMatch(
      /^<!-- kubeplan explain -->\n\*\*kubeplan explain\*\* · ✓ `deployment\/web` · (pod\/\S+ of deployment\/web runs on n: it is the only node)\n\n<details><summary>the whole report<\/summary>\n\n```text\nweb\.yaml:1:1\n/,
    );
    // The answer is said once.
    expect(one.out.split('it is the only node')).toHaveLength(2);
    const { out } = await kubeplan(['explain', '--all-pending', web, big, ...NODE, '--format', 'junit']);
    expect(out).toContain('<testcase name="deployment/big" classname="big.yaml"><failure');
    const refused = await kubeplan([
      'explain',
      'pod/a',
      file(
        'pod.yaml',
        'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: A, image: a}]}\n',
      ),
      ...NODE,
      '--format',
      'markdown',
    ]);
    expect(refused.out).toContain('** · ✗ `pod/a` · pod/a would be refused');
    const none = await kubeplan(['explain', '--all-pending', web, ...NODE, '--format', 'markdown']);
    expect(none.out).toContain('Every pod finds a node.');
  });
});
