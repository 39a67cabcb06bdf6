/** What traffic takes its way through. */
import type { KindRules } from '../../kind.js';
import { endpoints } from '../endpoints.js';
import { endpointSlice } from '../endpointslice.js';
import { ingress } from '../ingress.js';
import { ingressClass } from '../ingressclass.js';
import { networkPolicy } from '../networkpolicy.js';
import { service } from '../service.js';

export const KINDS: readonly KindRules[] = [
  endpoints,
  endpointSlice,
  ingress,
  ingressClass,
  networkPolicy,
  service,
];
