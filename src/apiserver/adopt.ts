import type { DecodeError } from '../admission/decode.js';
import type { Kinds } from '../admission/kinds.js';
import { complete, readable } from '../admission/readable.js';
import { keyOf, kindOf } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import { asJson, asObject } from '../api/unstructured.js';
import type { Cluster } from '../cluster/cluster.js';
import { admitObject } from './admit-object.js';
import { generatedUid } from './generated-names.js';

export interface Adopted {
  /** With all that a stored object always has. */
  object: KubeObject;
  /** What the server's own types cannot read: the object is without it. */
  unreadable?: DecodeError;
  /** The server does not know its kind: nothing is defaulted. */
  unserved: boolean;
}

/**
 * An object that a cluster holds already, whatever the server would say of it today: with defaults, its status and all of
 * its metadata kept. `cluster` says which Kubernetes runs it and what is defined in it, `kinds` what is
 * known of its kind.
 */
export function adopt(written: KubeObject, cluster: Cluster, kinds: Kinds): Adopted {
  const { object: read, error } = readable(asJson(written), cluster.version);
  const object = asObject(read);
  const uid = object.metadata?.uid ?? generatedUid(`${kindOf(object)} ${keyOf(object)}`);
  const admitted = admitObject(object, { kinds, cluster, now: 0, trusted: true, uid });
  const whole = 'object' in admitted ? admitted.object : object;
  const isNode = kindOf(object) === 'Node';
  const { status, spec } = object as { status?: unknown; spec?: unknown };
  const kept = {
    ...whole,
    // A new object has no status, but for a Node, whose capacity is what can be allocated unless told.
    ...(status === undefined || isNode ? {} : { status }),
    // A node of a snapshot is no new node: it is not tainted as one that is not ready yet.
    ...(isNode ? { spec: spec ?? {} } : {}),
    metadata: {
      ...whole.metadata,
      ...object.metadata,
      uid,
    },
  };
  // Nobody gives a name to what has none.
  if (!object.metadata?.name) delete kept.metadata.name;
  complete(asJson(kept), cluster.version);
  return {
    object: kept as KubeObject,
    ...(error && { unreadable: error }),
    unserved: !('object' in admitted),
  };
}
