/** The kinds of certificates.k8s.io. */
import type { KindRules } from '../../kind.js';
import { certificateSigningRequest } from './certificatesigningrequest.js';

export const KINDS: readonly KindRules[] = [certificateSigningRequest];
