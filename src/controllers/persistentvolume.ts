/** Binding claims and volumes (pkg/controller/volume/persistentvolume). */
import { matchesSelector } from '../api/labels.js';
import { keyOf, objectKey } from '../api/object-key.js';
import { compareQuantities } from '../api/quantity.js';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../api/workloads.js';
import type { Cluster } from '../cluster/cluster.js';
import { type Controller, controller, type Seen, type Session } from './controller.js';

export const STORAGE_PROVISIONER = 'volume.kubernetes.io/storage-provisioner';
const BETA_STORAGE_PROVISIONER = 'volume.beta.kubernetes.io/storage-provisioner';
const BIND_COMPLETED = 'pv.kubernetes.io/bind-completed';
const BOUND_BY_CONTROLLER = 'pv.kubernetes.io/bound-by-controller';
export const SELECTED_NODE = 'volume.kubernetes.io/selected-node';
const PROVISIONED_BY = 'pv.kubernetes.io/provisioned-by';
const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';
const IN_TREE = 'kubernetes.io/';

/** Binds claims to the volumes that fit them best, and keeps both's phases. Keys: `claim NS/NAME`, `volume NAME`. */
export const persistentVolume: Controller = controller(
  'persistentvolume',
  {
    PersistentVolumeClaim: ({ object, cluster }) => {
      const name = (object as PersistentVolumeClaim).spec?.volumeName;
      const mine = cluster
        .list('PersistentVolume')
        .filter(({ spec }) => refersTo(spec.claimRef, object as PersistentVolumeClaim));
      return [
        `claim ${keyOf(object)}`,
        ...(name ? [`volume ${name}`] : []),
        ...mine.map((one) => `volume ${keyOf(one)}`),
      ];
    },
    PersistentVolume: volumeSeen,
    StorageClass: ({ cluster }) =>
      cluster.list('PersistentVolumeClaim').map((claim) => `claim ${keyOf(claim)}`),
    Pod: ({ object, before, cluster }) => {
      if (before) return [];
      const volumes = (
        object as { spec?: { volumes?: { persistentVolumeClaim?: { claimName?: string } }[] } }
      ).spec?.volumes;
      return (volumes ?? []).flatMap(({ persistentVolumeClaim }) => {
        const key = `${object.metadata.namespace}/${persistentVolumeClaim?.claimName}`;
        return cluster.get('PersistentVolumeClaim', key) ? [`claim ${key}`] : [];
      });
    },
  },
  (session, id) => {
    const [type, key = ''] = id.split(' ');
    if (type === 'claim') {
      const claim = session.cluster.get('PersistentVolumeClaim', key);
      if (claim) syncClaim(session, claim);
    } else {
      const volume = session.cluster.get('PersistentVolume', key);
      if (volume) syncVolume(session, volume);
    }
  },
);

function volumeSeen({ object, cluster }: Seen): string[] {
  const volume = object as PersistentVolume;
  const keys = [`volume ${keyOf(object)}`];
  const reference = volume.spec.claimRef;
  if (reference) keys.push(`claim ${reference.namespace}/${reference.name}`);
  for (const claim of cluster.list('PersistentVolumeClaim')) {
    const waits = claim.status?.phase !== 'Bound' || claim.spec.volumeName === volume.metadata.name;
    if (waits) keys.push(`claim ${keyOf(claim)}`);
  }
  return [...new Set(keys)];
}

type Reference = PersistentVolume['spec']['claimRef'];

/** The reference names the claim: by uid too, where it has one. */
export function refersTo(reference: Reference, claim: PersistentVolumeClaim): boolean {
  if (
    !reference ||
    reference.name !== claim.metadata.name ||
    reference.namespace !== claim.metadata.namespace
  )
    return false;
  return !reference.uid || reference.uid === claim.metadata.uid;
}

function classOf(object: PersistentVolumeClaim | PersistentVolume): string {
  const beta = object.metadata.annotations?.['volume.beta.kubernetes.io/storage-class'];
  return beta ?? object.spec.storageClassName ?? '';
}

