/** Environment variables and the fields they read (pkg/apis/core/validation). */

import { isOn, type Release } from '../../../../api/gates.js';
import {
  configKeyErrors,
  dns1123LabelErrors,
  dns1123SubdomainErrors,
  envNameErrors,
  labelKeyErrors,
  maskTrailingDash,
  strictEnvNameErrors,
} from '../../../../api/names.js';
import { canonicalQuantity, quantitySign } from '../../../../api/quantity.js';
import type { At, FieldErrors } from '../../../field-errors.js';
import { list, obj, ptr, setZero, str } from '../../../fields.js';
import { validateNoBacksteps } from '../../../shared/paths.js';
import type { PodSpec } from '../../../shared/structs.js';
import type { Struct } from '../../../typed.js';

type FieldRef = Struct<'core.v1.ObjectFieldSelector'>;

const ENV_FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];
export const VOLUME_FIELDS = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
];
const CONVERTIBLE: ReadonlySet<string> = new Set([
  ...ENV_FIELDS,
  ...VOLUME_FIELDS,
  'spec.restartPolicy',
  'spec.schedulerName',
  'status.phase',
]);
const RESOURCES = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];
const CPU_DIVISORS = ['1m', '1'];
const BYTE_DIVISORS = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];
const SOURCES = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'] as const;

/** What is wrong with a name; any printable one is good where the feature is on. */
function nameErrors(name: string, release: Release): string[] {
  return isOn('RelaxedEnvironmentVariableValidation', release)
    ? envNameErrors(name)
    : strictEnvNameErrors(name);
}

/** A field of the pod, for a variable or a file. */
export function validateFieldRef(
  ref: FieldRef,
  allowed: readonly string[],
  place: At,
  errors: FieldErrors,
): void {
  const version = str(ref, 'apiVersion');
  const path = str(ref, 'fieldPath');
  if (version === '') {
    errors.required(place.child('apiVersion'));
    return;
  }
  if (path === '') {
    errors.required(place.child('fieldPath'));
    return;
  }
  const why = conversionError(version, path);
  if (why !== undefined) {
    errors.invalid(place.child('fieldPath'), path, `error converting fieldPath: ${why}`);
    return;
  }
  const [, map, key = ''] = SUBSCRIPT.exec(path) ?? [];
  if (map !== undefined) {
    const checked = map === 'metadata.annotations' ? key.toLowerCase() : key;
    errors.invalids(place, checked, labelKeyErrors(checked));
    return;
  }
  const converted = path === 'spec.host' ? 'spec.nodeName' : path;
  if (!allowed.includes(converted)) errors.unsupported(place.child('fieldPath'), converted, allowed);
}

const SUBSCRIPT = /^([^[\]]*)\['(.*)'\]$/s;

/** Why a field path cannot be turned into one of the internal type. */
function conversionError(version: string, path: string): string | undefined {
  if (version !== 'v1') return `unsupported pod version: ${version}`;
  const map = SUBSCRIPT.exec(path)?.[1];
  if (map !== undefined) {
    const known = map === 'metadata.annotations' || map === 'metadata.labels';
    return known ? undefined : `field label does not support subscript: ${path}`;
  }
  return path === 'spec.host' || CONVERTIBLE.has(path) ? undefined : `field label not supported: ${path}`;
}

/** An amount of a container, for a variable or a file (`inVolume`: the container must be named). */
export function validateResourceFieldRef(
  ref: Struct<'core.v1.ResourceFieldSelector'>,
  inVolume: boolean,
  place: At,
  errors: FieldErrors,
): void {
  const resource = str(ref, 'resource');
  const hugePages = resource.startsWith('limits.hugepages-') || resource.startsWith('requests.hugepages-');
  if (inVolume && str(ref, 'containerName') === '') errors.required(place.child('containerName'));
  else if (resource === '') errors.required(place.child('resource'));
  else if (!RESOURCES.includes(resource) && !hugePages)
    errors.unsupported(place.child('resource'), resource, RESOURCES);
  const divisor = str(ref, 'divisor');
  if (divisor === '' || quantitySign(divisor) === 0) return;
  const kind = resource.slice(resource.indexOf('.') + 1);
  const cpu = kind === 'cpu';
  const known = cpu ? CPU_DIVISORS : BYTE_DIVISORS;
  if (!(cpu || kind === 'memory' || kind === 'ephemeral-storage' || hugePages)) return;
  if (known.includes(canonicalQuantity(divisor))) return;
  const of = cpu
    ? 'cpu resource'
    : kind === 'memory'
      ? 'memory resource'
      : hugePages
        ? 'hugepages resource'
        : 'local ephemeral storage resource';
  const listed = cpu ? '1m and 1' : BYTE_DIVISORS.join(', ');
  errors.invalid(
    place.child('divisor'),
    resource,
    `only divisor's values ${listed} are supported with the ${of}`,
  );
}

