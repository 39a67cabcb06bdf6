import type { Path } from '../../../api/json.js';
import { matchesSelector } from '../../../api/labels.js';
import { kindOf } from '../../../api/object-key.js';
import { labelSelector } from '../../../references/read-selector.js';
import type { Place } from '../../object.js';
import { podLabels } from '../../pod-index.js';
import { podOf } from '../../pods.js';
import { rule } from '../../rule.js';
import { severalOf } from '../../sizes.js';

const KINDS: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet']);
/** Lists of terms, and where each has its selector. Constraints that miss their pods are told of by references/misses-own-pods. */
const HOW: readonly (readonly [list: Path, selector: Path])[] = [
  [['affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution'], ['labelSelector']],
  [
    ['affinity', 'podAntiAffinity', 'preferredDuringSchedulingIgnoredDuringExecution'],
    ['podAffinityTerm', 'labelSelector'],
  ],
];

/** The scheduler's own spreading is a wish among others: pods of one workload end up on one node. */
export default rule({
  name: 'reliability/no-spreading',
  severity: 'warning',
  set: 'strict',
  summary: 'A workload of several pods that says nothing of where they go: one node can have all of them.',
  visit: 'Object',
  check(object, { objects, report }) {
    if (!KINDS.has(kindOf(object))) return;
    const [pod, pods] = [podOf(object), severalOf(object, objects)];
    if (!pod || pods === undefined) return;
    if (pod.spec.items('topologySpreadConstraints').length > 0) return;
    const labels = podLabels(pod);
    const isMeant = (term: Place, selector: Path): boolean => {
      const read = labelSelector(term.child(...selector).value);
      return read === undefined || matchesSelector(read, labels);
    };
    if (HOW.some(([list, selector]) => pod.spec.items(...list).some((term) => isMeant(term, selector))))
      return;
    report({
      at: pod.spec,
      of: 'key',
      message: `neither topologySpreadConstraints nor podAntiAffinity keep the ${pods} apart`,
    });
  },
});
