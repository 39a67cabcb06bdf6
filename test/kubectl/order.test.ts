import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/api/objects.js';
import { inOrder } from '../../src/kubectl/order.js';

const given = (...kinds: string[]) =>
  kinds.map((kind, index) => ({
    object: { apiVersion: 'v1', kind, metadata: { name: `${index}` } } as KubeObject,
  }));
const told = (list: readonly { object: KubeObject }[]) =>
  list.map(({ object }) => `${object.kind} ${object.metadata.name}`);

const MIXED = given(
  'Widget',
  'Deployment',
  'Namespace',
  'Service',
  'CustomResourceDefinition',
  'ConfigMap',
  'Deployment',
  'Gadget',
  'PriorityClass',
);

describe('the order of manifests', () => {
  it('is as they come for kubectl', () => {
    expect(inOrder(MIXED, 'kubectl')).toEqual(MIXED);
    expect(inOrder(MIXED, 'kubectl')).not.toBe(MIXED);
  });

  it('begins with what others need to install; what nobody knows comes last', () => {
    expect(told(inOrder(MIXED, 'install'))).toEqual([
      'PriorityClass 8',
      'Namespace 2',
      'ConfigMap 5',
      'CustomResourceDefinition 4',
      'Service 3',
      'Deployment 1',
      'Deployment 6',
      'Widget 0',
      'Gadget 7',
    ]);
    expect(told(MIXED)[0]).toBe('Widget 0');
  });

  it('is that of Helm', () => {
    const kinds =
      'PriorityClass Namespace NetworkPolicy ResourceQuota LimitRange PodSecurityPolicy PodDisruptionBudget ServiceAccount Secret ConfigMap StorageClass PersistentVolume PersistentVolumeClaim CustomResourceDefinition ClusterRole ClusterRoleBinding Role RoleBinding Service DaemonSet Pod ReplicationController ReplicaSet Deployment HorizontalPodAutoscaler StatefulSet Job CronJob IngressClass Ingress APIService';
    const ordered = inOrder(given('Widget', ...kinds.split(' ').reverse()), 'install');
    expect(ordered.map(({ object }) => object.kind).join(' ')).toBe(`${kinds} Widget`);
  });

  it('makes no difference of the order of files: those of one kind go by their places', () => {
    const placed = (file: string, offset: number) => {
      const start = { line: 1, column: offset + 1, offset };
      const [one] = given('ConfigMap');
      return { ...one!, location: { file, start, end: start } };
    };
    const [b, second, first] = [placed('b.yaml', 0), placed('a.yaml', 9), placed('a.yaml', 2)];
    expect(inOrder([b, second, first], 'install')).toEqual([first, second, b]);
    expect(inOrder([second, first, b], 'install')).toEqual([first, second, b]);
    expect(inOrder([b, second, first], 'kubectl')).toEqual([b, second, first]);
    const nowhere = given('ConfigMap', 'ConfigMap');
    expect(inOrder([b, ...nowhere], 'install')).toEqual([b, ...nowhere]);
  });
});
