import type { DecodeError } from '../admission/decode.js';
import type { Kinds } from '../admission/kinds.js';
import { complete, readable } from '../admission/readable.js';
import { groupOf, isBuiltIn, keyOf, kindOf } from '../api/object-key.js';
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
  let object = asObject(read);
  const uid = object.metadata?.uid ?? generatedUid(`${kindOf(object)} ${keyOf(object)}`);
  const isNode = kindOf(object) === 'Node';
  const how = { kinds, cluster, now: 0, trusted: true, uid };
  // A Node's own spec is kept beside what admission makes of it.
  const isGivenAway = !isNode && !error && isBuiltIn(groupOf(object.apiVersion));
  const admitted = admitObject(isGivenAway ? withoutStatus(object) : object, { ...how, read: isGivenAway });
  // Where admission gives up it may have begun to write.
  if (isGivenAway && !('object' in admitted))
    object = asObject(readable(asJson(written), cluster.version).object);
  const whole = 'object' in admitted ? admitted.object : object;
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

/** What admission may write into: it makes a status of its own, and what it makes of metadata is kept beside what is given. */
function withoutStatus(object: KubeObject): KubeObject {
  const { status: _status, metadata, ...rest } = object as KubeObject & { status?: unknown };
  const own = { ...metadata };
  if (own.labels) own.labels = copied(own.labels);
  if (own.annotations) own.annotations = copied(own.annotations);
  if (own.finalizers) own.finalizers = [...own.finalizers];
  return { ...rest, metadata: own };
}

function copied(map: Record<string, string>): Record<string, string> {
  return Object.assign(Object.create(null), map);
}
