import { atLeast } from '../../api/version.js';
import type { OpenApiSchema } from './openapi.js';
import { typeName } from './type-name.js';

/**
 * The document calls every field required that Go always writes. Whether the API server does without one is another
 * matter: an empty text it nearly always refuses, a zero, an empty list or struct it often takes. So texts are
 * required but for those listed here, the rest only where listed. `GROUP.TYPE.FIELD`, found by comparing with what
 * a real server takes and refuses.
 */
const TEXTS_NOT_ASKED_FOR = new Set([
  'core.ConfigMapNodeConfigSource.kubeletConfigKey',
  'core.ConfigMapNodeConfigSource.name',
  'core.ConfigMapNodeConfigSource.namespace',
  'core.HTTPHeader.value',
  'core.Sysctl.value',
  'core.TypedLocalObjectReference.kind',
  'core.TypedLocalObjectReference.name',
  'core.TypedObjectReference.kind',
  'core.TypedObjectReference.name',
  'discovery.ForNode.name',
  'discovery.ForZone.name',
  'meta.GroupResource.group',
  'rbac.RoleRef.apiGroup',
  'storage.TokenRequest.audience',
]);
const OTHERS_ASKED_FOR = new Set([
  'admissionregistration.MutatingWebhook.admissionReviewVersions',
  'admissionregistration.MutatingWebhook.clientConfig',
  'admissionregistration.ValidatingWebhook.admissionReviewVersions',
  'admissionregistration.ValidatingWebhook.clientConfig',
  'apiextensions.CustomResourceDefinition.spec',
  'apiextensions.CustomResourceDefinitionSpec.names',
  'apiregistration.APIServiceSpec.versionPriority',
  'apps.DaemonSetSpec.template',
  'apps.DeploymentSpec.selector',
  'apps.ReplicaSetSpec.selector',
  'apps.StatefulSetSpec.selector',
  'autoscaling.HPAScalingPolicy.periodSeconds',
  'autoscaling.HorizontalPodAutoscalerSpec.maxReplicas',
  'autoscaling.ObjectMetricSource.metric',
  'batch.JobSpec.template',
  'batch.SuccessPolicy.rules',
  'core.CephFSVolumeSource.monitors',
  'core.ContainerPort.containerPort',
  'core.GRPCAction.port',
  'core.HTTPGetAction.port',
  'core.NodeSelector.nodeSelectorTerms',
  'core.PodSpec.containers',
  'core.RBDVolumeSource.monitors',
  'core.ServicePort.port',
  'core.TCPSocketAction.port',
  'core.TopologySpreadConstraint.maxSkew',
  'core.WeightedPodAffinityTerm.weight',
  'flowcontrol.NonResourcePolicyRule.verbs',
  'networking.HTTPIngressPath.backend',
  'networking.HTTPIngressRuleValue.paths',
  'networking.IPAddressSpec.parentRef',
  'rbac.PolicyRule.verbs',
  'apiextensions.CustomResourceDefinitionSpec.versions',
  'apiextensions.WebhookConversion.conversionReviewVersions',
  'apiregistration.APIServiceSpec.groupPriorityMinimum',
  'apps.DaemonSetSpec.selector',
  'apps.DeploymentSpec.template',
  'apps.StatefulSetSpec.template',
  'autoscaling.ContainerResourceMetricSource.target',
  'autoscaling.ExternalMetricSource.metric',
  'autoscaling.ExternalMetricSource.target',
  'autoscaling.HPAScalingPolicy.value',
  'autoscaling.HorizontalPodAutoscalerSpec.scaleTargetRef',
  'autoscaling.ObjectMetricSource.describedObject',
  'autoscaling.ObjectMetricSource.target',
  'autoscaling.PodsMetricSource.metric',
  'autoscaling.PodsMetricSource.target',
  'autoscaling.ResourceMetricSource.target',
  'batch.CronJobSpec.jobTemplate',
  'core.EndpointPort.port',
  'core.PreferredSchedulingTerm.weight',
  'core.TopologySelectorLabelRequirement.values',
  'core.WeightedPodAffinityTerm.podAffinityTerm',
  'rbac.ClusterRoleBinding.roleRef',
  'rbac.RoleBinding.roleRef',
]);

/** Texts that were not asked for before a minor: their feature gate was off, and the server dropped what holds them. */
const TEXTS_ASKED_FOR_SINCE: Record<string, string> = {
  'core.ContainerResizePolicy.resourceName': '1.33',
  'core.ContainerResizePolicy.restartPolicy': '1.33',
  'core.ContainerRestartRule.action': '1.35',
};

/** The fields that an object of `definition` cannot do without, sorted. */
export function requiredOf(definition: string, schema: OpenApiSchema, kubernetes: string): string[] {
  const asked = (field: string) => {
    const name = `${typeName(definition)}.${field}`;
    if (schema.properties?.[field]?.type !== 'string') return OTHERS_ASKED_FOR.has(name);
    const since = TEXTS_ASKED_FOR_SINCE[name];
    return !TEXTS_NOT_ASKED_FOR.has(name) && (since === undefined || atLeast(kubernetes, since));
  };
  // Definitions that are not Kubernetes' own come from CRDs, whose required fields are asked for as they stand.
  const own = definition.startsWith('io.k8s.');
  return (schema.required ?? []).filter((field) => !own || asked(field)).sort();
}
