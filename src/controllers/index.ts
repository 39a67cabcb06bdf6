import type { Controller } from './controller.js';
import { cronJob } from './cronjob.js';
import { daemonSet } from './daemonset.js';
import { deployment } from './deployment.js';
import { disruption } from './disruption.js';
import { endpointSlice } from './endpointslice.js';
import { garbageCollector } from './garbagecollector.js';
import { horizontalPodAutoscaler } from './horizontalpodautoscaler.js';
import { job } from './job.js';
import { namespace } from './namespace.js';
import { nodeLifecycle } from './nodelifecycle.js';
import { persistentVolume } from './persistentvolume.js';
import { podGc } from './podgc.js';
import { protection } from './protection.js';
import { replicaSet } from './replicaset.js';
import { replicationController } from './replicationcontroller.js';
import { resourceQuota } from './resourcequota.js';
import { serviceAccount } from './serviceaccount.js';
import { statefulSet } from './statefulset.js';
import { taintEviction } from './tainteviction.js';
import { ttlAfterFinished } from './ttlafterfinished.js';
import { validatingAdmissionPolicy } from './validatingadmissionpolicy-status.js';

export type { Controller } from './controller.js';

/** The control loops of kube-controller-manager, in the order in which they look at a change. */
export const CONTROLLERS: readonly Controller[] = [
  // Both watch nodes: it has deleted its pods of a tainted node before they are evicted.
  daemonSet,
  taintEviction,
  replicaSet,
  replicationController,
  deployment,
  statefulSet,
  job,
  cronJob,
  ttlAfterFinished,
  horizontalPodAutoscaler,
  resourceQuota,
  endpointSlice,
  disruption,
  persistentVolume,
  protection,
  nodeLifecycle(),
  podGc,
  garbageCollector,
  namespace,
  serviceAccount,
  validatingAdmissionPolicy,
];