function requestedStorage(claim: PersistentVolumeClaim): string | number {
  return claim.spec.resources?.requests?.['storage'] ?? '0';
}

function capacityOf(volume: PersistentVolume): string | number {
  return volume.spec.capacity?.['storage'] ?? '0';
}

function syncClaim(session: Session, claim: PersistentVolumeClaim): void {
  if (claim.metadata.annotations?.[BIND_COMPLETED] === 'yes') {
    syncBoundClaim(session, claim);
    return;
  }
  if (claim.spec.volumeName) {
    syncNamedClaim(session, claim);
    return;
  }
  const volume = bestMatch(session, claim);
  if (volume) {
    bind(session, volume, claim);
    return;
  }
  const className = classOf(claim);
  const storageClass = session.cluster.get('StorageClass', className);
  if (className === '' && claim.spec.storageClassName === undefined) {
    const assigned = defaultClassName(session.cluster);
    if (assigned !== undefined) {
      session.update({ ...claim, spec: { ...claim.spec, storageClassName: assigned } });
      return;
    }
  }
  if (
    storageClass?.volumeBindingMode === 'WaitForFirstConsumer' &&
    !claim.metadata.annotations?.[SELECTED_NODE]
  ) {
    sayWaiting(session, claim);
  } else if (className !== '') provision(session, claim, className, storageClass);
  else {
    const text = 'no persistent volumes available for this claim and no storage class is set';
    session.event(claim, 'Normal', 'FailedBinding', text);
  }
  setClaimPhase(session, claim, 'Pending');
}

function sayWaiting(session: Session, claim: PersistentVolumeClaim): void {
  const users = session.cluster
    .list('Pod', claim.metadata.namespace)
    .filter((pod) => !pod.spec.nodeName && uses(pod, claim.metadata.name))
    .map(({ metadata }) => metadata.name);
  if (users.length === 0) {
    session.event(
      claim,
      'Normal',
      'WaitForFirstConsumer',
      'waiting for first consumer to be created before binding',
    );
  } else {
    const pods = users.length === 1 ? `pod ${users[0]}` : `pods ${users.join(',')}`;
    session.event(claim, 'Normal', 'WaitForPodScheduled', `waiting for ${pods} to be scheduled`);
  }
}

/** A pod's volumes name the claim. */
export function uses(pod: { spec: { volumes?: readonly object[] } }, claim: string | undefined): boolean {
  return (pod.spec.volumes ?? []).some(
    (volume) =>
      (volume as { persistentVolumeClaim?: { claimName?: string } }).persistentVolumeClaim?.claimName ===
      claim,
  );
}

function provision(
  session: Session,
  claim: PersistentVolumeClaim,
  className: string,
  storageClass: StorageClass | undefined,
): void {
  if (!storageClass) {
    const text = `storageclass.storage.k8s.io "${className}" not found`;
    session.event(claim, 'Warning', 'ProvisioningFailed', text);
    return;
  }
  const { provisioner } = storageClass;
  if (provisioner.startsWith(IN_TREE)) {
    session.event(claim, 'Warning', 'ProvisioningFailed', `no volume plugin matched name: ${provisioner}`);
    return;
  }
  const annotations = {
    ...claim.metadata.annotations,
    [STORAGE_PROVISIONER]: provisioner,
    [BETA_STORAGE_PROVISIONER]: provisioner,
  };
  if (claim.metadata.annotations?.[STORAGE_PROVISIONER] === provisioner) return;
  session.update({ ...claim, metadata: { ...claim.metadata, annotations } });
  const text = `Waiting for a volume to be created either by the external provisioner '${provisioner}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`;
  session.event(claim, 'Normal', 'ExternalProvisioning', text);
}

