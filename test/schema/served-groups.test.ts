import { describe, expect, it, test } from 'vitest';
import { KUBERNETES_VERSIONS, type KubernetesVersion } from '../../src/api/version.js';
import { kindTable, schemaSet } from '../../src/schema/files.js';
import { onlyServed, refsIn } from '../../src/schema/generate/served.js';
import { resources } from '../../src/schema/resources.js';
import { refName, type SchemaNode, type SchemaSet } from '../../src/schema/set.js';

/** The stable groups that every minor serves; the rest of what each serves is beside it. */
const ALWAYS = [
  ...['admissionregistration.k8s.io/v1', 'apiextensions.k8s.io/v1', 'apiregistration.k8s.io/v1', 'apps/v1'],
  ...['authentication.k8s.io/v1', 'authorization.k8s.io/v1', 'autoscaling/v1', 'autoscaling/v2', 'batch/v1'],
  ...['certificates.k8s.io/v1', 'coordination.k8s.io/v1', 'discovery.k8s.io/v1', 'events.k8s.io/v1'],
  ...['networking.k8s.io/v1', 'node.k8s.io/v1', 'policy/v1', 'rbac.authorization.k8s.io/v1'],
  ...['scheduling.k8s.io/v1', 'storage.k8s.io/v1', 'v1'],
];
const FLOW = 'flowcontrol.apiserver.k8s.io';
const STABLE_FLOW = `${FLOW}/v1`;
const MORE: Record<KubernetesVersion, string[]> = {
  '1.28': [`${FLOW}/v1beta2`, `${FLOW}/v1beta3`],
  '1.29': [STABLE_FLOW, `${FLOW}/v1beta3`],
  '1.30': [STABLE_FLOW, `${FLOW}/v1beta3`],
  '1.31': [STABLE_FLOW, `${FLOW}/v1beta3`],
  '1.32': [STABLE_FLOW],
  '1.33': [STABLE_FLOW],
  '1.34': [STABLE_FLOW, 'resource.k8s.io/v1'],
  '1.35': [STABLE_FLOW, 'resource.k8s.io/v1'],
  '1.36': [STABLE_FLOW, 'resource.k8s.io/v1'],
  '1.37': [STABLE_FLOW, 'resource.k8s.io/v1', 'storagemigration.k8s.io/v1'],
};
/** What is off, by minor. */
const OFF: Record<KubernetesVersion, string> = {
  '1.28': `
    admissionregistration.k8s.io/v1alpha1: ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding
    admissionregistration.k8s.io/v1beta1: ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding
    authentication.k8s.io/v1alpha1: SelfSubjectReview
    authentication.k8s.io/v1beta1: SelfSubjectReview
    certificates.k8s.io/v1alpha1: ClusterTrustBundle
    internal.apiserver.k8s.io/v1alpha1: StorageVersion
    networking.k8s.io/v1alpha1: ClusterCIDR IPAddress
    resource.k8s.io/v1alpha2: PodSchedulingContext ResourceClaim ResourceClaimTemplate ResourceClass
  `,
  '1.29': `
    admissionregistration.k8s.io/v1alpha1: ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding
    admissionregistration.k8s.io/v1beta1: ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding
    authentication.k8s.io/v1alpha1: SelfSubjectReview
    authentication.k8s.io/v1beta1: SelfSubjectReview
    certificates.k8s.io/v1alpha1: ClusterTrustBundle
    internal.apiserver.k8s.io/v1alpha1: StorageVersion
    networking.k8s.io/v1alpha1: IPAddress ServiceCIDR
    resource.k8s.io/v1alpha2: PodSchedulingContext ResourceClaim ResourceClaimTemplate ResourceClass
    storage.k8s.io/v1alpha1: VolumeAttributesClass
  `,
  '1.30': `
    admissionregistration.k8s.io/v1alpha1: ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding
    admissionregistration.k8s.io/v1beta1: ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding
    authentication.k8s.io/v1alpha1: SelfSubjectReview
    authentication.k8s.io/v1beta1: SelfSubjectReview
    certificates.k8s.io/v1alpha1: ClusterTrustBundle
    internal.apiserver.k8s.io/v1alpha1: StorageVersion
    networking.k8s.io/v1alpha1: IPAddress ServiceCIDR
    resource.k8s.io/v1alpha2: PodSchedulingContext ResourceClaim ResourceClaimParameters ResourceClaimTemplate ResourceClass ResourceClassParameters ResourceSlice
    storage.k8s.io/v1alpha1: VolumeAttributesClass
    storagemigration.k8s.io/v1alpha1: StorageVersionMigration
  `,
  '1.31': `
    admissionregistration.k8s.io/v1alpha1: ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding
    admissionregistration.k8s.io/v1beta1: ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding
    authentication.k8s.io/v1alpha1: SelfSubjectReview
    authentication.k8s.io/v1beta1: SelfSubjectReview
    certificates.k8s.io/v1alpha1: ClusterTrustBundle
    coordination.k8s.io/v1alpha1: LeaseCandidate
    internal.apiserver.k8s.io/v1alpha1: StorageVersion
    networking.k8s.io/v1beta1: IPAddress ServiceCIDR
    resource.k8s.io/v1alpha3: DeviceClass PodSchedulingContext ResourceClaim ResourceClaimTemplate ResourceSlice
    storage.k8s.io/v1alpha1: VolumeAttributesClass
    storage.k8s.io/v1beta1: VolumeAttributesClass
    storagemigration.k8s.io/v1alpha1: StorageVersionMigration
  `,
  '1.32': `
    admissionregistration.k8s.io/v1alpha1: MutatingAdmissionPolicy MutatingAdmissionPolicyBinding
    admissionregistration.k8s.io/v1beta1: ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding
    authentication.k8s.io/v1beta1: SelfSubjectReview
    certificates.k8s.io/v1alpha1: ClusterTrustBundle
    coordination.k8s.io/v1alpha2: LeaseCandidate
    internal.apiserver.k8s.io/v1alpha1: StorageVersion
    networking.k8s.io/v1beta1: IPAddress ServiceCIDR
    resource.k8s.io/v1alpha3: DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice
    resource.k8s.io/v1beta1: DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice
    storage.k8s.io/v1alpha1: VolumeAttributesClass
    storage.k8s.io/v1beta1: VolumeAttributesClass
    storagemigration.k8s.io/v1alpha1: StorageVersionMigration
  `,
  '1.33': `
    admissionregistration.k8s.io/v1alpha1: MutatingAdmissionPolicy MutatingAdmissionPolicyBinding
    admissionregistration.k8s.io/v1beta1: ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding
    certificates.k8s.io/v1alpha1: ClusterTrustBundle
    certificates.k8s.io/v1beta1: ClusterTrustBundle
    coordination.k8s.io/v1alpha2: LeaseCandidate
    coordination.k8s.io/v1beta1: LeaseCandidate
    internal.apiserver.k8s.io/v1alpha1: StorageVersion
    networking.k8s.io/v1beta1: IPAddress ServiceCIDR
    resource.k8s.io/v1alpha3: DeviceClass DeviceTaintRule ResourceClaim ResourceClaimTemplate ResourceSlice
    resource.k8s.io/v1beta1: DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice
    resource.k8s.io/v1beta2: DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice
    storage.k8s.io/v1alpha1: VolumeAttributesClass
    storage.k8s.io/v1beta1: VolumeAttributesClass
    storagemigration.k8s.io/v1alpha1: StorageVersionMigration
  `,
  '1.34': `
    admissionregistration.k8s.io/v1alpha1: MutatingAdmissionPolicy MutatingAdmissionPolicyBinding
    admissionregistration.k8s.io/v1beta1: MutatingAdmissionPolicy MutatingAdmissionPolicyBinding
    certificates.k8s.io/v1alpha1: ClusterTrustBundle PodCertificateRequest
    certificates.k8s.io/v1beta1: ClusterTrustBundle
    coordination.k8s.io/v1alpha2: LeaseCandidate
    coordination.k8s.io/v1beta1: LeaseCandidate
    internal.apiserver.k8s.io/v1alpha1: StorageVersion
    networking.k8s.io/v1beta1: IPAddress ServiceCIDR
    resource.k8s.io/v1alpha3: DeviceTaintRule
    resource.k8s.io/v1beta1: DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice
    resource.k8s.io/v1beta2: DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice
    storage.k8s.io/v1alpha1: VolumeAttributesClass
    storage.k8s.io/v1beta1: VolumeAttributesClass
    storagemigration.k8s.io/v1alpha1: StorageVersionMigration
  `,
  '1.35': `
    admissionregistration.k8s.io/v1alpha1: MutatingAdmissionPolicy MutatingAdmissionPolicyBinding
    admissionregistration.k8s.io/v1beta1: MutatingAdmissionPolicy MutatingAdmissionPolicyBinding
    certificates.k8s.io/v1alpha1: ClusterTrustBundle
    certificates.k8s.io/v1beta1: ClusterTrustBundle PodCertificateRequest
    coordination.k8s.io/v1alpha2: LeaseCandidate
    coordination.k8s.io/v1beta1: LeaseCandidate
    internal.apiserver.k8s.io/v1alpha1: StorageVersion
    networking.k8s.io/v1beta1: IPAddress ServiceCIDR
    resource.k8s.io/v1alpha3: DeviceTaintRule
    resource.k8s.io/v1beta1: DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice
    resource.k8s.io/v1beta2: DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice
    scheduling.k8s.io/v1alpha1: Workload
    storage.k8s.io/v1beta1: VolumeAttributesClass
    storagemigration.k8s.io/v1beta1: StorageVersionMigration
  `,
  '1.36': `
    admissionregistration.k8s.io/v1alpha1: MutatingAdmissionPolicy MutatingAdmissionPolicyBinding
    admissionregistration.k8s.io/v1beta1: MutatingAdmissionPolicy MutatingAdmissionPolicyBinding
    certificates.k8s.io/v1alpha1: ClusterTrustBundle
    certificates.k8s.io/v1beta1: ClusterTrustBundle PodCertificateRequest
    coordination.k8s.io/v1alpha2: LeaseCandidate
    coordination.k8s.io/v1beta1: LeaseCandidate
    internal.apiserver.k8s.io/v1alpha1: StorageVersion
    networking.k8s.io/v1beta1: IPAddress ServiceCIDR
    resource.k8s.io/v1alpha3: DeviceTaintRule ResourcePoolStatusRequest
    resource.k8s.io/v1beta1: DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice
    resource.k8s.io/v1beta2: DeviceClass DeviceTaintRule ResourceClaim ResourceClaimTemplate ResourceSlice
    scheduling.k8s.io/v1alpha2: PodGroup Workload
    storage.k8s.io/v1beta1: VolumeAttributesClass
    storagemigration.k8s.io/v1beta1: StorageVersionMigration
  `,
  '1.37': `
    admissionregistration.k8s.io/v1alpha1: MutatingAdmissionPolicy MutatingAdmissionPolicyBinding
    admissionregistration.k8s.io/v1beta1: MutatingAdmissionPolicy MutatingAdmissionPolicyBinding
    certificates.k8s.io/v1beta1: ClusterTrustBundle PodCertificateRequest
    coordination.k8s.io/v1alpha2: LeaseCandidate
    coordination.k8s.io/v1beta1: LeaseCandidate
    internal.apiserver.k8s.io/v1alpha1: StorageVersion
    lifecycle.k8s.io/v1alpha1: Eviction EvictionRequest
    resource.k8s.io/v1alpha3: DeviceTaintRule ResourcePoolStatusRequest
    resource.k8s.io/v1beta1: DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice
    resource.k8s.io/v1beta2: DeviceClass DeviceTaintRule ResourceClaim ResourceClaimTemplate ResourceSlice
    scheduling.k8s.io/v1alpha3: CompositePodGroup PodGroup Workload
    scheduling.k8s.io/v1beta1: PodGroup Workload
    storagemigration.k8s.io/v1beta1: StorageVersionMigration
  `,
};

