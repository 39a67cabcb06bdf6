/** What an autoscaler goes by (pkg/apis/autoscaling/validation validateMetrics). */

import { dns1123LabelErrors, pathSegmentErrors } from '../../../../api/names.js';
import { quantitySign } from '../../../../api/quantity.js';
import { type At, type FieldErrors, json } from '../../../field-errors.js';
import { get, intPtr, obj, ptr, str } from '../../../fields.js';
import { quantityValueOf } from '../../../go/value.js';
import { validateContainerResourceName } from '../../../shared/resource-names.js';
import type { Struct } from '../../../typed.js';

const TYPES = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'];

type Metric = Struct<'autoscaling.v2.MetricSpec'>;
/** The fields of a metric that say where it comes from. */
export type SourceField = 'object' | 'external' | 'pods' | 'resource' | 'containerResource';

/** In the order in which the server looks for them. */
export const SOURCES: readonly [field: SourceField, type: string][] = [
  ['object', 'Object'],
  ['external', 'External'],
  ['pods', 'Pods'],
  ['resource', 'Resource'],
  ['containerResource', 'ContainerResource'],
];

export function validateMetric(metric: Metric, place: At, errors: FieldErrors): void {
  const type = str(metric, 'type');
  if (type === '') errors.required(place.child('type'), 'must specify a metric source type');
  if (!TYPES.includes(type)) errors.unsupported(place.child('type'), json(type), TYPES);
  const present = SOURCES.filter(([field]) => ptr(metric, field));
  const first = present[0]?.[0];
  if (first !== undefined) validateSource(metric, first, place.child(first), errors);
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

function validateSource(metric: Metric, field: SourceField, place: At, errors: FieldErrors): void {
  const target = obj(obj(metric, field), 'target');
  const has = (name: 'value' | 'averageValue' | 'averageUtilization'): boolean =>
    get(target, name) !== undefined;
  const check = (): void => validateTarget(target, place.child('target'), errors);
  const average = place.child('target', 'averageValue');
  switch (field) {
    case 'object': {
      const described = obj(obj(metric, field), 'describedObject');
      validateReference(described, true, place.child('describedObject'), errors);
      validateMetricName(obj(obj(metric, field), 'metric'), place, errors);
      check();
      if (!has('value') && !has('averageValue'))
        errors.required(average, 'must set either a target value or averageValue');
      return;
    }
    case 'external':
      validateMetricName(obj(obj(metric, field), 'metric'), place, errors);
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
      validateMetricName(obj(obj(metric, field), 'metric'), place, errors);
      check();
      if (!has('averageValue')) errors.required(average, 'must specify a positive target averageValue');
      return;
    default:
      validateResourceName(obj(metric, field), place, errors);
      if (field === 'containerResource') validateContainer(obj(metric, field), place, errors);
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

function validateResourceName(
  source: Struct<'autoscaling.v2.ResourceMetricSource' | 'autoscaling.v2.ContainerResourceMetricSource'>,
  place: At,
  errors: FieldErrors,
): void {
  if (str(source, 'name') === '') errors.required(place.child('name'), 'must specify a resource name');
}

function validateContainer(
  source: Struct<'autoscaling.v2.ContainerResourceMetricSource'>,
  place: At,
  errors: FieldErrors,
): void {
  const name = str(source, 'name');
  if (name !== '') validateContainerResourceName(name, place.child('name'), errors, { asText: true });
  const container = str(source, 'container');
  if (container === '') errors.required(place.child('container'), 'must specify a container');
  else errors.invalids(place.child('container'), container, dns1123LabelErrors(container));
}

function validateMetricName(
  metric: Struct<'autoscaling.v2.MetricIdentifier'>,
  place: At,
  errors: FieldErrors,
): void {
  const name = str(metric, 'name');
  const at2 = place.child('metric', 'name');
  if (name === '') errors.required(at2, 'must specify a metric name');
  else errors.invalids(at2, name, pathSegmentErrors(name));
}

function validateTarget(target: Struct<'autoscaling.v2.MetricTarget'>, place: At, errors: FieldErrors): void {
  const type = str(target, 'type');
  if (type === '') errors.required(place.child('type'), 'must specify a metric target type');
  if (!['Utilization', 'Value', 'AverageValue'].includes(type)) {
    errors.invalid(place.child('type'), json(type), 'must be either Utilization, Value, or AverageValue');
  }
  for (const name of ['value', 'averageValue'] as const) {
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

export type Reference = Struct<
  'autoscaling.v1.CrossVersionObjectReference' | 'autoscaling.v2.CrossVersionObjectReference'
>;

export function validateReference(ref: Reference, anyGroup: boolean, place: At, errors: FieldErrors): void {
  for (const name of ['kind', 'name'] as const) {
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
