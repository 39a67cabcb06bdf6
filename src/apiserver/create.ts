import { ALL_KINDS } from '../admission/groups/all.js';
import { tokenVolumeName } from '../admission/plugins/pod-mutations.js';
import type { JsonObject } from '../api/json.js';
import { keyOf, kindOf, objectKey } from '../api/object-key.js';
import type { KubeObject, Pod } from '../api/objects.js';
import { formatTime } from '../api/time.js';
import { asJson, asObject } from '../api/unstructured.js';
import type { Cluster } from '../cluster/cluster.js';
import { admitObject, asked } from './admit-object.js';
import { generatedName, generatedUid } from './generated-names.js';
import { generationOf } from './generation.js';
import { owned } from './managed-fields.js';
import type { Answer, Refused, Request } from './request.js';
import { resourceOf, servedKind } from './served.js';
import { refuse, stored, unchanged } from './store.js';
import { withNames } from './with-names.js';

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
  if (request.like && !existing && isDecidedAlike(cluster, request)) {
    return stored(cluster, { verb: 'create', object: another(request.like, given, { name, uid, revision }) });
  }
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

/** Kinds of objects by which admission may take one pod otherwise than the one before it. */
const DECIDING = ['ValidatingAdmissionPolicy', 'MutatingAdmissionPolicy'];

/** Whether admission has nothing to go by for the next of several pods that it had not for the one before: quotas count them. */
function isDecidedAlike(
  cluster: Cluster,
  { object, fieldManager }: Extract<Request, { verb: 'create' }>,
): boolean {
  return (
    kindOf(object) === 'Pod' &&
    fieldManager === undefined &&
    cluster.list('ResourceQuota', object.metadata.namespace).length === 0 &&
    DECIDING.every((kind) => cluster.count(kind) === 0)
  );
}

/** One more pod like the last, whose name and the volume named after it are its own. */
function another(
  last: KubeObject,
  given: KubeObject,
  { name, uid, revision }: { name: string; uid: string; revision: number },
): KubeObject {
  const { namespace = '' } = last.metadata;
  const was = tokenVolumeName(namespace, last.metadata.name ?? '');
  const isDrawn = !(given as Pod).spec.volumes?.some((volume) => volume.name === was);
  const names = isDrawn ? new Map([[was, tokenVolumeName(namespace, name)]]) : new Map<string, string>();
  return asObject({
    ...asJson(last),
    metadata: { ...(asJson(last)['metadata'] as JsonObject), name, uid, resourceVersion: String(revision) },
    spec: withNames(asJson(last)['spec'] ?? null, names),
  });
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
