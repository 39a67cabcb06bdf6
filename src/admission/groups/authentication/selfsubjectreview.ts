import type { KindRules } from '../../kind.js';
import { PATH_SEGMENT } from '../../shared/names.js';
import type { Struct } from '../../typed.js';

/** authentication.k8s.io/v1 SelfSubjectReview: it asks who asks, and needs not even a name. */
export const selfSubjectReview: KindRules<Struct<'authentication.v1.SelfSubjectReview'>> = {
  kind: 'SelfSubjectReview',
  group: 'authentication.k8s.io',
  name: PATH_SEGMENT,
  ownMetadata: true,
};
