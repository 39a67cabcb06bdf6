/** The groups of what programs of Kubernetes read from files: not those of kustomize, of kubectl and of other tools. */

/** That of kube-scheduler. */
export const SCHEDULER_GROUP = 'kubescheduler.config.k8s.io';

export const CONFIGURATION_GROUPS: ReadonlySet<string> = new Set([
  SCHEDULER_GROUP,
  'apiserver.config.k8s.io',
  'audit.k8s.io',
  'kind.x-k8s.io',
  'kubeadm.k8s.io',
  'kubecontrollermanager.config.k8s.io',
  'kubelet.config.k8s.io',
  'kubeproxy.config.k8s.io',
]);
