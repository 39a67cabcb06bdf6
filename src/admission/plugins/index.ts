/** The admission plugins that look at the world, in the server's order (plugin/pkg/admission). */
import type { Cluster } from '../../cluster/cluster.js';
import type { AdmissionPlugin } from '../plugin.js';
import { defaultIngressClass, defaultStorageClass, persistentVolumeClaimResize } from './default-classes.js';
import { limitRanger } from './limit-ranger.js';
import { mutatingAdmissionPolicy, type Patching } from './mutating-admission-policy.js';
import { namespaceLifecycle } from './namespace-lifecycle.js';
import { podSecurity } from './pod-security.js';
import { podTopologyLabels } from './pod-topology-labels.js';
import { priority } from './priority.js';
import { resourceQuota } from './resource-quota.js';
import { runtimeClass } from './runtime-class.js';
import { serviceAccount } from './service-account.js';
import { validatingAdmissionPolicy } from './validating-admission-policy.js';

/** The plugins over a state of the world: quotas have the last word. Without `patching` no policy changes an object. */
export function admissionPlugins(cluster: Cluster, patching?: Patching): AdmissionPlugin[] {
  const builtIn = [
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
  ];
  return [
    ...builtIn,
    ...(patching ? [mutatingAdmissionPolicy(cluster, patching, builtIn)] : []),
    validatingAdmissionPolicy(cluster),
    resourceQuota(cluster),
  ];
}
