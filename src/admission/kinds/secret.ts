import { at, json } from '../field-errors.js';
import { ensure, entries, isEmpty, ptr, setZero, str } from '../fields.js';
import type { KindRules } from '../kind.js';
import { validateImmutable } from '../rules/data.js';
import { keyPairWarnings, validateSecret } from '../rules/secret.js';
import { IMMUTABLE } from '../shared/messages.js';
import { SUBDOMAIN } from '../shared/names.js';

/** v1 Secret. */
export const secret: KindRules = {
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
        for (const [key, value] of entries(plain)) data[key] = Buffer.from(value, 'utf8').toString('base64');
      }
      delete object['stringData'];
    }
  },
  prepare(object, old) {
    if (old && str(object, 'type') === '') object['type'] = str(old, 'type');
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
