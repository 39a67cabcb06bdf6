import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/api/json.js';
import { admit } from './any-kind.js';

const container = { name: 'app', image: 'nginx:1.25' };

function pod(spec: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: { containers: [container], ...spec },
  };
}

function deployment(spec: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [container] } },
      ...spec,
    },
  };
}

function refusal(object: JsonObject, old?: JsonObject): string | undefined {
  return admit(object, old ? { operation: 'update', old } : {}).refusal?.message;
}

describe('what is decoded', () => {
  it.each([
    [
      pod({ foo: 1 }),
      'Pod in version "v1" cannot be handled as a Pod: strict decoding error: unknown field "spec.foo"',
    ],
    [
      deployment({ replicas: '3' }),
      'Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
    ],
    [
      pod({ containers: [{ ...container, env: [{ name: 'A', value: 1 }] }] }),
      'Pod in version "v1" cannot be handled as a Pod: json: cannot unmarshal number into Go struct field EnvVar.spec.containers.env.value of type string',
    ],
    [
      pod({ volumes: [{ name: 'v', hostPath: '/x' }] }),
      'Pod in version "v1" cannot be handled as a Pod: json: cannot unmarshal string into Go struct field Volume.spec.volumes.VolumeSource.hostPath of type v1.HostPathVolumeSource',
    ],
    [
      pod({ containers: [{ ...container, resources: { limits: { memory: '1g' } } }] }),
      'Pod in version "v1" cannot be handled as a Pod: quantities must match the regular expression \'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$\'',
    ],
    [
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, data: { a: '%%' } },
      'Secret in version "v1" cannot be handled as a Secret: illegal base64 data at input byte 0',
    ],
  ])('%#', (object, message) => {
    expect(refusal(object)).toBe(message);
  });

  it('takes null for a field that is left out', () => {
    expect(refusal(pod({ nodeSelector: null, tolerations: null }))).toBeUndefined();
  });

  it('says where a field lies that is refused', () => {
    const { decoding } = admit(pod({ containers: [{ ...container, imagePullPolcy: 'Always' }] }));
    expect(decoding).toEqual([
      {
        message: 'unknown field "spec.containers[0].imagePullPolcy"',
        path: ['spec', 'containers', 0, 'imagePullPolcy'],
      },
    ]);
  });

  it('only warns of unknown fields where that is asked for', () => {
    const { refusal: none, warnings } = admit(pod({ foo: 1 }), { fieldValidation: 'Warn' });
    expect(none).toBeUndefined();
    expect(warnings).toEqual(['unknown field "spec.foo"']);
  });

  it('knows which fields a Kubernetes minor has', () => {
    const object = pod({ hostnameOverride: 'x' });
    expect(admit(object, { version: '1.36' }).refusal).toBeUndefined();
    expect(admit(object, { version: '1.31' }).refusal?.message).toContain(
      'unknown field "spec.hostnameOverride"',
    );
  });
});

describe('what is left out', () => {
  it('is filled in as the server does', () => {
    const { object } = admit(deployment());
    expect(object['spec']).toMatchObject({
      replicas: 1,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      template: {
        spec: {
          containers: [
            {
              imagePullPolicy: 'IfNotPresent',
              terminationMessagePath: '/dev/termination-log',
              resources: {},
            },
          ],
          restartPolicy: 'Always',
          dnsPolicy: 'ClusterFirst',
          schedulerName: 'default-scheduler',
          securityContext: {},
          terminationGracePeriodSeconds: 30,
        },
      },
    });
  });

  it('requests of a pod follow its limits, those of a template do not', () => {
    const limited = { ...container, resources: { limits: { cpu: '1000m' } } };
    expect(admit(pod({ containers: [limited] })).object['spec']).toMatchObject({
      containers: [{ resources: { limits: { cpu: '1' }, requests: { cpu: '1' } } }],
    });
    const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [limited] } };
    const { object } = admit(deployment({ template }));
    expect(JSON.stringify(object)).not.toContain('requests');
  });

  it('a pod gets an account, a token, a priority and patience with its node', () => {
    const { object } = admit(pod());
    expect(object['spec']).toMatchObject({
      serviceAccountName: 'default',
      priority: 0,
      preemptionPolicy: 'PreemptLowerPriority',
      tolerations: [{ key: 'node.kubernetes.io/not-ready' }, { key: 'node.kubernetes.io/unreachable' }],
    });
    expect(JSON.stringify(object)).toContain('/var/run/secrets/kubernetes.io/serviceaccount');
    expect(object['status']).toMatchObject({ phase: 'Pending', qosClass: 'BestEffort' });
  });

  it('leaves what came in as it was', () => {
    const given = deployment();
    const before = JSON.stringify(given);
    admit(given);
    expect(JSON.stringify(given)).toBe(before);
  });
});

