import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Io } from '../../src/cli/io.js';
import { execute } from '../../src/cli/main.js';
import { PLAIN } from '../../src/report/style.js';
import { displayWidth } from '../../src/report/width.js';

const folder = mkdtempSync(join(tmpdir(), 'kubeplan-capacity-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function kubeplan(argv: string[], width = 80) {
  const said = { out: '', err: '' };
  const stream = (key: 'out' | 'err') => ({
    write: (text: string) => {
      said[key] += text;
    },
    isTTY: false,
    width,
    style: PLAIN,
  });
  const io: Io = { env: {}, stdout: stream('out'), stderr: stream('err') };
  const status = await execute(['capacity', ...argv], io);
  const [out, err] = [said.out, said.err].map((text) => text.replaceAll(`${folder}/`, ''));
  return { status, out: out!, lines: out!.trimEnd().split('\n'), err: err! };
}

function deployment(name: string, replicas: number, requests: string, more = ''): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: ${replicas}
  selector:
    matchLabels: {app: ${name}}
  template:
    metadata:
      labels: {app: ${name}}
    spec:
      containers:
        - name: app
          image: app:1
          resources: {requests: {${requests}}}
${more}`;
}

const web = file('web.yaml', deployment('web', 3, 'cpu: 500m, memory: 1Gi'));
const cache = file('cache.yaml', deployment('cache', 1, 'cpu: 1, memory: 6Gi'));
const agent = file(
  'agent.yaml',
  deployment('agent', 0, 'cpu: 1').replace('Deployment', 'DaemonSet').replace('  replicas: 0\n', ''),
);
const NODES = ['--nodes', '2x cpu=4,memory=16Gi; cpu=8,taint=dedicated=db:NoSchedule'];

describe('kubeplan capacity', () => {
  it('answers first, then node by node', async () => {
    const { status, out } = await kubeplan([web, ...NODES]);
    expect(status).toBe(0);
    expect(out).toBe(`13 more of deployment/web fit: cpu ends it on node-1 and node-2; node-3 is
tainted.
web.yaml:4:9  each asks for 500m cpu and 1Gi memory

  node    more  cpu left  memory left   ends it
  node-1     6  0 of 4    8Gi of 16Gi   cpu
  node-2     7  0 of 4    8Gi of 16Gi   cpu
  node-3     0  8 of 8    16Gi of 16Gi  taint dedicated=db:NoSchedule

Counted after the pods that the manifests ask for are placed (3 of 3 of
deployment/web); --templates-only leaves them out.
`);
  });

  it('counts without the pods of the manifests where told', async () => {
    const { lines } = await kubeplan([web, ...NODES, '--templates-only']);
    expect(lines[0]).toMatch(/^16 more of deployment\/web fit/);
    expect(lines.slice(-2).join(' ')).toContain('are not placed');
  });

  it('counts what is named only', async () => {
    const { out } = await kubeplan([web, cache, 'deploy/cache', ...NODES]);
    expect(out).toContain('3 more of deployment/cache fit: ');
    expect(out).not.toContain('more of deployment/web fit');
  });

  it('does not say how many more of a DaemonSet fit', async () => {
    expect((await kubeplan([web, agent, ...NODES])).out).not.toContain('daemonset/agent');
    const { status, err } = await kubeplan([agent, 'ds/agent', ...NODES]);
    expect(status).toBe(2);
    expect(err).toContain('daemonset/agent runs one pod on every node');
  });

  it('fills up with a mix, round by round', async () => {
    const { status, lines, out } = await kubeplan([web, cache, ...NODES, '--mix', 'web=3,deployment/cache']);
    expect(status).toBe(0);
    expect(out.replace(/\s+/g, ' ')).toMatch(
      /^2 rounds of 3 deployment\/web and 1 deployment\/cache fit \(8 pods\)\. A further one stops at deployment\/web: cpu ends it on node-1; .* Beside them fit, each alone, 1 more of deployment\/web and 0 more of deployment\/cache\. /,
    );
    expect(out).toMatch(/each alone +more {2}what ends it/);
    expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(80);
  });

  it('folds like nodes', async () => {
    const { lines } = await kubeplan([
      web,
      '--nodes',
      '20x cpu=4,memory=16Gi; 30x cpu=2',
      '--templates-only',
    ]);
    expect(lines.slice(3, 6)).toEqual([
      '  node                     more  cpu left  memory left   ends it',
      '  20 nodes like node-1   8 each  0 of 4    8Gi of 16Gi   cpu',
      '  30 nodes like node-21  4 each  0 of 2    12Gi of 16Gi  cpu',
    ]);
    const unfolded = await kubeplan([web, '--nodes', '20x cpu=4; 30x cpu=2', '-v']);
    expect(unfolded.lines.filter((line) => /^ {2}node-\d+ /.test(line))).toHaveLength(50);
  });

  it('keeps one line for each of many templates', async () => {
    const many = file(
      'many.yaml',
      [1, 2, 3, 4, 5].map((i) => deployment(`app-${i}`, 1, `cpu: ${i}`)).join('---\n'),
    );
    const { lines } = await kubeplan([many, ...NODES]);
    expect(lines[0]).toBe('5 templates on 3 nodes, each counted alone, 3 of them not once more.');
    expect(lines.filter((line) => line.startsWith('  deployment/app-'))).toHaveLength(5);
  });

  it('says the same as JSON, in whatever order the files come', async () => {
    const { out } = await kubeplan([web, cache, ...NODES, '--mix', 'web=3,cache', '--format', 'json']);
    const turned = await kubeplan([cache, web, ...NODES, '--mix', 'web=3,cache', '--format', 'json']);
    expect(turned.out).toBe(out);
    const answer = JSON.parse(out);
    expect(answer).toMatchObject({ format: 'kubeplan.capacity/1', nodes: 3, manifestPods: 'placed' });
    expect(answer.templates[1]).toMatchObject({
      object: { kind: 'Deployment', namespace: 'default', name: 'web' },
      requests: { cpu: 500, memory: 2 ** 30 },
      replicas: { wanted: 3, placed: 3 },
      ends: [
        { causes: ['cpu'], closed: false, nodes: ['node-1', 'node-2'] },
        { causes: ['taint'], closed: true, nodes: ['node-3'] },
      ],
    });
    expect(answer.mix).toMatchObject({ rounds: 2, endedBy: { name: 'web' } });
  });

  it('writes formats into files', async () => {
    const target = join(folder, 'capacity.json');
    const { out } = await kubeplan([web, ...NODES, '--format', `json=${target}`]);
    expect(out).toBe('');
    expect(JSON.parse(readFileSync(target, 'utf8')).templates).toHaveLength(1);
  });

  it('ends with 1 where something cannot be read or would be refused', async () => {
    const broken = await kubeplan([web, file('broken.yaml', 'a: [1'), ...NODES]);
    expect(broken.status).toBe(1);
    expect(broken.out).toContain('more of deployment/web fit');
    expect(broken.err).toMatch(/^kubeplan: broken\.yaml:1:\d+: /);
    const wrong = file('wrong.yaml', deployment('wrong', 1, 'cpu: 1').replace('image: app:1', 'image: ""'));
    const refused = await kubeplan([web, wrong, ...NODES]);
    expect(refused.status).toBe(1);
    expect(refused.err).toMatch(/^kubeplan: wrong\.yaml:1:1: deployment\/wrong would be refused: /);
    expect(refused.out).toContain('more of deployment/web fit');
  });

  it('ends with 2 where the command line makes no sense', async () => {
    const errors: [string[], string][] = [
      [[], 'nothing to count'],
      [[web, 'deployment/wbe'], 'did you mean web?'],
      [[web, '--mix', 'wbe=2'], 'did you mean web?'],
      [[web, '--mix', 'web=0'], '--mix cannot be web=0'],
      [[web, '--mix', 'web=1,web=2'], 'web is in it twice'],
      [[web, '--max', 'many'], '--max cannot be many'],
    ];
    for (const [argv, message] of errors) {
      const { status, err } = await kubeplan(argv);
      expect([status, err.includes(message)], `${argv.join(' ')}: ${err}`).toEqual([2, true]);
    }
  });
});
