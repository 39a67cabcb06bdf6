import { expect, it } from 'vitest';
import { deployment, documents, workbench } from './workbench.js';

const { file, kubeplan } = workbench();
const NAMES = Array.from({ length: 12 }, (_, i) => `web-${String(i).padStart(2, '0')}`);
const NODES = ['--nodes', '1x cpu=1,memory=1Gi'];

it('tries what helps for ten workloads, and says of the others how to ask', async () => {
  file(
    'pending.yaml',
    documents(...NAMES.map((name) => deployment(name, { replicas: 1, requests: 'cpu: 2' }))),
  );
  const { out, status } = await kubeplan(['explain', '--all-pending', 'pending.yaml', ...NODES]);
  expect(status).toBe(1);
  expect(out.match(/What would free it \(each tried\):/g)).toHaveLength(10);
  expect(out.match(/^One of many: .*/gm)).toEqual([
    'One of many: kubeplan explain deployment/web-10 tries what would free it.',
    'One of many: kubeplan explain deployment/web-11 tries what would free it.',
  ]);
  const json = await kubeplan(['explain', '--all-pending', 'pending.yaml', ...NODES, '--format', 'json']);
  const { explanations } = JSON.parse(json.out) as { explanations: { untried?: true; fixes: unknown[] }[] };
  expect(explanations.filter(({ untried }) => untried)).toHaveLength(2);
});

it('does so for those whose pods are refused', async () => {
  file(
    'refused.yaml',
    documents(
      ...NAMES.map((name) => deployment(name, { replicas: 1, namespace: 'shop', requests: 'cpu: 2' })),
      'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n',
      'apiVersion: v1\nkind: LimitRange\nmetadata: {name: small, namespace: shop}\nspec: {limits: [{type: Container, max: {cpu: 1}}]}\n',
    ),
  );
  const { out, status } = await kubeplan(['explain', '--all-pending', 'refused.yaml', ...NODES]);
  expect(status).toBe(1);
  expect(out.match(/^One of many: .*/gm)).toEqual([
    'One of many: kubeplan explain deployment/web-10 -n shop tries what would lift it.',
    'One of many: kubeplan explain deployment/web-11 -n shop tries what would lift it.',
  ]);
  const json = await kubeplan(['explain', '--all-pending', 'refused.yaml', ...NODES, '--format', 'json']);
  const { refused } = JSON.parse(json.out) as { refused: { untried?: true }[] };
  expect(refused.filter(({ untried }) => untried)).toHaveLength(2);
});

it('tries once for pods that nobody owns and that are alike', async () => {
  const pod = (name: string, cpu: number) =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, labels: {app: web}}\n` +
    `spec: {containers: [{name: app, image: 'nginx:1.29', resources: {requests: {cpu: ${cpu}}}}]}\n`;
  file('alike.yaml', documents(...['a', 'b', 'c'].map((name) => pod(name, 2)), pod('d', 3)));
  const { out } = await kubeplan(['explain', '--all-pending', 'alike.yaml', ...NODES]);
  expect(out.match(/What would free it \(each tried\):/g)).toHaveLength(2);
  expect(out.match(/^One of many: .*/gm)).toEqual([
    'One of many: kubeplan explain pod/b tries what would free it.',
    'One of many: kubeplan explain pod/c tries what would free it.',
  ]);
});

it('tells once what two nodes are short of alike', async () => {
  file('short.yaml', deployment('short', { replicas: 3, requests: 'cpu: 2' }));
  const { out } = await kubeplan([
    'explain',
    'deployment/short',
    'short.yaml',
    '--nodes',
    '2x cpu=1,memory=4Gi',
  ]);
  const fixes = out.match(/^ {2}\d {2}.*$/gm) ?? [];
  expect(fixes.length).toBeGreaterThan(1);
  expect(new Set(fixes.map((fix) => fix.replace(/^ {2}\d/, ''))).size).toBe(fixes.length);
});

it('does not say that all is well where there is nothing to look at', async () => {
  file('nothing.yaml', '');
  for (const words of [['nothing.yaml'], []]) {
    const { status, out, err } = await kubeplan(['explain', '--all-pending', ...words]);
    expect([status, out]).toEqual([2, '']);
    expect(err).toMatch(/^kubeplan: there is no Kubernetes object in what was given\n/);
  }
});

it('says that pools are not asked where only more pods are counted', async () => {
  file('one.yaml', deployment('one', { replicas: 1 }));
  const { err } = await kubeplan(['capacity', 'one.yaml', ...NODES, '--pool', 'name=big,cpu=16']);
  expect(err).toBe('kubeplan: the pools are not asked: --need counts what they could add\n');
});

it('asks about one thing, or about all that waits', async () => {
  file('two.yaml', deployment('one', { replicas: 1 }));
  const all = await kubeplan(['explain', '--all-pending', 'deployment/one', 'two.yaml']);
  expect([all.status, all.err.split('\n')[0]]).toEqual([
    2,
    'kubeplan: --all-pending asks about all that waits, and deployment/one about one',
  ]);
  const two = await kubeplan(['explain', 'deployment/one', 'service/one', 'two.yaml']);
  expect([two.status, two.err.split('\n')[0]]).toEqual([
    2,
    'kubeplan: one target is explained, and service/one is another',
  ]);
});
