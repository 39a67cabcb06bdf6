import { describe, expect, it } from 'vitest';
import type { KubernetesVersion } from '../../src/api/version.js';
import { told } from './told.js';

describe('what only the server reads, or a later version asks for', () => {
  it.each<[text: string, expected: string, version?: KubernetesVersion]>([
    [
      'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: s}\nspec: {serviceName: s, selector: {}, template: {spec: {}}}\n',
      '',
      '1.33',
    ],
    [
      'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: s}\nspec: {serviceName: s, selector: {}, template: {spec: {}}}\n',
      'missing-required spec.template.spec: spec.template.spec.containers is required | key containers',
      '1.34',
    ],
    [
      'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: s}\nspec: {serviceName: s, selector: {}, template: {metadata: {ownerReferences: [{}]}, spec: {containers: []}}}\n',
      'missing-required spec.template.metadata.ownerReferences[0]: spec.template.metadata.ownerReferences[0].apiVersion is required | key apiVersion\nmissing-required spec.template.metadata.ownerReferences[0]: spec.template.metadata.ownerReferences[0].kind is required | key kind\nmissing-required spec.template.metadata.ownerReferences[0]: spec.template.metadata.ownerReferences[0].name is required | key name\nmissing-required spec.template.metadata.ownerReferences[0]: spec.template.metadata.ownerReferences[0].uid is required | key uid',
      '1.33',
    ],
    [
      'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: s}\nspec: {serviceName: s, podManagementPolicy: x, selector: {}, template: {spec: {restartPolicy: x, volumes: [{}]}}, volumeClaimTemplates: [{spec: {volumeMode: x}}]}\n',
      'bad-enum spec.podManagementPolicy: spec.podManagementPolicy is none of the values it can have: "x" | allowed ["OrderedReady","Parallel"] | expected OrderedReady, Parallel',
      '1.33',
    ],
    [
      'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: s}\nspec: {serviceName: s, podManagementPolicy: x, selector: {}, template: {spec: {restartPolicy: x, volumes: [{}]}}, volumeClaimTemplates: [{spec: {volumeMode: x}}]}\n',
      'bad-enum spec.podManagementPolicy: spec.podManagementPolicy is none of the values it can have: "x" | allowed ["OrderedReady","Parallel"] | expected OrderedReady, Parallel\nbad-enum spec.template.spec.restartPolicy: spec.template.spec.restartPolicy is none of the values it can have: "x" | allowed ["Always","Never","OnFailure"] | expected Always, Never, OnFailure\nmissing-required spec.template.spec.volumes[0]: spec.template.spec.volumes[0].name is required | key name\nmissing-required spec.template.spec: spec.template.spec.containers is required | key containers\nbad-enum spec.volumeClaimTemplates[0].spec.volumeMode: spec.volumeClaimTemplates[0].spec.volumeMode is none of the values it can have: "x" | allowed ["Block","Filesystem"] | expected Block, Filesystem',
      '1.34',
    ],
    [
      'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: s}\nspec: {serviceName: s, selector: {}, template: {spec: {restartPolicy: 5, foo: 1}}, volumeClaimTemplates: [{spec: {storageClass: 5}}]}\n',
      'wrong-type spec.template.spec.restartPolicy: spec.template.spec.restartPolicy must be a string, it is an integer | expected string | actual integer | hint write it in quotes\nunknown-field spec.template.spec.foo: unknown field "foo" | key foo | server unknown field "spec.template.spec.foo" | expected a known field\nunknown-field spec.volumeClaimTemplates[0].spec.storageClass: unknown field "storageClass" | key storageClass | server unknown field "spec.volumeClaimTemplates[0].spec.storageClass" | expected a known field',
      '1.33',
    ],
    [
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: s}\nspec: {selector: {}, template: {spec: {}}}\n',
      'missing-required spec.template.spec: spec.template.spec.containers is required | key containers',
      '1.28',
    ],
    [
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: s}\nspec: {selector: {}, template: {spec: {containers: []}}}\nstatus: {conditions: [{}, {type: 3}], foo: 1}\n',
      'wrong-type status.conditions[1].type: status.conditions[1].type must be a string, it is an integer | expected string | actual integer | hint write it in quotes\nunknown-field status.foo: unknown field "foo" | key foo | server unknown field "status.foo" | expected a known field',
    ],
    ['apiVersion: v1\nkind: Namespace\nmetadata: {name: s}\nstatus: {phase: x, conditions: [{}]}\n', ''],
    [
      'apiVersion: authentication.k8s.io/v1\nkind: TokenReview\nmetadata: {name: s}\nstatus: {error: 5}\n',
      'wrong-type status.error: status.error must be a string, it is an integer | expected string | actual integer | hint write it in quotes',
    ],
    ['apiVersion: apps/v1\nkind: Deployment\nspec:\n', ''],
    ['apiVersion: v1\nkind: Pod\nspec: {containers: [{name: a, resizePolicy: [{}]}]}\n', '', '1.32'],
    [
      'apiVersion: v1\nkind: Pod\nspec: {containers: [{name: a, resizePolicy: [{}]}]}\n',
      'missing-required spec.containers[0].resizePolicy[0]: spec.containers[0].resizePolicy[0].resourceName is required | key resourceName\nmissing-required spec.containers[0].resizePolicy[0]: spec.containers[0].resizePolicy[0].restartPolicy is required | key restartPolicy',
      '1.33',
    ],
    ['apiVersion: v1\nkind: Pod\nspec: {containers: [{name: a, restartPolicyRules: [{}]}]}\n', '', '1.34'],
    [
      'apiVersion: v1\nkind: Pod\nspec: {containers: [{name: a, restartPolicyRules: [{}]}]}\n',
      'missing-required spec.containers[0].restartPolicyRules[0]: spec.containers[0].restartPolicyRules[0].action is required | key action',
      '1.35',
    ],
    ['apiVersion: v1\nkind: Pod\nspec: {containers: [{name: a, restartPolicy: x}]}\n', '', '1.34'],
    [
      'apiVersion: v1\nkind: Pod\nspec: {containers: [{name: a, restartPolicy: x}]}\n',
      'bad-enum spec.containers[0].restartPolicy: spec.containers[0].restartPolicy is none of the values it can have: "x" | allowed ["Always","Never","OnFailure"] | expected Always, Never, OnFailure',
      '1.35',
    ],
    [
      'apiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: Pod, foo: 1}]\n',
      'unknown-kind kind: v1 has no kind "List" | server no matches for kind "List" in version "v1"',
    ],
    [
      'apiVersion: apps/v1\nkind: DeploymentList\nitems: [{spec: {replicas: x}}]\nfoo: 1\n',
      'wrong-type items[0].spec.replicas: items[0].spec.replicas must be an integer, it is a string | expected integer | actual string\nmissing-required items[0].spec: items[0].spec.selector is required | key selector\nmissing-required items[0].spec: items[0].spec.template is required | key template\nunknown-field foo: unknown field "foo" | key foo | server unknown field "foo" | expected a known field',
    ],
    [
      'apiVersion: v1\nkind: Binding\ntarget: {}\nfoo: 1\n',
      'unknown-field foo: unknown field "foo" | key foo | server unknown field "foo" | expected a known field',
    ],
  ])('%j', (text, expected, version = '1.36') => expect(told(text, version)).toBe(expected));
});

