/** What a changed Service means for those behind and before it. */
import { isObject, type JsonObject } from '../../api/json.js';
import { controllerRef, refText } from '../../api/object-key.js';
import { listed } from '../../api/text.js';
import { asObject } from '../../api/unstructured.js';
import { podTemplateOf } from '../pod-template.js';
import { type Changed, type Consequence, IN_PLACE, type World } from './context.js';

/** Consequences of a changed Service: another selector sends traffic elsewhere. */
export function serviceChanged(changed: Changed, world: World): Consequence[] {
  if (!changed.changes.some(({ newPath }) => newPath[1] === 'selector')) return [IN_PLACE];
  const behind = workloadsBehind(changed.namespace, changed.new, world);
  const text =
    behind.length > 0
      ? `changed in place; traffic goes to ${listed(behind)} at once`
      : 'changed in place; none of these workloads is selected any more';
  return [{ type: 'traffic', text, facts: { workloads: behind } }];
}

/** The workloads whose pods a Service selects. */
function workloadsBehind(namespace: string | undefined, service: JsonObject, world: World): string[] {
  const spec = service['spec'];
  const selector = isObject(spec) && isObject(spec['selector']) ? Object.entries(spec['selector']) : [];
  if (selector.length === 0) return [];
  return world.objects
    .filter(({ namespace: at, kind, object }) => {
      // What another object makes is told by that one.
      if (at !== namespace || controllerRef(asObject(object))) return false;
      const template = podTemplateOf(kind, object);
      return template && selector.every(([key, value]) => template.metadata?.labels?.[key] === value);
    })
    .map(refText);
}

/** A text as a pattern of itself. */
function escaped(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}

/** How many Ingress rules and workloads of the new manifests name a Service. */
export function serviceUsers(
  namespace: string | undefined,
  name: string,
  world: World,
): { rules: number; workloads: number } {
  let rules = 0;
  let workloads = 0;
  const host = new RegExp(`(^|[^\\w.-])${escaped(name)}(\\.|:|/|$)`);
  for (const { kind, namespace: at, object } of world.objects) {
    if (at !== namespace) continue;
    if (kind === 'Ingress') rules += backends(object).filter((backend) => backend === name).length;
    const containers = podTemplateOf(kind, object)?.spec.containers ?? [];
    const refText = containers.some((container) =>
      (container.env ?? []).some(({ value }) => value !== undefined && host.test(value)),
    );
    if (refText) workloads += 1;
  }
  return { rules, workloads };
}

/** The names of the Services that an Ingress sends to, one for each path. */
function backends(ingress: JsonObject): string[] {
  const names: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (isObject(value)) {
      const service = value['service'];
      if (isObject(service) && typeof service['name'] === 'string') names.push(service['name']);
      else for (const field of Object.values(value)) visit(field);
    }
  };
  visit(ingress['spec']);
  return names;
}
