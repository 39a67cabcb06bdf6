import { describe, expect, it } from 'vitest';
import { deployment, documents, node, workbench } from './workbench.js';

const { file, kubeplan } = workbench();
const web = file('web.yaml', deployment('web', { replicas: 6, requests: 'cpu: 1, memory: 1Gi' }));
const POOL = ['--pool', 'name=p,cpu=4,memory=16Gi'];

describe('capacity --need', () => {
  it('says how many nodes, what stays unused, and what a rollout brings', async () => {
    const { status, out } = await kubeplan([
      'capacity',
      '--need',
      web,
      ...POOL,
      '--pool',
      'name=tiny,cpu=500m',
    ]);
    expect([status, out]).toEqual([
      0,
      `All 6 pods that wait have a place with 2 nodes of pool p.
2 cpu and 26Gi memory of them stay unused; with one less of any kind not all have a place (tried).
A rollout of deployment/web brings 2 more pods for a while: they have room too.

  pool       nodes  pods    unused
  pool p     2      6 of 6  2 cpu and 26Gi memory
  pool tiny  0      0 of 6
    6 pods of deployment/web wait: cpu short by 500m (Insufficient cpu)
`,
    ]);
  });

  it('says when a rollout needs more, or a quota does not let it go on', async () => {
    const full = deployment('full', { replicas: 4, requests: 'cpu: 1' });
    const { out } = await kubeplan(['capacity', '--need', file('full.yaml', full), ...POOL]);
    expect(out).toContain(
      'brings 1 more pod for a while: for that it takes 1 node more, or it waits for old pods to\ngo.',
    );
    const quota =
      'apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: few, namespace: default}\nspec: {hard: {pods: "4"}}\n';
    const bounded = await kubeplan([
      'capacity',
      '--need',
      file('bounded.yaml', documents(quota, full)),
      ...POOL,
    ]);
    expect(bounded.out).toContain('brings 1 more pod for a while: quota few does not let it in.');
    const fewer = await kubeplan([
      'capacity',
      '--need',
      file('fewer.yaml', documents(quota.replace('4', '3'), full)),
      ...POOL,
    ]);
    expect(fewer.out).toContain('All 3 pods that wait have a place with 1 node of pool p.');
    expect(fewer.out.replace(/\s+/g, ' ')).toMatch(
      /1 pod of deployment\/full is never made, whatever nodes there are: pods "full-\S+" is forbidden: exceeded quota: few/,
    );
  });

  it('counts with other requests where those are asked for, of manifests and of what runs', async () => {
    const asked = ['--set-requests', 'deployment/web:cpu=500m'];
    const { out } = await kubeplan(['capacity', '--need', web, ...POOL, ...asked]);
    expect(out).toBe(`All 6 pods that wait have a place with 1 node of pool p.
1 cpu and 10Gi memory of it stay unused; with one less of any kind not all have a place (tried).
A rollout of deployment/web brings 2 more pods for a while: they have room too.
Counted for deployment/web with cpu=500m.

  pool    nodes  pods    unused
  pool p  1      6 of 6  1 cpu and 10Gi memory
`);
    const live = ['--need', '--cluster', web, '--nodes', 'cpu=1', ...POOL, ...asked];
    const both = await kubeplan(['capacity', ...live, '--format', 'json']);
    const { need, setRequests } = JSON.parse(both.out) as Record<
      string,
      { waiting: number; wishes: object[] }
    >;
    expect([need?.waiting, need?.wishes]).toEqual([4, setRequests?.wishes]);
  });

  it('hears all that it is told, or says that it does not', async () => {
    const refused = async (...words: string[]) => {
      const { status, err } = await kubeplan(['capacity', web, ...words]);
      return [status, err];
    };
    expect(await refused('--need', ...POOL, '--max', '5')).toEqual([
      2,
      'kubeplan: --max bounds how many more pods are counted, which --need does not count\n',
    ]);
    expect(await refused('--spare', '--max', '5')).toEqual([
      2,
      'kubeplan: --max bounds how many more pods are counted, which --spare does not count\n',
    ]);
    expect(await refused('--spare', 'deployment/web')).toEqual([
      2,
      'kubeplan: --spare is about all nodes: name no deployment/web\n',
    ]);
    expect((await refused('--spare', '--free', 'deployment/web', '--max', '5'))[0]).toBe(0);
  });

  it('counts beside what is there, and needs none where all have a place', async () => {
    const one = await kubeplan(['capacity', '--need', web, ...POOL, '--nodes', 'cpu=4']);
    expect(one.out).toContain('All 2 pods that wait have a place with 1 node of pool p.');
    const none = await kubeplan(['capacity', '--need', web, ...POOL, '--nodes', '2x cpu=4']);
    expect(none.out).toBe('No node is needed: every pod has a place on the 2 nodes that there are.\n');
  });

  it('puts pools together where none is enough, and says how far it gets', async () => {
    const two = await kubeplan([
      'capacity',
      '--need',
      web,
      ...['--pool', 'name=a,cpu=4,max=1', '--pool', 'name=b,cpu=2,max=1'],
    ]);
    expect(two.status).toBe(0);
    expect(two.out).toContain(
      'All 6 pods that wait have a place with 1 node of pool a and 1 node of pool b.',
    );
    const few = await kubeplan(['capacity', '--need', web, '--pool', 'name=a,cpu=4,max=1']);
    expect(few.status).toBe(1);
    expect(few.out).toContain(
      '4 of 6 pods that wait have a place with 1 node of pool a, and no more may be added (max=1).',
    );
    const nothing = await kubeplan(['capacity', '--need', web, '--pool', 'name=a,cpu=500m']);
    expect(nothing.out).toContain('6 pods have no place, and no node of pool a would change that.');
  });

  it('puts the pool first of which the least stays unused', async () => {
    const { out } = await kubeplan([
      ...['capacity', '--need', web],
      ...['--pool', 'name=wide,cpu=32,memory=64Gi', '--pool', 'name=fit,cpu=3,memory=4Gi'],
    ]);
    expect(out).toContain(`All 6 pods that wait have a place with 2 nodes of pool fit.
0 cpu and 2Gi memory of them stay unused; with one less of any kind not all have a place (tried).
`);
    expect(out).toMatch(/\n {2}pool fit .*\n {2}pool wide {2}1 +6 of 6 {2}26 cpu and 58Gi memory\n/);
  });

  it('spreads over the zones of a pool', async () => {
    const zones = deployment('zones', {
      replicas: 2,
      requests: 'cpu: 1',
      pod: 'affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: topology.kubernetes.io/zone, labelSelector: {matchLabels: {app: zones}}}]}}',
    });
    const { out } = await kubeplan([
      'capacity',
      '--need',
      file('zones.yaml', zones),
      '--pool',
      'name=p,cpu=4,zone=a|b',
    ]);
    expect(out).toContain('with 2 nodes of pool p (1 with zone=a; 1 with zone=b).');
  });

  it('as data, in a table, as cases', async () => {
    const { out } = await kubeplan(['capacity', '--need', web, ...POOL, '-o', 'json']);
    expect(JSON.parse(out)).toMatchObject({
      format: 'kubeplan.capacity/1',
      templates: [],
      need: {
        nodeCount: 0,
        waiting: 6,
        pools: [
          {
            pools: ['pool p'],
            placed: 6,
            complete: true,
            nodes: [{ node: 'p-1' }, { node: 'p-2' }],
            left: [],
          },
        ],
        neverMade: [],
      },
    });
    const table = await kubeplan(['capacity', '--need', web, ...POOL, '-o', 'markdown']);
    expect(table.out).toContain('All 6 pods that wait have a place with 2 nodes of pool p.');
    const cases = await kubeplan(['capacity', '--need', web, '--pool', 'name=a,cpu=4,max=1', '-o', 'junit']);
    expect(cases.out).toContain('failures="1"');
  });
});

