/** Pods and what makes them. */

import { pod } from '../../groups/core/pod/pod.js';
import { podTemplate } from '../../groups/core/podtemplate.js';
import { replicationController } from '../../groups/core/replicationcontroller.js';
import type { KindRules } from '../../kind.js';
import { cronJob } from '../cronjob.js';
import { daemonSet } from '../daemonset.js';
import { deployment } from '../deployment.js';
import { job } from '../job.js';
import { replicaSet } from '../replicaset.js';
import { statefulSet } from '../statefulset.js';

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
