import { describe, expect, it, test } from 'vitest';
import type { JsonObject } from '../../src/api/json.js';
import { KUBERNETES_VERSIONS } from '../../src/api/version.js';
import { compareApiVersions, joinApiVersion, splitApiVersion } from '../../src/schema/api-version.js';
import { fragmentOf } from '../../src/schema/fragment.js';
import { lifecycle } from '../../src/schema/lifecycle.js';
import { resources } from '../../src/schema/resources.js';
import { schemaAt } from './field-schema.js';
import { valuesOf } from './told.js';

const kinds = resources('1.36');

test('a kind is known whole, by its name and by that of its resource', () => {
  const deployment = {
    ...{ apiVersion: 'apps/v1', group: 'apps', version: 'v1', kind: 'Deployment', plural: 'deployments' },
    ...{ namespaced: true, definition: 'io.k8s.api.apps.v1.Deployment', role: 'object' },
    subresources: ['scale', 'status'],
  };
  expect(kinds.find('apps/v1', 'Deployment')).toEqual(deployment);
  expect(kinds.named('apps/v1', 'deployments')).toEqual(deployment);
  expect(kinds.named('v1', 'bindings')).toEqual({
    ...{ apiVersion: 'v1', group: '', version: 'v1', kind: 'Binding', plural: 'bindings' },
    ...{ namespaced: true, definition: 'io.k8s.api.core.v1.Binding', role: 'request' },
  });
  expect([kinds.named('v1', ''), kinds.named('apps/v1', 'pods'), kinds.find('apps/v1', 'Pod')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('a definition is known by its name', () => {
  expect(kinds.definition('io.k8s.api.core.v1.LocalObjectReference')).toEqual({
    type: 'object',
    properties: { name: { type: 'string' } },
    additionalProperties: false,
    'x-kubernetes-map-type': 'atomic',
  });
  expect(kinds.definition('toString')).toBeUndefined();
});

test('every minor has a catalog of its own, the same every time', () => {
  for (const version of KUBERNETES_VERSIONS) {
    expect(resources(version)).toBe(resources(version));
    expect(resources(version).version).toBe(version);
  }
  expect(KUBERNETES_VERSIONS.map((version) => resources(version).all().length)).toEqual([
    121, 121, 125, 125, 121, 125, 135, 135, 139, 147,
  ]);
});

test.each<[kind: string, versions: string[], group?: string]>([
  ['HorizontalPodAutoscaler', ['autoscaling/v2', 'autoscaling/v1']],
  ['Event', ['v1', 'events.k8s.io/v1']],
  ['Event', ['events.k8s.io/v1'], 'events.k8s.io'],
  ['Event', ['v1'], ''],
  ['Pod', ['v1']],
  ['Pod', [], 'apps'],
  ['ResourceClaim', ['resource.k8s.io/v1']],
  ['Status', []],
  ['PodList', []],
  ['Nope', []],
])('%s is served at %j', (kind, versions, group) => {
  expect(kinds.versionsOf(kind, group)).toEqual(versions);
});

test.each([
  ['Deploymnet', 'Deployment'],
  ['configmap', 'ConfigMap'],
  ['pods', 'Pod'],
  ['Secrets', 'Secret'],
  ['statefulset', 'StatefulSet'],
  ['Po', undefined],
  ['Pod', undefined],
  ['PodLis', undefined],
  ['Elephant', undefined],
])('%s was meant to be %s', (kind, meant) => {
  expect(kinds.nearestKind(kind)).toBe(meant);
});

test.each<[apiVersion: string, kind: string | undefined, meant: string | undefined]>([
  ['app/v1', undefined, 'apps/v1'],
  ['v2', undefined, undefined],
  ['xyz/v9', undefined, undefined],
  ['extensions/v1', 'Ingress', 'networking.k8s.io/v1'],
  ['apps/v2', 'Deployment', 'apps/v1'],
  ['autoscaling/v2beta2', 'HorizontalPodAutoscaler', 'autoscaling/v2'],
  ['batch/v1beta1', 'CronJob', 'batch/v1'],
  ['batch/v3', 'Elephant', 'batch/v1'],
  ['foo', 'Pod', 'v1'],
])('%s of %s was meant to be %s', (apiVersion, kind, meant) => {
  expect(kinds.nearestApiVersion(apiVersion, kind)).toBe(meant);
});

test('versions are compared by stability, then by age', () => {
  const sorted = [
    'v2',
    'v1',
    'v11beta2',
    'v2beta1',
    'v1beta2',
    'v1beta1',
    'v3alpha1',
    'v1alpha1',
    'a',
    'v1beta',
    'xv1',
  ];
  const signs = sorted.map((a) => sorted.map((b) => Math.sign(compareApiVersions(a, b))));
  expect(signs).toEqual(sorted.map((_, a) => sorted.map((__, b) => Math.sign(a - b))));
});

test('an apiVersion is taken apart at the first slash', () => {
  expect(['v1', 'apps/v1', 'a/b/c', '/v1'].map(splitApiVersion)).toEqual([
    { group: '', version: 'v1' },
    { group: 'apps', version: 'v1' },
    { group: 'a', version: 'b/c' },
    { group: '', version: 'v1' },
  ]);
  expect([joinApiVersion('', 'v1'), joinApiVersion('a', 'v1')]).toEqual(['v1', 'a/v1']);
});

describe('the lifecycle of an API', () => {
  const flow = {
    introduced: '1.26',
    deprecated: '1.29',
    removed: '1.32',
    replacement: 'flowcontrol.apiserver.k8s.io/v1 FlowSchema',
  };
  const ingress = {
    introduced: '1.1',
    deprecated: '1.14',
    removed: '1.22',
    replacement: 'networking.k8s.io/v1 Ingress',
  };
  it.each([
    ['1.36', 'extensions/v1beta1', 'Ingress', { ...ingress, state: 'removed' }],
    ['1.28', 'flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema', { ...flow, state: 'served' }],
    ['1.29', 'flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema', { ...flow, state: 'deprecated' }],
    ['1.31', 'flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema', { ...flow, state: 'deprecated' }],
    ['1.32', 'flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema', { ...flow, state: 'removed' }],
    [
      '1.28',
      'admissionregistration.k8s.io/v1',
      'ValidatingAdmissionPolicy',
      { introduced: '1.30', state: 'not-yet' },
    ],
    [
      '1.30',
      'admissionregistration.k8s.io/v1',
      'ValidatingAdmissionPolicy',
      { introduced: '1.30', state: 'served' },
    ],
    ['1.36', 'apps/v1', 'Deployment', { introduced: '1.9', state: 'served' }],
    ['1.36', 'x/v1', 'Y', undefined],
    ['1.36', 'v1', 'toString', undefined],
    ['1.36', 'toString', 'x', undefined],
  ] as const)('in %s of %s %s', (version, apiVersion, kind, expected) => {
    expect(lifecycle(version, apiVersion, kind)).toEqual(expected);
  });
});

describe('the schema of a field', () => {
  const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';
  const POD = ['spec', 'template', 'spec'];
  it.each<[path: (string | number)[], expected: object | undefined]>([
    [[], { types: ['object'], fields: ['apiVersion', 'kind', 'metadata', 'spec', 'status'] }],
    [['spec', 'replicas'], { types: ['integer'], format: 'int32' }],
    [['spec', 'strategy', 'type'], { types: ['string'], values: ['Recreate', 'RollingUpdate'] }],
    [
      ['spec', 'strategy'],
      {
        ...{ types: ['object'], definition: 'io.k8s.api.apps.v1.DeploymentStrategy' },
        ...{ patchStrategy: 'retainKeys', fields: ['rollingUpdate', 'type'] },
      },
    ],
    [
      ['spec', 'selector'],
      {
        ...{ types: ['object'], definition: `${META}.LabelSelector`, mapType: 'atomic' },
        fields: ['matchExpressions', 'matchLabels'],
      },
    ],
    [
      [...POD, 'topologySpreadConstraints'],
      {
        ...{ types: ['array'], listType: 'map', listMapKeys: ['topologyKey', 'whenUnsatisfiable'] },
        ...{ patchMergeKey: 'topologyKey', patchStrategy: 'merge' },
      },
    ],
    [[...POD, 'containers', 0, 'args'], { types: ['array'], listType: 'atomic' }],
    [[...POD, 'containers', 0, 'resources', 'limits'], { types: ['object'] }],
    [
      [...POD, 'containers', 0, 'resources', 'limits', 'cpu'],
      {
        types: ['string', 'number'],
        format: 'quantity',
        definition: 'io.k8s.apimachinery.pkg.api.resource.Quantity',
      },
    ],
    [
      [...POD, 'volumes', 0, 'emptyDir'],
      {
        types: ['object'],
        definition: 'io.k8s.api.core.v1.EmptyDirVolumeSource',
        fields: ['medium', 'sizeLimit'],
      },
    ],
    [
      [...POD, 'containers', 0, 'ports', 3],
      {
        ...{ types: ['object'], definition: 'io.k8s.api.core.v1.ContainerPort' },
        ...{
          fields: ['containerPort', 'hostIP', 'hostPort', 'name', 'protocol'],
          required: ['containerPort'],
        },
      },
    ],
    [
      ['metadata', 'creationTimestamp'],
      { types: ['string'], format: 'date-time', definition: `${META}.Time` },
    ],
    [['metadata', 'managedFields', 0, 'fieldsV1'], { types: [], definition: `${META}.FieldsV1` }],
    [['metadata', 'managedFields', 0, 'fieldsV1', 'x'], undefined],
    [['spec', 'nope'], undefined],
    [['spec', 0], undefined],
  ])('at %j', (path, expected) => {
    expect(schemaAt('1.36', 'apps/v1', 'Deployment', path)).toEqual(expected);
  });
});

describe('what a piece of an object is a piece of', () => {
  it.each<[text: string, expected: string]>([
    ['containers: [{name: a, image: b}]', 'Pod spec'],
    ['livenessProbe: {httpGet: null, path: /, port: 80}', 'Pod spec.containers[]'],
    ['name: x\nlabels: null', 'Pod metadata'],
    ['metadata: {name: a}\nspec: {containers: []}', 'Pod '],
    ['metadata: {name: a}\ndata: {a: b}', 'ConfigMap '],
    ['status: {phase: x}', 'Pod '],
    ['phase: x\nconditions: []', 'StatefulSet spec.volumeClaimTemplates[].status'],
    ['metadata:\nname: a\nspec:\ncontainers: []', 'Pod '],
    ['ports: [{port: 80}]', 'Service spec'],
    ['ports: [{containerPort: 80}]', 'Pod spec.containers[]'],
    ['resources: {limits: {cpu: 1}}', 'Pod spec'],
    ['limits: {cpu: 1}\nrequests: {cpu: 2}', 'Pod spec.resources'],
    ['env: [{name: A, value: b}]', 'Pod spec.containers[]'],
    ['emptyDir: {}', 'Pod spec.volumes[]'],
    ['httpGet: {path: /, port: 80}\nperiodSeconds: 3', 'Pod spec.containers[].livenessProbe'],
    ['httpGet: {path: /, port: 80}\nperiodSeconds: x', '-'],
    [
      'nodeSelectorTerms: [{}]',
      'Pod spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution',
    ],
    ['matchExpressions: [{key: a}]', 'Pod spec.topologySpreadConstraints[].labelSelector'],
    ['subjects: [{kind: User}]\nroleRef: {name: a}', 'ClusterRoleBinding '],
    ['schedule: x\njobTemplate: {spec: {}}', 'CronJob spec'],
    ['replicas: 3\nselector: {matchLabels: {}}\ntemplate: {}', 'Deployment spec'],
    ['rules: [{host: a, http: {paths: []}}]', 'Ingress spec'],
    ['webhooks: [{}]', 'MutatingWebhookConfiguration '],
    ['securityContext: {runAsUser: 5, fsGroup: 3}', 'Pod spec'],
    ['securityContext: {privileged: true}', 'Pod spec.containers[]'],
    ['securityContext: {foo: true}', '-'],
    ['securityContext: {}', 'Pod spec'],
    ['tolerations: [{key: a}, {foo: b}]', '-'],
    ['tolerations: [{key: a}, {}]', 'Pod spec'],
    ['containers: []\nfoo: {}', '-'],
    ['name: x', '-'],
    ['args: a', '-'],
    ['{}', '-'],
  ])('%j: %s', (text, expected) => {
    const fragment = fragmentOf('1.36', valuesOf(text)[0] as JsonObject);
    expect(fragment ? `${fragment.kind} ${fragment.steps.join('.')}` : '-').toBe(expected);
  });
});
