/** What a change to an object means, in a few words: the texts of a plan's steps. */

import { sameValue } from '../api/equality.js';
import { annotated } from '../api/last-applied.js';
import { append } from '../api/lists.js';
import { kindOf } from '../api/object-key.js';
import type { KubeObject, Node, Pod } from '../api/objects.js';
import { condition, isPodReady } from '../api/pods.js';
import type { Change } from '../cluster/cluster.js';
import { CONFIG_ERROR, isOnTheWay, type Waiting } from '../kubelet/waiting.js';
import { nodeChange } from './describe-node.js';

export interface Told {
  verb: string;
  message: string;
}

type Loose = KubeObject & {
  spec?: { replicas?: number; template?: { spec?: Pod['spec'] }; [field: string]: unknown };
  status?: {
    phase?: string;
    conditions?: { type: string; status: string; reason?: string; message?: string }[];
  };
};

/** Whether an object holds anything else than before, beside its status and what the server and kubectl keep their books in. */
export function isConfigured(before: KubeObject, now: KubeObject): boolean {
  return before !== now && !sameValue(contentOf(before), contentOf(now));
}

function contentOf(object: KubeObject): unknown {
  const {
    managedFields: _owners,
    resourceVersion: _version,
    ...metadata
  } = annotated(object, undefined).metadata as KubeObject['metadata'] & { managedFields?: unknown };
  return { ...object, metadata, status: undefined };
}

/** The message of the step at which a deleted object leaves the world. */
export const GONE = 'gone';

const REVISION = 'deployment.kubernetes.io/revision';

/** The words for a change; undefined for one that only keeps the books (counts in a status, an annotation). */
export function describe({ verb, object }: Change, before: KubeObject | undefined): Told | undefined {
  const now = object as Loose;
  if (verb === 'delete')
    return { verb: 'delete', message: before?.metadata.deletionTimestamp ? GONE : 'deleted' };
  if (!before) return { verb: 'create', message: created(now) };
  const was = before as Loose;
  if (now.metadata.deletionTimestamp && !was.metadata.deletionTimestamp) {
    return { verb: 'delete', message: 'terminating' };
  }
  if (kindOf(object) === 'Pod') return podChange(object as Pod, before as Pod);
  if (kindOf(object) === 'Node') {
    const message = nodeChange(object as Node, before as Node);
    return message === undefined ? specChange(now, was) : { verb: 'update', message };
  }
  return specChange(now, was) ?? statusChange(now, was);
}

function created(object: Loose): string {
  const parts = ['created'];
  const revision = object.metadata.annotations?.[REVISION];
  if (revision && object.kind === 'ReplicaSet') parts.push(`revision ${revision}`);
  const { replicas } = object.spec ?? {};
  if (typeof replicas === 'number' && object.kind === 'ReplicaSet') parts.push(`0 → ${replicas}`);
  return parts.join(', ');
}

function specChange(now: Loose, was: Loose): Told | undefined {
  if (sameValue(now.spec, was.spec)) {
    return sameValue(now.metadata.labels, was.metadata.labels)
      ? undefined
      : { verb: 'label', message: 'labelled' };
  }
  const parts: string[] = [];
  const [from, to] = [was.spec?.replicas, now.spec?.replicas];
  const scaled = from !== to && to !== undefined;
  if (scaled) parts.push(`${from ?? 0} → ${to}`);
  const images = imageChanges(was, now);
  append(parts, images);
  const templateChanged = !sameValue(now.spec?.template, was.spec?.template);
  if (templateChanged && images.length === 0) parts.push('template changed');
  if (parts.length === 0) parts.push('configured');
  return { verb: scaled && !templateChanged ? 'scale' : 'update', message: parts.join(', ') };
}

function imageChanges(was: Loose, now: Loose): string[] {
  const before = new Map(was.spec?.template?.spec?.containers?.map(({ name, image }) => [name, image]));
  return (now.spec?.template?.spec?.containers ?? [])
    .filter(({ name, image }) => before.has(name) && before.get(name) !== image)
    .map(({ name, image }) => `${imageText(before.get(name))} → ${imageText(image)}`);
}

/** A template in a dump may have none. */
function imageText(image: unknown): string {
  return typeof image === 'string' && image !== '' ? image : '–';
}

function statusChange(now: Loose, was: Loose): Told | undefined {
  for (const next of now.status?.conditions ?? []) {
    const old = was.status?.conditions?.find(({ type }) => type === next.type);
    if (old?.status === next.status && old.reason === next.reason) continue;
    const told = conditionTold(next);
    if (told) return told;
  }
  const [from, to] = [was.status?.phase, now.status?.phase];
  if (to && from !== to)
    return { verb: to === 'Bound' ? 'bind' : 'update', message: `${from ?? '–'} → ${to}` };
  return undefined;
}

function conditionTold(condition: {
  type: string;
  status: string;
  reason?: string;
  message?: string;
}): Told | undefined {
  const { type, status, reason = '', message = '' } = condition;
  if (type === 'Progressing' && reason === 'NewReplicaSetAvailable')
    return { verb: 'complete', message: 'complete' };
  if (type === 'Progressing' && status === 'False') return { verb: 'fail', message: `${reason}: ${message}` };
  if (type === 'ReplicaFailure' && status === 'True')
    return { verb: 'fail', message: `${reason}: ${message}` };
  if (type === 'Complete' && status === 'True') return { verb: 'complete', message: 'complete' };
  if (type === 'Failed' && status === 'True') return { verb: 'fail', message: `${reason}: ${message}` };
  return undefined;
}

function podChange(now: Pod, was: Pod): Told | undefined {
  if (now.spec.nodeName && !was.spec.nodeName) return { verb: 'bind', message: `→ ${now.spec.nodeName}` };
  const { phase } = now.status ?? {};
  if (phase !== was.status?.phase && phase === 'Succeeded') return { verb: 'succeed', message: 'succeeded' };
  if (phase !== was.status?.phase && phase === 'Failed') {
    return { verb: 'fail', message: now.status?.message ?? now.status?.reason ?? 'failed' };
  }
  const waiting = waitingText(now);
  if (waiting && waiting !== waitingText(was)) return { verb: 'fail', message: waiting };
  if (isPodReady(now) !== isPodReady(was)) {
    return isPodReady(now) ? { verb: 'ready', message: 'ready' } : { verb: 'unready', message: 'not ready' };
  }
  const unscheduled = condition(now.status?.conditions, 'PodScheduled');
  if (unscheduled?.status === 'False') {
    const old = condition(was.status?.conditions, 'PodScheduled');
    if (old?.message !== unscheduled.message) {
      return { verb: 'pending', message: unscheduled.message ?? unscheduled.reason ?? 'Pending' };
    }
  }
  return undefined;
}

/** Why a container of the pod does not start, other than that it is about to. */
export function waitingReason(pod: Pod): string | undefined {
  return waitingState(pod)?.reason;
}

/** The state of the first container that does not start for a reason, those that run before the others first. */
export function waitingState({ status }: Pod): Waiting | undefined {
  const statuses = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  return statuses
    .map(({ state }) => state?.waiting)
    .find((waiting): waiting is Waiting => !isOnTheWay(waiting?.reason || undefined));
}

/** The same in a few words; of configuration that is not there those say which. */
function waitingText(pod: Pod): string | undefined {
  const { reason, message } = waitingState(pod) ?? {};
  return reason === CONFIG_ERROR && message ? `${reason}: ${message}` : reason;
}
