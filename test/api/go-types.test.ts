import { describe, expect, it } from 'vitest';
import {
  fieldsOf,
  type GoField,
  type GoType,
  goStruct,
  goStructOfKind,
  isLongGone,
} from '../../src/api/go-types.js';
import { KUBERNETES_VERSIONS, type KubernetesVersion } from '../../src/api/version.js';

/** A type as Go prints it, and what it is made of. */
function typeText(type: GoType): string {
  switch (type.kind) {
    case 'pointer':
      return `${type.name}, a pointer to ${typeText(type.to)}`;
    case 'slice':
    case 'map':
      return `${type.name}, a ${type.kind} of ${typeText(type.of)}`;
    case 'struct':
      return `${type.name}, the struct ${type.key}`;
    case 'special':
      return `${type.name}, a ${type.special}`;
    case 'int':
      return `${type.name}, ${type.unsigned ? 'natural' : 'whole'} in ${type.bits} bits`;
    default:
      return type.name === type.kind ? type.name : `${type.name}, a ${type.kind}`;
  }
}

function fieldText({ name, json, type, embedded, omitEmpty, omitZero, since, last }: GoField): string {
  const flags = [embedded && '^', !embedded && !omitEmpty && '!', omitZero && '~'].filter(Boolean).join('');
  const when = since || last ? ` @${since ?? ''}-${last ?? ''}` : '';
  return `${name} ${json}${flags}: ${typeText(type)}${when}`;
}

