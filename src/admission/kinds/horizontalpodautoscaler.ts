import type { JsonObject } from '../../api/json.js';
import { ensure, get, isEmpty, make, type Obj, obj, ptr, setDefault, str } from '../fields.js';
import type { Context, KindRules } from '../kind.js';
import { METRICS_ANNOTATION, validateAutoscaler } from '../rules/autoscaler.js';
import { SUBDOMAIN } from '../shared/names.js';
import { statusFromServer } from '../shared/status.js';
import { isBefore } from '../versions/since.js';

/** Before this minor a tolerance was dropped. */
const TOLERANCE_SINCE = '1.35';
const CPU_PERCENT = 80;

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
    if (!annotations || get(annotations, METRICS_ANNOTATION) === undefined) {
      setDefault(spec, 'targetCPUUtilizationPercentage', CPU_PERCENT);
    } else if (!isList(str(annotations, METRICS_ANNOTATION))) delete annotations[METRICS_ANNOTATION];
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
  name: SUBDOMAIN,
  coreMetadata: true,
  defaults,
  prepare(object, old, { version }) {
    statusFromServer(object, old);
    if (!isBefore(version, TOLERANCE_SINCE)) return;
    const [behavior, before] = [obj(obj(object, 'spec'), 'behavior'), obj(obj(old, 'spec'), 'behavior')];
    for (const name of ['scaleUp', 'scaleDown']) {
      const rules = ptr(behavior, name);
      if (rules && get(obj(before, name), 'tolerance') === undefined) delete rules['tolerance'];
    }
  },
  validate(object, errors, context) {
    validateAutoscaler(object, undefined, errors, context);
  },
  validateUpdate(object, old, errors, context) {
    validateAutoscaler(object, old, errors, context);
  },
};