it('does not say of a pool of unknown size that it would not help', async () => {
  const pool =
    'apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: {name: general}\nspec: {template: {spec: {nodeClassRef: {group: a, kind: B, name: c}, requirements: [{key: kubernetes.io/arch, operator: In, values: [amd64]}]}}}\n';
  const nodePool = file('nodepool.yaml', pool);
  const { status, out } = await kubeplan([
    'capacity',
    '--need',
    web,
    nodePool,
    '--pool',
    'name=tiny,cpu=500m',
  ]);
  expect(status).toBe(1);
  expect(out.replace(/\s+/g, ' ')).toContain(
    '6 pods have no place, and no node of pool tiny would change that. Whether nodes of nodepool/general would is not known: nothing says how much cpu and memory they have.',
  );
});

describe('capacity --spare', () => {
  const nodes = ['one', 'two', 'three'].map((name) =>
    node(name, { labels: `kubernetes.io/hostname: ${name}` }),
  );
  const idle = file('idle.yaml', documents(...nodes, deployment('api', { replicas: 2, requests: 'cpu: 1' })));

  it('says which nodes could go together, and what is free then', async () => {
    const { status, out } = await kubeplan(['capacity', '--spare', '--cluster', idle]);
    expect(status).toBe(0);
    expect(out.replace(/\s+/g, ' ')).toMatch(
      /^2 of 3 nodes could go together, one after the other: \w+ and \w+\. Then 2 cpu and 16Gi memory are free on the other one\. 3 of 3 nodes can be drained, each by itself\. one /,
    );
  });

  it('keeps what a budget holds, the control plane, and room for nobody else', async () => {
    const budget =
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: api, namespace: default}\nspec: {minAvailable: 2, selector: {matchLabels: {app: api}}}\n';
    const plane = node('plane', {
      labels: 'node-role.kubernetes.io/control-plane: ""',
      spec: '{taints: [{key: node-role.kubernetes.io/control-plane, effect: NoSchedule}]}',
    });
    const held = file(
      'held.yaml',
      documents(
        ...nodes.slice(0, 2),
        plane,
        deployment('api', { replicas: 3, requests: 'cpu: 2' }),
        budget.replace('2', '3'),
      ),
    );
    const { out } = await kubeplan(['capacity', '--spare', '--cluster', held]);
    expect(out).toContain('No node could go of the 3 that there are.');
    expect(out).toContain('plane runs the control plane: left as it is.');
    expect(out).toMatch(/ {2}two +no +pod\/api-\S+ may not be evicted: Cannot evict pod/);
    const { out: json } = await kubeplan(['capacity', '--spare', '--cluster', held, '-o', 'json']);
    expect(JSON.parse(json).spare).toMatchObject({
      together: [],
      nodes: [
        { node: 'one', verdict: 'no' },
        { node: 'plane', verdict: 'control-plane' },
        { node: 'two', verdict: 'no' },
      ],
    });
  });

  it('says nothing of a rollout that has no room as it is', async () => {
    const full = file(
      'full.yaml',
      documents(...nodes, deployment('api', { replicas: 2, requests: 'cpu: 3' })),
    );
    const { out } = await kubeplan(['capacity', '--spare', '--cluster', full]);
    expect(out).toContain('1 of 3 nodes could go: ');
    expect(out).toContain('A rollout of deployment/api then has no room');
    const small = node('small', { cpu: '1', labels: 'kubernetes.io/hostname: small' });
    const fuller = file(
      'fuller.yaml',
      documents(...nodes.slice(0, 2), small, deployment('api', { replicas: 2, requests: 'cpu: 3' })),
    );
    const { out: already } = await kubeplan(['capacity', '--spare', '--cluster', fuller]);
    expect(already).toContain('1 of 3 nodes could go: ');
    expect(already).not.toContain('A rollout of deployment/api');
  });

  it('says which rollout has no room then', async () => {
    const tight = file(
      'tight.yaml',
      documents(...nodes.slice(0, 2), deployment('api', { replicas: 4, requests: 'cpu: 1' })),
    );
    const { out } = await kubeplan(['capacity', '--spare', '--cluster', tight]);
    expect(out).toContain('1 of 2 nodes could go: ');
    expect(out).toContain(
      'A rollout of deployment/api then has no room for its further pod, and waits for old ones to go.',
    );
    const table = await kubeplan(['capacity', '--spare', '--cluster', tight, '-o', 'markdown']);
    expect(table.out).toContain('It could go.');
  });
});

