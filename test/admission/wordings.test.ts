import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/api/json.js';
import type { KubernetesVersion } from '../../src/api/version.js';
import { admit } from './any-kind.js';

function object(apiVersion: string, kind: string, spec: JsonObject, rest: JsonObject = {}): JsonObject {
  return { apiVersion, kind, metadata: { name: 'x' }, spec, ...rest };
}

const pod = (spec: JsonObject): JsonObject =>
  object('v1', 'Pod', { containers: [{ name: 'a', image: 'a' }], ...spec });
const container = (fields: JsonObject): JsonObject =>
  pod({ containers: [{ name: 'a', image: 'a', ...fields }] });

/** A definition with a rule in CEL. */
const ruled = (rule: JsonObject): JsonObject =>
  object(
    'apiextensions.k8s.io/v1',
    'CustomResourceDefinition',
    {
      group: 'example.com',
      scope: 'Namespaced',
      names: { plural: 'widgets', singular: 'widget', kind: 'Widget', listKind: 'WidgetList' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: { spec: { type: 'object', 'x-kubernetes-validations': [rule] } },
            },
          },
        },
      ],
    },
    { metadata: { name: 'widgets.example.com' } },
  );

const policy = (validation: JsonObject): JsonObject =>
  object('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', {
    matchConstraints: {
      resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
    },
    validations: [validation],
  });

function errors(of: JsonObject, version: KubernetesVersion): string[] {
  return admit(of, { version }).errors.map(({ field, message }) => `${field}: ${message}`);
}

/** A text, or what it begins with. */
const asTold = (text: string): unknown =>
  text.endsWith('…') ? expect.stringContaining(text.slice(0, -1)) : text;

