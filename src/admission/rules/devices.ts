/** The rules of resource.k8s.io: claims, their templates, classes of devices (pkg/apis/resource/validation). */

import { sameDecoded } from '../../api/equality.js';
import { isObject } from '../../api/json.js';
import {
  byteLength,
  cIdentifierErrors,
  dns1123LabelErrors,
  dns1123SubdomainErrors,
  labelKeyErrors,
  labelValueErrors,
} from '../../api/names.js';
import { expectSelector } from '../cel/device-environment.js';
import { At, at, type FieldErrors, json } from '../field-errors.js';
import { bool, get, int, list, type Obj, obj, ptr, str, strings, strPtr } from '../fields.js';
import { goValue } from '../go/value.js';
import { validateCsiDriverName } from '../groups/core/pod/volume-sources.js';
import type { Context } from '../kind.js';
import { IMMUTABLE } from '../shared/messages.js';
import { isExtended } from '../shared/resource-names.js';
import { validateTemplateMeta } from '../shared/template-meta.js';
import { isBefore } from '../versions/since.js';

const MOST = 32;
const MOST_ALTERNATIVES = 8;
const LONGEST = 10240;
const LONGEST_IDENTIFIER = 32;
const MODES = ['All', 'ExactCount'];
const OPERATORS = ['Equal', 'Exists'];
export const EFFECTS = ['NoExecute', 'NoSchedule', 'None'];
const ONE_KIND = 'exactly one of `exactly` or `firstAvailable` is required';
const BAD_REFERENCE =
  "must be the name of a request in the claim or the name of a request and a subrequest separated by '/'";
const ADMIN_LABEL = 'resource.kubernetes.io/admin-access';
const NO_ADMIN = `admin access to devices requires the \`${ADMIN_LABEL}: true\` label on the containing namespace`;
const SPEC = at('spec');

type Rule<T> = (item: T, place: At) => void;

/** Checks a list of at most so many items; a longer one is not looked into. */
export function each<T>(
  items: readonly T[],
  most: number,
  place: At,
  errors: FieldErrors,
  rule: Rule<T>,
): boolean {
  if (items.length > most) {
    errors.tooMany(place, items.length, most);
    return false;
  }
  items.forEach((item, index) => {
    rule(item, place.index(index));
  });
  return true;
}

/** The same for items that no two of may have one key. */
export function eachOnce<T>(
  items: readonly T[],
  most: number,
  place: At,
  errors: FieldErrors,
  key: (item: T) => string,
  rule: Rule<T>,
  field?: string,
): void {
  if (!each(items, most, place, errors, rule)) return;
  const seen = new Set<string>();
  items.forEach((item, index) => {
    const own = place.index(index);
    if (seen.has(key(item))) errors.duplicate(field === undefined ? own : own.child(field), key(item));
    seen.add(key(item));
  });
}

export function validateClaim(object: Obj, errors: FieldErrors, context: Context): void {
  const spec = obj(object, 'spec');
  validateDevices(obj(spec, 'devices'), SPEC.child('devices'), context, errors);
  validateAdminAccess(obj(spec, 'devices'), SPEC.child('devices'), context, errors);
}

export function validateClaimUpdate(object: Obj, old: Obj, errors: FieldErrors): void {
  if (!sameDecoded(get(object, 'spec'), get(old, 'spec'))) {
    errors.invalid(SPEC, goValue('resource.v1.ResourceClaimSpec', obj(object, 'spec')), IMMUTABLE);
  }
}

export function validateClaimTemplate(object: Obj, errors: FieldErrors, context: Context): void {
  const template = obj(object, 'spec');
  validateTemplateMeta(obj(template, 'metadata'), SPEC.child('metadata'), errors);
  const devices = obj(obj(template, 'spec'), 'devices');
  validateDevices(devices, SPEC.child('spec', 'devices'), context, errors);
  // The server names the place as if the template were a claim.
  const place = At.named('spec.devices', ['spec', 'spec', 'devices']);
  validateAdminAccess(devices, place, context, errors);
}

export function validateClaimTemplateUpdate(object: Obj, old: Obj, errors: FieldErrors): void {
  if (!sameDecoded(get(object, 'spec'), get(old, 'spec'))) {
    errors.invalid(SPEC, goValue('resource.v1.ResourceClaimTemplateSpec', obj(object, 'spec')), IMMUTABLE);
  }
}

