import { describe, expect, it } from 'vitest';
import { deployment, documents, node, workbench } from './workbench.js';

const { file, kubeplan } = workbench();
const web = file('web.yaml', deployment('web', { replicas: 7, requests: 'cpu: 4, memory: 12Gi' }));
const BIG = 'name=big,cpu=16,memory=64Gi,zone=a|b,max=10';
const SMALL = 'name=small,cpu=4,memory=8Gi';

const nodePool = (name: string, spec: string) =>
  `apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: {name: ${name}}\nspec:\n${spec}`;
const ofSize = (cpu: string, memory = '') => `  template:
    spec:
      nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: default}
      requirements:
        - {key: karpenter.k8s.aws/instance-cpu, operator: In, values: ["${cpu}"]}
${memory ? `        - {key: karpenter.k8s.aws/instance-memory, operator: In, values: ["${memory}"]}\n` : ''}`;
const group = (name: string, annotations: Record<string, string>) =>
  `apiVersion: cluster.x-k8s.io/v1beta1
kind: MachineDeployment
metadata: {name: ${name}, namespace: default, annotations: ${JSON.stringify(annotations)}}
spec: {clusterName: c, replicas: 1, template: {spec: {clusterName: c, bootstrap: {}, infrastructureRef: {}}}}
`;
const CAPACITY = 'capacity.cluster-autoscaler.kubernetes.io/';
const sized = {
  'cluster.x-k8s.io/cluster-api-autoscaler-node-group-min-size': '0',
  'cluster.x-k8s.io/cluster-api-autoscaler-node-group-max-size': '3',
  [`${CAPACITY}cpu`]: '10',
  [`${CAPACITY}memory`]: '32Gi',
};

