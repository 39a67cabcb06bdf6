import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/api/json.js';
import type { KubernetesVersion } from '../../src/api/version.js';
import { admit } from './any-kind.js';

function told(object: JsonObject, version: KubernetesVersion): string[] {
  return admit(object, { version }).errors.map(({ field, message }) => `${field}: ${message}`);
}

function pod(spec: JsonObject): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: { containers: [{ name: 'app', image: 'nginx:1.25' }], ...spec },
  };
}

describe('what older servers say', () => {
  it('shows a bad amount in parts', () => {
    const limits = [{ type: 'Container', default: { cpu: '0.5' }, defaultRequest: { cpu: '1' } }];
    const object = { apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'l' }, spec: { limits } };
    const text = 'default request value 1 is greater than default limit value 500m';
    expect(told(object, '1.36')).toEqual([`spec.limits[0].defaultRequest[cpu]: Invalid value: "1": ${text}`]);
    expect(told(object, '1.31')).toEqual([
      `spec.limits[0].defaultRequest[cpu]: Invalid value: resource.Quantity{i:resource.int64Amount{value:1, scale:0}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"1", Format:"DecimalSI"}: ${text}`,
    ]);
  });

  it('calls the shares of a priority level as its version does', () => {
    const level = (version: string, limited: JsonObject) => ({
      apiVersion: `flowcontrol.apiserver.k8s.io/${version}`,
      kind: 'PriorityLevelConfiguration',
      metadata: { name: 'slow' },
      spec: { type: 'Limited', limited: { limitResponse: { type: 'Reject' }, ...limited } },
    });
    const shares = (object: JsonObject, version: KubernetesVersion) => {
      const { spec } = admit(object, { version }).object;
      const { limitResponse: _response, ...limited } = (spec as { limited: JsonObject }).limited;
      return limited;
    };
    expect(shares(level('v1beta2', {}), '1.28')).toEqual({
      assuredConcurrencyShares: 30,
      lendablePercent: 0,
    });
    expect(shares(level('v1beta3', { nominalConcurrencyShares: 0 }), '1.28')).toEqual({
      nominalConcurrencyShares: 30,
      lendablePercent: 0,
    });
    expect(shares(level('v1', { nominalConcurrencyShares: 0 }), '1.36')).toEqual({
      nominalConcurrencyShares: 0,
      lendablePercent: 0,
    });
    expect(told(level('v1beta2', { assuredConcurrencyShares: -1 }), '1.28')).toEqual([
      'spec.limited.assuredConcurrencyShares: Invalid value: -1: must be a non-negative integer',
    ]);
    const catchAll = level('v1beta2', { assuredConcurrencyShares: 5 });
    expect(told({ ...catchAll, metadata: { name: 'catch-all' } }, '1.28')).toEqual([]);
  });

  it('names the types of lists', () => {
    const spec = { podSelector: {}, policyTypes: ['Ingress', 'Egress', 'Ingress'] };
    const object = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'p' },
      spec,
    };
    expect(told(object, '1.31')).toEqual([
      'spec.policyTypes: Invalid value: []networking.PolicyType{"Ingress", "Egress", "Ingress"}: may not specify more than two policyTypes',
    ]);
    expect(told(object, '1.36')[0]).toContain('["Ingress","Egress","Ingress"]');
  });

  it('drops a volume attributes class that it does not know', () => {
    const spec = {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '1Gi' } },
      volumeAttributesClassName: 'gold',
    };
    const object = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec };
    const stored = (version: KubernetesVersion) => admit(object, { version }).object['spec'];
    expect(stored('1.31')).not.toHaveProperty('volumeAttributesClassName');
    expect(stored('1.36')).toHaveProperty('volumeAttributesClassName', 'gold');
  });

  it('keeps that of a volume up to 1.30, and looks at it since it knows it', () => {
    const spec = {
      accessModes: ['ReadWriteOnce'],
      capacity: { storage: '1Gi' },
      hostPath: { path: '/data' },
      volumeAttributesClassName: 'Gold',
    };
    const object = { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'data' }, spec };
    const stored = (version: KubernetesVersion) => admit(object, { version }).object['spec'];
    expect(stored('1.30')).toHaveProperty('volumeAttributesClassName', 'Gold');
    expect(stored('1.31')).not.toHaveProperty('volumeAttributesClassName');
    expect([told(object, '1.30'), told(object, '1.31')]).toEqual([[], []]);
    expect(told(object, '1.36')).toEqual([
      expect.stringContaining('spec.volumeAttributesClassName: Invalid value: "Gold"'),
      'spec.csi: Required value: has to be specified when using volumeAttributesClassName',
    ]);
  });

  it('lets the values of required node affinity be anything, and keeps spread keys apart', () => {
    const matchExpressions = [{ key: 'disk', operator: 'In', values: ['bad value!'] }];
    const nodeAffinity = {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] },
    };
    expect(told(pod({ affinity: { nodeAffinity } }), '1.31')).toEqual([]);
    expect(told(pod({ affinity: { nodeAffinity } }), '1.36')).toHaveLength(1);
    const spread = {
      maxSkew: 1,
      topologyKey: 'zone',
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: { a: 'b' } },
      matchLabelKeys: ['a'],
    };
    expect(told(pod({ topologySpreadConstraints: [spread] }), '1.31')).toEqual([
      'spec.topologySpreadConstraints[0].matchLabelKeys[0]: Invalid value: "a": exists in both matchLabelKeys and labelSelector',
    ]);
    expect(told(pod({ topologySpreadConstraints: [spread] }), '1.36')).toEqual([]);
  });

  it('wants disks that several pods mount read-only', () => {
    const template = {
      metadata: { labels: { a: 'b' } },
      spec: {
        containers: [{ name: 'a', image: 'a' }],
        volumes: [
          { name: 'd', gcePersistentDisk: { pdName: 'd' } },
          { name: 'e', gcePersistentDisk: { pdName: 'e', readOnly: true } },
          { name: 'f', emptyDir: {} },
        ],
      },
    };
    const many = (apiVersion: string, kind: string, selector: JsonObject, replicas = 2) => ({
      apiVersion,
      kind,
      metadata: { name: 'w' },
      spec: { replicas, selector, template },
    });
    const why =
      'spec.template.spec.volumes[0].gcePersistentDisk.readOnly: Invalid value: false: must be true for replicated pods > 1; GCE PD can only be mounted on multiple machines if it is read-only';
    const labels = { matchLabels: { a: 'b' } };
    expect(told(many('v1', 'ReplicationController', { a: 'b' }), '1.28')).toEqual([why]);
    expect(told(many('apps/v1', 'Deployment', labels), '1.28')).toEqual([why]);
    expect(told(many('apps/v1', 'Deployment', labels), '1.29')).toEqual([]);
    expect(told(many('apps/v1', 'ReplicaSet', labels, 1), '1.28')).toEqual([]);
  });

  it('knows no volume of one pod alone in an attachment, and says of ranges what they are together', () => {
    const source = {
      inlineVolumeSpec: {
        accessModes: ['ReadWriteOncePod'],
        csi: { driver: 'a.example.com', volumeHandle: 'h' },
      },
    };
    const attachment = {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'VolumeAttachment',
      metadata: { name: 'a' },
      spec: { attacher: 'a.example.com', nodeName: 'n', source },
    };
    expect(told(attachment, '1.28')).toEqual([
      'spec.source.inlineVolumeSpec.accessModes: Unsupported value: "ReadWriteOncePod": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce"',
    ]);
    expect(told(attachment, '1.29')).toEqual([]);
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: 's',
        annotations: { 'service.beta.kubernetes.io/load-balancer-source-ranges': '10.0.0.0/8,x' },
      },
      spec: { type: 'LoadBalancer', ports: [{ port: 80 }] },
    };
    const place = 'metadata.annotations[service.beta.kubernetes.io/load-balancer-source-ranges]';
    expect(told(service, '1.29')).toEqual([
      `${place}: Invalid value: "10.0.0.0/8,x": must be a list of IP ranges. For example, 10.240.0.0/24,10.250.0.0/24 `,
    ]);
    expect(told(service, '1.30')).toEqual([
      `${place}: Invalid value: "x": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)`,
    ]);
  });

  it('tells AppArmor profiles in annotations too', () => {
    const object = pod({ securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } });
    const name = 'container.apparmor.security.beta.kubernetes.io/app';
    expect(admit(object, { version: '1.31' }).object['metadata']).toHaveProperty('annotations', {
      [name]: 'runtime/default',
    });
    expect(admit(object, { version: '1.36' }).object['metadata']).not.toHaveProperty('annotations');
  });
});

