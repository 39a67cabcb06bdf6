import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/api/json.js';
import { admit } from '../any-kind.js';

function errors(object: JsonObject, old?: JsonObject): string[] {
  const options = old ? ({ operation: 'update', old: admit(old).object } as const) : {};
  return admit(object, options).errors.map((error) => `${error.field}: ${error.message}`);
}

const named = (apiVersion: string, kind: string, rest: JsonObject, name = 'x'): JsonObject => ({
  apiVersion,
  kind,
  metadata: { name },
  ...rest,
});

const webhook = (rest: JsonObject): JsonObject =>
  named('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', {
    webhooks: [
      {
        name: 'a.example.com',
        sideEffects: 'None',
        admissionReviewVersions: ['v1'],
        clientConfig: { url: 'https://example.com/hook' },
        ...rest,
      },
    ],
  });

const policy = (rest: JsonObject): JsonObject =>
  named('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', {
    spec: {
      matchConstraints: {
        resourceRules: [
          { apiGroups: [''], apiVersions: ['v1'], resources: ['pods'], operations: ['CREATE'] },
        ],
      },
      ...rest,
    },
  });

describe('kinds that are written seldom', () => {
  it.each<[string, JsonObject, string[]]>([
    [
      'a webhook over http',
      webhook({ clientConfig: { url: 'http://example.com' } }),
      [
        'webhooks[0].clientConfig.url: Invalid value: "http": \'https\' is the only allowed URL scheme; desired format: https://host[/path]',
      ],
    ],
    [
      'a webhook of a short name',
      webhook({ name: 'a.b' }),
      [
        'webhooks[0].name: Invalid value: "a.b": should be a domain with at least three segments separated by dots',
      ],
    ],
    [
      'a match condition that is no bool',
      webhook({ matchConditions: [{ name: 'a', expression: '1' }] }),
      ['webhooks[0].matchConditions[0].expression: Invalid value: "1": must evaluate to bool but got int'],
    ],
    [
      'a policy that does nothing',
      policy({}),
      [
        'spec.validations: Required value: validations or auditAnnotations must contain at least one item',
        'spec.auditAnnotations: Required value: validations or auditAnnotations must contain at least one item',
      ],
    ],
    [
      'a policy that names a variable it lacks',
      policy({
        variables: [{ name: 'a', expression: '1' }],
        validations: [{ expression: 'variables.b == 1' }],
      }),
      [
        'spec.validations[0].expression: Invalid value: "variables.b == 1": compilation failed: ERROR: <input>:1:10: undefined field \'b\'\n | variables.b == 1\n | .........^',
      ],
    ],
    [
      'a policy that uses its variables',
      policy({
        variables: [{ name: 'a', expression: 'object.spec.replicas' }],
        validations: [{ expression: 'variables.a > 1', messageExpression: "'has ' + string(variables.a)" }],
      }),
      [],
    ],
    [
      'a limit above its maximum',
      named('v1', 'LimitRange', {
        spec: { limits: [{ type: 'Container', min: { cpu: '2' }, max: { cpu: '1' } }] },
      }),
      [
        'spec.limits[0].min[cpu]: Invalid value: "2": min value 2 is greater than max value 1',
        'spec.limits[0].defaultRequest[cpu]: Invalid value: "1": min value 2 is greater than default request value 1',
        'spec.limits[0].default[cpu]: Invalid value: "2": min value 2 is greater than default value 1',
      ],
    ],
    [
      'a quota of half a pod',
      named('v1', 'ResourceQuota', { spec: { hard: { pods: '500m' } } }),
      ['spec.hard[pods]: Invalid value: "500m": must be an integer'],
    ],
    [
      'a storage class of no provisioner',
      named('storage.k8s.io/v1', 'StorageClass', { provisioner: '' }),
      ['provisioner: Required value'],
    ],
    [
      'a priority that only the system has',
      named('scheduling.k8s.io/v1', 'PriorityClass', { value: 1_000_000_001 }),
      ['value: Forbidden: maximum allowed value of a user defined priority is 1000000000'],
    ],
    [
      'a slice of another family',
      named('discovery.k8s.io/v1', 'EndpointSlice', {
        addressType: 'IPv6',
        endpoints: [{ addresses: ['10.0.0.1'] }],
      }),
      ['endpoints[0].addresses: Invalid value: "10.0.0.1": must be an IPv6 address'],
    ],
    [
      'a node with a taint twice',
      named('v1', 'Node', {
        spec: {
          taints: [
            { key: 'a', effect: 'NoSchedule' },
            { key: 'a', effect: 'NoSchedule', value: 'b' },
          ],
        },
      }),
      [
        'metadata.taints[1]: Duplicate value: {"Key":"a","Value":"b","Effect":"NoSchedule","TimeAdded":null}: taints must be unique by key and effect pair',
      ],
    ],
    [
      'a revision without data',
      named('apps/v1', 'ControllerRevision', { revision: 1 }),
      ['data: Required value: data is mandatory'],
    ],
    [
      'a claim of devices that asks for nothing',
      named('resource.k8s.io/v1', 'ResourceClaim', { spec: { devices: { requests: [{ name: 'r' }] } } }),
      ['spec.devices.requests[0]: Required value: exactly one of `exactly` or `firstAvailable` is required'],
    ],
    [
      'a flow schema before all others',
      named('flowcontrol.apiserver.k8s.io/v1', 'FlowSchema', {
        spec: { matchingPrecedence: 1, priorityLevelConfiguration: { name: 'p' } },
      }),
      [
        "spec.matchingPrecedence: Invalid value: 1: only the schema named 'exempt' may have matchingPrecedence 1",
      ],
    ],
    [
      'a lease of no time',
      named('coordination.k8s.io/v1', 'Lease', { spec: { leaseDurationSeconds: 0 } }),
      ['spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0'],
    ],
  ])('%s', (_, object, expected) => {
    expect(errors(object)).toEqual(expected);
  });

  it('does not let a storage class change its provisioner', () => {
    const before = named('storage.k8s.io/v1', 'StorageClass', { provisioner: 'a.example.com' });
    expect(errors({ ...before, provisioner: 'b.example.com' }, before)).toEqual([
      'provisioner: Invalid value: null: field is immutable',
    ]);
  });

  it('lets devices be administered only from labelled namespaces', () => {
    const claim = named('resource.k8s.io/v1', 'ResourceClaim', {
      spec: { devices: { requests: [{ name: 'r', exactly: { deviceClassName: 'c', adminAccess: true } }] } },
    });
    const namespaceLabels = { 'resource.kubernetes.io/admin-access': 'true' };
    expect(admit(claim).errors).toHaveLength(1);
    expect(admit(claim, { namespaceLabels }).errors).toEqual([]);
  });

  it('records who asks for a certificate', () => {
    const pem = '-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n';
    const request = named('certificates.k8s.io/v1', 'CertificateSigningRequest', {
      spec: {
        request: Buffer.from(pem).toString('base64'),
        signerName: 'example.com/s',
        usages: ['client auth'],
        username: 'someone-else',
      },
    });
    const { object } = admit(request, { user: { username: 'jane', groups: ['dev'] } });
    expect(object['spec']).toMatchObject({ username: 'jane', groups: ['dev'] });
  });
});
