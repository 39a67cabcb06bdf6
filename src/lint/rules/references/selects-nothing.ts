import type { Unmet } from '../../../references/row.js';
import { UNMET_WORDS } from '../../../references/unmet-words.js';
import { rule } from '../../rule.js';
import { isPartOfPod, slipWords } from '../../selectors.js';

/** Of other selectors it is no fault to select nothing. */
const WANTS_PODS: ReadonlySet<Unmet> = new Set(['unreachable', 'no-effect']);

/** A Service, a budget, a policy that selects no pod does nothing. */
export default rule({
  name: 'references/selects-nothing',
  severity: 'error',
  summary: 'A selector selects no pods.',
  visit: 'Reference',
  by: 'selector',
  to: ['Pod'],
  check(reference, { world, report }) {
    const { at, unmet, namespaces = [] } = reference;
    if (
      !WANTS_PODS.has(unmet) ||
      isPartOfPod(at) ||
      at.object.at.child('spec', 'type').value === 'ExternalName'
    ) {
      return;
    }
    const selected = world.selected(reference);
    if (selected.are !== 'missing') return;
    const { kind, name } = at.object;
    const [slip] = selected.slips;
    report({
      severity: slip ? 'error' : 'warning',
      message: `the selector of ${kind} ${name} selects no pods${namespaces.length === 1 ? ` in namespace ${namespaces[0]}` : ''}`,
      ...(slip ? slipWords(at, selected.slips) : { at, of: 'key', hint: UNMET_WORDS[unmet] }),
    });
  },
});
