import { describe, expect, it } from 'vitest';
import type { Path } from '../../src/api/json.js';
import type { KubeObject, Node } from '../../src/api/objects.js';
import { asObject } from '../../src/api/unstructured.js';
import { parsePools } from '../../src/cluster/node-spec.js';
import { givenPools, limitReached, type NodePool, poolsAmong } from '../../src/cluster/pools/index.js';

const ZONE = 'topology.kubernetes.io/zone';
const AWS = 'karpenter.k8s.aws';

function pools(objects: readonly object[], nodes: readonly Node[] = []): NodePool[] {
  const locate = (path: Path) => ({
    file: 'pools.yaml',
    start: { line: path.length + 1, column: 1, offset: 0 },
    end: { line: 1, column: 1, offset: 0 },
  });
  const written = objects.map((one) => ({ object: asObject(one as never), document: { locate } }));
  return poolsAmong(written as { object: KubeObject; document: { locate: typeof locate } }[], nodes);
}

function nodePool(requirements: object[], more: object = {}, labels: object = {}): NodePool {
  const template = { metadata: { labels }, spec: { requirements } };
  const [pool] = pools([
    { apiVersion: 'karpenter.sh/v1', kind: 'NodePool', metadata: { name: 'p' }, spec: { template, ...more } },
  ]);
  return pool!;
}

const need = (key: string, operator: string, ...values: unknown[]) => ({ key, operator, values });
const plain = { labels: {}, resources: ['cpu', 'memory'] };

/** A shape in a line: its size, labels that are not every node's, what is supposed. */
function lines(pool: NodePool, wish: Parameters<NodePool['shapes']>[0] = plain): string[] {
  return pool.shapes(wish).map(({ node, supposed }) => {
    const { cpu, memory } = node.status?.allocatable ?? {};
    const labels = Object.entries(node.metadata.labels ?? {})
      .filter(([key]) => !/^(beta\.)?kubernetes\.io\/|karpenter\.sh\/nodepool/.test(key))
      .map((pair) => pair.join('='));
    return [`${cpu}/${memory}`, ...labels, ...supposed.map((what) => `? ${what}`)].join(' ');
  });
}

describe("a NodePool's nodes", () => {
  it('have every size that is listed, with each other', () => {
    const pool = nodePool([
      need(`${AWS}/instance-cpu`, 'In', '4', '8'),
      need(`${AWS}/instance-memory`, 'In', '16384'),
    ]);
    expect(lines(pool)).toEqual(['4/16384Mi', '8/16384Mi']);
  });

  it('have sizes that are allowed by all that is said of them', () => {
    const sizes = need(`${AWS}/instance-cpu`, 'In', '2', '4', '8', '16', '32');
    const key = `${AWS}/instance-cpu`;
    const of = (...more: object[]) => lines(nodePool([sizes, ...more])).map((line) => line.split('/')[0]);
    expect(of(need(key, 'Gt', '4'))).toEqual(['8', '16', '32']);
    expect(of(need(key, 'Lt', '8'))).toEqual(['2', '4']);
    expect(of(need(key, 'Gte', 8), need(key, 'Lte', 16))).toEqual(['8', '16']);
    expect(of(need(key, 'NotIn', '2'), need(key, 'In', '2', '4'))).toEqual(['4']);
  });

  it('are bounded where a bound is all that is known, and else have what is wanted, which is told', () => {
    const cpu = nodePool([need('karpenter.azure.com/sku-cpu', 'Lt', '9')]);
    expect(lines(cpu)).toEqual(['8/1Pi ? cpu ? memory']);
    expect(lines(nodePool([]))).toEqual(['1000000/1Pi ? cpu ? memory']);
    expect(lines(nodePool([]), { labels: {}, resources: ['nvidia.com/gpu'] })[0]).toContain(
      '? nvidia.com/gpu',
    );
  });

  it('have a label for each choice; the wish where it is allowed', () => {
    const zones = nodePool([need(ZONE, 'In', 'a', 'b')]);
    const wish = (labels: Record<string, string>) => lines(zones, { labels, resources: [] });
    expect(wish({})).toEqual([
      'undefined/undefined topology.kubernetes.io/zone=a',
      'undefined/undefined topology.kubernetes.io/zone=b',
    ]);
    expect(wish({ [ZONE]: 'b' })).toEqual(['undefined/undefined topology.kubernetes.io/zone=b']);
    expect(wish({ [ZONE]: 'c' })).toHaveLength(2);
    // Providers give such labels; others are those of the template alone.
    expect(wish({ 'karpenter.sh/capacity-type': 'spot', team: 'a' })[0]).toMatch(
      /capacity-type=spot .*\? karpenter\.sh\/capacity-type=spot$/,
    );
  });

  it('have what a requirement leaves open as the pod wishes', () => {
    const wish = (requirement: object, labels: Record<string, string>) =>
      lines(nodePool([requirement]), { labels, resources: [] })[0];
    expect(wish(need('team', 'Exists'), { team: 'a' })).toContain(' team=a');
    expect(wish(need('team', 'DoesNotExist'), { team: 'a' })).not.toContain('team');
    expect(wish(need(ZONE, 'NotIn', 'a'), { [ZONE]: 'b' })).toContain(
      'zone=b ? topology.kubernetes.io/zone=b',
    );
    expect(wish(need(ZONE, 'NotIn', 'a'), { [ZONE]: 'a' })).not.toContain('zone');
    expect(lines(nodePool([], {}, { team: 'b' }), { labels: { team: 'a' }, resources: [] })[0]).toContain(
      ' team=b',
    );
  });

  it('say where what is said, and know of no more kinds than can be looked at', () => {
    const pool = nodePool([need(ZONE, 'In', 'a'), need(`${AWS}/instance-cpu`, 'In', '4')]);
    const at = ['spec', 'template', 'spec', 'requirements'];
    expect(pool.at('label', ZONE)).toEqual([...at, 0]);
    expect(pool.at('resource', 'cpu')).toEqual([...at, 1]);
    expect(pool.at('resource', 'memory')).toEqual(at);
    expect(pool.at('taint', 'x')).toEqual(['spec', 'template', 'spec', 'taints']);
    const many = Array.from({ length: 100 }, (_, i) => `z${i}`);
    expect(nodePool([need(ZONE, 'In', ...many)]).shapes(plain)).toHaveLength(64);
  });

  it('are no more than its limits leave beside its own', () => {
    const [own] = parsePools(['name=own,cpu=4,label.karpenter.sh/nodepool=p']);
    const spec = { limits: { cpu: 16, nodes: '3', odd: 'x' }, template: { spec: { requirements: 'none' } } };
    const [pool] = pools(
      [{ apiVersion: 'karpenter.sh/v1', kind: 'NodePool', metadata: { name: 'p' }, spec }],
      own!.nodes as Node[],
    );
    expect(pool!.limits).toEqual([
      { resource: 'cpu', left: 12_000, text: 'limits.cpu: 16' },
      { resource: 'nodes', left: 2, text: 'limits.nodes: 3' },
    ]);
    const [one] = own!.nodes;
    expect(limitReached(pool!, [], one!)).toBeUndefined();
    expect(limitReached(pool!, [one!, one!], one!)?.text).toBe('limits.nodes: 3');
  });
});

