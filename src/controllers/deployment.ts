/** Deployments (pkg/controller/deployment). */

import {
  byAge,
  findNew,
  maxRevision,
  newSetAnnotations,
  REVISION,
  revisionOf,
  sameTemplate,
  TEMPLATE_HASH,
} from '../api/deployment-revisions.js';
import { isEmptySelector } from '../api/labels.js';
import { controllerRef, keyOf } from '../api/object-key.js';
import type { Deployment, Pod, PodTemplateSpec, ReplicaSet } from '../api/objects.js';
import { podTemplateHash } from '../api/pod-template-hash.js';
import { condition, isPodTerminal } from '../api/pods.js';
import type { KubernetesVersion } from '../api/version.js';
import { isNamespaceTerminating } from '../apiserver/admit-object.js';
import { type Controller, controller, type Seen, type Session } from './controller.js';
import { desiredReplicas, isRollingUpdate, maxUnavailable, rawSurge } from './deployment-limits.js';
import {
  isActive,
  isScalingEvent,
  newSetSize,
  replicasAnnotations,
  replicasOf,
  scaleProportionally,
  scaleSetIfNeeded,
  sum,
} from './deployment-scale.js';
import {
  FOUND_NEW_SET,
  hasDeadline,
  isComplete,
  NEW_SET_CREATED,
  pauseCondition,
  progressing,
  SET_CREATE_ERROR,
  syncRolloutStatus,
  syncStatus,
  withCondition,
} from './deployment-status.js';
import {
  claim,
  controllerOf,
  itsControllerOrAdopters,
  itself,
  newControllerRef,
  specSelector,
} from './ownership.js';

const SELECTING_ALL = 'This deployment is selecting all pods. A non-empty selector is required.';
const MAX_NAME_LENGTH = 253;
const NO_LIMIT = 2147483647;

/** Brings a Deployment's ReplicaSets to its template and size, by its strategy. */
export const deployment: Controller = controller(
  'deployment',
  {
    Deployment: itself,
    ReplicaSet: itsControllerOrAdopters('Deployment', specSelector),
    Pod: recreateWaiting,
  },
  (session, key) => {
    const found = session.cluster.get('Deployment', key);
    // One of an old version in a dump may have none: it selects nothing.
    if (found?.spec.selector) sync(session, found);
  },
  { patient: true },
);

/** A Deployment that is recreated waits for the last old pod to go. */
function recreateWaiting({ verb, object, cluster }: Seen): string[] {
  if (verb !== 'delete' && !isPodTerminal(object as Pod)) return [];
  const set = controllerOf(cluster, object, 'ReplicaSet');
  const owner = set && controllerOf(cluster, set, 'Deployment');
  return owner && !isRollingUpdate(owner) ? [keyOf(owner)] : [];
}

/** A Deployment with its ReplicaSets, as they are after the writes so far. */
interface Sets {
  deployment: Deployment;
  newSet: ReplicaSet | undefined;
  old: ReplicaSet[];
}

function all({ newSet, old }: Sets): ReplicaSet[] {
  return newSet ? [...old, newSet] : old;
}

function sync(session: Session, stored: Deployment): void {
  if (isEmptySelector(stored.spec.selector)) {
    session.event(stored, 'Warning', 'SelectingAll', SELECTING_ALL);
    const status = { ...stored.status, observedGeneration: stored.metadata.generation };
    session.updateStatus({ ...stored, status });
    return;
  }
  const sets = claim(session, stored, stored.spec.selector, 'ReplicaSet');
  if (stored.metadata.deletionTimestamp) {
    const found = newAndOld(session, stored, sets, false);
    if (found) syncStatus(session, found.deployment, all(found), found.newSet);
    return;
  }
  let current = stored;
  const paused = pauseCondition(stored, session.now);
  if (paused) current = session.updateStatus(paused).object ?? paused;

  if (current.spec.paused) {
    scaleOnly(session, current, sets);
    return;
  }
  const found = newAndOld(session, current, sets, false);
  if (!found) return;
  if (isScalingEvent(found.deployment, all(found))) {
    scaleOnly(session, found.deployment, sets);
    return;
  }
  const refreshed = sets.map((set) => session.cluster.get('ReplicaSet', keyOf(set)) ?? set);
  if (isRollingUpdate(current)) roll(session, found.deployment, refreshed);
  else recreate(session, found.deployment, refreshed);
}

function scaleOnly(session: Session, deployment: Deployment, sets: ReplicaSet[]): void {
  const found = newAndOld(session, deployment, sets, false);
  if (!found) return;
  const scaled = scaleProportionally(session, found.deployment, found.newSet, found.old);
  const newSet = scaled.find((set) => set.metadata.uid === found.newSet?.metadata.uid);
  if (found.deployment.spec.paused) cleanUp(session, found.deployment, found.old);
  syncStatus(session, found.deployment, scaled, newSet);
}

/**
 * Tells the new ReplicaSet from the old ones and keeps revisions up to date; makes the new one where `mayCreate`.
 * Undefined when it could not be made: the sync ends here.
 */