describe('pools that add no node', () => {
  const one = file('one.yaml', deployment('one', { replicas: 1, requests: 'cpu: 3' }));
  const limited = (cpu: string, requirement: string) => `  limits: {cpu: ${cpu}}
  template:
    spec:
      requirements: [{key: ${requirement}}]
`;
  const ofEight = 'karpenter.k8s.aws/instance-cpu, operator: In, values: ["8"]';
  const ofAny = 'karpenter.sh/capacity-type, operator: In, values: [spot]';
  const limits = file(
    'limits.yaml',
    documents(
      nodePool('none', limited('0', ofEight)),
      nodePool('closed', limited('"0"', ofAny)),
      nodePool('less', limited('2', ofEight)),
      nodePool('open', limited('64', ofAny)),
      group('spent', { ...sized, 'cluster.x-k8s.io/cluster-api-autoscaler-node-group-max-size': '1' }),
    ),
  );

  it('for their limits take nothing', async () => {
    const { out } = await kubeplan(['explain', 'deployment/one', one, limits, '--nodes', 'cpu=1']);
    expect(out).toContain(`
Pools that could add nodes:
  nodepool/open            takes it if its nodes have 3 cpu, which nothing here says
  nodepool/none            may add no more nodes: limits.cpu: 0
                           limits.yaml:5:17
  nodepool/closed          may add no more nodes: limits.cpu: 0
                           limits.yaml:14:17
  nodepool/less            one more node would be more than it may add: limits.cpu: 2
                           limits.yaml:23:17
  machinedeployment/spent  may add no more nodes: max-size: 1
                           limits.yaml:39:187`);
    const need = await kubeplan(['capacity', '--need', one, limits]);
    expect(need.out).toContain('1 pod of deployment/one waits: may add no more nodes: limits.cpu: 0');
    expect(need.out).toContain('one more node would be more than it may add: limits.cpu: 2');
  });

  it('because they cannot be understood say so, each field with its place', async () => {
    const bad = file(
      'bad.yaml',
      documents(
        nodePool(
          'bad',
          `  limits: {cpu: lots, memory: 1Ti}
  template:
    metadata: {labels: {"a b": c}}
    spec:
      taints: [{key: x, effect: NoSchedul}, {effect: NoSchedule}]
      requirements:
        - {key: karpenter.k8s.aws/instance-cpu, operator: in, values: ["8"]}
        - {key: karpenter.k8s.aws/instance-cpu, operator: Gt, values: [x]}
        - {key: a, operator: In}
        - {key: b, operator: In, values: c}
        - {operator: Exists}
        - text
`,
        ),
        nodePool('odd', '  limits: none\n  template: {spec: {requirements: 3, taints: []}}\n'),
        nodePool('empty', '  weight: 3\n'),
        group('group', {
          'cluster.x-k8s.io/cluster-api-autoscaler-node-group-min-size': 'none',
          'cluster.x-k8s.io/cluster-api-autoscaler-node-group-mx-size': '3',
          [`${CAPACITY}cpu`]: 'sixteen',
          [`${CAPACITY}memry`]: '64Gi',
          [`${CAPACITY}taints`]: 'dedicated=db',
          [`${CAPACITY}labels`]: 'a=b,-x=1',
          [`${CAPACITY}gpu-type`]: 'nvidia.com/gpu',
        }),
      ),
    );
    const { status, err } = await kubeplan(['explain', 'deployment/one', one, bad, '--nodes', 'cpu=1']);
    expect(status).toBe(1);
    const said = err.split('\n').map((line) =>
      line
        .replace(/ name part must .*(?=: it)/, ' …')
        .replace(/quantities must .*(?=: it)/, 'quantities …')
        .replace('capacity.cluster-autoscaler.kubernetes.io', 'capacity')
        .replace('cluster.x-k8s.io/cluster-api-autoscaler-node-group', 'group')
        .replace(/^kubeplan: bad.yaml:(.*): it is not counted$/, '$1'),
    );
    expect(said).toEqual([
      '11:11: nodepool/bad: the operator "in" is none of In, NotIn, Exists, DoesNotExist, Gt, Lt, Gte and Lte, did you mean In?',
      '12:11: nodepool/bad: Gt of karpenter.k8s.aws/instance-cpu takes one whole number',
      '13:11: nodepool/bad: In of a has no values',
      '14:11: nodepool/bad: the values of b are no list',
      '15:11: nodepool/bad: the requirement has no key',
      '16:11: nodepool/bad: this is no mapping',
      '9:16: nodepool/bad: the effect of the taint x: "NoSchedul" is none of NoSchedule, PreferNoSchedule and NoExecute, did you mean NoSchedule?',
      '9:45: nodepool/bad: the taint has no key',
      '7:32: nodepool/bad: the label a b: …',
      '5:17: nodepool/bad: limits.cpu: quantities …',
      '23:35: nodepool/odd: requirements is no list',
      '22:11: nodepool/odd: limits is no mapping',
      '29:3: nodepool/empty: it has no spec.template.spec, which says what its nodes are',
      '33:121: machinedeployment/group: group-min-size: "none" is no whole number',
      '33:189: machinedeployment/group: group-mx-size: "mx-size" is none of min-size and max-size, did you mean max-size?',
      '33:241: machinedeployment/group: capacity/cpu: quantities …',
      '33:301: machinedeployment/group: capacity/memry: "memry" is none of cpu, memory, ephemeral-disk, maxPods, gpu-count, gpu-type, labels, taints and csi-driver, did you mean memory?',
      '33:359: machinedeployment/group: capacity/taints: "dedicated=db" is no taint such as key=value:NoSchedule',
      '33:425: machinedeployment/group: capacity/labels: "-x=1": …',
      '',
    ]);
    const need = await kubeplan(['capacity', '--need', one, bad]);
    expect([need.status, need.err]).toEqual([1, err]);
    const json = await kubeplan([
      'explain',
      'deployment/one',
      one,
      bad,
      '--nodes',
      'cpu=1',
      '--format',
      'json',
    ]);
    const { explanations } = JSON.parse(json.out) as {
      explanations: { pools: { amiss?: { text: string; at: object }[] }[] }[];
    };
    const amiss = explanations[0]?.pools.flatMap((pool) => pool.amiss ?? []) ?? [];
    expect(amiss.length).toBe(said.length - 1);
    expect(amiss).toContainEqual({
      text: 'In of a has no values',
      at: { file: 'bad.yaml', line: 13, column: 11 },
    });
  });
});

