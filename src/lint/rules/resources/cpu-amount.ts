import { parseQuantity, quantityValue } from '../../../api/quantity.js';
import type { Place } from '../../object.js';
import { rule } from '../../rule.js';
import { didYouMean, replaceValue } from '../../suggest-fix.js';
import { askedOf } from './asked.js';

/** No machine has so many cores. */
const TOO_MANY = 500;
const OF_MEMORY = /^(\d+)(?:[KMGT]i?|k)$/;

/** `500Mi` of cpu, or `500` for `500m`: the pod fits on no node. */
export default rule({
  name: 'resources/cpu-amount',
  severity: 'warning',
  summary: 'More cpu than any machine has: a suffix of memory, or the m of thousandths is missing.',
  visit: 'Container',
  check(container, { report }) {
    for (const at of askedOf(container, ['cpu'])) {
      const parsed = parseQuantity(at.value);
      if (!parsed || quantityValue(parsed) < TOO_MANY) continue;
      const meant = meantBy(at);
      report({
        at,
        message: `${String(at.value)} of cpu are ${quantityValue(parsed).toLocaleString('en')} cores: no node has as many`,
        hint: meant === undefined ? undefined : didYouMean(meant),
        fix: meant === undefined ? undefined : replaceValue(at, meant),
      });
    }
  },
});

function meantBy({ value }: Place): string | undefined {
  if (typeof value === 'number' && Number.isInteger(value)) return `${value}m`;
  const [, digits] = OF_MEMORY.exec(String(value)) ?? /^(\d+)$/.exec(String(value)) ?? [];
  return digits === undefined ? undefined : `${digits}m`;
}
