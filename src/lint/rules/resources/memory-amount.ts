import { parseQuantity, quantitySign, quantityValue } from '../../../api/quantity.js';
import { rule } from '../../rule.js';
import { didYouMean, replaceValue } from '../../suggest-fix.js';
import { askedOf } from './asked.js';

/** No program runs in fewer bytes. */
const TOO_FEW = 64 * 1024;
const WITHOUT_SUFFIX = /^(\d+)m?$/;

/** `512m` of memory is half a byte, `512` are as many bytes: no container starts with such a limit. */
export default rule({
  name: 'resources/memory-amount',
  severity: 'warning',
  summary: 'Less memory than any program needs: the m of thousandths, or no suffix at all.',
  visit: 'Container',
  check(container, { report }) {
    for (const at of askedOf(container, ['memory', 'ephemeral-storage'])) {
      const parsed = parseQuantity(at.value);
      if (!parsed || quantitySign(parsed) <= 0 || quantityValue(parsed) >= TOO_FEW) continue;
      const digits = WITHOUT_SUFFIX.exec(String(at.value))?.[1];
      const meant = digits === undefined ? undefined : `${digits}Mi`;
      const bytes = quantityValue(parsed);
      report({
        at,
        message: `${String(at.value)} of ${String(at.path.at(-1))} ${bytes === 1 ? 'is 1 byte' : `are ${bytes} bytes`}`,
        hint: meant === undefined ? undefined : didYouMean(meant),
        fix: meant === undefined ? undefined : replaceValue(at, meant),
      });
    }
  },
});
