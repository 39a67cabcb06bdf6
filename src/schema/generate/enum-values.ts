const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const ROLLING_OR_ON_DELETE = ['OnDelete', 'RollingUpdate'];
const RETAIN_OR_DELETE = ['Delete', 'Retain'];
const HONOR_OR_IGNORE = ['Honor', 'Ignore'];
const VOLUME_MODES = ['Block', 'Filesystem'];
const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
const TRAFFIC_POLICIES = ['Cluster', 'Local'];
const TAINT_EFFECTS = ['NoExecute', 'NoSchedule', 'PreferNoSchedule'];
const SELECTOR_OPERATORS = ['DoesNotExist', 'Exists', 'In', 'NotIn'];
const RESTART_POLICIES = ['Always', 'Never', 'OnFailure'];
const FAILURE_POLICIES = ['Fail', 'Ignore'];
const MATCH_POLICIES = ['Equivalent', 'Exact'];
const OPERATIONS = ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE'];
const RULE_SCOPES = ['*', 'Cluster', 'Namespaced'];
const SIDE_EFFECTS = ['None', 'NoneOnDryRun'];
const REINVOCATION = ['IfNeeded', 'Never'];
const PREEMPTION = ['Never', 'PreemptLowerPriority'];
const CONDITION_STATUS = ['False', 'True', 'Unknown'];
const QUOTA_SCOPES = [
  'BestEffort',
  'CrossNamespacePodAffinity',
  'NotBestEffort',
  'NotTerminating',
  'PriorityClass',
  'Terminating',
  'VolumeAttributesClass',
];
const KEY_USAGES = [
  'any',
  'cert sign',
  'client auth',
  'code signing',
  'content commitment',
  'crl sign',
  'data encipherment',
  'decipher only',
  'digital signature',
  'email protection',
  'encipher only',
  'ipsec end system',
  'ipsec tunnel',
  'ipsec user',
  'key agreement',
  'key encipherment',
  'microsoft sgc',
  'netscape sgc',
  'ocsp signing',
  's/mime',
  'server auth',
  'signing',
  'timestamping',
];

/**
 * Value lists that the API server enforces and its document does not carry, `GROUP.TYPE.FIELD`. Of a list, its items.
 * Where versions or feature gates differ, all values that any of them takes.
 */
