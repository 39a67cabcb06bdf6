import { sameDecoded } from '../../../api/equality.js';
import { at, type FieldErrors } from '../../field-errors.js';
import { ensure, get, list, obj, ptr, setDefault } from '../../fields.js';
import type { KindRules } from '../../kind.js';
import { SUBDOMAIN } from '../../shared/names.js';
import { statusFromServer } from '../../shared/status.js';
import { immutable, LONG_NAME, requiredText, SHORT_NAME, validateUnion } from '../../shared/tagged-rules.js';
import type { Struct } from '../../typed.js';
import { dropOffFields, hasValue, MOST_CLAIMS, validateSchedulingPolicy } from './group-fields.js';

const SPEC = at('spec');
const TEMPLATE = SPEC.child('podGroupTemplateRef');
const WORKLOAD = TEMPLATE.child('workload');
const CLAIMS = SPEC.child('resourceClaims');
/** Fields that may go while their feature is off, and may not be given another value. */
const FORBIDDEN_WHILE_OFF = ['disruptionMode', 'priorityClassName', 'priority'] as const;

type PodGroup = Struct<'scheduling.v1alpha2.PodGroup'>;

/** scheduling.k8s.io/v1alpha2 PodGroup (pkg/registry/scheduling/podgroup, the tags of its types). */
export const podGroup: KindRules<PodGroup> = {
  kind: 'PodGroup',
  group: 'scheduling.k8s.io',
  namespaced: true,
  name: SUBDOMAIN,
  defaults(object) {
    setDefault(ensure(object, 'spec'), 'disruptionMode', 'Pod');
  },
  prepare(object, old) {
    statusFromServer(object, old);
    dropOffFields(ensure(object, 'spec'), old && obj(old, 'spec'));
  },
  validate(object, errors) {
    const spec = obj(object, 'spec');
    validateTemplateReference(ptr(spec, 'podGroupTemplateRef'), errors);
    validateSchedulingPolicy(spec, SPEC, errors);
  },
  validateUpdate,
};

function validateTemplateReference(
  reference: Struct<'scheduling.v1alpha2.PodGroupTemplateReference'> | undefined,
  errors: FieldErrors,
): void {
  if (!reference) return;
  validateUnion(reference, ['workload'], TEMPLATE, errors);
  const of = ptr(reference, 'workload');
  if (!of) return;
  requiredText(of, 'workloadName', WORKLOAD, LONG_NAME, errors);
  requiredText(of, 'podGroupTemplateName', WORKLOAD, SHORT_NAME, errors);
}

function validateUpdate(object: PodGroup, old: PodGroup, errors: FieldErrors): void {
  const [spec, before] = [obj(object, 'spec'), obj(old, 'spec')];
  const changes = (name: 'podGroupTemplateRef' | 'schedulingPolicy' | 'schedulingConstraints'): boolean =>
    !sameDecoded(get(spec, name), get(before, name));
  if (changes('podGroupTemplateRef')) immutable(TEMPLATE, errors);
  if (changes('schedulingPolicy')) immutable(SPEC.child('schedulingPolicy'), errors);
  if (changes('schedulingConstraints') && hasValue(spec, 'schedulingConstraints')) {
    errors.forbidden(SPEC.child('schedulingConstraints'), '');
  }
  const claims = list(spec, 'resourceClaims');
  if (!sameDecoded([...claims], [...list(before, 'resourceClaims')])) {
    immutable(CLAIMS, errors);
    if (claims.length > MOST_CLAIMS) errors.tooMany(CLAIMS, claims.length, MOST_CLAIMS);
  }
  for (const name of FORBIDDEN_WHILE_OFF) {
    if (!sameDecoded(get(spec, name), get(before, name)) && hasValue(spec, name)) {
      errors.forbidden(SPEC.child(name), '');
    }
  }
}
