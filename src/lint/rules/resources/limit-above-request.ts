import { compareQuantities, quantityError } from '../../../api/quantity.js';
import type { Place } from '../../object.js';
import { rule } from '../../rule.js';

const RESOURCES = ['cpu', 'memory', 'ephemeral-storage'];

/** Only where both are equal everywhere is a pod Guaranteed: the last to be evicted, the only one with cores of its own. */
export default rule({
  name: 'resources/limit-above-request',
  severity: 'warning',
  set: 'strict',
  summary: 'A limit above the request: what lies between is there only as long as nobody else wants it.',
  visit: 'Container',
  check({ at, list }, { report }) {
    if (list === 'ephemeralContainers') return;
    for (const resource of RESOURCES) {
      const [request, limit] = ['requests', 'limits'].map((which) => at.child('resources', which, resource));
      if (!isAmount(request) || !isAmount(limit)) continue;
      if (compareQuantities(textAt(request), textAt(limit)) === 0) continue;
      report({
        at: limit,
        message: `the limit of ${resource} is ${textAt(limit)}, the request ${textAt(request)}`,
        related: [{ message: 'request', at: request }],
      });
    }
  },
});

function isAmount(place: Place | undefined): place is Place {
  return place?.value !== undefined && quantityError(place.value) === undefined;
}

function textAt({ value }: Place): string {
  return String(value);
}
