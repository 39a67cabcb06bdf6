import { at, json } from '../../field-errors.js';
import { get, intOrString, obj, ptr } from '../../fields.js';
import { goValue } from '../../go/value.js';
import type { KindRules } from '../../kind.js';
import { validateAtMost100Percent, validateCountOrPercent } from '../../shared/counts.js';
import { PATH_SEGMENT } from '../../shared/names.js';
import { validateSelector } from '../../shared/selectors.js';
import { statusFromServer } from '../../shared/status.js';
import type { Struct } from '../../typed.js';

/** policy/v1 PodDisruptionBudget. */
export const podDisruptionBudget: KindRules<Struct<'policy.v1.PodDisruptionBudget'>> = {
  kind: 'PodDisruptionBudget',
  group: 'policy',
  name: PATH_SEGMENT,
  prepare: statusFromServer,
  validate(object, errors) {
    const spec = obj(object, 'spec');
    const [available, unavailable] = [intOrString(spec, 'minAvailable'), intOrString(spec, 'maxUnavailable')];
    if (available !== undefined && unavailable !== undefined) {
      errors.invalid(
        at('spec'),
        goValue('policy.v1.PodDisruptionBudgetSpec', spec),
        'minAvailable and maxUnavailable cannot be both set',
      );
    }
    for (const [name, value] of [
      ['minAvailable', available],
      ['maxUnavailable', unavailable],
    ] as const) {
      validateCountOrPercent(value, at('spec', name), errors);
      validateAtMost100Percent(value, at('spec', name), errors);
    }
    validateSelector(ptr(spec, 'selector'), at('spec', 'selector'), errors);
    const policy = get(spec, 'unhealthyPodEvictionPolicy');
    if (policy !== undefined && policy !== 'AlwaysAllow' && policy !== 'IfHealthyBudget') {
      errors.unsupported(at('spec', 'unhealthyPodEvictionPolicy'), json(policy), [
        'AlwaysAllow',
        'IfHealthyBudget',
      ]);
    }
  },
};
