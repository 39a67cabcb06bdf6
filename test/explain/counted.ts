/** What capacity says of worlds. */
import type { KubeObject, Pod } from '../../src/api/objects.js';
import { Cluster } from '../../src/cluster/cluster.js';
import { capacity } from '../../src/explain/capacity.js';
import type {
  Capacity,
  CapacityRequest,
  MixCapacity,
  TemplateCapacity,
} from '../../src/explain/capacity-answer.js';
import { scheduler } from './told.js';

export function counted(
  world: readonly KubeObject[],
  requests: readonly CapacityRequest[],
  max?: number,
): Capacity {
  return capacity(Cluster.of(world), requests, { scheduler, ...(max !== undefined && { max }) });
}

/** One template alone. */
export function alone(world: readonly KubeObject[], object: KubeObject, max?: number): TemplateCapacity {
  return counted(world, [{ object }], max).templates[0]!;
}

/** Several together, each as often in a round as told. */
export function mixed(
  world: readonly KubeObject[],
  ...parts: [object: KubeObject, weight: number][]
): MixCapacity {
  return counted(
    world,
    parts.map(([object, weight]) => ({ object, weight })),
  ).mix!;
}

/** A workload whose pods are like this one. */
export function workload(kind: string, name: string, one: Pod, more: object = {}): KubeObject {
  const labels = { app: name };
  return {
    apiVersion: kind === 'Job' ? 'batch/v1' : kind === 'ReplicationController' ? 'v1' : 'apps/v1',
    kind,
    metadata: { name, namespace: one.metadata.namespace, uid: `uid-${name}` },
    spec: {
      replicas: 0,
      selector: { matchLabels: labels },
      template: { metadata: { labels: { ...labels, ...one.metadata.labels } }, spec: one.spec },
      ...more,
    },
  } as KubeObject;
}

export const deployment = (name: string, one: Pod, more?: object) => workload('Deployment', name, one, more);
