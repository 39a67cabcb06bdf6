import { ptr } from '../fields.js';
import { roundResources } from '../groups/core/pod/resources.js';
import type { KindRules } from '../kind.js';
import { quotaWarnings, validateQuota, validateQuotaUpdate } from '../rules/resource-quota.js';
import { SUBDOMAIN } from '../shared/names.js';
import { statusFromServer } from '../shared/status.js';

/** v1 ResourceQuota. */
export const resourceQuota: KindRules = {
  kind: 'ResourceQuota',
  group: '',
  name: SUBDOMAIN,
  coreMetadata: true,
  defaults(object) {
    roundResources(ptr(object, 'spec'), 'hard');
    roundResources(ptr(object, 'status'), 'hard', 'used');
  },
  prepare: statusFromServer,
  validate: validateQuota,
  validateUpdate: validateQuotaUpdate,
  warnings: quotaWarnings,
};
