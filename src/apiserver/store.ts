/** What a write makes of the stored world (k8s.io/apiserver/pkg/registry/generic/registry/store.go). */

import { sameValue } from '../api/equality.js';
import { kindOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import type { Change, Cluster } from '../cluster/cluster.js';
import type { Refused, Status, Written } from './request.js';

/** An object with the two halves that most have. */
export type Stored = KubeObject & { spec?: unknown; status?: unknown };

export function refuse(code: number, reason: string, message: string): Refused {
  return { refusal: { code, reason, message } satisfies Status, warnings: [] };
}

/** One change, carried out. */
export function stored(cluster: Cluster, change: Change, warnings: readonly string[] = []): Written {
  const next = cluster.with([change]);
  return { cluster: next, changes: [change], states: [next], object: change.object, warnings };
}

/** A write that changed nothing. */
export function unchanged(cluster: Cluster, object: KubeObject, warnings: readonly string[] = []): Written {
  return { cluster, changes: [], states: [], object, warnings };
}

/** True where nothing but the resource version differs. */
export function sameObject(a: Stored, b: Stored): boolean {
  const { resourceVersion: _a, ...metaA } = a.metadata;
  const { resourceVersion: _b, ...metaB } = b.metadata;
  return sameValue({ ...a, metadata: metaA }, { ...b, metadata: metaB });
}

/** The change that storing an updated object comes to: one that is being deleted goes with its last finalizer. */
export function settle(cluster: Cluster, object: KubeObject): Change {
  const { deletionTimestamp, deletionGracePeriodSeconds, finalizers } = object.metadata;
  const waits =
    (finalizers?.length ?? 0) > 0 || (deletionGracePeriodSeconds ?? 0) > 0 || hasSpecFinalizers(object);
  if (deletionTimestamp && !waits) return { verb: 'delete', object };
  return {
    verb: 'update',
    object: { ...object, metadata: { ...object.metadata, resourceVersion: String(cluster.revision + 1) } },
  };
}

/** Namespaces have finalizers of their own, in their spec. */
export function hasSpecFinalizers(object: KubeObject): boolean {
  if (kindOf(object) !== 'Namespace') return false;
  return ((object as { spec?: { finalizers?: string[] } }).spec?.finalizers?.length ?? 0) > 0;
}