describe.each(KUBERNETES_VERSIONS)('a server of Kubernetes %s with default flags', (version) => {
  const served = resources(version);

  test('serves these group versions and no others', () => {
    const groups = new Set(served.all().map(({ apiVersion }) => apiVersion));
    expect([...groups].sort()).toEqual([...ALWAYS, ...MORE[version]].sort());
  });

  test('knows these and has them off', () => {
    const off = Object.entries(kindTable(version).off).map(([name, kinds]) => `${name}: ${kinds.join(' ')}`);
    expect(off).toEqual(OFF[version].trim().split(/\n\s+/));
  });

  test('serves nothing of what is off, and has no definition of it', () => {
    for (const [apiVersion, kinds] of Object.entries(kindTable(version).off)) {
      for (const kind of kinds) {
        expect([served.isOff(apiVersion, kind), served.find(apiVersion, kind)]).toEqual([true, undefined]);
        expect(served.versionsOf(kind)).not.toContain(apiVersion);
      }
    }
    const reached = new Set(served.all().map(({ definition }) => definition));
    const { definitions } = schemaSet(version);
    for (const name of reached) for (const other of refsIn(definitions[name]!)) reached.add(other);
    const alphaOrBeta = Object.keys(definitions).filter((name) => /\.v\d+(alpha|beta)\d+\./.test(name));
    expect(alphaOrBeta.filter((name) => !reached.has(name))).toEqual([]);
  });
});

