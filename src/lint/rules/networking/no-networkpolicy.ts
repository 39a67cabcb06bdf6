import { kindOf } from '../../../api/object-key.js';
import { labelSelector } from '../../../references/read-selector.js';
import { podOf } from '../../pods.js';
import { rule } from '../../rule.js';

/** Whatever runs anywhere in the cluster may talk to it. */
export default rule({
  name: 'networking/no-networkpolicy',
  severity: 'warning',
  set: 'strict',
  summary: 'A pod that no NetworkPolicy is about: everything in the cluster may talk to it.',
  visit: 'Files',
  check(objects, { report }) {
    const covered = new Set(
      objects
        .ofKind('NetworkPolicy')
        .flatMap(({ at, namespace = 'default' }) => {
          const selector = labelSelector(at.child('spec', 'podSelector').value ?? {});
          return selector ? objects.selectedPods({ selector, namespaces: [namespace] }) : [];
        })
        .map((pod) => pod.at.object),
    );
    for (const object of objects.all) {
      const pod = podOf(object);
      if (!pod || covered.has(object) || kindOf(object) === 'PodTemplate') continue;
      if (pod.spec.child('hostNetwork').value === true) continue;
      report({
        at: object.at.child('metadata', 'name'),
        message: `no NetworkPolicy among the files is about the pods of ${object.kind} ${object.name}`,
      });
    }
  },
});