/** Devices in use may be reached only from namespaces that are labelled for it. */
function validateAdminAccess(devices: Obj, place: At, context: Context, errors: FieldErrors): void {
  if (context.namespaceLabels?.[ADMIN_LABEL] === 'true') return;
  list(devices, 'requests').forEach((request, index) => {
    if (!bool(ptr(request, 'exactly'), 'adminAccess')) return;
    errors.forbidden(place.child('requests').index(index).child('adminAccess'), NO_ADMIN);
  });
}

function validateDevices(devices: Obj, place: At, { version }: Context, errors: FieldErrors): void {
  const older = isBefore(version, '1.35');
  const requests = list(devices, 'requests');
  const names = new Map(
    requests.map((request) => [
      str(request, 'name'),
      list(request, 'firstAvailable').map((alternative) => str(alternative, 'name')),
    ]),
  );
  eachOnce(
    requests,
    MOST,
    place.child('requests'),
    errors,
    (request) => str(request, 'name'),
    (request, own) => {
      validateRequest(request, own, older, errors);
    },
    older ? 'name' : undefined,
  );
  each(list(devices, 'constraints'), MOST, place.child('constraints'), errors, (constraint, own) => {
    validateReferences(constraint, names, own, errors);
    const [match, distinct] = [strPtr(constraint, 'matchAttribute'), strPtr(constraint, 'distinctAttribute')];
    if (match !== undefined) validateFullName(match, own.child('matchAttribute'), errors);
    else if (distinct !== undefined) validateFullName(distinct, own.child('distinctAttribute'), errors);
    else if (older) errors.required(own.child('matchAttribute'));
    else {
      errors.required(
        own,
        'exactly one of "matchAttribute" or "distinctAttribute" is required, but multiple fields are set',
      );
    }
  });
  each(list(devices, 'config'), MOST, place.child('config'), errors, (config, own) => {
    validateReferences(config, names, own, errors);
    validateConfig(config, own, errors);
  });
}

function validateRequest(request: Obj, place: At, older: boolean, errors: FieldErrors): void {
  const name = str(request, 'name');
  errors.invalids(place.child('name'), name, dns1123LabelErrors(name));
  const exactly = ptr(request, 'exactly');
  const alternatives = list(request, 'firstAvailable');
  if (!exactly && alternatives.length === 0) errors.required(place, ONE_KIND);
  else if (exactly && alternatives.length > 0) {
    errors.invalid(place, json(null), `${ONE_KIND}, but multiple fields are set`);
  }
  // Older servers look into both.
  if (exactly && alternatives.length > 0 && !older) return;
  if (exactly) validateExact(exactly, place.child('exactly'), errors);
  eachOnce(
    alternatives,
    MOST_ALTERNATIVES,
    place.child('firstAvailable'),
    errors,
    (alternative) => str(alternative, 'name'),
    (alternative, own) => {
      const other = str(alternative, 'name');
      errors.invalids(own.child('name'), other, dns1123LabelErrors(other));
      validateExact(alternative, own, errors);
    },
    older ? 'name' : undefined,
  );
}

function validateExact(request: Obj, place: At, errors: FieldErrors): void {
  const name = str(request, 'deviceClassName');
  if (name === '') errors.required(place.child('deviceClassName'));
  else errors.invalids(place.child('deviceClassName'), name, dns1123SubdomainErrors(name));
  validateSelectors(list(request, 'selectors'), place.child('selectors'), errors);
  const [mode, count] = [str(request, 'allocationMode'), int(request, 'count')];
  if (mode === 'All') {
    if (Number(count) !== 0) {
      errors.invalid(place.child('count'), count, "must not be specified when allocationMode is 'All'");
    }
  } else if (mode === 'ExactCount') {
    if (count <= 0) errors.invalid(place.child('count'), count, 'must be greater than zero');
  } else errors.unsupported(place.child('allocationMode'), json(mode), MODES);
  list(request, 'tolerations').forEach((toleration, index) => {
    validateToleration(toleration, place.child('tolerations').index(index), errors);
  });
}

