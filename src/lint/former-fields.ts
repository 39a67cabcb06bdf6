/** Fields of mappings that a later version of their kind has elsewhere: where each lies now, from the same mapping. */
import { isObject, type JsonObject, type JsonValue, ownValue, type Path, valueAt } from '../api/json.js';
import type { SchemaError } from '../schema/error.js';

/** An old field, and the way to where its value is now. */
export type FormerField = readonly [field: string, ...now: [string, ...string[]]];

/** The first autoscaling/v2 kept names and targets of metrics beside each other. */
export const METRIC_FIELDS: Readonly<Record<string, readonly FormerField[]>> = {
  resource: [
    ['targetAverageUtilization', 'target', 'averageUtilization'],
    ['targetAverageValue', 'target', 'averageValue'],
  ],
  containerResource: [
    ['targetAverageUtilization', 'target', 'averageUtilization'],
    ['targetAverageValue', 'target', 'averageValue'],
  ],
  pods: [
    ['metricName', 'metric', 'name'],
    ['selector', 'metric', 'selector'],
    ['targetAverageValue', 'target', 'averageValue'],
  ],
  object: [
    ['target', 'describedObject'],
    ['metricName', 'metric', 'name'],
    ['selector', 'metric', 'selector'],
    ['targetValue', 'target', 'value'],
    ['averageValue', 'target', 'averageValue'],
  ],
  external: [
    ['metricName', 'metric', 'name'],
    ['metricSelector', 'metric', 'selector'],
    ['targetValue', 'target', 'value'],
    ['targetAverageValue', 'target', 'averageValue'],
  ],
};

/** What a target of a metric is, by the field that it has. */
export const TARGET_TYPES: Readonly<Record<string, string>> = {
  averageUtilization: 'Utilization',
  averageValue: 'AverageValue',
  value: 'Value',
};

/** `serviceName` and `servicePort` of a backend are `service.name` and `service.port` since networking.k8s.io/v1. */
export function backendFields(port: JsonValue | undefined): readonly FormerField[] {
  return [
    ['serviceName', 'service', 'name'],
    ['servicePort', 'service', 'port', typeof port === 'string' ? 'name' : 'number'],
  ];
}

/** The errors with fields of an older version told once for each mapping that is written so, with where they are now. */
export function withFormer(
  errors: readonly SchemaError[],
  { apiVersion, kind, value }: Written,
): SchemaError[] {
  const told = new Set<string>();
  return errors.flatMap((error) => {
    const parent = error.path.slice(0, -1);
    const inIt = error.code === 'unknown-field' ? valueAt(value, parent) : undefined;
    if (!isObject(inIt)) return [error];
    const fields = formerFieldsAt(apiVersion, kind, parent, inIt).filter(
      ([field]) => inIt[field] !== undefined,
    );
    if (!fields.some(([field]) => field === error.key)) return [error];
    const place = JSON.stringify(parent);
    if (told.has(place)) return [];
    told.add(place);
    const { suggestion: _, ...rest } = error;
    return [{ ...rest, former: fields, hint: `in ${apiVersion} ${fields.map(words).join(', ')}` }];
  });
}

/** What is known of an object that is written. */
interface Written {
  apiVersion: string;
  kind: string;
  value: JsonObject;
}

function words([field, ...now]: FormerField): string {
  return `${field} is ${now.join('.')}`;
}

/** The old fields that a mapping of today's version may be written with, by its place; none for all others. */
export function formerFieldsAt(
  apiVersion: string,
  kind: string,
  at: Path,
  value: JsonObject,
): readonly FormerField[] {
  const last = at.at(-1);
  if (apiVersion === 'autoscaling/v2' && kind === 'HorizontalPodAutoscaler') {
    const isSource = at.length === 4 && at[1] === 'metrics' && typeof last === 'string';
    // What a metric of an object means by target is the same word for another thing.
    return isSource && Object.hasOwn(METRIC_FIELDS, last)
      ? (ownValue(METRIC_FIELDS, last) ?? []).filter(([field]) => field !== 'target')
      : [];
  }
  if (apiVersion !== 'networking.k8s.io/v1' || kind !== 'Ingress') return [];
  if (at.length === 1 && last === 'spec') return [['backend', 'defaultBackend']];
  return last === 'backend' || last === 'defaultBackend' ? backendFields(value['servicePort']) : [];
}