describe('structs of Go', () => {
  it.each([
    [
      'core.v1.Probe',
      [
        'ProbeHandler ^: v1.ProbeHandler, the struct core.v1.ProbeHandler',
        'InitialDelaySeconds initialDelaySeconds: int32, whole in 32 bits',
        'TimeoutSeconds timeoutSeconds: int32, whole in 32 bits',
        'PeriodSeconds periodSeconds: int32, whole in 32 bits',
        'SuccessThreshold successThreshold: int32, whole in 32 bits',
        'FailureThreshold failureThreshold: int32, whole in 32 bits',
        'TerminationGracePeriodSeconds terminationGracePeriodSeconds: *int64, a pointer to int64, whole in 64 bits',
      ],
    ],
    [
      'meta.v1.ObjectMeta',
      [
        'Name name: string',
        'GenerateName generateName: string',
        'Namespace namespace: string',
        'SelfLink selfLink: string',
        'UID uid: types.UID, a string',
        'ResourceVersion resourceVersion: string',
        'Generation generation: int64, whole in 64 bits',
        'CreationTimestamp creationTimestamp~: v1.Time, a Time',
        'DeletionTimestamp deletionTimestamp: *v1.Time, a pointer to v1.Time, a Time',
        'DeletionGracePeriodSeconds deletionGracePeriodSeconds: *int64, a pointer to int64, whole in 64 bits',
        'Labels labels: map[string]string, a map of string',
        'Annotations annotations: map[string]string, a map of string',
        'OwnerReferences ownerReferences: []v1.OwnerReference, a slice of v1.OwnerReference, the struct meta.v1.OwnerReference',
        'Finalizers finalizers: []string, a slice of string',
        'ManagedFields managedFields: []v1.ManagedFieldsEntry, a slice of v1.ManagedFieldsEntry, the struct meta.v1.ManagedFieldsEntry',
      ],
    ],
    [
      'core.v1.Secret',
      [
        'TypeMeta ^: v1.TypeMeta, the struct meta.v1.TypeMeta',
        'ObjectMeta metadata: v1.ObjectMeta, the struct meta.v1.ObjectMeta',
        'Immutable immutable: *bool, a pointer to bool',
        'Data data: map[string][]uint8, a map of []uint8, a bytes',
        'StringData stringData: map[string]string, a map of string',
        'Type type: v1.SecretType, a string',
      ],
    ],
    [
      'core.v1.HTTPGetAction',
      [
        'Path path: string',
        'Port port!: intstr.IntOrString, a IntOrString',
        'Host host: string',
        'Scheme scheme: v1.URIScheme, a string',
        'HTTPHeaders httpHeaders: []v1.HTTPHeader, a slice of v1.HTTPHeader, the struct core.v1.HTTPHeader',
        'Protocol protocol: *v1.HTTPProtocol, a pointer to v1.HTTPProtocol, a string @1.37-',
      ],
    ],
    [
      'core.v1.ResourceRequirements',
      [
        'Limits limits: v1.ResourceList, a map of resource.Quantity, a Quantity',
        'Requests requests: v1.ResourceList, a map of resource.Quantity, a Quantity',
        'Claims claims: []v1.ResourceClaim, a slice of v1.ResourceClaim, the struct core.v1.ResourceClaim',
      ],
    ],
    ['apiextensions.v1.ExternalDocumentation', ['Description description: string', 'URL url: string']],
    [
      'apps.v1.ControllerRevision',
      [
        'TypeMeta ^: v1.TypeMeta, the struct meta.v1.TypeMeta',
        'ObjectMeta metadata: v1.ObjectMeta, the struct meta.v1.ObjectMeta',
        'Data data: runtime.RawExtension, a RawExtension @-1.36',
        'Data data!: runtime.RawExtension, a RawExtension @1.37-',
        'Revision revision!: int64, whole in 64 bits',
      ],
    ],
    [
      'coordination.v1.LeaseSpec',
      [
        'HolderIdentity holderIdentity: *string, a pointer to string',
        'LeaseDurationSeconds leaseDurationSeconds: *int32, a pointer to int32, whole in 32 bits',
        'AcquireTime acquireTime: *v1.MicroTime, a pointer to v1.MicroTime, a MicroTime',
        'RenewTime renewTime: *v1.MicroTime, a pointer to v1.MicroTime, a MicroTime',
        'LeaseTransitions leaseTransitions: *int32, a pointer to int32, whole in 32 bits',
        'Strategy strategy: *v1.CoordinatedLeaseStrategy, a pointer to v1.CoordinatedLeaseStrategy, a string @1.31-',
        'PreferredHolder preferredHolder: *string, a pointer to string @1.31-',
      ],
    ],
    [
      'core.v1.PodResourceClaim',
      [
        'Name name!: string',
        'Source source: v1.ClaimSource, the struct core.v1.ClaimSource @-1.30',
        'ResourceClaimName resourceClaimName: *string, a pointer to string @1.31-',
        'ResourceClaimTemplateName resourceClaimTemplateName: *string, a pointer to string @1.31-',
      ],
    ],
    ['admissionregistration.v1.ApplyConfiguration', ['Expression expression: string']],
    [
      'storagemigration.v1beta1.StorageVersionMigrationStatus',
      [
        'Conditions conditions: []v1.Condition, a slice of v1.Condition, the struct meta.v1.Condition',
        'ResourceVersion resourceVersion: string',
      ],
    ],
  ])('%s', (key, fields) => {
    const struct = goStruct(key)!;
    expect([struct.key, struct.name]).toEqual([key, key.slice(key.lastIndexOf('.') + 1)]);
    expect(struct.fields.map(fieldText)).toEqual(fields);
    expect(goStruct(key)).toBe(struct);
  });

  const typeOf = (key: string, field: string) =>
    goStruct(key)?.fields.find(({ name }) => name === field)?.type;
  it.each([
    ['apiextensions.v1.JSONSchemaProps', 'Maximum', '*float64, a pointer to float64, a float'],
    ['apiextensions.v1.JSONSchemaProps', 'Schema', 'v1.JSONSchemaURL, a string'],
    [
      'apiextensions.v1.JSONSchemaProps',
      'XValidations',
      'v1.ValidationRules, a slice of v1.ValidationRule, the struct apiextensions.v1.ValidationRule',
    ],
    [
      'apiextensions.v1.JSONSchemaProps',
      'Definitions',
      'v1.JSONSchemaDefinitions, a map of v1.JSONSchemaProps, the struct apiextensions.v1.JSONSchemaProps',
    ],
    [
      'core.v1.PersistentVolumeClaimSpec',
      'AccessModes',
      '[]v1.PersistentVolumeAccessMode, a slice of v1.PersistentVolumeAccessMode, a string',
    ],
    ['meta.v1.ManagedFieldsEntry', 'FieldsV1', '*v1.FieldsV1, a pointer to v1.FieldsV1, a FieldsV1'],
    ['core.v1.NodeStatus', 'Capacity', 'v1.ResourceList, a map of resource.Quantity, a Quantity'],
    ['batch.v1.UncountedTerminatedPods', 'Succeeded', '[]types.UID, a slice of types.UID, a string'],
    [
      'admissionregistration.v1.ValidatingWebhook',
      'Rules',
      '[]v1.RuleWithOperations, a slice of v1.RuleWithOperations, the struct admissionregistration.v1.RuleWithOperations',
    ],
  ])('%s %s is %s', (key, field, text) => {
    expect(typeText(typeOf(key, field)!)).toBe(text);
  });

  it.each([['core.v1.Nothing'], ['nothing.v1.Pod'], ['core.v9.Pod'], ['core'], ['']])('%j is none', (key) => {
    expect(goStruct(key)).toBeUndefined();
  });
});

describe('the fields that a minor has', () => {
  const having = (key: string, field: string): KubernetesVersion[] =>
    KUBERNETES_VERSIONS.filter((version) =>
      fieldsOf(goStruct(key)!, version).some(({ json }) => json === field),
    );
  it.each([
    ['core.v1.PodSpec', 'containers', '1.28', '1.37'],
    ['core.v1.PodResourceClaim', 'source', '1.28', '1.30'],
    ['core.v1.PodResourceClaim', 'resourceClaimName', '1.31', '1.37'],
    ['core.v1.PodSpec', 'hostnameOverride', '1.34', '1.37'],
    ['core.v1.PodSpec', 'workloadRef', '1.35', '1.35'],
    ['core.v1.PodSpec', 'schedulingGroup', '1.36', '1.37'],
    ['core.v1.LifecycleHandler', 'sleep', '1.29', '1.37'],
  ])('%s %s: from %s to %s', (key, field, first, last) => {
    const versions = having(key, field);
    expect([versions[0], versions.at(-1)]).toEqual([first, last]);
    expect(versions).toHaveLength(Number(last.slice(2)) - Number(first.slice(2)) + 1);
  });
});

