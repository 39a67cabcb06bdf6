/** The one table of references: which field of which kind names which object. */
import { fieldPath } from '../api/json.js';
import { NEWEST_VERSION } from '../api/version.js';
import { podTemplatePath, resources } from '../schema/resources.js';
import { CLAIM_REFERENCES, RESOURCE_CLAIM_REFERENCES, RESOURCE_CLAIM_TEMPLATE_REFERENCES } from './claims.js';
import {
  API_SERVICE_REFERENCES,
  DEFINITION_REFERENCES,
  POLICY_REFERENCES,
  policyBindingReferences,
  WEBHOOK_REFERENCES,
} from './extensions.js';
import { EVENT_REFERENCES, NAMESPACE_REFERENCE, OWNER_REFERENCE } from './metadata.js';
import { POD_REFERENCES } from './pods.js';
import {
  BINDING_REFERENCES,
  CLUSTER_ROLE_REFERENCES,
  FLOW_SCHEMA_REFERENCES,
  SECRET_REFERENCES,
  SERVICE_ACCOUNT_REFERENCES,
} from './rbac.js';
import { type ReferenceRow, under } from './row.js';
import {
  ENDPOINT_SLICE_REFERENCES,
  ENDPOINTS_REFERENCES,
  INGRESS_CLASS_REFERENCES,
  INGRESS_REFERENCES,
  IP_ADDRESS_REFERENCES,
  NETWORK_POLICY_REFERENCES,
  SERVICE_REFERENCES,
} from './services.js';
import {
  PERSISTENT_VOLUME_REFERENCES,
  RESOURCE_SLICE_REFERENCES,
  STORAGE_CAPACITY_REFERENCES,
  VOLUME_ATTACHMENT_REFERENCES,
} from './storage.js';
import { type Branch, branchOf } from './walk.js';
import {
  AUTOSCALER_REFERENCES,
  CRON_JOB_REFERENCES,
  DISRUPTION_BUDGET_REFERENCES,
  JOB_REFERENCES,
  QUOTA_REFERENCES,
  REPLICATION_CONTROLLER_REFERENCES,
  RUNTIME_CLASS_REFERENCES,
  SELECTS_ITS_PODS,
  STATEFUL_SET_REFERENCES,
} from './workloads.js';

/** What a kind refers to by itself: not through its pods, and not as every object does. */
const BY_KIND: ReadonlyMap<string, readonly ReferenceRow[]> = new Map([
  ['APIService', API_SERVICE_REFERENCES],
  ['CSIStorageCapacity', STORAGE_CAPACITY_REFERENCES],
  ['ClusterRole', CLUSTER_ROLE_REFERENCES],
  ['ClusterRoleBinding', BINDING_REFERENCES],
  ['CronJob', CRON_JOB_REFERENCES],
  ['CustomResourceDefinition', DEFINITION_REFERENCES],
  ['DaemonSet', SELECTS_ITS_PODS],
  ['Deployment', SELECTS_ITS_PODS],
  ['EndpointSlice', ENDPOINT_SLICE_REFERENCES],
  ['Endpoints', ENDPOINTS_REFERENCES],
  ['Event', EVENT_REFERENCES],
  ['FlowSchema', FLOW_SCHEMA_REFERENCES],
  ['HorizontalPodAutoscaler', AUTOSCALER_REFERENCES],
  ['IPAddress', IP_ADDRESS_REFERENCES],
  ['Ingress', INGRESS_REFERENCES],
  ['IngressClass', INGRESS_CLASS_REFERENCES],
  ['Job', JOB_REFERENCES],
  ['MutatingAdmissionPolicy', POLICY_REFERENCES],
  ['MutatingAdmissionPolicyBinding', policyBindingReferences('MutatingAdmissionPolicy')],
  ['MutatingWebhookConfiguration', WEBHOOK_REFERENCES],
  ['NetworkPolicy', NETWORK_POLICY_REFERENCES],
  ['PersistentVolume', PERSISTENT_VOLUME_REFERENCES],
  ['PersistentVolumeClaim', CLAIM_REFERENCES],
  ['PodDisruptionBudget', DISRUPTION_BUDGET_REFERENCES],
  ['ReplicaSet', SELECTS_ITS_PODS],
  ['ReplicationController', REPLICATION_CONTROLLER_REFERENCES],
  ['ResourceClaim', RESOURCE_CLAIM_REFERENCES],
  ['ResourceClaimTemplate', RESOURCE_CLAIM_TEMPLATE_REFERENCES],
  ['ResourceQuota', QUOTA_REFERENCES],
  ['ResourceSlice', RESOURCE_SLICE_REFERENCES],
  ['RoleBinding', BINDING_REFERENCES],
  ['RuntimeClass', RUNTIME_CLASS_REFERENCES],
  ['Secret', SECRET_REFERENCES],
  ['Service', SERVICE_REFERENCES],
  ['ServiceAccount', SERVICE_ACCOUNT_REFERENCES],
  ['StatefulSet', STATEFUL_SET_REFERENCES],
  ['ValidatingAdmissionPolicy', POLICY_REFERENCES],
  ['ValidatingAdmissionPolicyBinding', policyBindingReferences('ValidatingAdmissionPolicy')],
  ['ValidatingWebhookConfiguration', WEBHOOK_REFERENCES],
  ['VolumeAttachment', VOLUME_ATTACHMENT_REFERENCES],
]);

/** The kinds that have rows of their own, beside those with a pod template. */
export const REFERRING_KINDS: readonly string[] = [...BY_KIND.keys()];

/** All rows for a kind, as the cluster files it; of a custom kind, those that every object has. Or those of them that are wanted. */
export function rowsOf(kind: string, isWanted: (row: ReferenceRow) => boolean = () => true): ReferenceRow[] {
  const template = podTemplatePath(kind);
  return [
    ...(isClusterScoped(kind) ? [] : [NAMESPACE_REFERENCE]),
    OWNER_REFERENCE,
    ...(BY_KIND.get(kind) ?? []),
  ]
    .filter(isWanted)
    .concat(template ? under(fieldPath(template), POD_REFERENCES.filter(isWanted)) : []);
}

const branches = new Map<string, Branch>();

/** The rows for a kind as a branch; the same value every time for kinds with rows of their own. */
export function branchFor(kind: string): Branch {
  let branch = branches.get(kind);
  if (!branch) {
    branch = branchOf(rowsOf(kind));
    if (BY_KIND.has(kind) || podTemplatePath(kind)) branches.set(kind, branch);
  }
  return branch;
}

/** Kinds without a namespace that no server serves unless it is told to: the table of resources has none of them. */
const OFF_BY_DEFAULT: ReadonlySet<string> = new Set(['ClusterTrustBundle']);

/** True for a kind of Kubernetes' own whose objects live in no namespace; no kind has ever changed sides. */
export function isClusterScoped(kind: string): boolean {
  return resources(NEWEST_VERSION).ofKind(kind)?.namespaced === false || OFF_BY_DEFAULT.has(kind);
}

/** True for a kind of Kubernetes' own whose objects live in a namespace. */
export function isNamespacedKind(kind: string): boolean {
  return resources(NEWEST_VERSION).ofKind(kind)?.namespaced === true;
}
