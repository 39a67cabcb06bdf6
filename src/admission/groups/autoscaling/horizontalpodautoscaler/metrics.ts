/** What an autoscaler goes by (pkg/apis/autoscaling/validation validateMetrics). */

import { dns1123LabelErrors, pathSegmentErrors } from '../../../../api/names.js';
import { quantitySign } from '../../../../api/quantity.js';
import { type At, type FieldErrors, json } from '../../../field-errors.js';
import { get, intPtr, type Obj, obj, ptr, str } from '../../../fields.js';
import { quantityValueOf } from '../../../go/value.js';
import { validateContainerResourceName } from '../../../shared/resource-names.js';

const TYPES = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'];

/** In the order in which the server looks for them. */
export const SOURCES: readonly [field: string, type: string][] = [
  ['object', 'Object'],
  ['external', 'External'],
  ['pods', 'Pods'],
  ['resource', 'Resource'],
  ['containerResource', 'ContainerResource'],
];

export function validateMetric(metric: Obj, place: At, errors: FieldErrors): void {
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

export function validateReference(ref: Obj, anyGroup: boolean, place: At, errors: FieldErrors): void {
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
