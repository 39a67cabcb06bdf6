/** The nodes of a scenario: how a recording writes them, and as objects. */
import type { Node, TaintEffect } from '../../src/api/objects.js';

export interface NodeSpec {
  name: string;
  cpu: string;
  memory: string;
  pods: number;
  labels?: Record<string, string>;
  taints?: { key: string; value?: string; effect: TaintEffect }[];
}

/** A ready node, empty as yet, without a uid. */
export function nodeOf({ name, cpu, memory, pods, labels, taints }: NodeSpec): Node {
  const resources = { cpu, memory, pods: String(pods), 'ephemeral-storage': '1Ti' };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        ...labels,
      },
    },
    spec: taints ? { taints } : {},
    status: {
      capacity: resources,
      allocatable: resources,
      conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady' }],
    },
  };
}