describe('errors in the words of a minor', () => {
  it.each<[what: string, JsonObject, KubernetesVersion, was: string, now: string]>([
    [
      'a preStop hook',
      container({ lifecycle: { preStop: { sleep: { seconds: 99 } } } }),
      '1.31',
      'spec.containers[0].lifecycle.preStop.sleep: Invalid value: 99: must be greater than 0 and less than terminationGracePeriodSeconds (30)',
      'spec.containers[0].lifecycle.preStop.sleep: Invalid value: 99: must be non-negative and less than terminationGracePeriodSeconds (30)',
    ],
    [
      'a resize policy',
      pod({
        restartPolicy: 'Never',
        containers: [
          {
            name: 'a',
            image: 'a',
            resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }],
          },
        ],
      }),
      '1.35',
      "spec.containers[0].resizePolicy: Invalid value: \"RestartContainer\": must be 'NotRequired' when `restartPolicy` is 'Never'",
      "spec.containers[0].resizePolicy: Invalid value: \"RestartContainer\": must be 'NotRequired' when pod `restartPolicy` is 'Never'",
    ],
    [
      'the value of a label',
      { ...pod({}), metadata: { name: 'x', labels: { a: 'b'.repeat(64) } } },
      '1.34',
      `metadata.labels: Invalid value: "${'b'.repeat(64)}": must be no more than 63 characters`,
      `metadata.labels: Invalid value: "${'b'.repeat(64)}": must be no more than 63 bytes`,
    ],
    [
      'a nameserver',
      pod({ dnsConfig: { nameservers: ['x'] } }),
      '1.29',
      'spec.dnsConfig.nameservers[0]: Invalid value: "x": must be valid IP address',
      'spec.dnsConfig.nameservers[0]: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    ],
    [
      'the network of a node',
      object('v1', 'Node', { podCIDRs: ['x'], podCIDR: 'x' }),
      '1.29',
      'spec.podCIDRs[0]: Invalid value: []string{"x"}: must be valid CIDR',
      'spec.podCIDRs[0]: Invalid value: "x": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
    ],
    [
      'an ingress class',
      object('networking.k8s.io/v1', 'IngressClass', {
        controller: 'example.com/a',
        parameters: { kind: 'K', name: '', scope: 'Cluster' },
      }),
      '1.33',
      'spec.parameters.name: Required value: name is required',
      'spec.parameters.name: Required value',
    ],
    [
      'a message of a rule',
      ruled({ rule: 'true', message: 'a\nb' }),
      '1.33',
      'spec.validation.openAPIV3Schema.properties[spec].x-kubernetes-validations[0].message: Invalid value: "a\\nb": message must not contain line breaks',
      'spec.validation.openAPIV3Schema.properties[spec].x-kubernetes-validations[0].message: Invalid value: "a\\nb": must not contain line breaks',
    ],
    [
      'a message of a policy',
      policy({ expression: 'true', message: 'a\nb' }),
      '1.33',
      'spec.validations[0].message: Invalid value: "a\\nb": message must not contain line breaks',
      'spec.validations[0].message: Invalid value: "a\\nb": must not contain line breaks',
    ],
    [
      'the type of an expression',
      policy({ expression: '1' }),
      '1.32',
      'spec.validations[0].expression: Invalid value: "1": must evaluate to bool',
      'spec.validations[0].expression: Invalid value: "1": must evaluate to bool but got int',
    ],
    [
      'the type of an optional value',
      policy({ expression: 'optional.of(1) == 1' }),
      '1.30',
      "spec.validations[0].expression: Invalid value: \"optional.of(1) == 1\": compilation failed: ERROR: <input>:1:16: found no matching overload for '_==_' applied to '(optional(int), int)'\n | optional.of(1) == 1\n | ...............^",
      "spec.validations[0].expression: Invalid value: \"optional.of(1) == 1\": compilation failed: ERROR: <input>:1:16: found no matching overload for '_==_' applied to '(optional_type(int), int)'\n | optional.of(1) == 1\n | ...............^",
    ],
    [
      'a taint',
      object('v1', 'Node', { taints: [{ key: 'a', value: `${'b'.repeat(63)}.`, effect: 'NoSchedule' }] }),
      '1.34',
      `must be no more than 63 characters;a valid label must be…`,
      `must be no more than 63 bytes;a valid label must be…`,
    ],
    [
      'the scope of a quota',
      object('v1', 'ResourceQuota', {
        hard: { pods: '1' },
        scopeSelector: { matchExpressions: [{ scopeName: 'Terminating', operator: 'In', values: ['a'] }] },
      }),
      '1.30',
      `spec.scopeSelector.matchExpressions.operator: Invalid value: "In": must be 'Exist' when scope…`,
      `spec.scopeSelector.matchExpressions.operator: Invalid value: "In": must be 'Exists' when scope…`,
    ],
    [
      'a role without verbs',
      { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: 'x' }, rules: [{}] },
      '1.36',
      'rules[0].verbs: Required value: verbs must contain at least one value',
      'rules[0].verbs: Required value',
    ],
  ])('%s', (_what, of, last, was, now) => {
    expect(errors(of, last)).toContainEqual(asTold(was));
    expect(errors(of, '1.37')).toContainEqual(asTold(now));
  });
});

describe('what 1.37 is alone with', () => {
  it('prints pods as v1 has them', () => {
    const job = (image: string) =>
      object(
        'batch/v1',
        'Job',
        {
          template: {
            metadata: { labels: { a: 'b' } },
            spec: { hostNetwork: true, restartPolicy: 'Never', containers: [{ name: 'a', image }] },
          },
          selector: { matchLabels: { a: 'b' } },
          manualSelector: true,
        },
        { metadata: { name: 'x', namespace: 'default', uid: 'u-1' } },
      );
    const told = (version: KubernetesVersion) =>
      admit(job('a:2'), { version, operation: 'update', old: job('a:1') }).errors[0]?.message;
    expect(told('1.36')).toContain('"NodeName":"","SecurityContext":{"HostNetwork":true,"HostPID":false,');
    expect(told('1.36')).not.toContain('DeprecatedServiceAccount');
    expect(told('1.37')).toContain(
      '"ServiceAccountName":"","DeprecatedServiceAccount":"","AutomountServiceAccountToken":null,"NodeName":"","HostNetwork":true,"HostPID":false,"HostIPC":false,"ShareProcessNamespace":null,"SecurityContext":{"SELinuxOptions":null,',
    );
  });

  it('makes no duration of a number', () => {
    const one = policy({ expression: 'duration(1) == duration("1s")' });
    expect(errors(one, '1.36')).toEqual([]);
    expect(errors(one, '1.37')).toEqual([
      expect.stringContaining("found no matching overload for 'duration' applied to '(int)'"),
    ]);
  });

  it('warns of sets of lists', () => {
    const sets = ruled({ rule: 'true' });
    const text = JSON.stringify(sets).replace(
      '"properties":{"spec":',
      '"properties":{"a":{"type":"array","x-kubernetes-list-type":"set","items":{"type":"array","x-kubernetes-list-type":"atomic","items":{"type":"string"}}},"spec":',
    );
    const warned = (version: KubernetesVersion) =>
      admit(JSON.parse(text) as JsonObject, { version }).warnings;
    expect(warned('1.36')).toEqual([]);
    expect(warned('1.37')).toEqual([
      'x-kubernetes-list-type: set for items of type "array" is not supported by server-side apply or CEL validation rules',
    ]);
  });
});

