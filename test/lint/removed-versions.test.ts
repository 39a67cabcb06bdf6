import { describe, expect, it } from 'vitest';
import { loadKinds } from '../../src/admission/groups/index.js';
import { kindRules } from '../../src/admission/kinds.js';
import { lint } from '../../src/lint/lint.js';

/** `rule line:column` of every error. */
function errors(text: string): string[] {
  return lint([{ file: 'old.yaml', text }])
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ rule, location: { start } }) => `${rule} ${start.line}:${start.column}`);
}

const POD = (name: string) => `metadata: {labels: {app: a}}
    spec:
      containers: [{name: a, image: 'a:1', ports: [{name: ${name}, containerPort: 80}]}]`;

describe('objects of API versions that are gone', () => {
  it.each([
    ['extensions/v1beta1', 'Deployment'],
    ['extensions/v1beta1', 'ReplicaSet'],
    ['extensions/v1beta1', 'DaemonSet'],
    ['apps/v1beta1', 'Deployment'],
    ['apps/v1beta2', 'Deployment'],
    ['apps/v1beta2', 'StatefulSet'],
  ])('%s %s is checked by the rules of apps/v1', (apiVersion, kind) => {
    const text = (port: string, more = '') => `apiVersion: ${apiVersion}
kind: ${kind}
metadata: {name: a}
spec:
  ${more}template:
    ${POD(port)}
`;
    expect(errors(text('http'))).toEqual(['api/removed 1:13']);
    const wrong = errors(text('longer-than-15-characters', 'replicass: 1\n  '));
    expect(wrong[0]).toBe('api/removed 1:13');
    expect(wrong).toContain('schema/unknown-field 5:3');
    expect(wrong.some((one) => one.startsWith('server/invalid 9:'))).toBe(true);
  });

  it.each([
    ['admissionregistration.k8s.io/v1alpha1', 'MutatingAdmissionPolicy MutatingAdmissionPolicyBinding'],
    ['admissionregistration.k8s.io/v1alpha1', 'ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding'],
    ['admissionregistration.k8s.io/v1beta1', 'MutatingAdmissionPolicy MutatingAdmissionPolicyBinding'],
    ['admissionregistration.k8s.io/v1beta1', 'ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding'],
    ['apps/v1beta1', 'Deployment StatefulSet'],
    ['apps/v1beta2', 'DaemonSet Deployment ReplicaSet StatefulSet'],
    ['autoscaling/v2beta1', 'HorizontalPodAutoscaler'],
    ['autoscaling/v2beta2', 'HorizontalPodAutoscaler'],
    ['batch/v1beta1', 'CronJob'],
    ['extensions/v1beta1', 'DaemonSet Deployment Ingress NetworkPolicy ReplicaSet'],
    ['networking.k8s.io/v1beta1', 'Ingress IngressClass IPAddress ServiceCIDR'],
    ['policy/v1beta1', 'PodDisruptionBudget'],
    ['rbac.authorization.k8s.io/v1beta1', 'ClusterRole ClusterRoleBinding Role RoleBinding'],
    ['resource.k8s.io/v1beta1', 'DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice'],
    ['resource.k8s.io/v1beta2', 'DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice'],
    ['scheduling.k8s.io/v1beta1', 'PriorityClass'],
    ['storage.k8s.io/v1alpha1', 'VolumeAttributesClass'],
    ['storage.k8s.io/v1beta1', 'CSIDriver CSINode CSIStorageCapacity StorageClass VolumeAttachment'],
    ['storage.k8s.io/v1beta1', 'VolumeAttributesClass'],
  ])('%s %s: fields that nobody knows are told beside it', (apiVersion, kinds) => {
    for (const kind of kinds.split(' ')) {
      const found = errors(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\nextra: 1\n`);
      const told = found.filter((one) => /^(api|schema\/unknown-field)/.test(one));
      expect({ kind, told }).toEqual({
        kind,
        told: [expect.stringMatching(/^api\/(removed|off-by-default) 1:13$/), 'schema/unknown-field 4:1'],
      });
    }
  });

  it.each(['extensions/v1beta1', 'networking.k8s.io/v1beta1'])(
    '%s Ingress keeps its backends',
    (apiVersion) => {
      const text = (name: string) => `apiVersion: ${apiVersion}
kind: Ingress
metadata: {name: a}
spec:
  backend: {serviceName: ${name}, servicePort: 80}
  rules:
    - http:
        paths:
          - path: /
            backend:
              serviceName: ${name}
              servicePort: http
`;
      expect(errors(text('shop'))).toEqual(['api/removed 1:13']);
      expect(errors(text('Bad_Name'))).toEqual([
        'api/removed 1:13',
        'server/invalid 5:26',
        'server/invalid 11:28',
      ]);
    },
  );

  it('reads the old metrics of an autoscaler', () => {
    const text = (max: number) => `apiVersion: autoscaling/v2beta1
kind: HorizontalPodAutoscaler
metadata: {name: a}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}
  minReplicas: 2
  maxReplicas: ${max}
  metrics:
    - {type: Resource, resource: {name: cpu, targetAverageUtilization: 80}}
    - {type: Pods, pods: {metricName: hits, targetAverageValue: 1k}}
    - {type: Object, object: {target: {kind: Service, name: a}, metricName: hits, targetValue: 5}}
    - {type: External, external: {metricName: jobs, targetAverageValue: 3}}
`;
    expect(errors(text(3))).toEqual(['api/removed 1:13']);
    expect(errors(text(1))).toEqual(['api/removed 1:13', 'server/invalid 7:16']);
  });

  it.each([
    ['Resource', 'resource: {name: cpu, targetAverageUtilization: VALUE}'],
    ['Resource', 'resource: {name: cpu, targetAverageValue: VALUE}'],
    ['ContainerResource', 'containerResource: {name: cpu, container: a, targetAverageUtilization: VALUE}'],
    ['ContainerResource', 'containerResource: {name: cpu, container: a, targetAverageValue: VALUE}'],
    ['Pods', 'pods: {metricName: hits, targetAverageValue: VALUE}'],
    ['Object', 'object: {target: {kind: Service, name: a}, metricName: hits, targetValue: VALUE}'],
    ['Object', 'object: {target: {kind: Service, name: a}, metricName: hits, averageValue: VALUE}'],
    ['External', 'external: {metricName: jobs, targetValue: VALUE}'],
    ['External', 'external: {metricName: jobs, targetAverageValue: VALUE}'],
  ])('names the old place of what is wrong with a metric: %s, %s', (type, metric) => {
    const line = (value: number) => `    - {type: ${type}, ${metric.replace('VALUE', String(value))}}`;
    const text = `apiVersion: autoscaling/v2beta1
kind: HorizontalPodAutoscaler
metadata: {name: a}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}
  maxReplicas: 3
  metrics:
${line(5)}
${line(-5)}
`;
    expect(errors(text)).toEqual(['api/removed 1:13', `server/invalid 9:${line(-5).indexOf('-5') + 1}`]);
  });

  it.each([
    ['Pods', 'pods: {metricName: NAME, selector: NAME, targetAverageValue: 5}'],
    ['External', 'external: {metricName: NAME, metricSelector: NAME, targetValue: 5}'],
    [
      'Object',
      'object: {target: {kind: Service, name: a}, metricName: NAME, selector: NAME, targetValue: 5}',
    ],
  ])('and of its name and its selector: %s', (type, metric) => {
    const line = `    - {type: ${type}, ${metric.replaceAll('NAME', '9')}}`;
    const text = `apiVersion: autoscaling/v2beta1
kind: HorizontalPodAutoscaler
metadata: {name: a}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}
  maxReplicas: 3
  metrics:
${line}
`;
    expect(errors(text)).toEqual([
      'api/removed 1:13',
      `schema/wrong-type 8:${line.indexOf('9') + 1}`,
      `schema/wrong-type 8:${line.lastIndexOf('9') + 1}`,
    ]);
  });

  it('reads the schedule of an old CronJob', () => {
    const text = (schedule: string) => `apiVersion: batch/v1beta1
kind: CronJob
metadata: {name: a}
spec:
  schedule: ${schedule}
  jobTemplate:
    spec:
      template:
        spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1'}]}
`;
    expect(errors(text('"0 1 * * *"'))).toEqual(['api/removed 1:13']);
    expect(errors(text('often'))).toEqual(['api/removed 1:13', 'server/invalid 5:13']);
  });

  it.each([
    [
      'coordination.k8s.io/v1beta1',
      'LeaseCandidate',
      'spec: {leaseName: l, strategy: OldestEmulationVersion}',
      ['server/required 5:1', 'server/required 5:1'],
    ],
    ['internal.apiserver.k8s.io/v1alpha1', 'StorageVersion', 'spec: {}', ['server/invalid 4:18']],
    [
      'resource.k8s.io/v1beta2',
      'DeviceTaintRule',
      'spec: {taint: {key: a, effect: b}}',
      ['server/unsupported 5:32'],
    ],
    ['scheduling.k8s.io/v1beta1', 'PodGroup', 'spec: {}', ['server/invalid 5:1']],
    ['scheduling.k8s.io/v1beta1', 'Workload', 'spec: {podGroupTemplates: []}', ['server/required 5:27']],
    ['certificates.k8s.io/v1beta1', 'ClusterTrustBundle', 'spec: {trustBundle: a}', ['server/invalid 5:21']],
    [
      'certificates.k8s.io/v1beta1',
      'PodCertificateRequest',
      'spec: {signerName: a.b/c, podName: P, podUID: a, serviceAccountName: a, serviceAccountUID: a, nodeName: a, nodeUID: a}',
      ['server/required 5:1', 'server/invalid 5:36'],
    ],
    [
      'resource.k8s.io/v1alpha3',
      'ResourcePoolStatusRequest',
      'spec: {driver: a, limit: 0}',
      ['server/invalid 5:26'],
    ],
    [
      'storagemigration.k8s.io/v1beta1',
      'StorageVersionMigration',
      'spec: {resource: {group: A, resource: b}}',
      ['server/invalid 5:26'],
    ],
  ])('%s %s, served by no version, is checked as if it were served: %s', (apiVersion, kind, spec, found) => {
    const text = `apiVersion: ${apiVersion}\nkind: ${kind}\n\nmetadata: {name: a}\n${spec}\n`;
    expect(errors(text)).toEqual(['api/off-by-default 1:13', ...found]);
  });

  it('is told of fields that it does not have, with those that were meant, and not of what they lack for it', () => {
    const text = `apiVersion: scheduling.k8s.io/v1beta1
kind: Workload
metadata: {name: a, labels: {b: c}, lables: {}}
spec:
  odd: 1
  podGroupTemplates:
    - nane: a
      schedulingPolicy: {gang: {mincount: 2}}
`;
    const { findings } = lint([{ file: 'old.yaml', text }]);
    expect(
      findings.map(({ rule, message, hint, location }) => [location.start.line, rule, hint ?? message]),
    ).toEqual([
      [1, 'api/off-by-default', expect.stringContaining('--runtime-config=scheduling.k8s.io/v1beta1=true')],
      [3, 'schema/unknown-field', 'did you mean labels?'],
      [5, 'schema/unknown-field', 'unknown field "odd"'],
      [7, 'schema/unknown-field', 'did you mean name?'],
      [8, 'schema/unknown-field', 'did you mean minCount?'],
    ]);
  });

  it('loads the rules of where a kind went', async () => {
    const kinds = await loadKinds([{ apiVersion: 'extensions/v1beta1', kind: 'Ingress' }]);
    expect(kindRules(kinds, 'networking.k8s.io', 'Ingress')?.kind).toBe('Ingress');
  });
});

describe('what a newer version means otherwise', () => {
  const hint = (text: string) =>
    lint([{ file: 'old.yaml', text }]).findings.map(({ hint: words, fix }) => [words, fix !== undefined]);
  const budget = (selector: string) =>
    `apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: a}\nspec: {minAvailable: 1, selector: ${selector}}\n`;

  it('is left to its author: an empty selector of a budget', () => {
    const ALL = 'use policy/v1 PodDisruptionBudget, where an empty selector selects all pods, not none';
    expect(hint(budget('{}'))).toEqual([[ALL, false]]);
    expect(hint(budget('{matchLabels: {}}'))).toEqual([[ALL, false]]);
    expect(hint(budget('{matchLabels: {a: b}}'))).toEqual([['use policy/v1 PodDisruptionBudget', true]]);
  });

  it('says what does what a PodSecurityPolicy did', () => {
    expect(hint('apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nmetadata: {name: a}\n')).toEqual([
      [
        expect.stringContaining('it is gone: label namespaces with pod-security.kubernetes.io/enforce'),
        false,
      ],
    ]);
  });
});
