/** The names of ControllerRevisions (pkg/controller/history): StatefulSets hash the template's JSON, DaemonSets the pod template. */

import { encodeStruct } from './go-encode.js';
import { goJson } from './go-json.js';
import { goStruct } from './go-types.js';
import { fnv1, safeEncode } from './hash.js';
import type { PodTemplateSpec } from './objects.js';
import { podTemplateHash } from './pod-template-hash.js';
import { asJson } from './unstructured.js';
import { type KubernetesVersion, NEWEST_VERSION } from './version.js';

/** The longest part of an owner's name that goes into the name of its revision. */
const LONGEST_PREFIX = 223;

/**
 * The hash of a StatefulSet's revision, from the defaulted template as the API stores it.
 * `collisionCount` as in the status (none counts as 0).
 */
export function statefulSetRevisionHash(
  template: PodTemplateSpec,
  collisionCount?: number | null,
  version: KubernetesVersion = NEWEST_VERSION,
): string {
  return safeEncode(fnv1(`${revisionData(template, version)}${collisionCount ?? 0}`));
}

/** `NAME-HASH`: the revision's name, which StatefulSet pods carry whole as their label controller-revision-hash. */
export function revisionName(owner: string, hash: string): string {
  return `${owner.slice(0, LONGEST_PREFIX)}-${hash}`;
}

/** The hash of a DaemonSet's revision, which its pods carry as their label controller-revision-hash. */
export function daemonSetRevisionHash(
  template: PodTemplateSpec,
  collisionCount?: number | null,
  version: KubernetesVersion = NEWEST_VERSION,
): string {
  return podTemplateHash(template, collisionCount, version);
}

/** The revision's data: the patch that would bring the template back. */
export function revisionData(template: PodTemplateSpec, version: KubernetesVersion = NEWEST_VERSION): string {
  const struct = goStruct('core.v1.PodTemplateSpec');
  const written = struct ? encodeStruct(struct, asJson(template), version) : {};
  return goJson({ spec: { template: { ...written, $patch: 'replace' } } });
}
