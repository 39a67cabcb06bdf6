import { obj, str } from '../../fields.js';
import type { KindRules } from '../../kind.js';
import { PATH_SEGMENT } from '../../shared/names.js';
import type { Struct } from '../../typed.js';

/** authentication.k8s.io/v1 TokenReview (pkg/registry/authentication/tokenreview). */
export const tokenReview: KindRules<Struct<'authentication.v1.TokenReview'>> = {
  kind: 'TokenReview',
  group: 'authentication.k8s.io',
  name: PATH_SEGMENT,
  ownMetadata: true,
  misfit: (review) =>
    str(obj(review, 'spec'), 'token') === ''
      ? 'token is required for TokenReview in authentication'
      : undefined,
};
