import { isObject, type Path, valueAt } from '../../../api/json.js';
import { matchesSelector } from '../../../api/labels.js';
import { labelSelector, labelsIn } from '../../../references/read-selector.js';
import { podOf } from '../../pods.js';
import { rule } from '../../rule.js';
import { didYouMean } from '../../suggest-fix.js';

const KINDS = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet']);

/** A workload that selects other pods than its template makes: the server refuses it. */
export default rule({
  name: 'apps/selector',
  severity: 'error',
  summary: 'The selector of a workload does not select the pods of its template.',
  visit: 'Object',
  check(object, { report }) {
    if (object.apiVersion !== 'apps/v1' || !KINDS.has(object.kind)) return;
    const selectorPath: Path = ['spec', 'selector'];
    const selector = valueAt(object.value, selectorPath);
    const pod = podOf(object);
    if (!pod || !isObject(selector) || Object.keys(selector).length === 0) return;
    const read = labelSelector(selector);
    const labels = labelsIn(pod.metadata['labels'] ?? {});
    // What cannot be read is told for that alone.
    if (!read || !labels || matchesSelector(read, labels)) return;

    const labelsPath: Path = [...pod.path, 'metadata', 'labels'];
    const odd = Object.entries(read.matchLabels ?? {}).find(([key, value]) => labels[key] !== value);
    if (!odd) {
      report({
        path: labelsPath,
        of: 'key',
        message: 'the selector does not select the labels of the pod template',
        related: [
          { message: 'selector', location: object.document.locate([...selectorPath, 'matchExpressions']) },
        ],
      });
      return;
    }
    const [key, value] = odd;
    const has = Object.hasOwn(labels, key);
    report({
      path: has ? [...labelsPath, key] : labelsPath,
      of: has ? 'value' : 'key',
      message: has
        ? `the selector asks for ${key}=${value}, the pod template is labelled ${key}=${labels[key]}`
        : `the selector asks for ${key}=${value}, the pod template has no label ${key}`,
      hint: has ? didYouMean(value) : undefined,
      related: [
        { message: 'selector', location: object.document.locate([...selectorPath, 'matchLabels', key]) },
      ],
      serverPath: labelsPath,
    });
  },
});
