import { byteLength, configKeyErrors } from '../../../api/names.js';
import { at } from '../../field-errors.js';
import { entries, get, obj } from '../../fields.js';
import type { KindRules } from '../../kind.js';
import { SUBDOMAIN } from '../../shared/names.js';
import type { Struct } from '../../typed.js';
import { MAX_DATA_BYTES, validateImmutable, WHOLE } from './data.js';

/** v1 ConfigMap. */
export const configMap: KindRules<Struct<'core.v1.ConfigMap'>> = {
  kind: 'ConfigMap',
  group: '',
  name: SUBDOMAIN,
  coreMetadata: true,
  validate(object, errors) {
    const [data, binary] = [obj(object, 'data'), obj(object, 'binaryData')];
    let size = 0;
    for (const [key, value] of entries(data)) {
      errors.invalids(at('data').key(key), key, configKeyErrors(key));
      if (get(binary, key) !== undefined) {
        errors.invalid(at('data').key(key), key, 'duplicate of key present in binaryData');
      }
      size += byteLength(value);
    }
    for (const [key, value] of entries(binary)) {
      errors.invalids(at('binaryData').key(key), key, configKeyErrors(key));
      size += Buffer.byteLength(value, 'base64');
    }
    if (size > MAX_DATA_BYTES) errors.tooLong(WHOLE, MAX_DATA_BYTES);
  },
  validateUpdate(object, old, errors, context) {
    validateImmutable(object, old, ['data', 'binaryData'], errors);
    configMap.validate?.(object, errors, context);
  },
};
