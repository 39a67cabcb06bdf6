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