describe('warnings in the words of a minor', () => {
  const warnings = (of: JsonObject, version: KubernetesVersion) => admit(of, { version }).warnings;

  it.each<
    [
      what: string,
      JsonObject,
      last: KubernetesVersion,
      was: string[],
      first: KubernetesVersion,
      now: string[],
    ]
  >([
    [
      'a variable that is there twice',
      container({
        env: [
          { name: 'A', value: 'b' },
          { name: 'A', value: 'c' },
        ],
      }),
      '1.28',
      ['spec.containers[0].env[1]: hides previous definition of "A"'],
      '1.29',
      ['spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply'],
    ],
    [
      'a git repository',
      pod({ volumes: [{ name: 'g', gitRepo: { repository: 'a' } }] }),
      '1.32',
      ['spec.volumes[0].gitRepo: deprecated in v1.11'],
      '1.33',
      ['spec.volumes[0].gitRepo: deprecated in v1.11, and disabled by default in v1.33+'],
    ],
    [
      'a name of a port that is there twice',
      pod({
        containers: [
          { name: 'a', image: 'a', ports: [{ name: 'p', containerPort: 1 }] },
          { name: 'b', image: 'a', ports: [{ name: 'p', containerPort: 2 }] },
        ],
      }),
      '1.32',
      [],
      '1.33',
      [
        'spec.containers[1].ports[0]: duplicate port name "p" with spec.containers[0].ports[0], services and probes that select ports by name will use spec.containers[0].ports[0]',
      ],
    ],
    [
      'an alias with zeros in front',
      pod({ hostAliases: [{ ip: '010.0.0.1', hostnames: ['a'] }] }),
      '1.32',
      [],
      '1.33',
      [
        'spec.hostAliases[0].ip: non-standard IP address "010.0.0.1" will be considered invalid in a future Kubernetes release: use "10.0.0.1"',
      ],
    ],
    [
      'files of one volume in one place',
      pod({
        volumes: [
          {
            name: 'v',
            configMap: {
              name: 'c',
              items: [
                { key: 'a', path: 'p' },
                { key: 'b', path: 'p/q' },
              ],
            },
          },
        ],
      }),
      '1.33',
      [],
      '1.34',
      ['volume "v" (ConfigMap "c"): overlapping paths: "p/q" with "p"'],
    ],
    [
      'a headless Service with an address outside',
      object('v1', 'Service', { clusterIP: 'None', externalIPs: ['10.0.0.1'], selector: { a: 'b' } }),
      '1.33',
      [],
      '1.34',
      ['spec.externalIPs is ignored for headless services'],
    ],
    [
      'a preferred label that is too long',
      pod({
        affinity: {
          nodeAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [
              {
                weight: 1,
                preference: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b'.repeat(64)] }] },
              },
            ],
          },
        },
      }),
      '1.34',
      [
        `spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].preference.matchExpressions[0].values[0]: ${'b'.repeat(64)} is invalid, must be no more than 63 characters`,
      ],
      '1.35',
      [
        `spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].preference.matchExpressions[0].values[0]: ${'b'.repeat(64)} is invalid, must be no more than 63 bytes`,
      ],
    ],
  ])('%s', (_what, of, last, was, first, now) => {
    expect(warnings(of, last)).toEqual(was);
    expect(warnings(of, first)).toEqual(now);
  });
});
