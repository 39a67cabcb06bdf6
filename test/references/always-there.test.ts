import { describe, expect, it } from 'vitest';
import { isAlwaysThere, isLabelOfControllers } from '../../src/references/always-there.js';

describe('what no manifest brings and is there', () => {
  it.each<[kind: string, namespace: string | undefined, name: string, is: boolean]>([
    ['ServiceAccount', 'shop', 'default', true],
    ['ServiceAccount', 'shop', 'web', false],
    ['ConfigMap', 'shop', 'kube-root-ca.crt', true],
    ['Secret', 'shop', 'kube-root-ca.crt', false],
    ['Service', 'default', 'kubernetes', true],
    ['Service', 'shop', 'kubernetes', false],
    ['Namespace', undefined, 'default', true],
    ['Namespace', undefined, 'kube-system', true],
    ['Namespace', undefined, 'kube-systems', false],
    ['PriorityClass', undefined, 'system-node-critical', true],
    ['PriorityClass', undefined, 'system-critical', false],
    ['ClusterRole', undefined, 'view', true],
    ['ClusterRole', undefined, 'system:node', true],
    ['ClusterRole', undefined, 'viewer', false],
    ['ClusterRoleBinding', undefined, 'cluster-admin', true],
    ['PriorityLevelConfiguration', undefined, 'catch-all', true],
    ['StorageClass', undefined, 'default', false],
  ])('%s %s/%s: %s', (kind, namespace, name, is) => {
    expect(isAlwaysThere(kind, namespace, name)).toBe(is);
  });

  it('is a label that a controller puts on pods', () => {
    expect(isLabelOfControllers('statefulset.kubernetes.io/pod-name')).toBe(true);
    expect(isLabelOfControllers('app')).toBe(false);
  });
});
