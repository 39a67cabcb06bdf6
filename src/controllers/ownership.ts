/** Who manages whom (pkg/controller/controller_ref_manager.go). */

import type { ObjectOf } from '../api/kinds.js';
import { matchesSelector } from '../api/labels.js';
import { controllerRef, keyOf, objectKey } from '../api/object-key.js';
import type { KubeObject, LabelSelector, OwnerReference } from '../api/objects.js';
import type { Cluster } from '../cluster/cluster.js';
import { controlledBy } from '../cluster/controlled-by.js';
import type { Seen, Session } from './controller.js';

/** The reference that makes `owner` the controller of an object. */
export function newControllerRef(owner: KubeObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name ?? '',
    uid: owner.metadata.uid ?? '',
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** The object that manages `object`, if it is of that kind and still the same one. */
export function controllerOf<K extends string>(
  cluster: Cluster,
  object: KubeObject,
  kind: K,
): ObjectOf<K> | undefined {
  const reference = controllerRef(object);
  if (reference?.kind !== kind) return undefined;
  const owner = cluster.get(kind, objectKey(object.metadata.namespace, reference.name));
  return owner?.metadata.uid === reference.uid ? owner : undefined;
}

/**
 * The objects of `kind` that `owner` manages from now on: its own that its selector still matches, and orphans that it
 * matches, which are adopted. Own ones that no longer match are let go.
 */
export function claim<K extends string>(
  session: Session,
  owner: KubeObject,
  selector: LabelSelector | undefined,
  kind: K,
  accepts: (object: ObjectOf<K>) => boolean = () => true,
): ObjectOf<K>[] {
  const { namespace, deletionTimestamp } = owner.metadata;
  const claimed: ObjectOf<K>[] = [];
  const isMatched = matcherOf(selector);
  const matches = (object: ObjectOf<K>) => isMatched(object) && accepts(object);
  for (const object of controlledBy(session.cluster, owner, kind)) {
    if (matches(object)) claimed.push(object);
    else if (deletionTimestamp === undefined) release(session, object, owner);
  }
  if (deletionTimestamp !== undefined) return claimed;
  for (const object of session.cluster.orphansLabelled(kind, namespace ?? '', selector?.matchLabels ?? {})) {
    if (controllerRef(object) || object.metadata.deletionTimestamp || !matches(object)) continue;
    const ownerReferences = [...(object.metadata.ownerReferences ?? []), newControllerRef(owner)];
    const result = session.update({ ...object, metadata: { ...object.metadata, ownerReferences } });
    if (result.object) claimed.push(result.object as ObjectOf<K>);
  }
  return claimed;
}

/** Which objects a selector matches; neither ever changes, and an owner looks at all of its objects whenever one is another. */
const matched = new WeakMap<LabelSelector, WeakSet<KubeObject>>();

/** Says of one object after the other whether a selector matches it. */
function matcherOf(selector: LabelSelector | undefined): (object: KubeObject) => boolean {
  const known = (selector && matched.get(selector)) ?? new WeakSet<KubeObject>();
  if (selector) matched.set(selector, known);
  return (object) => {
    if (known.has(object)) return true;
    if (!matchesSelector(selector, object.metadata.labels)) return false;
    known.add(object);
    return true;
  };
}

function release(session: Session, object: KubeObject, owner: KubeObject): void {
  const ownerReferences = object.metadata.ownerReferences?.filter(
    (reference) => reference.uid !== owner.metadata.uid,
  );
  session.update({ ...object, metadata: { ...object.metadata, ownerReferences } });
}

/** The key of the changed object itself. */
export function itself({ object }: Seen): readonly string[] {
  return [keyOf(object)];
}

/** The key of the object of `kind` that manages the changed one, now or before the change. */
export function itsController(kind: string): (seen: Seen) => readonly string[] {
  return ({ object, before }) => {
    const keys: string[] = [];
    for (const version of [object, before]) {
      const reference = version && controllerRef(version);
      if (reference?.kind !== kind) continue;
      const key = objectKey(object.metadata.namespace, reference.name);
      if (!keys.includes(key)) keys.push(key);
    }
    return keys;
  };
}

/** As `itsController`; an orphan goes to all of `kind` in its namespace whose selector matches its labels. */
export function itsControllerOrAdopters(
  kind: string,
  selectorOf: (owner: KubeObject) => LabelSelector | undefined,
): (seen: Seen) => readonly string[] {
  const owners = itsController(kind);
  return (seen) => {
    const keys = owners(seen);
    if (controllerRef(seen.object) || seen.object.metadata.deletionTimestamp) return keys;
    const adopters = seen.cluster
      .list(kind, seen.object.metadata.namespace)
      .filter((owner) => matchesSelector(selectorOf(owner), seen.object.metadata.labels))
      .map((owner) => keyOf(owner));
    return [...new Set([...keys, ...adopters])];
  };
}

/** The label selector in an object's spec. */
export function specSelector(owner: KubeObject): LabelSelector | undefined {
  return (owner as { spec?: { selector?: LabelSelector } }).spec?.selector;
}
