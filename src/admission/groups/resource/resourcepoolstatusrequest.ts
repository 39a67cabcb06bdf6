import { sameDecoded } from '../../../api/equality.js';
import { byteLength } from '../../../api/names.js';
import { type At, at, type FieldErrors } from '../../field-errors.js';
import { ensure, get, int, obj, setDefault, strPtr } from '../../fields.js';
import type { KindRules } from '../../kind.js';
import { SUBDOMAIN } from '../../shared/names.js';
import { statusFromServer } from '../../shared/status.js';
import {
  immutable,
  LONG_NAME,
  LONG_NAME_CASELESS,
  maximumError,
  minimumError,
  requiredText,
} from '../../shared/tagged-rules.js';
import type { Struct } from '../../typed.js';

const SPEC = at('spec');
const LONGEST_POOL = 253;
const USUAL_LIMIT = 100;
const MOST_POOLS = 1000;

type PoolRequest = Struct<'resource.v1alpha3.ResourcePoolStatusRequest'>;

/** resource.k8s.io/v1alpha3 ResourcePoolStatusRequest (pkg/registry/resource/resourcepoolstatusrequest, the tags of its types). */
export const resourcePoolStatusRequest: KindRules<PoolRequest> = {
  kind: 'ResourcePoolStatusRequest',
  group: 'resource.k8s.io',
  name: SUBDOMAIN,
  defaults(object) {
    setDefault(ensure(object, 'spec'), 'limit', USUAL_LIMIT);
  },
  prepare: statusFromServer,
  validate(object, errors) {
    const spec = obj(object, 'spec');
    requiredText(spec, 'driver', SPEC, LONG_NAME_CASELESS, errors);
    const pool = strPtr(spec, 'poolName');
    if (pool !== undefined) validatePool(pool, SPEC.child('poolName'), errors);
    const limit = int(spec, 'limit');
    const limitAt = SPEC.child('limit');
    if (limit > MOST_POOLS) errors.invalid(limitAt, limit, maximumError(MOST_POOLS));
    if (limit < 1) errors.invalid(limitAt, limit, minimumError(1));
  },
  validateUpdate(object, old, errors) {
    if (!sameDecoded(get(object, 'spec'), get(old, 'spec'))) immutable(SPEC, errors);
  },
};

/** Subdomains between slashes; each error says which of them it is about. */
function validatePool(name: string, place: At, errors: FieldErrors): void {
  if (byteLength(name) > LONGEST_POOL) errors.tooLong(place, LONGEST_POOL);
  name.split('/').forEach((part, index) => {
    const which = `segment ${index}: `;
    if (part === '') errors.invalid(place, name, `${which}must not be empty`);
    else for (const error of LONG_NAME(part)) errors.invalid(place, part, which + error);
  });
}
