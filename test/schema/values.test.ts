import { describe, expect, it } from 'vitest';
import { told } from './told.js';

const pod = (fields: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: b, image: c}], ${fields}}\n`;
const container = (fields: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: b, image: c, ${fields}}]}\n`;
const metadata = (fields: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, ${fields}}\n`;
const secret = (fields: string) => `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\n${fields}\n`;
const service = (fields: string) => `apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {${fields}}\n`;

describe('a field of a pod', () => {
  it.each<[text: string, expected: string]>([
    [
      'restartPolicy: always',
      'bad-enum spec.restartPolicy: spec.restartPolicy is none of the values it can have: "always" | allowed ["Always","Never","OnFailure"] | expected Always, Never, OnFailure | suggestion Always',
    ],
    [
      'restartPolicy: Onfailure',
      'bad-enum spec.restartPolicy: spec.restartPolicy is none of the values it can have: "Onfailure" | allowed ["Always","Never","OnFailure"] | expected Always, Never, OnFailure | suggestion OnFailure',
    ],
    [
      'restartPolicy: x',
      'bad-enum spec.restartPolicy: spec.restartPolicy is none of the values it can have: "x" | allowed ["Always","Never","OnFailure"] | expected Always, Never, OnFailure',
    ],
    ['restartPolicy: ""', ''],
    ['restartPolicy: null', ''],
    [
      'restartPolicy: 5',
      'wrong-type spec.restartPolicy: spec.restartPolicy must be a string, it is an integer | expected string | actual integer | hint write it in quotes',
    ],
    [
      'restartPolicy: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
      'bad-enum spec.restartPolicy: spec.restartPolicy is none of the values it can have: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…" | allowed ["Always","Never","OnFailure"] | expected Always, Never, OnFailure',
    ],
    [
      'restartPolicy: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
      'bad-enum spec.restartPolicy: spec.restartPolicy is none of the values it can have: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" | allowed ["Always","Never","OnFailure"] | expected Always, Never, OnFailure',
    ],
    [
      'dnsPolicy: clusterfirst',
      'bad-enum spec.dnsPolicy: spec.dnsPolicy is none of the values it can have: "clusterfirst" | allowed ["ClusterFirst","ClusterFirstWithHostNet","Default","None"] | expected ClusterFirst, ClusterFirstWithHostNet, Default, None | suggestion ClusterFirst',
    ],
    [
      'os: {name: Linux}',
      'bad-enum spec.os.name: spec.os.name is none of the values it can have: "Linux" | allowed ["linux","windows"] | expected linux, windows | suggestion linux',
    ],
    [
      'tolerations: [{operator: equals}]',
      'bad-enum spec.tolerations[0].operator: spec.tolerations[0].operator is none of the values it can have: "equals" | allowed ["Equal","Exists","Gt","Lt"] | expected Equal, Exists, Gt, Lt | suggestion Equal',
    ],
    [
      'topologySpreadConstraints: [{maxSkew: 0, whenUnsatisfiable: no}]',
      'wrong-type spec.topologySpreadConstraints[0].whenUnsatisfiable: spec.topologySpreadConstraints[0].whenUnsatisfiable must be a string, it is a boolean | expected string | actual boolean | hint write it in quotes\nmissing-required spec.topologySpreadConstraints[0]: spec.topologySpreadConstraints[0].topologyKey is required | key topologyKey',
    ],
    ['priority: 2147483647', ''],
    [
      'priority: 2147483648',
      'out-of-range spec.priority: spec.priority must be an integer between -2147483648 and 2147483647 | expected integer between -2147483648 and 2147483647 | actual integer',
    ],
    ['priority: -2147483648', ''],
    [
      'priority: -2147483649',
      'out-of-range spec.priority: spec.priority must be an integer between -2147483648 and 2147483647 | expected integer between -2147483648 and 2147483647 | actual integer',
    ],
    ['activeDeadlineSeconds: 9223372036854775807', ''],
    [
      'activeDeadlineSeconds: 9223372036854775808',
      'out-of-range spec.activeDeadlineSeconds: spec.activeDeadlineSeconds must be an integer between -2^63 and 2^63-1 | expected integer between -2^63 and 2^63-1 | actual integer',
    ],
    ['activeDeadlineSeconds: -9223372036854775808', ''],
    ['activeDeadlineSeconds: -9223372036854775809', ''],
    [
      'activeDeadlineSeconds: 1e30',
      'out-of-range spec.activeDeadlineSeconds: spec.activeDeadlineSeconds must be an integer between -2^63 and 2^63-1 | expected integer between -2^63 and 2^63-1 | actual integer',
    ],
    ['activeDeadlineSeconds: 1e3', ''],
    [
      'volumes: [{name: v, emptyDir: {sizeLimit: 1GB}}]',
      'bad-format spec.volumes[0].emptyDir.sizeLimit: spec.volumes[0].emptyDir.sizeLimit is not a quantity: "1GB" | expected quantity | actual string | server quantities must match the regular expression \'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$\' | suggestion 1G',
    ],
    [
      'volumes: [{emptyDir: {}}]',
      'missing-required spec.volumes[0]: spec.volumes[0].name is required | key name',
    ],
    ['volumes: [{name: "", emptyDir: {}}]', ''],
    [
      'volumes: [{name: null}]',
      'missing-required spec.volumes[0]: spec.volumes[0].name is required | key name',
    ],
    ['ephemeralContainers: [{name: x}]', ''],
    [
      'affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {}}}',
      'missing-required spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution: spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms is required | key nodeSelectorTerms',
    ],
    [
      'readinessGates: [{}]',
      'missing-required spec.readinessGates[0]: spec.readinessGates[0].conditionType is required | key conditionType',
    ],
    [
      'hostAliases: [{}]',
      'missing-required spec.hostAliases[0]: spec.hostAliases[0].ip is required | key ip',
    ],
  ])('%j', (text, expected) => expect(told(pod(text))).toBe(expected));
});

describe('a field of a container', () => {
  it.each<[text: string, expected: string]>([
    [
      'imagePullPolicy: always',
      'bad-enum spec.containers[0].imagePullPolicy: spec.containers[0].imagePullPolicy is none of the values it can have: "always" | allowed ["Always","IfNotPresent","Never"] | expected Always, IfNotPresent, Never | suggestion Always',
    ],
    [
      'ports: [{containerPort: 80, protocol: tcp}]',
      'bad-enum spec.containers[0].ports[0].protocol: spec.containers[0].ports[0].protocol is none of the values it can have: "tcp" | allowed ["SCTP","TCP","UDP"] | expected SCTP, TCP, UDP | suggestion TCP',
    ],
    [
      'ports: [{}]',
      'missing-required spec.containers[0].ports[0]: spec.containers[0].ports[0].containerPort is required | key containerPort',
    ],
    [
      'env: [{value: x}]',
      'missing-required spec.containers[0].env[0]: spec.containers[0].env[0].name is required | key name',
    ],
    [
      'resources: {limits: {cpu: 1 Gi}}',
      'bad-format spec.containers[0].resources.limits.cpu: spec.containers[0].resources.limits.cpu is not a quantity: "1 Gi" | expected quantity | actual string | server quantities must match the regular expression \'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$\' | suggestion 1Gi',
    ],
    ['resources: {limits: {cpu: 100M}}', ''],
    [
      'resources: {limits: {cpu: x, memory: 512MB}}',
      'bad-format spec.containers[0].resources.limits.cpu: spec.containers[0].resources.limits.cpu is not a quantity: "x" | expected quantity | actual string | server quantities must match the regular expression \'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$\'\nbad-format spec.containers[0].resources.limits.memory: spec.containers[0].resources.limits.memory is not a quantity: "512MB" | expected quantity | actual string | server quantities must match the regular expression \'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$\' | suggestion 512M',
    ],
    [
      'resources: {limits: {memory: "512MB "}}',
      'bad-format spec.containers[0].resources.limits.memory: spec.containers[0].resources.limits.memory is not a quantity: "512MB " | expected quantity | actual string | server quantities must match the regular expression \'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$\' | suggestion 512M',
    ],
    [
      'resources: {limits: {memory: 1gb}}',
      'bad-format spec.containers[0].resources.limits.memory: spec.containers[0].resources.limits.memory is not a quantity: "1gb" | expected quantity | actual string | server quantities must match the regular expression \'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$\' | suggestion 1G',
    ],
    [
      'resources: {limits: {memory: 1 k}}',
      'bad-format spec.containers[0].resources.limits.memory: spec.containers[0].resources.limits.memory is not a quantity: "1 k" | expected quantity | actual string | server quantities must match the regular expression \'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$\' | suggestion 1k',
    ],
    [
      'resources: {limits: {memory: 2KB}}',
      'bad-format spec.containers[0].resources.limits.memory: spec.containers[0].resources.limits.memory is not a quantity: "2KB" | expected quantity | actual string | server quantities must match the regular expression \'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$\' | suggestion 2k',
    ],
    [
      'resources: {limits: {memory: 2KiB}}',
      'bad-format spec.containers[0].resources.limits.memory: spec.containers[0].resources.limits.memory is not a quantity: "2KiB" | expected quantity | actual string | server quantities must match the regular expression \'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$\' | suggestion 2Ki',
    ],
    [
      'resources: {limits: {memory: -1.5gib}}',
      'bad-format spec.containers[0].resources.limits.memory: spec.containers[0].resources.limits.memory is not a quantity: "-1.5gib" | expected quantity | actual string | server quantities must match the regular expression \'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$\' | suggestion -1.5Gi',
    ],
    [
      'resources: {limits: {memory: +2 PiB}}',
      'bad-format spec.containers[0].resources.limits.memory: spec.containers[0].resources.limits.memory is not a quantity: "+2 PiB" | expected quantity | actual string | server quantities must match the regular expression \'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$\' | suggestion +2Pi',
    ],
    [
      'resources: {limits: {memory: 2tb}}',
      'bad-format spec.containers[0].resources.limits.memory: spec.containers[0].resources.limits.memory is not a quantity: "2tb" | expected quantity | actual string | server quantities must match the regular expression \'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$\' | suggestion 2T',
    ],
    [
      'resources: {limits: {memory: 1.5.5MB}}',
      'bad-format spec.containers[0].resources.limits.memory: spec.containers[0].resources.limits.memory is not a quantity: "1.5.5MB" | expected quantity | actual string | server quantities must match the regular expression \'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$\'',
    ],
    [
      'resources: {limits: {memory: 5EB}}',
      'bad-format spec.containers[0].resources.limits.memory: spec.containers[0].resources.limits.memory is not a quantity: "5EB" | expected quantity | actual string | server quantities must match the regular expression \'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$\'',
    ],
    [
      'resources: {limits: {memory: 5bytes}}',
      'bad-format spec.containers[0].resources.limits.memory: spec.containers[0].resources.limits.memory is not a quantity: "5bytes" | expected quantity | actual string | server quantities must match the regular expression \'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$\'',
    ],
    [
      'resources: {limits: {memory: "5b"}}',
      'bad-format spec.containers[0].resources.limits.memory: spec.containers[0].resources.limits.memory is not a quantity: "5b" | expected quantity | actual string | server quantities must match the regular expression \'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$\'',
    ],
    [
      'resources: {limits: {memory: "1111111111111111111111111111111111111111111111111111111111MB"}}',
      'bad-format spec.containers[0].resources.limits.memory: spec.containers[0].resources.limits.memory is not a quantity: "1111111111111111111111111111111111111111111111111111111111MB" | expected quantity | actual string | server quantities must match the regular expression \'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$\' | suggestion 1111111111111111111111111111111111111111111111111111111111M',
    ],
    [
      'resources: {limits: {memory: "11111111111111111111111111111111111111111111111111111111111MB"}}',
      'bad-format spec.containers[0].resources.limits.memory: spec.containers[0].resources.limits.memory is not a quantity: "11111111111111111111111111111111111111111111111111111111111M…" | expected quantity | actual string | server quantities must match the regular expression \'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$\' | suggestion 11111111111111111111111111111111111111111111111111111111111M',
    ],
    [
      'resources: {limits: {memory: "5MB", cpu: ""}}',
      'bad-format spec.containers[0].resources.limits.memory: spec.containers[0].resources.limits.memory is not a quantity: "5MB" | expected quantity | actual string | server quantities must match the regular expression \'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$\' | suggestion 5M\nbad-format spec.containers[0].resources.limits.cpu: spec.containers[0].resources.limits.cpu is not a quantity: "" | expected quantity | actual string | server quantities must match the regular expression \'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$\'',
    ],
    [
      'livenessProbe: {httpGet: {port: 2147483648}}',
      'out-of-range spec.containers[0].livenessProbe.httpGet.port: spec.containers[0].livenessProbe.httpGet.port must be an integer between -2147483648 and 2147483647 | expected integer between -2147483648 and 2147483647 | actual integer',
    ],
    [
      'livenessProbe: {httpGet: {port: 99999999999999999999}}',
      'out-of-range spec.containers[0].livenessProbe.httpGet.port: spec.containers[0].livenessProbe.httpGet.port must be an integer between -2147483648 and 2147483647 | expected integer between -2147483648 and 2147483647 | actual integer',
    ],
    [
      'livenessProbe: {httpGet: {port: -2147483648, scheme: http}}',
      'bad-enum spec.containers[0].livenessProbe.httpGet.scheme: spec.containers[0].livenessProbe.httpGet.scheme is none of the values it can have: "http" | allowed ["HTTP","HTTPS"] | expected HTTP, HTTPS | suggestion HTTP',
    ],
    [
      'livenessProbe: {httpGet: {path: /}}',
      'missing-required spec.containers[0].livenessProbe.httpGet: spec.containers[0].livenessProbe.httpGet.port is required | key port',
    ],
    [
      'volumeMounts: [{name: v}]',
      'missing-required spec.containers[0].volumeMounts[0]: spec.containers[0].volumeMounts[0].mountPath is required | key mountPath',
    ],
    [
      'volumeMounts: [{}]',
      'missing-required spec.containers[0].volumeMounts[0]: spec.containers[0].volumeMounts[0].mountPath is required | key mountPath\nmissing-required spec.containers[0].volumeMounts[0]: spec.containers[0].volumeMounts[0].name is required | key name',
    ],
  ])('%j', (text, expected) => expect(told(container(text))).toBe(expected));
});

describe('a field of the metadata', () => {
  it.each<[text: string, expected: string]>([
    [
      'creationTimestamp: yesterday',
      'bad-format metadata.creationTimestamp: metadata.creationTimestamp is not a time (RFC 3339, 2006-01-02T15:04:05Z): "yesterday" | expected time (RFC 3339, 2006-01-02T15:04:05Z) | actual string',
    ],
    [
      'creationTimestamp: "2026-02-30T00:00:00Z"',
      'bad-format metadata.creationTimestamp: metadata.creationTimestamp is not a time (RFC 3339, 2006-01-02T15:04:05Z): "2026-02-30T00:00:00Z" | expected time (RFC 3339, 2006-01-02T15:04:05Z) | actual string',
    ],
    [
      'creationTimestamp: 2026-01-01',
      'bad-format metadata.creationTimestamp: metadata.creationTimestamp is not a time (RFC 3339, 2006-01-02T15:04:05Z): "2026-01-01" | expected time (RFC 3339, 2006-01-02T15:04:05Z) | actual string',
    ],
    [
      'ownerReferences: [{}]',
      'missing-required metadata.ownerReferences[0]: metadata.ownerReferences[0].apiVersion is required | key apiVersion\nmissing-required metadata.ownerReferences[0]: metadata.ownerReferences[0].kind is required | key kind\nmissing-required metadata.ownerReferences[0]: metadata.ownerReferences[0].name is required | key name\nmissing-required metadata.ownerReferences[0]: metadata.ownerReferences[0].uid is required | key uid',
    ],
    [
      'managedFields: [{time: x}]',
      'bad-format metadata.managedFields[0].time: metadata.managedFields[0].time is not a time (RFC 3339, 2006-01-02T15:04:05Z): "x" | expected time (RFC 3339, 2006-01-02T15:04:05Z) | actual string',
    ],
  ])('%j', (text, expected) => expect(told(metadata(text))).toBe(expected));
});

describe('a field of a Secret', () => {
  it.each<[text: string, expected: string]>([
    ['data: {a: "x"}', 'bad-format data.a: data.a is not base64 | expected base64 | actual string'],
    [
      'data: {a: hunter2hunter2=}',
      'bad-format data.a: data.a is not base64 | expected base64 | actual string',
    ],
    [
      'data: {a: YQ==, b: 5}',
      'wrong-type data.b: data.b must be a string, it is an integer | expected string | actual integer',
    ],
    [
      'data: {a: [x]}',
      'wrong-type data.a: data.a must be a string, it is a list | expected string | actual list',
    ],
    [
      'data: {"tls.crt": "a b c"}',
      'bad-format data[tls.crt]: data[tls.crt] is not base64 | expected base64 | actual string',
    ],
    ['data: x', 'wrong-type data: data must be a mapping, it is a string | expected mapping | actual string'],
    [
      'stringData: {a: 5}',
      'wrong-type stringData.a: stringData.a must be a string, it is an integer | expected string | actual integer | hint write it in quotes',
    ],
    [
      'type: {a: hunter2}',
      'wrong-type type: type must be a string, it is a mapping | expected string | actual mapping',
    ],
    [
      'typ: hunter2',
      'unknown-field typ: unknown field "typ" | key typ | server unknown field "typ" | suggestion type | expected a known field',
    ],
    ['data: {a: null}', ''],
    [
      'immutable: "hunter2"',
      'wrong-type immutable: immutable must be a boolean, it is a string | expected boolean | actual string',
    ],
    [
      'spec: {restartPolicy: hunter2}',
      'unknown-field spec: unknown field "spec" | key spec | server unknown field "spec" | expected a known field',
    ],
    [
      'metadata: {name: hunter2, creationTimestamp: hunter2}',
      'bad-format metadata.creationTimestamp: metadata.creationTimestamp is not a time (RFC 3339, 2006-01-02T15:04:05Z) | expected time (RFC 3339, 2006-01-02T15:04:05Z) | actual string',
    ],
  ])('%j', (text, expected) => expect(told(secret(text))).toBe(expected));
});

describe('a field of a Service', () => {
  it.each<[text: string, expected: string]>([
    [
      'type: clusterip',
      'bad-enum spec.type: spec.type is none of the values it can have: "clusterip" | allowed ["ClusterIP","ExternalName","LoadBalancer","NodePort"] | expected ClusterIP, ExternalName, LoadBalancer, NodePort | suggestion ClusterIP',
    ],
    [
      'type: NodePorts',
      'bad-enum spec.type: spec.type is none of the values it can have: "NodePorts" | allowed ["ClusterIP","ExternalName","LoadBalancer","NodePort"] | expected ClusterIP, ExternalName, LoadBalancer, NodePort | suggestion NodePort',
    ],
    [
      'ports: [{port: "80"}]',
      'wrong-type spec.ports[0].port: spec.ports[0].port must be an integer, it is a string | expected integer | actual string | hint write it without quotes',
    ],
    ['ports: [{}]', 'missing-required spec.ports[0]: spec.ports[0].port is required | key port'],
    [
      'ports: [{port: 80, protocol: udp}]',
      'bad-enum spec.ports[0].protocol: spec.ports[0].protocol is none of the values it can have: "udp" | allowed ["SCTP","TCP","UDP"] | expected SCTP, TCP, UDP | suggestion UDP',
    ],
    [
      'ports: [{port: 80, targetPort: 80.5}]',
      'wrong-type spec.ports[0].targetPort: spec.ports[0].targetPort must be an integer or string, it is a number | expected integer or string | actual number',
    ],
    ['ports: [{port: 70000}]', ''],
    [
      'selector: {a: 1}',
      'wrong-type spec.selector.a: spec.selector.a must be a string, it is an integer | expected string | actual integer | hint write it in quotes',
    ],
    [
      'sessionAffinity: none',
      'bad-enum spec.sessionAffinity: spec.sessionAffinity is none of the values it can have: "none" | allowed ["ClientIP","None"] | expected ClientIP, None | suggestion None',
    ],
    [
      'ipFamilies: [ipv4, IPv5]',
      'bad-enum spec.ipFamilies[0]: spec.ipFamilies[0] is none of the values it can have: "ipv4" | allowed ["IPv4","IPv6"] | expected IPv4, IPv6 | suggestion IPv4\nbad-enum spec.ipFamilies[1]: spec.ipFamilies[1] is none of the values it can have: "IPv5" | allowed ["IPv4","IPv6"] | expected IPv4, IPv6 | suggestion IPv4',
    ],
    [
      'externalTrafficPolicy: local',
      'bad-enum spec.externalTrafficPolicy: spec.externalTrafficPolicy is none of the values it can have: "local" | allowed ["Cluster","Local"] | expected Cluster, Local | suggestion Local',
    ],
  ])('%j', (text, expected) => expect(told(service(text))).toBe(expected));
});
