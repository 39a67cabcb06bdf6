import { sameDecoded } from '../../../api/equality.js';
import { dns1035LabelErrors, dns1123SubdomainErrors } from '../../../api/names.js';
import { at, type FieldErrors } from '../../field-errors.js';
import { get, obj, str } from '../../fields.js';
import { goValue } from '../../go/value.js';
import type { KindRules } from '../../kind.js';
import { IMMUTABLE } from '../../shared/messages.js';
import { SUBDOMAIN } from '../../shared/names.js';
import { statusFromServer } from '../../shared/status.js';
import type { Struct } from '../../typed.js';

const SPEC = at('spec');
const RESOURCE = SPEC.child('resource');

type Migration = Struct<'storagemigration.v1beta1.StorageVersionMigration'>;

/** storagemigration.k8s.io/v1beta1 StorageVersionMigration (pkg/apis/storagemigration/validation). */
export const storageVersionMigration: KindRules<Migration> = {
  kind: 'StorageVersionMigration',
  group: 'storagemigration.k8s.io',
  name: SUBDOMAIN,
  prepare: statusFromServer,
  validate,
  validateUpdate(object, old, errors) {
    validate(object, errors);
    if (sameDecoded(get(object, 'spec'), get(old, 'spec'))) return;
    const spec = goValue('storagemigration.v1beta1.StorageVersionMigrationSpec', obj(object, 'spec'));
    errors.invalid(SPEC, spec, IMMUTABLE);
  },
};

function validate(object: Migration, errors: FieldErrors): void {
  const of = obj(obj(object, 'spec'), 'resource');
  const [group, resource] = [str(of, 'group'), str(of, 'resource')];
  const told = (name: string, text: string, wrong: readonly string[]): void => {
    if (wrong.length > 0) errors.invalid(RESOURCE.child(name), text, wrong.join(','));
  };
  if (resource === '') errors.required(RESOURCE.child('resource'), 'resource is required to be set');
  else told('resource', resource, dns1035LabelErrors(resource));
  if (group !== '') told('group', group, dns1123SubdomainErrors(group));
}
