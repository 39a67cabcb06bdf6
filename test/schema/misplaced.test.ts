import { describe, expect, it } from 'vitest';
import { told } from './told.js';

const deployment = (fields: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n  selector: {}\n  template: {spec: {containers: [{name: b}]}}\n${fields}\n`;
const pod = (fields: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {selector: {}, template: {spec: {containers: [{name: b}], ${fields}}}}\n`;
const template = (fields: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {selector: {}, template: {spec: {containers: [{name: b}]}, ${fields}}}\n`;

describe('of a Deployment', () => {
  it.each<[text: string, expected: string]>([
    [
      'replicas: 3',
      'unknown-field replicas: unknown field "replicas" | key replicas | server unknown field "replicas" | hint replicas belongs in spec | expected a known field',
    ],
    [
      'replicas: x',
      'unknown-field replicas: unknown field "replicas" | key replicas | server unknown field "replicas" | hint replicas belongs in spec | expected a known field',
    ],
    [
      'replicas: [3]',
      'unknown-field replicas: unknown field "replicas" | key replicas | server unknown field "replicas" | expected a known field',
    ],
    [
      'labels: {a: b}',
      'unknown-field labels: unknown field "labels" | key labels | server unknown field "labels" | hint labels belongs in metadata | expected a known field',
    ],
    [
      'labels: {a: 5}',
      'unknown-field labels: unknown field "labels" | key labels | server unknown field "labels" | hint labels belongs in metadata | expected a known field',
    ],
    [
      'matchLabels: {a: b}',
      'unknown-field matchLabels: unknown field "matchLabels" | key matchLabels | server unknown field "matchLabels" | hint matchLabels belongs in spec.selector | expected a known field',
    ],
    [
      'containers: [{name: x}]',
      'unknown-field containers: unknown field "containers" | key containers | server unknown field "containers" | hint containers belongs in spec.template.spec | expected a known field',
    ],
    [
      'containers: {name: x}',
      'unknown-field containers: unknown field "containers" | key containers | server unknown field "containers" | expected a known field',
    ],
    [
      'image: x',
      'unknown-field image: unknown field "image" | key image | server unknown field "image" | hint image belongs in spec.template.spec.containers[] | expected a known field',
    ],
    [
      'hostNetwork: true',
      'unknown-field hostNetwork: unknown field "hostNetwork" | key hostNetwork | server unknown field "hostNetwork" | hint hostNetwork belongs in spec.template.spec | expected a known field',
    ],
    [
      'availableReplicas: 3',
      'unknown-field availableReplicas: unknown field "availableReplicas" | key availableReplicas | server unknown field "availableReplicas" | expected a known field',
    ],
    [
      'conditions: []',
      'unknown-field conditions: unknown field "conditions" | key conditions | server unknown field "conditions" | expected a known field',
    ],
    [
      'rollingUpdate: {maxSurge: 1}',
      'unknown-field rollingUpdate: unknown field "rollingUpdate" | key rollingUpdate | server unknown field "rollingUpdate" | hint rollingUpdate belongs in spec.strategy | expected a known field',
    ],
    [
      'rollingUpdate: {maxSurges: 1}',
      'unknown-field rollingUpdate: unknown field "rollingUpdate" | key rollingUpdate | server unknown field "rollingUpdate" | expected a known field',
    ],
    [
      'type: Recreate',
      'unknown-field type: unknown field "type" | key type | server unknown field "type" | hint type belongs in spec.strategy | expected a known field',
    ],
    [
      'name: b',
      'unknown-field name: unknown field "name" | key name | server unknown field "name" | hint name belongs in metadata | expected a known field',
    ],
    [
      'maxSurge: 1',
      'unknown-field maxSurge: unknown field "maxSurge" | key maxSurge | server unknown field "maxSurge" | hint maxSurge belongs in spec.strategy.rollingUpdate | expected a known field',
    ],
    [
      'template: {spec: {}}',
      'unknown-field template: unknown field "template" | key template | server unknown field "template" | hint template belongs in spec | expected a known field',
    ],
    [
      'strategy:',
      'unknown-field strategy: unknown field "strategy" | key strategy | server unknown field "strategy" | hint strategy belongs in spec | expected a known field',
    ],
    [
      'tolerationSeconds: 5',
      'unknown-field tolerationSeconds: unknown field "tolerationSeconds" | key tolerationSeconds | server unknown field "tolerationSeconds" | hint tolerationSeconds belongs in spec.template.spec.tolerations[] | expected a known field',
    ],
    [
      '  image: x',
      'unknown-field spec.image: unknown field "image" | key image | server unknown field "spec.image" | hint image belongs in spec.template.spec.containers[] | expected a known field',
    ],
    [
      '  labels: {a: b}',
      'unknown-field spec.labels: unknown field "labels" | key labels | server unknown field "spec.labels" | hint labels belongs in spec.template.metadata | expected a known field',
    ],
    [
      '  replica: 3',
      'unknown-field spec.replica: unknown field "replica" | key replica | server unknown field "spec.replica" | suggestion replicas | expected a known field',
    ],
    [
      '  name: x',
      'unknown-field spec.name: unknown field "name" | key name | server unknown field "spec.name" | hint name belongs in spec.template.metadata | expected a known field',
    ],
    [
      '  containers: []',
      'unknown-field spec.containers: unknown field "containers" | key containers | server unknown field "spec.containers" | hint containers belongs in spec.template.spec | expected a known field',
    ],
    [
      '  strategy: {maxSurge: 1}',
      'unknown-field spec.strategy.maxSurge: unknown field "maxSurge" | key maxSurge | server unknown field "spec.strategy.maxSurge" | hint maxSurge belongs in spec.strategy.rollingUpdate | expected a known field',
    ],
    [
      '  matchLabels: {a: b}',
      'unknown-field spec.matchLabels: unknown field "matchLabels" | key matchLabels | server unknown field "spec.matchLabels" | hint matchLabels belongs in spec.selector | expected a known field',
    ],
    [
      '  serviceName: x',
      'unknown-field spec.serviceName: unknown field "serviceName" | key serviceName | server unknown field "spec.serviceName" | expected a known field',
    ],
    [
      '  restartPolicy: Always',
      'unknown-field spec.restartPolicy: unknown field "restartPolicy" | key restartPolicy | server unknown field "spec.restartPolicy" | hint restartPolicy belongs in spec.template.spec | expected a known field',
    ],
    [
      '  strategy:\n  maxSurge: 1',
      'unknown-field spec.maxSurge: unknown field "maxSurge" | key maxSurge | server unknown field "spec.maxSurge" | hint maxSurge belongs in spec.strategy.rollingUpdate | expected a known field',
    ],
    [
      '  metadata: {labels: {a: b}}',
      'unknown-field spec.metadata: unknown field "metadata" | key metadata | server unknown field "spec.metadata" | hint metadata belongs in spec.template | expected a known field',
    ],
    [
      '  spec: {containers: []}',
      'unknown-field spec.spec: unknown field "spec" | key spec | server unknown field "spec.spec" | hint spec belongs in spec.template | expected a known field',
    ],
    [
      '  status: {}',
      'unknown-field spec.status: unknown field "status" | key status | server unknown field "spec.status" | hint status belongs at the top of the object | expected a known field',
    ],
    [
      '  requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: []}',
      'unknown-field spec.requiredDuringSchedulingIgnoredDuringExecution: unknown field "requiredDuringSchedulingIgnoredDuringExecution" | key requiredDuringSchedulingIgnoredDuringExecution | server unknown field "spec.requiredDuringSchedulingIgnoredDuringExecution" | hint requiredDuringSchedulingIgnoredDuringExecution belongs in spec.template.spec.affinity.nodeAffinity | expected a known field',
    ],
    [
      '  requiredDuringSchedulingIgnoredDuringExecution: []',
      'unknown-field spec.requiredDuringSchedulingIgnoredDuringExecution: unknown field "requiredDuringSchedulingIgnoredDuringExecution" | key requiredDuringSchedulingIgnoredDuringExecution | server unknown field "spec.requiredDuringSchedulingIgnoredDuringExecution" | hint requiredDuringSchedulingIgnoredDuringExecution belongs in spec.template.spec.affinity.podAffinity | expected a known field',
    ],
    [
      '  weight: 5',
      'unknown-field spec.weight: unknown field "weight" | key weight | server unknown field "spec.weight" | hint weight belongs in spec.template.spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[] | expected a known field',
    ],
    [
      '  path: x',
      'unknown-field spec.path: unknown field "path" | key path | server unknown field "spec.path" | hint path belongs in spec.template.spec.volumes[].cephfs | expected a known field',
    ],
    [
      '  port: 80',
      'unknown-field spec.port: unknown field "port" | key port | server unknown field "spec.port" | hint port belongs in spec.template.spec.containers[].livenessProbe.grpc | expected a known field',
    ],
  ])('%j', (text, expected) => expect(told(deployment(text))).toBe(expected));
});

describe('of its pod', () => {
  it.each<[text: string, expected: string]>([
    [
      'name: x',
      'unknown-field spec.template.spec.name: unknown field "name" | key name | server unknown field "spec.template.spec.name" | hint name belongs in spec.template.spec.containers[] | expected a known field',
    ],
    [
      'labels: {a: b}',
      'unknown-field spec.template.spec.labels: unknown field "labels" | key labels | server unknown field "spec.template.spec.labels" | hint labels belongs in spec.template.metadata | expected a known field',
    ],
    [
      'replicas: 3',
      'unknown-field spec.template.spec.replicas: unknown field "replicas" | key replicas | server unknown field "spec.template.spec.replicas" | hint replicas belongs in spec | expected a known field',
    ],
    [
      'matchLabels: {a: b}',
      'unknown-field spec.template.spec.matchLabels: unknown field "matchLabels" | key matchLabels | server unknown field "spec.template.spec.matchLabels" | hint matchLabels belongs in spec.template.spec.topologySpreadConstraints[].labelSelector | expected a known field',
    ],
    [
      'port: 80',
      'unknown-field spec.template.spec.port: unknown field "port" | key port | server unknown field "spec.template.spec.port" | hint port belongs in spec.template.spec.containers[].livenessProbe.grpc | expected a known field',
    ],
    [
      'port: http',
      'unknown-field spec.template.spec.port: unknown field "port" | key port | server unknown field "spec.template.spec.port" | hint port belongs in spec.template.spec.containers[].livenessProbe.httpGet | expected a known field',
    ],
    [
      'path: /x',
      'unknown-field spec.template.spec.path: unknown field "path" | key path | server unknown field "spec.template.spec.path" | hint path belongs in spec.template.spec.volumes[].cephfs | expected a known field',
    ],
    [
      'key: x',
      'unknown-field spec.template.spec.key: unknown field "key" | key key | server unknown field "spec.template.spec.key" | hint key belongs in spec.template.spec.tolerations[] | expected a known field',
    ],
    [
      'medium: x',
      'unknown-field spec.template.spec.medium: unknown field "medium" | key medium | server unknown field "spec.template.spec.medium" | hint medium belongs in spec.template.spec.volumes[].emptyDir | expected a known field',
    ],
    [
      'fsType: x',
      'unknown-field spec.template.spec.fsType: unknown field "fsType" | key fsType | server unknown field "spec.template.spec.fsType" | hint fsType belongs in spec.template.spec.volumes[].awsElasticBlockStore | expected a known field',
    ],
    [
      'secretName: x',
      'unknown-field spec.template.spec.secretName: unknown field "secretName" | key secretName | server unknown field "spec.template.spec.secretName" | hint secretName belongs in spec.template.spec.volumes[].secret | expected a known field',
    ],
    [
      'volumes: [{name: v, secretName: x}]',
      'unknown-field spec.template.spec.volumes[0].secretName: unknown field "secretName" | key secretName | server unknown field "spec.template.spec.volumes[0].secretName" | hint secretName belongs in spec.template.spec.volumes[].secret | expected a known field',
    ],
    [
      'volumes: [{name: v, path: /x}]',
      'unknown-field spec.template.spec.volumes[0].path: unknown field "path" | key path | server unknown field "spec.template.spec.volumes[0].path" | hint path belongs in spec.template.spec.volumes[].cephfs | expected a known field',
    ],
    [
      'volumes: [{name: v, configMap: {secretName: x}}]',
      'unknown-field spec.template.spec.volumes[0].configMap.secretName: unknown field "secretName" | key secretName | server unknown field "spec.template.spec.volumes[0].configMap.secretName" | expected a known field',
    ],
    [
      'volumes: [{name: v, server: x, path: /x}]',
      'unknown-field spec.template.spec.volumes[0].server: unknown field "server" | key server | server unknown field "spec.template.spec.volumes[0].server" | hint server belongs in spec.template.spec.volumes[].nfs | expected a known field\nunknown-field spec.template.spec.volumes[0].path: unknown field "path" | key path | server unknown field "spec.template.spec.volumes[0].path" | hint path belongs in spec.template.spec.volumes[].cephfs | expected a known field',
    ],
    [
      'volumes: [{name: v, mountPath: /x}]',
      'unknown-field spec.template.spec.volumes[0].mountPath: unknown field "mountPath" | key mountPath | server unknown field "spec.template.spec.volumes[0].mountPath" | hint mountPath belongs in spec.template.spec.containers[].volumeMounts[] | expected a known field',
    ],
    [
      'affinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: []}}',
      'unknown-field spec.template.spec.affinity.requiredDuringSchedulingIgnoredDuringExecution: unknown field "requiredDuringSchedulingIgnoredDuringExecution" | key requiredDuringSchedulingIgnoredDuringExecution | server unknown field "spec.template.spec.affinity.requiredDuringSchedulingIgnoredDuringExecution" | hint requiredDuringSchedulingIgnoredDuringExecution belongs in spec.template.spec.affinity.nodeAffinity | expected a known field',
    ],
    [
      'affinity: {nodeSelectorTerms: []}',
      'unknown-field spec.template.spec.affinity.nodeSelectorTerms: unknown field "nodeSelectorTerms" | key nodeSelectorTerms | server unknown field "spec.template.spec.affinity.nodeSelectorTerms" | hint nodeSelectorTerms belongs in spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution | expected a known field',
    ],
    [
      'tolerations: [{name: x}]',
      'unknown-field spec.template.spec.tolerations[0].name: unknown field "name" | key name | server unknown field "spec.template.spec.tolerations[0].name" | hint name belongs in spec.template.metadata | expected a known field',
    ],
    [
      'securityContext: {privileged: true}',
      'unknown-field spec.template.spec.securityContext.privileged: unknown field "privileged" | key privileged | server unknown field "spec.template.spec.securityContext.privileged" | hint privileged belongs in spec.template.spec.containers[].securityContext | expected a known field',
    ],
    [
      'securityContext: {capabilities: {add: []}}',
      'unknown-field spec.template.spec.securityContext.capabilities: unknown field "capabilities" | key capabilities | server unknown field "spec.template.spec.securityContext.capabilities" | hint capabilities belongs in spec.template.spec.containers[].securityContext | expected a known field',
    ],
    [
      'topologyKey: x',
      'unknown-field spec.template.spec.topologyKey: unknown field "topologyKey" | key topologyKey | server unknown field "spec.template.spec.topologyKey" | hint topologyKey belongs in spec.template.spec.topologySpreadConstraints[] | expected a known field',
    ],
    [
      'ip: 1.2.3.4',
      'unknown-field spec.template.spec.ip: unknown field "ip" | key ip | server unknown field "spec.template.spec.ip" | hint ip belongs in spec.template.spec.hostAliases[] | expected a known field',
    ],
    [
      'initialDelaySeconds: 5',
      'unknown-field spec.template.spec.initialDelaySeconds: unknown field "initialDelaySeconds" | key initialDelaySeconds | server unknown field "spec.template.spec.initialDelaySeconds" | hint initialDelaySeconds belongs in spec.template.spec.containers[].livenessProbe | expected a known field',
    ],
    [
      'command: [a]',
      'unknown-field spec.template.spec.command: unknown field "command" | key command | server unknown field "spec.template.spec.command" | hint command belongs in spec.template.spec.containers[] | expected a known field',
    ],
    [
      'cpu: 1',
      'unknown-field spec.template.spec.cpu: unknown field "cpu" | key cpu | server unknown field "spec.template.spec.cpu" | expected a known field',
    ],
    [
      'limits: {cpu: 1}',
      'unknown-field spec.template.spec.limits: unknown field "limits" | key limits | server unknown field "spec.template.spec.limits" | hint limits belongs in spec.template.spec.resources | expected a known field',
    ],
    [
      'add: [NET_ADMIN]',
      'unknown-field spec.template.spec.add: unknown field "add" | key add | server unknown field "spec.template.spec.add" | hint add belongs in spec.template.spec.containers[].securityContext.capabilities | expected a known field',
    ],
    [
      'valueFrom: {fieldRef: {fieldPath: x}}',
      'unknown-field spec.template.spec.valueFrom: unknown field "valueFrom" | key valueFrom | server unknown field "spec.template.spec.valueFrom" | hint valueFrom belongs in spec.template.spec.containers[].env[] | expected a known field',
    ],
    [
      'secretKeyRef: {name: x, key: b}',
      'unknown-field spec.template.spec.secretKeyRef: unknown field "secretKeyRef" | key secretKeyRef | server unknown field "spec.template.spec.secretKeyRef" | hint secretKeyRef belongs in spec.template.spec.containers[].env[].valueFrom | expected a known field',
    ],
    [
      'runAsUser: 5',
      'unknown-field spec.template.spec.runAsUser: unknown field "runAsUser" | key runAsUser | server unknown field "spec.template.spec.runAsUser" | hint runAsUser belongs in spec.template.spec.securityContext | expected a known field',
    ],
    [
      'fsGroup: 5',
      'unknown-field spec.template.spec.fsGroup: unknown field "fsGroup" | key fsGroup | server unknown field "spec.template.spec.fsGroup" | hint fsGroup belongs in spec.template.spec.securityContext | expected a known field',
    ],
    [
      'seccompProfile: {type: x}',
      'unknown-field spec.template.spec.seccompProfile: unknown field "seccompProfile" | key seccompProfile | server unknown field "spec.template.spec.seccompProfile" | hint seccompProfile belongs in spec.template.spec.securityContext | expected a known field',
    ],
  ])('%j', (text, expected) => expect(told(pod(text))).toBe(expected));
});

describe('of its pod template', () => {
  it.each<[text: string, expected: string]>([
    [
      'labels: {a: b}',
      'unknown-field spec.template.labels: unknown field "labels" | key labels | server unknown field "spec.template.labels" | hint labels belongs in spec.template.metadata | expected a known field',
    ],
    [
      'containers: []',
      'unknown-field spec.template.containers: unknown field "containers" | key containers | server unknown field "spec.template.containers" | hint containers belongs in spec.template.spec | expected a known field',
    ],
    [
      'name: x',
      'unknown-field spec.template.name: unknown field "name" | key name | server unknown field "spec.template.name" | hint name belongs in spec.template.metadata | expected a known field',
    ],
    [
      'replicas: 3',
      'unknown-field spec.template.replicas: unknown field "replicas" | key replicas | server unknown field "spec.template.replicas" | hint replicas belongs in spec | expected a known field',
    ],
    [
      'annotations: {a: b}',
      'unknown-field spec.template.annotations: unknown field "annotations" | key annotations | server unknown field "spec.template.annotations" | hint annotations belongs in spec.template.metadata | expected a known field',
    ],
    [
      'image: x',
      'unknown-field spec.template.image: unknown field "image" | key image | server unknown field "spec.template.image" | hint image belongs in spec.template.spec.containers[] | expected a known field',
    ],
    [
      'metadata: {lables: {a: b}, app: x, replicas: 3, containers: []}',
      'unknown-field spec.template.metadata.lables: unknown field "lables" | key lables | server unknown field "spec.template.metadata.lables" | suggestion labels | expected a known field\nunknown-field spec.template.metadata.app: unknown field "app" | key app | server unknown field "spec.template.metadata.app" | expected a known field\nunknown-field spec.template.metadata.replicas: unknown field "replicas" | key replicas | server unknown field "spec.template.metadata.replicas" | hint replicas belongs in spec | expected a known field\nunknown-field spec.template.metadata.containers: unknown field "containers" | key containers | server unknown field "spec.template.metadata.containers" | hint containers belongs in spec.template.spec | expected a known field',
    ],
    [
      'kind: Pod',
      'unknown-field spec.template.kind: unknown field "kind" | key kind | server unknown field "spec.template.kind" | hint kind belongs at the top of the object | expected a known field',
    ],
    [
      'selector: {matchLabels: {}}',
      'unknown-field spec.template.selector: unknown field "selector" | key selector | server unknown field "spec.template.selector" | hint selector belongs in spec | expected a known field',
    ],
    [
      'status: {}',
      'unknown-field spec.template.status: unknown field "status" | key status | server unknown field "spec.template.status" | hint status belongs at the top of the object | expected a known field',
    ],
  ])('%j', (text, expected) => expect(told(template(text))).toBe(expected));
});