describe('pools on the command line', () => {
  it('says which takes the pod, with how many nodes, and what keeps it off the others', async () => {
    const { status, out } = await kubeplan([
      'explain',
      'deployment/web',
      web,
      '--pool',
      BIG,
      '--pool',
      SMALL,
    ]);
    expect(status).toBe(1);
    expect(out).toContain(`
Pools that could add nodes:
  pool big    takes it: 2 nodes, 7 of 7 ready; unused: 4 cpu and 44Gi memory
  pool small  memory short by 4Gi (Insufficient memory)
              web.yaml:16:50
`);
    expect(out).toContain('  1  add 2 nodes of pool big (zone=a): 7 of 7 ready\n');
    expect(out).not.toContain('add a node');
  });

  it('counts what DaemonSets put on the nodes', async () => {
    const agent = file(
      'agent.yaml',
      deployment('agent', { requests: 'cpu: 1' })
        .replace('Deployment', 'DaemonSet')
        .replace('  replicas: 3\n', ''),
    );
    const { out } = await kubeplan([
      'explain',
      'deployment/web',
      web,
      agent,
      '--pool',
      'name=p,cpu=4,memory=32Gi',
    ]);
    expect(out).toContain('pool p  cpu short by 1 (Insufficient cpu)');
    const more = await kubeplan([
      'explain',
      'deployment/web',
      web,
      agent,
      '--pool',
      'name=p,cpu=5,memory=32Gi',
    ]);
    expect(more.out).toContain('pool p  takes it: 7 nodes, 7 of 7 ready; unused: 0 cpu and 140Gi memory');
  });

  it('names the least unused first, and how far a pool that is bounded gets', async () => {
    const { out } = await kubeplan([
      'explain',
      'deployment/web',
      web,
      ...[
        '--pool',
        'name=wide,cpu=64,memory=256Gi',
        '--pool',
        'name=fit,cpu=14,memory=42Gi',
        '--pool',
        'name=few,cpu=4,memory=12Gi,max=2',
      ],
    ]);
    const rows = out.split('\n').filter((line) => line.startsWith('  pool '));
    expect(rows).toEqual([
      '  pool fit   takes it: 3 nodes, 7 of 7 ready; the least unused: 14 cpu and 42Gi memory',
      '  pool wide  takes it: 1 node, 7 of 7 ready; unused: 36 cpu and 172Gi memory',
      '  pool few   takes it: 2 nodes, 2 of 7 ready (max=2); unused: 0 cpu and 0 memory',
    ]);
  });

  it('puts two pools together where none alone is enough', async () => {
    const two = deployment('two', { replicas: 2, requests: 'cpu: 3' });
    const { out } = await kubeplan([
      'explain',
      'deployment/two',
      file('two.yaml', two),
      ...['--pool', 'name=a,cpu=4,max=1', '--pool', 'name=b,cpu=4,max=1'],
    ]);
    expect(out).toContain('add 1 node of pool a, and add 1 node of pool b: 2 of 2 ready');
  });

  it('does not help what no node helps', async () => {
    const claim = deployment('lost', {
      replicas: 1,
      pod: 'volumes: [{name: v, persistentVolumeClaim: {claimName: lost}}]',
    });
    const { out } = await kubeplan(['explain', 'deployment/lost', file('lost.yaml', claim), '--pool', BIG]);
    expect(out).toContain('  pool big  persistentvolumeclaim "lost" not found\n');
  });

  it('says what all that waits needs together', async () => {
    const both = file(
      'both.yaml',
      documents(
        deployment('a', { replicas: 1, requests: 'cpu: 3' }),
        deployment('b', { replicas: 1, requests: 'cpu: 1' }),
      ),
    );
    const { out } = await kubeplan(['explain', '--all-pending', both, '--pool', 'name=p,cpu=4']);
    expect(out).toContain('All 2 pods that wait have a place with 1 node of pool p.\n');
    const { out: json } = await kubeplan([
      'explain',
      '--all-pending',
      both,
      '--pool',
      'name=p,cpu=4',
      '-o',
      'json',
    ]);
    expect(JSON.parse(json).need).toMatchObject({ waiting: 2, pools: [{ complete: true, placed: 2 }] });
  });

  it.each([
    ['cpu=x', "'cpu=x' is no amount of cpu; write for example 'cpu=4'"],
    ['mem=3Gi', 'did you mean memory?'],
    ['zoen=a', 'did you mean zone?'],
    ['foo', "'foo' has no value; write for example 'name=big,cpu=16,memory=64Gi,zone=a|b,max=10'"],
    ['', "'' says nothing"],
    ['3x cpu=4', 'of a pool say how many may be added: max=3'],
    ['max=0', "'max=0' is no number of nodes from 1 to 100000"],
    ['cpu=4;cpu=8', 'is more than one pool: give --pool for each'],
    ['zone=a|a', "'zone=a|a' has a value twice"],
  ])('%j is a mistake', async (pool, said) => {
    const { status, out, err } = await kubeplan(['explain', 'deployment/web', web, '--pool', pool]);
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain(said);
  });

  it('gives each a name, and takes none twice', async () => {
    const { status, err } = await kubeplan([
      'explain',
      'deployment/web',
      web,
      '--pool',
      'name=a',
      '--pool',
      'name=a',
    ]);
    expect([status, err]).toEqual([2, expect.stringContaining('two pools are called a')]);
    const { out } = await kubeplan(['explain', 'deployment/web', web, '--pool', 'cpu=8', '--pool', 'cpu=4']);
    expect(out).toMatch(/\n {2}pool pool-1 {2}takes it/);
  });

  it('takes them from the configuration, and tells of one that is wrong with its place', async () => {
    file('shop/.kubeplan.yaml', `pools: ['${BIG}', '${SMALL}']\n`);
    const shop = file('shop/web.yaml', deployment('web', { replicas: 7, requests: 'cpu: 4, memory: 12Gi' }));
    const { out } = await kubeplan(['capacity', '--need', shop]);
    expect(out).toContain('All 7 pods that wait have a place with 2 nodes of pool big (zone=a).');
    file('bad/.kubeplan.yaml', "pools: ['cpu=4', 'cpus=4']\n");
    const { status, err } = await kubeplan(['capacity', '--need', file('bad/web.yaml', deployment('web'))]);
    expect([status, err]).toEqual([2, expect.stringContaining('bad/.kubeplan.yaml:1:18')]);
    expect(err).toContain('did you mean cpu?');
  });
});

