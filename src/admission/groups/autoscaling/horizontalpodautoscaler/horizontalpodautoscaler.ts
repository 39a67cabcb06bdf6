/** HorizontalPodAutoscalers (pkg/apis/autoscaling/validation); v1 is looked at as the v2 object it becomes. */

import { sameDecoded } from '../../../../api/equality.js';
import { isOn } from '../../../../api/gates.js';
import { canonicalQuantity, quantitySign } from '../../../../api/quantity.js';
import { isBefore } from '../../../../api/version.js';
import { type At, at, type FieldErrors, json } from '../../../field-errors.js';
import {
  drop,
  ensure,
  get,
  int,
  intPtr,
  isEmpty,
  list,
  make,
  obj,
  ptr,
  set,
  setDefault,
  str,
} from '../../../fields.js';
import type { Context, KindRules } from '../../../kind.js';
import { NON_NEGATIVE } from '../../../shared/messages.js';
import { SUBDOMAIN } from '../../../shared/names.js';
import { statusFromServer } from '../../../shared/status.js';
import type { Struct } from '../../../typed.js';
import { type Reference, validateMetric, validateReference } from './metrics.js';
import { METRICS_ANNOTATION, metricsOfV1 } from './v1-metrics.js';

type V1 = Struct<'autoscaling.v1.HorizontalPodAutoscaler'>;
type V2 = Struct<'autoscaling.v2.HorizontalPodAutoscaler'>;

const SPEC = at('spec');

const CPU_PERCENT = 80;

/** Since this minor the target must be of a group. */
const GROUP_SINCE = '1.34';

/** Since this minor an absent maximum is told from a bad one. */
const REQUIRED_SINCE = '1.36';

/** Since this minor a workload may go down to nothing. */
const ZERO_SINCE = '1.37';

const POLICIES = ['Disabled', 'Max', 'Min'];

function isV1(_object: V1 | V2, { apiVersion }: Context): _object is V1 {
  return apiVersion === 'autoscaling/v1';
}

function isList(text: string): boolean {
  try {
    return Array.isArray(JSON.parse(text));
  } catch {
    return false;
  }
}

function policy(type: string, value: number): Struct<'autoscaling.v2.HPAScalingPolicy'> {
  return make({ type, value, periodSeconds: 15 });
}

function defaults(object: V1 | V2, context: Context): void {
  setDefault(ensure(object, 'spec'), 'minReplicas', 1);
  if (isV1(object, context)) {
    const annotations = ptr(ptr(object, 'metadata'), 'annotations');
    if (!annotations || get(annotations, METRICS_ANNOTATION) === undefined) {
      setDefault(ensure(object, 'spec'), 'targetCPUUtilizationPercentage', CPU_PERCENT);
    } else if (!isList(str(annotations, METRICS_ANNOTATION))) drop(annotations, METRICS_ANNOTATION);
    return;
  }
  const spec = ensure(object, 'spec');
  if (isEmpty(spec, 'metrics')) {
    const target = make({ type: 'Utilization', averageUtilization: CPU_PERCENT });
    set(spec, 'metrics', [make({ type: 'Resource', resource: make({ name: 'cpu', target }) })]);
  }
  const behavior = ptr(spec, 'behavior');
  if (!behavior) return;
  const up = ensure(behavior, 'scaleUp');
  setDefault(up, 'stabilizationWindowSeconds', 0);
  setDefault(up, 'selectPolicy', 'Max');
  if (get(up, 'policies') === undefined) set(up, 'policies', [policy('Pods', 4), policy('Percent', 100)]);
  const down = ensure(behavior, 'scaleDown');
  setDefault(down, 'selectPolicy', 'Max');
  if (get(down, 'policies') === undefined) set(down, 'policies', [policy('Percent', 100)]);
}

/** autoscaling/v1 and v2 HorizontalPodAutoscaler. */
export const horizontalPodAutoscaler: KindRules<V1 | V2> = {
  kind: 'HorizontalPodAutoscaler',
  group: 'autoscaling',
  name: SUBDOMAIN,
  coreMetadata: true,
  defaults,
  prepare(object, old, context) {
    statusFromServer(object, old);
    if (isOn('HPAConfigurableTolerance', context) || isV1(object, context)) return;
    const behavior = obj(obj(object, 'spec'), 'behavior');
    const before = old && !isV1(old, context) ? obj(obj(old, 'spec'), 'behavior') : undefined;
    for (const name of ['scaleUp', 'scaleDown'] as const) {
      const rules = ptr(behavior, name);
      if (rules && get(ptr(before, name), 'tolerance') === undefined) drop(rules, 'tolerance');
    }
  },
  validate(object, errors, context) {
    validateAutoscaler(object, undefined, errors, context);
  },
  validateUpdate(object, old, errors, context) {
    validateAutoscaler(object, old, errors, context);
  },
};

