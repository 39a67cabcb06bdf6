/** The metrics of autoscaling/v1, most of which are in an annotation, in the form of v2. */

import { isObject } from '../../../../api/json.js';
import { get, make, ptr, set, str } from '../../../fields.js';
import type { Struct, Unnamed } from '../../../typed.js';
import { SOURCES, type SourceField } from './metrics.js';

type Metric = Struct<'autoscaling.v2.MetricSpec'>;

export function metricsOfV1(
  spec: Struct<'autoscaling.v1.HorizontalPodAutoscalerSpec'>,
  annotations: Unnamed,
): Metric[] {
  const metrics = metricsOfText(str(annotations, METRICS_ANNOTATION));
  const percent = get(spec, 'targetCPUUtilizationPercentage');
  if (percent === undefined) return metrics;
  const target = make({ type: 'Utilization', averageUtilization: percent });
  return [...metrics, make({ type: 'Resource', resource: make({ name: 'cpu', target }) })];
}

/** Where v1 keeps the metrics that it has no fields for. */
export const METRICS_ANNOTATION = 'autoscaling.alpha.kubernetes.io/metrics';

/** The metrics of the annotation, which are in the form of the first beta, in that of v2. */
function metricsOfText(text: string): Metric[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return [];
  }
  return Array.isArray(parsed) ? parsed.filter(isObject).map(convertMetric) : [];
}

function convertMetric(metric: Unnamed): Metric {
  const out: Metric = make({ type: str(metric, 'type') });
  for (const [field] of SOURCES) {
    const source = ptr(metric, field);
    if (source) set(out, field, convertSource(field, source));
  }
  return out;
}

function convertSource(field: SourceField, source: Unnamed): Unnamed {
  const given = (into: string, ...names: string[]): Unnamed => {
    const value = names.map((name) => get(source, name)).find((one) => one !== undefined);
    return value === undefined ? {} : { [into]: value };
  };
  const amounts = {
    ...given('averageUtilization', 'targetAverageUtilization'),
    ...given('averageValue', 'targetAverageValue', 'averageValue'),
    ...(field === 'object' || field === 'external' ? given('value', 'targetValue') : {}),
  };
  const type =
    'averageUtilization' in amounts ? 'Utilization' : 'value' in amounts ? 'Value' : 'AverageValue';
  const target = make({
    type: 'averageValue' in amounts && type === 'Value' ? 'AverageValue' : type,
    ...amounts,
  });
  if (field === 'resource' || field === 'containerResource') {
    return make({ ...given('name', 'name'), ...given('container', 'container'), target });
  }
  const selector = given('selector', 'selector', 'metricSelector');
  const named = make({ metric: make({ ...given('name', 'metricName'), ...selector }), target });
  if (field === 'object') set(named, 'describedObject', ptr(source, 'target') ?? make());
  return named;
}
