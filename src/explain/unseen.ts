/** Workloads of a dump that holds none of their pods: what is said of those pods is supposed. */
import { controllerRef, kindOf, objectKey, objectText } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import type { Cluster } from '../cluster/cluster.js';
import { idOf, idOfRef } from '../cluster/object-id.js';
import type { Plan } from '../simulation/plan.js';
import { podsOf } from './target.js';

/** Who makes an object, or its first pod, and has none in the dump; undefined where pods were seen. */
export function unseenMaker({ beforehand, cluster }: Plan, object: KubeObject): KubeObject | undefined {
  const ids = new Set(beforehand.madeUp.map((one) => idOfRef(one.object)));
  if (ids.size === 0) return undefined;
  const [first = object] = podsOf(cluster, object);
  return [object, ...ownersOf(cluster, first)].find((one) => ids.has(idOf(one)));
}

/** That pods are taken to run that nobody has seen. */
export function unseenText(maker: KubeObject, called = objectText(maker)): string {
  return `no pods of ${called} are given: those that it would make are taken to run`;
}

/** An object, its owner, its owner's owner, … */
function ownersOf(cluster: Cluster, object: KubeObject, below: readonly KubeObject[] = []): KubeObject[] {
  const reference = controllerRef(object);
  const owner =
    reference &&
    (cluster.get(kindOf(reference), objectKey(object.metadata.namespace, reference.name)) as
      | KubeObject
      | undefined);
  // Those of a dump may own each other.
  return owner && !below.includes(owner)
    ? [object, ...ownersOf(cluster, owner, [...below, object])]
    : [object];
}
