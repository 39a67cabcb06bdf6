import { sameDecoded } from '../../../api/equality.js';
import { at, type FieldErrors } from '../../field-errors.js';
import { ensure, get, int, intOrString, intPtr, obj, ptr, setDefault, setZero, str } from '../../fields.js';
import { goValue, intOrStringValue } from '../../go/value.js';
import type { Context, KindRules } from '../../kind.js';
import {
  plainNumber,
  validateAtMost100Percent,
  validateCountOrPercent,
  validateNonNegative,
} from '../../shared/counts.js';
import { IMMUTABLE } from '../../shared/messages.js';
import { SUBDOMAIN } from '../../shared/names.js';
import { statusFromServer } from '../../shared/status.js';
import type { Struct } from '../../typed.js';
import { defaultTemplate, dropTemplateFields } from '../core/pod/template.js';
import { podNameWarnings, templateWarnings } from '../core/pod/warnings.js';
import { validateWorkloadSelector, validateWorkloadTemplate } from './workload.js';

const SPEC = at('spec');
const SHARE = '25%';

function defaults(deployment: Struct<'apps.v1.Deployment'>): void {
  const spec = ensure(deployment, 'spec');
  setDefault(spec, 'replicas', 1);
  const strategy = ensure(spec, 'strategy');
  setZero(strategy, 'type', 'RollingUpdate');
  if (str(strategy, 'type') === 'RollingUpdate') {
    const rolling = ensure(strategy, 'rollingUpdate');
    setDefault(rolling, 'maxUnavailable', SHARE);
    setDefault(rolling, 'maxSurge', SHARE);
  }
  setDefault(spec, 'revisionHistoryLimit', 10);
  setDefault(spec, 'progressDeadlineSeconds', 600);
  defaultTemplate(ensure(spec, 'template'));
}

function validate(object: Struct<'apps.v1.Deployment'>, errors: FieldErrors, { version }: Context): void {
  const spec = obj(object, 'spec');
  validateNonNegative(spec, ['replicas'], SPEC, errors);
  validateWorkloadSelector(spec, 'empty selector is invalid for deployment', SPEC, errors);
  validateWorkloadTemplate(
    spec,
    { version, kind: 'ReplicaSet', place: SPEC, unusable: 'invalid label selector' },
    errors,
  );
  validateStrategy(obj(spec, 'strategy'), errors);
  validateNonNegative(spec, ['minReadySeconds', 'revisionHistoryLimit'], SPEC, errors);
  const deadline = intPtr(spec, 'progressDeadlineSeconds');
  if (deadline !== undefined) {
    validateNonNegative(spec, ['progressDeadlineSeconds'], SPEC, errors);
    if (deadline <= int(spec, 'minReadySeconds')) {
      errors.invalid(SPEC.child('progressDeadlineSeconds'), deadline, 'must be greater than minReadySeconds');
    }
  }
}

function validateStrategy(strategy: Struct<'apps.v1.DeploymentStrategy'>, errors: FieldErrors): void {
  const place = SPEC.child('strategy');
  const rolling = ptr(strategy, 'rollingUpdate');
  switch (str(strategy, 'type')) {
    case 'Recreate':
      if (rolling) {
        errors.forbidden(
          place.child('rollingUpdate'),
          "may not be specified when strategy `type` is 'Recreate'",
        );
      }
      return;
    case 'RollingUpdate':
      if (rolling) validateRolling(rolling, errors);
      else errors.required(place.child('rollingUpdate'), 'this should be defaulted and never be nil');
      return;
    default:
      errors.unsupported(place, goValue('apps.v1.DeploymentStrategy', strategy), [
        'Recreate',
        'RollingUpdate',
      ]);
  }
}

function validateRolling(rolling: Struct<'apps.v1.RollingUpdateDeployment'>, errors: FieldErrors): void {
  const place = SPEC.child('strategy', 'rollingUpdate');
  const [unavailable, surge] = [intOrString(rolling, 'maxUnavailable'), intOrString(rolling, 'maxSurge')];
  validateCountOrPercent(unavailable, place.child('maxUnavailable'), errors);
  validateCountOrPercent(surge, place.child('maxSurge'), errors);
  if (plainNumber(unavailable) === 0 && plainNumber(surge) === 0) {
    errors.invalid(
      place.child('maxUnavailable'),
      intOrStringValue(unavailable),
      'may not be 0 when `maxSurge` is 0',
    );
  }
  validateAtMost100Percent(unavailable, place.child('maxUnavailable'), errors);
}

/** apps/v1 Deployment (pkg/apis/apps). */
export const deployment: KindRules<Struct<'apps.v1.Deployment'>> = {
  kind: 'Deployment',
  group: 'apps',
  name: SUBDOMAIN,
  defaults,
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
        at('spec', 'selector'),
        goValue('meta.v1.LabelSelector', ptr(obj(object, 'spec'), 'selector')),
        IMMUTABLE,
      );
  },
  warnings: (object, old, context) => [
    ...(old ? [] : podNameWarnings(object)),
    ...templateWarnings(object, old, context),
  ],
};
