import { describe, expect, it } from 'vitest';
import { NodeSpecError, parseNodes } from '../../src/cluster/node-spec.js';

describe('--nodes', () => {
  it('makes groups of nodes with resources, labels and taints', () => {
    const nodes = parseNodes(
      '2x cpu=4,memory=16Gi,zone=a; cpu=8,nvidia.com/gpu=1,taint=gpu=yes:NoSchedule,name=big',
    );
    expect(nodes.map((node) => node.metadata.name)).toEqual(['node-1', 'node-2', 'big']);
    expect(nodes[0]!.metadata.labels?.['topology.kubernetes.io/zone']).toBe('a');
    expect(nodes[0]!.status?.allocatable).toEqual({
      cpu: '4',
      memory: '16Gi',
      'ephemeral-storage': '100Gi',
      pods: '110',
    });
    expect(nodes[2]!.status?.allocatable?.['nvidia.com/gpu']).toBe('1');
    expect(nodes[2]!.spec?.taints).toEqual([{ key: 'gpu', value: 'yes', effect: 'NoSchedule' }]);
  });

  it('labels nodes as their kubelet would', () => {
    const [node] = parseNodes('arch=arm64');
    expect(node!.metadata.labels).toEqual({
      'beta.kubernetes.io/arch': 'arm64',
      'beta.kubernetes.io/os': 'linux',
      'kubernetes.io/arch': 'arm64',
      'kubernetes.io/os': 'linux',
      'kubernetes.io/hostname': 'node-1',
    });
  });

  it.each([
    ['', /no node/],
    ['3x cpu', /has no value/],
    ['memry=4Gi', /'memry' is neither a resource/],
    ['taint=gpu', /is no taint/],
    ['9999999x cpu=1', /more than/],
  ])('says what is wrong with %j', (text, message) => {
    expect(() => parseNodes(text)).toThrow(NodeSpecError);
    expect(() => parseNodes(text)).toThrow(message);
  });
});
