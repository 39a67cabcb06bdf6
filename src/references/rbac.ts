/** Whom and what bindings of roles and flows of requests name, and what accounts hold. */
import { BY_GROUP, type ReferenceRow } from './row.js';

/** Both kinds of binding; users and groups are no objects. */
export const BINDING_REFERENCES: readonly ReferenceRow[] = [
  { at: 'roleRef', to: BY_GROUP, name: 'name', unmet: 'no-effect' },
  {
    at: 'subjects[*]',
    to: 'ServiceAccount',
    name: 'name',
    namespace: 'namespace',
    when: { kind: 'ServiceAccount' },
    unmet: 'no-effect',
  },
];

export const CLUSTER_ROLE_REFERENCES: readonly ReferenceRow[] = [
  {
    at: 'aggregationRule',
    to: 'ClusterRole',
    selector: 'clusterRoleSelectors[*]',
    form: 'LabelSelector',
    unmet: 'no-effect',
  },
];

export const SERVICE_ACCOUNT_REFERENCES: readonly ReferenceRow[] = [
  { at: 'secrets[*]', to: 'Secret', name: 'name', unmet: 'left-out' },
  { at: 'imagePullSecrets[*]', to: 'Secret', name: 'name', unmet: 'left-out' },
];

export const SECRET_REFERENCES: readonly ReferenceRow[] = [
  {
    at: '',
    to: 'ServiceAccount',
    name: 'metadata.annotations[kubernetes.io/service-account.name]',
    when: { type: 'kubernetes.io/service-account-token' },
    unmet: 'collected',
  },
];

export const FLOW_SCHEMA_REFERENCES: readonly ReferenceRow[] = [
  {
    at: 'spec.priorityLevelConfiguration',
    to: 'PriorityLevelConfiguration',
    name: 'name',
    unmet: 'no-effect',
  },
  {
    at: 'spec.rules[*].subjects[*].serviceAccount',
    to: 'ServiceAccount',
    name: 'name',
    namespace: 'namespace',
    unmet: 'no-effect',
  },
];
