import { textOf } from '../../../api/json.js';
import type { Labels } from '../../../api/labels.js';
import { isEmptySelector, matchesSelector } from '../../../api/labels.js';
import { isNearName } from '../../../api/near-names.js';
import { labelsIn } from '../../../references/read-selector.js';
import type { LintObject, Place } from '../../object.js';
import { NAME_LABEL } from '../../objects.js';
import type { SelectorReferenceAt } from '../../references.js';
import { type Context, rule } from '../../rule.js';
import { didYouMean, replaceValue } from '../../suggest-fix.js';

/** What is asked of namespaces is a slip of what one of the files has: nothing is selected. */
export default rule({
  name: 'references/namespace-selector',
  severity: 'error',
  summary: 'A label that a selector of namespaces asks for is a slip of one that a namespace has.',
  visit: 'Reference',
  by: 'selector',
  to: ['Namespace'],
  check(reference, context) {
    const { selector, at } = reference;
    const namespaces = context.objects.ofKind('Namespace').map(known);
    if (namespaces.length === 0 || isEmptySelector(selector)) return;
    if (namespaces.some(({ labels }) => matchesSelector(selector, labels))) return;
    for (const wanted of wantedIn(reference, at)) {
      const meant = namespaces.find(({ labels }) => isNearName(wanted.value, labels[wanted.key] ?? ''));
      if (meant) report(wanted, meant, context);
    }
  },
});

interface Known {
  object: LintObject;
  labels: Labels;
}

function known(object: LintObject): Known {
  const written = labelsIn(object.at.child('metadata', 'labels').value);
  return { object, labels: { ...written, [NAME_LABEL]: object.ownName } };
}

interface Wanted {
  key: string;
  value: string;
  at: Place;
}

/** Each label that is asked for, and each value of those of which one is enough. */
function wantedIn({ selector }: SelectorReferenceAt, at: Place): Wanted[] {
  const labels = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => ({
    key,
    value,
    at: at.child('matchLabels', key),
  }));
  const values = at.items('matchExpressions').flatMap((one) => {
    const list = one.child('values').value;
    if (one.child('operator').value !== 'In' || !Array.isArray(list)) return [];
    const key = textOf(one.child('key').value);
    return list.map((value, index) => ({ key, value: textOf(value), at: one.child('values', index) }));
  });
  return [...labels, ...values];
}

function report({ key, value, at }: Wanted, { object, labels }: Known, context: Context): void {
  const meant = labels[key] ?? '';
  context.report({
    at,
    message: `no namespace has the label ${key}=${value}`,
    hint: didYouMean(meant),
    related: [{ message: `Namespace ${object.ownName}`, at: object.at.child('metadata', 'name') }],
    fix: replaceValue(at, meant),
  });
}
