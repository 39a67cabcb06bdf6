import { expect, it } from 'vitest';
import type { Deployment } from '../../src/api/objects.js';
import { plan } from '../../src/library.js';

const web = (image: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: '${image}'}]}
`;

it.each([
  ['1.30', undefined],
  ['1.34', undefined],
  ['1.35', 0],
  ['1.36', 0],
] as const)('on %s, a Deployment and its sets that end all pods tell terminatingReplicas %s', (k8s, told) => {
  const { settled, findings, cluster, workloads } = plan([{ file: 'new.yaml', text: web('web:2') }], {
    k8s,
    nodes: 'cpu=4,memory=8Gi',
    cluster: [{ file: 'old.yaml', text: web('web:1') }],
  });
  expect(findings).toEqual([]);
  expect({ settled, states: workloads.map(({ state }) => state) }).toEqual({
    settled: true,
    states: ['complete'],
  });
  const deployment = cluster.get('Deployment', 'default/web') as Deployment;
  expect(deployment.status?.terminatingReplicas).toBe(told);
  expect(cluster.list('ReplicaSet').map(({ status }) => status?.terminatingReplicas)).toEqual([told, told]);
});
