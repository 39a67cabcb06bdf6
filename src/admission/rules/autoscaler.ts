/** HorizontalPodAutoscalers (pkg/apis/autoscaling/validation); v1 is looked at as the v2 object it becomes. */

import { sameDecoded } from '../../api/equality.js';
import { isObject } from '../../api/json.js';
import { dns1123LabelErrors, pathSegmentErrors } from '../../api/names.js';
import { canonicalQuantity, quantitySign } from '../../api/quantity.js';
import { compareVersions } from '../../api/version.js';
import { type At, at, type FieldErrors, json } from '../field-errors.js';
import { get, int, intPtr, list, make, type Obj, obj, ptr, str } from '../fields.js';
import { quantityValueOf } from '../go/value.js';
import type { Context } from '../kind.js';
import { NON_NEGATIVE } from '../shared/messages.js';
import { validateContainerResourceName } from '../shared/resource-names.js';

const SPEC = at('spec');
/** Since this minor the target must be of a group. */
const GROUP_SINCE = '1.32';
/** Since this minor an absent maximum is told from a bad one. */
const REQUIRED_SINCE = '1.35';
const TYPES = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'];
/** In the order in which the server looks for them. */
const SOURCES: readonly [field: string, type: string][] = [
  ['object', 'Object'],
  ['external', 'External'],
  ['pods', 'Pods'],
  ['resource', 'Resource'],
  ['containerResource', 'ContainerResource'],
];
const POLICIES = ['Disabled', 'Max', 'Min'];

export function validateAutoscaler(
  object: Obj,
  old: Obj | undefined,
  errors: FieldErrors,
  { apiVersion, version }: Context,
): void {
  const spec = obj(object, 'spec');
  const minimum = intPtr(spec, 'minReplicas');
  const lowest = intPtr(obj(old, 'spec'), 'minReplicas') === 0 ? 0 : 1;
  if (minimum !== undefined && minimum < lowest) {
    errors.invalid(SPEC.child('minReplicas'), minimum, `must be greater than or equal to ${lowest}`);
  }
  const maximum = int(spec, 'maxReplicas');
  const place = SPEC.child('maxReplicas');
  if (maximum < 1 && compareVersions(version, REQUIRED_SINCE) < 0) {
    errors.invalid(place, maximum, 'must be greater than 0');
  } else if (maximum === 0) errors.required(SPEC.child('maxReplicas'), 'must be set and greater than 0');
  else if (maximum < 1)
    errors.invalid(SPEC.child('maxReplicas'), maximum, 'must be greater than or equal to 1');
  if (minimum !== undefined && maximum < minimum) {
    errors.invalid(SPEC.child('maxReplicas'), maximum, 'must be greater than or equal to `minReplicas`');
  }
  const target = obj(spec, 'scaleTargetRef');
  const anyGroup = compareVersions(version, GROUP_SINCE) < 0;
  const unchanged = old !== undefined && sameTarget(target, obj(obj(old, 'spec'), 'scaleTargetRef'));
  validateReference(target, anyGroup || unchanged, SPEC.child('scaleTargetRef'), errors);
  const metrics =
    apiVersion === 'autoscaling/v1'
      ? metricsOfV1(spec, obj(obj(object, 'metadata'), 'annotations'))
      : list(spec, 'metrics');
  metrics.forEach((metric, index) => {
    validateMetric(metric, SPEC.child('metrics').index(index), errors);
  });
  if (minimum === 0 && !metrics.some((metric) => ['Object', 'External'].includes(str(metric, 'type')))) {
    errors.forbidden(
      SPEC.child('metrics'),
      'must specify at least one Object or External metric to support scaling to zero replicas',
    );
  }
  for (const name of ['scaleUp', 'scaleDown']) {
    const rules = ptr(obj(spec, 'behavior'), name);
    if (rules) validateScalingRules(rules, SPEC.child('behavior', name), errors);
  }
}

function sameTarget(a: Obj, b: Obj): boolean {
  return sameDecoded(str(a, 'apiVersion'), str(b, 'apiVersion')) && str(a, 'kind') === str(b, 'kind');
}

function metricsOfV1(spec: Obj, annotations: Obj): Obj[] {
  const metrics = metricsOfText(str(annotations, METRICS_ANNOTATION));
  const percent = get(spec, 'targetCPUUtilizationPercentage');
  if (percent === undefined) return metrics;
  const target = make({ type: 'Utilization', averageUtilization: percent });
  return [...metrics, make({ type: 'Resource', resource: make({ name: 'cpu', target }) })];
}

/** Where v1 keeps the metrics that it has no fields for. */
export const METRICS_ANNOTATION = 'autoscaling.alpha.kubernetes.io/metrics';

/** The metrics of the annotation, which are in the form of the first beta, in that of v2. */
function metricsOfText(text: string): Obj[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return [];
  }
  return Array.isArray(parsed) ? parsed.filter(isObject).map(convertMetric) : [];
}

function convertMetric(metric: Obj): Obj {
  const out = make({ type: str(metric, 'type') });
  for (const [field] of SOURCES) {
    const source = ptr(metric, field);
    if (source) out[field] = convertSource(field, source);
  }
  return out;
}

