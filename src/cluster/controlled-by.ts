/** Who is managed by whom. */

import type { ObjectOf } from '../api/kinds.js';
import { controllerRef } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import type { Cluster } from './cluster.js';

/** True when `object` is managed by exactly this owner. */
function isControlledBy(object: KubeObject, owner: KubeObject): boolean {
  return controllerRef(object)?.uid === owner.metadata.uid;
}

/** The objects of `kind` that `owner` manages, sorted by key. */
export function controlledBy<K extends string>(cluster: Cluster, owner: KubeObject, kind: K): ObjectOf<K>[] {
  const { uid } = owner.metadata;
  if (!uid) return [];
  return cluster.ownedBy(uid, kind).filter((object) => isControlledBy(object, owner));
}