describe('capacity --free', () => {
  it('says what is free in all and in one piece, and what is lost in pieces', async () => {
    const { out } = await kubeplan(['capacity', '--free', web, '--nodes', '4x cpu=2500m,memory=16Gi']);
    expect(
      out,
    ).toBe(`4 of 10 cpu and 58Gi of 64Gi memory are free on 4 nodes; the largest pod that still fits has 1.5 cpu and 15Gi memory
(node-3).

  resource  in all  asked for  free  most on one node
  cpu       10      6          4     1.5 (node-3)
  memory    64Gi    6Gi        58Gi  15Gi (node-3)

Lost in pieces: what is left when no more fits would do for 2 more of deployment/web, if it were on one node.
`);
  });

  it('leaves out nodes that take no pods, and never goes below nothing', async () => {
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: hog, namespace: default}\nspec: {nodeName: one, containers: [{name: a, image: a, resources: {requests: {cpu: 9}}}]}\nstatus: {phase: Running}\n';
    const over = file(
      'over.yaml',
      documents(node('one'), node('two', { spec: '{unschedulable: true}' }), pod),
    );
    const { out } = await kubeplan(['capacity', '--free', '--cluster', over]);
    expect(out).toContain('\n1 node not counted: cordoned, or not ready.\n');
    const { out: said } = await kubeplan(['capacity', web, '--cluster', over, '--templates-only']);
    expect(said).toContain('0 of 4');
    expect(said).not.toContain('-5');
  });
});

