/** The kinds of resource.k8s.io: devices. */
import type { KindRules } from '../../kind.js';
import { deviceClass } from './deviceclass.js';
import { deviceTaintRule } from './devicetaintrule.js';
import { resourceClaim } from './resourceclaim.js';
import { resourceClaimTemplate } from './resourceclaimtemplate.js';
import { resourcePoolStatusRequest } from './resourcepoolstatusrequest.js';
import { resourceSlice } from './resourceslice/resourceslice.js';

export const KINDS: readonly KindRules[] = [
  deviceClass,
  deviceTaintRule,
  resourceClaim,
  resourceClaimTemplate,
  resourcePoolStatusRequest,
  resourceSlice,
];
