/** Secrets by type (pkg/apis/core/validation ValidateSecret). */

import { configKeyErrors } from '../../../api/names.js';
import { at, type FieldErrors, json } from '../../field-errors.js';
import { drop, ensure, entries, get, isEmpty, obj, ptr, set, setZero, str } from '../../fields.js';
import { jsonError } from '../../go/json-error.js';
import { keyPairError } from '../../go/key-pair.js';
import type { KindRules } from '../../kind.js';
import { IMMUTABLE } from '../../shared/messages.js';
import { SUBDOMAIN } from '../../shared/names.js';
import type { Struct, Unnamed } from '../../typed.js';
import { MAX_DATA_BYTES, validateImmutable } from './data.js';

type Secret = Struct<'core.v1.Secret'>;

const ACCOUNT = 'kubernetes.io/service-account.name';
const REDACTED = '<secret contents redacted>';
const DATA = at('data');

/** v1 Secret. */
export const secret: KindRules<Secret> = {
  kind: 'Secret',
  group: '',
  name: SUBDOMAIN,
  coreMetadata: true,
  defaults(object) {
    setZero(object, 'type', 'Opaque');
    const plain = ptr(object, 'stringData');
    if (plain) {
      if (!isEmpty(object, 'stringData')) {
        const data = ensure(object, 'data');
        for (const [key, value] of entries(plain))
          set(data, key, Buffer.from(value, 'utf8').toString('base64'));
      }
      drop(object, 'stringData');
    }
  },
  prepare(object, old) {
    if (old && str(object, 'type') === '') set(object, 'type', str(old, 'type'));
  },
  validate: validateSecret,
  validateUpdate(object, old, errors) {
    if (str(object, 'type') !== str(old, 'type')) {
      errors.invalid(at('type'), json(str(object, 'type')), IMMUTABLE);
    }
    validateImmutable(object, old, ['data'], errors);
    validateSecret(object, errors);
  },
  warnings(object) {
    return str(object, 'type') === 'kubernetes.io/tls' ? keyPairWarnings(object) : [];
  },
};

function validateSecret(object: Secret, errors: FieldErrors): void {
  const data = obj(object, 'data');
  let size = 0;
  for (const [key, value] of entries(data)) {
    errors.invalids(DATA.key(key), key, configKeyErrors(key));
    size += Buffer.byteLength(value, 'base64');
  }
  if (size > MAX_DATA_BYTES) errors.tooLong(DATA, MAX_DATA_BYTES);
  const has = (key: string): boolean => get(data, key) !== undefined;
  const need = (...keys: string[]): void => {
    for (const key of keys) if (!has(key)) errors.required(DATA.key(key));
  };
  switch (str(object, 'type')) {
    case 'kubernetes.io/service-account-token':
      if (str(obj(obj(object, 'metadata'), 'annotations'), ACCOUNT) === '') {
        errors.required(at('metadata', 'annotations').key(ACCOUNT));
      }
      return;
    case 'kubernetes.io/dockercfg':
      validateDockerConfig(data, '.dockercfg', errors);
      return;
    case 'kubernetes.io/dockerconfigjson':
      validateDockerConfig(data, '.dockerconfigjson', errors);
      return;
    case 'kubernetes.io/basic-auth':
      if (!has('username') && !has('password')) need('username', 'password');
      return;
    case 'kubernetes.io/ssh-auth':
      if (str(data, 'ssh-privatekey') === '') errors.required(DATA.key('ssh-privatekey'));
      return;
    case 'kubernetes.io/tls':
      need('tls.crt', 'tls.key');
  }
}

function validateDockerConfig(data: Unnamed, key: string, errors: FieldErrors): void {
  const encoded = get(data, key);
  if (typeof encoded !== 'string') {
    errors.required(DATA.key(key));
    return;
  }
  const bytes = Buffer.from(encoded, 'base64');
  const why = notAnObject(bytes.toString('utf8'), bytes.toString('latin1'));
  if (why !== undefined) errors.invalid(DATA.key(key), REDACTED, why);
}

/** Go's words for a text that does not hold a JSON object; null passes. */
function notAnObject(text: string, bytes: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return jsonError(bytes);
  }
  if (value === null || (typeof value === 'object' && !Array.isArray(value))) return undefined;
  const what = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
  return `json: cannot unmarshal ${what} into Go value of type map[string]interface {}`;
}

/** The warning about a certificate and key that are no pair. */
function keyPairWarnings(object: Secret): string[] {
  const data = obj(object, 'data');
  const text = (key: string) => Buffer.from(str(data, key), 'base64').toString('latin1');
  const error = keyPairError(text('tls.crt'), text('tls.key'));
  return error === undefined ? [] : [error];
}
