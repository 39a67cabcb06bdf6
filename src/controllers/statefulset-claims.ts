/** The claims of a StatefulSet's pods (pkg/controller/statefulset/stateful_pod_control.go). */
import { sameValue } from '../api/equality.js';
import type { OwnerReference, Pod } from '../api/objects.js';
import type { PersistentVolumeClaim, StatefulSet } from '../api/workloads.js';
import type { Session } from './controller.js';
import { newControllerRef } from './ownership.js';
import { claimsOfOrdinal, inRange, ordinalOf } from './statefulset-identity.js';

/** Makes the claims that are missing; returns why it could not. */
export function createClaims(session: Session, set: StatefulSet, pod: Pod): string | undefined {
  let problem: string | undefined;
  for (const wanted of claimsOfOrdinal(set, ordinalOf(set, pod))) {
    const { name } = wanted.metadata;
    const existing = session.cluster.get('PersistentVolumeClaim', `${wanted.metadata.namespace}/${name}`);
    if (existing) {
      if (existing.metadata.deletionTimestamp) problem ??= `pvc ${name} is being deleted`;
      continue;
    }
    const { refusal } = session.create(wanted);
    if (refusal) {
      problem ??= `failed to create PVC ${name}: ${refusal.message}`;
      const text = `Create Claim ${name} for Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name} failed error: ${refusal.message}`;
      session.event(set, 'Warning', 'FailedCreate', text);
    } else {
      const text = `Create Claim ${name} Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name} success`;
      session.event(set, 'Normal', 'SuccessfulCreate', text);
    }
  }
  return problem;
}

type Retention = { byPod: boolean; bySet: boolean };

/** Who shall own the claims of a pod, so that they go when it (or the set) goes. */
function retention(set: StatefulSet, pod: Pod): Retention {
  const { whenDeleted = 'Retain', whenScaled = 'Retain' } =
    set.spec.persistentVolumeClaimRetentionPolicy ?? {};
  const scaledDown = !inRange(set, ordinalOf(set, pod));
  const byPod = whenScaled === 'Delete' && scaledDown;
  return { byPod, bySet: whenDeleted === 'Delete' && !byPod };
}

export function keepRetention(session: Session, set: StatefulSet, pod: Pod): void {
  if (!set.spec.volumeClaimTemplates?.length) return;
  const { byPod, bySet } = retention(set, pod);
  for (const { metadata } of claimsOfOrdinal(set, ordinalOf(set, pod))) {
    const existing = session.cluster.get('PersistentVolumeClaim', `${metadata.namespace}/${metadata.name}`);
    if (!existing) continue;
    const stored = session.cluster.get('Pod', `${pod.metadata.namespace}/${pod.metadata.name}`) ?? pod;
    const others = (existing.metadata.ownerReferences ?? []).filter(
      ({ kind, uid }) => kind !== 'Pod' && uid !== set.metadata.uid,
    );
    const ownerReferences: OwnerReference[] = [
      ...others,
      ...(bySet ? [newControllerRef(set)] : []),
      ...(byPod ? [newControllerRef(stored)] : []),
    ];
    if (sameOwners(existing, ownerReferences)) continue;
    session.update({ ...existing, metadata: { ...existing.metadata, ownerReferences } });
  }
}

function sameOwners(existing: PersistentVolumeClaim, wanted: readonly OwnerReference[]): boolean {
  const uids = (list: readonly OwnerReference[] = []) => list.map(({ uid }) => uid).sort();
  return sameValue(uids(existing.metadata.ownerReferences), uids(wanted));
}

/** A claim that still belongs to an earlier pod of the same name is about to go with it. */
export function claimIsStale(session: Session, set: StatefulSet, pod: Pod): boolean {
  if (set.spec.persistentVolumeClaimRetentionPolicy?.whenScaled !== 'Delete') return false;
  return claimsOfOrdinal(set, ordinalOf(set, pod)).some(({ metadata }) => {
    const existing = session.cluster.get('PersistentVolumeClaim', `${metadata.namespace}/${metadata.name}`);
    return existing?.metadata.ownerReferences?.some(
      ({ kind, name }) => kind === 'Pod' && name === pod.metadata.name,
    );
  });
}
