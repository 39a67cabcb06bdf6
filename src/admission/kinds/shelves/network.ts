/** What traffic takes its way through. */

import { endpoints } from '../../groups/core/endpoints.js';
import { service } from '../../groups/core/service/service.js';
import { endpointSlice } from '../../groups/discovery/endpointslice.js';
import { ingress } from '../../groups/networking/ingress.js';
import { ingressClass } from '../../groups/networking/ingressclass.js';
import { networkPolicy } from '../../groups/networking/networkpolicy.js';
import type { KindRules } from '../../kind.js';

export const KINDS: readonly KindRules[] = [
  endpoints,
  endpointSlice,
  ingress,
  ingressClass,
  networkPolicy,
  service,
];
