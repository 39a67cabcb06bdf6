/** The kinds of authentication.k8s.io. */
import type { KindRules } from '../../kind.js';
import { selfSubjectReview } from './selfsubjectreview.js';
import { tokenReview } from './tokenreview.js';

export const KINDS: readonly KindRules[] = [selfSubjectReview, tokenReview];
