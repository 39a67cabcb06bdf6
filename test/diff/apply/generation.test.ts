import { expect, it } from 'vitest';
import { isObject, type JsonObject } from '../../../src/api/json.js';
import { type Live, patchLive } from '../../../src/diff/apply/outcome.js';
import { applyTarget } from '../../../src/diff/apply/target.js';
import { documents } from '../manifests.js';

const template = '{metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}';
const job = '{spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}';
const selected = `selector: {matchLabels: {a: b}}, template: ${template}`;
const hook =
  'webhooks: [{name: a.b.c, clientConfig: {url: "https://a"}, sideEffects: None, admissionReviewVersions: [v1]}]';
const review =
  '{matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]}, validations: [{expression: "true"}]}';
const crd =
  '{group: e.com, scope: Namespaced, names: {plural: ws, singular: w, kind: W, listKind: WList}, versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]}';

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
])('%s %s {%s} with {%s}: generation %s', (apiVersion, kind, body, change, after) => {
  const read = (text: string): JsonObject => {
    const value = documents(text)[0]?.value;
    if (!isObject(value)) throw new Error(`no mapping: ${text}`);
    return value;
  };
  const target = applyTarget(apiVersion, kind, { version: '1.36' });
  const name = kind === 'CustomResourceDefinition' ? 'ws.e.com' : 'x';
  const made = target.write(
    read(
      `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: ${name}, namespace: ns, generation: 7}, ${body}}`,
    ),
    undefined,
  );
  if ('error' in made) throw new Error(made.error.message);
  const generation = ({ object }: Live) => (object['metadata'] as JsonObject)['generation'];
  const live: Live = { object: made.object, managers: [] };
  expect(generation(live)).toBe(after === 7 ? 7 : 1);
  const done = patchLive(live, read(`{${change}}`), target, { manager: 'm', apiVersion });
  if ('error' in done) throw new Error(done.error.message);
  expect(done.live.object).not.toEqual(live.object);
  expect(generation(done.live)).toBe(after);
});