describe('capacity --set-requests', () => {
  it('says what is freed, and how many more fit', async () => {
    const { out } = await kubeplan([
      'capacity',
      web,
      '--nodes',
      '2x cpu=4',
      '--set-requests',
      'deployment/web:cpu=250m,memory=1Gi',
    ]);
    expect(out).toBe(`deployment/web with cpu=250m,memory=1Gi frees 4.5 cpu.

  asked for  now          then
  cpu        6 of 8       1.5 of 8
  memory     6Gi of 32Gi  6Gi of 32Gi

  deployment/web  2 more fit  26 more fit
`);
    const same = await kubeplan([
      'capacity',
      web,
      '--nodes',
      '2x cpu=4',
      '--set-requests',
      'deployment/web:cpu=1',
    ]);
    expect(same.out).toMatch(/^deployment\/web with cpu=1 changes nothing\.\n/);
  });

  it.each([
    [
      ['--set-requests', 'web'],
      'Write what is changed and what it asks for: deployment/web:cpu=250m,memory=256Mi.',
    ],
    [['--set-requests', 'deployment/wbe:cpu=1'], 'deployments.apps "wbe" not found'],
    [['--set-requests', 'deployment/web:cpu=1zz'], 'quantities must match'],
    [['--need', ...POOL, '--mix', 'web=1'], '--mix counts how many fit: ask for it by itself'],
    [
      ['--free', '--templates-only'],
      '--templates-only is about what fits beside what runs: ask for it by itself',
    ],
    [['--need', ...POOL, 'deployment/web'], '--need is about all that is given: name no deployment/web'],
    [['--need'], 'nothing is said of nodes that could be added'],
  ])('%j is a mistake', async (words, said) => {
    const { status, out, err } = await kubeplan(['capacity', web, ...words]);
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain(said);
  });
});
