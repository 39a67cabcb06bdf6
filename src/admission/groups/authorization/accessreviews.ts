/** The reviews of access: questions, which nobody stores (pkg/apis/authorization/validation). */
import { type At, at, type FieldErrors } from '../../field-errors.js';
import { list, obj, ptr, str, strings } from '../../fields.js';
import { goValue } from '../../go/value.js';
import type { KindRules } from '../../kind.js';
import { PATH_SEGMENT } from '../../shared/names.js';
import { metadataGiven } from '../../shared/object-meta.js';
import { NEEDS_VALUES, NO_VALUES, validateRequirement } from '../../shared/selectors.js';
import type { Struct } from '../../typed.js';

type Spec = Struct<
  'authorization.v1.SubjectAccessReviewSpec' | 'authorization.v1.SelfSubjectAccessReviewSpec'
>;

const SPEC = at('spec');
const OF_RESOURCES = SPEC.child('resourceAttributes');
const OTHERS = SPEC.child('nonResourceAttributes');

/** authorization.k8s.io/v1 SubjectAccessReview. */
export const subjectAccessReview: KindRules<Struct<'authorization.v1.SubjectAccessReview'>> = {
  kind: 'SubjectAccessReview',
  group: 'authorization.k8s.io',
  name: PATH_SEGMENT,
  ownMetadata: true,
  validate(review, errors) {
    validateOfSubject(obj(review, 'spec'), errors);
    expectNoMetadata(review, errors);
  },
};

/** authorization.k8s.io/v1 SelfSubjectAccessReview. */
export const selfSubjectAccessReview: KindRules<Struct<'authorization.v1.SelfSubjectAccessReview'>> = {
  kind: 'SelfSubjectAccessReview',
  group: 'authorization.k8s.io',
  name: PATH_SEGMENT,
  ownMetadata: true,
  validate(review, errors) {
    const spec = obj(review, 'spec');
    validateChoice(spec, errors);
    validateSelectors(spec, errors);
    expectNoMetadata(review, errors);
  },
};

/** authorization.k8s.io/v1 LocalSubjectAccessReview. */
export const localSubjectAccessReview: KindRules<Struct<'authorization.v1.LocalSubjectAccessReview'>> = {
  kind: 'LocalSubjectAccessReview',
  group: 'authorization.k8s.io',
  name: PATH_SEGMENT,
  ownMetadata: true,
  validate(review, errors) {
    const spec = obj(review, 'spec');
    validateOfSubject(spec, errors);
    const given = metadataGiven(obj(review, 'metadata'));
    if (Object.keys(given).some((name) => name !== 'namespace')) {
      errors.invalid(
        at('metadata'),
        goValue('meta.v1.ObjectMeta', given),
        'must be empty except for namespace',
      );
    }
    const attributes = ptr(spec, 'resourceAttributes');
    const namespace = str(attributes, 'namespace');
    if (attributes && namespace !== str(obj(review, 'metadata'), 'namespace')) {
      errors.invalid(OF_RESOURCES.child('namespace'), namespace, 'must match metadata.namespace');
    }
    const others = ptr(spec, 'nonResourceAttributes');
    if (others) {
      const shown = goValue('authorization.v1.NonResourceAttributes', others);
      errors.invalid(OTHERS, shown, 'disallowed on this kind of request');
    }
  },
};

/** authorization.k8s.io/v1 SelfSubjectRulesReview. */
export const selfSubjectRulesReview: KindRules<Struct<'authorization.v1.SelfSubjectRulesReview'>> = {
  kind: 'SelfSubjectRulesReview',
  group: 'authorization.k8s.io',
  name: PATH_SEGMENT,
  ownMetadata: true,
  misfit: (review) => (str(obj(review, 'spec'), 'namespace') === '' ? 'no namespace on request' : undefined),
};

function validateOfSubject(
  spec: Struct<'authorization.v1.SubjectAccessReviewSpec'>,
  errors: FieldErrors,
): void {
  validateChoice(spec, errors);
  if (str(spec, 'user') === '' && strings(spec, 'groups').length === 0) {
    errors.invalid(SPEC.child('user'), '', 'at least one of user or group must be specified');
  }
  validateSelectors(spec, errors);
}

function validateChoice(spec: Spec, errors: FieldErrors): void {
  const ofResources = ptr(spec, 'resourceAttributes');
  const others = ptr(spec, 'nonResourceAttributes');
  const shown = goValue('authorization.v1.NonResourceAttributes', others);
  if (ofResources && others) {
    errors.invalid(OTHERS, shown, 'cannot be specified in combination with resourceAttributes');
  }
  if (!ofResources && !others) {
    const why = 'exactly one of nonResourceAttributes or resourceAttributes must be specified';
    errors.invalid(OF_RESOURCES, shown, why);
  }
}

function expectNoMetadata(
  review: Struct<'authorization.v1.SelfSubjectAccessReview' | 'authorization.v1.SubjectAccessReview'>,
  errors: FieldErrors,
): void {
  const given = metadataGiven(obj(review, 'metadata'));
  if (Object.keys(given).length > 0)
    errors.invalid(at('metadata'), goValue('meta.v1.ObjectMeta', given), 'must be empty');
}

function validateSelectors(spec: Spec, errors: FieldErrors): void {
  const attributes = ptr(spec, 'resourceAttributes');
  const fields = ptr(attributes, 'fieldSelector');
  const labels = ptr(attributes, 'labelSelector');
  if (fields) {
    const place = OF_RESOURCES.child('fieldSelector');
    validateForm(fields, place, errors);
    for (const [index, requirement] of list(fields, 'requirements').entries()) {
      validateFieldRequirement(requirement, place.child('requirements').index(index), errors);
    }
  }
  if (labels) {
    const place = OF_RESOURCES.child('labelSelector');
    validateForm(labels, place, errors);
    for (const [index, requirement] of list(labels, 'requirements').entries()) {
      const at = place.child('requirements').index(index);
      validateRequirement(requirement, at, errors, { anyOperator: true });
    }
  }
}

function validateForm(
  selector: Struct<'authorization.v1.FieldSelectorAttributes' | 'authorization.v1.LabelSelectorAttributes'>,
  place: At,
  errors: FieldErrors,
): void {
  const raw = str(selector, 'rawSelector');
  const count = list(selector, 'requirements').length;
  if (raw !== '' && count > 0) {
    errors.invalid(place.child('rawSelector'), raw, 'may not specified at the same time as requirements');
  }
  if (raw === '' && count === 0) {
    const why = `when ${place} is specified, requirements or rawSelector is required`;
    errors.required(place.child('requirements'), why);
  }
}

/** Newer clients may know operators that a server does not. */
function validateFieldRequirement(
  requirement: Struct<'meta.v1.FieldSelectorRequirement'>,
  place: At,
  errors: FieldErrors,
): void {
  if (str(requirement, 'key') === '') errors.required(place.child('key'), 'must be specified');
  const operator = str(requirement, 'operator');
  const count = strings(requirement, 'values').length;
  if ((operator === 'In' || operator === 'NotIn') && count === 0) {
    errors.required(place.child('values'), NEEDS_VALUES);
  }
  if ((operator === 'Exists' || operator === 'DoesNotExist') && count > 0) {
    errors.forbidden(place.child('values'), NO_VALUES);
  }
}
