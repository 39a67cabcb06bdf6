import { goJson } from '../../api/go-json.js';
import { fnv1a } from '../../api/hash.js';
import { ensure, get, list, obj, setDefault, str } from '../fields.js';
import { roundResources } from '../groups/core/pod/resources.js';
import type { KindRules } from '../kind.js';
import { validateLimitRange } from '../rules/limit-range.js';
import { SUBDOMAIN } from '../shared/names.js';

const LISTS = ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'] as const;

/** v1 LimitRange. */
export const limitRange: KindRules = {
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
      const copy = (from: string, into: typeof requests): void => {
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
    metadata['name'] = `${digits}-0000-4000-8000-${digits}0000`;
  },
  validate: validateLimitRange,
};
