import { describe, expect, it } from 'vitest';
import type { FeatureGates } from '../../src/api/gates.js';
import type { Node, Pod } from '../../src/api/objects.js';
import type { KubernetesVersion } from '../../src/api/version.js';
import { bind } from '../../src/apiserver/bind.js';
import { Cluster } from '../../src/cluster/cluster.js';

const ZONE = 'topology.kubernetes.io/zone';
const REGION = 'topology.kubernetes.io/region';

function bound(
  version: KubernetesVersion,
  { labels = {}, gates = {} }: { labels?: Record<string, string>; gates?: FeatureGates } = {},
): Record<string, string> | undefined {
  const node = {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'n', labels: { [ZONE]: 'a', [REGION]: 'r', 'topology.example.com/rack': '1' } },
  };
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'default', labels },
    spec: {},
  };
  const cluster = Cluster.of([node as Node, pod as unknown as Pod], version).withGates(gates);
  const answer = bind(cluster, 'default/p', 'n', 0);
  return 'cluster' in answer ? answer.cluster.get('Pod', 'default/p')?.metadata.labels : undefined;
}

describe('a pod that is bound', () => {
  it('is told the zone and the region of its node', () => {
    expect(bound('1.37', { labels: { app: 'web' } })).toEqual({ app: 'web', [ZONE]: 'a', [REGION]: 'r' });
    expect(bound('1.35', { labels: { [ZONE]: 'elsewhere' } })).toEqual({ [ZONE]: 'a', [REGION]: 'r' });
  });

  it('is told nothing where the feature is off', () => {
    expect(bound('1.34')).toEqual({});
    expect(bound('1.34', { gates: { PodTopologyLabelsAdmission: true } })).toEqual({
      [ZONE]: 'a',
      [REGION]: 'r',
    });
    expect(bound('1.37', { gates: { PodTopologyLabelsAdmission: false } })).toEqual({});
  });
});
