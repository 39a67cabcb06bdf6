import type { JsonObject } from '../../api/json.js';
import { ensure, get, isEmpty, make, type Obj, ptr, setDefault } from '../fields.js';
import type { Context, KindRules } from '../kind.js';
import { validateAutoscaler } from '../rules/autoscaler.js';
import { SUBDOMAIN, statusFromServer } from '../rules/common.js';

const CPU_PERCENT = 80;

function policy(type: string, value: number): Obj {
  return make({ type, value, periodSeconds: 15 });
}

function defaults(object: Obj, { apiVersion }: Context): void {
  const spec = ensure(object, 'spec');
  setDefault(spec, 'minReplicas', 1);
  if (apiVersion === 'autoscaling/v1') return;
  if (isEmpty(spec, 'metrics')) {
    const target = make({ type: 'Utilization', averageUtilization: CPU_PERCENT });
    spec['metrics'] = [make({ type: 'Resource', resource: make({ name: 'cpu', target }) })] as JsonObject[];
  }
  const behavior = ptr(spec, 'behavior');
  if (!behavior) return;
  const up = ensure(behavior, 'scaleUp');
  setDefault(up, 'stabilizationWindowSeconds', 0);
  setDefault(up, 'selectPolicy', 'Max');
  if (get(up, 'policies') === undefined) up['policies'] = [policy('Pods', 4), policy('Percent', 100)];
  const down = ensure(behavior, 'scaleDown');
  setDefault(down, 'selectPolicy', 'Max');
  if (get(down, 'policies') === undefined) down['policies'] = [policy('Percent', 100)];
}

/** autoscaling/v1 and v2 HorizontalPodAutoscaler. */
export const horizontalPodAutoscaler: KindRules = {
  kind: 'HorizontalPodAutoscaler',
  group: 'autoscaling',
  resource: 'horizontalpodautoscalers',
  namespaced: true,
  name: SUBDOMAIN,
  defaults,
  prepare: statusFromServer,
  validate(object, errors, context) {
    validateAutoscaler(object, undefined, errors, context);
  },
  validateUpdate(object, old, errors, context) {
    validateAutoscaler(object, old, errors, context);
  },
};
