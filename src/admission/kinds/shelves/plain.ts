/** Kinds whose rules are short. */
import type { KindRules } from '../../kind.js';
import { horizontalPodAutoscaler } from '../horizontalpodautoscaler.js';
import { limitRange } from '../limitrange.js';
import { namespace } from '../namespace.js';
import { podDisruptionBudget } from '../poddisruptionbudget.js';
import { priorityClass } from '../priorityclass.js';
import { clusterRole, clusterRoleBinding, role, roleBinding } from '../rbac.js';
import { resourceQuota } from '../resourcequota.js';
import { secret } from '../secret.js';
import { serviceAccount } from '../serviceaccount.js';

export const KINDS: readonly KindRules[] = [
  horizontalPodAutoscaler,
  limitRange,
  namespace,
  podDisruptionBudget,
  priorityClass,
  clusterRole,
  clusterRoleBinding,
  role,
  roleBinding,
  resourceQuota,
  secret,
  serviceAccount,
];
