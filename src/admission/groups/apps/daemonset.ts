import { sameDecoded } from '../../../api/equality.js';
import { at, type FieldErrors, jsonMap } from '../../field-errors.js';
import { drop, ensure, entries, get, intOrString, obj, ptr, setDefault, setZero, str } from '../../fields.js';
import { goValue, intOrStringValue } from '../../go/value.js';
import type { Context, KindRules } from '../../kind.js';
import {
  plainNumber,
  validateAtMost100Percent,
  validateCountOrPercent,
  validateNonNegative,
} from '../../shared/counts.js';
import { IMMUTABLE, NON_NEGATIVE } from '../../shared/messages.js';
import { SUBDOMAIN } from '../../shared/names.js';
import { isConvertible, isEmptyLabelSelector, selects, validateSelector } from '../../shared/selectors.js';
import { statusFromServer } from '../../shared/status.js';
import type { Struct } from '../../typed.js';
import { defaultTemplate, dropTemplateFields, validateTemplate } from '../core/pod/template.js';
import { templateWarnings } from '../core/pod/warnings.js';
import { MISMATCH, selectorJson, validateAlwaysRunning } from './workload.js';

const SPEC = at('spec');
const GENERATION = 'deprecated.daemonset.template.generation';

function defaults(set: Struct<'apps.v1.DaemonSet'>): void {
  const spec = ensure(set, 'spec');
  const strategy = ensure(spec, 'updateStrategy');
  setZero(strategy, 'type', 'RollingUpdate');
  if (str(strategy, 'type') === 'RollingUpdate') {
    const rolling = ensure(strategy, 'rollingUpdate');
    setDefault(rolling, 'maxUnavailable', 1);
    setDefault(rolling, 'maxSurge', 0);
  }
  // The internal type holds both as plain numbers, so that whoever gives one gets the other.
  const given = ptr(strategy, 'rollingUpdate');
  if (given) {
    setDefault(given, 'maxUnavailable', 0);
    setDefault(given, 'maxSurge', 0);
  }
  setDefault(spec, 'revisionHistoryLimit', 10);
  defaultTemplate(ensure(spec, 'template'));
}

/** The template's generation, which v1 keeps in an annotation. */
function templateGeneration(set: Struct<'apps.v1.DaemonSet'> | undefined): bigint {
  const text = str(obj(obj(set, 'metadata'), 'annotations'), GENERATION);
  return /^[+-]?\d{1,18}$/.test(text) ? BigInt(text) : 0n;
}

function validate(object: Struct<'apps.v1.DaemonSet'>, errors: FieldErrors, { version }: Context): void {
  const spec = obj(object, 'spec');
  const selector = ptr(spec, 'selector');
  validateSelector(selector, SPEC.child('selector'), errors);
  const template = obj(spec, 'template');
  const metadata = obj(template, 'metadata');
  if (isConvertible(selector) && !selects(selector, obj(metadata, 'labels'))) {
    errors.invalid(SPEC.child('template', 'metadata', 'labels'), jsonMap(get(metadata, 'labels')), MISMATCH);
  }
  if (selector && isEmptyLabelSelector(selector)) {
    errors.invalid(SPEC.child('selector'), selectorJson(selector), 'empty selector is invalid for daemonset');
  }
  validateTemplate(template, SPEC.child('template'), version, errors);
  validateAlwaysRunning(template, 'DaemonSet', SPEC.child('template', 'spec'), errors);
  validateNonNegative(spec, ['minReadySeconds'], SPEC, errors);
  if (templateGeneration(object) < 0n) {
    errors.invalid(SPEC.child('templateGeneration'), templateGeneration(object), NON_NEGATIVE);
  }
  validateStrategy(obj(spec, 'updateStrategy'), errors);
  validateNonNegative(spec, ['revisionHistoryLimit'], SPEC, errors);
}

function validateStrategy(strategy: Struct<'apps.v1.DaemonSetUpdateStrategy'>, errors: FieldErrors): void {
  const place = SPEC.child('updateStrategy');
  const type = str(strategy, 'type');
  if (type === 'OnDelete') return;
  if (type !== 'RollingUpdate') {
    errors.unsupported(place, goValue('apps.v1.DaemonSetUpdateStrategy', strategy), [
      'RollingUpdate',
      'OnDelete',
    ]);
    return;
  }
  const rolling = ptr(strategy, 'rollingUpdate');
  const at = place.child('rollingUpdate');
  if (!rolling) {
    errors.required(at);
    return;
  }
  const names = ['maxUnavailable', 'maxSurge'] as const;
  const [unavailable, surge] = names.map((name) => intOrString(rolling, name));
  validateCountOrPercent(unavailable, at.child('maxUnavailable'), errors);
  validateCountOrPercent(surge, at.child('maxSurge'), errors);
  validateAtMost100Percent(unavailable, at.child('maxUnavailable'), errors);
  validateAtMost100Percent(surge, at.child('maxSurge'), errors);
  const [hasUnavailable, hasSurge] = [plainNumber(unavailable) !== 0, plainNumber(surge) !== 0];
  if (hasUnavailable && hasSurge) {
    errors.invalid(
      at.child('maxSurge'),
      intOrStringValue(surge),
      'may not be set when maxUnavailable is non-zero',
    );
  } else if (!hasUnavailable && !hasSurge) {
    errors.required(at.child('maxUnavailable'), 'cannot be 0 when maxSurge is 0');
  }
}

/** apps/v1 DaemonSet (pkg/apis/apps). */
export const daemonSet: KindRules<Struct<'apps.v1.DaemonSet'>> = {
  kind: 'DaemonSet',
  group: 'apps',
  name: SUBDOMAIN,
  defaults,
  prepare(object, old, context) {
    statusFromServer(object, old);
    dropTemplateFields(object, old, context);
    const annotations = ensure(ensure(object, 'metadata'), 'annotations');
    let generation = templateGeneration(old ?? object);
    if (!old && generation < 1n) generation = 1n;
    if (old && !sameDecoded(obj(obj(object, 'spec'), 'template'), obj(obj(old, 'spec'), 'template')))
      generation += 1n;
    annotations[GENERATION] = String(generation);
    if (entries(annotations).length === 0) drop(ensure(object, 'metadata'), 'annotations');
  },
  validate,
  validateUpdate(object, old, errors, context) {
    const [spec, before] = [obj(object, 'spec'), obj(old, 'spec')];
    if (!sameDecoded(get(spec, 'selector'), get(before, 'selector'))) {
      errors.invalid(
        SPEC.child('selector'),
        goValue('meta.v1.LabelSelector', ptr(spec, 'selector')),
        IMMUTABLE,
      );
    }
    validate(object, errors, context);
  },
  warnings: templateWarnings,
};
