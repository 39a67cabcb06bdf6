import { isObject, ownValue } from '../../../api/json.js';
import { matchesSelector } from '../../../api/labels.js';
import { labelSelector, labelsIn } from '../../../references/read-selector.js';
import { rule } from '../../rule.js';
import { didYouMean } from '../../suggest-fix.js';

const KINDS = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet']);

/** A workload that selects other pods than its template makes: the server refuses it. */
export default rule({
  name: 'apps/selector',
  severity: 'error',
  summary: 'The selector of a workload does not select the pods of its template.',
  visit: 'Pod',
  check({ at, metadata }, { report }) {
    const { apiVersion, kind } = at.object;
    if (apiVersion !== 'apps/v1' || !KINDS.has(kind)) return;
    const selector = at.object.at.child('spec', 'selector');
    if (!isObject(selector.value) || Object.keys(selector.value).length === 0) return;
    const read = labelSelector(selector.value);
    const written = metadata.child('labels');
    const labels = labelsIn(written.value ?? {});
    // What cannot be read is told for that alone.
    if (!read || !labels || matchesSelector(read, labels)) return;

    const odd = Object.entries(read.matchLabels ?? {}).find(
      ([key, value]) => ownValue(labels, key) !== value,
    );
    if (!odd) {
      report({
        at: written,
        of: 'key',
        message: 'the selector does not select the labels of the pod template',
        related: [{ message: 'selector', at: selector.child('matchExpressions') }],
      });
      return;
    }
    const [key, value] = odd;
    const has = Object.hasOwn(labels, key);
    report({
      at: has ? written.child(key) : written,
      of: has ? 'value' : 'key',
      message: has
        ? `the selector asks for ${key}=${value}, the pod template is labelled ${key}=${labels[key]}`
        : `the selector asks for ${key}=${value}, the pod template has no label ${key}`,
      hint: has ? didYouMean(value) : undefined,
      related: [{ message: 'selector', at: selector.child('matchLabels', key) }],
      serverAt: written,
    });
  },
});