function validateAutoscaler(
  object: V1 | V2,
  old: V1 | V2 | undefined,
  errors: FieldErrors,
  context: Context,
): void {
  const { version } = context;
  const spec = obj(object, 'spec');
  const minimum = intPtr(spec, 'minReplicas');
  const isLow = isOn('HPAScaleToZero', context) || intPtr(obj(old, 'spec'), 'minReplicas') === 0;
  const lowest = isLow ? 0 : 1;
  if (minimum !== undefined && minimum < lowest) {
    errors.invalid(SPEC.child('minReplicas'), minimum, `must be greater than or equal to ${lowest}`);
  }
  const maximum = int(spec, 'maxReplicas');
  const place = SPEC.child('maxReplicas');
  if (maximum < 1 && isBefore(version, REQUIRED_SINCE)) {
    errors.invalid(place, maximum, 'must be greater than 0');
  } else if (maximum === 0) {
    errors.required(
      SPEC.child('maxReplicas'),
      isBefore(version, ZERO_SINCE) ? 'must be set and greater than 0' : '',
    );
  } else if (maximum < 1)
    errors.invalid(SPEC.child('maxReplicas'), maximum, 'must be greater than or equal to 1');
  if (minimum !== undefined && maximum < minimum) {
    errors.invalid(SPEC.child('maxReplicas'), maximum, 'must be greater than or equal to `minReplicas`');
  }
  const target = obj(spec, 'scaleTargetRef');
  const anyGroup = isBefore(version, GROUP_SINCE);
  const unchanged = old !== undefined && sameTarget(target, obj(obj(old, 'spec'), 'scaleTargetRef'));
  validateReference(target, anyGroup || unchanged, SPEC.child('scaleTargetRef'), errors);
  const metrics = isV1(object, context)
    ? metricsOfV1(obj(object, 'spec'), obj(obj(object, 'metadata'), 'annotations'))
    : list(obj(object, 'spec'), 'metrics');
  metrics.forEach((metric, index) => {
    validateMetric(metric, SPEC.child('metrics').index(index), errors);
  });
  if (minimum === 0 && !metrics.some((metric) => ['Object', 'External'].includes(str(metric, 'type')))) {
    errors.forbidden(
      SPEC.child('metrics'),
      'must specify at least one Object or External metric to support scaling to zero replicas',
    );
  }
  if (isV1(object, context)) return;
  const behavior = obj(obj(object, 'spec'), 'behavior');
  for (const name of ['scaleUp', 'scaleDown'] as const) {
    const rules = ptr(behavior, name);
    if (rules) validateScalingRules(rules, SPEC.child('behavior', name), errors);
  }
}

function sameTarget(a: Reference, b: Reference): boolean {
  return sameDecoded(str(a, 'apiVersion'), str(b, 'apiVersion')) && str(a, 'kind') === str(b, 'kind');
}

function validateScalingRules(
  rules: Struct<'autoscaling.v2.HPAScalingRules'>,
  place: At,
  errors: FieldErrors,
): void {
  const window = intPtr(rules, 'stabilizationWindowSeconds');
  if (window !== undefined) {
    const at2 = place.child('stabilizationWindowSeconds');
    if (window < 0) errors.invalid(at2, window, 'must be greater than or equal to zero');
    if (window > 3600) errors.invalid(at2, window, 'must be less than or equal to 3600');
  }
  const select = get(rules, 'selectPolicy');
  if (select !== undefined && !POLICIES.includes(String(select))) {
    errors.unsupported(place.child('selectPolicy'), json(select), POLICIES);
  }
  const policies = list(rules, 'policies');
  if (policies.length === 0) errors.required(place.child('policies'), 'must specify at least one Policy');
  policies.forEach((policy, index) => {
    const at2 = place.child('policies').index(index);
    const type = str(policy, 'type');
    if (type !== 'Pods' && type !== 'Percent')
      errors.unsupported(at2.child('type'), json(type), ['Percent', 'Pods']);
    const [value, period] = [int(policy, 'value'), int(policy, 'periodSeconds')];
    if (value <= 0) errors.invalid(at2.child('value'), value, 'must be greater than zero');
    if (period <= 0) errors.invalid(at2.child('periodSeconds'), period, 'must be greater than zero');
    if (period > 1800)
      errors.invalid(at2.child('periodSeconds'), period, 'must be less than or equal to 1800');
  });
  const tolerance = get(rules, 'tolerance');
  if (typeof tolerance === 'string' && quantitySign(tolerance) < 0) {
    errors.invalid(place.child('tolerance'), canonicalQuantity(tolerance), NON_NEGATIVE);
  }
}
