import type { ObjectOf } from '../../api/kinds.js';
import { keyOf, kindOf } from '../../api/object-key.js';
import type { KubeObject } from '../../api/objects.js';

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

  put(object: KubeObject): void {
    const kind = kindOf(object);
    if (!READ.has(kind)) return;
    const objects = this.byKind.get(kind);
    const key = keyOf(object);
    this.change(kind, key, object, objects?.has(key) === true);
    if (objects) objects.set(key, object);
    else this.byKind.set(kind, new Map([[key, object]]));
  }

  remove(object: KubeObject): void {
    const kind = kindOf(object);
    const key = keyOf(object);
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
    return copy;
  }
}