function convertSource(field: string, source: Obj): Obj {
  const given = (into: string, ...names: string[]): Obj => {
    const value = names.map((name) => get(source, name)).find((one) => one !== undefined);
    return value === undefined ? {} : { [into]: value };
  };
  const amounts = {
    ...given('averageUtilization', 'targetAverageUtilization'),
    ...given('averageValue', 'targetAverageValue', 'averageValue'),
    ...(field === 'object' || field === 'external' ? given('value', 'targetValue') : {}),
  };
  const type =
    'averageUtilization' in amounts ? 'Utilization' : 'value' in amounts ? 'Value' : 'AverageValue';
  const target = make({
    type: 'averageValue' in amounts && type === 'Value' ? 'AverageValue' : type,
    ...amounts,
  });
  if (field === 'resource' || field === 'containerResource') {
    return make({ ...given('name', 'name'), ...given('container', 'container'), target });
  }
  const selector = given('selector', 'selector', 'metricSelector');
  const named = make({ metric: make({ ...given('name', 'metricName'), ...selector }), target });
  if (field === 'object') named['describedObject'] = ptr(source, 'target') ?? make();
  return named;
}

function validateReference(ref: Obj, anyGroup: boolean, place: At, errors: FieldErrors): void {
  for (const name of ['kind', 'name']) {
    const value = str(ref, name);
    if (value === '') errors.required(place.child(name));
    else errors.invalids(place.child(name), value, pathSegmentErrors(value));
  }
  const apiVersion = str(ref, 'apiVersion');
  const parts = apiVersion.split('/');
  if (parts.length > 2) {
    if (!anyGroup)
      errors.invalid(place.child('apiVersion'), apiVersion, `unexpected GroupVersion string: ${apiVersion}`);
    return;
  }
  const group = parts.length === 2 ? parts[0] : '';
  if (!anyGroup && group === '' && str(ref, 'kind') !== 'ReplicationController') {
    errors.invalid(place.child('apiVersion'), apiVersion, 'apiVersion must specify API group');
  }
}

function validateMetric(metric: Obj, place: At, errors: FieldErrors): void {
  const type = str(metric, 'type');
  if (type === '') errors.required(place.child('type'), 'must specify a metric source type');
  if (!TYPES.includes(type)) errors.unsupported(place.child('type'), json(type), TYPES);
  const present = SOURCES.filter(([field]) => ptr(metric, field));
  const first = present[0]?.[0];
  if (first !== undefined) validateSource(first, obj(metric, first), place.child(first), errors);
  const expected = SOURCES.find(([, name]) => name === type)?.[0];
  if (expected === undefined) errors.unsupported(place.child('type'), json(type), TYPES);
  else if (!ptr(metric, expected)) {
    errors.required(place.child(expected), 'must populate information for the given metric source');
  }
  if (present.length === 1) return;
  for (const [field] of present) {
    if (field !== expected)
      errors.forbidden(place.child(field), 'must populate the given metric source only');
  }
}

function validateSource(field: string, source: Obj, place: At, errors: FieldErrors): void {
  const target = obj(source, 'target');
  const has = (name: string): boolean => get(target, name) !== undefined;
  const check = (): void => validateTarget(target, place.child('target'), errors);
  const average = place.child('target', 'averageValue');
  switch (field) {
    case 'object':
      validateReference(obj(source, 'describedObject'), true, place.child('describedObject'), errors);
      validateMetricName(source, place, errors);
      check();
      if (!has('value') && !has('averageValue'))
        errors.required(average, 'must set either a target value or averageValue');
      return;
    case 'external':
      validateMetricName(source, place, errors);
      check();
      if (!has('value') && !has('averageValue')) {
        errors.required(average, 'must set either a target value for metric or a per-pod target');
      }
      if (has('value') && has('averageValue')) {
        errors.forbidden(
          place.child('target', 'value'),
          'may not set both a target value for metric and a per-pod target',
        );
      }
      return;
    case 'pods':
      validateMetricName(source, place, errors);
      check();
      if (!has('averageValue')) errors.required(average, 'must specify a positive target averageValue');
      return;
    default:
      validateResourceSource(field, source, place, errors);
      check();
      if (!has('averageUtilization') && !has('averageValue')) {
        errors.required(
          place.child('target', 'averageUtilization'),
          'must set either a target raw value or a target utilization',
        );
      }
      if (has('averageUtilization') && has('averageValue')) {
        errors.forbidden(average, 'may not set both a target raw value and a target utilization');
      }
  }
}

function validateResourceSource(field: string, source: Obj, place: At, errors: FieldErrors): void {
  const name = str(source, 'name');
  if (name === '') errors.required(place.child('name'), 'must specify a resource name');
  if (field !== 'containerResource') return;
  if (name !== '') validateContainerResourceName(name, place.child('name'), errors);
  const container = str(source, 'container');
  if (container === '') errors.required(place.child('container'), 'must specify a container');
  else errors.invalids(place.child('container'), container, dns1123LabelErrors(container));
}

function validateMetricName(source: Obj, place: At, errors: FieldErrors): void {
  const name = str(obj(source, 'metric'), 'name');
  const at2 = place.child('metric', 'name');
  if (name === '') errors.required(at2, 'must specify a metric name');
  else errors.invalids(at2, name, pathSegmentErrors(name));
}

function validateTarget(target: Obj, place: At, errors: FieldErrors): void {
  const type = str(target, 'type');
  if (type === '') errors.required(place.child('type'), 'must specify a metric target type');
  if (!['Utilization', 'Value', 'AverageValue'].includes(type)) {
    errors.invalid(place.child('type'), json(type), 'must be either Utilization, Value, or AverageValue');
  }
  for (const name of ['value', 'averageValue']) {
    const quantity = get(target, name);
    if (typeof quantity === 'string' && quantitySign(quantity) <= 0) {
      errors.invalid(place.child(name), quantityValueOf(quantity), 'must be positive');
    }
  }
  const utilization = intPtr(target, 'averageUtilization');
  if (utilization !== undefined && utilization < 1) {
    errors.invalid(place.child('averageUtilization'), utilization, 'must be greater than 0');
  }
}

function validateScalingRules(rules: Obj, place: At, errors: FieldErrors): void {
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
