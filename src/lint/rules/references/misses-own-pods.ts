import { matchesSelector } from '../../../api/labels.js';
import { PodIndex, podLabels } from '../../pod-index.js';
import { podOf } from '../../pods.js';
import { rule } from '../../rule.js';
import { isPartOfPod, slipWords } from '../../selectors.js';

/** A constraint that does not count the pods that it spreads, a term of affinity that means no pod. */
export default rule({
  name: 'references/misses-own-pods',
  severity: 'error',
  summary: 'A spread constraint or a term of affinity does not select the pods that it is meant for.',
  visit: 'Reference',
  by: 'selector',
  to: ['Pod'],
  check(reference, { world, report }) {
    const { at, selector, unmet } = reference;
    const pod = isPartOfPod(at) ? podOf(at.object) : undefined;
    if (!pod || matchesSelector(selector, podLabels(pod))) return;
    const own = new PodIndex([pod]).slips(selector);
    if (at.path.includes('topologySpreadConstraints')) {
      report({
        severity: own.length > 0 ? 'error' : 'warning',
        message: 'the spread constraint does not count the pods that it spreads',
        ...(own.length > 0
          ? slipWords(at, own)
          : { at, of: 'key', hint: 'any number of them fits in one place' }),
      });
      return;
    }
    const selected = world.selected(reference);
    if (selected.are === 'there') return;
    const slips = [...own, ...(selected.are === 'missing' ? selected.slips : [])];
    if (slips.length > 0) report({ message: 'the term of affinity means no pods', ...slipWords(at, slips) });
    else if (selected.are === 'missing' && unmet === 'unschedulable') {
      const message = 'the term of affinity means no pods';
      report({
        at,
        of: 'key',
        severity: 'warning',
        message,
        hint: 'the pod finds no node until there are some',
      });
    }
  },
});