describe('what is off', () => {
  const served = resources('1.36');

  it('is no kind that is served, misspelt, a list or unknown', () => {
    expect([
      served.isOff('resource.k8s.io/v1beta1', 'ResourceClaim'),
      served.isOff('resource.k8s.io/v1', 'ResourceClaim'),
      served.isOff('resource.k8s.io/v1beta1', 'ResourceClaimList'),
      served.isOff('resource.k8s.io/v1beta1', 'Resourceclaim'),
      served.isOff('toString', 'length'),
    ]).toEqual([true, false, false, false, false]);
  });

  it('is found by kind within its group, the preferred version first', () => {
    expect(served.offVersionsOf('ResourceClaim', 'resource.k8s.io')).toEqual([
      'resource.k8s.io/v1beta2',
      'resource.k8s.io/v1beta1',
    ]);
    expect(served.offVersionsOf('ResourceClaim', 'apps')).toEqual([]);
    expect(served.offVersionsOf('Deployment', 'apps')).toEqual([]);
  });

  it('makes a group Kubernetes’ own nevertheless', () => {
    expect(
      ['', 'apps', 'storagemigration.k8s.io', 'internal.apiserver.k8s.io', 'example.com'].map(
        served.hasGroup,
      ),
    ).toEqual([true, true, true, true, false]);
  });
});

