/** The kinds of certificates.k8s.io. */
import type { KindRules } from '../../kind.js';
import { certificateSigningRequest } from './certificatesigningrequest.js';
import { clusterTrustBundle } from './clustertrustbundle.js';
import { podCertificateRequest } from './podcertificaterequest.js';

export const KINDS: readonly KindRules[] = [
  certificateSigningRequest,
  clusterTrustBundle,
  podCertificateRequest,
];
