/** The kinds of rbac.authorization.k8s.io. */
import type { KindRules } from '../../kind.js';
import { clusterRole } from './clusterrole.js';
import { clusterRoleBinding } from './clusterrolebinding.js';
import { role } from './role.js';
import { roleBinding } from './rolebinding.js';

export const KINDS: readonly KindRules[] = [clusterRole, clusterRoleBinding, role, roleBinding];
