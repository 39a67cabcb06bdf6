/** The kinds of coordination.k8s.io. */
import type { KindRules } from '../../kind.js';
import { lease } from './lease.js';
import { leaseCandidate } from './leasecandidate.js';

export const KINDS: readonly KindRules[] = [lease, leaseCandidate];
