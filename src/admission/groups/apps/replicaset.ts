import { sameDecoded } from '../../../api/equality.js';
import { at, type FieldErrors } from '../../field-errors.js';
import { ensure, get, obj, ptr, setDefault } from '../../fields.js';
import { goValue } from '../../go/value.js';
import type { Context, KindRules } from '../../kind.js';
import { validateNonNegative } from '../../shared/counts.js';
import { IMMUTABLE } from '../../shared/messages.js';
import { SUBDOMAIN } from '../../shared/names.js';
import { statusFromServer } from '../../shared/status.js';
import type { Struct } from '../../typed.js';
import { defaultTemplate, dropTemplateFields } from '../core/pod/template.js';
import { podNameWarnings, templateWarnings } from '../core/pod/warnings.js';
import { validateWorkloadSelector, validateWorkloadTemplate } from './workload.js';

const SPEC = at('spec');

function validate(object: Struct<'apps.v1.ReplicaSet'>, errors: FieldErrors, { version }: Context): void {
  const spec = obj(object, 'spec');
  validateNonNegative(spec, ['replicas', 'minReadySeconds'], SPEC, errors);
  validateWorkloadSelector(spec, 'empty selector is invalid for deployment', SPEC, errors);
  validateWorkloadTemplate(
    spec,
    { version, kind: 'ReplicaSet', place: SPEC, unusable: 'invalid label selector' },
    errors,
  );
}

/** apps/v1 ReplicaSet (pkg/apis/apps). */
export const replicaSet: KindRules<Struct<'apps.v1.ReplicaSet'>> = {
  kind: 'ReplicaSet',
  group: 'apps',
  name: SUBDOMAIN,
  defaults(object) {
    const spec = ensure(object, 'spec');
    setDefault(spec, 'replicas', 1);
    defaultTemplate(ensure(spec, 'template'));
  },
  prepare(object, old, context) {
    statusFromServer(object, old);
    dropTemplateFields(object, old, context);
  },
  validate,
  validateUpdate(object, old, errors, context) {
    validate(object, errors, context);
    const [selector, before] = [get(obj(object, 'spec'), 'selector'), get(obj(old, 'spec'), 'selector')];
    if (!sameDecoded(selector, before))
      errors.invalid(
        SPEC.child('selector'),
        goValue('meta.v1.LabelSelector', ptr(obj(object, 'spec'), 'selector')),
        IMMUTABLE,
      );
  },
  warnings: (object, old, context) => [
    ...(old ? [] : podNameWarnings(object)),
    ...templateWarnings(object, old, context),
  ],
};
