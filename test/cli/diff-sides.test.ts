import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { KUSTOMIZE, standIns } from './programs.js';
import { configMap, deployment, documents, node, workbench } from './workbench.js';

const { file, folder, kubeplan } = workbench();
standIns(folder, { kustomize: KUSTOMIZE });
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
    cwd: folder,
    stdio: 'pipe',
  });

describe('kubeplan diff --since', () => {
  file('deploy/web.yaml', deployment('web'));
  file('deploy/map.yaml', configMap('a'));
  file('prod/kustomization.yaml', 'resources: [web.yaml]\n');
  file('prod/rendered.txt', deployment('made'));
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  git('commit', '--quiet', '-m', 'first');
  execFileSync('mv', ['deploy/map.yaml', 'deploy/settings.yaml'], { cwd: folder });
  file('deploy/web.yaml', deployment('web', { image: 'web:2' }));
  file('prod/rendered.txt', deployment('made', { replicas: 5 }));

  it('compares the working tree with a revision; a file under another name is nothing', async () => {
    const { out, status } = await kubeplan(['diff', '--since', 'main', 'deploy']);
    expect(status).toBe(0);
    expect(out).toMatch(/^1 changed, 1 the same\.\n\n~ deployment\/web {2}rolls out/);
    expect(out).toContain('git:main:deploy/web.yaml:15:18  deploy/web.yaml:15:18');
    expect(out.trimEnd().split('\n').at(-1)).toBe('kubeplan plan deploy   says how it goes, step by step.');
    expect(await kubeplan(['diff', 'git:main:deploy', 'deploy'])).toMatchObject({ out });
  });

  it('renders a kustomization as it was and as it is', async () => {
    const { out } = await kubeplan(['diff', '--since', 'HEAD', 'prod']);
    expect(out).toContain('~ deployment/made  scales 3 → 5, no rollout');
  });

  it('takes a folder that was not there for new, and says so of a revision', async () => {
    file('more/a.yaml', configMap('more'));
    expect((await kubeplan(['diff', '--since', 'HEAD', 'more'])).out).toMatch(/^1 added\./);
    expect(await kubeplan(['diff', '--since', 'nowhere', 'deploy'])).toEqual({
      status: 2,
      out: '',
      err: 'kubeplan: --since: there is no revision nowhere\n',
    });
    expect((await kubeplan(['diff', '--since', 'HEAD', 'gone'])).err).toContain('gone');
  });
});

const live = (image: string, replicas: number, env = '') =>
  `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
  uid: u1
  resourceVersion: "7"
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: |
      {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"shop"},"spec":{"replicas":3,"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"app","image":"web:1"}]}}}}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: app
          image: ${image}
${env}`;