/** The volume that is meant for the claim, or the smallest with the fewest access modes that suits it. */
function bestMatch(session: Session, claim: PersistentVolumeClaim): PersistentVolume | undefined {
  const volumes = session.cluster
    .list('PersistentVolume')
    .filter((volume) => !volume.metadata.deletionTimestamp);
  const meant = volumes.filter((volume) => volume.spec.claimRef && refersTo(volume.spec.claimRef, claim));
  const own = meant.find((volume) => fits(volume, claim));
  if (own) return own;
  const storageClass = session.cluster.get('StorageClass', classOf(claim));
  if (storageClass?.volumeBindingMode === 'WaitForFirstConsumer') return undefined;
  const modes = (volume: PersistentVolume) => volume.spec.accessModes?.length ?? 0;
  return volumes
    .filter(
      (volume) =>
        !volume.spec.claimRef &&
        volume.status?.phase !== 'Released' &&
        volume.status?.phase !== 'Failed' &&
        fits(volume, claim) &&
        (!claim.spec.selector || matchesSelector(claim.spec.selector, volume.metadata.labels)),
    )
    .sort((a, b) => modes(a) - modes(b) || compareQuantities(capacityOf(a), capacityOf(b)))[0];
}

function fits(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  return mismatch(volume, claim) === undefined;
}

/** What of a volume does not suit a claim: the field, and the controller's words for it. */
export interface Mismatch {
  field: 'capacity' | 'storageClassName' | 'volumeMode' | 'accessModes' | 'volumeAttributesClassName';
  message: string;
}

/** The first thing of a volume that does not suit a claim, in the controller's words. */
function mismatch(volume: PersistentVolume, claim: PersistentVolumeClaim): string | undefined {
  return volumeMismatches(volume, claim)[0]?.message;
}

/** All that does not suit, in the order in which the controller looks. */
export function volumeMismatches(volume: PersistentVolume, claim: PersistentVolumeClaim): Mismatch[] {
  const found: Mismatch[] = [];
  const check = (isWrong: boolean, field: Mismatch['field'], message: string) => {
    if (isWrong) found.push({ field, message });
  };
  const isSmall = compareQuantities(capacityOf(volume), requestedStorage(claim)) < 0;
  check(isSmall, 'capacity', 'requested PV is too small');
  check(classOf(volume) !== classOf(claim), 'storageClassName', 'storageClassName does not match');
  const mode = ({ spec }: PersistentVolume | PersistentVolumeClaim) => spec.volumeMode ?? 'Filesystem';
  check(mode(volume) !== mode(claim), 'volumeMode', 'incompatible volumeMode');
  const offered = new Set(volume.spec.accessModes);
  const isOffered = (claim.spec.accessModes ?? []).every((one) => offered.has(one));
  check(!isOffered, 'accessModes', 'incompatible accessMode');
  const attributes = (object: PersistentVolume | PersistentVolumeClaim) =>
    object.spec.volumeAttributesClassName ?? '';
  const isOther = attributes(volume) !== attributes(claim);
  check(isOther, 'volumeAttributesClassName', 'volumeAttributesClassName does not match');
  return found;
}

function syncNamedClaim(session: Session, claim: PersistentVolumeClaim): void {
  const name = claim.spec.volumeName!;
  const volume = session.cluster.get('PersistentVolume', name);
  if (volume && !volume.spec.claimRef) {
    const problem = mismatch(volume, claim);
    if (!problem) {
      bind(session, volume, claim);
      return;
    }
    session.event(
      claim,
      'Warning',
      'VolumeMismatch',
      `Cannot bind to requested volume "${name}": ${problem}`,
    );
  } else if (volume && refersTo(volume.spec.claimRef, claim)) {
    bind(session, volume, claim);
    return;
  } else if (volume)
    session.event(claim, 'Warning', 'FailedBinding', `volume "${name}" already bound to a different claim.`);
  setClaimPhase(session, claim, 'Pending');
}

function syncBoundClaim(session: Session, claim: PersistentVolumeClaim): void {
  const volume = session.cluster.get('PersistentVolume', claim.spec.volumeName ?? '');
  if (!volume) {
    if (claim.status?.phase === 'Lost') return;
    const text = 'Bound claim has lost its PersistentVolume. Data on the volume is lost!';
    session.event(claim, 'Warning', 'ClaimLost', text);
    setClaimPhase(session, claim, 'Lost');
  } else if (!volume.spec.claimRef || refersTo(volume.spec.claimRef, claim)) bind(session, volume, claim);
  else {
    const text = 'Two claims are bound to the same volume, this one is bound incorrectly';
    session.event(claim, 'Warning', 'ClaimMisbound', text);
    setClaimPhase(session, claim, 'Lost');
  }
}

