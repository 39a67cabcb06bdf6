import { ALL_KINDS } from '../admission/groups/all.js';
import { keyOf, kindOf } from '../api/object-key.js';
import type { KubeObject, ObjectMeta } from '../api/objects.js';
import type { Cluster } from '../cluster/cluster.js';
import { admitObject, asked } from './admit-object.js';
import { generationOf } from './generation.js';
import { owned } from './managed-fields.js';
import type { Answer, Refused, Request } from './request.js';
import { hasStatusSubresource, resourceOf, servedKind } from './served.js';
import { refuse, type Stored, sameObject, settle, stored, unchanged } from './store.js';

/** A PUT (Store.Update), of the object or of one of its subresources. */
export function update(cluster: Cluster, request: Extract<Request, { verb: 'update' }>, now: number): Answer {
  const { object: given, subresource } = request;
  const kind = kindOf(given);
  const old = cluster.get(kind, keyOf(given)) as Stored | undefined;
  if (!old) return notFound(cluster, given.apiVersion, given.kind, keyOf(given));
  if (given.metadata.uid && old.metadata.uid && given.metadata.uid !== old.metadata.uid) {
    const message = `Precondition failed: UID in precondition: ${given.metadata.uid}, UID in object meta: ${old.metadata.uid}`;
    return refuse(409, 'Conflict', message);
  }
  if (subresource === undefined) return replace(cluster, given, old, { ...request, subresource }, now);
  let next: Stored;
  if (subresource === 'finalize') next = { ...old, spec: (given as Stored).spec };
  else {
    const { annotations } = given.metadata;
    const metadata = kind === 'Pod' ? old.metadata : { ...old.metadata, annotations };
    next = { ...old, status: (given as Stored).status, metadata };
  }
  if (sameObject(next, old)) return unchanged(cluster, old);
  return stored(cluster, settle(cluster, next));
}

type Options = Pick<
  Extract<Request, { verb: 'update' }>,
  'fieldValidation' | 'fieldManager' | 'endpoint' | 'user' | 'dryRun' | 'merged'
>;

/** Puts an object in the place of the stored one: admitted, counted, owned. */
export function replace(
  cluster: Cluster,
  given: KubeObject,
  old: Stored,
  options: Options & { subresource?: string | undefined },
  now: number,
): Answer {
  const served = servedKind(cluster, given.apiVersion, given.kind);
  const next = {
    ...(hasStatusSubresource(served) ? withStatusOf(old, given) : given),
    metadata: keepServerFields(given.metadata, old.metadata),
  } as Stored;
  const admitted = admitObject(next, { ...asked(options), kinds: ALL_KINDS, cluster, now, old });
  if ('refusal' in admitted) return admitted;
  const generation = generationOf(admitted.object, old, served, cluster);
  const counted =
    generation === undefined
      ? admitted.object
      : { ...admitted.object, metadata: { ...admitted.object.metadata, generation } };
  const whole = owned(cluster, counted, { given, old }, options.fieldManager, now, options.subresource);
  if (sameObject(whole, old)) return unchanged(cluster, old, admitted.warnings);
  return stored(cluster, settle(cluster, whole), admitted.warnings);
}

/** The 404 of an object that is not there. `kind` may be the name that it is filed under. */
export function notFound(cluster: Cluster, apiVersion: string, kind: string, key: string): Refused {
  const name = key.slice(key.indexOf('/') + 1);
  return refuse(404, 'NotFound', `${resourceOf(cluster, { apiVersion, kind })} "${name}" not found`);
}

function withStatusOf(old: Stored, given: KubeObject): Stored {
  const { status: _sent, ...rest } = given as Stored;
  return 'status' in old ? { ...rest, status: old.status } : rest;
}

/** What no client can change. */
function keepServerFields(given: ObjectMeta, old: ObjectMeta): ObjectMeta {
  const kept: ObjectMeta = { ...given };
  const fields = [
    'uid',
    'creationTimestamp',
    'generation',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
  ] as const;
  for (const field of fields) {
    if (old[field] === undefined) delete kept[field];
    else (kept as Record<string, unknown>)[field] = old[field];
  }
  return kept;
}