describe('a node group', () => {
  const group = (annotations: object, more: object = {}) =>
    pools([
      {
        apiVersion: 'cluster.x-k8s.io/v1beta1',
        kind: 'MachinePool',
        metadata: { name: 'g', namespace: 'default', annotations },
        spec: {
          template: { metadata: { labels: { 'node-role.kubernetes.io/db': '', team: 'a' } } },
          ...more,
        },
      },
    ]);
  const CAPACITY = 'capacity.cluster-autoscaler.kubernetes.io/';

  it('is one where it says what its nodes are, or how many there may be', () => {
    expect(group({})).toEqual([]);
    const size = 'cluster.x-k8s.io/cluster-api-autoscaler-node-group-max-size';
    const [sized] = group({ [size]: '5' }, { replicas: 2 });
    expect(sized!.limits).toEqual([{ resource: 'nodes', left: 3, text: 'max-size: 5' }]);
    expect(lines(sized!)).toEqual(['1000000/1Pi node-role.kubernetes.io/db= ? cpu ? memory']);
    expect(sized!.at('resource', 'cpu')).toEqual(['metadata', 'annotations']);
  });

  it('has labels, taints and sizes of its annotations', () => {
    const [described] = group({
      [`${CAPACITY}cpu`]: '4',
      [`${CAPACITY}memory`]: '16G',
      [`${CAPACITY}maxPods`]: '20',
      [`${CAPACITY}labels`]: 'disk=ssd, =x',
      [`${CAPACITY}taints`]: 'a=b:NoSchedule,c:NoExecute',
    });
    const [{ node } = { node: undefined }] = described!.shapes(plain);
    expect(node!.status!.allocatable).toEqual({ cpu: '4', memory: '16G', pods: '20', 'nvidia.com/gpu': '0' });
    expect(node!.metadata.labels).toMatchObject({ disk: 'ssd', 'node-role.kubernetes.io/db': '' });
    expect(node!.spec!.taints).toEqual([
      { key: 'a', value: 'b', effect: 'NoSchedule' },
      { key: 'c', effect: 'NoExecute' },
    ]);
    expect(described!.at('taint', 'a')).toEqual(['metadata', 'annotations', `${CAPACITY}taints`]);
    expect(described!.locate!(['metadata']).start.line).toBe(2);
  });
});

it('a pool of the command line has a node for each choice of labels', () => {
  const [pool] = givenPools(['name=big,cpu=16,memory=64Gi,zone=a|b,arch=arm64,max=10']);
  expect(lines(pool!)).toEqual([`16/64Gi ${ZONE}=a`, `16/64Gi ${ZONE}=b`]);
  expect([pool!.limits, pool!.at('taint', 'x')]).toEqual([
    [{ resource: 'nodes', left: 10, text: 'max=10' }],
    [],
  ]);
  const many = (key: string) => `label.${key}=${Array.from({ length: 9 }, (_, i) => `v${i}`).join('|')}`;
  expect(() => parsePools([`${many('a')},${many('b')}`])).toThrow(
    '81 kinds of nodes in one pool are more than 64',
  );
});
