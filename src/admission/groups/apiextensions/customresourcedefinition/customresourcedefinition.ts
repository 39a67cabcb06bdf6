import { isBefore } from '../../../../api/version.js';
import {
  bool,
  drop,
  ensure,
  list,
  make,
  obj,
  ptr,
  set,
  setDefault,
  setZero,
  str,
  strings,
} from '../../../fields.js';
import type { KindRules } from '../../../kind.js';
import { SUBDOMAIN } from '../../../shared/names.js';
import type { Struct } from '../../../typed.js';
import { validateDefinition, validateDefinitionUpdate } from './validation.js';
import { schemaWarnings } from './warnings.js';

/** Since this minor objects can be selected by fields of theirs. */
const SELECTABLE_SINCE = '1.31';

/** apiextensions.k8s.io/v1 CustomResourceDefinition. */
export const customResourceDefinition: KindRules<Struct<'apiextensions.v1.CustomResourceDefinition'>> = {
  kind: 'CustomResourceDefinition',
  group: 'apiextensions.k8s.io',
  name: SUBDOMAIN,
  // The name is that of the resource, which the kind's own rules know.
  ownMetadata: true,
  defaults(object) {
    const spec = ensure(object, 'spec');
    const names = ensure(spec, 'names');
    setZero(names, 'singular', str(names, 'kind').toLowerCase());
    if (str(names, 'listKind') === '' && str(names, 'kind') !== '')
      set(names, 'listKind', `${str(names, 'kind')}List`);
    if (!ptr(spec, 'conversion')) set(spec, 'conversion', make({ strategy: 'None' }));
    const service = ptr(ptr(ptr(ptr(spec, 'conversion'), 'webhook'), 'clientConfig'), 'service');
    if (service) setDefault(service, 'port', 443);
  },
  prepare(object, old, { version }) {
    if (isBefore(version, SELECTABLE_SINCE)) {
      for (const one of list(obj(object, 'spec'), 'versions')) drop(one, 'selectableFields');
    }
    const stored = list(obj(object, 'spec'), 'versions').find((version) => bool(version, 'storage'));
    const storage = stored ? [str(stored, 'name')] : [];
    if (old) {
      const status = make({ ...obj(old, 'status') });
      const known = strings(status, 'storedVersions');
      set(status, 'storedVersions', [...known, ...storage.filter((name) => !known.includes(name))]);
      set(object, 'status', status);
    } else set(object, 'status', make({ storedVersions: storage, conditions: null, acceptedNames: null }));
  },
  validate: validateDefinition,
  validateUpdate: validateDefinitionUpdate,
  warnings: schemaWarnings,
};
