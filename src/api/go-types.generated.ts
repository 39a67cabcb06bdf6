/**
 * Generated, not to be edited: the structs of k8s.io/api, k8s.io/apimachinery (meta/v1), apiextensions and
 * apiregistration of Kubernetes 1.37 in declaration order. A field is `GoName=jsonName:Type`, the JSON name left out where
 * it is the Go name with a small first letter; `^` for `:` marks an embedded struct, `!` a field that is written even
 * when empty, `~` one that is left out when zero, `@since-last` the Kubernetes minors that have it (after 1.28, before 1.37).
 * One struct a line, its key first: one text is read by need, where an object of so many keys would be made at every start.
 */
export const STRUCT_LINES = `\
admissionregistration.v1.ApplyConfiguration Expression:string
admissionregistration.v1.AuditAnnotation Key:string! ValueExpression:string!
admissionregistration.v1.ExpressionWarning FieldRef:string! Warning:string!
admissionregistration.v1.JSONPatch Expression:string
admissionregistration.v1.MatchCondition Name:string! Expression:string!
admissionregistration.v1.MatchResources NamespaceSelector:*meta.v1.LabelSelector ObjectSelector:*meta.v1.LabelSelector ResourceRules:[]NamedRuleWithOperations ExcludeResourceRules:[]NamedRuleWithOperations MatchPolicy:*MatchPolicyType
admissionregistration.v1.MutatingAdmissionPolicy TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:MutatingAdmissionPolicySpec
admissionregistration.v1.MutatingAdmissionPolicyBinding TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:MutatingAdmissionPolicyBindingSpec
admissionregistration.v1.MutatingAdmissionPolicyBindingList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]MutatingAdmissionPolicyBinding!
admissionregistration.v1.MutatingAdmissionPolicyBindingSpec PolicyName:string ParamRef:*ParamRef MatchResources:*MatchResources
admissionregistration.v1.MutatingAdmissionPolicyList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]MutatingAdmissionPolicy!
admissionregistration.v1.MutatingAdmissionPolicySpec ParamKind:*ParamKind MatchConstraints:*MatchResources Variables:[]Variable Mutations:[]Mutation FailurePolicy:*FailurePolicyType MatchConditions:[]MatchCondition ReinvocationPolicy:ReinvocationPolicyType
admissionregistration.v1.MutatingWebhook Name:string! ClientConfig:WebhookClientConfig! Rules:[]RuleWithOperations FailurePolicy:*FailurePolicyType MatchPolicy:*MatchPolicyType NamespaceSelector:*meta.v1.LabelSelector ObjectSelector:*meta.v1.LabelSelector SideEffects:*SideEffectClass! TimeoutSeconds:*int32 AdmissionReviewVersions:[]string! ReinvocationPolicy:*ReinvocationPolicyType MatchConditions:[]MatchCondition
admissionregistration.v1.MutatingWebhookConfiguration TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Webhooks:[]MutatingWebhook
admissionregistration.v1.MutatingWebhookConfigurationList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]MutatingWebhookConfiguration!
admissionregistration.v1.Mutation PatchType:PatchType! ApplyConfiguration:*ApplyConfiguration JSONPatch=jsonPatch:*JSONPatch
admissionregistration.v1.NamedRuleWithOperations ResourceNames:[]string RuleWithOperations^RuleWithOperations
admissionregistration.v1.ParamKind APIVersion=apiVersion:string Kind:string
admissionregistration.v1.ParamRef Name:string Namespace:string Selector:*meta.v1.LabelSelector ParameterNotFoundAction:*ParameterNotFoundActionType
admissionregistration.v1.Rule APIGroups=apiGroups:[]string APIVersions=apiVersions:[]string Resources:[]string Scope:*ScopeType
admissionregistration.v1.RuleWithOperations Operations:[]OperationType Rule^Rule
admissionregistration.v1.ServiceReference Namespace:string! Name:string! Path:*string Port:*int32
admissionregistration.v1.TypeChecking ExpressionWarnings:[]ExpressionWarning
admissionregistration.v1.ValidatingAdmissionPolicy TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:ValidatingAdmissionPolicySpec Status:ValidatingAdmissionPolicyStatus
admissionregistration.v1.ValidatingAdmissionPolicyBinding TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:ValidatingAdmissionPolicyBindingSpec
admissionregistration.v1.ValidatingAdmissionPolicyBindingList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ValidatingAdmissionPolicyBinding!
admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec PolicyName:string ParamRef:*ParamRef MatchResources:*MatchResources ValidationActions:[]ValidationAction
admissionregistration.v1.ValidatingAdmissionPolicyList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ValidatingAdmissionPolicy!
admissionregistration.v1.ValidatingAdmissionPolicySpec ParamKind:*ParamKind MatchConstraints:*MatchResources Validations:[]Validation FailurePolicy:*FailurePolicyType AuditAnnotations:[]AuditAnnotation MatchConditions:[]MatchCondition Variables:[]Variable
admissionregistration.v1.ValidatingAdmissionPolicyStatus ObservedGeneration:int64 TypeChecking:*TypeChecking Conditions:[]meta.v1.Condition
admissionregistration.v1.ValidatingWebhook Name:string! ClientConfig:WebhookClientConfig! Rules:[]RuleWithOperations FailurePolicy:*FailurePolicyType MatchPolicy:*MatchPolicyType NamespaceSelector:*meta.v1.LabelSelector ObjectSelector:*meta.v1.LabelSelector SideEffects:*SideEffectClass! TimeoutSeconds:*int32 AdmissionReviewVersions:[]string! MatchConditions:[]MatchCondition
admissionregistration.v1.ValidatingWebhookConfiguration TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Webhooks:[]ValidatingWebhook
admissionregistration.v1.ValidatingWebhookConfigurationList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ValidatingWebhookConfiguration!
admissionregistration.v1.Validation Expression:string! Message:string Reason:*meta.v1.StatusReason MessageExpression:string
admissionregistration.v1.Variable Name:string! Expression:string!
admissionregistration.v1.WebhookClientConfig URL=url:*string Service:*ServiceReference CABundle=caBundle:[]uint8
admissionregistration.v1alpha1.ApplyConfiguration Expression:string
admissionregistration.v1alpha1.AuditAnnotation Key:string! ValueExpression:string!
admissionregistration.v1alpha1.ExpressionWarning FieldRef:string! Warning:string!
admissionregistration.v1alpha1.JSONPatch Expression:string
admissionregistration.v1alpha1.MatchResources NamespaceSelector:*meta.v1.LabelSelector ObjectSelector:*meta.v1.LabelSelector ResourceRules:[]NamedRuleWithOperations ExcludeResourceRules:[]NamedRuleWithOperations MatchPolicy:*MatchPolicyType
admissionregistration.v1alpha1.MutatingAdmissionPolicy TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:MutatingAdmissionPolicySpec
admissionregistration.v1alpha1.MutatingAdmissionPolicyBinding TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:MutatingAdmissionPolicyBindingSpec
admissionregistration.v1alpha1.MutatingAdmissionPolicyBindingList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]MutatingAdmissionPolicyBinding!
admissionregistration.v1alpha1.MutatingAdmissionPolicyBindingSpec PolicyName:string ParamRef:*ParamRef MatchResources:*MatchResources
admissionregistration.v1alpha1.MutatingAdmissionPolicyList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]MutatingAdmissionPolicy!
admissionregistration.v1alpha1.MutatingAdmissionPolicySpec ParamKind:*ParamKind MatchConstraints:*MatchResources Variables:[]Variable Mutations:[]Mutation FailurePolicy:*FailurePolicyType MatchConditions:[]MatchCondition ReinvocationPolicy:ReinvocationPolicyType
admissionregistration.v1alpha1.Mutation PatchType:PatchType! ApplyConfiguration:*ApplyConfiguration JSONPatch=jsonPatch:*JSONPatch
admissionregistration.v1alpha1.NamedRuleWithOperations ResourceNames:[]string RuleWithOperations^RuleWithOperations
admissionregistration.v1alpha1.ParamKind APIVersion=apiVersion:string Kind:string
admissionregistration.v1alpha1.ParamRef Name:string Namespace:string Selector:*meta.v1.LabelSelector ParameterNotFoundAction:*ParameterNotFoundActionType
admissionregistration.v1alpha1.TypeChecking ExpressionWarnings:[]ExpressionWarning
admissionregistration.v1alpha1.ValidatingAdmissionPolicy TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:ValidatingAdmissionPolicySpec Status:ValidatingAdmissionPolicyStatus
admissionregistration.v1alpha1.ValidatingAdmissionPolicyBinding TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:ValidatingAdmissionPolicyBindingSpec
admissionregistration.v1alpha1.ValidatingAdmissionPolicyBindingList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ValidatingAdmissionPolicyBinding!
admissionregistration.v1alpha1.ValidatingAdmissionPolicyBindingSpec PolicyName:string ParamRef:*ParamRef MatchResources:*MatchResources ValidationActions:[]ValidationAction
admissionregistration.v1alpha1.ValidatingAdmissionPolicyList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ValidatingAdmissionPolicy!
admissionregistration.v1alpha1.ValidatingAdmissionPolicySpec ParamKind:*ParamKind MatchConstraints:*MatchResources Validations:[]Validation FailurePolicy:*FailurePolicyType AuditAnnotations:[]AuditAnnotation MatchConditions:[]MatchCondition Variables:[]Variable
admissionregistration.v1alpha1.ValidatingAdmissionPolicyStatus ObservedGeneration:int64 TypeChecking:*TypeChecking Conditions:[]meta.v1.Condition
admissionregistration.v1alpha1.Validation Expression:string! Message:string Reason:*meta.v1.StatusReason MessageExpression:string
admissionregistration.v1alpha1.Variable Name:string! Expression:string!
admissionregistration.v1beta1.ApplyConfiguration Expression:string
admissionregistration.v1beta1.AuditAnnotation Key:string! ValueExpression:string!
admissionregistration.v1beta1.ExpressionWarning FieldRef:string! Warning:string!
admissionregistration.v1beta1.JSONPatch Expression:string
admissionregistration.v1beta1.MatchCondition Name:string! Expression:string!
admissionregistration.v1beta1.MatchResources NamespaceSelector:*meta.v1.LabelSelector ObjectSelector:*meta.v1.LabelSelector ResourceRules:[]NamedRuleWithOperations ExcludeResourceRules:[]NamedRuleWithOperations MatchPolicy:*MatchPolicyType
admissionregistration.v1beta1.MutatingAdmissionPolicy TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:MutatingAdmissionPolicySpec
admissionregistration.v1beta1.MutatingAdmissionPolicyBinding TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:MutatingAdmissionPolicyBindingSpec
admissionregistration.v1beta1.MutatingAdmissionPolicyBindingList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]MutatingAdmissionPolicyBinding!
admissionregistration.v1beta1.MutatingAdmissionPolicyBindingSpec PolicyName:string ParamRef:*ParamRef MatchResources:*MatchResources
admissionregistration.v1beta1.MutatingAdmissionPolicyList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]MutatingAdmissionPolicy!
admissionregistration.v1beta1.MutatingAdmissionPolicySpec ParamKind:*ParamKind MatchConstraints:*MatchResources Variables:[]Variable Mutations:[]Mutation FailurePolicy:*FailurePolicyType MatchConditions:[]MatchCondition ReinvocationPolicy:ReinvocationPolicyType
admissionregistration.v1beta1.MutatingWebhook Name:string! ClientConfig:WebhookClientConfig! Rules:[]RuleWithOperations FailurePolicy:*FailurePolicyType MatchPolicy:*MatchPolicyType NamespaceSelector:*meta.v1.LabelSelector ObjectSelector:*meta.v1.LabelSelector SideEffects:*SideEffectClass TimeoutSeconds:*int32 AdmissionReviewVersions:[]string ReinvocationPolicy:*ReinvocationPolicyType MatchConditions:[]MatchCondition
admissionregistration.v1beta1.MutatingWebhookConfiguration TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Webhooks:[]MutatingWebhook
admissionregistration.v1beta1.MutatingWebhookConfigurationList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]MutatingWebhookConfiguration!
admissionregistration.v1beta1.Mutation PatchType:PatchType! ApplyConfiguration:*ApplyConfiguration JSONPatch=jsonPatch:*JSONPatch
admissionregistration.v1beta1.NamedRuleWithOperations ResourceNames:[]string RuleWithOperations^RuleWithOperations
admissionregistration.v1beta1.ParamKind APIVersion=apiVersion:string Kind:string
admissionregistration.v1beta1.ParamRef Name:string Namespace:string Selector:*meta.v1.LabelSelector ParameterNotFoundAction:*ParameterNotFoundActionType
admissionregistration.v1beta1.ServiceReference Namespace:string! Name:string! Path:*string Port:*int32
admissionregistration.v1beta1.TypeChecking ExpressionWarnings:[]ExpressionWarning
admissionregistration.v1beta1.ValidatingAdmissionPolicy TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:ValidatingAdmissionPolicySpec Status:ValidatingAdmissionPolicyStatus
admissionregistration.v1beta1.ValidatingAdmissionPolicyBinding TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:ValidatingAdmissionPolicyBindingSpec
admissionregistration.v1beta1.ValidatingAdmissionPolicyBindingList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ValidatingAdmissionPolicyBinding!
admissionregistration.v1beta1.ValidatingAdmissionPolicyBindingSpec PolicyName:string ParamRef:*ParamRef MatchResources:*MatchResources ValidationActions:[]ValidationAction
admissionregistration.v1beta1.ValidatingAdmissionPolicyList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ValidatingAdmissionPolicy!
admissionregistration.v1beta1.ValidatingAdmissionPolicySpec ParamKind:*ParamKind MatchConstraints:*MatchResources Validations:[]Validation FailurePolicy:*FailurePolicyType AuditAnnotations:[]AuditAnnotation MatchConditions:[]MatchCondition Variables:[]Variable
admissionregistration.v1beta1.ValidatingAdmissionPolicyStatus ObservedGeneration:int64 TypeChecking:*TypeChecking Conditions:[]meta.v1.Condition
admissionregistration.v1beta1.ValidatingWebhook Name:string! ClientConfig:WebhookClientConfig! Rules:[]RuleWithOperations FailurePolicy:*FailurePolicyType MatchPolicy:*MatchPolicyType NamespaceSelector:*meta.v1.LabelSelector ObjectSelector:*meta.v1.LabelSelector SideEffects:*SideEffectClass TimeoutSeconds:*int32 AdmissionReviewVersions:[]string MatchConditions:[]MatchCondition
admissionregistration.v1beta1.ValidatingWebhookConfiguration TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Webhooks:[]ValidatingWebhook
admissionregistration.v1beta1.ValidatingWebhookConfigurationList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ValidatingWebhookConfiguration!
admissionregistration.v1beta1.Validation Expression:string! Message:string Reason:*meta.v1.StatusReason MessageExpression:string
admissionregistration.v1beta1.Variable Name:string! Expression:string!
admissionregistration.v1beta1.WebhookClientConfig URL=url:*string Service:*ServiceReference CABundle=caBundle:[]uint8
apiextensions.v1.ConversionRequest UID=uid:UID! DesiredAPIVersion:string! Objects:[]RawExtension!
apiextensions.v1.ConversionResponse UID=uid:UID! ConvertedObjects:[]RawExtension! Result:meta.v1.Status!
apiextensions.v1.ConversionReview TypeMeta^meta.v1.TypeMeta Request:*ConversionRequest Response:*ConversionResponse
apiextensions.v1.CustomResourceColumnDefinition Name:string! Type:string! Format:string Description:string Priority:int32 JSONPath=jsonPath:string!
apiextensions.v1.CustomResourceConversion Strategy:ConversionStrategyType! Webhook:*WebhookConversion
apiextensions.v1.CustomResourceDefinition TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:CustomResourceDefinitionSpec! Status:CustomResourceDefinitionStatus
apiextensions.v1.CustomResourceDefinitionCondition Type:CustomResourceDefinitionConditionType! Status:ConditionStatus! LastTransitionTime:Time Reason:string Message:string ObservedGeneration:int64@1.35
apiextensions.v1.CustomResourceDefinitionList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]CustomResourceDefinition!
apiextensions.v1.CustomResourceDefinitionNames Plural:string! Singular:string ShortNames:[]string Kind:string! ListKind:string Categories:[]string
apiextensions.v1.CustomResourceDefinitionSpec Group:string! Names:CustomResourceDefinitionNames! Scope:ResourceScope! Versions:[]CustomResourceDefinitionVersion! Conversion:*CustomResourceConversion PreserveUnknownFields:bool
apiextensions.v1.CustomResourceDefinitionStatus Conditions:[]CustomResourceDefinitionCondition! AcceptedNames:CustomResourceDefinitionNames! StoredVersions:[]string! ObservedGeneration:int64@1.35
apiextensions.v1.CustomResourceDefinitionVersion Name:string! Served:bool! Storage:bool! Deprecated:bool DeprecationWarning:*string Schema:*CustomResourceValidation Subresources:*CustomResourceSubresources AdditionalPrinterColumns:[]CustomResourceColumnDefinition SelectableFields:[]SelectableField@1.30
apiextensions.v1.CustomResourceSubresourceScale SpecReplicasPath:string! StatusReplicasPath:string! LabelSelectorPath:*string
apiextensions.v1.CustomResourceSubresourceStatus
apiextensions.v1.CustomResourceSubresources Status:*CustomResourceSubresourceStatus Scale:*CustomResourceSubresourceScale
apiextensions.v1.CustomResourceValidation OpenAPIV3Schema:*JSONSchemaProps
apiextensions.v1.ExternalDocumentation Description:string URL=url:string
apiextensions.v1.JSON
apiextensions.v1.JSONSchemaProps ID=id:string Schema=$schema:JSONSchemaURL Ref=$ref:*string Description:string Type:string Format:string Title:string Default:*JSON Maximum:*float64 ExclusiveMaximum:bool Minimum:*float64 ExclusiveMinimum:bool MaxLength:*int64 MinLength:*int64 Pattern:string MaxItems:*int64 MinItems:*int64 UniqueItems:bool MultipleOf:*float64 Enum:[]JSON MaxProperties:*int64 MinProperties:*int64 Required:[]string Items:*JSONSchemaPropsOrArray AllOf:[]JSONSchemaProps OneOf:[]JSONSchemaProps AnyOf:[]JSONSchemaProps Not:*JSONSchemaProps Properties:map[string]JSONSchemaProps AdditionalProperties:*JSONSchemaPropsOrBool PatternProperties:map[string]JSONSchemaProps Dependencies:JSONSchemaDependencies AdditionalItems:*JSONSchemaPropsOrBool Definitions:JSONSchemaDefinitions ExternalDocs:*ExternalDocumentation Example:*JSON Nullable:bool XPreserveUnknownFields=x-kubernetes-preserve-unknown-fields:*bool XEmbeddedResource=x-kubernetes-embedded-resource:bool XIntOrString=x-kubernetes-int-or-string:bool XListMapKeys=x-kubernetes-list-map-keys:[]string XListType=x-kubernetes-list-type:*string XMapType=x-kubernetes-map-type:*string XValidations=x-kubernetes-validations:ValidationRules
apiextensions.v1.JSONSchemaPropsOrArray Schema=Schema:*JSONSchemaProps! JSONSchemas=JSONSchemas:[]JSONSchemaProps!
apiextensions.v1.JSONSchemaPropsOrBool Allows=Allows:bool! Schema=Schema:*JSONSchemaProps!
apiextensions.v1.JSONSchemaPropsOrStringArray Schema=Schema:*JSONSchemaProps! Property=Property:[]string!
apiextensions.v1.SelectableField JSONPath=jsonPath:string!
apiextensions.v1.ServiceReference Namespace:string! Name:string! Path:*string Port:*int32
apiextensions.v1.ValidationRule Rule:string! Message:string MessageExpression:string Reason:*FieldValueErrorReason FieldPath:string OptionalOldSelf:*bool@1.29
apiextensions.v1.WebhookClientConfig URL=url:*string Service:*ServiceReference CABundle=caBundle:[]uint8
apiextensions.v1.WebhookConversion ClientConfig:*WebhookClientConfig ConversionReviewVersions:[]string!
apiregistration.v1.APIService TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:APIServiceSpec Status:APIServiceStatus
apiregistration.v1.APIServiceCondition Type:APIServiceConditionType! Status:ConditionStatus! LastTransitionTime:Time Reason:string Message:string
apiregistration.v1.APIServiceList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]APIService!
apiregistration.v1.APIServiceSpec Service:*ServiceReference Group:string Version:string InsecureSkipTLSVerify:bool CABundle=caBundle:[]uint8 GroupPriorityMinimum:int32! VersionPriority:int32!
apiregistration.v1.APIServiceStatus Conditions:[]APIServiceCondition
apiregistration.v1.ServiceReference Namespace:string Name:string Port:*int32
apiserverinternal.v1alpha1.ServerStorageVersion APIServerID=apiServerID:string EncodingVersion:string DecodableVersions:[]string ServedVersions:[]string
apiserverinternal.v1alpha1.StorageVersion TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:StorageVersionSpec! Status:StorageVersionStatus!
apiserverinternal.v1alpha1.StorageVersionCondition Type:StorageVersionConditionType! Status:ConditionStatus! ObservedGeneration:int64 LastTransitionTime:Time Reason:string! Message:string
apiserverinternal.v1alpha1.StorageVersionList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]StorageVersion!
apiserverinternal.v1alpha1.StorageVersionSpec
apiserverinternal.v1alpha1.StorageVersionStatus StorageVersions:[]ServerStorageVersion CommonEncodingVersion:*string Conditions:[]StorageVersionCondition
apps.v1.ControllerRevision TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Data:RawExtension@-1.36 Data:RawExtension!@1.37 Revision:int64!
apps.v1.ControllerRevisionList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ControllerRevision!
apps.v1.DaemonSet TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:DaemonSetSpec Status:DaemonSetStatus
apps.v1.DaemonSetCondition Type:DaemonSetConditionType! Status:core.v1.ConditionStatus! LastTransitionTime:Time Reason:string Message:string
apps.v1.DaemonSetList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]DaemonSet!
apps.v1.DaemonSetSpec Selector:*meta.v1.LabelSelector! Template:core.v1.PodTemplateSpec! UpdateStrategy:DaemonSetUpdateStrategy MinReadySeconds:int32 RevisionHistoryLimit:*int32
apps.v1.DaemonSetStatus CurrentNumberScheduled:int32! NumberMisscheduled:int32! DesiredNumberScheduled:int32! NumberReady:int32! ObservedGeneration:int64 UpdatedNumberScheduled:int32 NumberAvailable:int32 NumberUnavailable:int32 CollisionCount:*int32 Conditions:[]DaemonSetCondition
apps.v1.DaemonSetUpdateStrategy Type:DaemonSetUpdateStrategyType RollingUpdate:*RollingUpdateDaemonSet
apps.v1.Deployment TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:DeploymentSpec Status:DeploymentStatus
apps.v1.DeploymentCondition Type:DeploymentConditionType! Status:core.v1.ConditionStatus! LastUpdateTime:Time LastTransitionTime:Time Reason:string Message:string
apps.v1.DeploymentList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]Deployment!
apps.v1.DeploymentSpec Replicas:*int32 Selector:*meta.v1.LabelSelector! Template:core.v1.PodTemplateSpec! Strategy:DeploymentStrategy MinReadySeconds:int32 RevisionHistoryLimit:*int32 Paused:bool ProgressDeadlineSeconds:*int32
apps.v1.DeploymentStatus ObservedGeneration:int64 Replicas:int32 UpdatedReplicas:int32 ReadyReplicas:int32 AvailableReplicas:int32 UnavailableReplicas:int32 TerminatingReplicas:*int32@1.33 Conditions:[]DeploymentCondition CollisionCount:*int32
apps.v1.DeploymentStrategy Type:DeploymentStrategyType RollingUpdate:*RollingUpdateDeployment
apps.v1.ReplicaSet TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:ReplicaSetSpec Status:ReplicaSetStatus
apps.v1.ReplicaSetCondition Type:ReplicaSetConditionType! Status:core.v1.ConditionStatus! LastTransitionTime:Time Reason:string Message:string
apps.v1.ReplicaSetList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ReplicaSet!
apps.v1.ReplicaSetSpec Replicas:*int32 MinReadySeconds:int32 Selector:*meta.v1.LabelSelector! Template:core.v1.PodTemplateSpec
apps.v1.ReplicaSetStatus Replicas:int32! FullyLabeledReplicas:int32 ReadyReplicas:int32 AvailableReplicas:int32 TerminatingReplicas:*int32@1.33 ObservedGeneration:int64 Conditions:[]ReplicaSetCondition
apps.v1.RollingUpdateDaemonSet MaxUnavailable:*IntOrString MaxSurge:*IntOrString
apps.v1.RollingUpdateDeployment MaxUnavailable:*IntOrString MaxSurge:*IntOrString
apps.v1.RollingUpdateStatefulSetStrategy Partition:*int32 MaxUnavailable:*IntOrString
apps.v1.StatefulSet TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:StatefulSetSpec Status:StatefulSetStatus
apps.v1.StatefulSetCondition Type:StatefulSetConditionType! Status:core.v1.ConditionStatus! LastTransitionTime:Time Reason:string Message:string
apps.v1.StatefulSetList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]StatefulSet!
apps.v1.StatefulSetOrdinals Start:int32!
apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy WhenDeleted:PersistentVolumeClaimRetentionPolicyType WhenScaled:PersistentVolumeClaimRetentionPolicyType
apps.v1.StatefulSetSpec Replicas:*int32 Selector:*meta.v1.LabelSelector! Template:core.v1.PodTemplateSpec! VolumeClaimTemplates:[]core.v1.PersistentVolumeClaim ServiceName:string! PodManagementPolicy:PodManagementPolicyType UpdateStrategy:StatefulSetUpdateStrategy RevisionHistoryLimit:*int32 MinReadySeconds:int32 PersistentVolumeClaimRetentionPolicy:*StatefulSetPersistentVolumeClaimRetentionPolicy Ordinals:*StatefulSetOrdinals
apps.v1.StatefulSetStatus ObservedGeneration:int64 Replicas:int32! ReadyReplicas:int32 CurrentReplicas:int32 UpdatedReplicas:int32 CurrentRevision:string UpdateRevision:string CollisionCount:*int32 Conditions:[]StatefulSetCondition AvailableReplicas:int32!
apps.v1.StatefulSetUpdateStrategy Type:StatefulSetUpdateStrategyType RollingUpdate:*RollingUpdateStatefulSetStrategy
apps.v1beta1.ControllerRevision TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Data:RawExtension@-1.36 Data:RawExtension!@1.37 Revision:int64!
apps.v1beta1.ControllerRevisionList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ControllerRevision!
apps.v1beta1.Deployment TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:DeploymentSpec Status:DeploymentStatus
apps.v1beta1.DeploymentCondition Type:DeploymentConditionType! Status:core.v1.ConditionStatus! LastUpdateTime:Time LastTransitionTime:Time Reason:string Message:string
apps.v1beta1.DeploymentList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]Deployment!
apps.v1beta1.DeploymentRollback TypeMeta^meta.v1.TypeMeta Name:string! UpdatedAnnotations:map[string]string RollbackTo:RollbackConfig!
apps.v1beta1.DeploymentSpec Replicas:*int32 Selector:*meta.v1.LabelSelector Template:core.v1.PodTemplateSpec! Strategy:DeploymentStrategy MinReadySeconds:int32 RevisionHistoryLimit:*int32 Paused:bool RollbackTo:*RollbackConfig ProgressDeadlineSeconds:*int32
apps.v1beta1.DeploymentStatus ObservedGeneration:int64 Replicas:int32 UpdatedReplicas:int32 ReadyReplicas:int32 AvailableReplicas:int32 UnavailableReplicas:int32 TerminatingReplicas:*int32 Conditions:[]DeploymentCondition CollisionCount:*int32
apps.v1beta1.DeploymentStrategy Type:DeploymentStrategyType RollingUpdate:*RollingUpdateDeployment
apps.v1beta1.RollbackConfig Revision:int64
apps.v1beta1.RollingUpdateDeployment MaxUnavailable:*IntOrString MaxSurge:*IntOrString
apps.v1beta1.RollingUpdateStatefulSetStrategy Partition:*int32 MaxUnavailable:*IntOrString
apps.v1beta1.Scale TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:ScaleSpec Status:ScaleStatus
apps.v1beta1.ScaleSpec Replicas:int32
apps.v1beta1.ScaleStatus Replicas:int32! Selector:map[string]string TargetSelector:string
apps.v1beta1.StatefulSet TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:StatefulSetSpec Status:StatefulSetStatus
apps.v1beta1.StatefulSetCondition Type:StatefulSetConditionType! Status:core.v1.ConditionStatus! LastTransitionTime:Time Reason:string Message:string
apps.v1beta1.StatefulSetList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]StatefulSet!
apps.v1beta1.StatefulSetOrdinals Start:int32!
apps.v1beta1.StatefulSetPersistentVolumeClaimRetentionPolicy WhenDeleted:PersistentVolumeClaimRetentionPolicyType WhenScaled:PersistentVolumeClaimRetentionPolicyType
apps.v1beta1.StatefulSetSpec Replicas:*int32 Selector:*meta.v1.LabelSelector Template:core.v1.PodTemplateSpec! VolumeClaimTemplates:[]core.v1.PersistentVolumeClaim ServiceName:string! PodManagementPolicy:PodManagementPolicyType UpdateStrategy:StatefulSetUpdateStrategy RevisionHistoryLimit:*int32 MinReadySeconds:int32 PersistentVolumeClaimRetentionPolicy:*StatefulSetPersistentVolumeClaimRetentionPolicy Ordinals:*StatefulSetOrdinals
apps.v1beta1.StatefulSetStatus ObservedGeneration:*int64 Replicas:int32! ReadyReplicas:int32 CurrentReplicas:int32 UpdatedReplicas:int32 CurrentRevision:string UpdateRevision:string CollisionCount:*int32 Conditions:[]StatefulSetCondition AvailableReplicas:int32!
apps.v1beta1.StatefulSetUpdateStrategy Type:StatefulSetUpdateStrategyType RollingUpdate:*RollingUpdateStatefulSetStrategy
apps.v1beta2.ControllerRevision TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Data:RawExtension@-1.36 Data:RawExtension!@1.37 Revision:int64!
apps.v1beta2.ControllerRevisionList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ControllerRevision!
apps.v1beta2.DaemonSet TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:DaemonSetSpec Status:DaemonSetStatus
apps.v1beta2.DaemonSetCondition Type:DaemonSetConditionType! Status:core.v1.ConditionStatus! LastTransitionTime:Time Reason:string Message:string
apps.v1beta2.DaemonSetList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]DaemonSet!
apps.v1beta2.DaemonSetSpec Selector:*meta.v1.LabelSelector! Template:core.v1.PodTemplateSpec! UpdateStrategy:DaemonSetUpdateStrategy MinReadySeconds:int32 RevisionHistoryLimit:*int32
apps.v1beta2.DaemonSetStatus CurrentNumberScheduled:int32! NumberMisscheduled:int32! DesiredNumberScheduled:int32! NumberReady:int32! ObservedGeneration:int64 UpdatedNumberScheduled:int32 NumberAvailable:int32 NumberUnavailable:int32 CollisionCount:*int32 Conditions:[]DaemonSetCondition
apps.v1beta2.DaemonSetUpdateStrategy Type:DaemonSetUpdateStrategyType RollingUpdate:*RollingUpdateDaemonSet
apps.v1beta2.Deployment TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:DeploymentSpec Status:DeploymentStatus
apps.v1beta2.DeploymentCondition Type:DeploymentConditionType! Status:core.v1.ConditionStatus! LastUpdateTime:Time LastTransitionTime:Time Reason:string Message:string
apps.v1beta2.DeploymentList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]Deployment!
apps.v1beta2.DeploymentSpec Replicas:*int32 Selector:*meta.v1.LabelSelector! Template:core.v1.PodTemplateSpec! Strategy:DeploymentStrategy MinReadySeconds:int32 RevisionHistoryLimit:*int32 Paused:bool ProgressDeadlineSeconds:*int32
apps.v1beta2.DeploymentStatus ObservedGeneration:int64 Replicas:int32 UpdatedReplicas:int32 ReadyReplicas:int32 AvailableReplicas:int32 UnavailableReplicas:int32 TerminatingReplicas:*int32 Conditions:[]DeploymentCondition CollisionCount:*int32
apps.v1beta2.DeploymentStrategy Type:DeploymentStrategyType RollingUpdate:*RollingUpdateDeployment
apps.v1beta2.ReplicaSet TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:ReplicaSetSpec Status:ReplicaSetStatus
apps.v1beta2.ReplicaSetCondition Type:ReplicaSetConditionType! Status:core.v1.ConditionStatus! LastTransitionTime:Time Reason:string Message:string
apps.v1beta2.ReplicaSetList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ReplicaSet!
apps.v1beta2.ReplicaSetSpec Replicas:*int32 MinReadySeconds:int32 Selector:*meta.v1.LabelSelector! Template:core.v1.PodTemplateSpec
apps.v1beta2.ReplicaSetStatus Replicas:int32! FullyLabeledReplicas:int32 ReadyReplicas:int32 AvailableReplicas:int32 TerminatingReplicas:*int32 ObservedGeneration:int64 Conditions:[]ReplicaSetCondition
apps.v1beta2.RollingUpdateDaemonSet MaxUnavailable:*IntOrString MaxSurge:*IntOrString
apps.v1beta2.RollingUpdateDeployment MaxUnavailable:*IntOrString MaxSurge:*IntOrString
apps.v1beta2.RollingUpdateStatefulSetStrategy Partition:*int32 MaxUnavailable:*IntOrString
apps.v1beta2.Scale TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:ScaleSpec Status:ScaleStatus
apps.v1beta2.ScaleSpec Replicas:int32
apps.v1beta2.ScaleStatus Replicas:int32! Selector:map[string]string TargetSelector:string
apps.v1beta2.StatefulSet TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:StatefulSetSpec Status:StatefulSetStatus
apps.v1beta2.StatefulSetCondition Type:StatefulSetConditionType! Status:core.v1.ConditionStatus! LastTransitionTime:Time Reason:string Message:string
apps.v1beta2.StatefulSetList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]StatefulSet!
apps.v1beta2.StatefulSetOrdinals Start:int32!
apps.v1beta2.StatefulSetPersistentVolumeClaimRetentionPolicy WhenDeleted:PersistentVolumeClaimRetentionPolicyType WhenScaled:PersistentVolumeClaimRetentionPolicyType
apps.v1beta2.StatefulSetSpec Replicas:*int32 Selector:*meta.v1.LabelSelector! Template:core.v1.PodTemplateSpec! VolumeClaimTemplates:[]core.v1.PersistentVolumeClaim ServiceName:string! PodManagementPolicy:PodManagementPolicyType UpdateStrategy:StatefulSetUpdateStrategy RevisionHistoryLimit:*int32 MinReadySeconds:int32 PersistentVolumeClaimRetentionPolicy:*StatefulSetPersistentVolumeClaimRetentionPolicy Ordinals:*StatefulSetOrdinals
apps.v1beta2.StatefulSetStatus ObservedGeneration:int64 Replicas:int32! ReadyReplicas:int32 CurrentReplicas:int32 UpdatedReplicas:int32 CurrentRevision:string UpdateRevision:string CollisionCount:*int32 Conditions:[]StatefulSetCondition AvailableReplicas:int32!
apps.v1beta2.StatefulSetUpdateStrategy Type:StatefulSetUpdateStrategyType RollingUpdate:*RollingUpdateStatefulSetStrategy
authentication.v1.BoundObjectReference Kind:string APIVersion=apiVersion:string Name:string UID=uid:UID
authentication.v1.SelfSubjectReview TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Status:SelfSubjectReviewStatus
authentication.v1.SelfSubjectReviewStatus UserInfo:UserInfo
authentication.v1.TokenRequest TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:TokenRequestSpec! Status:TokenRequestStatus
authentication.v1.TokenRequestSpec Audiences:[]string! ExpirationSeconds:*int64! BoundObjectRef:*BoundObjectReference! Attestations:map[string]AttestationValue@1.37
authentication.v1.TokenRequestStatus Token:string! ExpirationTimestamp:Time!
authentication.v1.TokenReview TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:TokenReviewSpec! Status:TokenReviewStatus
authentication.v1.TokenReviewSpec Token:string Audiences:[]string
authentication.v1.TokenReviewStatus Authenticated:bool User:UserInfo Audiences:[]string Error:string
authentication.v1.UserInfo Username:string UID=uid:string Groups:[]string Extra:map[string]ExtraValue
authentication.v1alpha1.SelfSubjectReview TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Status:SelfSubjectReviewStatus
authentication.v1alpha1.SelfSubjectReviewStatus UserInfo:authentication.v1.UserInfo
authentication.v1beta1.SelfSubjectReview TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Status:SelfSubjectReviewStatus
authentication.v1beta1.SelfSubjectReviewStatus UserInfo:authentication.v1.UserInfo
authentication.v1beta1.TokenReview TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:TokenReviewSpec! Status:TokenReviewStatus
authentication.v1beta1.TokenReviewSpec Token:string Audiences:[]string
authentication.v1beta1.TokenReviewStatus Authenticated:bool User:UserInfo Audiences:[]string Error:string
authentication.v1beta1.UserInfo Username:string UID=uid:string Groups:[]string Extra:map[string]ExtraValue
authorization.v1.FieldSelectorAttributes RawSelector:string Requirements:[]meta.v1.FieldSelectorRequirement
authorization.v1.LabelSelectorAttributes RawSelector:string Requirements:[]meta.v1.LabelSelectorRequirement
authorization.v1.LocalSubjectAccessReview TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:SubjectAccessReviewSpec! Status:SubjectAccessReviewStatus
authorization.v1.NonResourceAttributes Path:string Verb:string
authorization.v1.NonResourceRule Verbs:[]string! NonResourceURLs:[]string
authorization.v1.ResourceAttributes Namespace:string Verb:string Group:string Version:string Resource:string Subresource:string Name:string FieldSelector:*FieldSelectorAttributes@1.31 LabelSelector:*LabelSelectorAttributes@1.31
authorization.v1.ResourceRule Verbs:[]string! APIGroups=apiGroups:[]string Resources:[]string ResourceNames:[]string
authorization.v1.SelfSubjectAccessReview TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:SelfSubjectAccessReviewSpec! Status:SubjectAccessReviewStatus
authorization.v1.SelfSubjectAccessReviewSpec ResourceAttributes:*ResourceAttributes NonResourceAttributes:*NonResourceAttributes
authorization.v1.SelfSubjectRulesReview TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:SelfSubjectRulesReviewSpec! Status:SubjectRulesReviewStatus
authorization.v1.SelfSubjectRulesReviewSpec Namespace:string
authorization.v1.SubjectAccessReview TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:SubjectAccessReviewSpec! Status:SubjectAccessReviewStatus
authorization.v1.SubjectAccessReviewSpec ResourceAttributes:*ResourceAttributes NonResourceAttributes:*NonResourceAttributes User:string Groups:[]string Extra:map[string]ExtraValue UID=uid:string
authorization.v1.SubjectAccessReviewStatus Allowed:bool! Denied:bool Reason:string EvaluationError:string
authorization.v1.SubjectRulesReviewStatus ResourceRules:[]ResourceRule! NonResourceRules:[]NonResourceRule! Incomplete:bool! EvaluationError:string
authorization.v1beta1.LocalSubjectAccessReview TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:SubjectAccessReviewSpec! Status:SubjectAccessReviewStatus
authorization.v1beta1.NonResourceAttributes Path:string Verb:string
authorization.v1beta1.NonResourceRule Verbs:[]string! NonResourceURLs:[]string
authorization.v1beta1.ResourceAttributes Namespace:string Verb:string Group:string Version:string Resource:string Subresource:string Name:string FieldSelector:*authorization.v1.FieldSelectorAttributes LabelSelector:*authorization.v1.LabelSelectorAttributes
authorization.v1beta1.ResourceRule Verbs:[]string! APIGroups=apiGroups:[]string Resources:[]string ResourceNames:[]string
authorization.v1beta1.SelfSubjectAccessReview TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:SelfSubjectAccessReviewSpec! Status:SubjectAccessReviewStatus
authorization.v1beta1.SelfSubjectAccessReviewSpec ResourceAttributes:*ResourceAttributes NonResourceAttributes:*NonResourceAttributes
authorization.v1beta1.SelfSubjectRulesReview TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:SelfSubjectRulesReviewSpec! Status:SubjectRulesReviewStatus
authorization.v1beta1.SelfSubjectRulesReviewSpec Namespace:string
authorization.v1beta1.SubjectAccessReview TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:SubjectAccessReviewSpec! Status:SubjectAccessReviewStatus
authorization.v1beta1.SubjectAccessReviewSpec ResourceAttributes:*ResourceAttributes NonResourceAttributes:*NonResourceAttributes User:string Groups=group:[]string Extra:map[string]ExtraValue UID=uid:string
authorization.v1beta1.SubjectAccessReviewStatus Allowed:bool! Denied:bool Reason:string EvaluationError:string
authorization.v1beta1.SubjectRulesReviewStatus ResourceRules:[]ResourceRule! NonResourceRules:[]NonResourceRule! Incomplete:bool! EvaluationError:string
autoscaling.v1.ContainerResourceMetricSource Name:core.v1.ResourceName! TargetAverageUtilization:*int32 TargetAverageValue:*Quantity Container:string!
autoscaling.v1.ContainerResourceMetricStatus Name:core.v1.ResourceName! CurrentAverageUtilization:*int32 CurrentAverageValue:Quantity! Container:string!
autoscaling.v1.CrossVersionObjectReference Kind:string! Name:string! APIVersion=apiVersion:string
autoscaling.v1.ExternalMetricSource MetricName:string! MetricSelector:*meta.v1.LabelSelector TargetValue:*Quantity TargetAverageValue:*Quantity
autoscaling.v1.ExternalMetricStatus MetricName:string! MetricSelector:*meta.v1.LabelSelector CurrentValue:Quantity! CurrentAverageValue:*Quantity
autoscaling.v1.HorizontalPodAutoscaler TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:HorizontalPodAutoscalerSpec Status:HorizontalPodAutoscalerStatus
autoscaling.v1.HorizontalPodAutoscalerCondition Type:HorizontalPodAutoscalerConditionType! Status:core.v1.ConditionStatus! LastTransitionTime:Time Reason:string Message:string ObservedGeneration:*int64
autoscaling.v1.HorizontalPodAutoscalerList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]HorizontalPodAutoscaler!
autoscaling.v1.HorizontalPodAutoscalerSpec ScaleTargetRef:CrossVersionObjectReference! MinReplicas:*int32 MaxReplicas:int32! TargetCPUUtilizationPercentage:*int32
autoscaling.v1.HorizontalPodAutoscalerStatus ObservedGeneration:*int64 LastScaleTime:*Time CurrentReplicas:int32! DesiredReplicas:int32! CurrentCPUUtilizationPercentage:*int32
autoscaling.v1.MetricSpec Type:MetricSourceType! Object:*ObjectMetricSource Pods:*PodsMetricSource Resource:*ResourceMetricSource ContainerResource:*ContainerResourceMetricSource External:*ExternalMetricSource
autoscaling.v1.MetricStatus Type:MetricSourceType! Object:*ObjectMetricStatus Pods:*PodsMetricStatus Resource:*ResourceMetricStatus ContainerResource:*ContainerResourceMetricStatus External:*ExternalMetricStatus
autoscaling.v1.ObjectMetricSource Target:CrossVersionObjectReference! MetricName:string! TargetValue:Quantity! Selector:*meta.v1.LabelSelector AverageValue:*Quantity
autoscaling.v1.ObjectMetricStatus Target:CrossVersionObjectReference! MetricName:string! CurrentValue:Quantity! Selector:*meta.v1.LabelSelector AverageValue:*Quantity
autoscaling.v1.PodsMetricSource MetricName:string! TargetAverageValue:Quantity! Selector:*meta.v1.LabelSelector
autoscaling.v1.PodsMetricStatus MetricName:string! CurrentAverageValue:Quantity! Selector:*meta.v1.LabelSelector
autoscaling.v1.ResourceMetricSource Name:core.v1.ResourceName! TargetAverageUtilization:*int32 TargetAverageValue:*Quantity
autoscaling.v1.ResourceMetricStatus Name:core.v1.ResourceName! CurrentAverageUtilization:*int32 CurrentAverageValue:Quantity!
autoscaling.v1.Scale TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:ScaleSpec Status:ScaleStatus
autoscaling.v1.ScaleSpec Replicas:int32
autoscaling.v1.ScaleStatus Replicas:int32! Selector:string
autoscaling.v2.ContainerResourceMetricSource Name:core.v1.ResourceName! Target:MetricTarget! Container:string!
autoscaling.v2.ContainerResourceMetricStatus Name:core.v1.ResourceName! Current:MetricValueStatus! Container:string!
autoscaling.v2.CrossVersionObjectReference Kind:string! Name:string! APIVersion=apiVersion:string
autoscaling.v2.ExternalMetricSource Metric:MetricIdentifier! Target:MetricTarget!
autoscaling.v2.ExternalMetricStatus Metric:MetricIdentifier! Current:MetricValueStatus!
autoscaling.v2.HPAScalingPolicy Type:HPAScalingPolicyType! Value:int32! PeriodSeconds:int32!
autoscaling.v2.HPAScalingRules StabilizationWindowSeconds:*int32 SelectPolicy:*ScalingPolicySelect Policies:[]HPAScalingPolicy Tolerance:*Quantity@1.33
autoscaling.v2.HorizontalPodAutoscaler TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:HorizontalPodAutoscalerSpec Status:HorizontalPodAutoscalerStatus
autoscaling.v2.HorizontalPodAutoscalerBehavior ScaleUp:*HPAScalingRules ScaleDown:*HPAScalingRules
autoscaling.v2.HorizontalPodAutoscalerCondition Type:HorizontalPodAutoscalerConditionType! Status:core.v1.ConditionStatus! LastTransitionTime:Time Reason:string Message:string ObservedGeneration:*int64@1.37
autoscaling.v2.HorizontalPodAutoscalerList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]HorizontalPodAutoscaler!
autoscaling.v2.HorizontalPodAutoscalerSpec ScaleTargetRef:CrossVersionObjectReference! MinReplicas:*int32 MaxReplicas:int32! Metrics:[]MetricSpec Behavior:*HorizontalPodAutoscalerBehavior
autoscaling.v2.HorizontalPodAutoscalerStatus ObservedGeneration:*int64 LastScaleTime:*Time CurrentReplicas:int32 DesiredReplicas:int32! CurrentMetrics:[]MetricStatus! Conditions:[]HorizontalPodAutoscalerCondition
autoscaling.v2.MetricIdentifier Name:string! Selector:*meta.v1.LabelSelector
autoscaling.v2.MetricSpec Type:MetricSourceType! Object:*ObjectMetricSource Pods:*PodsMetricSource Resource:*ResourceMetricSource ContainerResource:*ContainerResourceMetricSource External:*ExternalMetricSource
autoscaling.v2.MetricStatus Type:MetricSourceType! Object:*ObjectMetricStatus Pods:*PodsMetricStatus Resource:*ResourceMetricStatus ContainerResource:*ContainerResourceMetricStatus External:*ExternalMetricStatus
autoscaling.v2.MetricTarget Type:MetricTargetType! Value:*Quantity AverageValue:*Quantity AverageUtilization:*int32
autoscaling.v2.MetricValueStatus Value:*Quantity AverageValue:*Quantity AverageUtilization:*int32
autoscaling.v2.ObjectMetricSource DescribedObject:CrossVersionObjectReference! Target:MetricTarget! Metric:MetricIdentifier!
autoscaling.v2.ObjectMetricStatus Metric:MetricIdentifier! Current:MetricValueStatus! DescribedObject:CrossVersionObjectReference!
autoscaling.v2.PodsMetricSource Metric:MetricIdentifier! Target:MetricTarget!
autoscaling.v2.PodsMetricStatus Metric:MetricIdentifier! Current:MetricValueStatus!
autoscaling.v2.ResourceMetricSource Name:core.v1.ResourceName! Target:MetricTarget!
autoscaling.v2.ResourceMetricStatus Name:core.v1.ResourceName! Current:MetricValueStatus!
batch.v1.CronJob TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:CronJobSpec Status:CronJobStatus
batch.v1.CronJobList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]CronJob!
batch.v1.CronJobSpec Schedule:string! TimeZone:*string StartingDeadlineSeconds:*int64 ConcurrencyPolicy:ConcurrencyPolicy Suspend:*bool JobTemplate:JobTemplateSpec! SuccessfulJobsHistoryLimit:*int32 FailedJobsHistoryLimit:*int32
batch.v1.CronJobStatus Active:[]core.v1.ObjectReference LastScheduleTime:*Time LastSuccessfulTime:*Time
batch.v1.Job TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:JobSpec Status:JobStatus
batch.v1.JobCondition Type:JobConditionType! Status:core.v1.ConditionStatus! LastProbeTime:Time LastTransitionTime:Time Reason:string Message:string
batch.v1.JobList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]Job!
batch.v1.JobSchedulingConfiguration SchedulingPolicy:*scheduling.v1alpha3.WorkloadPodGroupSchedulingPolicy SchedulingConstraints:*scheduling.v1alpha3.WorkloadPodGroupSchedulingConstraints DisruptionMode:*scheduling.v1alpha3.WorkloadPodGroupDisruptionMode ResourceClaims:[]scheduling.v1alpha3.WorkloadPodGroupResourceClaim
batch.v1.JobSpec Parallelism:*int32 Completions:*int32 ActiveDeadlineSeconds:*int64 PodFailurePolicy:*PodFailurePolicy SuccessPolicy:*SuccessPolicy@1.30 BackoffLimit:*int32 BackoffLimitPerIndex:*int32 MaxFailedIndexes:*int32 Selector:*meta.v1.LabelSelector ManualSelector:*bool Template:core.v1.PodTemplateSpec! TTLSecondsAfterFinished=ttlSecondsAfterFinished:*int32 CompletionMode:*CompletionMode Suspend:*bool PodReplacementPolicy:*PodReplacementPolicy ManagedBy:*string@1.30 Scheduling:*JobSchedulingConfiguration@1.37
batch.v1.JobStatus Conditions:[]JobCondition StartTime:*Time CompletionTime:*Time Active:int32 Succeeded:int32 Failed:int32 Terminating:*int32 CompletedIndexes:string FailedIndexes:*string UncountedTerminatedPods:*UncountedTerminatedPods Ready:*int32
batch.v1.JobTemplateSpec ObjectMeta=metadata:meta.v1.ObjectMeta Spec:JobSpec
batch.v1.PodFailurePolicy Rules:[]PodFailurePolicyRule!
batch.v1.PodFailurePolicyOnExitCodesRequirement ContainerName:*string Operator:PodFailurePolicyOnExitCodesOperator! Values:[]int32!
batch.v1.PodFailurePolicyOnPodConditionsPattern Type:core.v1.PodConditionType! Status:core.v1.ConditionStatus!
batch.v1.PodFailurePolicyRule Action:PodFailurePolicyAction! OnExitCodes:*PodFailurePolicyOnExitCodesRequirement OnPodConditions:[]PodFailurePolicyOnPodConditionsPattern
batch.v1.SuccessPolicy Rules:[]SuccessPolicyRule!
batch.v1.SuccessPolicyRule SucceededIndexes:*string SucceededCount:*int32
batch.v1.UncountedTerminatedPods Succeeded:[]UID Failed:[]UID
batch.v1beta1.CronJob TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:CronJobSpec Status:CronJobStatus
batch.v1beta1.CronJobList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]CronJob!
batch.v1beta1.CronJobSpec Schedule:string! TimeZone:*string StartingDeadlineSeconds:*int64 ConcurrencyPolicy:ConcurrencyPolicy Suspend:*bool JobTemplate:JobTemplateSpec! SuccessfulJobsHistoryLimit:*int32 FailedJobsHistoryLimit:*int32
batch.v1beta1.CronJobStatus Active:[]core.v1.ObjectReference LastScheduleTime:*Time LastSuccessfulTime:*Time
batch.v1beta1.JobTemplateSpec ObjectMeta=metadata:meta.v1.ObjectMeta Spec:batch.v1.JobSpec
certificates.v1.CertificateSigningRequest TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:CertificateSigningRequestSpec! Status:CertificateSigningRequestStatus
certificates.v1.CertificateSigningRequestCondition Type:RequestConditionType! Status:core.v1.ConditionStatus! Reason:string Message:string LastUpdateTime:Time LastTransitionTime:Time
certificates.v1.CertificateSigningRequestList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]CertificateSigningRequest!
certificates.v1.CertificateSigningRequestSpec Request:[]uint8! SignerName:string! ExpirationSeconds:*int32 Usages:[]KeyUsage Username:string UID=uid:string Groups:[]string Extra:map[string]ExtraValue
certificates.v1.CertificateSigningRequestStatus Conditions:[]CertificateSigningRequestCondition Certificate:[]uint8
certificates.v1.ClusterTrustBundle TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:ClusterTrustBundleSpec!
certificates.v1.ClusterTrustBundleList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ClusterTrustBundle!
certificates.v1.ClusterTrustBundleSpec SignerName:string TrustBundle:string!
certificates.v1.PodCertificateRequest TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:PodCertificateRequestSpec! Status:PodCertificateRequestStatus
certificates.v1.PodCertificateRequestList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]PodCertificateRequest!
certificates.v1.PodCertificateRequestSpec SignerName:string! PodName:string! PodUID:UID! ServiceAccountName:string! ServiceAccountUID:UID! NodeName:string! NodeUID:UID! MaxExpirationSeconds:*int32 StubPKCS10Request:[]uint8! UnverifiedUserAnnotations:map[string]string
certificates.v1.PodCertificateRequestStatus Conditions:[]meta.v1.Condition CertificateChain:string NotBefore:*Time BeginRefreshAt:*Time NotAfter:*Time
certificates.v1alpha1.ClusterTrustBundle TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:ClusterTrustBundleSpec!
certificates.v1alpha1.ClusterTrustBundleList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ClusterTrustBundle!
certificates.v1alpha1.ClusterTrustBundleSpec SignerName:string TrustBundle:string!
certificates.v1beta1.CertificateSigningRequest TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:CertificateSigningRequestSpec! Status:CertificateSigningRequestStatus
certificates.v1beta1.CertificateSigningRequestCondition Type:RequestConditionType! Status:core.v1.ConditionStatus! Reason:string Message:string LastUpdateTime:Time LastTransitionTime:Time
certificates.v1beta1.CertificateSigningRequestList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]CertificateSigningRequest!
certificates.v1beta1.CertificateSigningRequestSpec Request:[]uint8! SignerName:*string ExpirationSeconds:*int32 Usages:[]KeyUsage Username:string UID=uid:string Groups:[]string Extra:map[string]ExtraValue
certificates.v1beta1.CertificateSigningRequestStatus Conditions:[]CertificateSigningRequestCondition Certificate:[]uint8
certificates.v1beta1.ClusterTrustBundle TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:ClusterTrustBundleSpec!
certificates.v1beta1.ClusterTrustBundleList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ClusterTrustBundle!
certificates.v1beta1.ClusterTrustBundleSpec SignerName:string TrustBundle:string!
certificates.v1beta1.PodCertificateRequest TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:PodCertificateRequestSpec! Status:PodCertificateRequestStatus
certificates.v1beta1.PodCertificateRequestList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]PodCertificateRequest!
certificates.v1beta1.PodCertificateRequestSpec SignerName:string! PodName:string! PodUID:UID! ServiceAccountName:string! ServiceAccountUID:UID! NodeName:string! NodeUID:UID! MaxExpirationSeconds:*int32 PKIXPublicKey=pkixPublicKey:[]uint8! ProofOfPossession:[]uint8! StubPKCS10Request:[]uint8!@1.36 UnverifiedUserAnnotations:map[string]string
certificates.v1beta1.PodCertificateRequestStatus Conditions:[]meta.v1.Condition CertificateChain:string NotBefore:*Time BeginRefreshAt:*Time NotAfter:*Time
coordination.v1.Lease TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:LeaseSpec
coordination.v1.LeaseList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]Lease!
coordination.v1.LeaseSpec HolderIdentity:*string LeaseDurationSeconds:*int32 AcquireTime:*MicroTime RenewTime:*MicroTime LeaseTransitions:*int32 Strategy:*CoordinatedLeaseStrategy@1.31 PreferredHolder:*string@1.31
coordination.v1alpha2.LeaseCandidate TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:LeaseCandidateSpec
coordination.v1alpha2.LeaseCandidateList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]LeaseCandidate!
coordination.v1alpha2.LeaseCandidateSpec LeaseName:string! PingTime:*MicroTime RenewTime:*MicroTime BinaryVersion:string! EmulationVersion:string Strategy:coordination.v1.CoordinatedLeaseStrategy
coordination.v1beta1.Lease TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:LeaseSpec
coordination.v1beta1.LeaseCandidate TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:LeaseCandidateSpec
coordination.v1beta1.LeaseCandidateList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]LeaseCandidate!
coordination.v1beta1.LeaseCandidateSpec LeaseName:string! PingTime:*MicroTime RenewTime:*MicroTime BinaryVersion:string! EmulationVersion:string Strategy:coordination.v1.CoordinatedLeaseStrategy
coordination.v1beta1.LeaseList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]Lease!
coordination.v1beta1.LeaseSpec HolderIdentity:*string LeaseDurationSeconds:*int32 AcquireTime:*MicroTime RenewTime:*MicroTime LeaseTransitions:*int32 Strategy:*coordination.v1.CoordinatedLeaseStrategy PreferredHolder:*string
core.v1.AWSElasticBlockStoreVolumeSource VolumeID:string! FSType=fsType:string Partition:int32 ReadOnly:bool
core.v1.Affinity NodeAffinity:*NodeAffinity PodAffinity:*PodAffinity PodAntiAffinity:*PodAntiAffinity
core.v1.AppArmorProfile Type:AppArmorProfileType! LocalhostProfile:*string
core.v1.AttachedVolume Name:UniqueVolumeName! DevicePath:string!
core.v1.AvoidPods PreferAvoidPods:[]PreferAvoidPodsEntry
core.v1.AzureDiskVolumeSource DiskName:string! DataDiskURI=diskURI:string! CachingMode:*AzureDataDiskCachingMode FSType=fsType:*string ReadOnly:*bool Kind:*AzureDataDiskKind
core.v1.AzureFilePersistentVolumeSource SecretName:string! ShareName:string! ReadOnly:bool SecretNamespace:*string!
core.v1.AzureFileVolumeSource SecretName:string! ShareName:string! ReadOnly:bool
core.v1.Binding TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Target:ObjectReference!
core.v1.CSIPersistentVolumeSource Driver:string! VolumeHandle:string! ReadOnly:bool FSType=fsType:string VolumeAttributes:map[string]string ControllerPublishSecretRef:*SecretReference NodeStageSecretRef:*SecretReference NodePublishSecretRef:*SecretReference ControllerExpandSecretRef:*SecretReference NodeExpandSecretRef:*SecretReference
core.v1.CSIVolumeSource Driver:string! ReadOnly:*bool FSType=fsType:*string VolumeAttributes:map[string]string NodePublishSecretRef:*LocalObjectReference
core.v1.Capabilities Add:[]Capability Drop:[]Capability
core.v1.CephFSPersistentVolumeSource Monitors:[]string! Path:string User:string SecretFile:string SecretRef:*SecretReference ReadOnly:bool
core.v1.CephFSVolumeSource Monitors:[]string! Path:string User:string SecretFile:string SecretRef:*LocalObjectReference ReadOnly:bool
core.v1.CinderPersistentVolumeSource VolumeID:string! FSType=fsType:string ReadOnly:bool SecretRef:*SecretReference
core.v1.CinderVolumeSource VolumeID:string! FSType=fsType:string ReadOnly:bool SecretRef:*LocalObjectReference
core.v1.ClaimSource ResourceClaimName:*string ResourceClaimTemplateName:*string
core.v1.ClientIPConfig TimeoutSeconds:*int32
core.v1.ClusterTrustBundleProjection Name:*string SignerName:*string LabelSelector:*meta.v1.LabelSelector Optional:*bool Path:string! User:*int64@1.37
core.v1.ComponentCondition Type:ComponentConditionType! Status:ConditionStatus! Message:string Error:string
core.v1.ComponentStatus TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Conditions:[]ComponentCondition
core.v1.ComponentStatusList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ComponentStatus!
core.v1.ConfigMap TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Immutable:*bool Data:map[string]string BinaryData:map[string][]uint8
core.v1.ConfigMapEnvSource LocalObjectReference^LocalObjectReference Optional:*bool
core.v1.ConfigMapKeySelector LocalObjectReference^LocalObjectReference Key:string! Optional:*bool
core.v1.ConfigMapList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ConfigMap!
core.v1.ConfigMapNodeConfigSource Namespace:string! Name:string! UID=uid:UID ResourceVersion:string KubeletConfigKey:string!
core.v1.ConfigMapProjection LocalObjectReference^LocalObjectReference Items:[]KeyToPath Optional:*bool
core.v1.ConfigMapVolumeSource LocalObjectReference^LocalObjectReference Items:[]KeyToPath DefaultMode:*int32 Optional:*bool DefaultUser:*int64@1.37
core.v1.Container Name:string! Image:string Command:[]string Args:[]string WorkingDir:string Ports:[]ContainerPort EnvFrom:[]EnvFromSource Env:[]EnvVar Resources:ResourceRequirements ResizePolicy:[]ContainerResizePolicy RestartPolicy:*ContainerRestartPolicy RestartPolicyRules:[]ContainerRestartRule@1.34 VolumeMounts:[]VolumeMount VolumeDevices:[]VolumeDevice LivenessProbe:*Probe ReadinessProbe:*Probe StartupProbe:*Probe Lifecycle:*Lifecycle TerminationMessagePath:string TerminationMessagePolicy:TerminationMessagePolicy ImagePullPolicy:PullPolicy SecurityContext:*SecurityContext Stdin:bool StdinOnce:bool TTY=tty:bool
core.v1.ContainerExtendedResourceRequest ContainerName:string! ResourceName:string! RequestName:string!
core.v1.ContainerImage Names:[]string! SizeBytes:int64
core.v1.ContainerPort Name:string HostPort:int32 ContainerPort:int32! Protocol:Protocol HostIP:string
core.v1.ContainerResizePolicy ResourceName:ResourceName! RestartPolicy:ResourceResizeRestartPolicy!
core.v1.ContainerRestartRule Action:ContainerRestartRuleAction ExitCodes:*ContainerRestartRuleOnExitCodes
core.v1.ContainerRestartRuleOnExitCodes Operator:ContainerRestartRuleOnExitCodesOperator Values:[]int32
core.v1.ContainerState Waiting:*ContainerStateWaiting Running:*ContainerStateRunning Terminated:*ContainerStateTerminated
core.v1.ContainerStateRunning StartedAt:Time
core.v1.ContainerStateTerminated ExitCode:int32! Signal:int32 Reason:string Message:string StartedAt:Time FinishedAt:Time ContainerID:string
core.v1.ContainerStateWaiting Reason:string Message:string
core.v1.ContainerStatus Name:string! State:ContainerState LastTerminationState=lastState:ContainerState Ready:bool! RestartCount:int32! Image:string! ImageID:string! ContainerID:string Started:*bool AllocatedResources:ResourceList Resources:*ResourceRequirements VolumeMounts:[]VolumeMountStatus@1.30 User:*ContainerUser@1.31 AllocatedResourcesStatus:[]ResourceStatus@1.31 StopSignal:*Signal@1.33
core.v1.ContainerUser Linux:*LinuxContainerUser
core.v1.DaemonEndpoint Port=Port:int32!
core.v1.DownwardAPIProjection Items:[]DownwardAPIVolumeFile
core.v1.DownwardAPIVolumeFile Path:string! FieldRef:*ObjectFieldSelector ResourceFieldRef:*ResourceFieldSelector Mode:*int32 User:*int64@1.37
core.v1.DownwardAPIVolumeSource Items:[]DownwardAPIVolumeFile DefaultMode:*int32 DefaultUser:*int64@1.37
core.v1.EmptyDirVolumeSource Medium:StorageMedium SizeLimit:*Quantity Mode:*int32@1.37
core.v1.EndpointAddress IP=ip:string! Hostname:string NodeName:*string TargetRef:*ObjectReference
core.v1.EndpointPort Name:string Port:int32! Protocol:Protocol AppProtocol:*string
core.v1.EndpointSubset Addresses:[]EndpointAddress NotReadyAddresses:[]EndpointAddress Ports:[]EndpointPort
core.v1.Endpoints TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Subsets:[]EndpointSubset
core.v1.EndpointsList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]Endpoints!
core.v1.EnvFromSource Prefix:string ConfigMapRef:*ConfigMapEnvSource SecretRef:*SecretEnvSource
core.v1.EnvVar Name:string! Value:string ValueFrom:*EnvVarSource
core.v1.EnvVarSource FieldRef:*ObjectFieldSelector ResourceFieldRef:*ResourceFieldSelector ConfigMapKeyRef:*ConfigMapKeySelector SecretKeyRef:*SecretKeySelector FileKeyRef:*FileKeySelector@1.34
core.v1.EphemeralContainer EphemeralContainerCommon^EphemeralContainerCommon TargetContainerName:string
core.v1.EphemeralContainerCommon Name:string! Image:string Command:[]string Args:[]string WorkingDir:string Ports:[]ContainerPort EnvFrom:[]EnvFromSource Env:[]EnvVar Resources:ResourceRequirements ResizePolicy:[]ContainerResizePolicy RestartPolicy:*ContainerRestartPolicy RestartPolicyRules:[]ContainerRestartRule@1.34 VolumeMounts:[]VolumeMount VolumeDevices:[]VolumeDevice LivenessProbe:*Probe ReadinessProbe:*Probe StartupProbe:*Probe Lifecycle:*Lifecycle TerminationMessagePath:string TerminationMessagePolicy:TerminationMessagePolicy ImagePullPolicy:PullPolicy SecurityContext:*SecurityContext Stdin:bool StdinOnce:bool TTY=tty:bool
core.v1.EphemeralVolumeSource VolumeClaimTemplate:*PersistentVolumeClaimTemplate
core.v1.Event TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta! InvolvedObject:ObjectReference! Reason:string Message:string Source:EventSource FirstTimestamp:Time LastTimestamp:Time Count:int32 Type:string EventTime:MicroTime Series:*EventSeries Action:string Related:*ObjectReference ReportingController=reportingComponent:string! ReportingInstance:string!
core.v1.EventList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]Event!
core.v1.EventSeries Count:int32 LastObservedTime:MicroTime
core.v1.EventSource Component:string Host:string
core.v1.EvictionResponder Name:string! Priority:*int32!
core.v1.ExecAction Command:[]string
core.v1.FCVolumeSource TargetWWNs:[]string Lun:*int32 FSType=fsType:string ReadOnly:bool WWIDs=wwids:[]string
core.v1.FileKeySelector VolumeName:string! Path:string! Key:string! Optional:*bool
core.v1.FlexPersistentVolumeSource Driver:string! FSType=fsType:string SecretRef:*SecretReference ReadOnly:bool Options:map[string]string
core.v1.FlexVolumeSource Driver:string! FSType=fsType:string SecretRef:*LocalObjectReference ReadOnly:bool Options:map[string]string
core.v1.FlockerVolumeSource DatasetName:string DatasetUUID:string
core.v1.GCEPersistentDiskVolumeSource PDName=pdName:string! FSType=fsType:string Partition:int32 ReadOnly:bool
core.v1.GRPCAction Port:int32! Service:*string! Mode:*GRPCProbeMode@1.37
core.v1.GitRepoVolumeSource Repository:string! Revision:string Directory:string
core.v1.GlusterfsPersistentVolumeSource EndpointsName=endpoints:string! Path:string! ReadOnly:bool EndpointsNamespace:*string
core.v1.GlusterfsVolumeSource EndpointsName=endpoints:string! Path:string! ReadOnly:bool
core.v1.HTTPGetAction Path:string Port:IntOrString! Host:string Scheme:URIScheme HTTPHeaders=httpHeaders:[]HTTPHeader Protocol:*HTTPProtocol@1.37
core.v1.HTTPHeader Name:string! Value:string!
core.v1.HostAlias IP=ip:string! Hostnames:[]string
core.v1.HostIP IP=ip:string!
core.v1.HostPathVolumeSource Path:string! Type:*HostPathType
core.v1.ISCSIPersistentVolumeSource TargetPortal:string! IQN=iqn:string! Lun:int32! ISCSIInterface=iscsiInterface:string FSType=fsType:string ReadOnly:bool Portals:[]string DiscoveryCHAPAuth=chapAuthDiscovery:bool SessionCHAPAuth=chapAuthSession:bool SecretRef:*SecretReference InitiatorName:*string
core.v1.ISCSIVolumeSource TargetPortal:string! IQN=iqn:string! Lun:int32! ISCSIInterface=iscsiInterface:string FSType=fsType:string ReadOnly:bool Portals:[]string DiscoveryCHAPAuth=chapAuthDiscovery:bool SessionCHAPAuth=chapAuthSession:bool SecretRef:*LocalObjectReference InitiatorName:*string
core.v1.ImageVolumeSource Reference:string PullPolicy:PullPolicy
core.v1.ImageVolumeStatus ImageRef:string
core.v1.KeyToPath Key:string! Path:string! Mode:*int32 User:*int64@1.37
core.v1.Lifecycle PostStart:*LifecycleHandler PreStop:*LifecycleHandler StopSignal:*Signal@1.33
core.v1.LifecycleHandler Exec:*ExecAction HTTPGet=httpGet:*HTTPGetAction TCPSocket=tcpSocket:*TCPSocketAction Sleep:*SleepAction@1.29
core.v1.LimitRange TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:LimitRangeSpec
core.v1.LimitRangeItem Type:LimitType! Max:ResourceList Min:ResourceList Default:ResourceList DefaultRequest:ResourceList MaxLimitRequestRatio:ResourceList
core.v1.LimitRangeList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]LimitRange!
core.v1.LimitRangeSpec Limits:[]LimitRangeItem!
core.v1.LinuxContainerUser UID=uid:int64! GID=gid:int64! SupplementalGroups:[]int64
core.v1.LoadBalancerIngress IP=ip:string Hostname:string IPMode=ipMode:*LoadBalancerIPMode@1.29 Ports:[]PortStatus
core.v1.LoadBalancerStatus Ingress:[]LoadBalancerIngress
core.v1.LocalObjectReference Name:string
core.v1.LocalVolumeSource Path:string! FSType=fsType:*string
core.v1.ModifyVolumeStatus TargetVolumeAttributesClassName:string Status:PersistentVolumeClaimModifyVolumeStatus!
core.v1.NFSVolumeSource Server:string! Path:string! ReadOnly:bool
core.v1.Namespace TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:NamespaceSpec Status:NamespaceStatus
core.v1.NamespaceCondition Type:NamespaceConditionType! Status:ConditionStatus! LastTransitionTime:Time Reason:string Message:string
core.v1.NamespaceList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]Namespace!
core.v1.NamespaceSpec Finalizers:[]FinalizerName
core.v1.NamespaceStatus Phase:NamespacePhase Conditions:[]NamespaceCondition
core.v1.Node TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:NodeSpec Status:NodeStatus
core.v1.NodeAddress Type:NodeAddressType! Address:string!
core.v1.NodeAffinity RequiredDuringSchedulingIgnoredDuringExecution:*NodeSelector PreferredDuringSchedulingIgnoredDuringExecution:[]PreferredSchedulingTerm
core.v1.NodeAllocatableMappedResources Name:ResourceName! Quantity:*Quantity!
core.v1.NodeAllocatableOverheadResources Name:ResourceName! PerPod:*Quantity PerContainer:*Quantity
core.v1.NodeAllocatableResourceClaimStatus ResourceClaimName:string! Containers:[]string Resources:map[ResourceName]Quantity!@-1.36 Mapping:[]NodeAllocatableMappedResources@1.37 Overhead:[]NodeAllocatableOverheadResources@1.37
core.v1.NodeCondition Type:NodeConditionType! Status:ConditionStatus! LastHeartbeatTime:Time LastTransitionTime:Time Reason:string Message:string
core.v1.NodeConfigSource ConfigMap:*ConfigMapNodeConfigSource
core.v1.NodeConfigStatus Assigned:*NodeConfigSource Active:*NodeConfigSource LastKnownGood:*NodeConfigSource Error:string
core.v1.NodeDaemonEndpoints KubeletEndpoint:DaemonEndpoint
core.v1.NodeFeatures SupplementalGroupsPolicy:*bool
core.v1.NodeList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]Node!
core.v1.NodePodPreemptionPolicy DisableResizePreemption:[]string
core.v1.NodeProxyOptions TypeMeta^meta.v1.TypeMeta Path:string
core.v1.NodeRuntimeHandler Name:string! Features:*NodeRuntimeHandlerFeatures
core.v1.NodeRuntimeHandlerFeatures RecursiveReadOnlyMounts:*bool UserNamespaces:*bool@1.31
core.v1.NodeSelector NodeSelectorTerms:[]NodeSelectorTerm!
core.v1.NodeSelectorRequirement Key:string! Operator:NodeSelectorOperator! Values:[]string
core.v1.NodeSelectorTerm MatchExpressions:[]NodeSelectorRequirement MatchFields:[]NodeSelectorRequirement
core.v1.NodeSpec PodCIDR:string PodCIDRs:[]string ProviderID:string Unschedulable:bool Taints:[]Taint ConfigSource:*NodeConfigSource DoNotUseExternalID=externalID:string PodPreemptionPolicy:*NodePodPreemptionPolicy@1.37
core.v1.NodeStatus Capacity:ResourceList Allocatable:ResourceList Phase:NodePhase Conditions:[]NodeCondition Addresses:[]NodeAddress DaemonEndpoints:NodeDaemonEndpoints NodeInfo:NodeSystemInfo Images:[]ContainerImage VolumesInUse:[]UniqueVolumeName VolumesAttached:[]AttachedVolume Config:*NodeConfigStatus RuntimeHandlers:[]NodeRuntimeHandler@1.30 Features:*NodeFeatures@1.31 DeclaredFeatures:[]string@1.35
core.v1.NodeSwapStatus Capacity:*int64
core.v1.NodeSystemInfo MachineID:string! SystemUUID:string! BootID:string! KernelVersion:string! OSImage=osImage:string! ContainerRuntimeVersion:string! KubeletVersion:string! KubeProxyVersion:string! OperatingSystem:string! Architecture:string! Swap:*NodeSwapStatus@1.33
core.v1.ObjectFieldSelector APIVersion=apiVersion:string FieldPath:string!
core.v1.ObjectReference Kind:string Namespace:string Name:string UID=uid:UID APIVersion=apiVersion:string ResourceVersion:string FieldPath:string
core.v1.PersistentVolume TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:PersistentVolumeSpec Status:PersistentVolumeStatus
core.v1.PersistentVolumeClaim TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:PersistentVolumeClaimSpec Status:PersistentVolumeClaimStatus
core.v1.PersistentVolumeClaimCondition Type:PersistentVolumeClaimConditionType! Status:ConditionStatus! LastProbeTime:Time LastTransitionTime:Time Reason:string Message:string
core.v1.PersistentVolumeClaimList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]PersistentVolumeClaim!
core.v1.PersistentVolumeClaimSpec AccessModes:[]PersistentVolumeAccessMode Selector:*meta.v1.LabelSelector Resources:ResourceRequirements@-1.28 Resources:VolumeResourceRequirements@1.29 VolumeName:string StorageClassName:*string VolumeMode:*PersistentVolumeMode DataSource:*TypedLocalObjectReference DataSourceRef:*TypedObjectReference VolumeAttributesClassName:*string@1.29
core.v1.PersistentVolumeClaimStatus Phase:PersistentVolumeClaimPhase AccessModes:[]PersistentVolumeAccessMode Capacity:ResourceList Conditions:[]PersistentVolumeClaimCondition AllocatedResources:ResourceList AllocatedResourceStatuses:map[ResourceName]ClaimResourceStatus CurrentVolumeAttributesClassName:*string@1.29 ModifyVolumeStatus:*ModifyVolumeStatus@1.29 HealthStatus:*VolumeHealthStatus@1.37
core.v1.PersistentVolumeClaimTemplate ObjectMeta=metadata:meta.v1.ObjectMeta Spec:PersistentVolumeClaimSpec!
core.v1.PersistentVolumeClaimVolumeSource ClaimName:string! ReadOnly:bool
core.v1.PersistentVolumeList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]PersistentVolume!
core.v1.PersistentVolumeSource GCEPersistentDisk=gcePersistentDisk:*GCEPersistentDiskVolumeSource AWSElasticBlockStore=awsElasticBlockStore:*AWSElasticBlockStoreVolumeSource HostPath:*HostPathVolumeSource Glusterfs:*GlusterfsPersistentVolumeSource NFS=nfs:*NFSVolumeSource RBD=rbd:*RBDPersistentVolumeSource ISCSI=iscsi:*ISCSIPersistentVolumeSource Cinder:*CinderPersistentVolumeSource CephFS=cephfs:*CephFSPersistentVolumeSource FC=fc:*FCVolumeSource Flocker:*FlockerVolumeSource FlexVolume:*FlexPersistentVolumeSource AzureFile:*AzureFilePersistentVolumeSource VsphereVolume:*VsphereVirtualDiskVolumeSource Quobyte:*QuobyteVolumeSource AzureDisk:*AzureDiskVolumeSource PhotonPersistentDisk:*PhotonPersistentDiskVolumeSource PortworxVolume:*PortworxVolumeSource ScaleIO:*ScaleIOPersistentVolumeSource Local:*LocalVolumeSource StorageOS=storageos:*StorageOSPersistentVolumeSource CSI=csi:*CSIPersistentVolumeSource
core.v1.PersistentVolumeSpec Capacity:ResourceList PersistentVolumeSource^PersistentVolumeSource AccessModes:[]PersistentVolumeAccessMode ClaimRef:*ObjectReference PersistentVolumeReclaimPolicy:PersistentVolumeReclaimPolicy StorageClassName:string MountOptions:[]string VolumeMode:*PersistentVolumeMode NodeAffinity:*VolumeNodeAffinity VolumeAttributesClassName:*string@1.29
core.v1.PersistentVolumeStatus Phase:PersistentVolumePhase Message:string Reason:string LastPhaseTransitionTime:*Time
core.v1.PhotonPersistentDiskVolumeSource PdID:string! FSType=fsType:string
core.v1.Pod TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:PodSpec Status:PodStatus
core.v1.PodAffinity RequiredDuringSchedulingIgnoredDuringExecution:[]PodAffinityTerm PreferredDuringSchedulingIgnoredDuringExecution:[]WeightedPodAffinityTerm
core.v1.PodAffinityTerm LabelSelector:*meta.v1.LabelSelector Namespaces:[]string TopologyKey:string! NamespaceSelector:*meta.v1.LabelSelector MatchLabelKeys:[]string@1.29 MismatchLabelKeys:[]string@1.29
core.v1.PodAntiAffinity RequiredDuringSchedulingIgnoredDuringExecution:[]PodAffinityTerm PreferredDuringSchedulingIgnoredDuringExecution:[]WeightedPodAffinityTerm
core.v1.PodAttachOptions TypeMeta^meta.v1.TypeMeta Stdin:bool Stdout:bool Stderr:bool TTY=tty:bool Container:string
core.v1.PodCertificateProjection SignerName:string KeyType:string MaxExpirationSeconds:*int32 CredentialBundlePath:string KeyPath:string CertificateChainPath:string UserAnnotations:map[string]string@1.35 User:*int64@1.37
core.v1.PodCondition Type:PodConditionType! ObservedGeneration:int64@1.33 Status:ConditionStatus! LastProbeTime:Time LastTransitionTime:Time Reason:string Message:string
core.v1.PodDNSConfig Nameservers:[]string Searches:[]string Options:[]PodDNSConfigOption
core.v1.PodDNSConfigOption Name:string Value:*string
core.v1.PodExecOptions TypeMeta^meta.v1.TypeMeta Stdin:bool Stdout:bool Stderr:bool TTY=tty:bool Container:string Command:[]string!
core.v1.PodExtendedResourceClaimStatus RequestMappings:[]ContainerExtendedResourceRequest! ResourceClaimName:string!
core.v1.PodIP IP=ip:string!
core.v1.PodList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]Pod!
core.v1.PodLogOptions TypeMeta^meta.v1.TypeMeta Container:string Follow:bool Previous:bool SinceSeconds:*int64 SinceTime:*Time Timestamps:bool TailLines:*int64 LimitBytes:*int64 InsecureSkipTLSVerifyBackend:bool Stream:*string
core.v1.PodOS Name:OSName!
core.v1.PodPortForwardOptions TypeMeta^meta.v1.TypeMeta Ports:[]int32
core.v1.PodProxyOptions TypeMeta^meta.v1.TypeMeta Path:string
core.v1.PodReadinessGate ConditionType:PodConditionType!
core.v1.PodResourceClaim Name:string! Source:ClaimSource@-1.30 ResourceClaimName:*string@1.31 ResourceClaimTemplateName:*string@1.31
core.v1.PodResourceClaimStatus Name:string! ResourceClaimName:*string
core.v1.PodSchedulingGate Name:string!
core.v1.PodSchedulingGroup PodGroupName:*string
core.v1.PodSecurityContext SELinuxOptions=seLinuxOptions:*SELinuxOptions WindowsOptions:*WindowsSecurityContextOptions RunAsUser:*int64 RunAsGroup:*int64 RunAsNonRoot:*bool SupplementalGroups:[]int64 SupplementalGroupsPolicy:*SupplementalGroupsPolicy@1.31 FSGroup=fsGroup:*int64 Sysctls:[]Sysctl FSGroupChangePolicy=fsGroupChangePolicy:*PodFSGroupChangePolicy SeccompProfile:*SeccompProfile AppArmorProfile:*AppArmorProfile@1.30 SELinuxChangePolicy=seLinuxChangePolicy:*PodSELinuxChangePolicy@1.32
core.v1.PodSignature PodController:*meta.v1.OwnerReference
core.v1.PodSpec Volumes:[]Volume InitContainers:[]Container Containers:[]Container! EphemeralContainers:[]EphemeralContainer RestartPolicy:RestartPolicy TerminationGracePeriodSeconds:*int64 ActiveDeadlineSeconds:*int64 DNSPolicy=dnsPolicy:DNSPolicy NodeSelector:map[string]string ServiceAccountName:string DeprecatedServiceAccount=serviceAccount:string AutomountServiceAccountToken:*bool NodeName:string HostNetwork:bool HostPID:bool HostIPC:bool ShareProcessNamespace:*bool SecurityContext:*PodSecurityContext ImagePullSecrets:[]LocalObjectReference Hostname:string Subdomain:string Affinity:*Affinity SchedulerName:string Tolerations:[]Toleration HostAliases:[]HostAlias PriorityClassName:string Priority:*int32 DNSConfig=dnsConfig:*PodDNSConfig ReadinessGates:[]PodReadinessGate RuntimeClassName:*string EnableServiceLinks:*bool PreemptionPolicy:*PreemptionPolicy Overhead:ResourceList TopologySpreadConstraints:[]TopologySpreadConstraint SetHostnameAsFQDN:*bool OS=os:*PodOS HostUsers:*bool SchedulingGates:[]PodSchedulingGate ResourceClaims:[]PodResourceClaim Resources:*ResourceRequirements@1.32 HostnameOverride:*string@1.34 WorkloadRef:*WorkloadReference@1.35-1.35 SchedulingGroup:*PodSchedulingGroup@1.36 EvictionResponders:[]EvictionResponder@1.37
core.v1.PodStatus ObservedGeneration:int64@1.33 Phase:PodPhase Conditions:[]PodCondition Message:string Reason:string NominatedNodeName:string HostIP:string HostIPs:[]HostIP PodIP:string PodIPs:[]PodIP StartTime:*Time InitContainerStatuses:[]ContainerStatus ContainerStatuses:[]ContainerStatus QOSClass=qosClass:PodQOSClass EphemeralContainerStatuses:[]ContainerStatus Resize:PodResizeStatus ResourceClaimStatuses:[]PodResourceClaimStatus ExtendedResourceClaimStatus:*PodExtendedResourceClaimStatus@1.34 AllocatedResources:ResourceList@1.35 Resources:*ResourceRequirements@1.35 NodeAllocatableResourceClaimStatuses:[]NodeAllocatableResourceClaimStatus@1.36 VolumeHealth:[]PodVolumeHealth@1.37
core.v1.PodStatusResult TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Status:PodStatus
core.v1.PodTemplate TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Template:PodTemplateSpec
core.v1.PodTemplateList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]PodTemplate!
core.v1.PodTemplateSpec ObjectMeta=metadata:meta.v1.ObjectMeta Spec:PodSpec
core.v1.PodVolumeHealth Name:string! HealthConditions:[]VolumeHealthCondition LastTransitionTime:Time
core.v1.PortStatus Port:int32! Protocol:Protocol! Error:*string
core.v1.PortworxVolumeSource VolumeID:string! FSType=fsType:string ReadOnly:bool
core.v1.Preconditions UID=uid:*UID
core.v1.PreferAvoidPodsEntry PodSignature:PodSignature! EvictionTime:Time Reason:string Message:string
core.v1.PreferredSchedulingTerm Weight:int32! Preference:NodeSelectorTerm!
core.v1.Probe ProbeHandler^ProbeHandler InitialDelaySeconds:int32 TimeoutSeconds:int32 PeriodSeconds:int32 SuccessThreshold:int32 FailureThreshold:int32 TerminationGracePeriodSeconds:*int64
core.v1.ProbeHandler Exec:*ExecAction HTTPGet=httpGet:*HTTPGetAction TCPSocket=tcpSocket:*TCPSocketAction GRPC=grpc:*GRPCAction
core.v1.ProjectedVolumeSource Sources:[]VolumeProjection! DefaultMode:*int32 DefaultUser:*int64@1.37
core.v1.QuobyteVolumeSource Registry:string! Volume:string! ReadOnly:bool User:string Group:string Tenant:string
core.v1.RBDPersistentVolumeSource CephMonitors=monitors:[]string! RBDImage=image:string! FSType=fsType:string RBDPool=pool:string RadosUser=user:string Keyring:string SecretRef:*SecretReference ReadOnly:bool
core.v1.RBDVolumeSource CephMonitors=monitors:[]string! RBDImage=image:string! FSType=fsType:string RBDPool=pool:string RadosUser=user:string Keyring:string SecretRef:*LocalObjectReference ReadOnly:bool
core.v1.RangeAllocation TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Range:string! Data:[]uint8!
core.v1.ReplicationController TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:ReplicationControllerSpec Status:ReplicationControllerStatus
core.v1.ReplicationControllerCondition Type:ReplicationControllerConditionType! Status:ConditionStatus! LastTransitionTime:Time Reason:string Message:string
core.v1.ReplicationControllerList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ReplicationController!
core.v1.ReplicationControllerSpec Replicas:*int32 MinReadySeconds:int32 Selector:map[string]string Template:*PodTemplateSpec
core.v1.ReplicationControllerStatus Replicas:int32! FullyLabeledReplicas:int32 ReadyReplicas:int32 AvailableReplicas:int32 ObservedGeneration:int64 Conditions:[]ReplicationControllerCondition
core.v1.ResourceClaim Name:string! Request:string@1.31
core.v1.ResourceFieldSelector ContainerName:string Resource:string! Divisor:Quantity
core.v1.ResourceHealth ResourceID:ResourceID! Health:ResourceHealthStatus Message:*string@1.36
core.v1.ResourceQuota TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:ResourceQuotaSpec Status:ResourceQuotaStatus
core.v1.ResourceQuotaList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ResourceQuota!
core.v1.ResourceQuotaSpec Hard:ResourceList Scopes:[]ResourceQuotaScope ScopeSelector:*ScopeSelector
core.v1.ResourceQuotaStatus Hard:ResourceList Used:ResourceList
core.v1.ResourceRequirements Limits:ResourceList Requests:ResourceList Claims:[]ResourceClaim
core.v1.ResourceStatus Name:ResourceName! Resources:[]ResourceHealth
core.v1.SELinuxOptions User:string Role:string Type:string Level:string
core.v1.ScaleIOPersistentVolumeSource Gateway:string! System:string! SecretRef:*SecretReference! SSLEnabled=sslEnabled:bool ProtectionDomain:string StoragePool:string StorageMode:string VolumeName:string FSType=fsType:string ReadOnly:bool
core.v1.ScaleIOVolumeSource Gateway:string! System:string! SecretRef:*LocalObjectReference! SSLEnabled=sslEnabled:bool ProtectionDomain:string StoragePool:string StorageMode:string VolumeName:string FSType=fsType:string ReadOnly:bool
core.v1.ScopeSelector MatchExpressions:[]ScopedResourceSelectorRequirement
core.v1.ScopedResourceSelectorRequirement ScopeName:ResourceQuotaScope! Operator:ScopeSelectorOperator! Values:[]string
core.v1.SeccompProfile Type:SeccompProfileType! LocalhostProfile:*string
core.v1.Secret TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Immutable:*bool Data:map[string][]uint8 StringData:map[string]string Type:SecretType
core.v1.SecretEnvSource LocalObjectReference^LocalObjectReference Optional:*bool
core.v1.SecretKeySelector LocalObjectReference^LocalObjectReference Key:string! Optional:*bool
core.v1.SecretList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]Secret!
core.v1.SecretProjection LocalObjectReference^LocalObjectReference Items:[]KeyToPath Optional:*bool
core.v1.SecretReference Name:string Namespace:string
core.v1.SecretVolumeSource SecretName:string Items:[]KeyToPath DefaultMode:*int32 Optional:*bool DefaultUser:*int64@1.37
core.v1.SecurityContext Capabilities:*Capabilities Privileged:*bool SELinuxOptions=seLinuxOptions:*SELinuxOptions WindowsOptions:*WindowsSecurityContextOptions RunAsUser:*int64 RunAsGroup:*int64 RunAsNonRoot:*bool ReadOnlyRootFilesystem:*bool AllowPrivilegeEscalation:*bool ProcMount:*ProcMountType SeccompProfile:*SeccompProfile AppArmorProfile:*AppArmorProfile@1.30
core.v1.SerializedReference TypeMeta^meta.v1.TypeMeta Reference:ObjectReference
core.v1.Service TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:ServiceSpec Status:ServiceStatus
core.v1.ServiceAccount TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Secrets:[]ObjectReference ImagePullSecrets:[]LocalObjectReference AutomountServiceAccountToken:*bool
core.v1.ServiceAccountList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ServiceAccount!
core.v1.ServiceAccountTokenProjection Audience:string ExpirationSeconds:*int64 Path:string! User:*int64@1.37
core.v1.ServiceList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]Service!
core.v1.ServicePort Name:string Protocol:Protocol AppProtocol:*string Port:int32! TargetPort:IntOrString NodePort:int32
core.v1.ServiceProxyOptions TypeMeta^meta.v1.TypeMeta Path:string
core.v1.ServiceSpec Ports:[]ServicePort Selector:map[string]string ClusterIP:string ClusterIPs:[]string Type:ServiceType ExternalIPs:[]string SessionAffinity:ServiceAffinity LoadBalancerIP:string LoadBalancerSourceRanges:[]string ExternalName:string ExternalTrafficPolicy:ServiceExternalTrafficPolicy HealthCheckNodePort:int32 PublishNotReadyAddresses:bool SessionAffinityConfig:*SessionAffinityConfig IPFamilies=ipFamilies:[]IPFamily IPFamilyPolicy=ipFamilyPolicy:*IPFamilyPolicy AllocateLoadBalancerNodePorts:*bool LoadBalancerClass:*string InternalTrafficPolicy:*ServiceInternalTrafficPolicy TrafficDistribution:*string@1.30
core.v1.ServiceStatus LoadBalancer:LoadBalancerStatus Conditions:[]meta.v1.Condition
core.v1.SessionAffinityConfig ClientIP:*ClientIPConfig
core.v1.SleepAction Seconds:int64!
core.v1.StorageOSPersistentVolumeSource VolumeName:string VolumeNamespace:string FSType=fsType:string ReadOnly:bool SecretRef:*ObjectReference
core.v1.StorageOSVolumeSource VolumeName:string VolumeNamespace:string FSType=fsType:string ReadOnly:bool SecretRef:*LocalObjectReference
core.v1.Sysctl Name:string! Value:string!
core.v1.TCPSocketAction Port:IntOrString! Host:string
core.v1.Taint Key:string! Value:string Effect:TaintEffect! TimeAdded:*Time
core.v1.Toleration Key:string Operator:TolerationOperator Value:string Effect:TaintEffect TolerationSeconds:*int64
core.v1.TopologySelectorLabelRequirement Key:string! Values:[]string!
core.v1.TopologySelectorTerm MatchLabelExpressions:[]TopologySelectorLabelRequirement
core.v1.TopologySpreadConstraint MaxSkew:int32! TopologyKey:string! WhenUnsatisfiable:UnsatisfiableConstraintAction! LabelSelector:*meta.v1.LabelSelector MinDomains:*int32 NodeAffinityPolicy:*NodeInclusionPolicy NodeTaintsPolicy:*NodeInclusionPolicy MatchLabelKeys:[]string
core.v1.TypedLocalObjectReference APIGroup=apiGroup:*string! Kind:string! Name:string!
core.v1.TypedObjectReference APIGroup=apiGroup:*string! Kind:string! Name:string! Namespace:*string
core.v1.Volume Name:string! VolumeSource^VolumeSource
core.v1.VolumeDevice Name:string! DevicePath:string!
core.v1.VolumeHealthCondition Status:VolumeHealthStatusType! Reason:string! Message:string
core.v1.VolumeHealthStatus HealthConditions:[]VolumeHealthCondition LastTransitionTime:Time
core.v1.VolumeMount Name:string! ReadOnly:bool RecursiveReadOnly:*RecursiveReadOnlyMode@1.30 MountPath:string! SubPath:string MountPropagation:*MountPropagationMode SubPathExpr:string BindMountOptions:[]string@1.37
core.v1.VolumeMountStatus Name:string! MountPath:string! ReadOnly:bool RecursiveReadOnly:*RecursiveReadOnlyMode VolumeStatus:*VolumeStatus@1.36
core.v1.VolumeNodeAffinity Required:*NodeSelector
core.v1.VolumeProjection Secret:*SecretProjection DownwardAPI:*DownwardAPIProjection ConfigMap:*ConfigMapProjection ServiceAccountToken:*ServiceAccountTokenProjection ClusterTrustBundle:*ClusterTrustBundleProjection@1.29 PodCertificate:*PodCertificateProjection@1.34
core.v1.VolumeResourceRequirements Limits:ResourceList Requests:ResourceList
core.v1.VolumeSource HostPath:*HostPathVolumeSource EmptyDir:*EmptyDirVolumeSource GCEPersistentDisk=gcePersistentDisk:*GCEPersistentDiskVolumeSource AWSElasticBlockStore=awsElasticBlockStore:*AWSElasticBlockStoreVolumeSource GitRepo:*GitRepoVolumeSource Secret:*SecretVolumeSource NFS=nfs:*NFSVolumeSource ISCSI=iscsi:*ISCSIVolumeSource Glusterfs:*GlusterfsVolumeSource PersistentVolumeClaim:*PersistentVolumeClaimVolumeSource RBD=rbd:*RBDVolumeSource FlexVolume:*FlexVolumeSource Cinder:*CinderVolumeSource CephFS=cephfs:*CephFSVolumeSource Flocker:*FlockerVolumeSource DownwardAPI:*DownwardAPIVolumeSource FC=fc:*FCVolumeSource AzureFile:*AzureFileVolumeSource ConfigMap:*ConfigMapVolumeSource VsphereVolume:*VsphereVirtualDiskVolumeSource Quobyte:*QuobyteVolumeSource AzureDisk:*AzureDiskVolumeSource PhotonPersistentDisk:*PhotonPersistentDiskVolumeSource Projected:*ProjectedVolumeSource PortworxVolume:*PortworxVolumeSource ScaleIO:*ScaleIOVolumeSource StorageOS=storageos:*StorageOSVolumeSource CSI=csi:*CSIVolumeSource Ephemeral:*EphemeralVolumeSource Image:*ImageVolumeSource@1.31
core.v1.VolumeStatus Image:*ImageVolumeStatus
core.v1.VsphereVirtualDiskVolumeSource VolumePath:string! FSType=fsType:string StoragePolicyName:string StoragePolicyID:string
core.v1.WeightedPodAffinityTerm Weight:int32! PodAffinityTerm:PodAffinityTerm!
core.v1.WindowsSecurityContextOptions GMSACredentialSpecName=gmsaCredentialSpecName:*string GMSACredentialSpec=gmsaCredentialSpec:*string RunAsUserName:*string HostProcess:*bool
core.v1.WorkloadReference Name:string! PodGroup:string! PodGroupReplicaKey:string
discovery.v1.Endpoint Addresses:[]string! Conditions:EndpointConditions Hostname:*string TargetRef:*core.v1.ObjectReference DeprecatedTopology:map[string]string NodeName:*string Zone:*string Hints:*EndpointHints
discovery.v1.EndpointConditions Ready:*bool Serving:*bool Terminating:*bool
discovery.v1.EndpointHints ForZones:[]ForZone ForNodes:[]ForNode@1.33
discovery.v1.EndpointPort Name:*string Protocol:*core.v1.Protocol Port:*int32 AppProtocol:*string
discovery.v1.EndpointSlice TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta AddressType:AddressType! Endpoints:[]Endpoint! Ports:[]EndpointPort!
discovery.v1.EndpointSliceList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]EndpointSlice!
discovery.v1.ForNode Name:string!
discovery.v1.ForZone Name:string!
discovery.v1beta1.Endpoint Addresses:[]string! Conditions:EndpointConditions Hostname:*string TargetRef:*core.v1.ObjectReference Topology:map[string]string NodeName:*string Hints:*EndpointHints
discovery.v1beta1.EndpointConditions Ready:*bool Serving:*bool Terminating:*bool
discovery.v1beta1.EndpointHints ForZones:[]ForZone ForNodes:[]ForNode
discovery.v1beta1.EndpointPort Name:*string Protocol:*core.v1.Protocol Port:*int32 AppProtocol:*string
discovery.v1beta1.EndpointSlice TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta AddressType:AddressType! Endpoints:[]Endpoint! Ports:[]EndpointPort!
discovery.v1beta1.EndpointSliceList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]EndpointSlice!
discovery.v1beta1.ForNode Name:string!
discovery.v1beta1.ForZone Name:string!
events.v1.Event TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta! EventTime:MicroTime! Series:*EventSeries ReportingController:string ReportingInstance:string Action:string Reason:string Regarding:core.v1.ObjectReference Related:*core.v1.ObjectReference Note:string Type:string DeprecatedSource:core.v1.EventSource DeprecatedFirstTimestamp:Time DeprecatedLastTimestamp:Time DeprecatedCount:int32
events.v1.EventList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]Event!
events.v1.EventSeries Count:int32! LastObservedTime:MicroTime!
events.v1beta1.Event TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta! EventTime:MicroTime! Series:*EventSeries ReportingController:string ReportingInstance:string Action:string Reason:string Regarding:core.v1.ObjectReference Related:*core.v1.ObjectReference Note:string Type:string DeprecatedSource:core.v1.EventSource DeprecatedFirstTimestamp:Time DeprecatedLastTimestamp:Time DeprecatedCount:int32
events.v1beta1.EventList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]Event!
events.v1beta1.EventSeries Count:int32! LastObservedTime:MicroTime!
extensions.v1beta1.DaemonSet TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:DaemonSetSpec Status:DaemonSetStatus
extensions.v1beta1.DaemonSetCondition Type:DaemonSetConditionType! Status:core.v1.ConditionStatus! LastTransitionTime:Time Reason:string Message:string
extensions.v1beta1.DaemonSetList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]DaemonSet!
extensions.v1beta1.DaemonSetSpec Selector:*meta.v1.LabelSelector Template:core.v1.PodTemplateSpec! UpdateStrategy:DaemonSetUpdateStrategy MinReadySeconds:int32 TemplateGeneration:int64 RevisionHistoryLimit:*int32
extensions.v1beta1.DaemonSetStatus CurrentNumberScheduled:int32! NumberMisscheduled:int32! DesiredNumberScheduled:int32! NumberReady:int32! ObservedGeneration:int64 UpdatedNumberScheduled:int32 NumberAvailable:int32 NumberUnavailable:int32 CollisionCount:*int32 Conditions:[]DaemonSetCondition
extensions.v1beta1.DaemonSetUpdateStrategy Type:DaemonSetUpdateStrategyType RollingUpdate:*RollingUpdateDaemonSet
extensions.v1beta1.Deployment TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:DeploymentSpec Status:DeploymentStatus
extensions.v1beta1.DeploymentCondition Type:DeploymentConditionType! Status:core.v1.ConditionStatus! LastUpdateTime:Time LastTransitionTime:Time Reason:string Message:string
extensions.v1beta1.DeploymentList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]Deployment!
extensions.v1beta1.DeploymentRollback TypeMeta^meta.v1.TypeMeta Name:string! UpdatedAnnotations:map[string]string RollbackTo:RollbackConfig!
extensions.v1beta1.DeploymentSpec Replicas:*int32 Selector:*meta.v1.LabelSelector Template:core.v1.PodTemplateSpec! Strategy:DeploymentStrategy MinReadySeconds:int32 RevisionHistoryLimit:*int32 Paused:bool RollbackTo:*RollbackConfig ProgressDeadlineSeconds:*int32
extensions.v1beta1.DeploymentStatus ObservedGeneration:int64 Replicas:int32 UpdatedReplicas:int32 ReadyReplicas:int32 AvailableReplicas:int32 UnavailableReplicas:int32 TerminatingReplicas:*int32 Conditions:[]DeploymentCondition CollisionCount:*int32
extensions.v1beta1.DeploymentStrategy Type:DeploymentStrategyType RollingUpdate:*RollingUpdateDeployment
extensions.v1beta1.HTTPIngressPath Path:string PathType:*PathType Backend:IngressBackend!
extensions.v1beta1.HTTPIngressRuleValue Paths:[]HTTPIngressPath!
extensions.v1beta1.IPBlock CIDR=cidr:string! Except:[]string
extensions.v1beta1.Ingress TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:IngressSpec Status:IngressStatus
extensions.v1beta1.IngressBackend ServiceName:string ServicePort:IntOrString Resource:*core.v1.TypedLocalObjectReference
extensions.v1beta1.IngressList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]Ingress!
extensions.v1beta1.IngressLoadBalancerIngress IP=ip:string Hostname:string Ports:[]IngressPortStatus
extensions.v1beta1.IngressLoadBalancerStatus Ingress:[]IngressLoadBalancerIngress
extensions.v1beta1.IngressPortStatus Port:int32! Protocol:core.v1.Protocol! Error:*string
extensions.v1beta1.IngressRule Host:string IngressRuleValue^IngressRuleValue
extensions.v1beta1.IngressRuleValue HTTP=http:*HTTPIngressRuleValue
extensions.v1beta1.IngressSpec IngressClassName:*string Backend:*IngressBackend TLS=tls:[]IngressTLS Rules:[]IngressRule
extensions.v1beta1.IngressStatus LoadBalancer:IngressLoadBalancerStatus
extensions.v1beta1.IngressTLS Hosts:[]string SecretName:string
extensions.v1beta1.NetworkPolicy TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:NetworkPolicySpec
extensions.v1beta1.NetworkPolicyEgressRule Ports:[]NetworkPolicyPort To:[]NetworkPolicyPeer
extensions.v1beta1.NetworkPolicyIngressRule Ports:[]NetworkPolicyPort From:[]NetworkPolicyPeer
extensions.v1beta1.NetworkPolicyList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]NetworkPolicy!
extensions.v1beta1.NetworkPolicyPeer PodSelector:*meta.v1.LabelSelector NamespaceSelector:*meta.v1.LabelSelector IPBlock=ipBlock:*IPBlock
extensions.v1beta1.NetworkPolicyPort Protocol:*core.v1.Protocol Port:*IntOrString EndPort:*int32
extensions.v1beta1.NetworkPolicySpec PodSelector:meta.v1.LabelSelector! Ingress:[]NetworkPolicyIngressRule Egress:[]NetworkPolicyEgressRule PolicyTypes:[]PolicyType
extensions.v1beta1.ReplicaSet TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:ReplicaSetSpec Status:ReplicaSetStatus
extensions.v1beta1.ReplicaSetCondition Type:ReplicaSetConditionType! Status:core.v1.ConditionStatus! LastTransitionTime:Time Reason:string Message:string
extensions.v1beta1.ReplicaSetList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ReplicaSet!
extensions.v1beta1.ReplicaSetSpec Replicas:*int32 MinReadySeconds:int32 Selector:*meta.v1.LabelSelector Template:core.v1.PodTemplateSpec
extensions.v1beta1.ReplicaSetStatus Replicas:int32! FullyLabeledReplicas:int32 ReadyReplicas:int32 AvailableReplicas:int32 TerminatingReplicas:*int32 ObservedGeneration:int64 Conditions:[]ReplicaSetCondition
extensions.v1beta1.RollbackConfig Revision:int64
extensions.v1beta1.RollingUpdateDaemonSet MaxUnavailable:*IntOrString MaxSurge:*IntOrString
extensions.v1beta1.RollingUpdateDeployment MaxUnavailable:*IntOrString MaxSurge:*IntOrString
extensions.v1beta1.Scale TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:ScaleSpec Status:ScaleStatus
extensions.v1beta1.ScaleSpec Replicas:int32
extensions.v1beta1.ScaleStatus Replicas:int32! Selector:map[string]string TargetSelector:string
flowcontrol.v1.ExemptPriorityLevelConfiguration NominalConcurrencyShares:*int32 LendablePercent:*int32
flowcontrol.v1.FlowDistinguisherMethod Type:FlowDistinguisherMethodType!
flowcontrol.v1.FlowSchema TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:FlowSchemaSpec Status:FlowSchemaStatus
flowcontrol.v1.FlowSchemaCondition Type:FlowSchemaConditionType Status:ConditionStatus LastTransitionTime:Time Reason:string Message:string
flowcontrol.v1.FlowSchemaList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]FlowSchema!
flowcontrol.v1.FlowSchemaSpec PriorityLevelConfiguration:PriorityLevelConfigurationReference! MatchingPrecedence:int32! DistinguisherMethod:*FlowDistinguisherMethod Rules:[]PolicyRulesWithSubjects
flowcontrol.v1.FlowSchemaStatus Conditions:[]FlowSchemaCondition
flowcontrol.v1.GroupSubject Name:string!
flowcontrol.v1.LimitResponse Type:LimitResponseType! Queuing:*QueuingConfiguration
flowcontrol.v1.LimitedPriorityLevelConfiguration NominalConcurrencyShares:*int32! LimitResponse:LimitResponse LendablePercent:*int32 BorrowingLimitPercent:*int32
flowcontrol.v1.NonResourcePolicyRule Verbs:[]string! NonResourceURLs:[]string!
flowcontrol.v1.PolicyRulesWithSubjects Subjects:[]Subject! ResourceRules:[]ResourcePolicyRule NonResourceRules:[]NonResourcePolicyRule
flowcontrol.v1.PriorityLevelConfiguration TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:PriorityLevelConfigurationSpec Status:PriorityLevelConfigurationStatus
flowcontrol.v1.PriorityLevelConfigurationCondition Type:PriorityLevelConfigurationConditionType Status:ConditionStatus LastTransitionTime:Time Reason:string Message:string
flowcontrol.v1.PriorityLevelConfigurationList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]PriorityLevelConfiguration!
flowcontrol.v1.PriorityLevelConfigurationReference Name:string!
flowcontrol.v1.PriorityLevelConfigurationSpec Type:PriorityLevelEnablement! Limited:*LimitedPriorityLevelConfiguration Exempt:*ExemptPriorityLevelConfiguration
flowcontrol.v1.PriorityLevelConfigurationStatus Conditions:[]PriorityLevelConfigurationCondition
flowcontrol.v1.QueuingConfiguration Queues:int32! HandSize:int32! QueueLengthLimit:int32!
flowcontrol.v1.ResourcePolicyRule Verbs:[]string! APIGroups=apiGroups:[]string! Resources:[]string! ClusterScope:bool Namespaces:[]string!
flowcontrol.v1.ServiceAccountSubject Namespace:string! Name:string!
flowcontrol.v1.Subject Kind:SubjectKind! User:*UserSubject Group:*GroupSubject ServiceAccount:*ServiceAccountSubject
flowcontrol.v1.UserSubject Name:string!
flowcontrol.v1beta1.ExemptPriorityLevelConfiguration NominalConcurrencyShares:*int32 LendablePercent:*int32
flowcontrol.v1beta1.FlowDistinguisherMethod Type:FlowDistinguisherMethodType!
flowcontrol.v1beta1.FlowSchema TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:FlowSchemaSpec Status:FlowSchemaStatus
flowcontrol.v1beta1.FlowSchemaCondition Type:FlowSchemaConditionType Status:ConditionStatus LastTransitionTime:Time Reason:string Message:string
flowcontrol.v1beta1.FlowSchemaList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]FlowSchema!
flowcontrol.v1beta1.FlowSchemaSpec PriorityLevelConfiguration:PriorityLevelConfigurationReference! MatchingPrecedence:int32! DistinguisherMethod:*FlowDistinguisherMethod Rules:[]PolicyRulesWithSubjects
flowcontrol.v1beta1.FlowSchemaStatus Conditions:[]FlowSchemaCondition
flowcontrol.v1beta1.GroupSubject Name:string!
flowcontrol.v1beta1.LimitResponse Type:LimitResponseType! Queuing:*QueuingConfiguration
flowcontrol.v1beta1.LimitedPriorityLevelConfiguration AssuredConcurrencyShares:int32! LimitResponse:LimitResponse LendablePercent:*int32 BorrowingLimitPercent:*int32
flowcontrol.v1beta1.NonResourcePolicyRule Verbs:[]string! NonResourceURLs:[]string!
flowcontrol.v1beta1.PolicyRulesWithSubjects Subjects:[]Subject! ResourceRules:[]ResourcePolicyRule NonResourceRules:[]NonResourcePolicyRule
flowcontrol.v1beta1.PriorityLevelConfiguration TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:PriorityLevelConfigurationSpec Status:PriorityLevelConfigurationStatus
flowcontrol.v1beta1.PriorityLevelConfigurationCondition Type:PriorityLevelConfigurationConditionType Status:ConditionStatus LastTransitionTime:Time Reason:string Message:string
flowcontrol.v1beta1.PriorityLevelConfigurationList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]PriorityLevelConfiguration!
flowcontrol.v1beta1.PriorityLevelConfigurationReference Name:string!
flowcontrol.v1beta1.PriorityLevelConfigurationSpec Type:PriorityLevelEnablement! Limited:*LimitedPriorityLevelConfiguration Exempt:*ExemptPriorityLevelConfiguration
flowcontrol.v1beta1.PriorityLevelConfigurationStatus Conditions:[]PriorityLevelConfigurationCondition
flowcontrol.v1beta1.QueuingConfiguration Queues:int32! HandSize:int32! QueueLengthLimit:int32!
flowcontrol.v1beta1.ResourcePolicyRule Verbs:[]string! APIGroups=apiGroups:[]string! Resources:[]string! ClusterScope:bool Namespaces:[]string!
flowcontrol.v1beta1.ServiceAccountSubject Namespace:string! Name:string!
flowcontrol.v1beta1.Subject Kind:SubjectKind! User:*UserSubject Group:*GroupSubject ServiceAccount:*ServiceAccountSubject
flowcontrol.v1beta1.UserSubject Name:string!
flowcontrol.v1beta2.ExemptPriorityLevelConfiguration NominalConcurrencyShares:*int32 LendablePercent:*int32
flowcontrol.v1beta2.FlowDistinguisherMethod Type:FlowDistinguisherMethodType!
flowcontrol.v1beta2.FlowSchema TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:FlowSchemaSpec Status:FlowSchemaStatus
flowcontrol.v1beta2.FlowSchemaCondition Type:FlowSchemaConditionType Status:ConditionStatus LastTransitionTime:Time Reason:string Message:string
flowcontrol.v1beta2.FlowSchemaList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]FlowSchema!
flowcontrol.v1beta2.FlowSchemaSpec PriorityLevelConfiguration:PriorityLevelConfigurationReference! MatchingPrecedence:int32! DistinguisherMethod:*FlowDistinguisherMethod Rules:[]PolicyRulesWithSubjects
flowcontrol.v1beta2.FlowSchemaStatus Conditions:[]FlowSchemaCondition
flowcontrol.v1beta2.GroupSubject Name:string!
flowcontrol.v1beta2.LimitResponse Type:LimitResponseType! Queuing:*QueuingConfiguration
flowcontrol.v1beta2.LimitedPriorityLevelConfiguration AssuredConcurrencyShares:int32! LimitResponse:LimitResponse LendablePercent:*int32 BorrowingLimitPercent:*int32
flowcontrol.v1beta2.NonResourcePolicyRule Verbs:[]string! NonResourceURLs:[]string!
flowcontrol.v1beta2.PolicyRulesWithSubjects Subjects:[]Subject! ResourceRules:[]ResourcePolicyRule NonResourceRules:[]NonResourcePolicyRule
flowcontrol.v1beta2.PriorityLevelConfiguration TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:PriorityLevelConfigurationSpec Status:PriorityLevelConfigurationStatus
flowcontrol.v1beta2.PriorityLevelConfigurationCondition Type:PriorityLevelConfigurationConditionType Status:ConditionStatus LastTransitionTime:Time Reason:string Message:string
flowcontrol.v1beta2.PriorityLevelConfigurationList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]PriorityLevelConfiguration!
flowcontrol.v1beta2.PriorityLevelConfigurationReference Name:string!
flowcontrol.v1beta2.PriorityLevelConfigurationSpec Type:PriorityLevelEnablement! Limited:*LimitedPriorityLevelConfiguration Exempt:*ExemptPriorityLevelConfiguration
flowcontrol.v1beta2.PriorityLevelConfigurationStatus Conditions:[]PriorityLevelConfigurationCondition
flowcontrol.v1beta2.QueuingConfiguration Queues:int32! HandSize:int32! QueueLengthLimit:int32!
flowcontrol.v1beta2.ResourcePolicyRule Verbs:[]string! APIGroups=apiGroups:[]string! Resources:[]string! ClusterScope:bool Namespaces:[]string!
flowcontrol.v1beta2.ServiceAccountSubject Namespace:string! Name:string!
flowcontrol.v1beta2.Subject Kind:SubjectKind! User:*UserSubject Group:*GroupSubject ServiceAccount:*ServiceAccountSubject
flowcontrol.v1beta2.UserSubject Name:string!
flowcontrol.v1beta3.ExemptPriorityLevelConfiguration NominalConcurrencyShares:*int32 LendablePercent:*int32
flowcontrol.v1beta3.FlowDistinguisherMethod Type:FlowDistinguisherMethodType!
flowcontrol.v1beta3.FlowSchema TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:FlowSchemaSpec Status:FlowSchemaStatus
flowcontrol.v1beta3.FlowSchemaCondition Type:FlowSchemaConditionType Status:ConditionStatus LastTransitionTime:Time Reason:string Message:string
flowcontrol.v1beta3.FlowSchemaList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]FlowSchema!
flowcontrol.v1beta3.FlowSchemaSpec PriorityLevelConfiguration:PriorityLevelConfigurationReference! MatchingPrecedence:int32! DistinguisherMethod:*FlowDistinguisherMethod Rules:[]PolicyRulesWithSubjects
flowcontrol.v1beta3.FlowSchemaStatus Conditions:[]FlowSchemaCondition
flowcontrol.v1beta3.GroupSubject Name:string!
flowcontrol.v1beta3.LimitResponse Type:LimitResponseType! Queuing:*QueuingConfiguration
flowcontrol.v1beta3.LimitedPriorityLevelConfiguration NominalConcurrencyShares:int32! LimitResponse:LimitResponse LendablePercent:*int32 BorrowingLimitPercent:*int32
flowcontrol.v1beta3.NonResourcePolicyRule Verbs:[]string! NonResourceURLs:[]string!
flowcontrol.v1beta3.PolicyRulesWithSubjects Subjects:[]Subject! ResourceRules:[]ResourcePolicyRule NonResourceRules:[]NonResourcePolicyRule
flowcontrol.v1beta3.PriorityLevelConfiguration TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:PriorityLevelConfigurationSpec Status:PriorityLevelConfigurationStatus
flowcontrol.v1beta3.PriorityLevelConfigurationCondition Type:PriorityLevelConfigurationConditionType Status:ConditionStatus LastTransitionTime:Time Reason:string Message:string
flowcontrol.v1beta3.PriorityLevelConfigurationList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]PriorityLevelConfiguration!
flowcontrol.v1beta3.PriorityLevelConfigurationReference Name:string!
flowcontrol.v1beta3.PriorityLevelConfigurationSpec Type:PriorityLevelEnablement! Limited:*LimitedPriorityLevelConfiguration Exempt:*ExemptPriorityLevelConfiguration
flowcontrol.v1beta3.PriorityLevelConfigurationStatus Conditions:[]PriorityLevelConfigurationCondition
flowcontrol.v1beta3.QueuingConfiguration Queues:int32! HandSize:int32! QueueLengthLimit:int32!
flowcontrol.v1beta3.ResourcePolicyRule Verbs:[]string! APIGroups=apiGroups:[]string! Resources:[]string! ClusterScope:bool Namespaces:[]string!
flowcontrol.v1beta3.ServiceAccountSubject Namespace:string! Name:string!
flowcontrol.v1beta3.Subject Kind:SubjectKind! User:*UserSubject Group:*GroupSubject ServiceAccount:*ServiceAccountSubject
flowcontrol.v1beta3.UserSubject Name:string!
lifecycle.v1alpha1.Eviction TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:EvictionSpec! Status:EvictionStatus
lifecycle.v1alpha1.EvictionList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]Eviction!
lifecycle.v1alpha1.EvictionPodReference Name:string! UID=uid:UID!
lifecycle.v1alpha1.EvictionRequest TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:EvictionRequestSpec! Status:EvictionRequestStatus
lifecycle.v1alpha1.EvictionRequestList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]EvictionRequest!
lifecycle.v1alpha1.EvictionRequestPodReference Name:string! UID=uid:UID!
lifecycle.v1alpha1.EvictionRequestSpec Target:EvictionRequestTarget! Requester:string! Intent:EvictionRequestIntent!
lifecycle.v1alpha1.EvictionRequestStatus Conditions:[]meta.v1.Condition ObservedGeneration:*int64
lifecycle.v1alpha1.EvictionRequestTarget Pod:*EvictionRequestPodReference
lifecycle.v1alpha1.EvictionSpec Target:EvictionTarget!
lifecycle.v1alpha1.EvictionStatus Conditions:[]meta.v1.Condition ObservedGeneration:*int64 Requesters:[]Requester TargetResponders:[]TargetResponder Responders:[]ResponderStatus
lifecycle.v1alpha1.EvictionTarget Pod:*EvictionPodReference
lifecycle.v1alpha1.Requester Name:string! Intent:RequesterIntent!
lifecycle.v1alpha1.ResponderStatus Name:string! StartTime:*Time HeartbeatTime:*Time ExpectedCompletionTime:*Time CompletionTime:*Time Message:*string
lifecycle.v1alpha1.TargetResponder Name:string! Priority:*int32! State:ResponderStateType!
meta.v1.APIGroup TypeMeta^TypeMeta Name:string! Versions:[]GroupVersionForDiscovery! PreferredVersion:GroupVersionForDiscovery ServerAddressByClientCIDRs:[]ServerAddressByClientCIDR
meta.v1.APIGroupList TypeMeta^TypeMeta Groups:[]APIGroup!
meta.v1.APIResource Name:string! SingularName:string! Namespaced:bool! Group:string Version:string Kind:string! Verbs:Verbs! ShortNames:[]string Categories:[]string StorageVersionHash:string
meta.v1.APIResourceList TypeMeta^TypeMeta GroupVersion:string! APIResources=resources:[]APIResource!
meta.v1.APIVersions TypeMeta^TypeMeta Versions:[]string! ServerAddressByClientCIDRs:[]ServerAddressByClientCIDR!
meta.v1.ApplyOptions TypeMeta^TypeMeta DryRun:[]string Force:bool! FieldManager:string!
meta.v1.Condition Type:string! Status:ConditionStatus! ObservedGeneration:int64 LastTransitionTime:Time! Reason:string! Message:string!
meta.v1.CreateOptions TypeMeta^TypeMeta DryRun:[]string FieldManager:string FieldValidation:string
meta.v1.DeleteOptions TypeMeta^TypeMeta GracePeriodSeconds:*int64 Preconditions:*Preconditions OrphanDependents:*bool PropagationPolicy:*DeletionPropagation DryRun:[]string IgnoreStoreReadErrorWithClusterBreakingPotential:*bool@1.32
meta.v1.FieldSelectorRequirement Key:string! Operator:FieldSelectorOperator! Values:[]string
meta.v1.GetOptions TypeMeta^TypeMeta ResourceVersion:string
meta.v1.GroupResource Group:string! Resource:string!
meta.v1.GroupVersionForDiscovery GroupVersion:string! Version:string!
meta.v1.LabelSelector MatchLabels:map[string]string MatchExpressions:[]LabelSelectorRequirement
meta.v1.LabelSelectorRequirement Key:string! Operator:LabelSelectorOperator! Values:[]string
meta.v1.List TypeMeta^TypeMeta ListMeta=metadata:ListMeta Items:[]RawExtension!
meta.v1.ListMeta SelfLink:string ResourceVersion:string Continue:string RemainingItemCount:*int64 ShardInfo:*ShardInfo@1.36
meta.v1.ListOptions TypeMeta^TypeMeta LabelSelector:string FieldSelector:string Watch:bool AllowWatchBookmarks:bool ResourceVersion:string ResourceVersionMatch:ResourceVersionMatch TimeoutSeconds:*int64 Limit:int64 Continue:string SendInitialEvents:*bool ShardSelector:string
meta.v1.ManagedFieldsEntry Manager:string Operation:ManagedFieldsOperationType APIVersion=apiVersion:string Time:*Time FieldsType:string FieldsV1:*FieldsV1 Subresource:string
meta.v1.ObjectMeta Name:string GenerateName:string Namespace:string SelfLink:string UID=uid:UID ResourceVersion:string Generation:int64 CreationTimestamp:Time~ DeletionTimestamp:*Time DeletionGracePeriodSeconds:*int64 Labels:map[string]string Annotations:map[string]string OwnerReferences:[]OwnerReference Finalizers:[]string ManagedFields:[]ManagedFieldsEntry
meta.v1.OwnerReference APIVersion=apiVersion:string! Kind:string! Name:string! UID=uid:UID! Controller:*bool BlockOwnerDeletion:*bool
meta.v1.PartialObjectMetadata TypeMeta^TypeMeta ObjectMeta=metadata:ObjectMeta
meta.v1.PartialObjectMetadataList TypeMeta^TypeMeta ListMeta=metadata:ListMeta Items:[]PartialObjectMetadata!
meta.v1.Patch
meta.v1.PatchOptions TypeMeta^TypeMeta DryRun:[]string Force:*bool FieldManager:string FieldValidation:string
meta.v1.Preconditions UID=uid:*UID ResourceVersion:*string
meta.v1.RootPaths Paths:[]string!
meta.v1.ServerAddressByClientCIDR ClientCIDR:string! ServerAddress:string!
meta.v1.ShardInfo Selector:string!
meta.v1.Status TypeMeta^TypeMeta ListMeta=metadata:ListMeta Status:string Message:string Reason:StatusReason Details:*StatusDetails Code:int32
meta.v1.StatusCause Type=reason:CauseType Message:string Field:string
meta.v1.StatusDetails Name:string Group:string Kind:string UID=uid:UID Causes:[]StatusCause RetryAfterSeconds:int32
meta.v1.Table
meta.v1.TableColumnDefinition
meta.v1.TableOptions
meta.v1.TableRow
meta.v1.TableRowCondition
meta.v1.TypeMeta Kind:string APIVersion=apiVersion:string
meta.v1.UpdateOptions TypeMeta^TypeMeta DryRun:[]string FieldManager:string FieldValidation:string
networking.v1.HTTPIngressPath Path:string PathType:*PathType! Backend:IngressBackend!
networking.v1.HTTPIngressRuleValue Paths:[]HTTPIngressPath!
networking.v1.IPAddress TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:IPAddressSpec
networking.v1.IPAddressList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]IPAddress!
networking.v1.IPAddressSpec ParentRef:*ParentReference
networking.v1.IPBlock CIDR=cidr:string! Except:[]string
networking.v1.Ingress TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:IngressSpec Status:IngressStatus
networking.v1.IngressBackend Service:*IngressServiceBackend Resource:*core.v1.TypedLocalObjectReference
networking.v1.IngressClass TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:IngressClassSpec
networking.v1.IngressClassList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]IngressClass!
networking.v1.IngressClassParametersReference APIGroup=apiGroup:*string Kind:string! Name:string! Scope:*string! Namespace:*string
networking.v1.IngressClassSpec Controller:string Parameters:*IngressClassParametersReference
networking.v1.IngressList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]Ingress!
networking.v1.IngressLoadBalancerIngress IP=ip:string Hostname:string Ports:[]IngressPortStatus
networking.v1.IngressLoadBalancerStatus Ingress:[]IngressLoadBalancerIngress
networking.v1.IngressPortStatus Port:int32! Protocol:core.v1.Protocol! Error:*string
networking.v1.IngressRule Host:string IngressRuleValue^IngressRuleValue
networking.v1.IngressRuleValue HTTP=http:*HTTPIngressRuleValue
networking.v1.IngressServiceBackend Name:string! Port:ServiceBackendPort
networking.v1.IngressSpec IngressClassName:*string DefaultBackend:*IngressBackend TLS=tls:[]IngressTLS Rules:[]IngressRule
networking.v1.IngressStatus LoadBalancer:IngressLoadBalancerStatus
networking.v1.IngressTLS Hosts:[]string SecretName:string
networking.v1.NetworkPolicy TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:NetworkPolicySpec
networking.v1.NetworkPolicyEgressRule Ports:[]NetworkPolicyPort To:[]NetworkPolicyPeer
networking.v1.NetworkPolicyIngressRule Ports:[]NetworkPolicyPort From:[]NetworkPolicyPeer
networking.v1.NetworkPolicyList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]NetworkPolicy!
networking.v1.NetworkPolicyPeer PodSelector:*meta.v1.LabelSelector NamespaceSelector:*meta.v1.LabelSelector IPBlock=ipBlock:*IPBlock
networking.v1.NetworkPolicyPort Protocol:*core.v1.Protocol Port:*IntOrString EndPort:*int32
networking.v1.NetworkPolicySpec PodSelector:meta.v1.LabelSelector! Ingress:[]NetworkPolicyIngressRule Egress:[]NetworkPolicyEgressRule PolicyTypes:[]PolicyType
networking.v1.ParentReference Group:string Resource:string Namespace:string Name:string
networking.v1.ServiceBackendPort Name:string Number:int32
networking.v1.ServiceCIDR TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:ServiceCIDRSpec Status:ServiceCIDRStatus
networking.v1.ServiceCIDRList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ServiceCIDR!
networking.v1.ServiceCIDRSpec CIDRs=cidrs:[]string
networking.v1.ServiceCIDRStatus Conditions:[]meta.v1.Condition
networking.v1beta1.HTTPIngressPath Path:string PathType:*PathType Backend:IngressBackend!
networking.v1beta1.HTTPIngressRuleValue Paths:[]HTTPIngressPath!
networking.v1beta1.IPAddress TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:IPAddressSpec
networking.v1beta1.IPAddressList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]IPAddress!
networking.v1beta1.IPAddressSpec ParentRef:*ParentReference
networking.v1beta1.Ingress TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:IngressSpec Status:IngressStatus
networking.v1beta1.IngressBackend ServiceName:string ServicePort:IntOrString Resource:*core.v1.TypedLocalObjectReference
networking.v1beta1.IngressClass TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:IngressClassSpec
networking.v1beta1.IngressClassList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]IngressClass!
networking.v1beta1.IngressClassParametersReference APIGroup=apiGroup:*string Kind:string! Name:string! Scope:*string! Namespace:*string
networking.v1beta1.IngressClassSpec Controller:string Parameters:*IngressClassParametersReference
networking.v1beta1.IngressList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]Ingress!
networking.v1beta1.IngressLoadBalancerIngress IP=ip:string Hostname:string Ports:[]IngressPortStatus
networking.v1beta1.IngressLoadBalancerStatus Ingress:[]IngressLoadBalancerIngress
networking.v1beta1.IngressPortStatus Port:int32! Protocol:core.v1.Protocol! Error:*string
networking.v1beta1.IngressRule Host:string IngressRuleValue^IngressRuleValue
networking.v1beta1.IngressRuleValue HTTP=http:*HTTPIngressRuleValue
networking.v1beta1.IngressSpec IngressClassName:*string Backend:*IngressBackend TLS=tls:[]IngressTLS Rules:[]IngressRule
networking.v1beta1.IngressStatus LoadBalancer:IngressLoadBalancerStatus
networking.v1beta1.IngressTLS Hosts:[]string SecretName:string
networking.v1beta1.ParentReference Group:string Resource:string Namespace:string Name:string
networking.v1beta1.ServiceCIDR TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:ServiceCIDRSpec Status:ServiceCIDRStatus
networking.v1beta1.ServiceCIDRList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ServiceCIDR!
networking.v1beta1.ServiceCIDRSpec CIDRs=cidrs:[]string
networking.v1beta1.ServiceCIDRStatus Conditions:[]meta.v1.Condition
node.v1.Overhead PodFixed:core.v1.ResourceList
node.v1.RuntimeClass TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Handler:string! Overhead:*Overhead Scheduling:*Scheduling
node.v1.RuntimeClassList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]RuntimeClass!
node.v1.Scheduling NodeSelector:map[string]string Tolerations:[]core.v1.Toleration
node.v1alpha1.Overhead PodFixed:core.v1.ResourceList
node.v1alpha1.RuntimeClass TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:RuntimeClassSpec!
node.v1alpha1.RuntimeClassList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]RuntimeClass!
node.v1alpha1.RuntimeClassSpec RuntimeHandler:string! Overhead:*Overhead Scheduling:*Scheduling
node.v1alpha1.Scheduling NodeSelector:map[string]string Tolerations:[]core.v1.Toleration
node.v1beta1.Overhead PodFixed:core.v1.ResourceList
node.v1beta1.RuntimeClass TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Handler:string! Overhead:*Overhead Scheduling:*Scheduling
node.v1beta1.RuntimeClassList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]RuntimeClass!
node.v1beta1.Scheduling NodeSelector:map[string]string Tolerations:[]core.v1.Toleration
policy.v1.Eviction TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta DeleteOptions:*meta.v1.DeleteOptions
policy.v1.PodDisruptionBudget TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:PodDisruptionBudgetSpec Status:PodDisruptionBudgetStatus
policy.v1.PodDisruptionBudgetList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]PodDisruptionBudget!
policy.v1.PodDisruptionBudgetSpec MinAvailable:*IntOrString Selector:*meta.v1.LabelSelector MaxUnavailable:*IntOrString UnhealthyPodEvictionPolicy:*UnhealthyPodEvictionPolicyType
policy.v1.PodDisruptionBudgetStatus ObservedGeneration:int64 DisruptedPods:map[string]Time DisruptionsAllowed:int32! CurrentHealthy:int32! DesiredHealthy:int32! ExpectedPods:int32! Conditions:[]meta.v1.Condition
policy.v1beta1.Eviction TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta DeleteOptions:*meta.v1.DeleteOptions
policy.v1beta1.PodDisruptionBudget TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:PodDisruptionBudgetSpec Status:PodDisruptionBudgetStatus
policy.v1beta1.PodDisruptionBudgetList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]PodDisruptionBudget!
policy.v1beta1.PodDisruptionBudgetSpec MinAvailable:*IntOrString Selector:*meta.v1.LabelSelector MaxUnavailable:*IntOrString UnhealthyPodEvictionPolicy:*UnhealthyPodEvictionPolicyType
policy.v1beta1.PodDisruptionBudgetStatus ObservedGeneration:int64 DisruptedPods:map[string]Time DisruptionsAllowed:int32! CurrentHealthy:int32! DesiredHealthy:int32! ExpectedPods:int32! Conditions:[]meta.v1.Condition
rbac.v1.AggregationRule ClusterRoleSelectors:[]meta.v1.LabelSelector
rbac.v1.ClusterRole TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Rules:[]PolicyRule! AggregationRule:*AggregationRule
rbac.v1.ClusterRoleBinding TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Subjects:[]Subject RoleRef:RoleRef!
rbac.v1.ClusterRoleBindingList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ClusterRoleBinding!
rbac.v1.ClusterRoleList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ClusterRole!
rbac.v1.PolicyRule Verbs:[]string! APIGroups=apiGroups:[]string Resources:[]string ResourceNames:[]string NonResourceURLs:[]string
rbac.v1.Role TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Rules:[]PolicyRule!
rbac.v1.RoleBinding TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Subjects:[]Subject RoleRef:RoleRef!
rbac.v1.RoleBindingList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]RoleBinding!
rbac.v1.RoleList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]Role!
rbac.v1.RoleRef APIGroup=apiGroup:string! Kind:string! Name:string!
rbac.v1.Subject Kind:string! APIGroup=apiGroup:string Name:string! Namespace:string
rbac.v1alpha1.AggregationRule ClusterRoleSelectors:[]meta.v1.LabelSelector
rbac.v1alpha1.ClusterRole TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Rules:[]PolicyRule! AggregationRule:*AggregationRule
rbac.v1alpha1.ClusterRoleBinding TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Subjects:[]Subject RoleRef:RoleRef!
rbac.v1alpha1.ClusterRoleBindingList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ClusterRoleBinding!
rbac.v1alpha1.ClusterRoleList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ClusterRole!
rbac.v1alpha1.PolicyRule Verbs:[]string! APIGroups=apiGroups:[]string Resources:[]string ResourceNames:[]string NonResourceURLs:[]string
rbac.v1alpha1.Role TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Rules:[]PolicyRule!
rbac.v1alpha1.RoleBinding TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Subjects:[]Subject RoleRef:RoleRef!
rbac.v1alpha1.RoleBindingList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]RoleBinding!
rbac.v1alpha1.RoleList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]Role!
rbac.v1alpha1.RoleRef APIGroup=apiGroup:string! Kind:string! Name:string!
rbac.v1alpha1.Subject Kind:string! APIVersion=apiVersion:string Name:string! Namespace:string
rbac.v1beta1.AggregationRule ClusterRoleSelectors:[]meta.v1.LabelSelector
rbac.v1beta1.ClusterRole TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Rules:[]PolicyRule! AggregationRule:*AggregationRule
rbac.v1beta1.ClusterRoleBinding TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Subjects:[]Subject RoleRef:RoleRef!
rbac.v1beta1.ClusterRoleBindingList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ClusterRoleBinding!
rbac.v1beta1.ClusterRoleList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ClusterRole!
rbac.v1beta1.PolicyRule Verbs:[]string! APIGroups=apiGroups:[]string Resources:[]string ResourceNames:[]string NonResourceURLs:[]string
rbac.v1beta1.Role TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Rules:[]PolicyRule!
rbac.v1beta1.RoleBinding TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Subjects:[]Subject RoleRef:RoleRef!
rbac.v1beta1.RoleBindingList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]RoleBinding!
rbac.v1beta1.RoleList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]Role!
rbac.v1beta1.RoleRef APIGroup=apiGroup:string! Kind:string! Name:string!
rbac.v1beta1.Subject Kind:string! APIGroup=apiGroup:string Name:string! Namespace:string
resource.v1.AllocatedDeviceStatus Driver:string! Pool:string! Device:string! ShareID:*string Conditions:[]meta.v1.Condition! Data:*RawExtension NetworkData:*NetworkDeviceData
resource.v1.AllocationResult Devices:DeviceAllocationResult NodeSelector:*core.v1.NodeSelector AllocationTimestamp:*Time
resource.v1.CELDeviceSelector Expression:string!
resource.v1.CapacityRequestPolicy Default:*Quantity! ValidValues:[]Quantity ValidRange:*CapacityRequestPolicyRange
resource.v1.CapacityRequestPolicyRange Min:*Quantity Max:*Quantity Step:*Quantity
resource.v1.CapacityRequirements Requests:map[QualifiedName]Quantity
resource.v1.Counter Value:Quantity!
resource.v1.CounterSet Name:string! Counters:map[string]Counter
resource.v1.Device Name:string! Attributes:map[QualifiedName]DeviceAttribute Capacity:map[QualifiedName]DeviceCapacity ConsumesCounters:[]DeviceCounterConsumption NodeName:*string NodeSelector:*core.v1.NodeSelector AllNodes:*bool Taints:[]DeviceTaint BindsToNode:*bool BindingConditions:[]string BindingFailureConditions:[]string AllowMultipleAllocations:*bool NodeAllocatableResourceMappings:map[core.v1.ResourceName]NodeAllocatableResourceMapping@1.36-1.36 NodeAllocatableResources:map[core.v1.ResourceName]NodeAllocatableResource@1.37
resource.v1.DeviceAllocationConfiguration Source:AllocationConfigSource! Requests:[]string DeviceConfiguration^DeviceConfiguration
resource.v1.DeviceAllocationResult Results:[]DeviceRequestAllocationResult Config:[]DeviceAllocationConfiguration
resource.v1.DeviceAttribute IntValue=int:*int64 BoolValue=bool:*bool StringValue=string:*string VersionValue=version:*string IntValues=ints:[]int64@1.36 BoolValues=bools:[]bool@1.36 StringValues=strings:[]string@1.36 VersionValues=versions:[]string@1.36
resource.v1.DeviceCapacity Value:Quantity! RequestPolicy:*CapacityRequestPolicy
resource.v1.DeviceClaim Requests:[]DeviceRequest! Constraints:[]DeviceConstraint Config:[]DeviceClaimConfiguration
resource.v1.DeviceClaimConfiguration Requests:[]string DeviceConfiguration^DeviceConfiguration
resource.v1.DeviceClass TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:DeviceClassSpec!
resource.v1.DeviceClassConfiguration DeviceConfiguration^DeviceConfiguration
resource.v1.DeviceClassList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]DeviceClass!
resource.v1.DeviceClassSpec Selectors:[]DeviceSelector Config:[]DeviceClassConfiguration ExtendedResourceName:*string
resource.v1.DeviceConfiguration Opaque:*OpaqueDeviceConfiguration
resource.v1.DeviceConstraint Requests:[]string MatchAttribute:*FullyQualifiedName DistinctAttribute:*FullyQualifiedName
resource.v1.DeviceCounterConsumption CounterSet:string! Counters:map[string]Counter
resource.v1.DeviceRequest Name:string! Exactly:*ExactDeviceRequest FirstAvailable:[]DeviceSubRequest
resource.v1.DeviceRequestAllocationResult Request:string! Driver:string! Pool:string! Device:string! AdminAccess:*bool Tolerations:[]DeviceToleration BindingConditions:[]string BindingFailureConditions:[]string ShareID:*UID ConsumedCapacity:map[QualifiedName]Quantity SkipNodeOperations:[]SkipNodeOperation@1.37
resource.v1.DeviceSelector CEL=cel:*CELDeviceSelector
resource.v1.DeviceSubRequest Name:string! DeviceClassName:string! Selectors:[]DeviceSelector AllocationMode:DeviceAllocationMode Count:int64 Tolerations:[]DeviceToleration Capacity:*CapacityRequirements
resource.v1.DeviceTaint Key:string! Value:string Effect:DeviceTaintEffect! TimeAdded:*Time
resource.v1.DeviceTaintRule TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:DeviceTaintRuleSpec! Status:DeviceTaintRuleStatus
resource.v1.DeviceTaintRuleList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]DeviceTaintRule!
resource.v1.DeviceTaintRuleSpec DeviceSelector:*DeviceTaintSelector Taint:DeviceTaint
resource.v1.DeviceTaintRuleStatus Conditions:[]meta.v1.Condition
resource.v1.DeviceTaintSelector Driver:*string Pool:*string Device:*string
resource.v1.DeviceToleration Key:string Operator:DeviceTolerationOperator Value:string Effect:DeviceTaintEffect TolerationSeconds:*int64
resource.v1.ExactDeviceRequest DeviceClassName:string! Selectors:[]DeviceSelector AllocationMode:DeviceAllocationMode Count:int64 AdminAccess:*bool Tolerations:[]DeviceToleration Capacity:*CapacityRequirements
resource.v1.NetworkDeviceData InterfaceName:string IPs=ips:[]string HardwareAddress:string
resource.v1.NodeAllocatableMapping CapacityKey:*QualifiedName CapacityMultiplier:*Quantity DeviceMultiplier:*Quantity
resource.v1.NodeAllocatableOverhead PerPod:*Quantity PerContainer:*Quantity
resource.v1.NodeAllocatableResource Mapping:*NodeAllocatableMapping Overhead:*NodeAllocatableOverhead
resource.v1.NodeAllocatableResourceMapping CapacityKey:*QualifiedName AllocationMultiplier:*Quantity
resource.v1.OpaqueDeviceConfiguration Driver:string! Parameters:RawExtension!
resource.v1.ResourceClaim TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:ResourceClaimSpec! Status:ResourceClaimStatus
resource.v1.ResourceClaimConsumerReference APIGroup=apiGroup:string Resource:string! Name:string! UID=uid:UID!
resource.v1.ResourceClaimList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ResourceClaim!
resource.v1.ResourceClaimSpec Devices:DeviceClaim!
resource.v1.ResourceClaimStatus Allocation:*AllocationResult ReservedFor:[]ResourceClaimConsumerReference Devices:[]AllocatedDeviceStatus
resource.v1.ResourceClaimTemplate TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:ResourceClaimTemplateSpec!
resource.v1.ResourceClaimTemplateList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ResourceClaimTemplate!
resource.v1.ResourceClaimTemplateSpec ObjectMeta=metadata:meta.v1.ObjectMeta Spec:ResourceClaimSpec!
resource.v1.ResourcePool Name:string! Generation:int64! ResourceSliceCount:int64!
resource.v1.ResourceSlice TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:ResourceSliceSpec!
resource.v1.ResourceSliceList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ResourceSlice!
resource.v1.ResourceSliceSpec Driver:string! Pool:ResourcePool! NodeName:*string NodeSelector:*core.v1.NodeSelector AllNodes:*bool Devices:[]Device PerDeviceNodeSelection:*bool SharedCounters:[]CounterSet PartitionTypeAttribute:*FullyQualifiedName@1.37 SkipNodeOperations:[]SkipNodeOperation@1.37
resource.v1alpha3.CELDeviceSelector Expression:string!
resource.v1alpha3.DeviceSelector CEL=cel:*CELDeviceSelector
resource.v1alpha3.DeviceTaint Key:string! Value:string Effect:DeviceTaintEffect! TimeAdded:*Time
resource.v1alpha3.DeviceTaintRule TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:DeviceTaintRuleSpec! Status:DeviceTaintRuleStatus@1.35
resource.v1alpha3.DeviceTaintRuleList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]DeviceTaintRule!
resource.v1alpha3.DeviceTaintRuleSpec DeviceSelector:*DeviceTaintSelector Taint:DeviceTaint
resource.v1alpha3.DeviceTaintRuleStatus Conditions:[]meta.v1.Condition
resource.v1alpha3.DeviceTaintSelector Driver:*string Pool:*string Device:*string
resource.v1alpha3.PartitionTypeStatus Attribute:string Type:string Total:*int32 Allocatable:*int32
resource.v1alpha3.PoolStatus Driver:string PoolName:string Generation:int64! ResourceSliceCount:*int32 TotalDevices:*int32 AllocatedDevices:*int32 AvailableDevices:*int32 UnavailableDevices:*int32 NodeName:*string ValidationError:*string PartitionSummary:[]PartitionTypeStatus@1.37 ShareableSummary:*ShareableSummaryStatus@1.37
resource.v1alpha3.ResourcePoolStatusRequest TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:ResourcePoolStatusRequestSpec! Status:*ResourcePoolStatusRequestStatus
resource.v1alpha3.ResourcePoolStatusRequestList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ResourcePoolStatusRequest!
resource.v1alpha3.ResourcePoolStatusRequestSpec Driver:string! PoolName:*string Limit:*int32 DefaultPartitionTypeAttribute:*string@1.37
resource.v1alpha3.ResourcePoolStatusRequestStatus PoolCount:*int32 Pools:[]PoolStatus Conditions:[]meta.v1.Condition
resource.v1alpha3.ShareableCapacityStatus Name:string Total:*Quantity Consumed:*Quantity Available:*Quantity
resource.v1alpha3.ShareableSummaryStatus FullyAvailableDevices:*int32 PartiallyAvailableDevices:*int32 Capacity:[]ShareableCapacityStatus
resource.v1beta1.AllocatedDeviceStatus Driver:string! Pool:string! Device:string! ShareID:*string@1.34 Conditions:[]meta.v1.Condition! Data:*RawExtension NetworkData:*NetworkDeviceData
resource.v1beta1.AllocationResult Devices:DeviceAllocationResult NodeSelector:*core.v1.NodeSelector AllocationTimestamp:*Time@1.34
resource.v1beta1.BasicDevice Attributes:map[QualifiedName]DeviceAttribute Capacity:map[QualifiedName]DeviceCapacity ConsumesCounters:[]DeviceCounterConsumption@1.33 NodeName:*string@1.33 NodeSelector:*core.v1.NodeSelector@1.33 AllNodes:*bool@1.33 Taints:[]DeviceTaint@1.33 BindsToNode:*bool@1.34 BindingConditions:[]string@1.34 BindingFailureConditions:[]string@1.34 AllowMultipleAllocations:*bool@1.34 NodeAllocatableResourceMappings:map[core.v1.ResourceName]NodeAllocatableResourceMapping@1.36-1.36 NodeAllocatableResources:map[core.v1.ResourceName]NodeAllocatableResource@1.37
resource.v1beta1.CELDeviceSelector Expression:string!
resource.v1beta1.CapacityRequestPolicy Default:*Quantity! ValidValues:[]Quantity ValidRange:*CapacityRequestPolicyRange
resource.v1beta1.CapacityRequestPolicyRange Min:*Quantity Max:*Quantity Step:*Quantity
resource.v1beta1.CapacityRequirements Requests:map[QualifiedName]Quantity
resource.v1beta1.Counter Value:Quantity!
resource.v1beta1.CounterSet Name:string! Counters:map[string]Counter
resource.v1beta1.Device Name:string! Basic:*BasicDevice
resource.v1beta1.DeviceAllocationConfiguration Source:AllocationConfigSource! Requests:[]string DeviceConfiguration^DeviceConfiguration
resource.v1beta1.DeviceAllocationResult Results:[]DeviceRequestAllocationResult Config:[]DeviceAllocationConfiguration
resource.v1beta1.DeviceAttribute IntValue=int:*int64 BoolValue=bool:*bool StringValue=string:*string VersionValue=version:*string IntValues=ints:[]int64@1.36 BoolValues=bools:[]bool@1.36 StringValues=strings:[]string@1.36 VersionValues=versions:[]string@1.36
resource.v1beta1.DeviceCapacity Value:Quantity! RequestPolicy:*CapacityRequestPolicy@1.34
resource.v1beta1.DeviceClaim Requests:[]DeviceRequest! Constraints:[]DeviceConstraint Config:[]DeviceClaimConfiguration
resource.v1beta1.DeviceClaimConfiguration Requests:[]string DeviceConfiguration^DeviceConfiguration
resource.v1beta1.DeviceClass TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:DeviceClassSpec!
resource.v1beta1.DeviceClassConfiguration DeviceConfiguration^DeviceConfiguration
resource.v1beta1.DeviceClassList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]DeviceClass!
resource.v1beta1.DeviceClassSpec Selectors:[]DeviceSelector Config:[]DeviceClassConfiguration ExtendedResourceName:*string@1.34
resource.v1beta1.DeviceConfiguration Opaque:*OpaqueDeviceConfiguration
resource.v1beta1.DeviceConstraint Requests:[]string MatchAttribute:*FullyQualifiedName DistinctAttribute:*FullyQualifiedName@1.34
resource.v1beta1.DeviceCounterConsumption CounterSet:string! Counters:map[string]Counter
resource.v1beta1.DeviceRequest Name:string! DeviceClassName:string! Selectors:[]DeviceSelector AllocationMode:DeviceAllocationMode Count:int64 AdminAccess:*bool FirstAvailable:[]DeviceSubRequest@1.33 Tolerations:[]DeviceToleration@1.33 Capacity:*CapacityRequirements@1.34
resource.v1beta1.DeviceRequestAllocationResult Request:string! Driver:string! Pool:string! Device:string! AdminAccess:*bool Tolerations:[]DeviceToleration@1.33 BindingConditions:[]string@1.34 BindingFailureConditions:[]string@1.34 ShareID:*UID@1.34 ConsumedCapacity:map[QualifiedName]Quantity@1.34 SkipNodeOperations:[]SkipNodeOperation@1.37
resource.v1beta1.DeviceSelector CEL=cel:*CELDeviceSelector
resource.v1beta1.DeviceSubRequest Name:string! DeviceClassName:string! Selectors:[]DeviceSelector AllocationMode:DeviceAllocationMode Count:int64 Tolerations:[]DeviceToleration Capacity:*CapacityRequirements@1.34
resource.v1beta1.DeviceTaint Key:string! Value:string Effect:DeviceTaintEffect! TimeAdded:*Time
resource.v1beta1.DeviceToleration Key:string Operator:DeviceTolerationOperator Value:string Effect:DeviceTaintEffect TolerationSeconds:*int64
resource.v1beta1.NetworkDeviceData InterfaceName:string IPs=ips:[]string HardwareAddress:string
resource.v1beta1.NodeAllocatableMapping CapacityKey:*QualifiedName CapacityMultiplier:*Quantity DeviceMultiplier:*Quantity
resource.v1beta1.NodeAllocatableOverhead PerPod:*Quantity PerContainer:*Quantity
resource.v1beta1.NodeAllocatableResource Mapping:*NodeAllocatableMapping Overhead:*NodeAllocatableOverhead
resource.v1beta1.NodeAllocatableResourceMapping CapacityKey:*QualifiedName AllocationMultiplier:*Quantity
resource.v1beta1.OpaqueDeviceConfiguration Driver:string! Parameters:RawExtension!
resource.v1beta1.ResourceClaim TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:ResourceClaimSpec! Status:ResourceClaimStatus
resource.v1beta1.ResourceClaimConsumerReference APIGroup=apiGroup:string Resource:string! Name:string! UID=uid:UID!
resource.v1beta1.ResourceClaimList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ResourceClaim!
resource.v1beta1.ResourceClaimSpec Devices:DeviceClaim!
resource.v1beta1.ResourceClaimStatus Allocation:*AllocationResult ReservedFor:[]ResourceClaimConsumerReference Devices:[]AllocatedDeviceStatus
resource.v1beta1.ResourceClaimTemplate TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:ResourceClaimTemplateSpec!
resource.v1beta1.ResourceClaimTemplateList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ResourceClaimTemplate!
resource.v1beta1.ResourceClaimTemplateSpec ObjectMeta=metadata:meta.v1.ObjectMeta Spec:ResourceClaimSpec!
resource.v1beta1.ResourcePool Name:string! Generation:int64! ResourceSliceCount:int64!
resource.v1beta1.ResourceSlice TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:ResourceSliceSpec!
resource.v1beta1.ResourceSliceList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ResourceSlice!
resource.v1beta1.ResourceSliceSpec Driver:string! Pool:ResourcePool! NodeName:string NodeSelector:*core.v1.NodeSelector AllNodes:bool Devices:[]Device PerDeviceNodeSelection:*bool@1.33 SharedCounters:[]CounterSet@1.33 PartitionTypeAttribute:*FullyQualifiedName@1.37 SkipNodeOperations:[]SkipNodeOperation@1.37
resource.v1beta2.AllocatedDeviceStatus Driver:string! Pool:string! Device:string! ShareID:*string@1.34 Conditions:[]meta.v1.Condition! Data:*RawExtension NetworkData:*NetworkDeviceData
resource.v1beta2.AllocationResult Devices:DeviceAllocationResult NodeSelector:*core.v1.NodeSelector AllocationTimestamp:*Time@1.34
resource.v1beta2.CELDeviceSelector Expression:string!
resource.v1beta2.CapacityRequestPolicy Default:*Quantity! ValidValues:[]Quantity ValidRange:*CapacityRequestPolicyRange
resource.v1beta2.CapacityRequestPolicyRange Min:*Quantity Max:*Quantity Step:*Quantity
resource.v1beta2.CapacityRequirements Requests:map[QualifiedName]Quantity
resource.v1beta2.Counter Value:Quantity!
resource.v1beta2.CounterSet Name:string! Counters:map[string]Counter
resource.v1beta2.Device Name:string! Attributes:map[QualifiedName]DeviceAttribute Capacity:map[QualifiedName]DeviceCapacity ConsumesCounters:[]DeviceCounterConsumption NodeName:*string NodeSelector:*core.v1.NodeSelector AllNodes:*bool Taints:[]DeviceTaint BindsToNode:*bool@1.34 BindingConditions:[]string@1.34 BindingFailureConditions:[]string@1.34 AllowMultipleAllocations:*bool@1.34 NodeAllocatableResourceMappings:map[core.v1.ResourceName]NodeAllocatableResourceMapping@1.36-1.36 NodeAllocatableResources:map[core.v1.ResourceName]NodeAllocatableResource@1.37
resource.v1beta2.DeviceAllocationConfiguration Source:AllocationConfigSource! Requests:[]string DeviceConfiguration^DeviceConfiguration
resource.v1beta2.DeviceAllocationResult Results:[]DeviceRequestAllocationResult Config:[]DeviceAllocationConfiguration
resource.v1beta2.DeviceAttribute IntValue=int:*int64 BoolValue=bool:*bool StringValue=string:*string VersionValue=version:*string IntValues=ints:[]int64@1.36 BoolValues=bools:[]bool@1.36 StringValues=strings:[]string@1.36 VersionValues=versions:[]string@1.36
resource.v1beta2.DeviceCapacity Value:Quantity! RequestPolicy:*CapacityRequestPolicy@1.34
resource.v1beta2.DeviceClaim Requests:[]DeviceRequest! Constraints:[]DeviceConstraint Config:[]DeviceClaimConfiguration
resource.v1beta2.DeviceClaimConfiguration Requests:[]string DeviceConfiguration^DeviceConfiguration
resource.v1beta2.DeviceClass TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:DeviceClassSpec!
resource.v1beta2.DeviceClassConfiguration DeviceConfiguration^DeviceConfiguration
resource.v1beta2.DeviceClassList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]DeviceClass!
resource.v1beta2.DeviceClassSpec Selectors:[]DeviceSelector Config:[]DeviceClassConfiguration ExtendedResourceName:*string@1.34
resource.v1beta2.DeviceConfiguration Opaque:*OpaqueDeviceConfiguration
resource.v1beta2.DeviceConstraint Requests:[]string MatchAttribute:*FullyQualifiedName DistinctAttribute:*FullyQualifiedName@1.34
resource.v1beta2.DeviceCounterConsumption CounterSet:string! Counters:map[string]Counter
resource.v1beta2.DeviceRequest Name:string! Exactly:*ExactDeviceRequest FirstAvailable:[]DeviceSubRequest
resource.v1beta2.DeviceRequestAllocationResult Request:string! Driver:string! Pool:string! Device:string! AdminAccess:*bool Tolerations:[]DeviceToleration BindingConditions:[]string@1.34 BindingFailureConditions:[]string@1.34 ShareID:*UID@1.34 ConsumedCapacity:map[QualifiedName]Quantity@1.34 SkipNodeOperations:[]SkipNodeOperation@1.37
resource.v1beta2.DeviceSelector CEL=cel:*CELDeviceSelector
resource.v1beta2.DeviceSubRequest Name:string! DeviceClassName:string! Selectors:[]DeviceSelector AllocationMode:DeviceAllocationMode Count:int64 Tolerations:[]DeviceToleration Capacity:*CapacityRequirements@1.34
resource.v1beta2.DeviceTaint Key:string! Value:string Effect:DeviceTaintEffect! TimeAdded:*Time
resource.v1beta2.DeviceTaintRule TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:DeviceTaintRuleSpec! Status:DeviceTaintRuleStatus
resource.v1beta2.DeviceTaintRuleList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]DeviceTaintRule!
resource.v1beta2.DeviceTaintRuleSpec DeviceSelector:*DeviceTaintSelector Taint:DeviceTaint
resource.v1beta2.DeviceTaintRuleStatus Conditions:[]meta.v1.Condition
resource.v1beta2.DeviceTaintSelector Driver:*string Pool:*string Device:*string
resource.v1beta2.DeviceToleration Key:string Operator:DeviceTolerationOperator Value:string Effect:DeviceTaintEffect TolerationSeconds:*int64
resource.v1beta2.ExactDeviceRequest DeviceClassName:string! Selectors:[]DeviceSelector AllocationMode:DeviceAllocationMode Count:int64 AdminAccess:*bool Tolerations:[]DeviceToleration Capacity:*CapacityRequirements@1.34
resource.v1beta2.NetworkDeviceData InterfaceName:string IPs=ips:[]string HardwareAddress:string
resource.v1beta2.NodeAllocatableMapping CapacityKey:*QualifiedName CapacityMultiplier:*Quantity DeviceMultiplier:*Quantity
resource.v1beta2.NodeAllocatableOverhead PerPod:*Quantity PerContainer:*Quantity
resource.v1beta2.NodeAllocatableResource Mapping:*NodeAllocatableMapping Overhead:*NodeAllocatableOverhead
resource.v1beta2.NodeAllocatableResourceMapping CapacityKey:*QualifiedName AllocationMultiplier:*Quantity
resource.v1beta2.OpaqueDeviceConfiguration Driver:string! Parameters:RawExtension!
resource.v1beta2.ResourceClaim TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:ResourceClaimSpec! Status:ResourceClaimStatus
resource.v1beta2.ResourceClaimConsumerReference APIGroup=apiGroup:string Resource:string! Name:string! UID=uid:UID!
resource.v1beta2.ResourceClaimList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ResourceClaim!
resource.v1beta2.ResourceClaimSpec Devices:DeviceClaim!
resource.v1beta2.ResourceClaimStatus Allocation:*AllocationResult ReservedFor:[]ResourceClaimConsumerReference Devices:[]AllocatedDeviceStatus
resource.v1beta2.ResourceClaimTemplate TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:ResourceClaimTemplateSpec!
resource.v1beta2.ResourceClaimTemplateList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ResourceClaimTemplate!
resource.v1beta2.ResourceClaimTemplateSpec ObjectMeta=metadata:meta.v1.ObjectMeta Spec:ResourceClaimSpec!
resource.v1beta2.ResourcePool Name:string! Generation:int64! ResourceSliceCount:int64!
resource.v1beta2.ResourceSlice TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:ResourceSliceSpec!
resource.v1beta2.ResourceSliceList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]ResourceSlice!
resource.v1beta2.ResourceSliceSpec Driver:string! Pool:ResourcePool! NodeName:*string NodeSelector:*core.v1.NodeSelector AllNodes:*bool Devices:[]Device PerDeviceNodeSelection:*bool SharedCounters:[]CounterSet PartitionTypeAttribute:*FullyQualifiedName@1.37 SkipNodeOperations:[]SkipNodeOperation@1.37
scheduling.v1.PriorityClass TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Value:int32! GlobalDefault:bool Description:string PreemptionPolicy:*core.v1.PreemptionPolicy
scheduling.v1.PriorityClassList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]PriorityClass!
scheduling.v1alpha2.BasicSchedulingPolicy
scheduling.v1alpha2.GangSchedulingPolicy MinCount:int32!
scheduling.v1alpha2.PodGroup TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:PodGroupSpec! Status:PodGroupStatus
scheduling.v1alpha2.PodGroupList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]PodGroup!
scheduling.v1alpha2.PodGroupResourceClaim Name:string! ResourceClaimName:*string ResourceClaimTemplateName:*string
scheduling.v1alpha2.PodGroupResourceClaimStatus Name:string! ResourceClaimName:*string
scheduling.v1alpha2.PodGroupSchedulingConstraints Topology:[]TopologyConstraint
scheduling.v1alpha2.PodGroupSchedulingPolicy Basic:*BasicSchedulingPolicy Gang:*GangSchedulingPolicy
scheduling.v1alpha2.PodGroupSpec PodGroupTemplateRef:*PodGroupTemplateReference! SchedulingPolicy:PodGroupSchedulingPolicy! SchedulingConstraints:*PodGroupSchedulingConstraints ResourceClaims:[]PodGroupResourceClaim DisruptionMode:*DisruptionMode PriorityClassName:string Priority:*int32
scheduling.v1alpha2.PodGroupStatus Conditions:[]meta.v1.Condition ResourceClaimStatuses:[]PodGroupResourceClaimStatus
scheduling.v1alpha2.PodGroupTemplate Name:string! SchedulingPolicy:PodGroupSchedulingPolicy! SchedulingConstraints:*PodGroupSchedulingConstraints! ResourceClaims:[]PodGroupResourceClaim DisruptionMode:*DisruptionMode PriorityClassName:string Priority:*int32
scheduling.v1alpha2.PodGroupTemplateReference Workload:*WorkloadPodGroupTemplateReference!
scheduling.v1alpha2.TopologyConstraint Key:string!
scheduling.v1alpha2.TypedLocalObjectReference APIGroup=apiGroup:string Kind:string! Name:string!
scheduling.v1alpha2.Workload TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:WorkloadSpec!
scheduling.v1alpha2.WorkloadList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]Workload!
scheduling.v1alpha2.WorkloadPodGroupTemplateReference WorkloadName:string! PodGroupTemplateName:string!
scheduling.v1alpha2.WorkloadSpec ControllerRef:*TypedLocalObjectReference PodGroupTemplates:[]PodGroupTemplate!
scheduling.v1alpha3.AllCompositeDisruptionMode
scheduling.v1alpha3.AllDisruptionMode
scheduling.v1alpha3.BasicSchedulingPolicy
scheduling.v1alpha3.CompositeBasicSchedulingPolicy
scheduling.v1alpha3.CompositeDisruptionMode Single:*SingleCompositeDisruptionMode All:*AllCompositeDisruptionMode
scheduling.v1alpha3.CompositeGangSchedulingPolicy MinGroupCount:int32!
scheduling.v1alpha3.CompositePodGroup TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:CompositePodGroupSpec! Status:CompositePodGroupStatus
scheduling.v1alpha3.CompositePodGroupList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]CompositePodGroup!
scheduling.v1alpha3.CompositePodGroupSchedulingConstraints Topology:[]TopologyConstraint
scheduling.v1alpha3.CompositePodGroupSchedulingPolicy Basic:*CompositeBasicSchedulingPolicy Gang:*CompositeGangSchedulingPolicy
scheduling.v1alpha3.CompositePodGroupSpec ParentCompositePodGroupName:*string WorkloadRef:*WorkloadReference! SchedulingPolicy:CompositePodGroupSchedulingPolicy! SchedulingConstraints:*CompositePodGroupSchedulingConstraints DisruptionMode:*CompositeDisruptionMode PriorityClassName:string Priority:*int32 PreemptionPolicy:*PreemptionPolicy
scheduling.v1alpha3.CompositePodGroupStatus Conditions:[]meta.v1.Condition
scheduling.v1alpha3.CompositePodGroupTemplate Name:string! SchedulingPolicy:CompositePodGroupSchedulingPolicy! SchedulingConstraints:*CompositePodGroupSchedulingConstraints DisruptionMode:*CompositeDisruptionMode PriorityClassName:string Priority:*int32 PreemptionPolicy:*PreemptionPolicy PodGroupTemplates:[]PodGroupTemplate CompositePodGroupTemplates:[]CompositePodGroupTemplate
scheduling.v1alpha3.DisruptionMode Single:*SingleDisruptionMode All:*AllDisruptionMode
scheduling.v1alpha3.GangSchedulingPolicy MinCount:int32!
scheduling.v1alpha3.PodGroup TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:PodGroupSpec! Status:PodGroupStatus
scheduling.v1alpha3.PodGroupList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]PodGroup!
scheduling.v1alpha3.PodGroupResourceClaim Name:string! ResourceClaimName:*string ResourceClaimTemplateName:*string
scheduling.v1alpha3.PodGroupResourceClaimStatus Name:string! ResourceClaimName:*string
scheduling.v1alpha3.PodGroupSchedulingConstraints Topology:[]TopologyConstraint
scheduling.v1alpha3.PodGroupSchedulingPolicy Basic:*BasicSchedulingPolicy Gang:*GangSchedulingPolicy
scheduling.v1alpha3.PodGroupSpec ParentCompositePodGroupName:*string WorkloadRef:*WorkloadReference SchedulingPolicy:PodGroupSchedulingPolicy! SchedulingConstraints:*PodGroupSchedulingConstraints ResourceClaims:[]PodGroupResourceClaim DisruptionMode:*DisruptionMode PriorityClassName:string Priority:*int32 PreemptionPolicy:*PreemptionPolicy
scheduling.v1alpha3.PodGroupStatus Conditions:[]meta.v1.Condition ResourceClaimStatuses:[]PodGroupResourceClaimStatus
scheduling.v1alpha3.PodGroupTemplate Name:string! SchedulingPolicy:PodGroupSchedulingPolicy! SchedulingConstraints:*PodGroupSchedulingConstraints! ResourceClaims:[]PodGroupResourceClaim DisruptionMode:*DisruptionMode PriorityClassName:string Priority:*int32 PreemptionPolicy:*PreemptionPolicy
scheduling.v1alpha3.SingleCompositeDisruptionMode
scheduling.v1alpha3.SingleDisruptionMode
scheduling.v1alpha3.TopologyConstraint Key:string!
scheduling.v1alpha3.TypedLocalObjectReference APIGroup=apiGroup:string Kind:string! Name:string!
scheduling.v1alpha3.Workload TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:WorkloadSpec!
scheduling.v1alpha3.WorkloadCompositePodGroupAllDisruptionMode
scheduling.v1alpha3.WorkloadCompositePodGroupBasicSchedulingPolicy
scheduling.v1alpha3.WorkloadCompositePodGroupDisruptionMode Single:*WorkloadCompositePodGroupSingleDisruptionMode All:*WorkloadCompositePodGroupAllDisruptionMode
scheduling.v1alpha3.WorkloadCompositePodGroupGangSchedulingPolicy MinGroupCount:*int32
scheduling.v1alpha3.WorkloadCompositePodGroupSchedulingConstraints Topology:[]TopologyConstraint
scheduling.v1alpha3.WorkloadCompositePodGroupSchedulingPolicy Basic:*WorkloadCompositePodGroupBasicSchedulingPolicy Gang:*WorkloadCompositePodGroupGangSchedulingPolicy
scheduling.v1alpha3.WorkloadCompositePodGroupSingleDisruptionMode
scheduling.v1alpha3.WorkloadList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]Workload!
scheduling.v1alpha3.WorkloadPodGroupAllDisruptionMode
scheduling.v1alpha3.WorkloadPodGroupBasicSchedulingPolicy
scheduling.v1alpha3.WorkloadPodGroupDisruptionMode Single:*WorkloadPodGroupSingleDisruptionMode All:*WorkloadPodGroupAllDisruptionMode
scheduling.v1alpha3.WorkloadPodGroupGangSchedulingPolicy MinCount:*int32
scheduling.v1alpha3.WorkloadPodGroupResourceClaim Name:string! ResourceClaimName:*string ResourceClaimTemplateName:*string
scheduling.v1alpha3.WorkloadPodGroupSchedulingConstraints Topology:[]TopologyConstraint
scheduling.v1alpha3.WorkloadPodGroupSchedulingPolicy Basic:*WorkloadPodGroupBasicSchedulingPolicy Gang:*WorkloadPodGroupGangSchedulingPolicy
scheduling.v1alpha3.WorkloadPodGroupSingleDisruptionMode
scheduling.v1alpha3.WorkloadReference WorkloadName:string! TemplateName:string!
scheduling.v1alpha3.WorkloadSpec ControllerRef:*TypedLocalObjectReference PodGroupTemplates:[]PodGroupTemplate! CompositePodGroupTemplates:[]CompositePodGroupTemplate
scheduling.v1beta1.AllCompositeDisruptionMode
scheduling.v1beta1.AllDisruptionMode
scheduling.v1beta1.BasicSchedulingPolicy
scheduling.v1beta1.CompositeBasicSchedulingPolicy
scheduling.v1beta1.CompositeDisruptionMode Single:*SingleCompositeDisruptionMode All:*AllCompositeDisruptionMode
scheduling.v1beta1.CompositeGangSchedulingPolicy MinGroupCount:int32!
scheduling.v1beta1.CompositePodGroupSchedulingConstraints Topology:[]TopologyConstraint
scheduling.v1beta1.CompositePodGroupSchedulingPolicy Basic:*CompositeBasicSchedulingPolicy Gang:*CompositeGangSchedulingPolicy
scheduling.v1beta1.CompositePodGroupTemplate Name:string! SchedulingPolicy:CompositePodGroupSchedulingPolicy! SchedulingConstraints:*CompositePodGroupSchedulingConstraints DisruptionMode:*CompositeDisruptionMode PriorityClassName:string Priority:*int32 PreemptionPolicy:*PreemptionPolicy PodGroupTemplates:[]PodGroupTemplate CompositePodGroupTemplates:[]CompositePodGroupTemplate
scheduling.v1beta1.DisruptionMode Single:*SingleDisruptionMode All:*AllDisruptionMode
scheduling.v1beta1.GangSchedulingPolicy MinCount:int32!
scheduling.v1beta1.PodGroup TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:PodGroupSpec! Status:PodGroupStatus
scheduling.v1beta1.PodGroupList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]PodGroup!
scheduling.v1beta1.PodGroupResourceClaim Name:string! ResourceClaimName:*string ResourceClaimTemplateName:*string
scheduling.v1beta1.PodGroupResourceClaimStatus Name:string! ResourceClaimName:*string
scheduling.v1beta1.PodGroupSchedulingConstraints Topology:[]TopologyConstraint
scheduling.v1beta1.PodGroupSchedulingPolicy Basic:*BasicSchedulingPolicy Gang:*GangSchedulingPolicy
scheduling.v1beta1.PodGroupSpec ParentCompositePodGroupName:*string WorkloadRef:*WorkloadReference SchedulingPolicy:PodGroupSchedulingPolicy! SchedulingConstraints:*PodGroupSchedulingConstraints ResourceClaims:[]PodGroupResourceClaim DisruptionMode:*DisruptionMode PriorityClassName:string Priority:*int32 PreemptionPolicy:*PreemptionPolicy
scheduling.v1beta1.PodGroupStatus Conditions:[]meta.v1.Condition ResourceClaimStatuses:[]PodGroupResourceClaimStatus
scheduling.v1beta1.PodGroupTemplate Name:string! SchedulingPolicy:PodGroupSchedulingPolicy! SchedulingConstraints:*PodGroupSchedulingConstraints! ResourceClaims:[]PodGroupResourceClaim DisruptionMode:*DisruptionMode PriorityClassName:string Priority:*int32 PreemptionPolicy:*PreemptionPolicy
scheduling.v1beta1.PriorityClass TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Value:int32! GlobalDefault:bool Description:string PreemptionPolicy:*core.v1.PreemptionPolicy
scheduling.v1beta1.PriorityClassList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]PriorityClass!
scheduling.v1beta1.SingleCompositeDisruptionMode
scheduling.v1beta1.SingleDisruptionMode
scheduling.v1beta1.TopologyConstraint Key:string!
scheduling.v1beta1.TypedLocalObjectReference APIGroup=apiGroup:string Kind:string! Name:string!
scheduling.v1beta1.Workload TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:WorkloadSpec!
scheduling.v1beta1.WorkloadList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]Workload!
scheduling.v1beta1.WorkloadReference WorkloadName:string! TemplateName:string!
scheduling.v1beta1.WorkloadSpec ControllerRef:*TypedLocalObjectReference PodGroupTemplates:[]PodGroupTemplate! CompositePodGroupTemplates:[]CompositePodGroupTemplate
storage.v1.CSIDriver TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:CSIDriverSpec!
storage.v1.CSIDriverList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]CSIDriver!
storage.v1.CSIDriverSpec AttachRequired:*bool PodInfoOnMount:*bool VolumeLifecycleModes:[]VolumeLifecycleMode StorageCapacity:*bool FSGroupPolicy=fsGroupPolicy:*FSGroupPolicy TokenRequests:[]TokenRequest RequiresRepublish:*bool SELinuxMount=seLinuxMount:*bool NodeAllocatableUpdatePeriodSeconds:*int64@1.33 ServiceAccountTokenInSecrets:*bool@1.35 PreventPodSchedulingIfMissing:*bool@1.36
storage.v1.CSINode TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:CSINodeSpec! Status:CSINodeStatus@1.37
storage.v1.CSINodeDriver Name:string! NodeID:string! TopologyKeys:[]string! Allocatable:*VolumeNodeResources
storage.v1.CSINodeList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]CSINode!
storage.v1.CSINodeSpec Drivers:[]CSINodeDriver!
storage.v1.CSINodeStatus StorageHealth:[]StorageHealth
storage.v1.CSIStorageCapacity TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta NodeTopology:*meta.v1.LabelSelector StorageClassName:string! Capacity:*Quantity MaximumVolumeSize:*Quantity
storage.v1.CSIStorageCapacityList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]CSIStorageCapacity!
storage.v1.StorageClass TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Provisioner:string! Parameters:map[string]string ReclaimPolicy:*core.v1.PersistentVolumeReclaimPolicy MountOptions:[]string AllowVolumeExpansion:*bool VolumeBindingMode:*VolumeBindingMode AllowedTopologies:[]core.v1.TopologySelectorTerm
storage.v1.StorageClassList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]StorageClass!
storage.v1.StorageHealth Name:string! HealthConditions:[]StorageHealthCondition
storage.v1.StorageHealthCondition Status:StorageHealthStatusType! Reason:string! Message:string AccessMode:*core.v1.PersistentVolumeAccessMode VolumeMode:*core.v1.PersistentVolumeMode LastTransitionTime:Time
storage.v1.TokenRequest Audience:string! ExpirationSeconds:*int64
storage.v1.VolumeAttachment TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:VolumeAttachmentSpec! Status:VolumeAttachmentStatus
storage.v1.VolumeAttachmentList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]VolumeAttachment!
storage.v1.VolumeAttachmentSource PersistentVolumeName:*string InlineVolumeSpec:*core.v1.PersistentVolumeSpec
storage.v1.VolumeAttachmentSpec Attacher:string! Source:VolumeAttachmentSource! NodeName:string!
storage.v1.VolumeAttachmentStatus Attached:bool! AttachmentMetadata:map[string]string AttachError:*VolumeError DetachError:*VolumeError
storage.v1.VolumeAttributesClass TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta DriverName:string! Parameters:map[string]string
storage.v1.VolumeAttributesClassList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]VolumeAttributesClass!
storage.v1.VolumeError Time:Time Message:string ErrorCode:*int32@1.33
storage.v1.VolumeNodeResources Count:*int32
storage.v1alpha1.CSIStorageCapacity TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta NodeTopology:*meta.v1.LabelSelector StorageClassName:string! Capacity:*Quantity MaximumVolumeSize:*Quantity
storage.v1alpha1.CSIStorageCapacityList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]CSIStorageCapacity!
storage.v1alpha1.VolumeAttachment TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:VolumeAttachmentSpec! Status:VolumeAttachmentStatus
storage.v1alpha1.VolumeAttachmentList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]VolumeAttachment!
storage.v1alpha1.VolumeAttachmentSource PersistentVolumeName:*string InlineVolumeSpec:*core.v1.PersistentVolumeSpec
storage.v1alpha1.VolumeAttachmentSpec Attacher:string! Source:VolumeAttachmentSource! NodeName:string!
storage.v1alpha1.VolumeAttachmentStatus Attached:bool! AttachmentMetadata:map[string]string AttachError:*VolumeError DetachError:*VolumeError
storage.v1alpha1.VolumeAttributesClass TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta DriverName:string! Parameters:map[string]string
storage.v1alpha1.VolumeAttributesClassList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]VolumeAttributesClass!
storage.v1alpha1.VolumeError Time:Time Message:string ErrorCode:*int32
storage.v1beta1.CSIDriver TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:CSIDriverSpec!
storage.v1beta1.CSIDriverList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]CSIDriver!
storage.v1beta1.CSIDriverSpec AttachRequired:*bool PodInfoOnMount:*bool VolumeLifecycleModes:[]VolumeLifecycleMode StorageCapacity:*bool FSGroupPolicy=fsGroupPolicy:*FSGroupPolicy TokenRequests:[]TokenRequest RequiresRepublish:*bool SELinuxMount=seLinuxMount:*bool NodeAllocatableUpdatePeriodSeconds:*int64 ServiceAccountTokenInSecrets:*bool PreventPodSchedulingIfMissing:*bool
storage.v1beta1.CSINode TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:CSINodeSpec! Status:CSINodeStatus
storage.v1beta1.CSINodeDriver Name:string! NodeID:string! TopologyKeys:[]string! Allocatable:*VolumeNodeResources
storage.v1beta1.CSINodeList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]CSINode!
storage.v1beta1.CSINodeSpec Drivers:[]CSINodeDriver!
storage.v1beta1.CSINodeStatus StorageHealth:[]StorageHealth
storage.v1beta1.CSIStorageCapacity TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta NodeTopology:*meta.v1.LabelSelector StorageClassName:string! Capacity:*Quantity MaximumVolumeSize:*Quantity
storage.v1beta1.CSIStorageCapacityList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]CSIStorageCapacity!
storage.v1beta1.StorageClass TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Provisioner:string! Parameters:map[string]string ReclaimPolicy:*core.v1.PersistentVolumeReclaimPolicy MountOptions:[]string AllowVolumeExpansion:*bool VolumeBindingMode:*VolumeBindingMode AllowedTopologies:[]core.v1.TopologySelectorTerm
storage.v1beta1.StorageClassList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]StorageClass!
storage.v1beta1.StorageHealth Name:string! HealthConditions:[]StorageHealthCondition
storage.v1beta1.StorageHealthCondition Status:StorageHealthStatusType! Reason:string! Message:string AccessMode:*core.v1.PersistentVolumeAccessMode VolumeMode:*core.v1.PersistentVolumeMode LastTransitionTime:Time
storage.v1beta1.TokenRequest Audience:string! ExpirationSeconds:*int64
storage.v1beta1.VolumeAttachment TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:VolumeAttachmentSpec! Status:VolumeAttachmentStatus
storage.v1beta1.VolumeAttachmentList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]VolumeAttachment!
storage.v1beta1.VolumeAttachmentSource PersistentVolumeName:*string InlineVolumeSpec:*core.v1.PersistentVolumeSpec
storage.v1beta1.VolumeAttachmentSpec Attacher:string! Source:VolumeAttachmentSource! NodeName:string!
storage.v1beta1.VolumeAttachmentStatus Attached:bool! AttachmentMetadata:map[string]string AttachError:*VolumeError DetachError:*VolumeError
storage.v1beta1.VolumeAttributesClass TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta DriverName:string! Parameters:map[string]string
storage.v1beta1.VolumeAttributesClassList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]VolumeAttributesClass!
storage.v1beta1.VolumeError Time:Time Message:string ErrorCode:*int32
storage.v1beta1.VolumeNodeResources Count:*int32
storagemigration.v1.StorageVersionMigration TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:StorageVersionMigrationSpec Status:StorageVersionMigrationStatus
storagemigration.v1.StorageVersionMigrationList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]StorageVersionMigration!
storagemigration.v1.StorageVersionMigrationSpec Resource:meta.v1.GroupResource!
storagemigration.v1.StorageVersionMigrationStatus Conditions:[]meta.v1.Condition ResourceVersion:string
storagemigration.v1beta1.StorageVersionMigration TypeMeta^meta.v1.TypeMeta ObjectMeta=metadata:meta.v1.ObjectMeta Spec:StorageVersionMigrationSpec Status:StorageVersionMigrationStatus
storagemigration.v1beta1.StorageVersionMigrationList TypeMeta^meta.v1.TypeMeta ListMeta=metadata:meta.v1.ListMeta Items:[]StorageVersionMigration!
storagemigration.v1beta1.StorageVersionMigrationSpec Resource:meta.v1.GroupResource!
storagemigration.v1beta1.StorageVersionMigrationStatus Conditions:[]meta.v1.Condition ResourceVersion:string`;

