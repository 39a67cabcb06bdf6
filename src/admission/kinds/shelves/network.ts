/** What traffic takes its way through. */

import { endpoints } from '../../groups/core/endpoints.js';
import { service } from '../../groups/core/service/service.js';
import { endpointSlice } from '../../groups/discovery/endpointslice.js';
import type { KindRules } from '../../kind.js';
import { ingress } from '../ingress.js';
import { ingressClass } from '../ingressclass.js';
import { networkPolicy } from '../networkpolicy.js';

export const KINDS: readonly KindRules[] = [
  endpoints,
  endpointSlice,
  ingress,
  ingressClass,
  networkPolicy,
  service,
];
