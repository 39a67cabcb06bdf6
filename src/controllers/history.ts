/** ControllerRevisions: what StatefulSets and DaemonSets remember of their templates (pkg/controller/history). */

import { sameValue } from '../api/equality.js';
import { matchesSelector } from '../api/labels.js';
import { controllerRef } from '../api/object-key.js';
import type { KubeObject, LabelSelector, PodTemplateSpec } from '../api/objects.js';
import { revisionData } from '../api/revision-hash.js';
import { compareTexts } from '../api/text.js';
import type { KubernetesVersion } from '../api/version.js';
import type { ControllerRevision } from '../api/workloads.js';
import type { Session } from './controller.js';
import { newControllerRef } from './ownership.js';

const HASH_LABEL = 'controller.kubernetes.io/hash';

/** The owner's revisions, oldest first; orphans that the selector matches are adopted. */
export function revisionsOf(
  session: Session,
  owner: KubeObject,
  selector: LabelSelector,
): ControllerRevision[] {
  const { namespace, uid, deletionTimestamp } = owner.metadata;
  const found: ControllerRevision[] = [];
  for (const revision of session.cluster.labelled(
    'ControllerRevision',
    namespace ?? '',
    selector.matchLabels ?? {},
  )) {
    if (!matchesSelector(selector, revision.metadata.labels)) continue;
    const manager = controllerRef(revision);
    if (manager ? manager.uid !== uid : deletionTimestamp) continue;
    if (manager) found.push(revision);
    else {
      const ownerReferences = [...(revision.metadata.ownerReferences ?? []), newControllerRef(owner)];
      const { object } = session.update({ ...revision, metadata: { ...revision.metadata, ownerReferences } });
      if (object) found.push(object);
    }
  }
  return found.sort(byRevision);
}

function byRevision(a: ControllerRevision, b: ControllerRevision): number {
  return (
    a.revision - b.revision ||
    compareTexts(a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? '')
  );
}

/** What a revision remembers: the patch that brings the template back. */
function dataOf(template: PodTemplateSpec, version: KubernetesVersion): unknown {
  return JSON.parse(revisionData(template, version));
}

/** The template that a revision remembers. */
export function templateOf(revision: ControllerRevision): PodTemplateSpec {
  const { spec } = revision.data as { spec: { template: PodTemplateSpec & { $patch?: string } } };
  const { $patch: _patch, ...template } = spec.template;
  return template;
}

/**
 * The revision of the owner's template: the newest one if it says the same, an older one that says the same with its
 * number raised, or a new one. `name(collisions)` and `hash(collisions)` name it; a name that is taken is tried again.
 */
export function currentRevision(
  session: Session,
  owner: KubeObject,
  template: PodTemplateSpec,
  revisions: readonly ControllerRevision[],
  collisions: number,
  naming: (collisions: number) => { name: string; hash: string; extraLabels?: Record<string, string> },
): { revision: ControllerRevision; collisions: number } | undefined {
  const data = dataOf(template, session.cluster.version);
  const equal = revisions.filter((revision) => sameValue(revision.data, data)).at(-1);
  const newest = revisions.at(-1);
  if (equal && equal === newest) return { revision: equal, collisions };
  const number = (newest?.revision ?? 0) + 1;
  if (equal) {
    const { object } = session.update({ ...equal, revision: number });
    return { revision: object ?? equal, collisions };
  }
  for (let attempt = collisions; attempt < collisions + 10; attempt++) {
    const { name, hash, extraLabels } = naming(attempt);
    const { object, refusal } = session.create<ControllerRevision>({
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
      metadata: {
        name,
        namespace: owner.metadata.namespace,
        labels: { ...template.metadata?.labels, ...extraLabels, [HASH_LABEL]: hash },
        ...(owner.metadata.annotations ? { annotations: { ...owner.metadata.annotations } } : {}),
        ownerReferences: [newControllerRef(owner)],
      },
      data,
      revision: number,
    });
    if (object) return { revision: object, collisions: attempt };
    if (refusal.reason !== 'AlreadyExists') {
      session.fail(refusal.message);
      return undefined;
    }
    const taken = session.cluster.get('ControllerRevision', `${owner.metadata.namespace}/${name}`);
    if (taken && sameValue(taken.data, data)) return { revision: taken, collisions: attempt };
  }
  return undefined;
}

/** Deletes the oldest revisions that nothing lives by, beyond `limit`. */
export function truncateHistory(
  session: Session,
  revisions: readonly ControllerRevision[],
  limit: number | undefined,
  isLive: (revision: ControllerRevision) => boolean,
): void {
  const most = limit ?? 10;
  // Who lives by a revision is asked of every pod.
  if (revisions.length <= most) return;
  const history = revisions.filter((revision) => !isLive(revision));
  const surplus = history.length - most;
  for (const revision of history.slice(0, Math.max(0, surplus))) session.delete(revision);
}
