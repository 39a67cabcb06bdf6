/** The kinds of networking.k8s.io. */
import type { KindRules } from '../../kind.js';
import { ingress } from './ingress.js';
import { ingressClass } from './ingressclass.js';
import { ipAddress } from './ipaddress.js';
import { networkPolicy } from './networkpolicy.js';
import { serviceCidr } from './servicecidr.js';

export const KINDS: readonly KindRules[] = [ingress, ingressClass, ipAddress, networkPolicy, serviceCidr];
