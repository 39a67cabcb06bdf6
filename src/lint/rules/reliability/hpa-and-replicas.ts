import { rule } from '../../rule.js';
import { autoscalerOf, hasReplicas } from '../../sizes.js';

/** Every apply then takes the size back that the autoscaler has found. */
export default rule({
  name: 'reliability/hpa-and-replicas',
  severity: 'warning',
  set: 'recommended',
  summary: 'Replicas of what an autoscaler scales: each apply undoes what it did.',
  visit: 'Object',
  check(object, { objects, report }) {
    const at = object.at.child('spec', 'replicas');
    if (!hasReplicas(object) || typeof at.value !== 'number') return;
    const autoscaler = autoscalerOf(object, objects);
    if (!autoscaler) return;
    report({
      at,
      message: `each apply sets the replicas to ${at.value} again, whatever ${autoscaler.kind} ${autoscaler.name} made of them`,
      hint: 'leave replicas out',
      related: [{ message: autoscaler.kind, at: autoscaler.at.child('spec', 'scaleTargetRef') }],
    });
  },
});
