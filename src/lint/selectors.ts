/** What rules say of selectors. */
import type { Place } from './object.js';
import type { LabelSlip } from './pod-index.js';
import type { Problem } from './rule.js';
import { didYouMean, replaceValue } from './suggest-fix.js';

/** True for a selector that a pod has for other pods: of its affinity, of a spread constraint. */
export function isPartOfPod({ path }: Place): boolean {
  return path.includes('affinity') || path.includes('topologySpreadConstraints');
}

/** The place and the words for the label that keeps a selector from selecting; `at` is the selector. */
export function slipWords(
  at: Place,
  slips: readonly LabelSlip[],
): Pick<Problem, 'at' | 'of' | 'hint' | 'related' | 'fix'> {
  const [slip] = slips;
  if (!slip) return { at };
  const { key, value, meant, pod } = slip;
  const labels = at.child('matchLabels').value === undefined ? at : at.child('matchLabels');
  const place = labels.child(key);
  const ofKey = meant.key !== key;
  const all = new Set(slips.map((one) => `${one.key}=${one.value} ${one.meant.key}=${one.meant.value}`));
  const { kind, name } = pod.at.object;
  return {
    at: place,
    of: ofKey ? 'key' : 'value',
    hint: `${didYouMean(`${meant.key}: ${meant.value}`)}`,
    related: [{ message: `pods of ${kind} ${name}`, at: pod.metadata.child('labels', meant.key) }],
    fix: all.size === 1 && !ofKey && value !== meant.value ? replaceValue(place, meant.value) : undefined,
  };
}
