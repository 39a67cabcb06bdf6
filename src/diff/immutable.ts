/** Fields that an update may not change, in the server's words. */
import { goJson } from '../api/go-json.js';
import { type JsonObject, type JsonValue, type Path, valueAt } from '../api/json.js';
import type { Change } from './object-diff.js';
import { isWithin } from './pod-template.js';

/** Why the server refuses an object. */
export interface Refusal {
  /** The server's notation: `spec.selector`; empty for a refusal of the whole object. */
  field: string;
  /** The server's whole message without the field: `Forbidden: …`, `Invalid value: …: field is immutable`. */
  message: string;
  path: Path;
}

const IMMUTABLE = 'field is immutable';
const STATEFUL_SET =
  "Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";
const STATEFUL_SET_MUTABLE = new Set([
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
]);
const CLAIM =
  'Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';
const FROZEN = 'Forbidden: field is immutable when `immutable` is set';
const POD =
  'Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';
const POD_MUTABLE = new Set(['activeDeadlineSeconds', 'tolerations', 'terminationGracePeriodSeconds']);

/** Fields whose every change is refused with their new value. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['spec.selector'],
  ReplicaSet: ['spec.selector'],
  DaemonSet: ['spec.selector'],
  Job: [
    'spec.selector',
    'spec.completionMode',
    'spec.podFailurePolicy',
    'spec.backoffLimitPerIndex',
    'spec.managedBy',
    'spec.successPolicy',
    'spec.template',
  ],
  Secret: ['type'],
  StorageClass: ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'],
};

/**
 * What of a change the server refuses because the field is immutable
 * (the ValidateUpdate functions of pkg/apis/…/validation). `old` and `now` as stored.
 */
export function immutableRefusals(
  kind: string,
  old: JsonObject,
  now: JsonObject,
  changes: readonly Change[],
): Refusal[] {
  const touched = (path: Path) =>
    changes.some(({ newPath }) => isWithin(newPath, path) || isWithin(path, newPath));
  const refusals: Refusal[] = [];
  for (const field of FIELDS[kind] ?? []) {
    const path = field.split('.');
    if (touched(path)) refusals.push(invalid(field, path, valueAt(now, path), IMMUTABLE));
  }
  const spec = changes.filter(({ newPath }) => newPath[0] === 'spec');
  if (kind === 'StatefulSet' && spec.some(({ newPath }) => !STATEFUL_SET_MUTABLE.has(String(newPath[1])))) {
    refusals.push({ field: 'spec', message: STATEFUL_SET, path: firstPath(spec, STATEFUL_SET_MUTABLE) });
  }
  if (kind === 'PersistentVolumeClaim') {
    const frozen = spec.filter(
      ({ newPath }) =>
        newPath[1] !== 'volumeAttributesClassName' && !isWithin(newPath, ['spec', 'resources', 'requests']),
    );
    if (frozen[0]) refusals.push({ field: 'spec', message: CLAIM, path: frozen[0].newPath });
  }
  if (kind === 'Pod') {
    const frozen = spec.filter(
      ({ newPath }) => newPath.at(-1) !== 'image' && !POD_MUTABLE.has(String(newPath[1])),
    );
    if (frozen[0]) refusals.push({ field: 'spec', message: POD, path: frozen[0].newPath });
  }
  if ((kind === 'ConfigMap' || kind === 'Secret') && old['immutable'] === true) {
    for (const field of ['immutable', 'data', 'binaryData']) {
      if (touched([field])) refusals.push({ field, message: FROZEN, path: [field] });
    }
  }
  if (kind === 'Service') {
    const path = ['spec', 'clusterIP'];
    const before = valueAt(old, path);
    if (
      typeof before === 'string' &&
      before !== '' &&
      touched(path) &&
      valueAt(now, ['spec', 'type']) !== 'ExternalName'
    ) {
      refusals.push(invalid('spec.clusterIP', path, valueAt(now, path), 'may not change once set'));
    }
  }
  if ((kind === 'RoleBinding' || kind === 'ClusterRoleBinding') && touched(['roleRef'])) {
    refusals.push(invalid('roleRef', ['roleRef'], valueAt(now, ['roleRef']), 'cannot change roleRef'));
  }
  return refusals;
}

function firstPath(changes: readonly Change[], mutable: ReadonlySet<string>): Path {
  return changes.find(({ newPath }) => !mutable.has(String(newPath[1])))?.newPath ?? ['spec'];
}

function invalid(field: string, path: Path, value: JsonValue | undefined, detail: string): Refusal {
  return {
    field,
    message: `Invalid value: ${value === undefined ? 'null' : goJson(value)}: ${detail}`,
    path,
  };
}
