import { keyOf } from '../api/object-key.js';
import type { KubeObject, Pod } from '../api/objects.js';
import type { Cluster } from './cluster.js';

/** The pods that an object, or what it owns, owns, whatever became of them; a pod is its own. Sorted by key. */
export function ownedPods(cluster: Cluster, object: KubeObject): Pod[] {
  if (object.kind === 'Pod') return [object as Pod];
  const found = new Map<string, Pod>();
  // Those of a dump may own each other.
  const seen = new Set<KubeObject>();
  const visit = (owner: KubeObject) => {
    if (seen.has(owner)) return;
    seen.add(owner);
    for (const dependent of owner.metadata.uid ? cluster.dependents(owner.metadata.uid) : []) {
      if (dependent.kind === 'Pod') found.set(keyOf(dependent), dependent as Pod);
      else visit(dependent);
    }
  };
  visit(object);
  return [...found.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
