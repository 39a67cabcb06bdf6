/** Formats of texts by their names (apiserver pkg/cel/library/format.go). */

import {
  dns1035LabelErrors,
  dns1123LabelErrors,
  dns1123SubdomainErrors,
  labelKeyErrors,
  labelValueErrors,
  maskTrailingDash,
} from '../../../../api/names.js';
import { inNewestWords, type Words } from '../../../../api/wording.js';
import { formatAccepts } from '../../../../schema/string-formats.js';
import { requestUriError } from '../../../go/url.js';
import { type CelOptional, listValue } from '../value.js';
import { type Library, opaqueType, overload, STRING } from './overload.js';

/** What is wrong with a text. */
type Errors = (text: string) => readonly Words[];

const FORMAT = opaqueType<Errors>('kubernetes.NamedFormat');

/** A prefix of a name: something may follow a dash at its end. */
const prefix =
  (errors: Errors): Errors =>
  (text) =>
    errors(maskTrailingDash(text));

const accepted =
  (format: string, message: string): Errors =>
  (text) =>
    formatAccepts(format, text) ? [] : [message];

function uriErrors(text: string): string[] {
  const error = requestUriError(text);
  return error === undefined ? [] : [error];
}

const FORMATS: ReadonlyMap<string, Errors> = new Map([
  ['dns1123Label', dns1123LabelErrors],
  ['dns1123Subdomain', dns1123SubdomainErrors],
  ['dns1035Label', dns1035LabelErrors],
  ['qualifiedName', labelKeyErrors],
  ['dns1123LabelPrefix', prefix(dns1123LabelErrors)],
  ['dns1123SubdomainPrefix', prefix(dns1123SubdomainErrors)],
  ['dns1035LabelPrefix', prefix(dns1035LabelErrors)],
  ['labelValue', labelValueErrors],
  ['uri', uriErrors],
  ['uuid', accepted('uuid', 'does not match the UUID format')],
  ['byte', accepted('byte', 'invalid base64')],
  ['date', accepted('date', 'invalid date')],
  ['datetime', accepted('datetime', 'invalid datetime')],
]);

function named(name: string): CelOptional {
  const errors = FORMATS.get(name);
  return errors ? { kind: 'optional', value: FORMAT.make(errors, name) } : { kind: 'optional' };
}

function validate(errors: Errors, text: string): CelOptional {
  const found = errors(text);
  return found.length > 0
    ? { kind: 'optional', value: listValue(found.map(inNewestWords)) }
    : { kind: 'optional' };
}

export const NAMED_FORMATS: Library = {
  ...Object.fromEntries(
    [...FORMATS].map(([name, errors]) => [`format.${name}`, [overload([], () => FORMAT.make(errors, name))]]),
  ),
  'format.named': [overload([STRING], named)],
  validate: [overload([FORMAT.is, STRING], ({ inner }, text) => validate(inner, text))],
};
