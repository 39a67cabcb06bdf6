import type { ObjectOf } from '../../api/kinds.js';
import { keyOf, kindOf, objectKey } from '../../api/object-key.js';
import type { KubeObject } from '../../api/objects.js';
import { compareTexts } from '../../api/text.js';
import type { PersistentVolume, PersistentVolumeClaim } from '../../api/workloads.js';
import { PersistentMap } from '../../cluster/persistent-map.js';

/** The kinds besides Node and Pod that decisions depend on. */
export const READ_KINDS = [
  'Namespace',
  'Service',
  'ReplicationController',
  'ReplicaSet',
  'StatefulSet',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'StorageClass',
  'CSINode',
  'CSIDriver',
  'CSIStorageCapacity',
  'VolumeAttachment',
  'PodDisruptionBudget',
  'ResourceClaim',
  'ResourceSlice',
  'DeviceClass',
] as const;
const READ: ReadonlySet<string> = new Set(READ_KINDS);

/** The objects besides nodes and pods that plugins read; all others are passed over. */
export class Objects {
  private byKind = new Map<string, Map<string, KubeObject>>();
  private lists = new Map<string, readonly KubeObject[]>();
  /** The key of the claim that a volume is for, or that of none → key → volume. */
  private volumes = PersistentMap.empty<PersistentMap<PersistentVolume>>();

  get<K extends string>(kind: K, key: string): ObjectOf<K> | undefined {
    return this.byKind.get(kind)?.get(key) as ObjectOf<K> | undefined;
  }

  /** All objects of a kind, sorted by key. */
  list<K extends string>(kind: K): readonly ObjectOf<K>[] {
    let list = this.lists.get(kind);
    if (!list) {
      const entries = [...(this.byKind.get(kind) ?? [])];
      list = entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
      this.lists.set(kind, list);
    }
    return list as readonly ObjectOf<K>[];
  }

  /** The volumes that one of these claims may get: those that are nobody's, and those that name one of them, sorted by key. */
  openVolumes(claims: readonly PersistentVolumeClaim[]): readonly PersistentVolume[] {
    const free = this.volumes.get(NOBODY)?.sorted() ?? [];
    const own = claims.flatMap((claim) => this.volumes.get(keyOf(claim))?.sorted() ?? []);
    return own.length === 0 ? free : [...free, ...own].sort((a, b) => compareTexts(keyOf(a), keyOf(b)));
  }

  /** Files a volume under another claim than before; `undefined` stands for one that is not there. */
  private fileVolume(before: PersistentVolume | undefined, now: PersistentVolume | undefined): void {
    if (before) {
      const claim = claimKeyOf(before);
      const left = this.volumes.get(claim)?.delete(keyOf(before));
      this.volumes = left?.size ? this.volumes.set(claim, left) : this.volumes.delete(claim);
    }
    if (now) {
      const claim = claimKeyOf(now);
      const there = this.volumes.get(claim) ?? PersistentMap.empty<PersistentVolume>();
      this.volumes = this.volumes.set(claim, there.set(keyOf(now), now));
    }
  }

  put(object: KubeObject): void {
    const kind = kindOf(object);
    if (!READ.has(kind)) return;
    const objects = this.byKind.get(kind);
    const key = keyOf(object);
    if (kind === 'PersistentVolume') this.fileVolume(this.get(kind, key), object as PersistentVolume);
    this.change(kind, key, object, objects?.has(key) === true);
    if (objects) objects.set(key, object);
    else this.byKind.set(kind, new Map([[key, object]]));
  }

  remove(object: KubeObject): void {
    const kind = kindOf(object);
    const key = keyOf(object);
    if (kind === 'PersistentVolume') this.fileVolume(this.get(kind, key), undefined);
    if (this.byKind.get(kind)?.delete(key)) this.change(kind, key, undefined, true);
  }

  /** Keeps the list of a kind in order, if somebody has asked for it; who holds the old one keeps it as it was. */
  private change(kind: string, key: string, object: KubeObject | undefined, isThere: boolean): void {
    const list = this.lists.get(kind);
    if (!list) return;
    let [low, high] = [0, list.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (keyOf(list[middle]!) < key) low = middle + 1;
      else high = middle;
    }
    this.lists.set(kind, list.toSpliced(low, isThere ? 1 : 0, ...(object ? [object] : [])));
  }

  copy(): Objects {
    const copy = new Objects();
    copy.byKind = new Map([...this.byKind].map(([kind, objects]) => [kind, new Map(objects)]));
    copy.volumes = this.volumes;
    return copy;
  }
}

const NOBODY = '';

function claimKeyOf({ spec }: PersistentVolume): string {
  const claim = spec?.claimRef;
  return claim ? objectKey(claim.namespace, claim.name ?? '') : NOBODY;
}
