/** The rules of LimitRanges (pkg/apis/core/validation ValidateLimitRange). */

import { goJson } from '../../../api/go-json.js';
import { fnv1a } from '../../../api/hash.js';
import { labelKeyErrors } from '../../../api/names.js';
import {
  canonicalQuantity,
  compareQuantities,
  quantityMilliValue,
  quantityValue,
} from '../../../api/quantity.js';
import { type At, at, type FieldErrors, json } from '../../field-errors.js';
import { ensure, get, keys, list, obj, set, setDefault, str } from '../../fields.js';
import { quantityValueOf } from '../../go/value.js';
import type { KindRules } from '../../kind.js';
import { SUBDOMAIN } from '../../shared/names.js';
import {
  isOvercommitAllowed,
  validateContainerResourceName,
  validateResourceName,
} from '../../shared/resource-names.js';
import type { Struct } from '../../typed.js';
import { roundResources } from './pod/resources.js';

type LimitRange = Struct<'core.v1.LimitRange'>;
type Limit = Struct<'core.v1.LimitRangeItem'>;
type Bound = (typeof LISTS)[number];

const LISTS = ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'] as const;

const TYPES = ['Pod', 'Container', 'PersistentVolumeClaim'];
const NOT_FOR_PODS = "may not be specified when `type` is 'Pod'";

/** Amounts below this are compared to the thousandth. */
const MOST_MILLI = Number(2n ** 63n - 1n) / 1000;

/** v1 LimitRange. */
export const limitRange: KindRules<LimitRange> = {
  kind: 'LimitRange',
  group: '',
  name: SUBDOMAIN,
  coreMetadata: true,
  defaults(object) {
    for (const item of list(ensure(object, 'spec'), 'limits')) {
      roundResources(item, ...LISTS);
      if (str(item, 'type') !== 'Container') continue;
      const defaultLimits = ensure(item, 'default');
      const requests = ensure(item, 'defaultRequest');
      const copy = (from: Bound, into: typeof requests): void => {
        for (const [name, quantity] of Object.entries(obj(item, from)))
          setDefault(into, name, quantity ?? '0');
      };
      copy('max', defaultLimits);
      copy('default', requests);
      copy('min', requests);
    }
  },
  prepare(object, old) {
    const metadata = ensure(object, 'metadata');
    if (old || str(metadata, 'name') !== '' || get(metadata, 'generateName') !== undefined) return;
    const digits = fnv1a(goJson(object)).toString(16).padStart(8, '0');
    set(metadata, 'name', `${digits}-0000-4000-8000-${digits}0000`);
  },
  validate: validateLimitRange,
};

function validateLimitRange(object: LimitRange, errors: FieldErrors): void {
  const seen = new Set<string>();
  list(obj(object, 'spec'), 'limits').forEach((limit, index) => {
    const place = at('spec', 'limits').index(index);
    const type = str(limit, 'type');
    const bad = labelKeyErrors(type);
    errors.invalids(place.child('type'), json(type), bad);
    if (bad.length === 0 && !type.includes('/') && !TYPES.includes(type)) {
      errors.invalid(place.child('type'), json(type), 'must be a standard limit type or fully qualified');
    }
    if (seen.has(type)) errors.duplicate(place.child('type'), json(type));
    seen.add(type);
    validateLimit(limit, type, place, errors);
  });
}

function validateLimit(limit: Limit, type: string, place: At, errors: FieldErrors): void {
  const names = new Set<string>();
  const checkNames = (field: Bound): void => {
    for (const name of keys(obj(limit, field))) {
      const own = place.child(field).key(name);
      if (type === 'Pod' || type === 'Container') validateContainerResourceName(name, own, errors);
      else validateResourceName(name, own, errors);
      names.add(name);
    }
  };
  checkNames('max');
  checkNames('min');
  for (const field of ['default', 'defaultRequest'] as const) {
    if (type !== 'Pod') checkNames(field);
    else if (keys(obj(limit, field)).length > 0) errors.forbidden(place.child(field), NOT_FOR_PODS);
  }
  if (type === 'PersistentVolumeClaim') {
    const bounded = (['min', 'max'] as const).some(
      (field) => get(obj(limit, field), 'storage') !== undefined,
    );
    if (!bounded) {
      errors.required(
        place.child('limits'),
        'either minimum or maximum storage value is required, but neither was provided',
      );
    }
  }
  checkNames('maxLimitRequestRatio');
  for (const name of [...names].sort()) validateAmounts(limit, type, name, place, errors);
}

function validateAmounts(limit: Limit, type: string, name: string, place: At, errors: FieldErrors): void {
  const amount = (field: Bound): string | undefined => {
    const value = get(obj(limit, field), name);
    return typeof value === 'string' ? value : undefined;
  };
  const [min, max, ratio] = [amount('min'), amount('max'), amount('maxLimitRequestRatio')];
  const [standard, request] = type === 'Pod' ? [] : [amount('default'), amount('defaultRequest')];
  const shown = (value: string): string => canonicalQuantity(value);
  const refuse = (field: Bound, value: string, text: string): void => {
    errors.invalid(place.child(field).key(name), quantityValueOf(value), text);
  };
  const above = (a: string | undefined, b: string | undefined): a is string =>
    a !== undefined && b !== undefined && compareQuantities(a, b) > 0;
  if (above(min, max)) refuse('min', min, `min value ${shown(min)} is greater than max value ${shown(max!)}`);
  if (above(min, request)) {
    refuse(
      'defaultRequest',
      request!,
      `min value ${shown(min)} is greater than default request value ${shown(request!)}`,
    );
  }
  if (above(request, max)) {
    refuse(
      'defaultRequest',
      request,
      `default request value ${shown(request)} is greater than max value ${shown(max!)}`,
    );
  }
  if (above(request, standard)) {
    refuse(
      'defaultRequest',
      request,
      `default request value ${shown(request)} is greater than default limit value ${shown(standard!)}`,
    );
  }
  if (above(min, standard)) {
    refuse('default', min, `min value ${shown(min)} is greater than default value ${shown(standard!)}`);
  }
  if (above(standard, max)) {
    refuse('default', max!, `default value ${shown(standard)} is greater than max value ${shown(max!)}`);
  }
  if (ratio !== undefined) validateRatio(ratio, min, max, refuse);
  if (!isOvercommitAllowed(name) && standard !== undefined && request !== undefined) {
    if (compareQuantities(standard, request) !== 0) {
      refuse(
        'defaultRequest',
        request,
        `default value ${shown(standard)} must equal to defaultRequest value ${shown(request)} in ${name}`,
      );
    }
  }
}

function validateRatio(
  ratio: string,
  min: string | undefined,
  max: string | undefined,
  refuse: (field: Bound, value: string, text: string) => void,
): void {
  const shown = canonicalQuantity(ratio);
  if (compareQuantities(ratio, '1') < 0) {
    refuse('maxLimitRequestRatio', ratio, `ratio ${shown} is less than 1`);
  }
  if (min === undefined || max === undefined) return;
  const fine = [ratio, min, max].every((value) => quantityValue(value) < MOST_MILLI);
  const amount = fine ? quantityMilliValue : quantityValue;
  const most = amount(max) / amount(min);
  const asked = fine ? quantityMilliValue(ratio) / 1000 : quantityValue(ratio);
  if (asked > most) {
    refuse(
      'maxLimitRequestRatio',
      ratio,
      `ratio ${shown} is greater than max/min = ${Number.isFinite(most) ? most.toFixed(6) : '-Inf'}`,
    );
  }
}
