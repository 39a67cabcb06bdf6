/** The kinds of authorization.k8s.io. */
import type { KindRules } from '../../kind.js';
import {
  localSubjectAccessReview,
  selfSubjectAccessReview,
  selfSubjectRulesReview,
  subjectAccessReview,
} from './accessreviews.js';

export const KINDS: readonly KindRules[] = [
  localSubjectAccessReview,
  selfSubjectAccessReview,
  selfSubjectRulesReview,
  subjectAccessReview,
];
