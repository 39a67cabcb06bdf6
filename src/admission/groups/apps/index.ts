/** The kinds of apps: workloads. */
import type { KindRules } from '../../kind.js';
import { controllerRevision } from './controllerrevision.js';
import { daemonSet } from './daemonset.js';
import { deployment } from './deployment.js';
import { replicaSet } from './replicaset.js';
import { statefulSet } from './statefulset.js';

export const KINDS: readonly KindRules[] = [
  controllerRevision,
  daemonSet,
  deployment,
  replicaSet,
  statefulSet,
];
