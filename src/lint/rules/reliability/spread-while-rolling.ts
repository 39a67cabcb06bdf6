import { matchesSelector } from '../../../api/labels.js';
import { kindOf } from '../../../api/object-key.js';
import { labelSelector } from '../../../references/read-selector.js';
import { podLabels } from '../../pod-index.js';
import { podOf } from '../../pods.js';
import { rule } from '../../rule.js';
import { severalOf } from '../../sizes.js';

const HASH = 'pod-template-hash';

/** Old pods are counted with the new ones: what is even together is not when the old ones are gone. */
export default rule({
  name: 'reliability/spread-while-rolling',
  severity: 'warning',
  set: 'recommended',
  summary:
    'A hard spread constraint that counts old pods with new ones: after a rollout the pods are not spread.',
  visit: 'Object',
  check(object, { objects, report }) {
    const pod = kindOf(object) === 'Deployment' ? podOf(object) : undefined;
    if (!pod || severalOf(object, objects) === undefined) return;
    if (object.at.child('spec', 'strategy', 'type').value === 'Recreate') return;
    for (const constraint of pod.spec.items('topologySpreadConstraints')) {
      const selector = labelSelector(constraint.child('labelSelector').value);
      const keys = constraint.child('matchLabelKeys').value;
      const isHard = (constraint.child('whenUnsatisfiable').value ?? 'DoNotSchedule') === 'DoNotSchedule';
      if (!isHard || !selector || !matchesSelector(selector, podLabels(pod))) continue;
      if (Array.isArray(keys) && keys.includes(HASH)) continue;
      report({
        at: constraint,
        message:
          'while a rollout goes on the constraint counts old pods with the new ones, which are not spread once those are gone',
        hint: `matchLabelKeys: [${HASH}] counts those of one revision`,
      });
    }
  },
});
