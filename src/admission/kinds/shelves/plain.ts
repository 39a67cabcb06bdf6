/** Kinds whose rules are short. */

import { horizontalPodAutoscaler } from '../../groups/autoscaling/horizontalpodautoscaler/horizontalpodautoscaler.js';
import { limitRange } from '../../groups/core/limitrange.js';
import { namespace } from '../../groups/core/namespace.js';
import { resourceQuota } from '../../groups/core/resourcequota.js';
import { secret } from '../../groups/core/secret.js';
import { serviceAccount } from '../../groups/core/serviceaccount.js';
import { podDisruptionBudget } from '../../groups/policy/poddisruptionbudget.js';
import { clusterRole } from '../../groups/rbac/clusterrole.js';
import { clusterRoleBinding } from '../../groups/rbac/clusterrolebinding.js';
import { role } from '../../groups/rbac/role.js';
import { roleBinding } from '../../groups/rbac/rolebinding.js';
import { priorityClass } from '../../groups/scheduling/priorityclass.js';
import type { KindRules } from '../../kind.js';

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
