import { keyOf, kindOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import type { Cluster } from '../cluster/cluster.js';
import { admitObject } from './admit-object.js';
import { generatedUid } from './generated-names.js';

export interface Adopted {
  object: KubeObject;
  /** It cannot be read by the server's own types: it stands as it was written. */
  unreadable: boolean;
}

/**
 * An object that a cluster holds already, whatever the server would say of it today: with defaults, its status and all of
 * its metadata kept. `cluster` says which Kubernetes runs it and what is defined in it.
 */
export function adopt(object: KubeObject, cluster: Cluster): Adopted {
  const uid = object.metadata?.uid ?? generatedUid(`${kindOf(object)} ${keyOf(object)}`);
  const admitted = admitObject(object, { cluster, now: 0, trusted: true, uid });
  const isRead = 'object' in admitted;
  const whole = isRead ? admitted.object : object;
  const { status, spec } = object as { status?: unknown; spec?: unknown };
  const kept = {
    ...whole,
    ...(status === undefined ? {} : { status }),
    // A node of a snapshot is no new node: it is not tainted as one that is not ready yet.
    ...(kindOf(object) === 'Node' ? { spec: spec ?? {} } : {}),
    metadata: {
      ...whole.metadata,
      ...object.metadata,
      uid,
    },
  };
  // Nobody gives a name to what has none.
  if (!object.metadata?.name) delete kept.metadata.name;
  return { object: kept as KubeObject, unreadable: !isRead };
}
