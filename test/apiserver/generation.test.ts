import { expect, it } from 'vitest';
import { isObject, type JsonObject } from '../../src/api/json.js';
import { keyOf, kindOf } from '../../src/api/object-key.js';
import type { KubeObject } from '../../src/api/objects.js';
import { handle } from '../../src/apiserver/handle.js';
import { Cluster } from '../../src/cluster/cluster.js';
import { documents } from '../diff/manifests.js';

const template = '{metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}';
const job = '{spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}';
const selected = `selector: {matchLabels: {a: b}}, template: ${template}`;
const hook =
  'webhooks: [{name: a.b.c, clientConfig: {url: "https://a"}, sideEffects: None, admissionReviewVersions: [v1]}]';
const review =
  '{matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]}, validations: [{expression: "true"}]}';
const crd =
  '{group: e.com, scope: Namespaced, names: {plural: ws, singular: w, kind: W, listKind: WList}, versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]}';

const mutation =
  '{matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]}, reinvocationPolicy: Never, mutations: [{patchType: ApplyConfiguration, applyConfiguration: {expression: "Object{}"}}]}';
/** A definition whose status no subresource writes. */
const plain =
  '{group: own.example.com, scope: Namespaced, names: {plural: plains, kind: Plain}, versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}]}';
const world = Cluster.of(
  [
    '{apiVersion: v1, kind: Namespace, metadata: {name: ns}}',
    '{apiVersion: v1, kind: ServiceAccount, metadata: {name: default, namespace: ns}}',
    `{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: plains.own.example.com}, spec: ${plain}}`,
  ].map((text) => read(text) as unknown as KubeObject),
  '1.36',
);

/**
 * A kind, what is there beside its metadata, a change, and the generation after it: 2 where it counts, the 7 that was sent where
 * the server does not care. */