describe('what was found on the way', () => {
  it('gives ports of one number one node port, and refuses it twice', () => {
    const ports = [
      { name: 'a', port: 80 },
      { name: 'b', port: 80 },
      { name: 'c', port: 80, protocol: 'UDP' },
    ];
    const object = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 's' },
      spec: { type: 'NodePort', ports },
    };
    const fields = admit(object).errors.map(({ type, field }) => `${type} ${field}`);
    expect(fields).toEqual([
      'FieldValueDuplicate spec.ports[1].nodePort',
      'FieldValueDuplicate spec.ports[1]',
    ]);
  });

  it('looks at the metrics that autoscaling/v1 keeps in an annotation', () => {
    const scale = (metrics: unknown): JsonObject => ({
      apiVersion: 'autoscaling/v1',
      kind: 'HorizontalPodAutoscaler',
      metadata: {
        name: 'h',
        annotations: { 'autoscaling.alpha.kubernetes.io/metrics': JSON.stringify(metrics) },
      },
      spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, maxReplicas: 3 },
    });
    expect(told(scale([{ type: 'Foo' }]), '1.36')[0]).toMatch(
      /^spec\.metrics\[0\]\.type: Unsupported value: "Foo"/,
    );
    const resource = { name: 'memory', targetAverageValue: '1Gi' };
    expect(told(scale([{ type: 'Resource', resource }]), '1.36')).toEqual([]);
  });

  it('sees the first of the ports in the way among many', () => {
    const ports = [
      { containerPort: 80, hostPort: 1, hostIP: '10.0.0.1' },
      { containerPort: 80, hostPort: 2, hostIP: '10.0.0.1' },
      { containerPort: 80, hostPort: 1 },
    ];
    const { warnings } = admit(pod({ containers: [{ name: 'app', image: 'nginx:1.25', ports }] }));
    expect(warnings).toEqual([
      'spec.containers[0].ports[2]: dangerously ambiguous port definition with spec.containers[0].ports[0]',
    ]);
  });

  it('compares the ports of thousands of containers', () => {
    const containers = Array.from({ length: 4000 }, (_, at) => ({
      name: `c${at}`,
      image: 'x',
      ports: [{ containerPort: 80, hostPort: 1 + (at % 3999), hostIP: `10.0.${(at % 3999) >> 8}.1` }],
    }));
    expect(admit(pod({ containers })).errors.map(({ field, message }) => `${field}: ${message}`)).toEqual([
      'spec.containers[3999].ports[0].hostPort: Duplicate value: "TCP/10.0.0.1/1"',
    ]);
  });
});
