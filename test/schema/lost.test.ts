import { describe, expect, it } from 'vitest';
import { told } from './told.js';

describe('fields that lost their place', () => {
  it.each<[text: string, expected: string]>([
    [
      'apiVersion: v1\nkind: Pod\nmetadata:\nname: a\nspec:\ncontainers:\n- name: b\n  image: c\n',
      'unknown-field name: unknown field "name" | key name | server unknown field "name" | hint name belongs in metadata | expected a known field | lost {"empty":["metadata","spec"],"under":["metadata"],"home":"metadata"}\nunknown-field containers: unknown field "containers" | key containers | server unknown field "containers" | hint containers belongs in spec | expected a known field | lost {"empty":["metadata","spec"],"under":["spec"],"home":"spec"}',
    ],
    [
      'apiVersion: v1\nkind: Pod\nmetadata:\nname: a\nlabels:\napp: x\nspec:\nvolumes:\n- name: v\nsecret:\nsecretName: s\ncontainers:\n- name: a\nimage: b\n',
      'unknown-field name: unknown field "name" | key name | server unknown field "name" | hint name belongs in metadata | expected a known field | lost {"empty":["metadata","spec"],"under":["metadata"],"home":"metadata"}\nunknown-field labels: unknown field "labels" | key labels | server unknown field "labels" | hint labels belongs in metadata | expected a known field | lost {"empty":["metadata","spec"],"under":["metadata"],"home":"metadata"}\nunknown-field app: unknown field "app" | key app | server unknown field "app" | expected a known field | lost {"empty":["metadata","spec"],"under":["labels"],"home":"metadata.labels"}\nunknown-field volumes: unknown field "volumes" | key volumes | server unknown field "volumes" | hint volumes belongs in spec | expected a known field | lost {"empty":["metadata","spec"],"under":["spec"],"home":"spec"}\nunknown-field secret: unknown field "secret" | key secret | server unknown field "secret" | hint secret belongs in spec.volumes[] | expected a known field | lost {"empty":["metadata","spec"],"under":["volumes",0],"home":"spec.volumes[]"}\nunknown-field secretName: unknown field "secretName" | key secretName | server unknown field "secretName" | hint secretName belongs in spec.volumes[].secret | expected a known field | lost {"empty":["metadata","spec"],"under":["secret"],"home":"spec.volumes[].secret"}\nunknown-field containers: unknown field "containers" | key containers | server unknown field "containers" | hint containers belongs in spec | expected a known field | lost {"empty":["metadata","spec"],"under":["spec"],"home":"spec"}\nunknown-field image: unknown field "image" | key image | server unknown field "image" | hint image belongs in spec.containers[] | expected a known field | lost {"empty":["metadata","spec"],"under":["containers",0],"home":"spec.containers[]"}',
    ],
    [
      'apiVersion: v1\nkind: Pod\nmetadata:\nnam: a\nlables:\napp: x\nspec:\ncontainer:\n- name: a\n',
      'unknown-field nam: unknown field "nam" | key nam | server unknown field "nam" | expected a known field | lost {"empty":["metadata","spec"],"under":["metadata"],"home":"metadata","meant":"name"}\nunknown-field lables: unknown field "lables" | key lables | server unknown field "lables" | expected a known field | lost {"empty":["metadata","spec"],"under":["metadata"],"home":"metadata","meant":"labels"}\nunknown-field app: unknown field "app" | key app | server unknown field "app" | expected a known field | lost {"empty":["metadata","spec"],"under":["lables"],"home":"metadata.labels"}\nunknown-field container: unknown field "container" | key container | server unknown field "container" | expected a known field | lost {"empty":["metadata","spec"],"under":["spec"],"home":"spec","meant":"containers"}',
    ],
    [
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\nlog_level: INFO\n',
      'unknown-field log_level: unknown field "log_level" | key log_level | server unknown field "log_level" | expected a known field | lost {"empty":["data"],"under":["data"],"home":"data","alone":true} | hint indent it to belong to data, which is empty',
    ],
    [
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\nlog_level: INFO\nother: 5\n',
      'unknown-field log_level: unknown field "log_level" | key log_level | server unknown field "log_level" | expected a known field | lost {"empty":["data"],"under":["data"],"home":"data","alone":true} | hint indent it to belong to data, which is empty\nunknown-field other: unknown field "other" | key other | server unknown field "other" | expected a known field',
    ],
    [
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\nimmutable: true\nlog: x\n',
      'unknown-field log: unknown field "log" | key log | server unknown field "log" | expected a known field',
    ],
    [
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\nname: a\n',
      'unknown-field name: unknown field "name" | key name | server unknown field "name" | hint indent it to belong to metadata, which is empty | expected a known field | lost {"empty":["metadata"],"under":["metadata"],"home":"metadata","alone":true}',
    ],
    [
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\nnamee: a\n',
      'unknown-field namee: unknown field "namee" | key namee | server unknown field "namee" | expected a known field',
    ],
    [
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\nlabels: {}\nannotations: {}\n',
      'unknown-field labels: unknown field "labels" | key labels | server unknown field "labels" | hint labels belongs in metadata | expected a known field\nunknown-field annotations: unknown field "annotations" | key annotations | server unknown field "annotations" | hint annotations belongs in metadata | expected a known field',
    ],
    [
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {}\nname: a\nlabels: {}\n',
      'unknown-field name: unknown field "name" | key name | server unknown field "name" | hint name belongs in metadata | expected a known field\nunknown-field labels: unknown field "labels" | key labels | server unknown field "labels" | hint labels belongs in metadata | expected a known field',
    ],
    [
      'apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\nports:\n- port: 80\nselector:\napp: x\n',
      'unknown-field ports: unknown field "ports" | key ports | server unknown field "ports" | hint ports belongs in spec | expected a known field | lost {"empty":["spec"],"under":["spec"],"home":"spec"}\nunknown-field selector: unknown field "selector" | key selector | server unknown field "selector" | hint selector belongs in spec | expected a known field | lost {"empty":["spec"],"under":["spec"],"home":"spec"}\nunknown-field app: unknown field "app" | key app | server unknown field "app" | expected a known field | lost {"empty":["spec"],"under":["selector"],"home":"spec.selector"}',
    ],
    [
      'apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\nports:\nport: 80\ntargetPort: 8080\n',
      'unknown-field ports: unknown field "ports" | key ports | server unknown field "ports" | hint indent it to belong to spec, which is empty | expected a known field | lost {"empty":["spec"],"under":["spec"],"home":"spec","alone":true}\nunknown-field port: unknown field "port" | key port | server unknown field "port" | hint port belongs in spec.ports[] | expected a known field\nunknown-field targetPort: unknown field "targetPort" | key targetPort | server unknown field "targetPort" | hint targetPort belongs in spec.ports[] | expected a known field',
    ],
    [
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n  selector: {matchLabels: {app: a}}\n  template:\n    metadata:\n    labels:\n      app: a\n    spec: {containers: [{name: b, image: c}]}\n',
      'unknown-field spec.template.labels: unknown field "labels" | key labels | server unknown field "spec.template.labels" | hint indent it to belong to metadata, which is empty | expected a known field | lost {"empty":["metadata"],"under":["spec","template","metadata"],"home":"spec.template.metadata","alone":true}',
    ],
    [
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n  selector: {matchLabels: {app: a}}\n  template:\n    metadata:\n    labels:\n    app: a\n    spec: {containers: [{name: b, image: c}]}\n',
      'unknown-field spec.template.labels: unknown field "labels" | key labels | server unknown field "spec.template.labels" | hint labels belongs in spec.template.metadata | expected a known field | lost {"empty":["metadata"],"under":["spec","template","metadata"],"home":"spec.template.metadata"}\nunknown-field spec.template.app: unknown field "app" | key app | server unknown field "spec.template.app" | expected a known field | lost {"empty":["metadata"],"under":["spec","template","labels"],"home":"spec.template.metadata.labels"}',
    ],
    [
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\nreplicas: 1\nselector:\nmatchLabels:\napp: a\ntemplate:\nlabels: {app: a}\ncontainers: [{name: b}]\n',
      'unknown-field replicas: unknown field "replicas" | key replicas | server unknown field "replicas" | hint replicas belongs in spec | expected a known field | lost {"empty":["spec"],"under":["spec"],"home":"spec"}\nunknown-field selector: unknown field "selector" | key selector | server unknown field "selector" | hint selector belongs in spec | expected a known field | lost {"empty":["spec"],"under":["spec"],"home":"spec"}\nunknown-field matchLabels: unknown field "matchLabels" | key matchLabels | server unknown field "matchLabels" | hint matchLabels belongs in spec.selector | expected a known field | lost {"empty":["spec"],"under":["selector"],"home":"spec.selector"}\nunknown-field app: unknown field "app" | key app | server unknown field "app" | expected a known field | lost {"empty":["spec"],"under":["matchLabels"],"home":"spec.selector.matchLabels"}\nunknown-field template: unknown field "template" | key template | server unknown field "template" | hint template belongs in spec | expected a known field | lost {"empty":["spec"],"under":["spec"],"home":"spec"}\nunknown-field labels: unknown field "labels" | key labels | server unknown field "labels" | hint labels belongs in metadata | expected a known field\nunknown-field containers: unknown field "containers" | key containers | server unknown field "containers" | hint containers belongs in spec.template.spec | expected a known field',
    ],
    [
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n    livenessProbe:\n    httpGet:\n    path: /\n    port: 80\n    image: b\n',
      'unknown-field spec.containers[0].httpGet: unknown field "httpGet" | key httpGet | server unknown field "spec.containers[0].httpGet" | hint httpGet belongs in spec.containers[].livenessProbe | expected a known field | lost {"empty":["livenessProbe"],"under":["spec","containers",0,"livenessProbe"],"home":"spec.containers[].livenessProbe"}\nunknown-field spec.containers[0].path: unknown field "path" | key path | server unknown field "spec.containers[0].path" | hint path belongs in spec.containers[].livenessProbe.httpGet | expected a known field | lost {"empty":["livenessProbe"],"under":["spec","containers",0,"httpGet"],"home":"spec.containers[].livenessProbe.httpGet"}\nunknown-field spec.containers[0].port: unknown field "port" | key port | server unknown field "spec.containers[0].port" | suggestion ports | hint port belongs in spec.containers[].livenessProbe.httpGet | expected a known field | lost {"empty":["livenessProbe"],"under":["spec","containers",0,"httpGet"],"home":"spec.containers[].livenessProbe.httpGet"}',
    ],
    [
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n    resources:\n    limits:\n    cpu: 1\n    requests:\n    memory: 1Gi\n',
      'unknown-field spec.containers[0].limits: unknown field "limits" | key limits | server unknown field "spec.containers[0].limits" | hint limits belongs in spec.containers[].resources | expected a known field | lost {"empty":["resources"],"under":["spec","containers",0,"resources"],"home":"spec.containers[].resources"}\nunknown-field spec.containers[0].cpu: unknown field "cpu" | key cpu | server unknown field "spec.containers[0].cpu" | expected a known field | lost {"empty":["resources"],"under":["spec","containers",0,"limits"],"home":"spec.containers[].resources.limits"}\nunknown-field spec.containers[0].requests: unknown field "requests" | key requests | server unknown field "spec.containers[0].requests" | hint requests belongs in spec.containers[].resources | expected a known field | lost {"empty":["resources"],"under":["spec","containers",0,"resources"],"home":"spec.containers[].resources"}\nunknown-field spec.containers[0].memory: unknown field "memory" | key memory | server unknown field "spec.containers[0].memory" | expected a known field | lost {"empty":["resources"],"under":["spec","containers",0,"requests"],"home":"spec.containers[].resources.requests"}',
    ],
    [
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n    resources:\n    limits: {cpu: 1}\n',
      'unknown-field spec.containers[0].limits: unknown field "limits" | key limits | server unknown field "spec.containers[0].limits" | hint indent it to belong to resources, which is empty | expected a known field | lost {"empty":["resources"],"under":["spec","containers",0,"resources"],"home":"spec.containers[].resources","alone":true}',
    ],
    [
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n    securityContext:\n    privileged: true\n    runAsUser: 5\n    foo: bar\n',
      'unknown-field spec.containers[0].privileged: unknown field "privileged" | key privileged | server unknown field "spec.containers[0].privileged" | hint privileged belongs in spec.containers[].securityContext | expected a known field | lost {"empty":["securityContext"],"under":["spec","containers",0,"securityContext"],"home":"spec.containers[].securityContext"}\nunknown-field spec.containers[0].runAsUser: unknown field "runAsUser" | key runAsUser | server unknown field "spec.containers[0].runAsUser" | hint runAsUser belongs in spec.containers[].securityContext | expected a known field | lost {"empty":["securityContext"],"under":["spec","containers",0,"securityContext"],"home":"spec.containers[].securityContext"}\nunknown-field spec.containers[0].foo: unknown field "foo" | key foo | server unknown field "spec.containers[0].foo" | expected a known field',
    ],
    [
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers: [{name: a}]\n  affinity:\n  nodeAffinity:\n  requiredDuringSchedulingIgnoredDuringExecution:\n  nodeSelectorTerms: []\n',
      'unknown-field spec.nodeAffinity: unknown field "nodeAffinity" | key nodeAffinity | server unknown field "spec.nodeAffinity" | hint nodeAffinity belongs in spec.affinity | expected a known field | lost {"empty":["affinity"],"under":["spec","affinity"],"home":"spec.affinity"}\nunknown-field spec.requiredDuringSchedulingIgnoredDuringExecution: unknown field "requiredDuringSchedulingIgnoredDuringExecution" | key requiredDuringSchedulingIgnoredDuringExecution | server unknown field "spec.requiredDuringSchedulingIgnoredDuringExecution" | hint requiredDuringSchedulingIgnoredDuringExecution belongs in spec.affinity.nodeAffinity | expected a known field | lost {"empty":["affinity"],"under":["spec","nodeAffinity"],"home":"spec.affinity.nodeAffinity"}\nunknown-field spec.nodeSelectorTerms: unknown field "nodeSelectorTerms" | key nodeSelectorTerms | server unknown field "spec.nodeSelectorTerms" | hint nodeSelectorTerms belongs in spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution | expected a known field | lost {"empty":["affinity"],"under":["spec","requiredDuringSchedulingIgnoredDuringExecution"],"home":"spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution"}',
    ],
    [
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n  image: b\n  ports:\n  - containerPort: 80\n',
      'unknown-field spec.image: unknown field "image" | key image | server unknown field "spec.image" | hint image belongs in spec.containers[] | expected a known field\nunknown-field spec.ports: unknown field "ports" | key ports | server unknown field "spec.ports" | hint ports belongs in spec.containers[] | expected a known field',
    ],
    [
      'apiVersion: v1\nkind: Pod\nmetadata: x\nlabels: {a: b}\nspec:\ncontainers: []\n',
      'wrong-type metadata: metadata must be a mapping, it is a string | expected mapping | actual string\nunknown-field labels: unknown field "labels" | key labels | server unknown field "labels" | hint labels belongs in metadata | expected a known field\nunknown-field containers: unknown field "containers" | key containers | server unknown field "containers" | hint indent it to belong to spec, which is empty | expected a known field | lost {"empty":["spec"],"under":["spec"],"home":"spec","alone":true}',
    ],
    [
      'apiVersion: v1\nkind: Pod\nmetadata: [x]\nlabels: {a: b}\nspec:\ncontainers: []\n',
      'wrong-type metadata: metadata must be a mapping, it is a list | expected mapping | actual list | hint take the dashes away: it is one mapping, not a list\nunknown-field labels: unknown field "labels" | key labels | server unknown field "labels" | hint labels belongs in metadata | expected a known field\nunknown-field containers: unknown field "containers" | key containers | server unknown field "containers" | hint indent it to belong to spec, which is empty | expected a known field | lost {"empty":["spec"],"under":["spec"],"home":"spec","alone":true}',
    ],
    [
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers: [{name: a}, x]\n  image: b\n  affinity:\n  podAffinity: {}\n  nodeAffinity: {}\n',
      'wrong-type spec.containers[1]: spec.containers[1] must be a mapping, it is a string | expected mapping | actual string\nunknown-field spec.image: unknown field "image" | key image | server unknown field "spec.image" | hint image belongs in spec.containers[] | expected a known field\nunknown-field spec.podAffinity: unknown field "podAffinity" | key podAffinity | server unknown field "spec.podAffinity" | hint podAffinity belongs in spec.affinity | expected a known field | lost {"empty":["affinity"],"under":["spec","affinity"],"home":"spec.affinity"}\nunknown-field spec.nodeAffinity: unknown field "nodeAffinity" | key nodeAffinity | server unknown field "spec.nodeAffinity" | hint nodeAffinity belongs in spec.affinity | expected a known field | lost {"empty":["affinity"],"under":["spec","affinity"],"home":"spec.affinity"}',
    ],
    [
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\ncontainers:\n- name: a\n  ports: []\n  volumeMounts:\n  - name: v\nmountPath: /x\nreadOnly: yes\nname: c\nhostNetwork: true\n',
      'unknown-field containers: unknown field "containers" | key containers | server unknown field "containers" | hint containers belongs in spec | expected a known field | lost {"empty":["spec"],"under":["spec"],"home":"spec"}\nunknown-field mountPath: unknown field "mountPath" | key mountPath | server unknown field "mountPath" | hint mountPath belongs in spec.containers[].volumeMounts[] | expected a known field | lost {"empty":["spec"],"under":["containers",0,"volumeMounts",0],"home":"spec.containers[].volumeMounts[]"}\nunknown-field readOnly: unknown field "readOnly" | key readOnly | server unknown field "readOnly" | hint readOnly belongs in spec.containers[].volumeMounts[] | expected a known field | lost {"empty":["spec"],"under":["containers",0,"volumeMounts",0],"home":"spec.containers[].volumeMounts[]"}\nunknown-field name: unknown field "name" | key name | server unknown field "name" | hint name belongs in metadata | expected a known field\nunknown-field hostNetwork: unknown field "hostNetwork" | key hostNetwork | server unknown field "hostNetwork" | hint hostNetwork belongs in spec | expected a known field | lost {"empty":["spec"],"under":["spec"],"home":"spec"}',
    ],
    [
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  nodeSelector:\n  a: b\n  c: d\n  containers: []\n',
      'unknown-field spec.a: unknown field "a" | key a | server unknown field "spec.a" | expected a known field | lost {"empty":["nodeSelector"],"under":["spec","nodeSelector"],"home":"spec.nodeSelector"}\nunknown-field spec.c: unknown field "c" | key c | server unknown field "spec.c" | expected a known field | lost {"empty":["nodeSelector"],"under":["spec","nodeSelector"],"home":"spec.nodeSelector"}',
    ],
    [
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  nodeSelector: {x: y}\n  a: b\n  containers: []\n',
      'wrong-type spec.nodeSelector.x: spec.nodeSelector.x must be a string, it is a boolean | expected string | actual boolean | hint write it in quotes\nunknown-field spec.a: unknown field "a" | key a | server unknown field "spec.a" | expected a known field',
    ],
    [
      'apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\nselecter:\napp: x\nport: [{port: 80}]\n',
      'unknown-field selecter: unknown field "selecter" | key selecter | server unknown field "selecter" | expected a known field | lost {"empty":["spec"],"under":["spec"],"home":"spec","meant":"selector"}\nunknown-field app: unknown field "app" | key app | server unknown field "app" | expected a known field | lost {"empty":["spec"],"under":["selecter"],"home":"spec.selector"}\nunknown-field port: unknown field "port" | key port | server unknown field "port" | expected a known field | lost {"empty":["spec"],"under":["spec"],"home":"spec","meant":"ports"}',
    ],
    [
      'apiVersion: v1\nkind: Secret\nmetadata:\nname: a\ndata:\npassword: hunter2\n',
      'unknown-field name: unknown field "name" | key name | server unknown field "name" | hint name belongs in metadata | expected a known field | lost {"empty":["metadata","data"],"under":["metadata"],"home":"metadata"}\nunknown-field password: unknown field "password" | key password | server unknown field "password" | expected a known field | lost {"empty":["metadata","data"],"under":["data"],"home":"data"}',
    ],
    [
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec:\nrules:\n- host: x\nhttp:\npaths:\n- path: /\npathType: Prefix\nbackend:\nservice:\nname: a\nport:\nnumber: 80\n',
      'unknown-field rules: unknown field "rules" | key rules | server unknown field "rules" | hint rules belongs in spec | expected a known field | lost {"empty":["spec"],"under":["spec"],"home":"spec"}\nunknown-field http: unknown field "http" | key http | server unknown field "http" | hint http belongs in spec.rules[] | expected a known field | lost {"empty":["spec"],"under":["rules",0],"home":"spec.rules[]"}\nunknown-field paths: unknown field "paths" | key paths | server unknown field "paths" | hint paths belongs in spec.rules[].http | expected a known field | lost {"empty":["spec"],"under":["http"],"home":"spec.rules[].http"}\nunknown-field pathType: unknown field "pathType" | key pathType | server unknown field "pathType" | hint pathType belongs in spec.rules[].http.paths[] | expected a known field | lost {"empty":["spec"],"under":["paths",0],"home":"spec.rules[].http.paths[]"}\nunknown-field backend: unknown field "backend" | key backend | server unknown field "backend" | hint backend belongs in spec.rules[].http.paths[] | expected a known field | lost {"empty":["spec"],"under":["paths",0],"home":"spec.rules[].http.paths[]"}\nunknown-field service: unknown field "service" | key service | server unknown field "service" | hint service belongs in spec.defaultBackend | expected a known field | lost {"empty":["spec"],"under":["backend"],"home":"spec.rules[].http.paths[].backend"}\nunknown-field name: unknown field "name" | key name | server unknown field "name" | hint name belongs in metadata | expected a known field | lost {"empty":["spec"],"under":["service"],"home":"spec.rules[].http.paths[].backend.service"}\nunknown-field port: unknown field "port" | key port | server unknown field "port" | hint port belongs in spec.defaultBackend.service | expected a known field | lost {"empty":["spec"],"under":["service"],"home":"spec.rules[].http.paths[].backend.service"}\nunknown-field number: unknown field "number" | key number | server unknown field "number" | hint number belongs in spec.defaultBackend.service.port | expected a known field | lost {"empty":["spec"],"under":["port"],"home":"spec.rules[].http.paths[].backend.service.port"}',
    ],
  ])('%j', (text, expected) => expect(told(text)).toBe(expected));
});
