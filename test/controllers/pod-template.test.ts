import { describe, expect, it } from 'vitest';
import { namePrefix, podFromTemplate } from '../../src/controllers/pod-template.js';
import { pluralOf, resourceOf } from '../../src/schema/resource-names.js';
import { made } from './look.js';

describe('a pod of a template', () => {
  const set = made('ReplicaSet', 'web');
  const spec = { containers: [{ name: 'app', image: 'app:1' }] };
  const OWNER = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    name: 'web',
    uid: 'ReplicaSet-web',
    controller: true,
    blockOwnerDeletion: true,
  };

  it('takes over labels, annotations and finalizers, and has its owner', () => {
    const metadata = { labels: { a: 'b' }, annotations: { c: 'd' }, finalizers: ['e/f'] };
    expect(podFromTemplate({ metadata: { ...metadata, name: 'ignored' }, spec }, set)).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { generateName: 'web-', namespace: 'default', ...metadata, ownerReferences: [OWNER] },
      spec,
    });
    expect(podFromTemplate({ spec }, set).metadata).toEqual({
      generateName: 'web-',
      namespace: 'default',
      ownerReferences: [OWNER],
    });
  });

  it('is named with a dash, where a name may begin so', () => {
    expect([
      namePrefix('web'),
      namePrefix('web.'),
      namePrefix('a'.repeat(253)),
      namePrefix('a'.repeat(254)),
    ]).toEqual(['web-', 'web.-', `${'a'.repeat(253)}-`, 'a'.repeat(254)]);
  });
});

describe('resources as messages name them', () => {
  it.each([
    ['Pod', 'pods'],
    ['Endpoints', 'endpoints'],
    ['Ingress', 'ingresses.networking.k8s.io'],
    ['NetworkPolicy', 'networkpolicies.networking.k8s.io'],
    ['StorageClass', 'storageclasses.storage.k8s.io'],
    ['PriorityClass', 'priorityclasses.scheduling.k8s.io'],
    ['Deployment', 'deployments.apps'],
    ['ReplicaSet', 'replicasets.apps'],
    ['StatefulSet', 'statefulsets.apps'],
    ['DaemonSet', 'daemonsets.apps'],
    ['ControllerRevision', 'controllerrevisions.apps'],
    ['Job', 'jobs.batch'],
    ['CronJob', 'cronjobs.batch'],
    ['PodDisruptionBudget', 'poddisruptionbudgets.policy'],
    ['HorizontalPodAutoscaler', 'horizontalpodautoscalers.autoscaling'],
    ['EndpointSlice', 'endpointslices.discovery.k8s.io'],
  ])('%s', (kind, resource) => {
    expect(resourceOf({ kind })).toBe(resource);
  });

  it('has the group of the object itself', () => {
    expect(resourceOf({ kind: 'Deployment', apiVersion: 'extensions/v1beta1' })).toBe(
      'deployments.extensions',
    );
    expect(resourceOf({ kind: 'Pod', apiVersion: 'v1' })).toBe('pods');
    expect(resourceOf({ kind: 'Deployment', apiVersion: '' })).toBe('deployments.apps');
  });

  it.each([
    ['Box', 'boxes'],
    ['Quiz', 'quizes'],
    ['Church', 'churches'],
    ['Brush', 'brushes'],
    ['Bus', 'buses'],
    ['Key', 'keys'],
    ['Sky', 'skies'],
    ['Match', 'matches'],
    ['Node', 'nodes'],
  ])('%s in the plural: %s', (kind, plural) => {
    expect(pluralOf(kind)).toBe(plural);
  });
});
