/** Who is managed by whom. */

import type { ObjectOf } from '../api/kinds.js';
import type { KubeObject } from '../api/objects.js';
import type { Cluster } from './cluster.js';

/** The objects of `kind` that `owner` manages, sorted by key. */
export function controlledBy<K extends string>(cluster: Cluster, owner: KubeObject, kind: K): ObjectOf<K>[] {
  const { uid } = owner.metadata;
  if (!uid) return [];
  return cluster.managedBy(uid, kind);
}
