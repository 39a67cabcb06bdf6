import type { JsonObject } from '../api/json.js';

/**
 * Files in the shape of Kubernetes objects that no API server ever sees: programs read them. They are left alone.
 * A group ends in a slash; a kind narrows it.
 */
const LOCAL: readonly { group: string; kinds?: readonly string[] }[] = [
  { group: 'kustomize.config.k8s.io/' },
  { group: 'kubeadm.k8s.io/' },
  { group: 'kubelet.config.k8s.io/' },
  { group: 'kubeproxy.config.k8s.io/' },
  { group: 'kubescheduler.config.k8s.io/' },
  { group: 'kubecontrollermanager.config.k8s.io/' },
  { group: 'controller-runtime.sigs.k8s.io/' },
  { group: 'apiserver.config.k8s.io/' },
  { group: 'apiserver.k8s.io/' },
  { group: 'audit.k8s.io/', kinds: ['Policy'] },
  { group: 'pod-security.admission.config.k8s.io/' },
  { group: 'client.authentication.k8s.io/' },
  { group: 'credentialprovider.kubelet.k8s.io/' },
  { group: 'kind.x-k8s.io/' },
  { group: 'k3d.io/' },
  { group: 'ctlptl.dev/' },
  { group: 'skaffold/' },
  { group: 'minikube.sigs.k8s.io/' },
  { group: 'config.kubernetes.io/' },
  { group: 'kubeplan.dev/' },
];

/** The version of a Helm chart, and kubectl's own configuration. */
const CORE_CONFIG = 'Config';
/** The apiVersion of what configures kustomize's own generators and transformers. */
const KUSTOMIZE_BUILTIN = 'builtin';
const LOCAL_ANNOTATION = 'config.kubernetes.io/local-config';

/** True for what configures a generator or transformer that kustomize has itself. */
export function isOfKustomize({ apiVersion }: JsonObject): boolean {
  return apiVersion === KUSTOMIZE_BUILTIN;
}

/** True for what a program reads from a file (kustomize, kubeadm, the kubelet, kubectl) and nobody applies. */
export function isLocalConfig(
  apiVersion: string,
  kind: string,
  annotations: Readonly<Record<string, unknown>> = {},
): boolean {
  if (String(annotations[LOCAL_ANNOTATION] ?? 'false') === 'true') return true;
  if (apiVersion === 'v1' && kind === CORE_CONFIG) return true;
  if (isOfKustomize({ apiVersion })) return true;
  return LOCAL.some(
    ({ group, kinds }) => apiVersion.startsWith(group) && (kinds === undefined || kinds.includes(kind)),
  );
}
