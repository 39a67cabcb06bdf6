/**
 * Generated, not to be edited: the feature gates of Kubernetes, one a line, with what each is from a version on: `+` on by
 * default, `-` off, `!` behind it where it cannot be set otherwise, `x` where there is no such gate any more. What was so
 * before the oldest minor known stands at that; a version with a patch is that of a default that changed within a minor.
 */
export const GATES = `
APIListChunking 1.28+ 1.33x
APIPriorityAndFairness 1.28+ 1.31x
APIResponseCompression 1.28+
APISelfSubjectReview 1.28+ 1.30x
APIServerIdentity 1.28+
APIServerTracing 1.28+ 1.34+! 1.37x
APIServerWebhookAuthenticationToken 1.37-
APIServingWithRoutine 1.30-
AdmissionWebhookMatchConditions 1.28+ 1.33x
AggregatedDiscoveryEndpoint 1.28+ 1.33x
AggregatedDiscoveryRemoveBetaType 1.28- 1.33+ 1.35+!
AllowDNSOnlyNodeCSR 1.28+ 1.31-
AllowInsecureKubeletCertificateSigningRequests 1.28+ 1.31-
AllowOverwriteTerminationGracePeriodSeconds 1.28+ 1.32- 1.35-!
AllowParsingUserUIDFromCertAuth 1.33+
AllowServiceExternalIPs 1.28+
AllowServiceLBStatusOnNonLB 1.29- 1.35x
AllowUnsafeMalformedObjectDeletion 1.32- 1.37+
AnonymousAuthConfigurableEndpoints 1.31- 1.32+ 1.34+!
AnyVolumeDataSource 1.28+ 1.33+!
AppArmor 1.28+ 1.33x
AppArmorFields 1.30+ 1.33x
AtomicWriteVolumeUserFields 1.37-
AuthorizeNodeWithSelectors 1.31- 1.32+ 1.34+! 1.37x
AuthorizePodWebsocketUpgradeCreatePermission 1.35+
AuthorizeWithSelectors 1.31- 1.32+ 1.34+! 1.37x
BtreeWatchCache 1.32+ 1.33+!
CBORServingAndStorage 1.32-
CPUCFSQuotaPeriod 1.28- 1.36+
CPUManager 1.28+ 1.33x
CPUManagerPolicyAlphaOptions 1.28-
CPUManagerPolicyBetaOptions 1.28+
CPUManagerPolicyOptions 1.28+ 1.33+!
CRDObservedGenerationTracking 1.35- 1.36+
CRDValidationRatcheting 1.28- 1.30+ 1.33+!
CRIListStreaming 1.36-
CSIMigrationAzureFile 1.28+ 1.30x
CSIMigrationPortworx 1.28- 1.31+ 1.36x
CSIMigrationRBD 1.28- 1.31x
CSIMigrationvSphere 1.28+ 1.29x
CSINodeExpandSecret 1.28+ 1.31x
CSIServiceAccountTokenSecrets 1.35+ 1.36+!
CSIVolumeHealth 1.28-
ChangeContainerStatusOnKubeletRestart 1.28+ 1.35-
ClearingNominatedNodeNameAfterBinding 1.34- 1.35+
CloudControllerManagerWatchBasedRoutesReconciliation 1.35-
CloudControllerManagerWebhook 1.28-
CloudDualStackNodeIPs 1.28- 1.29+ 1.32x
ClusterTrustBundle 1.28- 1.37+
ClusterTrustBundleProjection 1.29- 1.37+
ComponentFlagz 1.32- 1.36+
ComponentSLIs 1.28+ 1.32+! 1.35x
ComponentStatusz 1.32- 1.36+
CompositePodGroup 1.37-
ConcurrentWatchObjectDecode 1.31- 1.37+
ConsistentHTTPGetHandlers 1.28+ 1.31x
ConsistentListFromCache 1.28- 1.31+ 1.34+!
ConsistentListFromCacheSkipTimeoutFallback 1.37-
ConstrainedImpersonation 1.35- 1.36+
ContainerCheckpoint 1.28- 1.30+
ContainerRestartRules 1.34- 1.35+
ContainerStopSignals 1.33-
ContextualLogging 1.28- 1.30+
ControllerManagerReleaseLeaderElectionLockOnExit 1.36-
CoordinatedLeaderElection 1.31-
CronJobTimeZone 1.28+ 1.29x
CronJobsScheduledAnnotation 1.28+ 1.36x
CrossNamespaceVolumeDataSource 1.28-
CustomCPUCFSQuotaPeriod 1.28- 1.36x
CustomResourceFieldSelectors 1.30- 1.31+ 1.32+!
CustomResourceValidationExpressions 1.28+ 1.31x
DRAAdminAccess 1.32- 1.34+ 1.36+!
DRAConsumableCapacity 1.34- 1.36+
DRAControlPlaneController 1.28- 1.32x
DRADerivedAttributes 1.37-
DRADeviceBindingConditions 1.34- 1.36+
DRADeviceCompatibilityGroups 1.37-
DRADeviceTaintRules 1.35- 1.37+
DRADeviceTaints 1.33- 1.36+
DRAExtendedResource 1.34- 1.36+ 1.37+!
DRAFractionalCapacityRange 1.37+
DRAListTypeAttributes 1.36-
DRANodeAllocatableResources 1.36-
DRAOptionalNodeOperations 1.37-
DRAPartitionableDevices 1.33- 1.36+
DRAPartitionableDevicesType 1.37-
DRAPrioritizedList 1.33- 1.34+ 1.37+!
DRAResourceClaimDeviceStatus 1.32- 1.33+ 1.37+!
DRAResourceClaimGranularStatusAuthorization 1.36+
DRAResourcePoolStatus 1.36-
DRASchedulerFilterTimeout 1.34+
DRAWorkloadResourceClaims 1.36-
DeclarativeValidation 1.33+ 1.36+!
DeclarativeValidationBeta 1.36+
DeclarativeValidationTakeover 1.33- 1.37-!
DefaultHostNetworkHostPortsInPodTemplates 1.28- 1.31x
DefaultPodSysctls 1.37-
DeploymentReplicaSetTerminatingReplicas 1.33- 1.35+
DetectCacheInconsistency 1.34+
DevicePluginCDIDevices 1.28- 1.29+ 1.34x
DisableAllocatorDualWrite 1.31- 1.34+ 1.35+!
DisableCPUQuotaWithExclusiveCPUs 1.33+ 1.37+!
DisableCloudProviders 1.28- 1.29+ 1.33x
DisableKubeletCloudCredentialProviders 1.28- 1.29+ 1.33x
DisableNodeKubeProxyVersion 1.29- 1.33+ 1.36+!
DownwardAPIHugePages 1.28+ 1.29x
DynamicResourceAllocation 1.28- 1.34+ 1.35+!
EfficientWatchResumption 1.28+ 1.33x
ElasticIndexedJob 1.28+ 1.36x
EmptyDirVolumeMode 1.37-
EnvFiles 1.34- 1.35+
EtcdRangeStream 1.37+
EventedPLEG 1.28-
EvictionRequestAPI 1.37-
ExcludeAdmissionWebhookVirtualResources 1.37+
ExecProbeTimeout 1.28+ 1.35+!
ExpandedDNSConfig 1.28+ 1.30x
ExperimentalHostUserNamespaceDefaulting 1.28- 1.30x
ExtendWebSocketsToKubelet 1.36+
ExternalServiceAccountTokenSigner 1.32- 1.34+ 1.36+!
GRPCContainerProbe 1.28+ 1.29x
GRPCContainerProbeTLS 1.37-
GangScheduling 1.35- 1.37x
GenericWorkload 1.35-
GitRepoVolumeDriver 1.28+ 1.33- 1.36-!
GracefulNodeShutdown 1.28+
GracefulNodeShutdownBasedOnPodPriority 1.28+
H2CContainerProbe 1.37-
HPAConfigurableTolerance 1.33- 1.35+ 1.37+!
HPAContainerMetrics 1.28+ 1.32x
HPAGeneration 1.37+
HPAOptimizedSelectorStore 1.37+
HPAScaleToZero 1.28- 1.37+
HonorPVReclaimPolicy 1.28- 1.31+ 1.33+! 1.36x
HostnameOverride 1.34- 1.35+ 1.37+!
HugepageAwareEviction 1.37+
IPTablesOwnershipCleanup 1.28+ 1.30x
ImageMaximumGCAge 1.29- 1.30+ 1.35+!
ImageVolume 1.31- 1.35+ 1.36+!
ImageVolumeWithDigest 1.35-
InOrderInformers 1.33+ 1.36x
InPlacePodLevelResourcesVerticalScaling 1.35- 1.36+
InPlacePodVerticalScaling 1.28- 1.33+ 1.35+!
InPlacePodVerticalScalingAllocatedStatus 1.32- 1.36x
InPlacePodVerticalScalingExclusiveCPUs 1.32-
InPlacePodVerticalScalingExclusiveMemory 1.34-
InPlacePodVerticalScalingInitContainers 1.36+ 1.37+!
InPlacePodVerticalScalingMemoryBackedVolumes 1.37-
InPlacePodVerticalScalingSchedulerPreemption 1.37-
InTreePluginAWSUnregister 1.28- 1.31x
InTreePluginAzureDiskUnregister 1.28- 1.31x
InTreePluginAzureFileUnregister 1.28- 1.31x
InTreePluginGCEUnregister 1.28- 1.31x
InTreePluginOpenStackUnregister 1.28- 1.31x
InTreePluginPortworxUnregister 1.28- 1.36x
InTreePluginRBDUnregister 1.28- 1.31x
InTreePluginvSphereUnregister 1.28- 1.31x
InformerResourceVersion 1.30- 1.35+ 1.36x
InterPodAffinityHostnameFastPath 1.37-
JobBackoffLimitPerIndex 1.28- 1.29+ 1.33+!
JobManagedBy 1.30- 1.32+ 1.35+!
JobMutableNodeSchedulingDirectives 1.28+ 1.29x
JobPodFailurePolicy 1.28+ 1.33x
JobPodReplacementPolicy 1.28- 1.29+ 1.34+! 1.37x
JobReadyPods 1.28+ 1.31x
JobSuccessPolicy 1.30- 1.31+ 1.33+!
JobTrackingWithFinalizers 1.28+ 1.29x
KMSv1 1.28+ 1.29-
KMSv2 1.28+ 1.32x
KMSv2KDF 1.28- 1.29+ 1.32x
KubeProxyDrainingTerminatingNodes 1.28- 1.30+ 1.33x
KubeProxyIPVS 1.37+
KubeProxyNFTablesLocalhostNodePorts 1.37-
KubeletAllocatedPodsEndpoint 1.37-
KubeletCgroupDriverFromCRI 1.28- 1.31+ 1.34+!
KubeletCrashLoopBackOffMax 1.32- 1.35+
KubeletCredentialProviders 1.28+ 1.29x
KubeletEnsureSecretPulledImages 1.33- 1.35+
KubeletFineGrainedAuthz 1.32- 1.33+ 1.36+!
KubeletInUserNamespace 1.28- 1.37+
KubeletPSI 1.33- 1.34+ 1.36+!
KubeletPodResources 1.28+ 1.30x
KubeletPodResourcesDynamicResources 1.28- 1.34+ 1.36+!
KubeletPodResourcesGet 1.28- 1.34+ 1.36+!
KubeletPodResourcesGetAllocatable 1.28+ 1.30x
KubeletPodResourcesListUseActivePods 1.28- 1.34+
KubeletRegistrationGetOnExistsOnly 1.28+ 1.32-
KubeletSeparateDiskGC 1.29- 1.31+
KubeletServiceAccountTokenForCredentialProviders 1.33- 1.34+
KubeletTracing 1.28+ 1.34+! 1.37x
LegacyServiceAccountTokenCleanUp 1.28- 1.29+ 1.32x
LegacyServiceAccountTokenNoAutoGeneration 1.28+ 1.29x
LegacyServiceAccountTokenTracking 1.28+ 1.30x
ListFromCacheSnapshot 1.33- 1.34+
LoadBalancerIPMode 1.29- 1.30+ 1.35x
LocalStorageCapacityIsolationFSQuotaMonitoring 1.28-
LogarithmicScaleDown 1.28+ 1.31+!
LoggingAlphaOptions 1.28-
LoggingBetaOptions 1.28+
ManifestBasedAdmissionControlConfig 1.36- 1.37+
MatchLabelKeysInPodAffinity 1.29- 1.31+ 1.33+!
MatchLabelKeysInPodTopologySpread 1.28+
MatchLabelKeysInPodTopologySpreadSelectorMerge 1.34+
MaxUnavailableStatefulSet 1.28- 1.35+ 1.35.4- 1.37+
MemoryManager 1.28+ 1.36x
MemoryQoS 1.28- 1.37+
MinDomainsInPodTopologySpread 1.28+ 1.32x
MinimizeIPTablesRestore 1.28+ 1.30x
MultiCIDRRangeAllocator 1.28- 1.29x
MultiCIDRServiceAllocator 1.28- 1.33+ 1.34+! 1.37x
MutableCSINodeAllocatableCount 1.33- 1.35+ 1.36+!
MutablePVNodeAffinity 1.35-
MutablePodResourcesForSuspendedJobs 1.35- 1.36+
MutableSchedulingDirectivesForSuspendedJobs 1.35- 1.36+
MutatingAdmissionPolicy 1.32- 1.36+
NFTablesNetlink 1.37+
NFTablesProxyMode 1.29- 1.31+ 1.33+!
NativeHistograms 1.36- 1.37+
NewVolumeManagerReconstruction 1.28+ 1.32x
NodeControllerLeaseCircuitBreaker 1.37+
NodeDeclaredFeatures 1.35- 1.36+ 1.37+!
NodeInclusionPolicyInPodTopologySpread 1.28+ 1.33+!
NodeLifecycleConditions 1.37-
NodeLogQuery 1.28+ 1.36+!
NodeOutOfServiceVolumeDetach 1.28+ 1.32x
NodeSwap 1.28- 1.30+ 1.34+!
NominatedNodeNameForExpectation 1.34- 1.35+
OpenAPIEnums 1.28+
OpenAPIV3 1.28+ 1.29x
OpportunisticBatching 1.35+
OrderedNamespaceDeletion 1.30- 1.33+ 1.34+! 1.37x
PDBUnhealthyPodEvictionPolicy 1.28+ 1.33x
PLEGOnDemandRelist 1.36+ 1.37+!
PersistentVolumeClaimUnusedSinceTime 1.36- 1.37+
PersistentVolumeLastPhaseTransitionTime 1.28- 1.29+ 1.33x
PodAndContainerStatsFromCRI 1.28-
PodCertificateRequest 1.34- 1.37+
PodDeletionCost 1.28+
PodDisruptionConditions 1.28+ 1.34x
PodGroupPreemptionPolicy 1.37-
PodHostIPs 1.28- 1.29+ 1.32x
PodIndexLabel 1.28+ 1.36x
PodLevelResourceManagers 1.36-
PodLevelResources 1.32- 1.34+
PodLevelResourcesFixDefaulting 1.37+
PodLevelResourcesFixKubeletQOSClass 1.37+
PodLifecycleSleepAction 1.29- 1.30+ 1.34+! 1.37x
PodLifecycleSleepActionAllowZero 1.32- 1.33+ 1.34+! 1.37x
PodLogsQuerySplitStreams 1.32-
PodObservedGenerationTracking 1.33- 1.34+ 1.35+!
PodReadyToStartContainersCondition 1.28- 1.29+ 1.37+!
PodSchedulingReadiness 1.28+ 1.30+!
PodTopologyLabelsAdmission 1.33- 1.35+
PodsAPI 1.36- 1.37+
PortForwardWebsockets 1.30- 1.31+
PreferSameTrafficDistribution 1.33- 1.34+ 1.35+!
PreventStaticPodAPIReferences 1.34+
ProbeTerminationGracePeriod 1.28+ 1.29x
ProcMountType 1.28- 1.33+ 1.36+!
ProxyTerminatingEndpoints 1.28+ 1.30x
QOSReserved 1.28-
ReadWriteOncePod 1.28+ 1.31x
RecoverVolumeExpansionFailure 1.28- 1.32+ 1.34+!
RecursiveReadOnlyMounts 1.30- 1.31+ 1.33+!
ReduceDefaultCrashLoopBackOffDecay 1.33-
RelaxedDNSSearchValidation 1.32- 1.33+ 1.34+! 1.37x
RelaxedEnvironmentVariableValidation 1.30- 1.32+ 1.34+!
RelaxedServiceNameValidation 1.34- 1.36+ 1.37+!
ReloadKubeletClientCAFile 1.36+
ReloadKubeletServerCertificateFile 1.31+
RemainingItemCount 1.28+ 1.33x
RemoteRequestHeaderUID 1.32- 1.33+
RemoveSelfLink 1.28+ 1.30x
ResilientWatchCacheInitialization 1.31+ 1.34+!
ResourceHealthStatus 1.31- 1.36+
ResourceHealthStatusMessage 1.36+
RestartAllContainersOnContainerExits 1.35- 1.36+
RetroactiveDefaultStorageClass 1.28+ 1.29x
RetryGenerateName 1.30- 1.31+ 1.32+!
RotateKubeletServerCertificate 1.28+
RuntimeClassInImageCriAPI 1.29- 1.37x
RuntimeClassInImageCriApi 1.29- 1.36x 1.37-
SELinuxChangePolicy 1.32- 1.33+ 1.36+!
SELinuxMount 1.30- 1.37+
SELinuxMountReadWriteOncePod 1.28+ 1.36+!
SchedulerAsyncAPICalls 1.34-
SchedulerAsyncPreemption 1.32- 1.33+
SchedulerPopFromBackoffQ 1.33+
SchedulerPreQueueingHints 1.37-
SchedulerQueueingHints 1.28- 1.32+ 1.34+!
SeccompDefault 1.28+ 1.29x
SecurityContextDeny 1.28- 1.30x
SeparateCacheWatchRPC 1.28+ 1.33- 1.36-!
SeparateTaintEvictionController 1.29+ 1.34+! 1.37x
ServerSideApply 1.28+ 1.32x
ServerSideFieldValidation 1.28+ 1.32x
ServiceAccountNodeAudienceRestriction 1.32- 1.33+
ServiceAccountTokenJTI 1.29- 1.30+ 1.32+!
ServiceAccountTokenNodeBinding 1.29- 1.31+ 1.33+!
ServiceAccountTokenNodeBindingValidation 1.29- 1.30+ 1.32+!
ServiceAccountTokenPodNodeInfo 1.29- 1.30+ 1.32+!
ServiceCIDRStatusFieldWiping 1.28- 1.36+
ServiceNodePortStaticSubrange 1.28+ 1.31x
ServiceTrafficDistribution 1.30- 1.31+ 1.33+! 1.36x
ShardedListAndWatch 1.36-
SidecarContainers 1.28- 1.29+ 1.33+!
SizeBasedListCostEstimate 1.34+
SizeMemoryBackedVolumes 1.28+ 1.32+! 1.35x
SkipReadOnlyValidationGCE 1.28- 1.29+ 1.31x
StableLoadBalancerNodeSet 1.28+ 1.32x
StaleControllerConsistencyDaemonSet 1.36+
StaleControllerConsistencyHPA 1.37+
StaleControllerConsistencyJob 1.36+
StaleControllerConsistencyReplicaSet 1.36+
StaleControllerConsistencyStatefulSet 1.36+
StatefulSetAutoDeletePVC 1.28+ 1.36x
StatefulSetRecreateStrategy 1.37-
StatefulSetSemanticRevisionComparison 1.28+
StatefulSetStartOrdinal 1.28+ 1.36x
StorageCapacityScoring 1.33- 1.37+
StorageNamespaceIndex 1.30+
StorageVersionAPI 1.28-
StorageVersionHash 1.28+
StorageVersionMigrator 1.30- 1.37+
StreamingCollectionEncodingToJSON 1.33+ 1.34+!
StreamingCollectionEncodingToProtobuf 1.33+ 1.34+!
StrictCostEnforcementForVAP 1.30- 1.32+ 1.36x
StrictCostEnforcementForWebhooks 1.31- 1.32+ 1.36x
StrictIPCIDRValidation 1.33- 1.36+
StructuredAuthenticationConfiguration 1.29- 1.30+ 1.34+! 1.37x
StructuredAuthenticationConfigurationEgressSelector 1.34+
StructuredAuthenticationConfigurationJWKSMetrics 1.35+
StructuredAuthorizationConfiguration 1.29- 1.30+ 1.36x
SupplementalGroupsPolicy 1.31- 1.33+ 1.35+!
SystemdWatchdog 1.32+ 1.35+!
TaintTolerationComparisonOperators 1.35-
TokenRequestServiceAccountUIDValidation 1.34+
TopologyAwareCompositePodGroupOptimization 1.37-
TopologyAwareHints 1.28+ 1.33+! 1.36x
TopologyAwareWorkloadScheduling 1.36-
TopologyManager 1.28+ 1.29x
TopologyManagerPolicyAlphaOptions 1.28-
TopologyManagerPolicyBetaOptions 1.28+
TopologyManagerPolicyOptions 1.28+ 1.32+!
TranslateStreamCloseWebsocketRequests 1.29- 1.30+
UnauthenticatedHTTP2DOSMitigation 1.28- 1.29+
UnknownVersionInteroperabilityProxy 1.28- 1.36+
UserNamespacesHostNetworkSupport 1.35-
UserNamespacesPodSecurityStandards 1.29- 1.35x
UserNamespacesSupport 1.28- 1.33+ 1.36+!
ValidatingAdmissionPolicy 1.28- 1.30+ 1.32x
VolumeAttributesClass 1.29- 1.34+ 1.36+!
VolumeBindMountOptions 1.37-
VolumeCapacityPriority 1.28- 1.33x
VolumeLimitScaling 1.35- 1.37+
WatchBookmark 1.28+ 1.33x
WatchCacheInitializationPostStartHook 1.31- 1.36+ 1.37+!
WatchFromStorageWithoutResourceVersion 1.30- 1.36x
WatchList 1.28- 1.32+ 1.33- 1.34+
WatchListClient 1.30- 1.35+ 1.36x
WatchListCompression 1.37+
WebhookRoundTripLoadBalancing 1.37+
WinDSR 1.28- 1.33+ 1.34+!
WinOverlay 1.28+ 1.34+!
WindowsCPUAndMemoryAffinity 1.32-
WindowsGracefulNodeShutdown 1.32- 1.34+
WindowsHostNetwork 1.28-
WorkloadAwarePreemption 1.36- 1.37x
WorkloadWithJob 1.36-
ZeroLimitedNominalConcurrencyShares 1.29- 1.30+ 1.32x
`;
