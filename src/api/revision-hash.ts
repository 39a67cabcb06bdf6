/** The names of ControllerRevisions (pkg/controller/history): StatefulSets hash the template's JSON, DaemonSets the pod template. */

import { goJson } from './go-json.js';
import { type GoStruct, type GoType, goStruct, hasField } from './go-types.js';
import { fnv1, safeEncode } from './hash.js';
import { isObject, type JsonValue } from './json.js';
import type { PodTemplateSpec } from './objects.js';
import { podTemplateHash } from './pod-template-hash.js';
import { compareVersions, type KubernetesVersion, NEWEST_VERSION } from './version.js';

/** The longest part of an owner's name that goes into the name of its revision. */
const LONGEST_PREFIX = 223;
/** Up to this minor an unset creationTimestamp was written as null. */
const LAST_WITH_NULL_TIME: KubernetesVersion = '1.33';

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
  const nullTime = compareVersions(version, LAST_WITH_NULL_TIME) <= 0;
  const struct = goStruct('core.v1.PodTemplateSpec');
  const written = struct ? writeStruct(struct, template as unknown as JsonValue, version, nullTime) : {};
  return goJson({ spec: { template: { $patch: 'replace', ...(isObject(written) ? written : {}) } } });
}

/** The object as Go writes it: structs that are not behind a pointer are there even when empty. */
function writeStruct(
  struct: GoStruct,
  value: JsonValue | undefined,
  version: KubernetesVersion,
  nullTime: boolean,
): { [key: string]: JsonValue } {
  const out: { [key: string]: JsonValue } = Object.create(null);
  const from = isObject(value) ? value : {};
  for (const field of struct.fields) {
    if (!hasField(field, version)) continue;
    if (field.embedded) {
      const inner = field.type.kind === 'struct' ? goStruct(field.type.key) : undefined;
      if (inner) Object.assign(out, writeStruct(inner, from, version, nullTime));
      continue;
    }
    const written = write(field.type, from[field.json], version, nullTime);
    if (written === undefined) {
      if (field.json === 'creationTimestamp' && nullTime) out[field.json] = null;
      else if (!field.omitEmpty) out[field.json] = zeroOf(field.type);
    } else if (!(field.omitEmpty && isEmpty(field.type, written))) out[field.json] = written;
  }
  return out;
}

function write(
  type: GoType,
  value: JsonValue | undefined,
  version: KubernetesVersion,
  nullTime: boolean,
): JsonValue | undefined {
  if (type.kind === 'struct') {
    const struct = goStruct(type.key);
    return struct ? writeStruct(struct, value, version, nullTime) : undefined;
  }
  if (value === undefined || value === null) return undefined;
  if (type.kind === 'pointer') return write(type.to, value, version, nullTime);
  if (type.kind === 'slice' && Array.isArray(value)) {
    return value.map((one) => write(type.of, one, version, nullTime) ?? zeroOf(type.of));
  }
  return value;
}

function zeroOf(type: GoType): JsonValue {
  switch (type.kind) {
    case 'string':
      return '';
    case 'bool':
      return false;
    case 'int':
    case 'float':
      return 0;
    case 'special':
      return type.special === 'Quantity' ? '0' : type.special === 'IntOrString' ? 0 : null;
    default:
      return null;
  }
}

function isEmpty(type: GoType, value: JsonValue): boolean {
  switch (type.kind) {
    case 'string':
    case 'bool':
    case 'int':
    case 'float':
      return value === '' || value === false || value === 0 || value === 0n;
    case 'slice':
    case 'map':
      return (Array.isArray(value) ? value : Object.keys(value ?? {})).length === 0;
    default:
      return false;
  }
}
