import { ownValue } from '../api/json.js';
/** What is there in every cluster though no manifest says so: what Kubernetes itself makes. */

/** The namespaces of a cluster's first day (pkg/controlplane/controller/systemnamespaces), beside `default`. */
export const SYSTEM_NAMESPACES: readonly string[] = ['kube-system', 'kube-public', 'kube-node-lease'];

/** What controllers make in each namespace: serviceaccount, root-ca-cert-publisher. */
export const IN_EVERY_NAMESPACE = [
  ['ServiceAccount', 'default'],
  ['ConfigMap', 'kube-root-ca.crt'],
] as const;

/** Of kinds whose first objects the API server makes: names, or how they begin (plugin/pkg/auth/authorizer/rbac/bootstrappolicy). */
const FROM_THE_START: Readonly<Record<string, RegExp>> = {
  Namespace: new RegExp(`^(?:${['default', ...SYSTEM_NAMESPACES].join('|')})$`),
  PriorityClass: /^system-(?:cluster|node)-critical$/,
  ClusterRole: /^(?:system:.*|cluster-admin|admin|edit|view)$/,
  ClusterRoleBinding: /^(?:system:.*|cluster-admin)$/,
  PriorityLevelConfiguration:
    /^(?:exempt|catch-all|system|node-high|leader-election|workload-high|workload-low|global-default)$/,
};

/** The labels that controllers put on the pods that they make (pkg/controller, staging/src/k8s.io/api/…/well_known_labels.go). */
const LABELS_OF_CONTROLLERS: ReadonlySet<string> = new Set([
  'apps.kubernetes.io/pod-index',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-completion-index',
  'batch.kubernetes.io/job-name',
  'controller-revision-hash',
  'controller-uid',
  'job-name',
  'pod-template-generation',
  'pod-template-hash',
  'statefulset.kubernetes.io/pod-name',
]);

/** True for an object that Kubernetes makes without being told; `kind` as the cluster files it. */
export function isAlwaysThere(kind: string, namespace: string | undefined, name: string): boolean {
  if (namespace === undefined) return ownValue(FROM_THE_START, kind)?.test(name) ?? false;
  if (kind === 'Service') return namespace === 'default' && name === 'kubernetes';
  return IN_EVERY_NAMESPACE.some(([ofKind, called]) => ofKind === kind && called === name);
}

/** True for a label that no manifest of a pod has and the pod still gets. */
export function isLabelOfControllers(key: string): boolean {
  return LABELS_OF_CONTROLLERS.has(key);
}
