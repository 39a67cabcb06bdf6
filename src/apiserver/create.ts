import { ALL_KINDS } from '../admission/groups/all.js';
import { keyOf, kindOf, objectKey } from '../api/object-key.js';
import type { KubeObject } from '../api/objects.js';
import { formatTime } from '../api/time.js';
import type { Cluster } from '../cluster/cluster.js';
import { admitObject, asked } from './admit-object.js';
import { generatedName, generatedUid } from './generated-names.js';
import { generationOf } from './generation.js';
import { owned } from './managed-fields.js';
import type { Answer, Refused, Request } from './request.js';
import { resourceOf, servedKind } from './served.js';
import { refuse, stored, unchanged } from './store.js';

const NAME_ATTEMPTS = 8;

/** A POST (Store.Create). */
export function create(cluster: Cluster, request: Extract<Request, { verb: 'create' }>, now: number): Answer {
  const { object: given, fieldManager } = request;
  const kind = kindOf(given);
  const revision = cluster.revision + 1;
  const name = given.metadata?.name || freeName(cluster, given);
  const named = { ...given, metadata: { ...given.metadata, name } };
  const key = keyOf(named);
  const existing = cluster.get(kind, key);
  if (existing && !given.metadata?.name) return alreadyExists(cluster, named);
  const uid = given.metadata?.uid ?? generatedUid(`${kind} ${key} ${revision}`);
  const served = servedKind(cluster, given.apiVersion, given.kind);
  const admitted = admitObject(named, { ...asked(request), kinds: ALL_KINDS, cluster, now, uid });
  if ('refusal' in admitted) return admitted;
  if (existing) return alreadyExists(cluster, named);
  if (served?.resource.role === 'request') return unchanged(cluster, admitted.object, admitted.warnings);
  const generation = generationOf(admitted.object, undefined, served, cluster);
  const object: KubeObject = {
    ...admitted.object,
    metadata: {
      ...admitted.object.metadata,
      uid,
      creationTimestamp: given.metadata.creationTimestamp ?? formatTime(now),
      ...(generation === undefined ? {} : { generation }),
      resourceVersion: String(revision),
    },
  };
  const whole = owned(cluster, object, { given }, fieldManager, now);
  return stored(cluster, { verb: 'create', object: whole }, admitted.warnings);
}

function freeName(cluster: Cluster, object: KubeObject): string {
  const { generateName, namespace } = object.metadata ?? {};
  // Of a kind that nobody serves a number may stand there.
  if (typeof generateName !== 'string' || generateName === '') return '';
  let name = '';
  for (let attempt = 0; attempt < NAME_ATTEMPTS; attempt++) {
    name = generatedName(generateName, `${cluster.revision} ${attempt}`);
    if (!cluster.get(kindOf(object), objectKey(namespace, name))) break;
  }
  return name;
}

function alreadyExists(cluster: Cluster, object: KubeObject): Refused {
  return refuse(
    409,
    'AlreadyExists',
    `${resourceOf(cluster, object)} "${object.metadata.name}" already exists`,
  );
}
