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
    if (objects) objects.set(keyOf(object), object);
    else this.byKind.set(kind, new Map([[keyOf(object), object]]));
    this.lists.delete(kind);
  }

  remove(object: KubeObject): void {
    const kind = kindOf(object);
    this.byKind.get(kind)?.delete(keyOf(object));
    this.lists.delete(kind);
  }

  copy(): Objects {
    const copy = new Objects();
    copy.byKind = new Map([...this.byKind].map(([kind, objects]) => [kind, new Map(objects)]));
    return copy;
  }
}
