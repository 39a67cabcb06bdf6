import { bad } from '../errors.js';
import { objectsOf } from '../values.js';
import type { ArgsKind } from './kind.js';
import { CPU_AND_MEMORY, weighted } from './resource-specs.js';

/** The resources whose use is to be alike. */
export const nodeResourcesBalancedAllocation: ArgsKind = {
  fields: ['resources'],
  defaults: { resources: CPU_AND_MEMORY },
  complete: (args) => ({ ...args, resources: weighted(args['resources']) }),
  check(args, at, errors) {
    const seen = new Set<string>();
    objectsOf(args['resources']).forEach((resource, i) => {
      const place = at.child('resources').index(i);
      const name = String(resource['name']);
      if (seen.has(name)) errors.duplicate(place.child('name'), name);
      seen.add(name);
      const { weight } = resource;
      if (weight !== 1) errors.invalid(place.child('weight'), bad(weight), 'must be 1');
    });
  },
};