function validateToleration(toleration: Obj, place: At, errors: FieldErrors): void {
  const [key, operator, value, effect] = [
    str(toleration, 'key'),
    str(toleration, 'operator'),
    str(toleration, 'value'),
    str(toleration, 'effect'),
  ];
  if (key !== '') errors.invalids(place.child('key'), key, labelKeyErrors(key));
  if (operator === 'Exists') {
    if (value !== '') errors.invalid(place.child('value'), value, 'must be empty for operator `Exists`');
  } else if (operator === 'Equal') errors.invalids(place.child('value'), value, labelValueErrors(value));
  else if (operator === '') errors.required(place.child('operator'));
  else errors.unsupported(place.child('operator'), json(operator), OPERATORS);
  if (effect !== '' && !EFFECTS.includes(effect)) {
    errors.unsupported(place.child('effect'), json(effect), EFFECTS);
  }
}

function validateSelectors(selectors: readonly Obj[], place: At, errors: FieldErrors): void {
  each(selectors, MOST, place, errors, (selector, own) => {
    const cel = ptr(selector, 'cel');
    const celAt = own.child('cel');
    if (!cel) {
      errors.required(celAt);
      return;
    }
    const expression = str(cel, 'expression');
    if (byteLength(expression) > LONGEST) errors.tooLong(celAt.child('expression'), LONGEST);
    else expectSelector(expression, celAt.child('expression'), errors);
  });
}

function validateReferences(
  from: Obj,
  names: ReadonlyMap<string, readonly string[]>,
  place: At,
  errors: FieldErrors,
): void {
  const requests = strings(from, 'requests');
  eachOnce(
    requests,
    MOST,
    place.child('requests'),
    errors,
    (name) => name,
    (name, own) => {
      const [first = '', second, ...more] = name.split('/');
      if (more.length > 0) {
        errors.invalid(own, name, BAD_REFERENCE);
        return;
      }
      for (const part of second === undefined ? [first] : [first, second]) {
        errors.invalids(own, part, dns1123LabelErrors(part));
      }
      const alternatives = names.get(first);
      if (!alternatives || (second !== undefined && !alternatives.includes(second))) {
        errors.invalid(own, name, BAD_REFERENCE);
      }
    },
  );
}

/** The name of an attribute or a capacity: an identifier, or a domain, a slash and an identifier. */
export function validateQualifiedName(name: string, place: At, errors: FieldErrors): void {
  const parts = name.split('/');
  const [domain = '', id = ''] = parts;
  if (parts.length === 1) validateIdentifier(name, place, errors);
  else if (parts.length === 2) {
    if (domain === '') errors.invalid(place, '', 'the domain must not be empty');
    else validateCsiDriverName(domain, place, errors);
    if (id === '') errors.invalid(place, '', 'the name must not be empty');
    else validateIdentifier(id, place, errors);
  }
}

function validateFullName(name: string, place: At, errors: FieldErrors): void {
  validateQualifiedName(name, place, errors);
  if (!name.includes('/')) {
    errors.invalid(
      place,
      json(name),
      'a fully qualified name must be a domain and a name separated by a slash',
    );
  }
}

function validateIdentifier(id: string, place: At, errors: FieldErrors): void {
  if (byteLength(id) > LONGEST_IDENTIFIER) errors.tooLong(place, LONGEST_IDENTIFIER);
  errors.invalids(place, id, cIdentifierErrors(id));
}

function validateConfig(config: Obj, place: At, errors: FieldErrors): void {
  const opaque = ptr(config, 'opaque');
  const own = place.child('opaque');
  if (!opaque) {
    errors.required(own);
    return;
  }
  validateCsiDriverName(str(opaque, 'driver'), own.child('driver'), errors);
  const parameters = get(opaque, 'parameters');
  const parametersAt = own.child('parameters');
  if (parameters === undefined) errors.required(parametersAt);
  else if (byteLength(json(parameters).printed) > LONGEST) errors.tooLong(parametersAt, LONGEST);
  else if (!isObject(parameters)) {
    errors.invalid(parametersAt, '<value omitted>', 'must be a valid JSON object');
  }
}

export function validateDeviceClass(object: Obj, errors: FieldErrors): void {
  const spec = obj(object, 'spec');
  validateSelectors(list(spec, 'selectors'), SPEC.child('selectors'), errors);
  each(list(spec, 'config'), MOST, SPEC.child('config'), errors, (config, own) => {
    validateConfig(config, own, errors);
  });
  const name = strPtr(spec, 'extendedResourceName');
  if (name !== undefined && !isExtended(name)) {
    errors.invalid(SPEC.child('extendedResourceName'), name, 'must be a valid extended resource name');
  }
}