function setClaimPhase(session: Session, claim: PersistentVolumeClaim, phase: 'Pending' | 'Lost'): void {
  const stored = session.cluster.get('PersistentVolumeClaim', keyOf(claim)) ?? claim;
  if (stored.status?.phase !== phase) session.updateStatus({ ...stored, status: { phase } });
}

/** Writes both sides of a binding. */
function bind(session: Session, volume: PersistentVolume, claim: PersistentVolumeClaim): void {
  const { namespace, name, uid } = claim.metadata;
  const reference = volume.spec.claimRef;
  let bound = volume;
  if (!reference?.uid) {
    const claimRef = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid };
    const annotations = reference
      ? volume.metadata.annotations
      : { ...volume.metadata.annotations, [BOUND_BY_CONTROLLER]: 'yes' };
    const next = {
      ...volume,
      metadata: { ...volume.metadata, annotations },
      spec: { ...volume.spec, claimRef },
    };
    bound = session.update(next).object ?? next;
  }
  if (bound.status?.phase !== 'Bound')
    session.updateStatus({ ...bound, status: { ...bound.status, phase: 'Bound' } });
  const current = session.cluster.get('PersistentVolumeClaim', keyOf(claim)) ?? claim;
  const annotations = {
    ...current.metadata.annotations,
    [BIND_COMPLETED]: 'yes',
    ...(current.spec.volumeName ? {} : { [BOUND_BY_CONTROLLER]: 'yes' }),
  };
  const next = {
    ...current,
    metadata: { ...current.metadata, annotations },
    spec: { ...current.spec, volumeName: volume.metadata.name },
  };
  const stored = session.update(next).object ?? next;
  session.updateStatus({
    ...stored,
    status: { phase: 'Bound', accessModes: volume.spec.accessModes, capacity: volume.spec.capacity },
  });
}

function syncVolume(session: Session, volume: PersistentVolume): void {
  const reference = volume.spec.claimRef;
  let phase = volume.status?.phase;
  if (!reference?.uid) phase = 'Available';
  else {
    const claim = session.cluster.get(
      'PersistentVolumeClaim',
      objectKey(reference.namespace, reference.name ?? ''),
    );
    if (!claim || claim.metadata.uid !== reference.uid) {
      if (phase !== 'Failed') phase = released(session, volume);
    } else if (claim.spec.volumeName === volume.metadata.name) phase = 'Bound';
  }
  if (phase !== volume.status?.phase)
    session.updateStatus({ ...volume, status: { ...volume.status, phase } });
}

/** A volume whose claim is gone: kept, left to the provisioner that made it, or beyond anybody's deleting. */
function released(session: Session, volume: PersistentVolume): 'Released' | 'Failed' {
  const { persistentVolumeReclaimPolicy: policy } = volume.spec;
  const external = volume.metadata.annotations?.[PROVISIONED_BY] !== undefined || 'csi' in volume.spec;
  if (policy !== 'Delete' || external) return 'Released';
  const text = `error getting deleter volume plugin for volume "${volume.metadata.name}": no deletable volume plugin matched`;
  session.event(volume, 'Warning', 'VolumeFailedDelete', text);
  return 'Failed';
}

/** The default StorageClass: of several the newest, then the first by name. */
function defaultClassName(cluster: Cluster): string | undefined {
  const defaults = cluster
    .list('StorageClass')
    .filter(({ metadata }) => metadata.annotations?.[DEFAULT_CLASS] === 'true');
  const made = ({ metadata }: StorageClass) => metadata.creationTimestamp ?? '';
  defaults.sort((a, b) => (made(a) < made(b) ? 1 : made(a) > made(b) ? -1 : 0));
  return defaults[0]?.metadata.name;
}
