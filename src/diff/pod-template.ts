/** Where a workload keeps the template of its pods. */
import { isObject, type JsonObject, type JsonValue, type Path, valueAt } from '../api/json.js';
import type { PodSpec, PodTemplateSpec } from '../api/objects.js';

const TEMPLATE_PATHS: Readonly<Record<string, Path>> = {
  Deployment: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/** The way to the pod template of a kind; undefined for kinds that have none. A Pod is its own: `[]`. */
export function templatePath(kind: string): Path | undefined {
  return kind === 'Pod' ? [] : TEMPLATE_PATHS[kind];
}

/** The pod template of an object, if it has one. */
export function podTemplateOf(kind: string, object: JsonObject): PodTemplateSpec | undefined {
  const path = templatePath(kind);
  const template: JsonValue | undefined = path && valueAt(object, path);
  return isObject(template) && isObject(template['spec'])
    ? (template as unknown as PodTemplateSpec)
    : undefined;
}

/** The pod spec of an object, if it has one. */
export function podSpecOf(kind: string, object: JsonObject): PodSpec | undefined {
  return podTemplateOf(kind, object)?.spec;
}

/** True for a path at or below another. */
export function isWithin(path: Path, root: Path): boolean {
  return root.every((step, index) => path[index] === step);
}

/**
 * Whether the order of a keyed list counts. Within a pod it always does: controllers compare templates item by
 * item, so that another order of `env` alone rolls out new pods; init containers run in order, variables may refer
 * to those before them. Elsewhere (ports of a Service) only the items count.
 */
export function orderCounts(kind: string): (path: Path) => boolean {
  const template = templatePath(kind);
  if (!template) return () => false;
  const root = [...template, 'spec'];
  return (path) => isWithin(path, root);
}
