/** Kinds whose rules are short. */

import { limitRange } from '../../groups/core/limitrange.js';
import { namespace } from '../../groups/core/namespace.js';
import { resourceQuota } from '../../groups/core/resourcequota.js';
import { secret } from '../../groups/core/secret.js';
import { serviceAccount } from '../../groups/core/serviceaccount.js';
import type { KindRules } from '../../kind.js';
import { horizontalPodAutoscaler } from '../horizontalpodautoscaler.js';
import { podDisruptionBudget } from '../poddisruptionbudget.js';
import { priorityClass } from '../priorityclass.js';
import { clusterRole, clusterRoleBinding, role, roleBinding } from '../rbac.js';

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