function validateKeyRef(
  ref: Struct<'core.v1.ConfigMapKeySelector' | 'core.v1.SecretKeySelector'>,
  place: At,
  errors: FieldErrors,
): void {
  const name = str(ref, 'name');
  errors.invalids(place.child('name'), name, dns1123SubdomainErrors(name));
  const key = str(ref, 'key');
  if (key === '') errors.required(place.child('key'));
  else errors.invalids(place.child('key'), key, configKeyErrors(key));
}

function validateFileKeyRef(ref: Struct<'core.v1.FileKeySelector'>, place: At, errors: FieldErrors): void {
  const [key, volume, path] = [str(ref, 'key'), str(ref, 'volumeName'), str(ref, 'path')];
  if (key === '') errors.required(place.child('key'));
  else errors.invalids(place.child('key'), key, nameErrors(key, errors));
  if (volume === '') errors.required(place.child('volumeName'));
  else errors.invalids(place.child('volumeName'), volume, dns1123LabelErrors(volume));
  if (path === '') errors.required(place.child('path'));
  else validateNoBacksteps(path, place.child('path'), errors);
}

export function validateEnv(env: readonly Struct<'core.v1.EnvVar'>[], place: At, errors: FieldErrors): void {
  env.forEach((variable, index) => {
    const at = place.index(index);
    const name = str(variable, 'name');
    if (name === '') errors.required(at.child('name'));
    else errors.invalids(at.child('name'), name, nameErrors(name, errors));
    const from = ptr(variable, 'valueFrom');
    if (from) validateSource(from, str(variable, 'value'), at.child('valueFrom'), errors);
  });
}

function validateSource(
  from: Struct<'core.v1.EnvVarSource'>,
  value: string,
  place: At,
  errors: FieldErrors,
): void {
  let sources = 0;
  for (const source of SOURCES) {
    if (!ptr(from, source)) continue;
    sources += 1;
    const at = place.child(source);
    if (source === 'fieldRef') validateFieldRef(obj(from, source), ENV_FIELDS, at, errors);
    else if (source === 'resourceFieldRef') validateResourceFieldRef(obj(from, source), false, at, errors);
    else if (source === 'fileKeyRef') validateFileKeyRef(obj(from, source), at, errors);
    else validateKeyRef(obj(from, source), at, errors);
  }
  if (sources === 0) {
    const known = isOn('EnvFiles', errors)
      ? '`fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`'
      : '`fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`';
    errors.invalid(place, '', `must specify one of: ${known}`);
  } else if (value !== '') errors.invalid(place, '', 'may not be specified when `value` is not empty');
  else if (sources > 1) errors.invalid(place, '', 'may not have more than one field specified at a time');
}

export function validateEnvFrom(
  env: readonly Struct<'core.v1.EnvFromSource'>[],
  place: At,
  errors: FieldErrors,
): void {
  env.forEach((source, index) => {
    const at = place.index(index);
    const prefix = str(source, 'prefix');
    if (prefix !== '') errors.invalids(at.child('prefix'), prefix, nameErrors(prefix, errors));
    let sources = 0;
    for (const kind of ['configMapRef', 'secretRef'] as const) {
      const ref = ptr(source, kind);
      if (!ref) continue;
      sources += 1;
      const name = str(ref, 'name');
      if (name === '') errors.required(at.child(kind, 'name'));
      else errors.invalids(at.child(kind, 'name'), name, dns1123SubdomainErrors(maskTrailingDash(name)));
    }
    if (sources === 0) errors.invalid(place, '', 'must specify one of: `configMapRef` or `secretRef`');
    else if (sources > 1) errors.invalid(place, '', 'may not have more than one field specified at a time');
  });
}

/** The files that variables are read from must lie in emptyDir volumes of the pod. */
export function validateEnvFiles(spec: PodSpec, place: At, errors: FieldErrors): void {
  const volumes = new Map(list(spec, 'volumes').map((volume) => [str(volume, 'name'), volume]));
  for (const which of ['initContainers', 'containers', 'ephemeralContainers'] as const) {
    list(spec, which).forEach((container, index) => {
      list(container, 'env').forEach((variable, at) => {
        const ref = ptr(ptr(variable, 'valueFrom'), 'fileKeyRef');
        if (!ref) return;
        const name = str(ref, 'volumeName');
        const field = place
          .child(which)
          .index(index)
          .child('env')
          .index(at)
          .child('valueFrom', 'fileKeyRef', 'volumeName');
        const volume = volumes.get(name);
        if (!volume) errors.notFound(field, name);
        else if (!ptr(volume, 'emptyDir'))
          errors.invalid(field, name, 'referenced volume must be of type emptyDir');
      });
    });
  }
}

export function defaultFieldRef(fieldRef: FieldRef | undefined): void {
  if (fieldRef) setZero(fieldRef, 'apiVersion', 'v1');
}
