import { describe, expect, it } from 'vitest';
import { deployment, documents, node, workbench } from './workbench.js';

const { file, kubeplan } = workbench();
const budget = (name: string, spec: string) =>
  `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: ${name}, namespace: default}\nspec: {${spec}, selector: {matchLabels: {app: ${name}}}}\n`;
const nodes = ['one', 'two'].map((name) => node(name, { labels: `kubernetes.io/hostname: ${name}` }));
const web = deployment('web', { replicas: 2 });
const kept = file('kept.yaml', documents(...nodes, web, budget('web', 'minAvailable: 2')));
const most = file('most.yaml', documents(...nodes, web, budget('web', 'maxUnavailable: 0')));
const share = file('share.yaml', documents(...nodes, web, budget('web', 'minAvailable: "100%"')));
const free = file('free.yaml', documents(...nodes, deployment('api', { replicas: 2 })));
const full = file('full.yaml', documents(...nodes, deployment('api', { replicas: 2, requests: 'cpu: 3' })));

describe('kubeplan drain', () => {
  it('says where each pod goes', async () => {
    const { status, out } = await kubeplan(['drain', 'one', '--cluster', free]);
    expect(status).toBe(0);
    expect(out).toMatch(/^one can be drained: 1 pod moved, at rest after \d/);
    expect(out).toMatch(/\n {2}pod\/api-\S+ +two\n/);
  });

  it('does not call a pod moved that nobody makes anew', async () => {
    const pod = `apiVersion: v1\nkind: Pod\nmetadata: {name: bare, namespace: default}\nspec: {nodeName: one, containers: [{name: c, image: c}]}\n`;
    const bare = file('bare.yaml', documents(...nodes, pod));
    expect((await kubeplan(['drain', 'one', '--force', '--cluster', bare])).out).toMatch(
      /^one can be drained: 1 pod gone for good, at rest/,
    );
    expect((await kubeplan(['drain', '--all', '--force', '--cluster', bare])).out).toMatch(
      /\n {2}one +yes {2}1 pod gone for good, at rest/,
    );
  });

  it('says which pods find no other node', async () => {
    const { status, out } = await kubeplan(['drain', 'one', '--cluster', full]);
    expect(status).toBe(1);
    expect(out).toMatch(/^one can be drained, but pod\/api-\S+ finds no other node\.\n/);
    expect(out).toContain('Pending: 0/2 nodes are available');
  });

  it('says which budget keeps a pod, and what would lift it', async () => {
    const { status, out } = await kubeplan(['drain', 'one', '--cluster', kept]);
    expect(status).toBe(1);
    expect(out).toMatch(
      /^one cannot be drained: pod\/web-\S+ may not be evicted: Cannot evict pod as it would/,
    );
    expect(out).toMatch(/pod\/web-\S+ +stays: Cannot evict pod/);
    expect(out).toContain('  poddisruptionbudget/web keeps them: it has 2 healthy pods of minAvailable 2.\n');
    expect(out).toContain('replicas 3 of deployment/web, or minAvailable 1 would let them go (tried).\n');
    expect(out).toContain('  kubectl scale deployment/web --replicas=3\n');
    const { out: other } = await kubeplan(['drain', 'one', '--cluster', most]);
    expect(other).toContain('it has 2 healthy pods of 2, and maxUnavailable 0 asks for 2.');
    expect(other).toContain('maxUnavailable 1 would let them go (tried).');
    const { out: third } = await kubeplan(['drain', 'one', '--cluster', share]);
    expect(third).toContain('it has 2 healthy pods of minAvailable 100% (2).');
  });

  it('says when the dump has no nodes; so does capacity', async () => {
    const pod = (name: string) =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: default}\nspec: {nodeName: one, containers: [{name: a, image: a}]}\nstatus: {phase: Running}\n`;
    const bare = file('bare.yaml', documents(pod('a'), pod('b')));
    const said =
      'kubeplan: --cluster holds no nodes, though 2 pods run on one: taken to be there, with 4 cpu and 16Gi each (kubeplan snapshot writes a whole dump)\n';
    expect((await kubeplan(['drain', 'one', '--cluster', bare])).err).toBe(said);
    const counted = await kubeplan(['capacity', file('one-more.yaml', pod('c')), '--cluster', bare]);
    expect(counted.err).toBe(said);
  });

  it('says what else the dump leaves out, as plan does; so do capacity and explain --all-pending', async () => {
    const pod = `apiVersion: v1
kind: Pod
metadata: {name: a-1, namespace: default, uid: a, ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: a, uid: s, controller: true}]}
spec: {nodeName: one, serviceAccountName: a, containers: [{name: a, image: a}]}
status: {phase: Running}
`;
    const part = file('part.yaml', documents(...nodes, deployment('made'), pod));
    const said =
      /^kubeplan: --cluster holds no StatefulSets, though 1 pod belongs to one: made of those, to keep as many; no ServiceAccounts: .*\nkubeplan: taken to run already: deployment\/made\n$/;
    expect((await kubeplan(['drain', 'one', '--cluster', part])).err).toMatch(said);
    expect((await kubeplan(['capacity', '--cluster', part])).err).toMatch(said);
    expect((await kubeplan(['explain', '--all-pending', '--cluster', part])).err).toMatch(said);
    expect((await kubeplan(['explain', 'deployment/made', '--cluster', part])).err).toBe(
      'kubeplan: taken to run already: deployment/made\n',
    );
  });

  it('tells of every node, each by itself', async () => {
    const { status, out } = await kubeplan(['drain', '--all', '--cluster', kept]);
    expect(status).toBe(1);
    expect(out).toMatch(/^0 of 2 nodes can be drained, each by itself\.\n\n {2}one {3}no {3}pod\/web-/);
    const good = await kubeplan(['drain', '--all', '--cluster', free]);
    expect([good.status, good.out]).toEqual([
      0,
      expect.stringMatching(
        /^2 of 2 nodes .*\n\n {2}one {3}yes {2}1 pod moved.*\n {2}two {3}yes {2}1 pod moved/,
      ),
    ]);
  });

  it('as data', async () => {
    const { out } = await kubeplan(['drain', 'one', '--cluster', kept, '--format', 'json']);
    expect(JSON.parse(out)).toMatchObject({
      format: 'kubeplan.drain/1',
      nodes: [
        {
          nodes: ['one'],
          verdict: 'no',
          command: 'kubectl drain one --ignore-daemonsets --delete-emptydir-data',
          pods: [{ kept: "Cannot evict pod as it would violate the pod's disruption budget." }],
          lifts: [
            {
              budget: { name: 'web' },
              ways: [{ what: 'replicas 3 of deployment/web' }, { what: 'minAvailable 1' }],
            },
          ],
        },
      ],
    });
  });

  it.each([
    [['drain', 'oen', '--cluster', free], 'there is no node oen, did you mean one?'],
    [['drain', 'one', '--all', '--cluster', free], '--all drains every node: name none beside it'],
    [['fail', '--cluster', free], 'nothing to fail'],
  ])('%j is a mistake', async (argv, err) => {
    const said = await kubeplan(argv);
    expect([said.status, said.out]).toEqual([2, '']);
    expect(said.err).toContain(err);
  });

  it('a plan says the same of its drain; without a way out it says that', async () => {
    const { out } = await kubeplan(['plan', '--cluster', kept, '--then', 'drain one']);
    expect(out).toContain('poddisruptionbudget/web keeps them: it has 2 healthy pods of minAvailable 2.');
    const json = await kubeplan(['plan', '--cluster', kept, '--then', 'drain one', '--format', 'json']);
    expect(JSON.parse(json.out)).toMatchObject({
      actions: [{ kept: [{}], lifts: [{ budget: { name: 'web' } }] }],
    });
    const crashing = await kubeplan([
      'plan',
      '--cluster',
      kept,
      '--crash',
      'web:1',
      '--then',
      'set image deploy/web app=web:2',
      '--then',
      'drain one',
    ]);
    expect(crashing.status).toBe(1);
  });
});