describe('a schema set of what is served alone', () => {
  const kind = (group: string, version: string, name: string, plural = `${name.toLowerCase()}s`) => ({
    ...{ group, version, kind: name, plural, namespaced: true },
    definition: `d.${version}.${name}`,
    role: 'object' as const,
  });
  const ref = (name: string): SchemaNode => ({ $ref: `#/definitions/d.${name}` });
  const set: SchemaSet = {
    kubernetes: '1.36',
    kinds: [
      kind('g', 'v1', 'Cart'),
      kind('g', 'v1beta1', 'Cart'),
      kind('g', 'v1beta1', 'CartList', ''),
      kind('g', 'v1beta1', 'Basket'),
    ],
    off: {},
    definitions: {
      'd.v1.Cart': { properties: { meta: ref('Meta') } },
      'd.v1beta1.Cart': { properties: { meta: ref('Meta'), old: { items: ref('Old') } } },
      'd.v1beta1.CartList': { items: ref('v1beta1.Cart') },
      'd.v1beta1.Basket': { additionalProperties: ref('Deep') },
      'd.Meta': {},
      'd.Old': ref('v1beta1.Cart'),
      'd.Deep': { additionalProperties: false },
      'd.Alone': {},
    },
  };

  it('names what is off and leaves out what only that is made of', () => {
    const before = JSON.stringify(set);
    const { kinds, off, definitions } = onlyServed(set, { served: ['g/v1'], off: ['g/v1beta1'] });
    expect(kinds).toEqual([set.kinds[0]]);
    expect(off).toEqual({ 'g/v1beta1': ['Cart', 'Basket'] });
    expect(Object.keys(definitions)).toEqual(['d.v1.Cart', 'd.Meta', 'd.Alone']);
    expect(JSON.stringify(set)).toBe(before);
  });

  it('is the whole set where nothing is off', () => {
    expect(onlyServed(set, { served: ['g/v1', 'g/v1beta1'], off: [] })).toEqual(set);
  });

  it('is refused for a group version of which nothing is said', () => {
    expect(() => onlyServed(set, { served: ['g/v1'], off: [] })).toThrow(
      'nothing says whether Kubernetes 1.36 serves g/v1beta1',
    );
  });

  it('follows references through items, fields and further keys', () => {
    expect(
      refsIn({
        ...{ items: { $ref: '#/definitions/a' }, additionalProperties: { properties: { x: ref('b') } } },
        properties: { y: { items: ref('c') }, z: { additionalProperties: true } },
      }),
    ).toEqual(['a', 'd.b', 'd.c']);
    expect(refName('#/definitions/a')).toBe('a');
  });
});