/** Named types that are not structs, and what they are underneath. */
export const NAMED_LINES = `\
admissionregistration.v1.FailurePolicyType string
admissionregistration.v1.MatchPolicyType string
admissionregistration.v1.OperationType string
admissionregistration.v1.ParameterNotFoundActionType string
admissionregistration.v1.PatchType string
admissionregistration.v1.ReinvocationPolicyType string
admissionregistration.v1.ScopeType string
admissionregistration.v1.SideEffectClass string
admissionregistration.v1.ValidatingAdmissionPolicyConditionType string
admissionregistration.v1.ValidationAction string
admissionregistration.v1alpha1.FailurePolicyType string
admissionregistration.v1alpha1.MatchCondition admissionregistration.v1.MatchCondition
admissionregistration.v1alpha1.MatchPolicyType string
admissionregistration.v1alpha1.OperationType admissionregistration.v1.OperationType
admissionregistration.v1alpha1.ParameterNotFoundActionType string
admissionregistration.v1alpha1.PatchType string
admissionregistration.v1alpha1.ReinvocationPolicyType admissionregistration.v1.ReinvocationPolicyType
admissionregistration.v1alpha1.Rule admissionregistration.v1.Rule
admissionregistration.v1alpha1.RuleWithOperations admissionregistration.v1.RuleWithOperations
admissionregistration.v1alpha1.ScopeType admissionregistration.v1.ScopeType
admissionregistration.v1alpha1.ValidationAction string
admissionregistration.v1beta1.FailurePolicyType string
admissionregistration.v1beta1.MatchPolicyType string
admissionregistration.v1beta1.OperationType admissionregistration.v1.OperationType
admissionregistration.v1beta1.ParameterNotFoundActionType string
admissionregistration.v1beta1.PatchType string
admissionregistration.v1beta1.ReinvocationPolicyType admissionregistration.v1.ReinvocationPolicyType
admissionregistration.v1beta1.Rule admissionregistration.v1.Rule
admissionregistration.v1beta1.RuleWithOperations admissionregistration.v1.RuleWithOperations
admissionregistration.v1beta1.ScopeType admissionregistration.v1.ScopeType
admissionregistration.v1beta1.SideEffectClass string
admissionregistration.v1beta1.ValidatingAdmissionPolicyConditionType string
admissionregistration.v1beta1.ValidationAction string
apiextensions.v1.ConditionStatus string
apiextensions.v1.ConversionStrategyType string
apiextensions.v1.CustomResourceDefinitionConditionType string
apiextensions.v1.FieldValueErrorReason string
apiextensions.v1.JSONSchemaDefinitions map[string]JSONSchemaProps
apiextensions.v1.JSONSchemaDependencies map[string]JSONSchemaPropsOrStringArray
apiextensions.v1.JSONSchemaURL string
apiextensions.v1.ResourceScope string
apiextensions.v1.ValidationRules []ValidationRule
apiregistration.v1.APIServiceConditionType string
apiregistration.v1.ConditionStatus string
apiserverinternal.v1alpha1.ConditionStatus string
apiserverinternal.v1alpha1.StorageVersionConditionType string
apps.v1.DaemonSetConditionType string
apps.v1.DaemonSetUpdateStrategyType string
apps.v1.DeploymentConditionType string
apps.v1.DeploymentStrategyType string
apps.v1.PersistentVolumeClaimRetentionPolicyType string
apps.v1.PodManagementPolicyType string
apps.v1.ReplicaSetConditionType string
apps.v1.StatefulSetConditionType string
apps.v1.StatefulSetUpdateStrategyType string
apps.v1beta1.DeploymentConditionType string
apps.v1beta1.DeploymentStrategyType string
apps.v1beta1.PersistentVolumeClaimRetentionPolicyType string
apps.v1beta1.PodManagementPolicyType string
apps.v1beta1.StatefulSetConditionType string
apps.v1beta1.StatefulSetUpdateStrategyType string
apps.v1beta2.DaemonSetConditionType string
apps.v1beta2.DaemonSetUpdateStrategyType string
apps.v1beta2.DeploymentConditionType string
apps.v1beta2.DeploymentStrategyType string
apps.v1beta2.PersistentVolumeClaimRetentionPolicyType string
apps.v1beta2.PodManagementPolicyType string
apps.v1beta2.ReplicaSetConditionType string
apps.v1beta2.StatefulSetConditionType string
apps.v1beta2.StatefulSetUpdateStrategyType string
authentication.v1.AttestationValue []string
authentication.v1.ExtraValue []string
authentication.v1beta1.ExtraValue []string
authorization.v1.ExtraValue []string
authorization.v1beta1.ExtraValue []string
autoscaling.v1.HorizontalPodAutoscalerConditionType string
autoscaling.v1.MetricSourceType string
autoscaling.v2.HPAScalingPolicyType string
autoscaling.v2.HorizontalPodAutoscalerConditionType string
autoscaling.v2.MetricSourceType string
autoscaling.v2.MetricTargetType string
autoscaling.v2.ScalingPolicySelect string
batch.v1.CompletionMode string
batch.v1.ConcurrencyPolicy string
batch.v1.JobConditionType string
batch.v1.PodFailurePolicyAction string
batch.v1.PodFailurePolicyOnExitCodesOperator string
batch.v1.PodReplacementPolicy string
batch.v1beta1.ConcurrencyPolicy string
certificates.v1.ExtraValue []string
certificates.v1.KeyUsage string
certificates.v1.RequestConditionType string
certificates.v1beta1.ExtraValue []string
certificates.v1beta1.KeyUsage string
certificates.v1beta1.RequestConditionType string
coordination.v1.CoordinatedLeaseStrategy string
core.v1.AppArmorProfileType string
core.v1.AzureDataDiskCachingMode string
core.v1.AzureDataDiskKind string
core.v1.BindMountOption string
core.v1.Capability string
core.v1.ClaimResourceStatus string
core.v1.ComponentConditionType string
core.v1.ConditionStatus string
core.v1.ContainerRestartPolicy string
core.v1.ContainerRestartRuleAction string
core.v1.ContainerRestartRuleOnExitCodesOperator string
core.v1.DNSPolicy string
core.v1.FinalizerName string
core.v1.GRPCProbeMode string
core.v1.HTTPProtocol string
core.v1.HostPathType string
core.v1.IPFamily string
core.v1.IPFamilyPolicy string
core.v1.IPFamilyPolicyType IPFamilyPolicy
core.v1.LimitType string
core.v1.List meta.v1.List
core.v1.LoadBalancerIPMode string
core.v1.MountPropagationMode string
core.v1.NamespaceConditionType string
core.v1.NamespacePhase string
core.v1.NodeAddressType string
core.v1.NodeConditionType string
core.v1.NodeInclusionPolicy string
core.v1.NodePhase string
core.v1.NodeSelectorOperator string
core.v1.OSName string
core.v1.PersistentVolumeAccessMode string
core.v1.PersistentVolumeClaimConditionType string
core.v1.PersistentVolumeClaimModifyVolumeStatus string
core.v1.PersistentVolumeClaimPhase string
core.v1.PersistentVolumeMode string
core.v1.PersistentVolumePhase string
core.v1.PersistentVolumeReclaimPolicy string
core.v1.PodConditionType string
core.v1.PodFSGroupChangePolicy string
core.v1.PodPhase string
core.v1.PodQOSClass string
core.v1.PodResizeStatus string
core.v1.PodSELinuxChangePolicy string
core.v1.PreemptionPolicy string
core.v1.ProcMountType string
core.v1.Protocol string
core.v1.PullPolicy string
core.v1.RecursiveReadOnlyMode string
core.v1.ReplicationControllerConditionType string
core.v1.ResourceHealthStatus string
core.v1.ResourceID string
core.v1.ResourceList map[ResourceName]Quantity
core.v1.ResourceName string
core.v1.ResourceQuotaScope string
core.v1.ResourceResizeRestartPolicy string
core.v1.RestartPolicy string
core.v1.ScopeSelectorOperator string
core.v1.SeccompProfileType string
core.v1.SecretType string
core.v1.ServiceAffinity string
core.v1.ServiceExternalTrafficPolicy string
core.v1.ServiceExternalTrafficPolicyType ServiceExternalTrafficPolicy
core.v1.ServiceInternalTrafficPolicy string
core.v1.ServiceInternalTrafficPolicyType ServiceInternalTrafficPolicy
core.v1.ServiceType string
core.v1.Signal string
core.v1.StorageMedium string
core.v1.SupplementalGroupsPolicy string
core.v1.TaintEffect string
core.v1.TerminationMessagePolicy string
core.v1.TolerationOperator string
core.v1.URIScheme string
core.v1.UniqueVolumeName string
core.v1.UnsatisfiableConstraintAction string
core.v1.VolumeHealthStatusType string
discovery.v1.AddressType string
discovery.v1beta1.AddressType string
extensions.v1beta1.DaemonSetConditionType string
extensions.v1beta1.DaemonSetUpdateStrategyType string
extensions.v1beta1.DeploymentConditionType string
extensions.v1beta1.DeploymentStrategyType string
extensions.v1beta1.PathType string
extensions.v1beta1.PolicyType string
extensions.v1beta1.ReplicaSetConditionType string
flowcontrol.v1.ConditionStatus string
flowcontrol.v1.FlowDistinguisherMethodType string
flowcontrol.v1.FlowSchemaConditionType string
flowcontrol.v1.LimitResponseType string
flowcontrol.v1.PriorityLevelConfigurationConditionType string
flowcontrol.v1.PriorityLevelEnablement string
flowcontrol.v1.SubjectKind string
flowcontrol.v1beta1.ConditionStatus string
flowcontrol.v1beta1.FlowDistinguisherMethodType string
flowcontrol.v1beta1.FlowSchemaConditionType string
flowcontrol.v1beta1.LimitResponseType string
flowcontrol.v1beta1.PriorityLevelConfigurationConditionType string
flowcontrol.v1beta1.PriorityLevelEnablement string
flowcontrol.v1beta1.SubjectKind string
flowcontrol.v1beta2.ConditionStatus string
flowcontrol.v1beta2.FlowDistinguisherMethodType string
flowcontrol.v1beta2.FlowSchemaConditionType string
flowcontrol.v1beta2.LimitResponseType string
flowcontrol.v1beta2.PriorityLevelConfigurationConditionType string
flowcontrol.v1beta2.PriorityLevelEnablement string
flowcontrol.v1beta2.SubjectKind string
flowcontrol.v1beta3.ConditionStatus string
flowcontrol.v1beta3.FlowDistinguisherMethodType string
flowcontrol.v1beta3.FlowSchemaConditionType string
flowcontrol.v1beta3.LimitResponseType string
flowcontrol.v1beta3.PriorityLevelConfigurationConditionType string
flowcontrol.v1beta3.PriorityLevelEnablement string
flowcontrol.v1beta3.SubjectKind string
lifecycle.v1alpha1.EvictionConditionReason string
lifecycle.v1alpha1.EvictionConditionType string
lifecycle.v1alpha1.EvictionParticipantRole string
lifecycle.v1alpha1.EvictionRequestIntent string
lifecycle.v1alpha1.RequesterIntent string
lifecycle.v1alpha1.ResponderStateType string
meta.v1.CauseType string
meta.v1.ConditionStatus string
meta.v1.DeletionPropagation string
meta.v1.FieldSelectorOperator string
meta.v1.IncludeObjectPolicy string
meta.v1.LabelSelectorOperator string
meta.v1.ManagedFieldsOperationType string
meta.v1.ResourceVersionMatch string
meta.v1.RowConditionType string
meta.v1.StatusReason string
meta.v1.Verbs []string
networking.v1.PathType string
networking.v1.PolicyType string
networking.v1beta1.PathType string
policy.v1.UnhealthyPodEvictionPolicyType string
policy.v1beta1.UnhealthyPodEvictionPolicyType string
resource.v1.AllocationConfigSource string
resource.v1.DeviceAllocationMode string
resource.v1.DeviceTaintEffect string
resource.v1.DeviceTolerationOperator string
resource.v1.FullyQualifiedName string
resource.v1.QualifiedName string
resource.v1.SkipNodeOperation string
resource.v1alpha3.DeviceTaintEffect string
resource.v1beta1.AllocationConfigSource string
resource.v1beta1.DeviceAllocationMode string
resource.v1beta1.DeviceTaintEffect string
resource.v1beta1.DeviceTolerationOperator string
resource.v1beta1.FullyQualifiedName string
resource.v1beta1.QualifiedName string
resource.v1beta1.SkipNodeOperation string
resource.v1beta2.AllocationConfigSource string
resource.v1beta2.DeviceAllocationMode string
resource.v1beta2.DeviceTaintEffect string
resource.v1beta2.DeviceTolerationOperator string
resource.v1beta2.FullyQualifiedName string
resource.v1beta2.QualifiedName string
resource.v1beta2.SkipNodeOperation string
scheduling.v1alpha2.DisruptionMode string
scheduling.v1alpha3.PreemptionPolicy string
scheduling.v1beta1.PreemptionPolicy string
storage.v1.FSGroupPolicy string
storage.v1.StorageHealthStatusType string
storage.v1.VolumeBindingMode string
storage.v1.VolumeLifecycleMode string
storage.v1beta1.FSGroupPolicy string
storage.v1beta1.StorageHealthStatusType string
storage.v1beta1.VolumeBindingMode string
storage.v1beta1.VolumeLifecycleMode string
storagemigration.v1.MigrationConditionType string
storagemigration.v1beta1.MigrationConditionType string`;
