import { labelKeyErrors, labelValueErrors } from '../../../../api/names.js';
import { atMost, type KubernetesVersion } from '../../../../api/version.js';
import { sideBySide } from '../../../../api/wording.js';
import { type At, type FieldErrors, json } from '../../../field-errors.js';
import { get, str } from '../../../fields.js';
import { goValue } from '../../../go/value.js';
import type { Toleration } from '../../../shared/structs.js';

export const TAINT_EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** Up to this minor the whole toleration is shown where only its value is bad. */
const WHOLE_UNTIL: KubernetesVersion = '1.32';

/** Tolerations of a pod, a runtime class (pkg/apis/core/validation ValidateTolerations). */
export function validateTolerations(
  tolerations: readonly Toleration[],
  place: At,
  errors: FieldErrors,
): void {
  tolerations.forEach((toleration, index) => {
    const at = place.index(index);
    const [key, operator, value, effect] = [
      str(toleration, 'key'),
      str(toleration, 'operator'),
      str(toleration, 'value'),
      str(toleration, 'effect'),
    ];
    if (key !== '') errors.invalids(at.child('key'), key, labelKeyErrors(key));
    if (key === '' && operator !== 'Exists') {
      errors.invalid(
        at.child('operator'),
        json(operator),
        'operator must be Exists when `key` is empty, which means "match all values and all keys"',
      );
    }
    if (get(toleration, 'tolerationSeconds') !== undefined && effect !== 'NoExecute') {
      errors.invalid(
        at.child('effect'),
        json(effect),
        "effect must be 'NoExecute' when `tolerationSeconds` is set",
      );
    }
    if (operator === 'Equal' || operator === '') {
      const bad = labelValueErrors(value);
      if (bad.length > 0) errors.invalid(at.child('operator'), value, sideBySide(bad, ';'));
    } else if (operator === 'Exists') {
      if (value !== '')
        errors.invalid(
          at.child('operator'),
          atMost(errors.version, WHOLE_UNTIL) ? goValue('core.v1.Toleration', toleration) : value,
          "value must be empty when `operator` is 'Exists'",
        );
    } else if (operator === 'Lt' || operator === 'Gt') {
      errors.unsupported(at.child('operator'), json(operator), ['Equal', 'Exists', 'Lt', 'Gt']);
    } else errors.unsupported(at.child('operator'), json(operator), ['Equal', 'Exists']);
    if (effect !== '' && !TAINT_EFFECTS.includes(effect))
      errors.unsupported(at.child('effect'), json(effect), TAINT_EFFECTS);
  });
}
