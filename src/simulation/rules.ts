/** The rules under which a plan tells which manifests were not applied, and what the server warned of. */
import type { RuleData } from '../api/finding.js';

const page = 'plan.md';

export const PLAN_RULES = {
  refused: {
    name: 'plan/refused',
    severity: 'error',
    summary: 'A manifest that the API server refuses, or that kubectl does not apply.',
    page,
  },
  order: {
    name: 'plan/order',
    severity: 'error',
    summary: 'A manifest that is refused because what it needs is applied after it.',
    page,
  },
  serverSide: {
    name: 'plan/server-side',
    severity: 'error',
    summary: 'A manifest that is too large to be remembered: kubectl apply --server-side takes it.',
    page,
  },
  create: {
    name: 'plan/create',
    severity: 'error',
    summary: 'A manifest without a name, which kubectl create takes and kubectl apply does not.',
    page,
  },
  warning: {
    name: 'plan/warning',
    severity: 'warning',
    summary: 'The API server takes the object, with a warning.',
    page,
  },
  noObject: {
    name: 'plan/no-object',
    severity: 'info',
    summary: 'A document that is no object to apply: left out.',
    page,
  },
  unreadable: {
    name: 'cluster/unreadable',
    severity: 'warning',
    summary: 'An object of a dump that cannot be read: left out of the cluster.',
    page: 'plan.md',
  },
  twice: {
    name: 'cluster/twice',
    severity: 'warning',
    summary: 'An object that dumps hold twice, differently: the last one counts.',
    page: 'plan.md',
  },
} satisfies Record<string, RuleData>;
