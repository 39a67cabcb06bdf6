/** Which ReplicaSet is a Deployment's new one, and what its annotations say (pkg/controller/deployment/util). */

import { sameValue } from './equality.js';
import { LAST_APPLIED } from './last-applied.js';
import type { Deployment, PodTemplateSpec, ReplicaSet } from './objects.js';
import { compareTexts } from './text.js';

export const REVISION = 'deployment.kubernetes.io/revision';
const REVISION_HISTORY = 'deployment.kubernetes.io/revision-history';
export const DESIRED_REPLICAS = 'deployment.kubernetes.io/desired-replicas';
export const MAX_REPLICAS = 'deployment.kubernetes.io/max-replicas';
export const TEMPLATE_HASH = 'pod-template-hash';
const ROLLBACK_TO = 'deprecated.deployment.rollback.to';
/** Annotations of a Deployment that are its own: neither copied to its ReplicaSets nor rolled back. */
export const OWN_ANNOTATIONS: ReadonlySet<string> = new Set([
  LAST_APPLIED,
  REVISION,
  REVISION_HISTORY,
  DESIRED_REPLICAS,
  MAX_REPLICAS,
  ROLLBACK_TO,
]);
const MAX_HISTORY_LENGTH = 2000;

/** Oldest first; the name decides between those of one second. */
export function byAge(a: ReplicaSet, b: ReplicaSet): number {
  return (
    compareTexts(a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? '') ||
    compareTexts(a.metadata.name ?? '', b.metadata.name ?? '')
  );
}

/** The oldest ReplicaSet with the Deployment's template. */
export function findNew(deployment: Deployment, sets: readonly ReplicaSet[]): ReplicaSet | undefined {
  return [...sets].sort(byAge).find((set) => sameTemplate(deployment.spec.template, set.spec.template));
}

/** Equal but for the label that tells ReplicaSets apart. */
export function sameTemplate(a: PodTemplateSpec, b: PodTemplateSpec): boolean {
  return sameValue(withoutHash(a), withoutHash(b));
}

export function withoutHash(template: PodTemplateSpec): PodTemplateSpec {
  const { [TEMPLATE_HASH]: _hash, ...labels } = template.metadata?.labels ?? {};
  return { ...template, metadata: { ...template.metadata, labels } };
}

/** The number of a ReplicaSet's (or Deployment's) revision, 0 for none. */
export function revisionOf(object: { metadata: { annotations?: Record<string, string> } }): number {
  return toInt(object.metadata.annotations?.[REVISION]) ?? 0;
}

export function maxRevision(sets: readonly ReplicaSet[]): number {
  return sets.reduce((most, set) => Math.max(most, revisionOf(set)), 0);
}

/** The number that an annotation holds, undefined for none. */
export function toInt(text: string | undefined): number | undefined {
  return text !== undefined && /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
}

/** The annotations of a ReplicaSet that is (or becomes) the Deployment's new one of `revision`. */
export function newSetAnnotations(
  deployment: Deployment,
  set: ReplicaSet,
  revision: number,
): Record<string, string> {
  const annotations = { ...set.metadata.annotations };
  for (const [key, value] of Object.entries(deployment.metadata.annotations ?? {})) {
    if (!OWN_ANNOTATIONS.has(key)) annotations[key] = value;
  }
  const before = annotations[REVISION];
  if ((toInt(before) ?? 0) >= revision) return annotations;
  annotations[REVISION] = String(revision);
  if (before !== undefined) {
    annotations[REVISION_HISTORY] = appended(annotations[REVISION_HISTORY], before);
  }
  return annotations;
}

function appended(history: string | undefined, revision: string): string {
  const revisions = history ? history.split(',') : [];
  revisions.push(revision);
  while (revisions.length > 1 && revisions.join(',').length > MAX_HISTORY_LENGTH) revisions.shift();
  return revisions.join(',');
}
