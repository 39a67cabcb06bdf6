import type { JsonObject } from '../../api/json.js';
import { ensure, get, isEmpty, make, type Obj, ptr, setDefault, str } from '../fields.js';
import type { Context, KindRules } from '../kind.js';
import { validateAutoscaler } from '../rules/autoscaler.js';
import { SUBDOMAIN, statusFromServer } from '../rules/common.js';

const CPU_PERCENT = 80;
/** Where v1 keeps the metrics that it has no fields for. */
const METRICS = 'autoscaling.alpha.kubernetes.io/metrics';

function isList(text: string): boolean {
  try {
    return Array.isArray(JSON.parse(text));
  } catch {
    return false;
  }
}

function policy(type: string, value: number): Obj {
  return make({ type, value, periodSeconds: 15 });
}

function defaults(object: Obj, { apiVersion }: Context): void {
  const spec = ensure(object, 'spec');
  setDefault(spec, 'minReplicas', 1);
  if (apiVersion === 'autoscaling/v1') {
    const annotations = ptr(ptr(object, 'metadata'), 'annotations');
    if (!annotations || get(annotations, METRICS) === undefined) {
      setDefault(spec, 'targetCPUUtilizationPercentage', CPU_PERCENT);
    } else if (!isList(str(annotations, METRICS))) delete annotations[METRICS];
    return;
  }
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
  coreMetadata: true,
  defaults,
  prepare: statusFromServer,
  validate(object, errors, context) {
    validateAutoscaler(object, undefined, errors, context);
  },
  validateUpdate(object, old, errors, context) {
    validateAutoscaler(object, old, errors, context);
  },
};