function newAndOld(
  session: Session,
  deployment: Deployment,
  sets: readonly ReplicaSet[],
  mayCreate: boolean,
): Sets | undefined {
  const existing = findNew(deployment, sets);
  const old = sets.filter((set) => set.metadata.uid !== existing?.metadata.uid);
  const revision = maxRevision(old) + 1;
  if (!existing) {
    return mayCreate ? createSet(session, deployment, old, revision) : { deployment, newSet: undefined, old };
  }
  const { minReadySeconds } = deployment.spec;
  const annotations = newSetAnnotations(deployment, existing, revision);
  const changed =
    Object.entries(annotations).some(([key, value]) => existing.metadata.annotations?.[key] !== value) ||
    (existing.spec.minReadySeconds ?? 0) !== (minReadySeconds ?? 0);
  if (changed) {
    const { object: newSet } = session.update({
      ...existing,
      metadata: { ...existing.metadata, annotations },
      spec: { ...existing.spec, minReadySeconds },
    });
    return { deployment, newSet: newSet ?? existing, old };
  }
  let next = withRevision(deployment, existing);
  if (hasDeadline(deployment) && !condition(deployment.status?.conditions, 'Progressing')) {
    const message = `Found new replica set "${existing.metadata.name}"`;
    next = withCondition(next, progressing('True', FOUND_NEW_SET, message), session.now);
  }
  if (next !== deployment) next = session.updateStatus(next).object ?? next;
  return { deployment: next, newSet: existing, old };
}

function withRevision(deployment: Deployment, newSet: ReplicaSet): Deployment {
  const revision = newSet.metadata.annotations?.[REVISION];
  const { annotations } = deployment.metadata;
  if (revision === undefined || annotations?.[REVISION] === revision) return deployment;
  const metadata = { ...deployment.metadata, annotations: { ...annotations, [REVISION]: revision } };
  return { ...deployment, metadata };
}

function createSet(
  session: Session,
  deployment: Deployment,
  old: ReplicaSet[],
  revision: number,
): Sets | undefined {
  const blueprint = newSetOf(deployment, old, revision, session.cluster.version);
  const name = blueprint.metadata.name!;
  const result = session.create(blueprint);
  let newSet = result.object;
  if (result.refusal?.reason === 'AlreadyExists') {
    const taken = session.cluster.get('ReplicaSet', keyOf(blueprint));
    const ours =
      taken &&
      controllerRef(taken)?.uid === deployment.metadata.uid &&
      sameTemplate(taken.spec.template, deployment.spec.template);
    if (!ours) {
      const collisionCount = (deployment.status?.collisionCount ?? 0) + 1;
      session.updateStatus({ ...deployment, status: { ...deployment.status, collisionCount } });
      return undefined;
    }
    newSet = taken;
  } else if (result.refusal) {
    if (isNamespaceTerminating(result.refusal)) return undefined;
    const { message } = result.refusal;
    session.fail(message);
    const text = `Failed to create new replica set "${name}": ${message}`;
    if (hasDeadline(deployment)) {
      session.updateStatus(
        withCondition(deployment, progressing('False', SET_CREATE_ERROR, text), session.now),
      );
    }
    session.event(deployment, 'Warning', SET_CREATE_ERROR, text);
    return undefined;
  }
  const made = result.object !== undefined;
  if (made && replicasOf(newSet!) > 0) {
    const message = `Scaled up replica set ${name} from 0 to ${replicasOf(newSet!)}`;
    session.event(deployment, 'Normal', 'ScalingReplicaSet', message);
  }
  let next = withRevision(deployment, blueprint);
  if (made && hasDeadline(deployment)) {
    const message = `Created new replica set "${name}"`;
    next = withCondition(next, progressing('True', NEW_SET_CREATED, message), session.now);
  }
  if (next !== deployment) next = session.updateStatus(next).object ?? next;
  return { deployment: next, newSet, old };
}

