/** The world before a scenario's first action: nodes, and what is always there. */
import type { AnyObject, KubeObject, Node } from '../../src/api/objects.js';
import { formatTime } from '../../src/api/time.js';
import { nodeOf } from './nodes.js';
import { NAMESPACE, type Scenario, START } from './scenario.js';

export function worldOf(scenario: Scenario): KubeObject[] {
  return [
    ...scenario.cluster.nodes.map((spec) => withUid(nodeOf(spec))),
    namespace(NAMESPACE),
    namespace('default'),
    storageClass('fake', 'Immediate', { 'storageclass.kubernetes.io/is-default-class': 'true' }),
    storageClass('fake-wait', 'WaitForFirstConsumer', {}),
    inNamespace('ServiceAccount', 'default'),
    inNamespace('ConfigMap', 'kube-root-ca.crt', { data: { 'ca.crt': '' } }),
  ];
}

function withUid(node: Node): Node {
  return { ...node, metadata: { ...node.metadata, uid: `node-${node.metadata.name}` } };
}

function storageClass(
  name: string,
  volumeBindingMode: string,
  annotations: Record<string, string>,
): AnyObject {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name, uid: `class-${name}`, annotations, creationTimestamp: formatTime(START - 60_000) },
    provisioner: 'fake.example.com',
    reclaimPolicy: 'Delete',
    volumeBindingMode,
  };
}

function namespace(name: string): AnyObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, uid: `ns-${name}`, labels: { 'kubernetes.io/metadata.name': name } },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  };
}

function inNamespace(kind: string, name: string, rest: object = {}): AnyObject {
  const metadata = { name, namespace: NAMESPACE, uid: `${kind}-${name}` };
  return { apiVersion: 'v1', kind, metadata, ...rest };
}
