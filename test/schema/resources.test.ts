import { describe, expect, it } from 'vitest';
import { compareApiVersions } from '../../src/schema/api-version.js';
import { lifecycle } from '../../src/schema/lifecycle.js';
import { guessPlural, pluralOf, resourceNameOf, resources } from '../../src/schema/resources.js';
import { schemaAt } from './field-schema.js';

describe('the catalog of a version', () => {
  const kinds = resources('1.36');

  it.each([
    ['v1', 'Pod', 'pods', true, 'object'],
    ['v1', 'Namespace', 'namespaces', false, 'object'],
    ['v1', 'PersistentVolume', 'persistentvolumes', false, 'object'],
    ['apps/v1', 'Deployment', 'deployments', true, 'object'],
    ['networking.k8s.io/v1', 'NetworkPolicy', 'networkpolicies', true, 'object'],
    ['rbac.authorization.k8s.io/v1', 'ClusterRole', 'clusterroles', false, 'object'],
    ['authentication.k8s.io/v1', 'TokenReview', 'tokenreviews', false, 'request'],
    ['v1', 'Binding', 'bindings', true, 'request'],
    ['apps/v1', 'DeploymentList', '', false, 'list'],
    ['v1', 'Status', '', false, 'meta'],
    ['v1', 'DeleteOptions', '', false, 'meta'],
  ])('knows %s %s', (apiVersion, kind, plural, namespaced, role) => {
    expect(kinds.find(apiVersion, kind)).toMatchObject({ apiVersion, kind, plural, namespaced, role });
  });

  it('knows subresources and finds kinds by resource name', () => {
    expect(kinds.named('apps/v1', 'deployments')).toMatchObject({
      kind: 'Deployment',
      subresources: ['scale', 'status'],
    });
    expect(kinds.find('v1', 'ConfigMap')?.subresources).toBeUndefined();
  });

  it('does not know what another version has, or nobody', () => {
    expect(kinds.find('policy/v1beta1', 'PodDisruptionBudget')).toBeUndefined();
    expect(kinds.find('v1', 'constructor')).toBeUndefined();
    expect(
      resources('1.28').find('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy'),
    ).toBeUndefined();
  });

  it('says what a misspelt kind or apiVersion was meant to be', () => {
    expect(kinds.nearestKind('Deploymnet')).toBe('Deployment');
    expect(kinds.nearestKind('configmap')).toBe('ConfigMap');
    expect(kinds.nearestKind('Elephant')).toBeUndefined();
    expect(kinds.nearestApiVersion('app/v1')).toBe('apps/v1');
    expect(kinds.nearestApiVersion('extensions/v1', 'Ingress')).toBe('networking.k8s.io/v1');
  });

  it('orders the versions of a kind as Kubernetes prefers them', () => {
    expect(kinds.versionsOf('HorizontalPodAutoscaler')).toEqual(['autoscaling/v2', 'autoscaling/v1']);
    expect(kinds.versionsOf('Event')).toEqual(['v1', 'events.k8s.io/v1']);
    expect(['v1beta1', 'v1', 'v2', 'v1alpha1', 'v11beta2', 'foo'].sort(compareApiVersions)).toEqual([
      'v2',
      'v1',
      'v11beta2',
      'v1beta1',
      'v1alpha1',
      'foo',
    ]);
  });
});

describe('the lifecycle of an API', () => {
  it.each([
    [
      '1.36',
      'extensions/v1beta1',
      'Ingress',
      { state: 'removed', removed: '1.22', replacement: 'networking.k8s.io/v1 Ingress' },
    ],
    [
      '1.36',
      'policy/v1beta1',
      'PodDisruptionBudget',
      { state: 'removed', deprecated: '1.21', removed: '1.25' },
    ],
    ['1.28', 'flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema', { state: 'served' }],
    ['1.30', 'flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema', { state: 'deprecated', removed: '1.32' }],
    ['1.32', 'flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema', { state: 'removed' }],
    [
      '1.28',
      'admissionregistration.k8s.io/v1',
      'ValidatingAdmissionPolicy',
      { state: 'not-yet', introduced: '1.30' },
    ],
    ['1.36', 'apps/v1', 'Deployment', { state: 'served' }],
  ] as const)('Kubernetes %s, %s %s', (version, apiVersion, kind, expected) => {
    expect(lifecycle(version, apiVersion, kind)).toMatchObject(expected);
  });

  it('is unknown for what is not Kubernetes’ own', () => {
    expect(lifecycle('1.36', 'monitoring.coreos.com/v1', 'ServiceMonitor')).toBeUndefined();
    expect(lifecycle('1.36', 'toString', 'constructor')).toBeUndefined();
  });
});

describe('the schema of a field', () => {
  const at = (path: (string | number)[]) => schemaAt('1.36', 'apps/v1', 'Deployment', path);

  it('says how lists merge', () => {
    const containers = at(['spec', 'template', 'spec', 'containers']);
    expect(containers).toEqual({
      types: ['array'],
      listType: 'map',
      listMapKeys: ['name'],
      patchMergeKey: 'name',
      patchStrategy: 'merge',
    });
    expect(at(['spec', 'template', 'spec', 'volumes'])?.patchStrategy).toBe('merge,retainKeys');
    expect(at(['spec', 'template', 'spec', 'containers', 0, 'command'])?.listType).toBe('atomic');
  });

  it('tells quantities and int-or-strings from texts', () => {
    expect(at(['spec', 'template', 'spec', 'containers', 3, 'resources', 'limits', 'cpu'])?.format).toBe(
      'quantity',
    );
    expect(at(['spec', 'strategy', 'rollingUpdate', 'maxSurge'])?.format).toBe('int-or-string');
    expect(at(['spec', 'strategy', 'type'])).toMatchObject({
      types: ['string'],
      values: ['Recreate', 'RollingUpdate'],
    });
    expect(at(['spec'])?.required).toEqual(['selector', 'template']);
  });

  it('is unknown where there is no such field', () => {
    expect(at(['spec', 'nope'])).toBeUndefined();
    expect(at(['spec', '__proto__'])).toBeUndefined();
    expect(schemaAt('1.36', 'v1', 'Nope', [])).toBeUndefined();
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
    expect(resourceNameOf('1.36', { kind })).toBe(resource);
  });

  it('has the group of the object itself', () => {
    expect(resourceNameOf('1.36', { kind: 'Deployment', apiVersion: 'extensions/v1beta1' })).toBe(
      'deployments.extensions',
    );
    expect(resourceNameOf('1.36', { kind: 'Pod', apiVersion: 'v1' })).toBe('pods');
    expect(resourceNameOf('1.36', { kind: 'Deployment', apiVersion: '' })).toBe('deployments.apps');
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
    expect([guessPlural(kind), pluralOf('1.36', kind)]).toEqual([plural, plural]);
  });

  it('is the one of the table where it guesses otherwise', () => {
    expect([guessPlural('Endpoints'), pluralOf('1.36', 'Endpoints')]).toEqual(['endpointses', 'endpoints']);
    expect(resourceNameOf('1.36', { kind: 'Box', apiVersion: 'example.com/v1' })).toBe('boxes.example.com');
  });
});