export const ENFORCED_ENUMS: Record<string, readonly string[]> = {
  'admissionregistration.MatchResources.matchPolicy': MATCH_POLICIES,
  'admissionregistration.MutatingAdmissionPolicySpec.failurePolicy': FAILURE_POLICIES,
  'admissionregistration.MutatingAdmissionPolicySpec.reinvocationPolicy': REINVOCATION,
  'admissionregistration.MutatingWebhook.failurePolicy': FAILURE_POLICIES,
  'admissionregistration.MutatingWebhook.matchPolicy': MATCH_POLICIES,
  'admissionregistration.MutatingWebhook.reinvocationPolicy': REINVOCATION,
  'admissionregistration.MutatingWebhook.sideEffects': SIDE_EFFECTS,
  'admissionregistration.Mutation.patchType': ['ApplyConfiguration', 'JSONPatch'],
  'admissionregistration.NamedRuleWithOperations.operations': OPERATIONS,
  'admissionregistration.NamedRuleWithOperations.scope': RULE_SCOPES,
  'admissionregistration.ParamRef.parameterNotFoundAction': ['Allow', 'Deny'],
  'admissionregistration.RuleWithOperations.operations': OPERATIONS,
  'admissionregistration.RuleWithOperations.scope': RULE_SCOPES,
  'admissionregistration.ValidatingAdmissionPolicyBindingSpec.validationActions': ['Audit', 'Deny', 'Warn'],
  'admissionregistration.ValidatingAdmissionPolicySpec.failurePolicy': FAILURE_POLICIES,
  'admissionregistration.ValidatingWebhook.failurePolicy': FAILURE_POLICIES,
  'admissionregistration.ValidatingWebhook.matchPolicy': MATCH_POLICIES,
  'admissionregistration.ValidatingWebhook.sideEffects': SIDE_EFFECTS,
  'apiextensions.CustomResourceConversion.strategy': ['None', 'Webhook'],
  'apiextensions.CustomResourceDefinitionSpec.scope': ['Cluster', 'Namespaced'],
  'apps.DaemonSetUpdateStrategy.type': ROLLING_OR_ON_DELETE,
  'apps.DeploymentStrategy.type': ['Recreate', 'RollingUpdate'],
  'apps.StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted': RETAIN_OR_DELETE,
  'apps.StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled': RETAIN_OR_DELETE,
  'apps.StatefulSetSpec.podManagementPolicy': ['OrderedReady', 'Parallel'],
  'apps.StatefulSetUpdateStrategy.type': ROLLING_OR_ON_DELETE,
  'autoscaling.HPAScalingPolicy.type': ['Percent', 'Pods'],
  'autoscaling.HPAScalingRules.selectPolicy': ['Disabled', 'Max', 'Min'],
  'autoscaling.MetricSpec.type': ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'],
  'autoscaling.MetricTarget.type': ['AverageValue', 'Utilization', 'Value'],
  'batch.CronJobSpec.concurrencyPolicy': ['Allow', 'Forbid', 'Replace'],
  'batch.JobSpec.completionMode': ['Indexed', 'NonIndexed'],
  'batch.JobSpec.podReplacementPolicy': ['Failed', 'TerminatingOrFailed'],
  'batch.PodFailurePolicyOnExitCodesRequirement.operator': ['In', 'NotIn'],
  'batch.PodFailurePolicyOnPodConditionsPattern.status': CONDITION_STATUS,
  'batch.PodFailurePolicyRule.action': ['Count', 'FailIndex', 'FailJob', 'Ignore'],
  'certificates.CertificateSigningRequestSpec.usages': KEY_USAGES,
  'core.AppArmorProfile.type': ['Localhost', 'RuntimeDefault', 'Unconfined'],
  'core.AzureDiskVolumeSource.cachingMode': ['None', 'ReadOnly', 'ReadWrite'],
  'core.AzureDiskVolumeSource.kind': ['Dedicated', 'Managed', 'Shared'],
  'core.Container.imagePullPolicy': PULL_POLICIES,
  'core.Container.restartPolicy': RESTART_POLICIES,
  'core.Container.terminationMessagePolicy': ['FallbackToLogsOnError', 'File'],
  'core.ContainerPort.protocol': PROTOCOLS,
  'core.ContainerResizePolicy.restartPolicy': ['NotRequired', 'RestartContainer'],
  'core.ContainerRestartRule.action': ['Restart', 'RestartAllContainers'],
  'core.ContainerRestartRuleOnExitCodes.operator': ['In', 'NotIn'],
  'core.EndpointPort.protocol': PROTOCOLS,
  'core.EphemeralContainer.imagePullPolicy': PULL_POLICIES,
  'core.EphemeralContainer.terminationMessagePolicy': ['FallbackToLogsOnError', 'File'],
  'core.HTTPGetAction.scheme': ['HTTP', 'HTTPS'],
  'core.HostPathVolumeSource.type': [
    'BlockDevice',
    'CharDevice',
    'Directory',
    'DirectoryOrCreate',
    'File',
    'FileOrCreate',
    'Socket',
  ],
  'core.ImageVolumeSource.pullPolicy': PULL_POLICIES,
  'core.NodeSelectorRequirement.operator': ['DoesNotExist', 'Exists', 'Gt', 'In', 'Lt', 'NotIn'],
  'core.PersistentVolumeClaimSpec.accessModes': ACCESS_MODES,
  'core.PersistentVolumeClaimSpec.volumeMode': VOLUME_MODES,
  'core.PersistentVolumeSpec.accessModes': ACCESS_MODES,
  'core.PersistentVolumeSpec.persistentVolumeReclaimPolicy': ['Delete', 'Recycle', 'Retain'],
  'core.PersistentVolumeSpec.volumeMode': VOLUME_MODES,
  'core.PodOS.name': ['linux', 'windows'],
  'core.PodSecurityContext.fsGroupChangePolicy': ['Always', 'OnRootMismatch'],
  'core.PodSecurityContext.seLinuxChangePolicy': ['MountOption', 'Recursive'],
  'core.PodSecurityContext.supplementalGroupsPolicy': ['Merge', 'Strict'],
  'core.PodSpec.dnsPolicy': ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'],
  'core.PodSpec.preemptionPolicy': PREEMPTION,
  'core.PodSpec.restartPolicy': RESTART_POLICIES,
  'core.ResourceQuotaSpec.scopes': QUOTA_SCOPES,
  'core.ScopedResourceSelectorRequirement.operator': SELECTOR_OPERATORS,
  'core.ScopedResourceSelectorRequirement.scopeName': QUOTA_SCOPES,
  'core.SeccompProfile.type': ['Localhost', 'RuntimeDefault', 'Unconfined'],
  'core.SecurityContext.procMount': ['Default', 'Unmasked'],
  'core.ServicePort.protocol': PROTOCOLS,
  'core.ServiceSpec.externalTrafficPolicy': TRAFFIC_POLICIES,
  'core.ServiceSpec.internalTrafficPolicy': TRAFFIC_POLICIES,
  'core.ServiceSpec.ipFamilies': ['IPv4', 'IPv6'],
  'core.ServiceSpec.ipFamilyPolicy': ['PreferDualStack', 'RequireDualStack', 'SingleStack'],
  'core.ServiceSpec.sessionAffinity': ['ClientIP', 'None'],
  'core.ServiceSpec.trafficDistribution': ['PreferClose', 'PreferSameNode', 'PreferSameZone'],
  'core.ServiceSpec.type': ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'],
  'core.Taint.effect': TAINT_EFFECTS,
  'core.Toleration.effect': TAINT_EFFECTS,
  'core.Toleration.operator': ['Equal', 'Exists', 'Gt', 'Lt'],
  'core.TopologySpreadConstraint.nodeAffinityPolicy': HONOR_OR_IGNORE,
  'core.TopologySpreadConstraint.nodeTaintsPolicy': HONOR_OR_IGNORE,
  'core.TopologySpreadConstraint.whenUnsatisfiable': ['DoNotSchedule', 'ScheduleAnyway'],
  'core.VolumeMount.mountPropagation': ['Bidirectional', 'HostToContainer', 'None'],
  'core.VolumeMount.recursiveReadOnly': ['Disabled', 'Enabled', 'IfPossible'],
  'discovery.EndpointPort.protocol': PROTOCOLS,
  'discovery.EndpointSlice.addressType': ['FQDN', 'IPv4', 'IPv6'],
  'flowcontrol.FlowDistinguisherMethod.type': ['ByNamespace', 'ByUser'],
  'flowcontrol.LimitResponse.type': ['Queue', 'Reject'],
  'flowcontrol.PriorityLevelConfigurationSpec.type': ['Exempt', 'Limited'],
  'flowcontrol.Subject.kind': ['Group', 'ServiceAccount', 'User'],
  'meta.LabelSelectorRequirement.operator': SELECTOR_OPERATORS,
  'networking.HTTPIngressPath.pathType': ['Exact', 'ImplementationSpecific', 'Prefix'],
  'networking.IngressClassParametersReference.scope': ['Cluster', 'Namespace'],
  'networking.NetworkPolicyPort.protocol': PROTOCOLS,
  'networking.NetworkPolicySpec.policyTypes': ['Egress', 'Ingress'],
  'policy.PodDisruptionBudgetSpec.unhealthyPodEvictionPolicy': ['AlwaysAllow', 'IfHealthyBudget'],
  'rbac.RoleRef.kind': ['ClusterRole', 'Role'],
  'rbac.Subject.kind': ['Group', 'ServiceAccount', 'User'],
  'resource.ExactDeviceRequest.allocationMode': ['All', 'ExactCount'],
  'scheduling.PriorityClass.preemptionPolicy': PREEMPTION,
  'storage.CSIDriverSpec.fsGroupPolicy': ['File', 'None', 'ReadWriteOnceWithFSType'],
  'storage.CSIDriverSpec.volumeLifecycleModes': ['Ephemeral', 'Persistent'],
  'storage.StorageClass.reclaimPolicy': RETAIN_OR_DELETE,
  'storage.StorageClass.volumeBindingMode': ['Immediate', 'WaitForFirstConsumer'],
};

/**
 * The minor from which a list is enforced, where that is not from 1.28 on: until its feature gate is on by default, the
 * server drops the field before it looks at the value.
 */
export const ENFORCED_SINCE: Record<string, string> = {
  'core.Container.restartPolicy': '1.35',
  'core.ContainerResizePolicy.restartPolicy': '1.33',
  'core.ContainerRestartRule.action': '1.35',
  'core.ContainerRestartRuleOnExitCodes.operator': '1.35',
  'core.ImageVolumeSource.pullPolicy': '1.35',
  'core.PodSecurityContext.seLinuxChangePolicy': '1.33',
  'core.PodSecurityContext.supplementalGroupsPolicy': '1.33',
  'core.SecurityContext.procMount': '1.33',
};
