import { describe, expect, it } from 'vitest';
import { told } from './told.js';

const pod = (fields: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: b, image: c}], ${fields}}\n`;
const container = (fields: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: b, image: c, ${fields}}]}\n`;
const metadata = (fields: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, ${fields}}\n`;

describe('a field of a pod', () => {
  it.each<[text: string, expected: string]>([
    [
      'hostNetwork: "true"',
      'wrong-type spec.hostNetwork: spec.hostNetwork must be a boolean, it is a string | expected boolean | actual string | hint write it without quotes',
    ],
    [
      'hostNetwork: "false"',
      'wrong-type spec.hostNetwork: spec.hostNetwork must be a boolean, it is a string | expected boolean | actual string | hint write it without quotes',
    ],
    [
      'hostNetwork: "yes"',
      'wrong-type spec.hostNetwork: spec.hostNetwork must be a boolean, it is a string | expected boolean | actual string | hint write true',
    ],
    [
      'hostNetwork: "ON"',
      'wrong-type spec.hostNetwork: spec.hostNetwork must be a boolean, it is a string | expected boolean | actual string | hint write true',
    ],
    [
      'hostNetwork: "No"',
      'wrong-type spec.hostNetwork: spec.hostNetwork must be a boolean, it is a string | expected boolean | actual string | hint write false',
    ],
    [
      'hostNetwork: "off"',
      'wrong-type spec.hostNetwork: spec.hostNetwork must be a boolean, it is a string | expected boolean | actual string | hint write false',
    ],
    [
      'hostNetwork: "1"',
      'wrong-type spec.hostNetwork: spec.hostNetwork must be a boolean, it is a string | expected boolean | actual string',
    ],
    [
      'hostNetwork: "truex"',
      'wrong-type spec.hostNetwork: spec.hostNetwork must be a boolean, it is a string | expected boolean | actual string',
    ],
    [
      'hostNetwork: "xyes"',
      'wrong-type spec.hostNetwork: spec.hostNetwork must be a boolean, it is a string | expected boolean | actual string',
    ],
    [
      'hostNetwork: 1',
      'wrong-type spec.hostNetwork: spec.hostNetwork must be a boolean, it is an integer | expected boolean | actual integer',
    ],
    [
      'hostNetwork: [true]',
      'wrong-type spec.hostNetwork: spec.hostNetwork must be a boolean, it is a list | expected boolean | actual list',
    ],
    [
      'hostNetwork: {}',
      'wrong-type spec.hostNetwork: spec.hostNetwork must be a boolean, it is a mapping | expected boolean | actual mapping',
    ],
    ['hostNetwork: null', ''],
    [
      'priority: "5"',
      'wrong-type spec.priority: spec.priority must be an integer, it is a string | expected integer | actual string | hint write it without quotes',
    ],
    [
      'priority: "-5"',
      'wrong-type spec.priority: spec.priority must be an integer, it is a string | expected integer | actual string | hint write it without quotes',
    ],
    [
      'priority: "+5"',
      'wrong-type spec.priority: spec.priority must be an integer, it is a string | expected integer | actual string | hint write it without quotes',
    ],
    [
      'priority: "5.5"',
      'wrong-type spec.priority: spec.priority must be an integer, it is a string | expected integer | actual string',
    ],
    [
      'priority: "x5"',
      'wrong-type spec.priority: spec.priority must be an integer, it is a string | expected integer | actual string',
    ],
    [
      'priority: "5x"',
      'wrong-type spec.priority: spec.priority must be an integer, it is a string | expected integer | actual string',
    ],
    [
      'priority: 5.5',
      'wrong-type spec.priority: spec.priority must be an integer, it is a number | expected integer | actual number',
    ],
    ['priority: 5.0', ''],
    [
      'priority: true',
      'wrong-type spec.priority: spec.priority must be an integer, it is a boolean | expected integer | actual boolean',
    ],
    [
      'priority: [5]',
      'wrong-type spec.priority: spec.priority must be an integer, it is a list | expected integer | actual list',
    ],
    [
      'priority: 99999999999999999999',
      'out-of-range spec.priority: spec.priority must be an integer between -2147483648 and 2147483647 | expected integer between -2147483648 and 2147483647 | actual integer',
    ],
    [
      'nodeName: 5',
      'wrong-type spec.nodeName: spec.nodeName must be a string, it is an integer | expected string | actual integer | hint write it in quotes',
    ],
    [
      'nodeName: 5.5',
      'wrong-type spec.nodeName: spec.nodeName must be a string, it is a number | expected string | actual number | hint write it in quotes',
    ],
    [
      'nodeName: true',
      'wrong-type spec.nodeName: spec.nodeName must be a string, it is a boolean | expected string | actual boolean | hint write it in quotes',
    ],
    [
      'nodeName: 9223372036854775807',
      'wrong-type spec.nodeName: spec.nodeName must be a string, it is an integer | expected string | actual integer | hint write it in quotes',
    ],
    [
      'nodeName: [a]',
      'wrong-type spec.nodeName: spec.nodeName must be a string, it is a list | expected string | actual list',
    ],
    [
      'nodeName: {a: b}',
      'wrong-type spec.nodeName: spec.nodeName must be a string, it is a mapping | expected string | actual mapping',
    ],
    ['nodeName: null', ''],
    [
      'nodeSelector: [a]',
      'wrong-type spec.nodeSelector: spec.nodeSelector must be a mapping, it is a list | expected mapping | actual list | hint take the dashes away: it is one mapping, not a list',
    ],
    [
      'nodeSelector: a',
      'wrong-type spec.nodeSelector: spec.nodeSelector must be a mapping, it is a string | expected mapping | actual string',
    ],
    [
      'nodeSelector: 5',
      'wrong-type spec.nodeSelector: spec.nodeSelector must be a mapping, it is an integer | expected mapping | actual integer',
    ],
    [
      'nodeSelector: {a: 5}',
      'wrong-type spec.nodeSelector.a: spec.nodeSelector.a must be a string, it is an integer | expected string | actual integer | hint write it in quotes',
    ],
    [
      'nodeSelector: {a: true, b: [c], d: null}',
      'wrong-type spec.nodeSelector.a: spec.nodeSelector.a must be a string, it is a boolean | expected string | actual boolean | hint write it in quotes\nwrong-type spec.nodeSelector.b: spec.nodeSelector.b must be a string, it is a list | expected string | actual list',
    ],
    [
      'nodeSelector: {x.y/z: 5}',
      'wrong-type spec.nodeSelector[x.y/z]: spec.nodeSelector[x.y/z] must be a string, it is an integer | expected string | actual integer | hint write it in quotes',
    ],
    [
      'nodeSelector: {kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk: 5}',
      'wrong-type spec.nodeSelector.kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk: spec.nodeSelector.kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk… must be a string, it is an integer | expected string | actual integer | hint write it in quotes',
    ],
    [
      'volumes: {name: v}',
      'wrong-type spec.volumes: spec.volumes must be a list, it is a mapping | expected list | actual mapping | hint put a dash before it: it is one item of a list',
    ],
    [
      'volumes: a',
      'wrong-type spec.volumes: spec.volumes must be a list, it is a string | expected list | actual string',
    ],
    [
      'volumes: 5',
      'wrong-type spec.volumes: spec.volumes must be a list, it is an integer | expected list | actual integer',
    ],
    [
      'volumes: [a]',
      'wrong-type spec.volumes[0]: spec.volumes[0] must be a mapping, it is a string | expected mapping | actual string',
    ],
    [
      'volumes: [[{name: v}]]',
      'wrong-type spec.volumes[0]: spec.volumes[0] must be a mapping, it is a list | expected mapping | actual list | hint take the dashes away: it is one mapping, not a list',
    ],
    ['volumes: [null]', ''],
    [
      'tolerations: [{tolerationSeconds: "5"}]',
      'wrong-type spec.tolerations[0].tolerationSeconds: spec.tolerations[0].tolerationSeconds must be an integer, it is a string | expected integer | actual string | hint write it without quotes',
    ],
    [
      'securityContext: [{runAsUser: 1}]',
      'wrong-type spec.securityContext: spec.securityContext must be a mapping, it is a list | expected mapping | actual list | hint take the dashes away: it is one mapping, not a list',
    ],
    [
      'securityContext: true',
      'wrong-type spec.securityContext: spec.securityContext must be a mapping, it is a boolean | expected mapping | actual boolean',
    ],
    [
      'securityContext: {supplementalGroups: 5}',
      'wrong-type spec.securityContext.supplementalGroups: spec.securityContext.supplementalGroups must be a list, it is an integer | expected list | actual integer | hint put a dash before it: it is one item of a list',
    ],
    [
      'securityContext: {supplementalGroups: {a: 1}}',
      'wrong-type spec.securityContext.supplementalGroups: spec.securityContext.supplementalGroups must be a list, it is a mapping | expected list | actual mapping',
    ],
    [
      'imagePullSecrets: x',
      'wrong-type spec.imagePullSecrets: spec.imagePullSecrets must be a list, it is a string | expected list | actual string',
    ],
  ])('%j', (text, expected) => expect(told(pod(text))).toBe(expected));
});

describe('a field of a container', () => {
  it.each<[text: string, expected: string]>([
    [
      'command: sh',
      'wrong-type spec.containers[0].command: spec.containers[0].command must be a list, it is a string | expected list | actual string | hint put a dash before it: it is one item of a list',
    ],
    [
      'command: {a: b}',
      'wrong-type spec.containers[0].command: spec.containers[0].command must be a list, it is a mapping | expected list | actual mapping',
    ],
    [
      'command: 5',
      'wrong-type spec.containers[0].command: spec.containers[0].command must be a list, it is an integer | expected list | actual integer | hint put a dash before it: it is one item of a list',
    ],
    [
      'command: [5, true, null, 1.5]',
      'wrong-type spec.containers[0].command[0]: spec.containers[0].command[0] must be a string, it is an integer | expected string | actual integer | hint write it in quotes\nwrong-type spec.containers[0].command[1]: spec.containers[0].command[1] must be a string, it is a boolean | expected string | actual boolean | hint write it in quotes\nwrong-type spec.containers[0].command[3]: spec.containers[0].command[3] must be a string, it is a number | expected string | actual number | hint write it in quotes',
    ],
    [
      'command: [[a]]',
      'wrong-type spec.containers[0].command[0]: spec.containers[0].command[0] must be a string, it is a list | expected string | actual list',
    ],
    [
      'env: {name: A}',
      'wrong-type spec.containers[0].env: spec.containers[0].env must be a list, it is a mapping | expected list | actual mapping | hint put a dash before it: it is one item of a list',
    ],
    [
      'env: [{name: A, value: {fieldRef: {fieldPath: b}}}]',
      'wrong-type spec.containers[0].env[0].value: spec.containers[0].env[0].value must be a string, it is a mapping | expected string | actual mapping | hint a source of a value goes in valueFrom',
    ],
    [
      'env: [{name: A, value: {secretKeyRef: {}}, valueFrom: {}}]',
      'wrong-type spec.containers[0].env[0].value: spec.containers[0].env[0].value must be a string, it is a mapping | expected string | actual mapping',
    ],
    [
      'env: [{name: A, value: [a]}]',
      'wrong-type spec.containers[0].env[0].value: spec.containers[0].env[0].value must be a string, it is a list | expected string | actual list',
    ],
    [
      'env: [{name: {a: b}}]',
      'wrong-type spec.containers[0].env[0].name: spec.containers[0].env[0].name must be a string, it is a mapping | expected string | actual mapping',
    ],
    ['env: [{name: A, value: null}]', ''],
    [
      'ports: [{containerPort: "80"}]',
      'wrong-type spec.containers[0].ports[0].containerPort: spec.containers[0].ports[0].containerPort must be an integer, it is a string | expected integer | actual string | hint write it without quotes',
    ],
    [
      'ports: [80]',
      'wrong-type spec.containers[0].ports[0]: spec.containers[0].ports[0] must be a mapping, it is an integer | expected mapping | actual integer',
    ],
    [
      'ports: [{containerPort: http}]',
      'wrong-type spec.containers[0].ports[0].containerPort: spec.containers[0].ports[0].containerPort must be an integer, it is a string | expected integer | actual string',
    ],
    [
      'envFrom: [{prefix: {a: b}}]',
      'wrong-type spec.containers[0].envFrom[0].prefix: spec.containers[0].envFrom[0].prefix must be a string, it is a mapping | expected string | actual mapping',
    ],
    [
      'workingDir: {a: b}',
      'wrong-type spec.containers[0].workingDir: spec.containers[0].workingDir must be a string, it is a mapping | expected string | actual mapping',
    ],
    [
      'livenessProbe: {httpGet: {port: {a: 1}}}',
      'wrong-type spec.containers[0].livenessProbe.httpGet.port: spec.containers[0].livenessProbe.httpGet.port must be an integer or string, it is a mapping | expected integer or string | actual mapping',
    ],
    [
      'livenessProbe: {httpGet: {port: true}}',
      'wrong-type spec.containers[0].livenessProbe.httpGet.port: spec.containers[0].livenessProbe.httpGet.port must be an integer or string, it is a boolean | expected integer or string | actual boolean | hint write it in quotes',
    ],
    [
      'livenessProbe: {httpGet: {port: 1.5}}',
      'wrong-type spec.containers[0].livenessProbe.httpGet.port: spec.containers[0].livenessProbe.httpGet.port must be an integer or string, it is a number | expected integer or string | actual number',
    ],
    [
      'livenessProbe: {httpGet: {port: [80]}}',
      'wrong-type spec.containers[0].livenessProbe.httpGet.port: spec.containers[0].livenessProbe.httpGet.port must be an integer or string, it is a list | expected integer or string | actual list',
    ],
    [
      'resources: {limits: {cpu: true}}',
      'wrong-type spec.containers[0].resources.limits.cpu: spec.containers[0].resources.limits.cpu must be a quantity, it is a boolean | expected quantity | actual boolean',
    ],
    [
      'resources: {limits: {cpu: {a: 1}}}',
      'wrong-type spec.containers[0].resources.limits.cpu: spec.containers[0].resources.limits.cpu must be a quantity, it is a mapping | expected quantity | actual mapping',
    ],
    [
      'resources: {limits: {cpu: [1]}}',
      'wrong-type spec.containers[0].resources.limits.cpu: spec.containers[0].resources.limits.cpu must be a quantity, it is a list | expected quantity | actual list',
    ],
    [
      'resources: {limits: [cpu]}',
      'wrong-type spec.containers[0].resources.limits: spec.containers[0].resources.limits must be a mapping, it is a list | expected mapping | actual list | hint take the dashes away: it is one mapping, not a list',
    ],
    ['resources: {limits: {cpu: null}}', ''],
    [
      'securityContext: {privileged: {a: b}}',
      'wrong-type spec.containers[0].securityContext.privileged: spec.containers[0].securityContext.privileged must be a boolean, it is a mapping | expected boolean | actual mapping',
    ],
  ])('%j', (text, expected) => expect(told(container(text))).toBe(expected));
});

describe('a field of the metadata', () => {
  it.each<[text: string, expected: string]>([
    [
      'labels: a',
      'wrong-type metadata.labels: metadata.labels must be a mapping, it is a string | expected mapping | actual string',
    ],
    [
      'labels: [a]',
      'wrong-type metadata.labels: metadata.labels must be a mapping, it is a list | expected mapping | actual list | hint take the dashes away: it is one mapping, not a list',
    ],
    [
      'labels: {a: 1, b: 1.5, c: yes, d: ~}',
      'wrong-type metadata.labels.a: metadata.labels.a must be a string, it is an integer | expected string | actual integer | hint write it in quotes\nwrong-type metadata.labels.b: metadata.labels.b must be a string, it is a number | expected string | actual number | hint write it in quotes\nwrong-type metadata.labels.c: metadata.labels.c must be a string, it is a boolean | expected string | actual boolean | hint write it in quotes',
    ],
    [
      'annotations: {a: {b: c}}',
      'wrong-type metadata.annotations.a: metadata.annotations.a must be a string, it is a mapping | expected string | actual mapping',
    ],
    [
      'creationTimestamp: 5',
      'wrong-type metadata.creationTimestamp: metadata.creationTimestamp must be a string, it is an integer | expected string | actual integer',
    ],
    [
      'creationTimestamp: true',
      'wrong-type metadata.creationTimestamp: metadata.creationTimestamp must be a string, it is a boolean | expected string | actual boolean',
    ],
    [
      'generation: "1"',
      'wrong-type metadata.generation: metadata.generation must be an integer, it is a string | expected integer | actual string | hint write it without quotes',
    ],
    [
      'finalizers: a',
      'wrong-type metadata.finalizers: metadata.finalizers must be a list, it is a string | expected list | actual string | hint put a dash before it: it is one item of a list',
    ],
    [
      'ownerReferences: [{controller: "yes"}]',
      'wrong-type metadata.ownerReferences[0].controller: metadata.ownerReferences[0].controller must be a boolean, it is a string | expected boolean | actual string | hint write true\nmissing-required metadata.ownerReferences[0]: metadata.ownerReferences[0].apiVersion is required | key apiVersion\nmissing-required metadata.ownerReferences[0]: metadata.ownerReferences[0].kind is required | key kind\nmissing-required metadata.ownerReferences[0]: metadata.ownerReferences[0].name is required | key name\nmissing-required metadata.ownerReferences[0]: metadata.ownerReferences[0].uid is required | key uid',
    ],
    [
      'name: 5',
      'wrong-type metadata.name: metadata.name must be a string, it is an integer | expected string | actual integer | hint write it in quotes',
    ],
    [
      'managedFields: [{fieldsV1: 5, time: 2020}]',
      'wrong-type metadata.managedFields[0].time: metadata.managedFields[0].time must be a string, it is an integer | expected string | actual integer',
    ],
  ])('%j', (text, expected) => expect(told(metadata(text))).toBe(expected));
});