it.each<[apiVersion: string, kind: string, body: string, change: string, after: number]>([
  ['apps/v1', 'Deployment', `spec: {${selected}}`, 'spec: {replicas: 2}', 2],
  ['apps/v1', 'Deployment', `spec: {${selected}}`, 'metadata: {annotations: {a: b}}', 2],
  ['apps/v1', 'Deployment', `spec: {${selected}}`, 'metadata: {labels: {a: b}}', 1],
  ['apps/v1', 'ReplicaSet', `spec: {${selected}}`, 'spec: {replicas: 2}', 2],
  ['apps/v1', 'ReplicaSet', `spec: {${selected}}`, 'metadata: {annotations: {a: b}}', 1],
  ['v1', 'ReplicationController', `spec: {template: ${template}}`, 'spec: {replicas: 2}', 2],
  ['apps/v1', 'StatefulSet', `spec: {serviceName: s, ${selected}}`, 'spec: {replicas: 2}', 2],
  ['apps/v1', 'DaemonSet', `spec: {${selected}}`, 'spec: {minReadySeconds: 2}', 2],
  ['batch/v1', 'Job', `spec: {template: ${job}}`, 'spec: {suspend: true}', 2],
  [
    'batch/v1',
    'CronJob',
    `spec: {schedule: "* * * * *", jobTemplate: {spec: {template: ${job}}}}`,
    'spec: {suspend: true}',
    2,
  ],
  ['v1', 'Pod', 'spec: {containers: [{name: c, image: i}]}', 'spec: {containers: [{name: c, image: k}]}', 2],
  ['policy/v1', 'PodDisruptionBudget', 'spec: {minAvailable: 1}', 'spec: {minAvailable: 2}', 2],
  [
    'networking.k8s.io/v1',
    'Ingress',
    'spec: {defaultBackend: {service: {name: s, port: {number: 80}}}}',
    'spec: {ingressClassName: a}',
    2,
  ],
  [
    'networking.k8s.io/v1',
    'IngressClass',
    'spec: {controller: e.com/a}',
    'spec: {parameters: {kind: A, name: a, scope: Cluster}}',
    2,
  ],
  ['networking.k8s.io/v1', 'NetworkPolicy', 'spec: {podSelector: {}}', 'spec: {ingress: [{}]}', 2],
  ['scheduling.k8s.io/v1', 'PriorityClass', 'value: 1', 'description: a', 1],
  [
    'apiextensions.k8s.io/v1',
    'CustomResourceDefinition',
    `spec: ${crd}`,
    'spec: {names: {shortNames: [w1]}}',
    2,
  ],
  [
    'admissionregistration.k8s.io/v1',
    'MutatingWebhookConfiguration',
    hook,
    `webhooks: [{name: a.b.c, timeoutSeconds: 5}]`,
    2,
  ],
  [
    'admissionregistration.k8s.io/v1',
    'ValidatingWebhookConfiguration',
    hook,
    `webhooks: [{name: a.b.c, timeoutSeconds: 5}]`,
    2,
  ],
  [
    'admissionregistration.k8s.io/v1',
    'ValidatingAdmissionPolicy',
    `spec: ${review}`,
    'spec: {failurePolicy: Ignore}',
    2,
  ],
  [
    'admissionregistration.k8s.io/v1',
    'ValidatingAdmissionPolicyBinding',
    'spec: {policyName: p, validationActions: [Deny]}',
    'spec: {validationActions: [Audit]}',
    2,
  ],
  ['v1', 'ConfigMap', 'data: {a: b}', 'data: {a: c}', 7],
  ['v1', 'Service', 'spec: {ports: [{port: 80}]}', 'spec: {ports: [{port: 80, name: a}]}', 7],
  ['v1', 'Namespace', 'spec: {}', 'metadata: {labels: {a: b}}', 7],
  ['example.com/v1', 'Widget', 'spec: {a: 1}', 'spec: {a: 2}', 2],
  ['example.com/v1', 'Widget', 'spec: {a: 1}', 'other: 1', 2],
  ['example.com/v1', 'Widget', 'spec: {a: 1}', 'spec: null', 2],
  ['example.com/v1', 'Widget', 'spec: {a: 1}', 'metadata: {annotations: {a: b}}', 1],
  ['example.com/v1', 'Widget', 'spec: {a: 1}', 'status: {a: b}', 1],
  ['example.com/v1', 'Deployment', 'spec: {a: 1}', 'metadata: {annotations: {a: b}}', 1],
  ['own.example.com/v1', 'Plain', 'spec: {a: 1}', 'spec: {a: 2}', 2],
  ['own.example.com/v1', 'Plain', 'spec: {a: 1}', 'status: {a: 1}', 2],
  ['own.example.com/v1', 'Plain', 'spec: {a: 1}', 'metadata: {labels: {a: b}}', 1],
  ['v1', 'PodTemplate', `template: ${template}`, 'template: {metadata: {labels: {c: d}}}', 2],
  ['v1', 'PodTemplate', `template: ${template}`, 'metadata: {labels: {c: d}}', 1],
  [
    'discovery.k8s.io/v1',
    'EndpointSlice',
    'addressType: IPv4, endpoints: []',
    'endpoints: [{addresses: [10.0.0.1]}]',
    2,
  ],
  ['discovery.k8s.io/v1', 'EndpointSlice', 'addressType: IPv4, endpoints: []', 'ports: [{port: 80}]', 2],
  [
    'discovery.k8s.io/v1',
    'EndpointSlice',
    'addressType: IPv4, endpoints: []',
    'metadata: {annotations: {a: b}}',
    1,
  ],
  [
    'flowcontrol.apiserver.k8s.io/v1',
    'FlowSchema',
    'spec: {priorityLevelConfiguration: {name: p}}',
    'spec: {matchingPrecedence: 5}',
    2,
  ],
  [
    'flowcontrol.apiserver.k8s.io/v1',
    'PriorityLevelConfiguration',
    'spec: {type: Limited, limited: {limitResponse: {type: Reject}}}',
    'spec: {limited: {lendablePercent: 5}}',
    2,
  ],
  [
    'admissionregistration.k8s.io/v1',
    'MutatingAdmissionPolicyBinding',
    'spec: {policyName: p}',
    'spec: {policyName: q}',
    2,
  ],
  [
    'admissionregistration.k8s.io/v1',
    'MutatingAdmissionPolicy',
    `spec: ${mutation}`,
    'spec: {failurePolicy: Ignore}',
    2,
  ],
  [
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    'spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: d}, maxReplicas: 2}',
    'spec: {maxReplicas: 3}',
    7,
  ],
])('%s %s {%s} with {%s}: generation %s', (apiVersion, kind, body, change, after) => {
  const name = kind === 'CustomResourceDefinition' ? 'ws.e.com' : 'x';
  const head = `apiVersion: ${apiVersion}, kind: ${kind}`;
  const object = read(`{${head}, metadata: {name: ${name}, namespace: ns, generation: 7}, ${body}}`);
  const given = object as unknown as KubeObject;
  const made = handle(world, { verb: 'create', object: given }, 0);
  if ('refusal' in made) throw new Error(made.refusal.message);
  expect(made.object.metadata.generation).toBe(after === 7 ? 7 : 1);
  const type = kindOf(given) === kind ? 'strategic' : 'merge';
  const patch = read(`{${change}}`);
  const request = { verb: 'patch', kind: kindOf(given), key: keyOf(made.object), type, patch } as const;
  const done = handle(made.cluster, request, 0);
  if ('refusal' in done) throw new Error(done.refusal.message);
  expect(done.changes).toHaveLength(1);
  expect(done.object.metadata.generation).toBe(after);
});

function read(text: string): JsonObject {
  const value = documents(text)[0]?.value;
  if (!isObject(value)) throw new Error(`no mapping: ${text}`);
  return value;
}