function newSetOf(
  deployment: Deployment,
  old: readonly ReplicaSet[],
  revision: number,
  version: KubernetesVersion,
): ReplicaSet {
  const { template, selector, minReadySeconds } = deployment.spec;
  const hash = podTemplateHash(template, deployment.status?.collisionCount, version);
  const labelled: PodTemplateSpec = {
    ...template,
    metadata: { ...template.metadata, labels: { ...template.metadata?.labels, [TEMPLATE_HASH]: hash } },
  };
  const set: ReplicaSet = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${deployment.metadata.name?.slice(0, MAX_NAME_LENGTH - hash.length - 1)}-${hash}`,
      namespace: deployment.metadata.namespace,
      ownerReferences: [newControllerRef(deployment)],
      labels: labelled.metadata?.labels,
    },
    spec: {
      replicas: newSetSize(deployment, old, 0, rawSurge(deployment)),
      ...(minReadySeconds ? { minReadySeconds } : {}),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [TEMPLATE_HASH]: hash } },
      template: labelled,
    },
  };
  set.metadata.annotations = {
    ...newSetAnnotations(deployment, set, revision),
    ...replicasAnnotations(deployment),
  };
  return set;
}

function roll(session: Session, deployment: Deployment, sets: readonly ReplicaSet[]): void {
  const found = newAndOld(session, deployment, sets, true);
  if (!found?.newSet) return;
  const grown = growNew(session, found) ?? shrinkOld(session, found);
  const state = grown ?? found;
  if (!grown && isComplete(state.deployment)) cleanUp(session, state.deployment, state.old);
  syncRolloutStatus(session, state.deployment, all(state), state.newSet);
}

function growNew(session: Session, found: Sets): Sets | undefined {
  const { deployment, newSet } = found;
  const replicas = desiredReplicas(deployment);
  const size = replicasOf(newSet!);
  if (size === replicas) return undefined;
  const wanted = size > replicas ? replicas : newSetSize(deployment, all(found), size, rawSurge(deployment));
  const { set, scaled } = scaleSetIfNeeded(session, deployment, newSet!, wanted);
  return scaled ? { ...found, newSet: set } : undefined;
}

/** Takes pods from the old ReplicaSets, unhealthy ones first, as far as enough stay available. */
function shrinkOld(session: Session, found: Sets): Sets | undefined {
  const { deployment, newSet } = found;
  const active = found.old.filter(isActive).sort(byAge);
  if (active.length === 0) return undefined;
  const minimum = desiredReplicas(deployment) - maxUnavailable(deployment);
  const newUnavailable = replicasOf(newSet!) - (newSet!.status?.availableReplicas ?? 0);
  const most = sum(all(found), replicasOf) - minimum - newUnavailable;
  if (most <= 0) return undefined;

  let taken = 0;
  const shrink = (set: ReplicaSet, by: number) => {
    taken += by;
    return scaleSetIfNeeded(session, deployment, set, replicasOf(set) - by).set;
  };
  const healthy = active.map((set) => {
    const available = set.status?.availableReplicas ?? 0;
    const unhealthy = Math.min(most - taken, replicasOf(set) - available);
    return replicasOf(set) > 0 && unhealthy > 0 ? shrink(set, unhealthy) : set;
  });

  const spare = sum([...healthy, newSet!], (set) => set.status?.availableReplicas) - minimum;
  let done = 0;
  const shrunk = healthy.map((set) => {
    const by = Math.min(replicasOf(set), spare - done);
    if (by <= 0) return set;
    done += by;
    return shrink(set, by);
  });
  if (taken === 0) return undefined;
  const old = found.old.map((set) => shrunk.find((one) => one.metadata.uid === set.metadata.uid) ?? set);
  return { ...found, old };
}

function recreate(session: Session, deployment: Deployment, sets: readonly ReplicaSet[]): void {
  let found = newAndOld(session, deployment, sets, false);
  if (!found) return;
  const shrunk = found.old.map((set) => scaleSetIfNeeded(session, found!.deployment, set, 0));
  if (shrunk.some(({ scaled }) => scaled)) {
    found = { ...found, old: shrunk.map(({ set }) => set) };
    syncRolloutStatus(session, found.deployment, all(found), found.newSet);
    return;
  }
  if (oldPodsRunning(session, found)) {
    syncRolloutStatus(session, found.deployment, all(found), found.newSet);
    return;
  }
  if (!found.newSet) {
    found = newAndOld(session, found.deployment, sets, true);
    if (!found?.newSet) return;
  }
  const replicas = desiredReplicas(found.deployment);
  found = { ...found, newSet: scaleSetIfNeeded(session, found.deployment, found.newSet!, replicas).set };
  if (isComplete(found.deployment)) cleanUp(session, found.deployment, found.old);
  syncRolloutStatus(session, found.deployment, all(found), found.newSet);
}

function oldPodsRunning(session: Session, { old }: Sets): boolean {
  if (sum(old, (set) => set.status?.replicas) > 0) return true;
  return old.some((set) =>
    session.cluster.ownedBy(set.metadata.uid ?? '', 'Pod').some((pod) => !isPodTerminal(pod)),
  );
}

/** Deletes the oldest old ReplicaSets beyond the revision history limit, those with pods excepted. */
function cleanUp(session: Session, deployment: Deployment, old: readonly ReplicaSet[]): void {
  const { revisionHistoryLimit: limit } = deployment.spec;
  if (limit === undefined || limit === NO_LIMIT) return;
  const kept = old.filter((set) => !set.metadata.deletionTimestamp);
  kept.sort((a, b) => revisionOf(a) - revisionOf(b) || byAge(a, b));
  for (const set of kept.slice(0, Math.max(0, kept.length - limit))) {
    const { replicas = 0, observedGeneration = 0 } = set.status ?? {};
    if (replicas !== 0 || replicasOf(set) !== 0 || (set.metadata.generation ?? 0) > observedGeneration)
      continue;
    session.delete(set, { propagation: 'Background' });
  }
}
