import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { diff, explain, follow, lint, plan, resources } from '../src/index.js';
import { ROOT } from './cli/built.js';
import { expectKept } from './fixtures/golden.js';

const web = (image: string, memory = '1Gi') => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: ${image}
          resources: {requests: {memory: ${memory}}}
`;

describe("import { lint, plan, explain, diff } from 'kubeplan'", () => {
  it('lints texts', () => {
    const { findings } = lint([
      { file: 'web.yaml', text: web('nginx').replace('replicas: 2', 'replicas: two') },
    ]);
    expect(findings.map(({ rule, location }) => `${location.start.line} ${rule}`)).toEqual([
      '6 schema/wrong-type',
    ]);
  });

  it('plans texts on nodes given in short', () => {
    const planned = plan([{ file: 'web.yaml', text: web('nginx') }], { nodes: 'cpu=2' });
    expect(planned.settled).toBe(true);
    expect(planned.workloads).toMatchObject([
      { object: { name: 'web' }, desired: 2, ready: 2, state: 'complete' },
    ]);
    expect(planned.cluster.podsOnNode('node-1')).toHaveLength(2);
  });

  it('plans the change of what is there', () => {
    const planned = plan([{ file: 'web.yaml', text: web('nginx:2') }], {
      cluster: [{ file: 'cluster.yaml', text: web('nginx:1') }],
      nodes: 'cpu=2',
    });
    const [name] = planned.cluster.list('ReplicaSet').map(({ metadata }) => metadata.name);
    expect(planned.cluster.count('ReplicaSet')).toBe(2);
    expect(name).toMatch(/^web-[a-z0-9]+$/);
  });

  it('answers for the Kubernetes it is asked for, in its words and with its names', () => {
    const tainted = { nodes: 'taint=gpu=yes:NoSchedule' };
    const at = (k8s: '1.31' | '1.36') =>
      plan([{ file: 'web.yaml', text: web('nginx') }], { ...tainted, k8s });
    expect(at('1.31').stuck[0]?.message).toContain('1 node(s) had untolerated taint {gpu: yes}');
    expect(at('1.36').stuck[0]?.message).toContain('1 node(s) had untolerated taint(s)');
    const sets = (['1.31', '1.36'] as const).map(
      (k8s) => at(k8s).cluster.list('ReplicaSet')[0]?.metadata.name,
    );
    expect(sets[0]).not.toBe(sets[1]);
  });

  it('explains what stays Pending, and what would free it', () => {
    const source = { file: 'web.yaml', text: web('nginx', '64Gi') };
    const [explanation] = explain([source], { kind: 'Deployment', name: 'web' }, { nodes: '3x memory=16Gi' });
    expect(explanation?.decision.message).toMatch(/^0\/3 nodes are available: 3 Insufficient memory\./);
    expect(explanation?.fixes.length).toBeGreaterThan(0);
    expect(explain([source], undefined, { nodes: '3x memory=16Gi' })).toHaveLength(1);
    expect(explain([source], { kind: 'Deployment', name: 'absent' })).toEqual([]);
    const [empty] = explain([source], undefined, { pools: ['name=big,memory=128Gi'] });
    expect(empty?.nodes).toEqual([]);
    expect(empty?.pools).toMatchObject([{ pool: 'pool big', takes: true, need: { complete: true } }]);
  });

  it('follows what something hangs on', () => {
    const service =
      'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: wbe}, ports: [{port: 80}]}\n';
    const sources = [
      { file: 'web.yaml', text: web('nginx') },
      { file: 'service.yaml', text: service },
    ];
    const [chain] = follow(sources, { kind: 'Service', name: 'web' });
    expect([chain?.answer, chain?.well, chain?.links[0]?.location?.start.line]).toEqual([
      'service/web has no endpoints: it selects no pod',
      false,
      4,
    ]);
    expect(follow(sources, { kind: 'Service', name: 'absent' })).toEqual([]);
    expect(follow(sources, { kind: 'Namespace', name: 'default' })).toEqual([]);
  });

  it('diffs texts', () => {
    const { objects } = diff(
      [{ file: 'a.yaml', text: web('nginx:1') }],
      [{ file: 'b.yaml', text: web('nginx:2') }],
    );
    expect(objects.map(({ verdict }) => verdict)).toEqual(['changed']);
  });

  it.each<[string, (k8s: '1.36') => unknown]>([
    ['lint', (k8s) => lint([], { k8s })],
    ['plan', (k8s) => plan([], { k8s })],
    ['explain', (k8s) => explain([], undefined, { k8s })],
    ['follow', (k8s) => follow([], { kind: 'Service', name: 'web' }, { k8s })],
    ['diff', (k8s) => diff([], [], { k8s })],
    ['resources', (k8s) => resources(k8s)],
  ])('%s says which versions there are', (_name, ask) => {
    // What a caller without types may pass.
    const unknown = '9.9' as '1.36';
    expect(() => ask(unknown)).toThrow(
      new Error(
        'k8s cannot be 9.9. kubeplan knows Kubernetes 1.28, 1.29, 1.30, 1.31, 1.32, 1.33, 1.34, 1.35, 1.36, 1.37; the nearest is 1.37.',
      ),
    );
    expect(() => ask('1.36')).not.toThrow();
  });

  it('plans without patches of kustomize that are lists', () => {
    const { findings } = plan([
      { file: 'kustomization.yaml', text: 'patches: [{path: ops.yaml, target: {kind: Deployment}}]\n' },
      { file: 'ops.yaml', text: '- {op: remove, path: /spec/replicas}\n' },
      { file: 'web.yaml', text: web('nginx') },
    ]);
    expect(findings.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
      'info: a patch of kustomize, no object of its own: left out',
      'info: programs read this from the file, nobody applies it: left out',
    ]);
  });
});

describe('what the README shows of the library', () => {
  const file = `${ROOT}README.md`;
  const readme = readFileSync(file, 'utf8');
  const [, example = ''] = /## As a library[\s\S]*?```js\n([\s\S]*?)```/.exec(readme) ?? [];
  const body = example.replace(/^import .*\n/gm, '');

  it('is what it prints', () => {
    const said: string[] = [];
    const words = ['readFileSync', 'diff', 'explain', 'follow', 'lint', 'plan', 'console'] as const;
    const read = (name: string) => readFileSync(`${ROOT}${name}`, 'utf8');
    const log = (...values: unknown[]) => said.push(values.join(' '));
    new Function(...words, body)(read, diff, explain, follow, lint, plan, { log });
    const printed = example.replace(/(console\.log\(.*\);\n)\/\/ .*\n/g, (_all, call: string) => {
      return `${call}// ${said.shift()}\n`;
    });
    expect(said).toEqual([]);
    expectKept('README.md', example, printed, () =>
      writeFileSync(
        file,
        readme.replace(example, () => printed),
      ),
    );
  });
});