describe("Karpenter's NodePools", () => {
  it('are sized by what their requirements say, and bounded by their limits', async () => {
    const pools = file('general.yaml', nodePool('general', `  limits: {cpu: 16}\n${ofSize('8', '32768')}`));
    const { out } = await kubeplan(['explain', 'deployment/web', web, pools, '--nodes', 'cpu=1']);
    expect(out).toContain(
      'nodepool/general  takes it: 2 nodes, 4 of 7 ready (limits.cpu: 16); unused: 0 cpu and 16Gi memory',
    );
  });

  it('are of the size that leaves the least unused', async () => {
    const sizes = ofSize('8', '32768').replace('"8"', '"4", "8", "16"');
    const { out } = await kubeplan([
      ...['explain', 'deployment/web', web, file('sizes.yaml', nodePool('sizes', sizes))],
      ...['--nodes', 'cpu=1'],
    ]);
    expect(out).toContain('add 4 nodes of nodepool/sizes (3 with 8 cpu; 1 with 4 cpu): 7 of 7 ready');
  });

  it('say what is not known', async () => {
    const { out } = await kubeplan([
      'explain',
      'deployment/web',
      web,
      file('open.yaml', nodePool('open', ofSize('8'))),
      '--nodes',
      'cpu=1',
    ]);
    expect(out).toContain('nodepool/open  takes it if its nodes have 12Gi memory, which nothing here says\n');
    const need = await kubeplan([
      'capacity',
      '--need',
      web,
      file('open.yaml', nodePool('open', ofSize('8'))),
    ]);
    expect(need.status).toBe(1);
    expect(need.out).toContain('how much memory its nodes have is not known');
  });

  it('keep off what does not tolerate their taints; both places are told', async () => {
    const tainted = ofSize('8', '32768').replace(
      '      nodeClassRef',
      '      taints: [{key: team, value: a, effect: NoSchedule}]\n      startupTaints: [{key: boot, effect: NoSchedule}]\n      nodeClassRef',
    );
    const { out } = await kubeplan([
      'explain',
      'deployment/web',
      web,
      file('tainted.yaml', nodePool('tainted', tainted)),
      '--nodes',
      'cpu=1',
    ]);
    expect(out).toContain(
      'nodepool/tainted  taint team=a:NoSchedule (node(s) had untolerated taint(s))\n                    tainted.yaml:7:16  web.yaml:13:7\n',
    );
  });
});