describe('what is refused on create', () => {
  it.each([
    [pod({ containers: [] }), 'Pod "web" is invalid: spec.containers: Required value'],
    [
      pod({ containers: [container, container] }),
      'Pod "web" is invalid: spec.containers[1].name: Duplicate value: "app"',
    ],
    [
      pod({ containers: [{ ...container, volumeMounts: [{ name: 'v', mountPath: '/v' }] }] }),
      'Pod "web" is invalid: spec.containers[0].volumeMounts[0].name: Not found: "v"',
    ],
    [
      pod({ containers: [{ ...container, resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } }] }),
      'Pod "web" is invalid: spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1',
    ],
    [
      deployment({ selector: { matchLabels: { app: 'api' } } }),
      'Deployment.apps "web" is invalid: spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
    ],
    [
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 's' },
        spec: { ports: [{ port: 80 }, { port: 81 }] },
      },
      'Service "s" is invalid: [spec.ports[0].name: Required value, spec.ports[1].name: Required value]',
    ],
    [
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 's' },
        spec: { type: 'Foo', ports: [{ port: 80 }] },
      },
      'Service "s" is invalid: spec.type: Unsupported value: "Foo": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
    ],
    [
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { 'a b': '' } },
      `ConfigMap "c" is invalid: data[a b]: Invalid value: "a b": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')`,
    ],
    [
      {
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        metadata: { name: 'nightly' },
        spec: {
          schedule: '@reboot',
          jobTemplate: { spec: { template: { spec: { containers: [container], restartPolicy: 'Never' } } } },
        },
      },
      'CronJob.batch "nightly" is invalid: spec.schedule: Invalid value: "@reboot": unrecognized descriptor: @reboot',
    ],
    [
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'Role',
        metadata: { name: 'r' },
        rules: [{ verbs: ['get'] }],
      },
      'Role.rbac.authorization.k8s.io "r" is invalid: [rules[0].apiGroups: Required value: resource rules must supply at least one api group, rules[0].resources: Required value: resource rules must supply at least one resource]',
    ],
  ])('%#', (object, message) => {
    expect(refusal(object)).toBe(message);
  });

  it('comes with the way to each place', () => {
    const { errors } = admit(pod({ containers: [{ ...container, ports: [{ containerPort: 0 }] }] }));
    expect(errors).toEqual([
      {
        type: 'FieldValueRequired',
        field: 'spec.containers[0].ports[0].containerPort',
        path: ['spec', 'containers', 0, 'ports', 0, 'containerPort'],
        message: 'Required value',
      },
    ]);
  });
});

describe('what is refused on update', () => {
  it('what may not change', () => {
    const old = admit(deployment()).object;
    const changed = deployment({
      selector: { matchLabels: { app: 'api' } },
      template: { metadata: { labels: { app: 'api' } }, spec: { containers: [container] } },
    });
    expect(refusal(changed, old)).toBe(
      'Deployment.apps "web" is invalid: spec.selector: Invalid value: {"matchLabels":{"app":"api"}}: field is immutable',
    );
  });

  it('a change of a pod beyond its image, with a diff', () => {
    const old = admit(pod()).object;
    const spec = structuredClone(old['spec']) as JsonObject;
    const message = refusal({ ...old, spec: { ...spec, hostname: 'other' } }, old) ?? '';
    expect(message).toContain(
      'spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`',
    );
    expect(message).toContain('- "Hostname": "",');
    expect(message).toContain('+ "Hostname": "other",');
  });

  it('takes a new image', () => {
    const old = admit(pod()).object;
    const next = structuredClone(old) as { spec: { containers: { image: string }[] } };
    for (const one of next.spec.containers) one.image = 'nginx:1.26';
    expect(refusal(next as unknown as JsonObject, old)).toBeUndefined();
  });
});

describe('what is warned of', () => {
  it('in the words of the server', () => {
    const twice = {
      ...container,
      env: [
        { name: 'A', value: '1' },
        { name: 'A', value: '2' },
      ],
    };
    expect(admit(pod({ containers: [twice] })).warnings).toEqual([
      'spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply',
    ]);
  });
});
