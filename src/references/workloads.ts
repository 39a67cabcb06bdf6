/** What workloads refer to beside that which their pods do, and what scales and guards them. */
import { CLAIM_REFERENCES } from './claims.js';
import { BY_VERSION, type ReferenceRow, under } from './row.js';

/** A workload selects the pods that it makes. */
export const SELECTS_ITS_PODS: readonly ReferenceRow[] = [
  { at: 'spec', to: 'Pod', selector: 'selector', form: 'LabelSelector', unmet: 'refused' },
];

export const REPLICATION_CONTROLLER_REFERENCES: readonly ReferenceRow[] = [
  { at: 'spec', to: 'Pod', selector: 'selector', form: 'labels', unmet: 'refused' },
];

export const STATEFUL_SET_REFERENCES: readonly ReferenceRow[] = [
  ...SELECTS_ITS_PODS,
  { at: 'spec.serviceName', to: 'Service', unmet: 'unreachable' },
  ...under('spec.volumeClaimTemplates[*]', CLAIM_REFERENCES),
];

export const JOB_REFERENCES: readonly ReferenceRow[] = [
  ...SELECTS_ITS_PODS,
  {
    at: 'spec.podFailurePolicy.rules[*].onExitCodes.containerName',
    part: 'container',
    of: 'spec',
    among: ['template.spec.containers[*].name', 'template.spec.initContainers[*].name'],
    unmet: 'refused',
  },
];

export const CRON_JOB_REFERENCES = under('spec.jobTemplate', JOB_REFERENCES);

export const AUTOSCALER_REFERENCES: readonly ReferenceRow[] = [
  { at: 'spec.scaleTargetRef', to: BY_VERSION, name: 'name', unmet: 'no-effect' },
  { at: 'spec.metrics[*].object.describedObject', to: BY_VERSION, name: 'name', unmet: 'no-effect' },
];

export const DISRUPTION_BUDGET_REFERENCES: readonly ReferenceRow[] = [
  { at: 'spec', to: 'Pod', selector: 'selector', form: 'LabelSelector', unmet: 'no-effect' },
];

export const RUNTIME_CLASS_REFERENCES: readonly ReferenceRow[] = [
  { at: 'scheduling', to: 'Node', selector: 'nodeSelector', form: 'labels', unmet: 'unschedulable' },
];

export const QUOTA_REFERENCES: readonly ReferenceRow[] = [
  {
    at: 'spec.scopeSelector.matchExpressions[*]',
    to: 'PriorityClass',
    name: 'values[*]',
    when: { scopeName: 'PriorityClass' },
    unmet: 'harmless',
  },
];
