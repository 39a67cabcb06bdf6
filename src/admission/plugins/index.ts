/** The admission plugins that look at the world, in the server's order (plugin/pkg/admission). */
import type { Cluster } from '../../cluster/cluster.js';
import type { AdmissionPlugin } from '../plugin.js';
import { defaultIngressClass, defaultStorageClass, persistentVolumeClaimResize } from './default-classes.js';
import { limitRanger } from './limit-ranger.js';
import { namespaceLifecycle } from './namespace-lifecycle.js';
import { podSecurity } from './pod-security.js';
import { podTopologyLabels } from './pod-topology-labels.js';
import { priority } from './priority.js';
import { resourceQuota } from './resource-quota.js';
import { runtimeClass } from './runtime-class.js';
import { serviceAccount } from './service-account.js';
import { validatingAdmissionPolicy } from './validating-admission-policy.js';

/** The plugins over a state of the world: quotas have the last word. */
export function admissionPlugins(cluster: Cluster): AdmissionPlugin[] {
  return [
    namespaceLifecycle(cluster),
    limitRanger(cluster),
    serviceAccount(cluster),
    podSecurity(cluster),
    priority(cluster),
    defaultStorageClass(cluster),
    persistentVolumeClaimResize(cluster),
    runtimeClass(cluster),
    defaultIngressClass(cluster),
    podTopologyLabels(cluster),
    validatingAdmissionPolicy(cluster),
    resourceQuota(cluster),
  ];
}
