import { textOf } from '../../../api/json.js';
import { kindOf } from '../../../api/object-key.js';
import { numbered } from '../../../api/text.js';
import type { Place } from '../../object.js';
import { rule } from '../../rule.js';
import { autoscalerOf } from '../../sizes.js';
import { numberTold } from '../../told.js';

const NAME = 'reliability/single-replica';
const UNTOLD = 2;

/** Every drain and every crash is then an outage. */
export default rule({
  name: NAME,
  severity: 'warning',
  set: 'recommended',
  summary: 'A Deployment that has, or can be scaled down to, one pod: each drain is an outage.',
  parameters: { minimum: { type: 'number', summary: 'the fewest pods that are enough; 2 unless told' } },
  visit: 'Object',
  check(object, { objects, options, report }) {
    const kind = kindOf(object);
    const field = kind === 'HorizontalPodAutoscaler' ? 'minReplicas' : 'replicas';
    const at = object.at.child('spec', field);
    const pods = at.value ?? 1;
    const minimum = numberTold(
      { rule: NAME, parameter: 'minimum', file: object.document.file },
      options,
      UNTOLD,
    );
    if (typeof pods !== 'number' || pods < 1 || pods >= minimum) return;
    const told = (message: string) =>
      report({
        ...shown(at),
        message,
        hint: minimum === UNTOLD ? 'two on two nodes outlive a drain' : `${minimum} are asked for`,
      });
    const unsaid = at.value === undefined ? `, as long as ${field} says nothing` : '';
    if (kind === 'HorizontalPodAutoscaler') {
      const [of, name] = ['kind', 'name'].map((key) =>
        textOf(object.at.child('spec', 'scaleTargetRef', key).value),
      );
      told(`${of} ${name} can be scaled down to ${numbered(pods, 'pod')}${unsaid}`);
    }
    if (kind === 'Deployment' && !autoscalerOf(object, objects))
      told(`Deployment ${object.name} has ${numbered(pods, 'pod')}${unsaid}`);
  },
});

/** Of what is not there, the key of what it would be in. */
function shown(at: Place): { at: Place; of?: 'key' } {
  return at.value === undefined ? { at: at.up(), of: 'key' } : { at };
}
