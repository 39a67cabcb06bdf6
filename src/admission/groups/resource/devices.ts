/** What claims and classes of devices share: selectors, configuration, qualified names. */

import { isObject } from '../../../api/json.js';
import { byteLength, cIdentifierErrors } from '../../../api/names.js';
import { wording } from '../../../api/wording.js';
import { expectSelector } from '../../cel/device-environment.js';
import { newTo } from '../../cel/expect.js';
import { type At, type FieldErrors, json } from '../../field-errors.js';
import { get, ptr, str } from '../../fields.js';
import type { Context } from '../../kind.js';
import type { Struct } from '../../typed.js';
import { validateCsiDriverName } from '../core/pod/volume-sources.js';
import { each } from './lists.js';

export const MOST = 32;
const LONGEST = 10240;
const LONGEST_IDENTIFIER = 32;

export function validateSelectors(
  selectors: readonly Struct<'resource.v1.DeviceSelector'>[],
  place: At,
  context: Context,
  errors: FieldErrors,
): void {
  each(selectors, MOST, place, errors, (selector, own) => {
    const cel = ptr(selector, 'cel');
    const celAt = own.child('cel');
    if (!cel) {
      errors.required(celAt);
      return;
    }
    const expression = str(cel, 'expression');
    if (byteLength(expression) > LONGEST) errors.tooLong(celAt.child('expression'), LONGEST);
    else expectSelector(expression, newTo(context), celAt.child('expression'), errors);
  });
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

const NO_DOMAIN = wording('a fully qualified name must be a domain and a name separated by a slash', {
  '1.34': 'must include a domain',
});

export function validateFullName(name: string, place: At, errors: FieldErrors): void {
  validateQualifiedName(name, place, errors);
  if (!name.includes('/')) {
    errors.invalid(place, json(name), NO_DOMAIN);
  }
}

function validateIdentifier(id: string, place: At, errors: FieldErrors): void {
  if (byteLength(id) > LONGEST_IDENTIFIER) errors.tooLong(place, LONGEST_IDENTIFIER);
  errors.invalids(place, id, cIdentifierErrors(id));
}

export function validateConfig(
  config: Struct<'resource.v1.DeviceClaimConfiguration' | 'resource.v1.DeviceClassConfiguration'>,
  place: At,
  errors: FieldErrors,
): void {
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