describe('the struct of a kind', () => {
  it.each([
    ['v1', 'Pod', 'core.v1.Pod'],
    [
      'admissionregistration.k8s.io/v1',
      'MutatingWebhookConfiguration',
      'admissionregistration.v1.MutatingWebhookConfiguration',
    ],
    ['apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'apiextensions.v1.CustomResourceDefinition'],
    ['apiregistration.k8s.io/v1', 'APIService', 'apiregistration.v1.APIService'],
    ['apps/v1', 'Deployment', 'apps.v1.Deployment'],
    ['authentication.k8s.io/v1', 'TokenReview', 'authentication.v1.TokenReview'],
    ['authorization.k8s.io/v1', 'SubjectAccessReview', 'authorization.v1.SubjectAccessReview'],
    ['autoscaling/v2', 'HorizontalPodAutoscaler', 'autoscaling.v2.HorizontalPodAutoscaler'],
    ['batch/v1', 'CronJob', 'batch.v1.CronJob'],
    ['certificates.k8s.io/v1', 'CertificateSigningRequest', 'certificates.v1.CertificateSigningRequest'],
    ['coordination.k8s.io/v1', 'Lease', 'coordination.v1.Lease'],
    ['discovery.k8s.io/v1', 'EndpointSlice', 'discovery.v1.EndpointSlice'],
    ['events.k8s.io/v1', 'Event', 'events.v1.Event'],
    ['flowcontrol.apiserver.k8s.io/v1', 'FlowSchema', 'flowcontrol.v1.FlowSchema'],
    ['internal.apiserver.k8s.io/v1alpha1', 'StorageVersion', 'apiserverinternal.v1alpha1.StorageVersion'],
    ['networking.k8s.io/v1', 'Ingress', 'networking.v1.Ingress'],
    ['node.k8s.io/v1', 'RuntimeClass', 'node.v1.RuntimeClass'],
    ['policy/v1', 'PodDisruptionBudget', 'policy.v1.PodDisruptionBudget'],
    ['rbac.authorization.k8s.io/v1', 'Role', 'rbac.v1.Role'],
    ['resource.k8s.io/v1', 'ResourceClaim', 'resource.v1.ResourceClaim'],
    ['scheduling.k8s.io/v1', 'PriorityClass', 'scheduling.v1.PriorityClass'],
    ['storage.k8s.io/v1', 'StorageClass', 'storage.v1.StorageClass'],
    [
      'storagemigration.k8s.io/v1beta1',
      'StorageVersionMigration',
      'storagemigration.v1beta1.StorageVersionMigration',
    ],
  ])('%s %s', (apiVersion, kind, key) => {
    expect(goStructOfKind(apiVersion, kind)?.key).toBe(key);
  });

  it.each([
    ['v1', 'PodSpec'],
    ['v1', 'Probe'],
    ['v1', 'Deployment'],
    ['core/v1', 'Pod'],
    ['apps/v2', 'Deployment'],
    ['example.com/v1', 'Pod'],
    ['toString/v1', 'Pod'],
    ['', 'Pod'],
  ])('%s %s is none', (apiVersion, kind) => {
    expect(goStructOfKind(apiVersion, kind)).toBeUndefined();
  });

  it.each([
    ['apps/v1beta1', true],
    ['apps/v1beta2', true],
    ['autoscaling/v2beta1', true],
    ['autoscaling/v2beta2', true],
    ['batch/v1beta1', true],
    ['discovery.k8s.io/v1beta1', true],
    ['events.k8s.io/v1beta1', true],
    ['flowcontrol.apiserver.k8s.io/v1beta1', true],
    ['node.k8s.io/v1alpha1', true],
    ['node.k8s.io/v1beta1', true],
    ['policy/v1beta1', true],
    ['rbac.authorization.k8s.io/v1alpha1', true],
    ['rbac.authorization.k8s.io/v1beta1', true],
    ['scheduling.k8s.io/v1alpha1', true],
    ['scheduling.k8s.io/v1beta1 PriorityClass', true],
    ['scheduling.k8s.io/v1beta1 PodGroup', false],
    ['apps/v1', false],
    ['flowcontrol.apiserver.k8s.io/v1beta2', false],
    ['flowcontrol.apiserver.k8s.io/v1beta3', false],
    ['v1', false],
    ['', false],
  ])('%s went before the oldest minor known: %s', (what, gone) => {
    const [apiVersion = '', kind = 'Any'] = what.split(' ');
    expect(isLongGone(apiVersion, kind)).toBe(gone);
  });
});
