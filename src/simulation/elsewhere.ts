/** Manifests that name no namespace, and what the cluster has of the same names in another one. */
import { isObject, type JsonValue } from '../api/json.js';
import { pushTo } from '../api/lists.js';
import { keyOf, kindOf, objectText } from '../api/object-key.js';
import type { Cluster } from '../cluster/cluster.js';
import type { PlanWarning } from './plan.js';
import type { World } from './world.js';

/**
 * A word on objects that are new in the namespace of the command while the cluster has them elsewhere: most likely
 * `-n` was forgotten. Nothing where any of them is there, or where more than one namespace could be meant.
 */
export function elsewhere({ before, manifests, namespace }: World): PlanWarning[] {
  const unsaid = manifests
    .filter(({ document, given }) => given.metadata.namespace === namespace && !names(document.value))
    .map(({ given }) => given);
  if (unsaid.some((object) => before.get(kindOf(object), keyOf(object)))) return [];
  const known = new Map<string, Map<string, string[]>>();
  const places = new Set<string>();
  const found: string[] = [];
  for (const object of unsaid) {
    const kind = kindOf(object);
    const byName = known.get(kind) ?? namespacesByName(before, kind);
    known.set(kind, byName);
    const others = byName.get(object.metadata.name ?? '') ?? [];
    if (others.length > 0) found.push(objectText(object));
    for (const other of others) places.add(other);
  }
  const [place] = places;
  const [first] = found;
  if (place === undefined || first === undefined || places.size > 1) return [];
  const more = found.length > 1 ? ` and ${found.length - 1} more are` : ' is';
  return [
    {
      message: `${first}${more} not in namespace ${namespace}, but in namespace ${place} of the cluster`,
      hint: `-n ${place} plans for what is there`,
    },
  ];
}

/** Whether a manifest says itself which namespace it is for. */
function names(value: JsonValue): boolean {
  if (!isObject(value)) return false;
  const { metadata } = value;
  return isObject(metadata) && metadata['namespace'] !== undefined;
}

function namespacesByName(cluster: Cluster, kind: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { metadata } of cluster.list(kind)) {
    if (metadata.namespace !== undefined) pushTo(found, metadata.name ?? '', metadata.namespace);
  }
  return found;
}
