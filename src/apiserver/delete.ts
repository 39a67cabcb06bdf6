import { ALL_KINDS } from '../admission/groups/all.js';
import { kindOf } from '../api/object-key.js';
import type { KubeObject, Pod } from '../api/objects.js';
import { isPodTerminal } from '../api/pods.js';
import { formatTime, millis } from '../api/time.js';
import type { Cluster } from '../cluster/cluster.js';
import { admitRemoval } from './admit-object.js';
import type { Answer, Propagation, Request } from './request.js';
import { hasSpecFinalizers, type Stored, sameObject, settle, stored, unchanged } from './store.js';
import { notFound } from './update.js';

const DEFAULT_GRACE_SECONDS = 30;
const FOREGROUND = 'foregroundDeletion';
const ORPHAN = 'orphan';

type Deletion = Pick<Extract<Request, { verb: 'delete' }>, 'propagation' | 'gracePeriodSeconds'>;

/** A DELETE that somebody asks for: admission has a say. */
export function remove(cluster: Cluster, request: Extract<Request, { verb: 'delete' }>, now: number): Answer {
  const old = cluster.get(request.kind, request.key) as Stored | undefined;
  if (!old) return notFound(cluster, '', request.kind, request.key);
  const { refusal, warnings } = admitRemoval(cluster, old, now, ALL_KINDS);
  if (refusal) return { refusal, warnings };
  const answer = take(cluster, old, request, now);
  return warnings.length > 0 ? { ...answer, warnings: [...warnings, ...answer.warnings] } : answer;
}

/** Takes an object away, or marks it where it has to wait (Store.Delete, BeforeDelete). */
export function take(cluster: Cluster, old: Stored, request: Deletion, now: number): Answer {
  const grace = gracePeriod(old, request.gracePeriodSeconds);
  const finalizers = finalizersFor(old, request.propagation);
  const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = old.metadata;
  const fresh = deletionTimestamp === undefined;
  if (grace === 0 && finalizers.length === 0 && !hasSpecFinalizers(old)) {
    return stored(cluster, { verb: 'delete', object: old });
  }
  const shortens = fresh || grace < deletionGracePeriodSeconds;
  const next: Stored = {
    ...old,
    metadata: {
      ...old.metadata,
      finalizers: finalizers.length > 0 ? finalizers : undefined,
      ...(fresh && old.metadata.generation ? { generation: Number(old.metadata.generation) + 1 } : {}),
      ...(shortens
        ? { deletionTimestamp: formatTime(now + millis(grace)), deletionGracePeriodSeconds: grace }
        : {}),
    },
  };
  if (kindOf(old) === 'Namespace') next.status = { ...(old.status as object), phase: 'Terminating' };
  if (sameObject(next, old)) return unchanged(cluster, old);
  return stored(cluster, settle(cluster, next));
}

/** Only pods are asked to leave; a pod that nobody runs, or that has ended, goes at once. */
function gracePeriod(object: KubeObject, asked: number | undefined): number {
  if (kindOf(object) !== 'Pod') return 0;
  const pod = object as Pod;
  if (!pod.spec.nodeName || isPodTerminal(pod)) return 0;
  return asked ?? pod.spec.terminationGracePeriodSeconds ?? DEFAULT_GRACE_SECONDS;
}

function finalizersFor(object: KubeObject, propagation: Propagation | undefined): string[] {
  const have = object.metadata.finalizers ?? [];
  if (propagation === undefined) return have;
  const others = have.filter((finalizer) => finalizer !== FOREGROUND && finalizer !== ORPHAN);
  if (propagation === 'Foreground') return [...others, FOREGROUND];
  if (propagation === 'Orphan') return [...others, ORPHAN];
  return others;
}
