/**
 * Generated, not to be edited: the feature gates of Kubernetes, one a line, with what each is from a version on: `+` on by
 * default, `-` off, `!` behind it where it cannot be set otherwise, `x` where there is no such gate any more; before it `a` where it is
 * alpha, `b` where it is beta. What was so before the oldest minor known stands at that; a version with a patch is that of a default
 * that changed within a minor.
 */
export const GATES = `
APIListChunking 1.28b+ 1.29+ 1.33x
APIPriorityAndFairness 1.28b+ 1.29+ 1.31x
APIResponseCompression 1.28b+
APISelfSubjectReview 1.28+ 1.30x
APIServerIdentity 1.28b+
APIServerTracing 1.28b+ 1.34+! 1.37x
APIServerWebhookAuthenticationToken 1.37a-
APIServingWithRoutine 1.30a-
AdmissionWebhookMatchConditions 1.28b+ 1.30+ 1.33x
AggregatedDiscoveryEndpoint 1.28b+ 1.30+ 1.33x
AggregatedDiscoveryRemoveBetaType 1.28- 1.33+ 1.35+!
AllowDNSOnlyNodeCSR 1.28+ 1.31-
AllowInsecureKubeletCertificateSigningRequests 1.28+ 1.31-
AllowOverwriteTerminationGracePeriodSeconds 1.28+ 1.32- 1.35-!
AllowParsingUserUIDFromCertAuth 1.33b+
AllowServiceExternalIPs 1.28+
AllowServiceLBStatusOnNonLB 1.29- 1.35x
AllowUnsafeMalformedObjectDeletion 1.32a- 1.37b+
AnonymousAuthConfigurableEndpoints 1.31a- 1.32b+ 1.34+!
AnyVolumeDataSource 1.28b+ 1.33+!
AppArmor 1.28b+ 1.31+ 1.33x
AppArmorFields 1.30b+ 1.31+ 1.33x
AtomicWriteVolumeUserFields 1.37a-
AuthorizeNodeWithSelectors 1.31a- 1.32b+ 1.34+! 1.37x
AuthorizePodWebsocketUpgradeCreatePermission 1.35b+
AuthorizeWithSelectors 1.31a- 1.32b+ 1.34+! 1.37x
BtreeWatchCache 1.32b+ 1.33+!
CBORServingAndStorage 1.32a-
CPUCFSQuotaPeriod 1.28a- 1.36+
CPUManager 1.28+ 1.33x
CPUManagerPolicyAlphaOptions 1.28a-
CPUManagerPolicyBetaOptions 1.28b+
CPUManagerPolicyOptions 1.28b+ 1.33+!
CRDObservedGenerationTracking 1.35b- 1.36b+
CRDValidationRatcheting 1.28a- 1.30b+ 1.33+!
CRIListStreaming 1.36a-
CSIMigrationAzureFile 1.28+ 1.30x
CSIMigrationPortworx 1.28b- 1.31b+ 1.33+ 1.36x
CSIMigrationRBD 1.28- 1.31x
CSIMigrationvSphere 1.28+ 1.29x
CSINodeExpandSecret 1.28b+ 1.29+ 1.31x
CSIServiceAccountTokenSecrets 1.35b+ 1.36+!
CSIVolumeHealth 1.28a-
ChangeContainerStatusOnKubeletRestart 1.28+ 1.35-
ClearingNominatedNodeNameAfterBinding 1.34a- 1.35b+
CloudControllerManagerWatchBasedRoutesReconciliation 1.35a-
CloudControllerManagerWebhook 1.28a-
CloudDualStackNodeIPs 1.28a- 1.29b+ 1.30+ 1.32x
ClusterTrustBundle 1.28a- 1.33b- 1.37b+
ClusterTrustBundleProjection 1.29a- 1.33b- 1.37b+
ComponentFlagz 1.32a- 1.36b+
ComponentSLIs 1.28b+ 1.32+! 1.35x
ComponentStatusz 1.32a- 1.36b+
CompositePodGroup 1.37a-
ConcurrentWatchObjectDecode 1.31b- 1.37b+
ConsistentHTTPGetHandlers 1.28+ 1.31x
ConsistentListFromCache 1.28a- 1.31b+ 1.34+!
ConsistentListFromCacheSkipTimeoutFallback 1.37a-
ConstrainedImpersonation 1.35a- 1.36b+
ContainerCheckpoint 1.28a- 1.30b+
ContainerRestartRules 1.34a- 1.35b+
ContainerStopSignals 1.33a-
ContextualLogging 1.28a- 1.30b+
ControllerManagerReleaseLeaderElectionLockOnExit 1.36a-
CoordinatedLeaderElection 1.31a- 1.33b-
CronJobTimeZone 1.28+ 1.29x
CronJobsScheduledAnnotation 1.28b+ 1.32+ 1.36x
CrossNamespaceVolumeDataSource 1.28a-
CustomCPUCFSQuotaPeriod 1.28a- 1.36x
CustomResourceFieldSelectors 1.30a- 1.31b+ 1.32+!
CustomResourceValidationExpressions 1.28b+ 1.29+ 1.31x
DRAAdminAccess 1.32a- 1.34b+ 1.36+!
DRAConsumableCapacity 1.34a- 1.36b+
DRAControlPlaneController 1.28a- 1.32x
DRADerivedAttributes 1.37a-
DRADeviceBindingConditions 1.34a- 1.36b+
DRADeviceCompatibilityGroups 1.37a-
DRADeviceTaintRules 1.35a- 1.36b- 1.37b+
DRADeviceTaints 1.33a- 1.36b+
DRAExtendedResource 1.34a- 1.36b+ 1.37+!
DRAFractionalCapacityRange 1.37b+
DRAListTypeAttributes 1.36a-
DRANodeAllocatableResources 1.36a-
DRAOptionalNodeOperations 1.37a-
DRAPartitionableDevices 1.33a- 1.36b+
DRAPartitionableDevicesType 1.37a-
DRAPrioritizedList 1.33a- 1.34b+ 1.36+ 1.37+!
DRAResourceClaimDeviceStatus 1.32a- 1.33b+ 1.37+!
DRAResourceClaimGranularStatusAuthorization 1.36b+
DRAResourcePoolStatus 1.36a-
DRASchedulerFilterTimeout 1.34b+
DRAWorkloadResourceClaims 1.36a-
DeclarativeValidation 1.33b+ 1.36+!
DeclarativeValidationBeta 1.36b+
DeclarativeValidationTakeover 1.33b- 1.36- 1.37-!
DefaultHostNetworkHostPortsInPodTemplates 1.28- 1.31x
DefaultPodSysctls 1.37a-
DeploymentReplicaSetTerminatingReplicas 1.33a- 1.35b+
DetectCacheInconsistency 1.34b+
DevicePluginCDIDevices 1.28a- 1.29b+ 1.31+ 1.34x
DisableAllocatorDualWrite 1.31a- 1.33b- 1.34+ 1.35+!
DisableCPUQuotaWithExclusiveCPUs 1.33b+ 1.36+ 1.37+!
DisableCloudProviders 1.28a- 1.29b+ 1.31+ 1.33x
DisableKubeletCloudCredentialProviders 1.28a- 1.29b+ 1.31+ 1.33x
DisableNodeKubeProxyVersion 1.29a- 1.31- 1.33+ 1.36+!
DownwardAPIHugePages 1.28+ 1.29x
DynamicResourceAllocation 1.28a- 1.32b- 1.34+ 1.35+!
EfficientWatchResumption 1.28+ 1.33x
ElasticIndexedJob 1.28b+ 1.31+ 1.36x
EmptyDirVolumeMode 1.37a-
EnvFiles 1.34a- 1.35b+
EtcdRangeStream 1.37b+
EventedPLEG 1.28a-
EvictionRequestAPI 1.37a-
ExcludeAdmissionWebhookVirtualResources 1.37b+
ExecProbeTimeout 1.28+ 1.35+!
ExpandedDNSConfig 1.28+ 1.30x
ExperimentalHostUserNamespaceDefaulting 1.28- 1.30x
ExtendWebSocketsToKubelet 1.36b+
ExternalServiceAccountTokenSigner 1.32a- 1.34b+ 1.36+!
GRPCContainerProbe 1.28+ 1.29x
GRPCContainerProbeTLS 1.37a-
GangScheduling 1.35a- 1.37x
GenericWorkload 1.35a-
GitRepoVolumeDriver 1.28+ 1.33- 1.36-!
GracefulNodeShutdown 1.28b+
GracefulNodeShutdownBasedOnPodPriority 1.28b+
H2CContainerProbe 1.37a-
HPAConfigurableTolerance 1.33a- 1.35b+ 1.37+!
HPAContainerMetrics 1.28b+ 1.30+ 1.32x
HPAGeneration 1.37b+
HPAOptimizedSelectorStore 1.37b+
HPAScaleToZero 1.28a- 1.37b+
HonorPVReclaimPolicy 1.28a- 1.31b+ 1.33+! 1.36x
HostnameOverride 1.34a- 1.35b+ 1.37+!
HugepageAwareEviction 1.37b+
IPTablesOwnershipCleanup 1.28+ 1.30x
ImageMaximumGCAge 1.29a- 1.30b+ 1.35+!
ImageVolume 1.31a- 1.33b- 1.35b+ 1.36+!
ImageVolumeWithDigest 1.35a-
InOrderInformers 1.33a+ 1.34b+ 1.36x
InPlacePodLevelResourcesVerticalScaling 1.35a- 1.36b+
InPlacePodVerticalScaling 1.28a- 1.33b+ 1.35+!
InPlacePodVerticalScalingAllocatedStatus 1.32a- 1.33- 1.36x
InPlacePodVerticalScalingExclusiveCPUs 1.32a-
InPlacePodVerticalScalingExclusiveMemory 1.34a-
InPlacePodVerticalScalingInitContainers 1.36b+ 1.37+!
InPlacePodVerticalScalingMemoryBackedVolumes 1.37a-
InPlacePodVerticalScalingSchedulerPreemption 1.37a-
InTreePluginAWSUnregister 1.28a- 1.31x
InTreePluginAzureDiskUnregister 1.28a- 1.31x
InTreePluginAzureFileUnregister 1.28a- 1.31x
InTreePluginGCEUnregister 1.28a- 1.31x
InTreePluginOpenStackUnregister 1.28a- 1.31x
InTreePluginPortworxUnregister 1.28a- 1.36x
InTreePluginRBDUnregister 1.28- 1.31x
InTreePluginvSphereUnregister 1.28a- 1.31x
InformerResourceVersion 1.30a- 1.35+ 1.36x
InterPodAffinityHostnameFastPath 1.37a-
JobBackoffLimitPerIndex 1.28a- 1.29b+ 1.33+!
JobManagedBy 1.30a- 1.32b+ 1.35+!
JobMutableNodeSchedulingDirectives 1.28+ 1.29x
JobPodFailurePolicy 1.28b+ 1.31+ 1.33x
JobPodReplacementPolicy 1.28a- 1.29b+ 1.34+! 1.37x
JobReadyPods 1.28b+ 1.29+ 1.31x
JobSuccessPolicy 1.30a- 1.31b+ 1.33+!
JobTrackingWithFinalizers 1.28+ 1.29x
KMSv1 1.28+ 1.29-
KMSv2 1.28b+ 1.29+ 1.32x
KMSv2KDF 1.28b- 1.29+ 1.32x
KubeProxyDrainingTerminatingNodes 1.28a- 1.30a+ 1.31+ 1.33x
KubeProxyIPVS 1.37b+
KubeProxyNFTablesLocalhostNodePorts 1.37a-
KubeletAllocatedPodsEndpoint 1.37a-
KubeletCgroupDriverFromCRI 1.28a- 1.31b+ 1.34+!
KubeletCrashLoopBackOffMax 1.32a- 1.35b+
KubeletCredentialProviders 1.28+ 1.29x
KubeletEnsureSecretPulledImages 1.33a- 1.35b+
KubeletFineGrainedAuthz 1.32a- 1.33b+ 1.36+!
KubeletInUserNamespace 1.28a- 1.37b+
KubeletPSI 1.33a- 1.34b+ 1.36+!
KubeletPodResources 1.28+ 1.30x
KubeletPodResourcesDynamicResources 1.28a- 1.34b+ 1.36+!
KubeletPodResourcesGet 1.28a- 1.34b+ 1.36+!
KubeletPodResourcesGetAllocatable 1.28+ 1.30x
KubeletPodResourcesListUseActivePods 1.28- 1.34+
KubeletRegistrationGetOnExistsOnly 1.28+ 1.32-
KubeletSeparateDiskGC 1.29a- 1.31b+
KubeletServiceAccountTokenForCredentialProviders 1.33a- 1.34b+
KubeletTracing 1.28b+ 1.34+! 1.37x
LegacyServiceAccountTokenCleanUp 1.28a- 1.29b+ 1.30+ 1.32x
LegacyServiceAccountTokenNoAutoGeneration 1.28+ 1.29x
LegacyServiceAccountTokenTracking 1.28+ 1.30x
ListFromCacheSnapshot 1.33a- 1.34b+
LoadBalancerIPMode 1.29a- 1.30a+ 1.31b+ 1.32+ 1.35x
LocalStorageCapacityIsolationFSQuotaMonitoring 1.28a- 1.31b-
LogarithmicScaleDown 1.28b+ 1.31+!
LoggingAlphaOptions 1.28a-
LoggingBetaOptions 1.28b+
ManifestBasedAdmissionControlConfig 1.36a- 1.37b+
MatchLabelKeysInPodAffinity 1.29a- 1.31b+ 1.33+!
MatchLabelKeysInPodTopologySpread 1.28b+
MatchLabelKeysInPodTopologySpreadSelectorMerge 1.34b+
MaxUnavailableStatefulSet 1.28a- 1.35b+ 1.35.4b- 1.37b+
MemoryManager 1.28b+ 1.32+ 1.36x
MemoryQoS 1.28a- 1.37b+
MinDomainsInPodTopologySpread 1.28b+ 1.30+ 1.32x
MinimizeIPTablesRestore 1.28+ 1.30x
MultiCIDRRangeAllocator 1.28a- 1.29x
MultiCIDRServiceAllocator 1.28a- 1.31b- 1.33+ 1.34+! 1.37x
MutableCSINodeAllocatableCount 1.33a- 1.34b- 1.35b+ 1.36+!
MutablePVNodeAffinity 1.35a-
MutablePodResourcesForSuspendedJobs 1.35a- 1.36b+
MutableSchedulingDirectivesForSuspendedJobs 1.35a- 1.36b+
MutatingAdmissionPolicy 1.32a- 1.34b- 1.36+
NFTablesNetlink 1.37b+
NFTablesProxyMode 1.29a- 1.31b+ 1.33+!
NativeHistograms 1.36a- 1.37b+
NewVolumeManagerReconstruction 1.28b+ 1.30+ 1.32x
NodeControllerLeaseCircuitBreaker 1.37b+
NodeDeclaredFeatures 1.35a- 1.36b+ 1.37+!
NodeInclusionPolicyInPodTopologySpread 1.28b+ 1.33+!
NodeLifecycleConditions 1.37a-
NodeLogQuery 1.28a+ 1.30b+ 1.36+!
NodeOutOfServiceVolumeDetach 1.28+ 1.32x
NodeSwap 1.28b- 1.30b+ 1.34+!
NominatedNodeNameForExpectation 1.34a- 1.35b+
OpenAPIEnums 1.28b+
OpenAPIV3 1.28+ 1.29x
OpportunisticBatching 1.35b+
OrderedNamespaceDeletion 1.30b- 1.33b+ 1.34+! 1.37x
PDBUnhealthyPodEvictionPolicy 1.28b+ 1.31+ 1.33x
PLEGOnDemandRelist 1.36b+ 1.37+!
PersistentVolumeClaimUnusedSinceTime 1.36a- 1.37b+
PersistentVolumeLastPhaseTransitionTime 1.28a- 1.29b+ 1.31+ 1.33x
PodAndContainerStatsFromCRI 1.28a-
PodCertificateRequest 1.34a- 1.35b- 1.37b+
PodDeletionCost 1.28b+
PodDisruptionConditions 1.28b+ 1.31+ 1.34x
PodGroupPreemptionPolicy 1.37a-
PodHostIPs 1.28a- 1.29b+ 1.31+ 1.32x
PodIndexLabel 1.28b+ 1.32+ 1.36x
PodLevelResourceManagers 1.36a-
PodLevelResources 1.32a- 1.34b+
PodLevelResourcesFixDefaulting 1.37b+
PodLevelResourcesFixKubeletQOSClass 1.37b+
PodLifecycleSleepAction 1.29a- 1.30b+ 1.34+! 1.37x
PodLifecycleSleepActionAllowZero 1.32a- 1.33b+ 1.34+! 1.37x
PodLogsQuerySplitStreams 1.32a-
PodObservedGenerationTracking 1.33a- 1.34b+ 1.35+!
PodReadyToStartContainersCondition 1.28a- 1.29b+ 1.37+!
PodSchedulingReadiness 1.28b+ 1.30+!
PodTopologyLabelsAdmission 1.33a- 1.35b+
PodsAPI 1.36a- 1.37b+
PortForwardWebsockets 1.30a- 1.31b+
PreferSameTrafficDistribution 1.33a- 1.34b+ 1.35+!
PreventStaticPodAPIReferences 1.34b+
ProbeTerminationGracePeriod 1.28+ 1.29x
ProcMountType 1.28a- 1.31b- 1.33b+ 1.36+!
ProxyTerminatingEndpoints 1.28+ 1.30x
QOSReserved 1.28a-
ReadWriteOncePod 1.28b+ 1.29+ 1.31x
RecoverVolumeExpansionFailure 1.28a- 1.32b+ 1.34+!
RecursiveReadOnlyMounts 1.30a- 1.31b+ 1.33+!
ReduceDefaultCrashLoopBackOffDecay 1.33a-
RelaxedDNSSearchValidation 1.32a- 1.33b+ 1.34+! 1.37x
RelaxedEnvironmentVariableValidation 1.30a- 1.32b+ 1.34+!
RelaxedServiceNameValidation 1.34a- 1.36b+ 1.37+!
ReloadKubeletClientCAFile 1.36b+
ReloadKubeletServerCertificateFile 1.31b+
RemainingItemCount 1.28b+ 1.29+ 1.33x
RemoteRequestHeaderUID 1.32a- 1.33b+
RemoveSelfLink 1.28+ 1.30x
ResilientWatchCacheInitialization 1.31b+ 1.34+!
ResourceHealthStatus 1.31a- 1.36b+
ResourceHealthStatusMessage 1.36b+
RestartAllContainersOnContainerExits 1.35a- 1.36b+
RetroactiveDefaultStorageClass 1.28+ 1.29x
RetryGenerateName 1.30a- 1.31b+ 1.32+!
RotateKubeletServerCertificate 1.28b+
RuntimeClassInImageCriAPI 1.29a- 1.37x
RuntimeClassInImageCriApi 1.29a- 1.36x 1.37a-
SELinuxChangePolicy 1.32a- 1.33b+ 1.36+!
SELinuxMount 1.30a- 1.33b- 1.37b+
SELinuxMountReadWriteOncePod 1.28b+ 1.36+!
SchedulerAsyncAPICalls 1.34b-
SchedulerAsyncPreemption 1.32a- 1.33b+
SchedulerPopFromBackoffQ 1.33b+
SchedulerPreQueueingHints 1.37a-
SchedulerQueueingHints 1.28b- 1.32b+ 1.34+!
SeccompDefault 1.28+ 1.29x
SecurityContextDeny 1.28a- 1.30x
SeparateCacheWatchRPC 1.28b+ 1.33- 1.36-!
SeparateTaintEvictionController 1.29b+ 1.34+! 1.37x
ServerSideApply 1.28+ 1.32x
ServerSideFieldValidation 1.28+ 1.32x
ServiceAccountNodeAudienceRestriction 1.32b- 1.33b+
ServiceAccountTokenJTI 1.29a- 1.30b+ 1.32+!
ServiceAccountTokenNodeBinding 1.29a- 1.31b+ 1.33+!
ServiceAccountTokenNodeBindingValidation 1.29a- 1.30b+ 1.32+!
ServiceAccountTokenPodNodeInfo 1.29a- 1.30b+ 1.32+!
ServiceCIDRStatusFieldWiping 1.28- 1.36+
ServiceNodePortStaticSubrange 1.28b+ 1.29+ 1.31x
ServiceTrafficDistribution 1.30a- 1.31b+ 1.33+! 1.36x
ShardedListAndWatch 1.36a-
SidecarContainers 1.28a- 1.29b+ 1.33+!
SizeBasedListCostEstimate 1.34b+
SizeMemoryBackedVolumes 1.28b+ 1.32+! 1.35x
SkipReadOnlyValidationGCE 1.28a- 1.29+ 1.31x
StableLoadBalancerNodeSet 1.28b+ 1.30+ 1.32x
StaleControllerConsistencyDaemonSet 1.36b+
StaleControllerConsistencyHPA 1.37b+
StaleControllerConsistencyJob 1.36b+
StaleControllerConsistencyReplicaSet 1.36b+
StaleControllerConsistencyStatefulSet 1.36b+
StatefulSetAutoDeletePVC 1.28b+ 1.32+ 1.36x
StatefulSetRecreateStrategy 1.37a-
StatefulSetSemanticRevisionComparison 1.28b+
StatefulSetStartOrdinal 1.28b+ 1.31+ 1.36x
StorageCapacityScoring 1.33a- 1.37b+
StorageNamespaceIndex 1.30b+ 1.33+
StorageVersionAPI 1.28a-
StorageVersionHash 1.28b+
StorageVersionMigrator 1.30a- 1.35b- 1.37b+
StreamingCollectionEncodingToJSON 1.33b+ 1.34+!
StreamingCollectionEncodingToProtobuf 1.33b+ 1.34+!
StrictCostEnforcementForVAP 1.30b- 1.32+ 1.36x
StrictCostEnforcementForWebhooks 1.31b- 1.32+ 1.36x
StrictIPCIDRValidation 1.33a- 1.36b+
StructuredAuthenticationConfiguration 1.29a- 1.30b+ 1.34+! 1.37x
StructuredAuthenticationConfigurationEgressSelector 1.34b+
StructuredAuthenticationConfigurationJWKSMetrics 1.35b+
StructuredAuthorizationConfiguration 1.29a- 1.30b+ 1.32+ 1.36x
SupplementalGroupsPolicy 1.31a- 1.33b+ 1.35+!
SystemdWatchdog 1.32b+ 1.35+!
TaintTolerationComparisonOperators 1.35a-
TokenRequestServiceAccountUIDValidation 1.34b+
TopologyAwareCompositePodGroupOptimization 1.37a-
TopologyAwareHints 1.28b+ 1.33+! 1.36x
TopologyAwareWorkloadScheduling 1.36a-
TopologyManager 1.28+ 1.29x
TopologyManagerPolicyAlphaOptions 1.28a-
TopologyManagerPolicyBetaOptions 1.28b+
TopologyManagerPolicyOptions 1.28b+ 1.32+!
TranslateStreamCloseWebsocketRequests 1.29a- 1.30b+
UnauthenticatedHTTP2DOSMitigation 1.28b- 1.29b+
UnknownVersionInteroperabilityProxy 1.28a- 1.36b+
UserNamespacesHostNetworkSupport 1.35a-
UserNamespacesPodSecurityStandards 1.29a- 1.35x
UserNamespacesSupport 1.28a- 1.30b- 1.33b+ 1.36+!
ValidatingAdmissionPolicy 1.28b- 1.30+ 1.32x
VolumeAttributesClass 1.29a- 1.31b- 1.34+ 1.36+!
VolumeBindMountOptions 1.37a-
VolumeCapacityPriority 1.28a- 1.33x
VolumeLimitScaling 1.35a- 1.37b+
WatchBookmark 1.28+ 1.33x
WatchCacheInitializationPostStartHook 1.31b- 1.36b+ 1.37+!
WatchFromStorageWithoutResourceVersion 1.30b- 1.33- 1.36x
WatchList 1.28a- 1.32b+ 1.33b- 1.34b+
WatchListClient 1.30b- 1.35b+ 1.36x
WatchListCompression 1.37b+
WebhookRoundTripLoadBalancing 1.37b+
WinDSR 1.28a- 1.33b+ 1.34+!
WinOverlay 1.28b+ 1.34+!
WindowsCPUAndMemoryAffinity 1.32a-
WindowsGracefulNodeShutdown 1.32a- 1.34b+
WindowsHostNetwork 1.28a- 1.33-
WorkloadAwarePreemption 1.36a- 1.37x
WorkloadWithJob 1.36a-
ZeroLimitedNominalConcurrencyShares 1.29b- 1.30+ 1.32x
`;
