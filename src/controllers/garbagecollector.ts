/** Objects go with their owners (pkg/controller/garbagecollector). */

import { sameValue } from '../api/equality.js';
import { append } from '../api/lists.js';
import { kindOf, objectKey } from '../api/object-key.js';
import type { KubeObject, OwnerReference } from '../api/objects.js';
import { isNamespaced } from '../apiserver/served.js';
import type { Cluster } from '../cluster/cluster.js';
import { idOf, objectWith } from '../cluster/object-id.js';
import { type Controller, controller, type Seen, type Session } from './controller.js';

const FOREGROUND = 'foregroundDeletion';
const ORPHAN = 'orphan';

/** Deletes what has lost all its owners, and ends foreground and orphaning deletions. Its keys are `KIND KEY`. */
export const garbageCollector: Controller = controller(
  'garbagecollector',
  { '*': affected },
  (session, id) => {
    const object = objectWith(id, session.cluster);
    if (!object) return;
    if (object.metadata.deletionTimestamp) endDeletion(session, object);
    // Read again: it may have gone, or have lost a finalizer.
    const current = objectWith(id, session.cluster);
    if (current) collect(session, current);
  },
);

function affected({ verb, object, before, cluster }: Seen): string[] {
  const { uid, ownerReferences, deletionTimestamp } = object.metadata;
  const owners = ({ metadata }: KubeObject) =>
    (metadata.ownerReferences ?? []).map(
      (reference) => `${kindOf(reference)} ${keyOfOwner(cluster, reference, object)}`,
    );
  const dependents = () => (uid ? cluster.dependents(uid).map(idOf) : []);
  if (verb === 'delete') return [...dependents(), ...owners(object)];
  const ids: string[] = [];
  if (!sameValue(before?.metadata.ownerReferences, ownerReferences)) {
    if (ownerReferences?.length) ids.push(idOf(object));
    if (before) append(ids, owners(before));
  }
  const isNew = () => before === object || !sameValue(before?.metadata, object.metadata);
  if (deletionTimestamp && isWaiting(object) && isNew()) {
    ids.push(idOf(object));
    if (hasFinalizer(object, FOREGROUND)) append(ids, dependents());
  }
  return ids;
}

function isWaiting(object: KubeObject): boolean {
  return hasFinalizer(object, FOREGROUND) || hasFinalizer(object, ORPHAN);
}

function hasFinalizer(object: KubeObject, finalizer: string): boolean {
  return object.metadata.finalizers?.includes(finalizer) ?? false;
}

function keyOfOwner(cluster: Cluster, reference: OwnerReference, dependent: KubeObject): string {
  return objectKey(
    isNamespaced(cluster, reference) ? dependent.metadata.namespace : undefined,
    reference.name,
  );
}

function ownerOf(cluster: Cluster, reference: OwnerReference, dependent: KubeObject): KubeObject | undefined {
  const owner = cluster.get(kindOf(reference), keyOfOwner(cluster, reference, dependent)) as
    | KubeObject
    | undefined;
  return owner?.metadata.uid === reference.uid ? owner : undefined;
}

/** An object that waits for its dependents to go, or to be let go. */
function endDeletion(session: Session, object: KubeObject): void {
  const { uid = '' } = object.metadata;
  const dependents = session.cluster.dependents(uid);
  if (hasFinalizer(object, ORPHAN)) {
    for (const dependent of dependents) {
      const ownerReferences = dependent.metadata.ownerReferences?.filter(
        (reference) => reference.uid !== uid,
      );
      session.update({ ...dependent, metadata: { ...dependent.metadata, ownerReferences } });
    }
    dropFinalizer(session, object, ORPHAN);
  } else if (hasFinalizer(object, FOREGROUND)) {
    const blocking = dependents.some(({ metadata }) =>
      metadata.ownerReferences?.some((reference) => reference.uid === uid && reference.blockOwnerDeletion),
    );
    if (!blocking) dropFinalizer(session, object, FOREGROUND);
  }
}

function dropFinalizer(session: Session, object: KubeObject, finalizer: string): void {
  const finalizers = object.metadata.finalizers?.filter((one) => one !== finalizer);
  session.update({ ...object, metadata: { ...object.metadata, finalizers } });
}

/** Deletes an object whose owners are all gone or wait for it to go. */
function collect(session: Session, object: KubeObject): void {
  const references = object.metadata.ownerReferences ?? [];
  if (references.length === 0 || object.metadata.deletionTimestamp) return;
  const solid: OwnerReference[] = [];
  let waiting = 0;
  for (const reference of references) {
    const owner = ownerOf(session.cluster, reference, object);
    if (!owner) continue;
    if (owner.metadata.deletionTimestamp && hasFinalizer(owner, FOREGROUND)) waiting++;
    else solid.push(reference);
  }
  if (solid.length > 0) {
    if (solid.length < references.length) {
      session.update({ ...object, metadata: { ...object.metadata, ownerReferences: solid } });
    }
    return;
  }
  const dependents = session.cluster.dependents(object.metadata.uid ?? '').length;
  if (waiting > 0 && dependents > 0) session.delete(object, { propagation: 'Foreground' });
  else if (hasFinalizer(object, ORPHAN)) session.delete(object, { propagation: 'Orphan' });
  else if (hasFinalizer(object, FOREGROUND)) session.delete(object, { propagation: 'Foreground' });
  else session.delete(object, { propagation: 'Background' });
}
