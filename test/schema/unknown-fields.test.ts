import { describe, expect, it } from 'vitest';
import { told } from './told.js';

const pod = (fields: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: b, image: c}], ${fields}}\n`;
const container = (fields: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: b, image: c, ${fields}}]}\n`;
const metadata = (fields: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, ${fields}}\n`;
const secret = (fields: string) => `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\n${fields}\n`;

describe('a field of a pod', () => {
  it.each<[text: string, expected: string]>([
    [
      'container: []',
      'unknown-field spec.container: unknown field "container" | key container | server unknown field "spec.container" | suggestion containers | expected a known field',
    ],
    [
      'Containers: []',
      'unknown-field spec.Containers: unknown field "Containers" | key Containers | server unknown field "spec.Containers" | suggestion containers | expected a known field',
    ],
    [
      'nodeselector: {}',
      'unknown-field spec.nodeselector: unknown field "nodeselector" | key nodeselector | server unknown field "spec.nodeselector" | suggestion nodeSelector | expected a known field',
    ],
    [
      'node_selector: {}',
      'unknown-field spec.node_selector: unknown field "node_selector" | key node_selector | server unknown field "spec.node_selector" | suggestion nodeSelector | expected a known field',
    ],
    [
      'node-selector: {}',
      'unknown-field spec.node-selector: unknown field "node-selector" | key node-selector | server unknown field "spec.node-selector" | suggestion nodeSelector | expected a known field',
    ],
    [
      'node selector: {}',
      'unknown-field spec[node selector]: unknown field "node selector" | key node selector | server unknown field "spec.node selector" | suggestion nodeSelector | expected a known field',
    ],
    [
      'replicas: 3',
      'unknown-field spec.replicas: unknown field "replicas" | key replicas | server unknown field "spec.replicas" | expected a known field',
    ],
    [
      'image: x',
      'unknown-field spec.image: unknown field "image" | key image | server unknown field "spec.image" | hint image belongs in spec.containers[] | expected a known field',
    ],
    [
      'imagePullPolicy: Always',
      'unknown-field spec.imagePullPolicy: unknown field "imagePullPolicy" | key imagePullPolicy | server unknown field "spec.imagePullPolicy" | hint imagePullPolicy belongs in spec.containers[] | expected a known field',
    ],
    [
      'ports: []',
      'unknown-field spec.ports: unknown field "ports" | key ports | server unknown field "spec.ports" | hint ports belongs in spec.containers[] | expected a known field',
    ],
    [
      'containerPort: 80',
      'unknown-field spec.containerPort: unknown field "containerPort" | key containerPort | server unknown field "spec.containerPort" | hint containerPort belongs in spec.containers[].ports[] | expected a known field',
    ],
    [
      'labels: {}',
      'unknown-field spec.labels: unknown field "labels" | key labels | server unknown field "spec.labels" | hint labels belongs in metadata | expected a known field',
    ],
    [
      'readOnlyRootFilesystem: true',
      'unknown-field spec.readOnlyRootFilesystem: unknown field "readOnlyRootFilesystem" | key readOnlyRootFilesystem | server unknown field "spec.readOnlyRootFilesystem" | hint readOnlyRootFilesystem belongs in spec.containers[].securityContext | expected a known field',
    ],
    [
      'mountPath: /x',
      'unknown-field spec.mountPath: unknown field "mountPath" | key mountPath | server unknown field "spec.mountPath" | hint mountPath belongs in spec.containers[].volumeMounts[] | expected a known field',
    ],
    [
      'claimName: x',
      'unknown-field spec.claimName: unknown field "claimName" | key claimName | server unknown field "spec.claimName" | hint claimName belongs in spec.volumes[].persistentVolumeClaim | expected a known field',
    ],
    [
      'foo: null',
      'unknown-field spec.foo: unknown field "foo" | key foo | server unknown field "spec.foo" | expected a known field',
    ],
    [
      'constructor: 1',
      'unknown-field spec.constructor: unknown field "constructor" | key constructor | server unknown field "spec.constructor" | expected a known field',
    ],
    [
      '"": 1',
      'unknown-field spec[]: unknown field "" | key  | server unknown field "spec." | expected a known field',
    ],
    [
      'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx: 1',
      'unknown-field spec.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx: unknown field "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" | key xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx | server unknown field "spec.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" | expected a known field',
    ],
    [
      'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx: 1',
      'unknown-field spec.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx: unknown field "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…" | key xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx | server unknown field "spec.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" | expected a known field',
    ],
    [
      '-name: x',
      'unknown-field spec[-name]: unknown field "-name" | key -name | server unknown field "spec.-name" | hint write a space behind the dash: - name: | expected a known field',
    ],
    [
      '\'-"name"\': x',
      'unknown-field spec[-"name"]: unknown field "-\\"name\\"" | key -"name" | server unknown field "spec.-\\"name\\"" | hint write a space behind the dash: - "name": | expected a known field',
    ],
    [
      '-: x',
      'unknown-field spec[-]: unknown field "-" | key - | server unknown field "spec.-" | expected a known field',
    ],
    [
      '"-5": x',
      'unknown-field spec[-5]: unknown field "-5" | key -5 | server unknown field "spec.-5" | hint write a space behind the dash: - 5: | expected a known field',
    ],
    [
      '-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx: 1',
      'unknown-field spec[-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx]: unknown field "-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…" | key -xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx | server unknown field "spec.-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" | hint write a space behind the dash: - xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…: | expected a known field',
    ],
    [
      'terminationGracePeriodSecond: 30',
      'unknown-field spec.terminationGracePeriodSecond: unknown field "terminationGracePeriodSecond" | key terminationGracePeriodSecond | server unknown field "spec.terminationGracePeriodSecond" | suggestion terminationGracePeriodSeconds | expected a known field',
    ],
    [
      'restartpolicies: Always',
      'unknown-field spec.restartpolicies: unknown field "restartpolicies" | key restartpolicies | server unknown field "spec.restartpolicies" | expected a known field',
    ],
    [
      'kind: Pod',
      'unknown-field spec.kind: unknown field "kind" | key kind | server unknown field "spec.kind" | hint kind belongs at the top of the object | expected a known field',
    ],
    [
      'metadata: {name: b}',
      'unknown-field spec.metadata: unknown field "metadata" | key metadata | server unknown field "spec.metadata" | hint metadata belongs at the top of the object | expected a known field',
    ],
    [
      'apiVersions: v1',
      'unknown-field spec.apiVersions: unknown field "apiVersions" | key apiVersions | server unknown field "spec.apiVersions" | expected a known field',
    ],
    [
      'x.y/z: 1',
      'unknown-field spec[x.y/z]: unknown field "x.y/z" | key x.y/z | server unknown field "spec.x.y/z" | expected a known field',
    ],
    [
      'status: {}',
      'unknown-field spec.status: unknown field "status" | key status | server unknown field "spec.status" | hint status belongs at the top of the object | expected a known field',
    ],
    [
      'nodeName: a b, priority: 1, spec: {}',
      'unknown-field spec.spec: unknown field "spec" | key spec | server unknown field "spec.spec" | hint spec belongs at the top of the object | expected a known field',
    ],
    [
      'serviceAccountNam: x',
      'unknown-field spec.serviceAccountNam: unknown field "serviceAccountNam" | key serviceAccountNam | server unknown field "spec.serviceAccountNam" | suggestion serviceAccountName | expected a known field',
    ],
    [
      'serviceAccoun: x',
      'unknown-field spec.serviceAccoun: unknown field "serviceAccoun" | key serviceAccoun | server unknown field "spec.serviceAccoun" | suggestion serviceAccount | expected a known field',
    ],
  ])('%j', (text, expected) => expect(told(pod(text))).toBe(expected));
});

describe('a field of a container', () => {
  it.each<[text: string, expected: string]>([
    [
      'restartPolicie: Always',
      'unknown-field spec.containers[0].restartPolicie: unknown field "restartPolicie" | key restartPolicie | server unknown field "spec.containers[0].restartPolicie" | suggestion restartPolicy | expected a known field',
    ],
    [
      'volumes: [{name: v}]',
      'unknown-field spec.containers[0].volumes: unknown field "volumes" | key volumes | server unknown field "spec.containers[0].volumes" | hint volumes belongs in spec | expected a known field',
    ],
    [
      'hostNetwork: true',
      'unknown-field spec.containers[0].hostNetwork: unknown field "hostNetwork" | key hostNetwork | server unknown field "spec.containers[0].hostNetwork" | hint hostNetwork belongs in spec | expected a known field',
    ],
    [
      'fsGroup: 5',
      'unknown-field spec.containers[0].fsGroup: unknown field "fsGroup" | key fsGroup | server unknown field "spec.containers[0].fsGroup" | expected a known field',
    ],
    [
      'port: 80',
      'unknown-field spec.containers[0].port: unknown field "port" | key port | server unknown field "spec.containers[0].port" | suggestion ports | hint port belongs in spec.containers[].livenessProbe.grpc | expected a known field',
    ],
    [
      'comand: [a]',
      'unknown-field spec.containers[0].comand: unknown field "comand" | key comand | server unknown field "spec.containers[0].comand" | suggestion command | expected a known field',
    ],
    [
      'arg: [a]',
      'unknown-field spec.containers[0].arg: unknown field "arg" | key arg | server unknown field "spec.containers[0].arg" | suggestion args | expected a known field',
    ],
    [
      'limits: {cpu: 1}',
      'unknown-field spec.containers[0].limits: unknown field "limits" | key limits | server unknown field "spec.containers[0].limits" | hint limits belongs in spec.containers[].resources | expected a known field',
    ],
    [
      'requests: {cpu: 1}',
      'unknown-field spec.containers[0].requests: unknown field "requests" | key requests | server unknown field "spec.containers[0].requests" | hint requests belongs in spec.containers[].resources | expected a known field',
    ],
    [
      'runAsUser: 5',
      'unknown-field spec.containers[0].runAsUser: unknown field "runAsUser" | key runAsUser | server unknown field "spec.containers[0].runAsUser" | hint runAsUser belongs in spec.containers[].securityContext | expected a known field',
    ],
    [
      'httpGet: {path: /}',
      'unknown-field spec.containers[0].httpGet: unknown field "httpGet" | key httpGet | server unknown field "spec.containers[0].httpGet" | hint httpGet belongs in spec.containers[].livenessProbe | expected a known field',
    ],
    [
      'configMapRef: {name: x}',
      'unknown-field spec.containers[0].configMapRef: unknown field "configMapRef" | key configMapRef | server unknown field "spec.containers[0].configMapRef" | hint configMapRef belongs in spec.containers[].envFrom[] | expected a known field',
    ],
    [
      'fieldRef: {fieldPath: x}',
      'unknown-field spec.containers[0].fieldRef: unknown field "fieldRef" | key fieldRef | server unknown field "spec.containers[0].fieldRef" | hint fieldRef belongs in spec.containers[].env[].valueFrom | expected a known field',
    ],
    [
      'Image: x',
      'unknown-field spec.containers[0].Image: unknown field "Image" | key Image | server unknown field "spec.containers[0].Image" | suggestion image | expected a known field',
    ],
    [
      'cpu: 1',
      'unknown-field spec.containers[0].cpu: unknown field "cpu" | key cpu | server unknown field "spec.containers[0].cpu" | expected a known field',
    ],
    [
      'key: x',
      'unknown-field spec.containers[0].key: unknown field "key" | key key | server unknown field "spec.containers[0].key" | hint key belongs in spec.containers[].env[].valueFrom.configMapKeyRef | expected a known field',
    ],
    [
      'path: /',
      'unknown-field spec.containers[0].path: unknown field "path" | key path | server unknown field "spec.containers[0].path" | hint path belongs in spec.containers[].livenessProbe.httpGet | expected a known field',
    ],
    [
      'name2: x',
      'unknown-field spec.containers[0].name2: unknown field "name2" | key name2 | server unknown field "spec.containers[0].name2" | suggestion name | expected a known field',
    ],
    [
      'readinessprobe: {}',
      'unknown-field spec.containers[0].readinessprobe: unknown field "readinessprobe" | key readinessprobe | server unknown field "spec.containers[0].readinessprobe" | suggestion readinessProbe | expected a known field',
    ],
    [
      'env_from: []',
      'unknown-field spec.containers[0].env_from: unknown field "env_from" | key env_from | server unknown field "spec.containers[0].env_from" | suggestion envFrom | expected a known field',
    ],
    [
      'securitycontext: {foo: 1}',
      'unknown-field spec.containers[0].securitycontext: unknown field "securitycontext" | key securitycontext | server unknown field "spec.containers[0].securitycontext" | suggestion securityContext | expected a known field',
    ],
    [
      'securityContext: {fsGroup: 5, privilege: true}',
      'unknown-field spec.containers[0].securityContext.fsGroup: unknown field "fsGroup" | key fsGroup | server unknown field "spec.containers[0].securityContext.fsGroup" | hint fsGroup belongs in spec.securityContext | expected a known field\nunknown-field spec.containers[0].securityContext.privilege: unknown field "privilege" | key privilege | server unknown field "spec.containers[0].securityContext.privilege" | suggestion privileged | expected a known field',
    ],
    [
      'env: [{nam: x, name: y}]',
      'wrong-type spec.containers[0].env[0].name: spec.containers[0].env[0].name must be a string, it is a boolean | expected string | actual boolean | hint write it in quotes\nunknown-field spec.containers[0].env[0].nam: unknown field "nam" | key nam | server unknown field "spec.containers[0].env[0].nam" | suggestion name | expected a known field',
    ],
    [
      'env: [{name: x, fieldRef: {fieldPath: y}}]',
      'unknown-field spec.containers[0].env[0].fieldRef: unknown field "fieldRef" | key fieldRef | server unknown field "spec.containers[0].env[0].fieldRef" | hint fieldRef belongs in spec.containers[].env[].valueFrom | expected a known field',
    ],
    [
      'lifecycle: {preStop: {command: [x]}}',
      'unknown-field spec.containers[0].lifecycle.preStop.command: unknown field "command" | key command | server unknown field "spec.containers[0].lifecycle.preStop.command" | hint command belongs in spec.containers[].lifecycle.preStop.exec | expected a known field',
    ],
    [
      'resources: {limit: {cpu: 1}}',
      'unknown-field spec.containers[0].resources.limit: unknown field "limit" | key limit | server unknown field "spec.containers[0].resources.limit" | suggestion limits | expected a known field',
    ],
    [
      'resources: {cpu: 1, memory: 2}',
      'unknown-field spec.containers[0].resources.cpu: unknown field "cpu" | key cpu | server unknown field "spec.containers[0].resources.cpu" | expected a known field\nunknown-field spec.containers[0].resources.memory: unknown field "memory" | key memory | server unknown field "spec.containers[0].resources.memory" | expected a known field',
    ],
    [
      'volumeMounts: [{name: a, mountPath: b, secretName: c}]',
      'unknown-field spec.containers[0].volumeMounts[0].secretName: unknown field "secretName" | key secretName | server unknown field "spec.containers[0].volumeMounts[0].secretName" | hint secretName belongs in spec.volumes[].secret | expected a known field',
    ],
    [
      'livenessProbe: {path: /, port: 80}',
      'unknown-field spec.containers[0].livenessProbe.path: unknown field "path" | key path | server unknown field "spec.containers[0].livenessProbe.path" | hint path belongs in spec.containers[].livenessProbe.httpGet | expected a known field\nunknown-field spec.containers[0].livenessProbe.port: unknown field "port" | key port | server unknown field "spec.containers[0].livenessProbe.port" | hint port belongs in spec.containers[].livenessProbe.grpc | expected a known field',
    ],
    [
      'livenessProbe: {httpGet: {periodSeconds: 5, path: /, port: 80}}',
      'unknown-field spec.containers[0].livenessProbe.httpGet.periodSeconds: unknown field "periodSeconds" | key periodSeconds | server unknown field "spec.containers[0].livenessProbe.httpGet.periodSeconds" | hint periodSeconds belongs in spec.containers[].livenessProbe | expected a known field',
    ],
  ])('%j', (text, expected) => expect(told(container(text))).toBe(expected));
});

describe('a field of the metadata', () => {
  it.each<[text: string, expected: string]>([
    [
      'label: {}',
      'unknown-field metadata.label: unknown field "label" | key label | server unknown field "metadata.label" | suggestion labels | expected a known field',
    ],
    [
      'lables: {a: b}',
      'unknown-field metadata.lables: unknown field "lables" | key lables | server unknown field "metadata.lables" | suggestion labels | expected a known field',
    ],
    [
      'app: x',
      'unknown-field metadata.app: unknown field "app" | key app | server unknown field "metadata.app" | expected a known field',
    ],
    [
      'Name: x',
      'unknown-field metadata.Name: unknown field "Name" | key Name | server unknown field "metadata.Name" | suggestion name | expected a known field',
    ],
    [
      'namespaces: x',
      'unknown-field metadata.namespaces: unknown field "namespaces" | key namespaces | server unknown field "metadata.namespaces" | suggestion namespace | expected a known field',
    ],
    [
      'data: {}',
      'unknown-field metadata.data: unknown field "data" | key data | server unknown field "metadata.data" | hint data belongs at the top of the object | expected a known field',
    ],
    [
      'selector: {}',
      'unknown-field metadata.selector: unknown field "selector" | key selector | server unknown field "metadata.selector" | expected a known field',
    ],
    [
      'spec: {}',
      'unknown-field metadata.spec: unknown field "spec" | key spec | server unknown field "metadata.spec" | expected a known field',
    ],
  ])('%j', (text, expected) => expect(told(metadata(text))).toBe(expected));
});

describe('a field of a Secret', () => {
  it.each<[text: string, expected: string]>([
    [
      'dat: {a: hunter2}',
      'unknown-field dat: unknown field "dat" | key dat | server unknown field "dat" | suggestion data | expected a known field',
    ],
    [
      'data2: hunter2',
      'unknown-field data2: unknown field "data2" | key data2 | server unknown field "data2" | suggestion data | expected a known field',
    ],
    [
      'password: hunter2',
      'unknown-field password: unknown field "password" | key password | server unknown field "password" | expected a known field',
    ],
    [
      'stringdata: {a: b}',
      'unknown-field stringdata: unknown field "stringdata" | key stringdata | server unknown field "stringdata" | suggestion stringData | expected a known field',
    ],
    [
      'name: hunter2',
      'unknown-field name: unknown field "name" | key name | server unknown field "name" | hint name belongs in metadata | expected a known field',
    ],
    [
      'spec: hunter2 im\nage: x',
      'unknown-field spec: unknown field "spec" | key spec | server unknown field "spec" | expected a known field\nunknown-field age: unknown field "age" | key age | server unknown field "age" | expected a known field',
    ],
  ])('%j', (text, expected) => expect(told(secret(text))).toBe(expected));
});