describe('kubeplan diff --cluster', () => {
  const next = file('next.yaml', deployment('web', { image: 'web:2', namespace: 'shop' }));
  const same = file('same.yaml', deployment('web', { image: 'web:1', namespace: 'shop' }));

  it('compares with what is live: what others changed there is told apart from what the manifest changes', async () => {
    const dump = file(
      'dump.yaml',
      documents(
        node('one'),
        live('web:1', 5, '          env: [{name: DEBUG, value: "1"}]\n'),
        configMap('other'),
      ),
    );
    const { out } = await kubeplan(['diff', '--cluster', dump, next]);
    expect(out).toMatch(/^1 changed\.\n/);
    expect(out).toContain('5 → 3  (drift: changed in the cluster, 3 was applied last)');
    expect(out).toContain('\n      web:1 → web:2\n');
    expect(out).toContain(
      'but spec.template.spec.containers[app].env[DEBUG] was put there in the cluster, and stays',
    );
    expect(out).not.toContain('other');
    const { out: back } = await kubeplan(['diff', '--cluster', dump, same]);
    expect(back).toContain('scales 5 → 3, no rollout');
  });

  it('what was applied last says, where both changed it', async () => {
    const dump = file('dump.yaml', documents(node('one'), live('web:hot', 3)));
    const { out } = await kubeplan(['diff', '--cluster', dump, next]);
    expect(out).toContain('web:hot → web:2  (web:1 was applied last)');
  });

  it('keeps the size where replicas were taken out of what was applied last', async () => {
    const silent = deployment('web', { namespace: 'shop' }).replace('  replicas: 3\n', '');
    const dump = file('dump.yaml', documents(node('one'), live('web:1', 5).replace('"replicas":3,', '')));
    const { out } = await kubeplan(['diff', '--cluster', dump, file('silent.yaml', silent)]);
    expect(out).toMatch(/^Nothing changes: 1 object is the same/);
    expect(out).toContain('but spec.replicas was put there in the cluster, and stays 5');
  });

  it('plays the move through where the nodes of the dump are', async () => {
    const dump = file('dump.yaml', documents(node('one', { cpu: '1' }), live('web:1', 3)));
    const big = file(
      'big.yaml',
      deployment('web', { image: 'web:2', namespace: 'shop', requests: 'cpu: 2' }),
    );
    const { out } = await kubeplan(['diff', '--cluster', dump, big]);
    expect(out).toMatch(
      /rolls out: replicaset web-\w+, and never completes, stays at 3 of 3 ready: Pending:/,
    );
    expect(out).toContain('nodes are available: 1 Insufficient cpu\n');
    const small = await kubeplan(['diff', '--cluster', dump, next]);
    expect(small.out).toMatch(/rolls out: replicaset web-\w+, 3 pods, completes, never below 3 ready/);
  });

  it('takes nodes that are said for a move between two folders', async () => {
    const [old, big] = [
      file('old.yaml', deployment('web', { requests: 'cpu: 1' })),
      file('big2.yaml', deployment('web', { requests: 'cpu: 3' })),
    ];
    const { out } = await kubeplan(['diff', old, big, '--nodes', '2x cpu=4']);
    expect(out).toMatch(/and never completes, stays at \d of 3 ready/);
    expect(out).not.toContain('never below');
    expect(out).toContain(`kubeplan plan big2.yaml --nodes '2x cpu=4'`);
    expect(await kubeplan(['diff', old, big, '--nodes', 'cpu=x'])).toMatchObject({
      status: 2,
      err: expect.stringContaining('--nodes: '),
    });
    const many = await kubeplan([
      'diff',
      old,
      file('many.yaml', deployment('web', { replicas: 90_000 })),
      '--nodes',
      '1x cpu=4',
    ]);
    expect(many.out).toContain('there are more pods than are played through');
  });

  it('says what was stuck before anything changes, and what the dump lacks', async () => {
    const bad = `apiVersion: v1
kind: Pod
metadata: {name: web-1, namespace: shop, uid: p1, labels: {app: web}, ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: web, uid: s1, controller: true}]}
spec: {nodeName: one, containers: [{name: app, image: "web:bad"}]}
status: {phase: Pending, containerStatuses: [{name: app, image: "web:bad", imageID: "", ready: false, restartCount: 0, state: {waiting: {reason: ImagePullBackOff, message: x}}}]}
`;
    const set = (image: string, more = '') => `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web, namespace: shop${more}}
spec: {replicas: 1, serviceName: web, ordinals: {start: 1}, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: app, image: "${image}"}]}}}
`;
    const dump = file(
      'dump.yaml',
      documents(node('one'), set('web:bad', ', uid: s1, resourceVersion: "1"'), bad),
    );
    const { out } = await kubeplan(['diff', '--cluster', dump, file('set.yaml', set('web:2'))]);
    expect(out).toContain(
      'statefulset/web -n shop is stuck before anything changes, at 0/1: web-1, ImagePullBackOff\n',
    );
    expect(out).toContain('the dump holds no Namespaces: shop taken to be there\n');
  });

  it('says where -n was forgotten', async () => {
    const unsaid = file('unsaid.yaml', deployment('web', { image: 'web:2' }));
    const dump = file('dump.yaml', documents(node('one'), live('web:1', 3)));
    const { out } = await kubeplan(['diff', '--cluster', dump, unsaid]);
    expect(out).toContain(
      'deployment/web is not in namespace default, but in namespace shop of the cluster (-n shop plans for what is there)',
    );
  });

  it('says which new workload will not run there', async () => {
    const big = deployment('big', { replicas: 2, requests: 'cpu: 3' });
    const before = file('before.yaml', configMap('a'));
    const after = file('after.yaml', documents(configMap('a'), big));
    const { out } = await kubeplan(['diff', before, after, '--nodes', '1x cpu=4,memory=16Gi']);
    expect(out).toContain(
      'never completes, stays at 1 of 2 ready: Pending: 0/1 nodes are available: 1 Insufficient cpu',
    );
    const { out: room } = await kubeplan(['diff', before, after, '--nodes', '2x cpu=4,memory=16Gi']);
    expect(room).toContain('+ deployment/big  replicaset big-');
    expect(room).not.toContain('never completes');
  });
});
