/** The kinds that admission knows, by group and kind. */
import type { KindRules } from '../kind.js';
import * as registration from './admissionregistration.js';
import { configMap } from './configmap.js';
import { cronJob } from './cronjob.js';
import { customResourceDefinition } from './customresourcedefinition.js';
import { daemonSet } from './daemonset.js';
import { deployment } from './deployment.js';
import { endpoints } from './endpoints.js';
import { endpointSlice } from './endpointslice.js';
import { event } from './event.js';
import { flowSchema, priorityLevelConfiguration } from './flowcontrol.js';
import { horizontalPodAutoscaler } from './horizontalpodautoscaler.js';
import { ingress } from './ingress.js';
import { ingressClass } from './ingressclass.js';
import { job } from './job.js';
import { limitRange } from './limitrange.js';
import { namespace } from './namespace.js';
import { networkPolicy } from './networkpolicy.js';
import { node } from './node.js';
import { persistentVolume } from './persistentvolume.js';
import { persistentVolumeClaim } from './persistentvolumeclaim.js';
import { pod } from './pod.js';
import { podDisruptionBudget } from './poddisruptionbudget.js';
import { podTemplate } from './podtemplate.js';
import { priorityClass } from './priorityclass.js';
import { clusterRole, clusterRoleBinding, role, roleBinding } from './rbac.js';
import { replicaSet } from './replicaset.js';
import { replicationController } from './replicationcontroller.js';
import { resourceQuota } from './resourcequota.js';
import { secret } from './secret.js';
import { service } from './service.js';
import { serviceAccount } from './serviceaccount.js';
import * as small from './small.js';
import { statefulSet } from './statefulset.js';
import * as storage from './storage.js';
import { storageClass } from './storageclass.js';

const KINDS: readonly KindRules[] = [
  ...Object.values(registration),
  ...Object.values(small),
  ...Object.values(storage),
  clusterRole,
  clusterRoleBinding,
  configMap,
  cronJob,
  customResourceDefinition,
  daemonSet,
  deployment,
  endpoints,
  endpointSlice,
  event,
  { ...event, group: 'events.k8s.io' },
  flowSchema,
  horizontalPodAutoscaler,
  ingress,
  ingressClass,
  job,
  limitRange,
  namespace,
  networkPolicy,
  node,
  persistentVolume,
  persistentVolumeClaim,
  pod,
  podDisruptionBudget,
  podTemplate,
  priorityClass,
  priorityLevelConfiguration,
  replicaSet,
  replicationController,
  resourceQuota,
  role,
  roleBinding,
  secret,
  service,
  serviceAccount,
  statefulSet,
  storageClass,
];

const BY_KEY = new Map(KINDS.map((rules) => [`${rules.group}/${rules.kind}`, rules]));

/** The rules of a kind, whatever its version; undefined for kinds that have none here. */
export function kindRules(group: string, kind: string): KindRules | undefined {
  return BY_KEY.get(`${group}/${kind}`);
}