describe('node groups of the Cluster Autoscaler', () => {
  it('are what their annotations say', async () => {
    const { out } = await kubeplan([
      'explain',
      'deployment/web',
      web,
      file('md.yaml', group('md-0', sized)),
      '--nodes',
      'cpu=1',
    ]);
    expect(out).toContain('machinedeployment/md-0  takes it: 2 nodes, 4 of 7 ready (max-size: 3)');
  });

  it('keep off what they have not', async () => {
    const gpu = file(
      'gpu.yaml',
      deployment('gpu', { replicas: 1, requests: 'nvidia.com/gpu: 1' }).replace(
        'requests: {nvidia',
        'limits: {nvidia.com/gpu: 1}, requests: {nvidia',
      ),
    );
    const bare = group('bare', sized);
    const with2 = group('with', {
      ...sized,
      [`${CAPACITY}gpu-count`]: '2',
      [`${CAPACITY}labels`]: 'team=a,bad key=x',
      [`${CAPACITY}taints`]: 'gpu=true:NoSchedule,odd',
    });
    const { out } = await kubeplan([
      'explain',
      'deployment/gpu',
      gpu,
      file('groups.yaml', documents(bare, with2)),
      '--nodes',
      'cpu=1',
    ]);
    expect(out).toMatch(
      /machinedeployment\/bare {2}has no nvidia\.com\/gpu \(Insufficient nvidia\.com\/gpu\)/,
    );
    expect(out).toMatch(/machinedeployment\/with {2}taint gpu=true:NoSchedule/);
  });

  it('are those of a dump too', async () => {
    const dump = file('dump.yaml', documents(node('one', { cpu: '1' }), group('md-1', sized)));
    const { out } = await kubeplan(['explain', 'deployment/web', web, '--cluster', dump]);
    expect(out).toContain('machinedeployment/md-1  takes it: 2 nodes, 4 of 7 ready (max-size: 3)');
  });
});

it('as data', async () => {
  const { out } = await kubeplan([
    'explain',
    'deployment/web',
    web,
    '--pool',
    BIG,
    '--pool',
    SMALL,
    '-o',
    'json',
  ]);
  const [{ pools, fixes }] = JSON.parse(out).explanations;
  expect(pools).toEqual([
    {
      pool: 'pool big',
      takes: true,
      supposed: [],
      verdict: [],
      reasons: [],
      places: [],
      need: {
        nodes: 2,
        ready: 7,
        desired: 7,
        complete: true,
        unused: { cpu: 4000, memory: 44 * 2 ** 30 },
        least: true,
      },
    },
    {
      pool: 'pool small',
      takes: false,
      supposed: [],
      verdict: ['memory short by 4Gi'],
      reasons: ['Insufficient memory'],
      places: [{ of: 'workload', at: { file: 'web.yaml', line: 16, column: 50 } }],
    },
  ]);
  expect(fixes[0].objects.map(({ metadata }: { metadata: { name: string } }) => metadata.name)).toEqual([
    'big-1',
    'big-2',
  ]);
});
