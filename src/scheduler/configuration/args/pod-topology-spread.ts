import type { At, FieldErrors } from '../../../admission/field-errors.js';
import type { JsonObject } from '../../../api/json.js';
import { labelKeyErrors } from '../../../api/names.js';
import { bad } from '../errors.js';
import { objectsOf } from '../values.js';
import type { ArgsKind } from './kind.js';

const ACTIONS = ['DoNotSchedule', 'ScheduleAnyway'];

/** What pods without constraints of their own are spread by. */
export const podTopologySpread: ArgsKind = {
  fields: ['defaultConstraints', 'defaultingType'],
  defaults: { defaultingType: 'System', defaultConstraints: [] },
  check(args, at, errors) {
    const type = args['defaultingType'];
    const constraints = objectsOf(args['defaultConstraints']);
    const atType = at.child('defaultingType');
    if (type !== 'System' && type !== 'List') errors.unsupported(atType, bad(type), ['System', 'List']);
    else if (type === 'System' && constraints.length > 0) {
      errors.invalid(atType, type, 'when .defaultConstraints are not empty');
    }
    constraints.forEach((constraint, i) => {
      const place = at.child('defaultConstraints').index(i);
      checkConstraint(constraint, place, errors);
      const { topologyKey, whenUnsatisfiable } = constraint;
      const same = (other: JsonObject) =>
        other['topologyKey'] === topologyKey && other['whenUnsatisfiable'] === whenUnsatisfiable;
      if (constraints.slice(0, i).some(same)) {
        errors.duplicate(place, `{${topologyKey}, ${whenUnsatisfiable}}`);
      }
    });
  },
};

function checkConstraint(constraint: JsonObject, at: At, errors: FieldErrors): void {
  const { maxSkew, topologyKey, whenUnsatisfiable, labelSelector } = constraint;
  if (!(Number(maxSkew ?? 0) > 0)) {
    errors.invalid(at.child('maxSkew'), bad(maxSkew ?? 0), 'not in valid range (0, inf)');
  }
  if (!topologyKey) errors.required(at.child('topologyKey'), 'can not be empty');
  else errors.invalids(at.child('topologyKey'), bad(topologyKey), labelKeyErrors(String(topologyKey)));
  const atAction = at.child('whenUnsatisfiable');
  if (!whenUnsatisfiable) errors.required(atAction, 'can not be empty');
  else if (!ACTIONS.includes(String(whenUnsatisfiable))) {
    errors.unsupported(atAction, bad(whenUnsatisfiable), ACTIONS);
  }
  if (labelSelector) {
    const text = 'constraint must not define a selector, as they deduced for each pod';
    errors.forbidden(at.child('labelSelector'), text);
  }
}
