import { textOf } from '../../../api/json.js';
import { kindOf } from '../../../api/object-key.js';
import type { Place } from '../../object.js';
import { rule } from '../../rule.js';
import { autoscalerOf } from '../../sizes.js';

/** Every drain and every crash is then an outage. */
export default rule({
  name: 'reliability/single-replica',
  severity: 'warning',
  set: 'recommended',
  summary: 'A Deployment that has, or can be scaled down to, one pod: each drain is an outage.',
  visit: 'Object',
  check(object, { objects, report }) {
    const kind = kindOf(object);
    const field = kind === 'HorizontalPodAutoscaler' ? 'minReplicas' : 'replicas';
    const at = object.at.child('spec', field);
    if ((at.value ?? 1) !== 1) return;
    const told = (message: string) =>
      report({ ...shown(at), message, hint: 'two on two nodes outlive a drain' });
    const unsaid = at.value === undefined ? `, as long as ${field} says nothing` : '';
    if (kind === 'HorizontalPodAutoscaler') {
      const [of, name] = ['kind', 'name'].map((key) =>
        textOf(object.at.child('spec', 'scaleTargetRef', key).value),
      );
      told(`${of} ${name} can be scaled down to 1 pod${unsaid}`);
    }
    if (kind === 'Deployment' && !autoscalerOf(object, objects))
      told(`Deployment ${object.name} has 1 pod${unsaid}`);
  },
});

/** Of what is not there, the key of what it would be in. */
function shown(at: Place): { at: Place; of?: 'key' } {
  return at.value === undefined ? { at: at.up(), of: 'key' } : { at };
}