describe('fields that an API has under another name', () => {
  it.each<[text: string, expected: string]>([
    [
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i}\nspec: {backend: {serviceName: a, servicePort: 80}, defaultBackend: {serviceName: a, servicePort: 80}}\n',
      'unknown-field spec.defaultBackend.serviceName: unknown field "serviceName" | key serviceName | server unknown field "spec.defaultBackend.serviceName" | expected a known field\nunknown-field spec.defaultBackend.servicePort: unknown field "servicePort" | key servicePort | server unknown field "spec.defaultBackend.servicePort" | expected a known field\nunknown-field spec.backend: unknown field "backend" | key backend | server unknown field "spec.backend" | expected a known field',
    ],
    [
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i}\nspec: {rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {serviceName: a, servicePort: 80}}]}}]}\n',
      'unknown-field spec.rules[0].http.paths[0].backend.serviceName: unknown field "serviceName" | key serviceName | server unknown field "spec.rules[0].http.paths[0].backend.serviceName" | expected a known field\nunknown-field spec.rules[0].http.paths[0].backend.servicePort: unknown field "servicePort" | key servicePort | server unknown field "spec.rules[0].http.paths[0].backend.servicePort" | expected a known field',
    ],
    [
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: h}\nspec: {maxReplicas: 2, scaleTargetRef: {kind: D, name: d}, targetCPUUtilizationPercentage: 50, metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization}, targetAverageUtilization: 50, targetAverageValue: 5}}]}\n',
      'unknown-field spec.metrics[0].resource.targetAverageUtilization: unknown field "targetAverageUtilization" | key targetAverageUtilization | server unknown field "spec.metrics[0].resource.targetAverageUtilization" | expected a known field\nunknown-field spec.metrics[0].resource.targetAverageValue: unknown field "targetAverageValue" | key targetAverageValue | server unknown field "spec.metrics[0].resource.targetAverageValue" | expected a known field\nunknown-field spec.targetCPUUtilizationPercentage: unknown field "targetCPUUtilizationPercentage" | key targetCPUUtilizationPercentage | server unknown field "spec.targetCPUUtilizationPercentage" | hint autoscaling/v2 writes it as an item of metrics with resource.name cpu | expected a known field',
    ],
    [
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: c}\nspec: {group: g, scope: Cluster, names: {kind: K, plural: k}, versions: [], version: v1, validation: {}, subresources: {}, additionalPrinterColumns: []}\n',
      'unknown-field spec.version: unknown field "version" | key version | server unknown field "spec.version" | suggestion versions | hint apiextensions.k8s.io/v1 writes it as an item of versions | expected a known field\nunknown-field spec.validation: unknown field "validation" | key validation | server unknown field "spec.validation" | hint apiextensions.k8s.io/v1 writes it as versions[].schema | expected a known field\nunknown-field spec.subresources: unknown field "subresources" | key subresources | server unknown field "spec.subresources" | hint apiextensions.k8s.io/v1 writes it as versions[].subresources | expected a known field\nunknown-field spec.additionalPrinterColumns: unknown field "additionalPrinterColumns" | key additionalPrinterColumns | server unknown field "spec.additionalPrinterColumns" | hint apiextensions.k8s.io/v1 writes it as versions[].additionalPrinterColumns | expected a known field',
    ],
    [
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {selector: {}, template: {}, rollbackTo: {revision: 1}}\n',
      'unknown-field spec.rollbackTo: unknown field "rollbackTo" | key rollbackTo | server unknown field "spec.rollbackTo" | hint apps/v1 has no such field: use kubectl rollout undo | expected a known field',
    ],
    [
      'apiVersion: autoscaling/v1\nkind: HorizontalPodAutoscaler\nmetadata: {name: h}\nspec: {maxReplicas: 2, scaleTargetRef: {kind: D, name: d}, targetCPUUtilizationPercentag: 50}\n',
      'unknown-field spec.targetCPUUtilizationPercentag: unknown field "targetCPUUtilizationPercentag" | key targetCPUUtilizationPercentag | server unknown field "spec.targetCPUUtilizationPercentag" | suggestion targetCPUUtilizationPercentage | expected a known field',
    ],
  ])('%j', (text, expected) => expect(told(text)).toBe(expected));
});
