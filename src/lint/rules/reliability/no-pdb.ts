import { kindOf } from '../../../api/object-key.js';
import { labelSelector } from '../../../references/read-selector.js';
import { rule } from '../../rule.js';
import { severalOf } from '../../sizes.js';

const KINDS: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet']);

/** A drain of two nodes at once takes all of them. */
export default rule({
  name: 'reliability/no-pdb',
  severity: 'warning',
  set: 'recommended',
  summary: 'A workload of several pods without a PodDisruptionBudget: drains can take all of them at once.',
  visit: 'Files',
  check(objects, { report }) {
    const guarded = new Set(
      objects
        .ofKind('PodDisruptionBudget')
        .flatMap(({ at, namespace = 'default' }) => {
          const selector = labelSelector(at.child('spec', 'selector').value);
          return selector ? objects.selectedPods({ selector, namespaces: [namespace] }) : [];
        })
        .map((pod) => pod.at.object),
    );
    for (const object of objects.all) {
      if (!KINDS.has(kindOf(object)) || guarded.has(object)) continue;
      const pods = severalOf(object, objects);
      if (pods === undefined) continue;
      report({
        at: object.at.child('metadata', 'name'),
        message: `no PodDisruptionBudget among the files guards the ${pods} of ${object.kind} ${object.name}`,
      });
    }
  },
});
