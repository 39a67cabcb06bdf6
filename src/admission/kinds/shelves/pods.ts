/** Pods and what makes them. */

import { daemonSet } from '../../groups/apps/daemonset.js';
import { deployment } from '../../groups/apps/deployment.js';
import { replicaSet } from '../../groups/apps/replicaset.js';
import { statefulSet } from '../../groups/apps/statefulset.js';
import { cronJob } from '../../groups/batch/cronjob.js';
import { job } from '../../groups/batch/job/job.js';
import { pod } from '../../groups/core/pod/pod.js';
import { podTemplate } from '../../groups/core/podtemplate.js';
import { replicationController } from '../../groups/core/replicationcontroller.js';
import type { KindRules } from '../../kind.js';

export const KINDS: readonly KindRules[] = [
  cronJob,
  daemonSet,
  deployment,
  job,
  pod,
  podTemplate,
  replicaSet,
  replicationController,
  statefulSet,
];
