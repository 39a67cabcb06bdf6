/** What was applied before anybody looked: the annotation that kubectl would have left there. */
import { lastAppliedOf, withLastApplied } from '../api/last-applied.js';
import type { KubeObject } from '../api/objects.js';

/** A stored object with the manifest that it was applied from. What remembers one already stays as it is. */
export function appliedFrom(object: KubeObject, manifest: KubeObject): KubeObject {
  if (lastAppliedOf(object)) return object;
  const { status: _told, ...written } = manifest as KubeObject & { status?: unknown };
  const { annotations } = withLastApplied(written).metadata;
  return {
    ...object,
    metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, ...annotations } },
  };
}

/** True for what somebody wrote; what a cluster printed bears marks of the server, or was made by a controller. */
export function isWritten({ metadata }: KubeObject): boolean {
  const { uid, resourceVersion, creationTimestamp, managedFields, ownerReferences } =
    metadata as KubeObject['metadata'] & { managedFields?: unknown };
  return [uid, resourceVersion, creationTimestamp, managedFields, ownerReferences].every(
    (mark) => mark === undefined || mark === null,
  );
}
