/** PersistentVolumes (pkg/apis/core/validation). */

import { sameDecoded } from '../../../api/equality.js';
import { isOn } from '../../../api/gates.js';
import { dns1123SubdomainErrors } from '../../../api/names.js';
import { canonicalQuantity, quantityInt64, quantitySign } from '../../../api/quantity.js';
import { formatTime } from '../../../api/time.js';
import { atLeast, isBefore, type KubernetesVersion } from '../../../api/version.js';
import { type At, at, type FieldErrors, json } from '../../field-errors.js';
import {
  copy,
  ensure,
  get,
  keys,
  list,
  make,
  type Obj,
  obj,
  ptr,
  set,
  setDefault,
  setZero,
  str,
  strings,
} from '../../fields.js';
import { goValue, resourceListValue } from '../../go/value.js';
import type { Context, KindRules } from '../../kind.js';
import { addFinalizer } from '../../shared/finalizers.js';
import { IMMUTABLE } from '../../shared/messages.js';
import { SUBDOMAIN } from '../../shared/names.js';
import { volumeSourceDiff } from '../../shared/spec-diff.js';
import { keepStatus } from '../../shared/status.js';
import type { PointerField, Struct } from '../../typed.js';
import { PERSISTENT_SOURCES } from './persistent-sources.js';
import { CLASS_ANNOTATION } from './persistentvolumeclaim/persistentvolumeclaim.js';
import {
  dropAttributesClass,
  validateAccessModes,
  validateVolumeMode,
} from './persistentvolumeclaim/spec.js';
import { VALUES_SINCE, validateNodeSelector } from './pod/affinity.js';
import { roundResources } from './pod/resources.js';
import { defaultVolumeSource } from './pod/shared-sources.js';
import { DEPRECATED_NODE_LABELS } from './pod/warnings.js';

type PersistentVolume = Struct<'core.v1.PersistentVolume'>;
type PersistentVolumeSpec = Struct<'core.v1.PersistentVolumeSpec'>;
type Source = PointerField<'core.v1.PersistentVolumeSource'>;

const SPEC = at('spec');
const FINALIZER = 'kubernetes.io/pv-protection';

const MOUNT_OPTIONS = 'volume.beta.kubernetes.io/mount-options';
const ORDER = [
  'hostPath',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'glusterfs',
  'flocker',
  'nfs',
  'rbd',
  'quobyte',
  'cephfs',
  'iscsi',
  'cinder',
  'fc',
  'flexVolume',
  'azureFile',
  'vsphereVolume',
  'photonPersistentDisk',
  'portworxVolume',
  'azureDisk',
  'scaleIO',
  'local',
  'storageos',
  'csi',
] as const;
const PLACES: Partial<Record<Source, string>> = { gcePersistentDisk: 'persistentDisk' };
const EXTRA_PLACES: Partial<Record<Source, string>> = { cephfs: 'cephFS' };
const TAKES_MOUNT_OPTIONS: readonly Source[] = [
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'glusterfs',
  'nfs',
  'rbd',
  'quobyte',
  'iscsi',
  'cinder',
  'cephfs',
  'azureFile',
  'vsphereVolume',
  'azureDisk',
  'photonPersistentDisk',
];
const POLICIES = ['Delete', 'Recycle', 'Retain'];
const OLD_SOURCES: readonly [Source, string, string][] = [
  ['cephfs', 'cephfs', 'deprecated in v1.28, non-functional in v1.31+'],
  ['photonPersistentDisk', 'photonPersistentDisk', 'deprecated in v1.11, non-functional in v1.16+'],
  ['scaleIO', 'scaleIO', 'deprecated in v1.16, non-functional in v1.22+'],
  ['storageos', 'storageOS', 'deprecated in v1.22, non-functional in v1.25+'],
  ['glusterfs', 'glusterfs', 'deprecated in v1.25, non-functional in v1.26+'],
  ['rbd', 'rbd', 'deprecated in v1.28, non-functional in v1.31+'],
];

/** v1 PersistentVolume. */
export const persistentVolume: KindRules<PersistentVolume> = {
  kind: 'PersistentVolume',
  group: '',
  name: SUBDOMAIN,
  coreMetadata: true,
  defaults(object) {
    const spec = ensure(object, 'spec');
    setZero(spec, 'persistentVolumeReclaimPolicy', 'Retain');
    setDefault(spec, 'volumeMode', 'Filesystem');
    defaultVolumeSource(spec);
    roundResources(spec, 'capacity');
  },
  mutate(object, old) {
    if (!old) addFinalizer(object, FINALIZER);
  },
  prepare(object, old, context) {
    if (atLeast(context.version, DROPS_CLASS_SINCE)) {
      dropAttributesClass(ensure(object, 'spec'), old && obj(old, 'spec'), context);
    }
    if (old) keepStatus(object, old);
    else {
      const isTimed = isOn('PersistentVolumeLastPhaseTransitionTime', context);
      const since = isTimed && { lastPhaseTransitionTime: formatTime(context.now) };
      set(object, 'status', make({ phase: 'Pending', ...since }));
    }
  },
  validate: validateVolume,
  validateUpdate: validateVolumeUpdate,
  warnings: volumeWarnings,
};

function validateVolume(object: PersistentVolume, errors: FieldErrors, context: Context): void {
  validateVolumeSpec(object, context.version, errors);
  if (isOn('VolumeAttributesClass', context)) validateAttributesClass(obj(object, 'spec'), errors);
  validateMountOptions(object, errors);
}

function validateVolumeSpec(object: PersistentVolume, version: KubernetesVersion, errors: FieldErrors): void {
  const spec = obj(object, 'spec');
  const modes = strings(spec, 'accessModes');
  if (modes.length === 0) errors.required(SPEC.child('accessModes'));
  validateAccessModes(modes, SPEC.child('accessModes'), errors);
  validateCapacity(spec, errors);
  const policy = str(spec, 'persistentVolumeReclaimPolicy');
  if (policy !== '' && !POLICIES.includes(policy)) {
    errors.unsupported(SPEC.child('persistentVolumeReclaimPolicy'), json(policy), POLICIES);
  }
  const affinity = ptr(spec, 'nodeAffinity');
  if (affinity) {
    const required = ptr(affinity, 'required');
    const place = SPEC.child('nodeAffinity', 'required');
    if (!required) errors.required(place, 'must specify required node constraints');
    else validateNodeSelector(required, place, errors, !isBefore(version, VALUES_SINCE));
  }
  validateVolumeSources(spec, SPEC, str(obj(object, 'metadata'), 'name'), errors);
  const hostPath = ptr(spec, 'hostPath');
  if (hostPath && cleaned(str(hostPath, 'path')) === '/' && policy === 'Recycle') {
    errors.forbidden(
      SPEC.child('persistentVolumeReclaimPolicy'),
      "may not be 'recycle' for a hostPath mount of '/'",
    );
  }
  const storageClass = str(spec, 'storageClassName');
  if (storageClass !== '')
    errors.invalids(SPEC.child('storageClassName'), storageClass, dns1123SubdomainErrors(storageClass));
  validateVolumeMode(spec, SPEC, errors);
}

function validateAttributesClass(spec: PersistentVolumeSpec, errors: FieldErrors): void {
  const attributes = get(spec, 'volumeAttributesClassName');
  if (typeof attributes !== 'string') return;
  const place = SPEC.child('volumeAttributesClassName');
  if (attributes === '') errors.required(place, 'an empty string is disallowed');
  else errors.invalids(place, attributes, dns1123SubdomainErrors(attributes));
  if (!ptr(spec, 'csi'))
    errors.required(SPEC.child('csi'), 'has to be specified when using volumeAttributesClassName');
}

/** `//a/../` is `/`: a path as Go's path.Clean leaves it. */
function cleaned(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `${path.startsWith('/') ? '/' : ''}${parts.join('/')}`;
}

function validateCapacity(spec: PersistentVolumeSpec, errors: FieldErrors): void {
  const capacity = obj(spec, 'capacity');
  const names = keys(capacity);
  const place = SPEC.child('capacity');
  if (names.length === 0) errors.required(place);
  if (names.length !== 1 || names[0] !== 'storage') {
    errors.unsupported(place, resourceListValue(ptr(spec, 'capacity')), ['storage']);
  }
  for (const name of names) {
    const quantity = str(capacity, name);
    const value = quantityInt64(quantity);
    if (value < 0n) {
      errors.invalid(place.key(name), value, 'must be a valid resource quantity');
    }
    if (quantitySign(quantity) <= 0) {
      errors.invalid(place.key(name), canonicalQuantity(quantity), 'must be greater than zero');
    }
  }
}

/** Checks that a volume's spec at `place` has one source, and that source. `name`: that of the volume. */
export function validateVolumeSources(
  spec: PersistentVolumeSpec,
  place: At,
  name: string,
  errors: FieldErrors,
): void {
  let found = 0;
  for (const kind of ORDER) {
    // Of the kind that its rule is for, which the compiler does not follow through a loop.
    const source: Obj | undefined = ptr(spec, kind);
    if (!source) continue;
    if (found > 0 && kind !== 'flexVolume') {
      errors.forbidden(place.child(EXTRA_PLACES[kind] ?? kind), 'may not specify more than 1 volume type');
      continue;
    }
    found += 1;
    PERSISTENT_SOURCES[kind](source, place.child(PLACES[kind] ?? kind), errors, {
      name,
      namePlace: at('metadata', 'name'),
    });
    if (kind === 'local' && !ptr(spec, 'nodeAffinity')) {
      errors.required(place.child('nodeAffinity'), 'Local volume requires node affinity');
    }
  }
  if (found === 0) errors.required(place, 'must specify a volume type');
}

function validateMountOptions(object: PersistentVolume, errors: FieldErrors): void {
  if (get(obj(obj(object, 'metadata'), 'annotations'), MOUNT_OPTIONS) === undefined) return;
  const spec = obj(object, 'spec');
  if (TAKES_MOUNT_OPTIONS.some((kind) => ptr(spec, kind))) return;
  errors.forbidden(
    at('metadata', 'annotations', MOUNT_OPTIONS),
    'may not specify mount options for this volume type',
  );
}

function sourceOf(object: PersistentVolume): Struct<'core.v1.PersistentVolumeSource'> {
  const spec = obj(object, 'spec');
  const out: Struct<'core.v1.PersistentVolumeSource'> = {};
  for (const kind of ORDER) copy(out, kind, spec);
  return out;
}

function validateVolumeUpdate(
  object: PersistentVolume,
  old: PersistentVolume,
  errors: FieldErrors,
  context: Context,
): void {
  validateVolume(object, errors, context);
  // The server looks at the spec twice on update, and says what it finds twice.
  validateVolumeSpec(object, context.version, errors);
  const [source, before] = [sourceOf(object), sourceOf(old)];
  const expand = 'controllerExpandSecretRef';
  const mayAdd = ptr(before, 'csi') && ptr(source, 'csi') && get(obj(before, 'csi'), expand) === undefined;
  const compared = mayAdd
    ? { ...before, csi: { ...obj(before, 'csi'), [expand]: get(obj(source, 'csi'), expand) } }
    : before;
  if (!sameDecoded(source, compared)) {
    errors.forbidden(
      SPEC.child('persistentvolumesource'),
      `spec.persistentvolumesource is immutable after creation\n${volumeSourceDiff(before, source, errors.version)}`,
    );
  }
  const [spec, oldSpec] = [obj(object, 'spec'), obj(old, 'spec')];
  if (!sameDecoded(get(spec, 'volumeMode'), get(oldSpec, 'volumeMode'))) {
    errors.invalid(at('volumeMode'), json(get(spec, 'volumeMode')), IMMUTABLE);
  }
  const affinity = ptr(oldSpec, 'nodeAffinity');
  if (
    affinity &&
    !sameDecoded(renewed(affinity), ptr(spec, 'nodeAffinity')) &&
    !sameDecoded(affinity, ptr(spec, 'nodeAffinity'))
  ) {
    errors.invalid(
      at('nodeAffinity'),
      goValue('core.v1.VolumeNodeAffinity', ptr(spec, 'nodeAffinity')),
      'field is immutable, except for updating from beta label to GA',
    );
  }
  if (
    get(oldSpec, 'volumeAttributesClassName') !== undefined &&
    get(spec, 'volumeAttributesClassName') === undefined
  ) {
    errors.forbidden(
      SPEC.child('volumeAttributesClassName'),
      'update from non-nil value to nil is forbidden',
    );
  }
}

const RENAMED: ReadonlyMap<string, string> = new Map([
  ['beta.kubernetes.io/arch', 'kubernetes.io/arch'],
  ['beta.kubernetes.io/os', 'kubernetes.io/os'],
  ['failure-domain.beta.kubernetes.io/region', 'topology.kubernetes.io/region'],
  ['failure-domain.beta.kubernetes.io/zone', 'topology.kubernetes.io/zone'],
  ['beta.kubernetes.io/instance-type', 'node.kubernetes.io/instance-type'],
]);

/** The affinity with the labels' newer names, which it may be changed to. */
function renewed(affinity: Struct<'core.v1.VolumeNodeAffinity'>): Obj {
  return JSON.parse(JSON.stringify(affinity), (key, value: unknown) =>
    key === 'key' && typeof value === 'string' ? (RENAMED.get(value) ?? value) : value,
  ) as Obj;
}

/** Since this minor the name of a class is taken out of volumes while the gate is off; before it was kept unlooked at. */
const DROPS_CLASS_SINCE: KubernetesVersion = '1.31';

/** Since this minor the server warns of volumes that are wiped. */
const RECYCLE_SINCE: KubernetesVersion = '1.29';

function volumeWarnings(
  object: PersistentVolume,
  _old: PersistentVolume | undefined,
  { version }: Context,
): string[] {
  const warnings: string[] = [];
  const annotations = obj(obj(object, 'metadata'), 'annotations');
  if (get(annotations, CLASS_ANNOTATION) !== undefined) {
    warnings.push(
      `metadata.annotations[${CLASS_ANNOTATION}]: deprecated since v1.8; use "storageClassName" attribute instead`,
    );
  }
  if (get(annotations, MOUNT_OPTIONS) !== undefined) {
    warnings.push(
      `metadata.annotations[${MOUNT_OPTIONS}]: deprecated since v1.31; use "mountOptions" attribute instead`,
    );
  }
  const spec = obj(object, 'spec');
  if (str(spec, 'persistentVolumeReclaimPolicy') === 'Recycle' && atLeast(version, RECYCLE_SINCE)) {
    warnings.push(
      'spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.',
    );
  }
  list(obj(obj(spec, 'nodeAffinity'), 'required'), 'nodeSelectorTerms').forEach((term, index) => {
    list(term, 'matchExpressions').forEach((requirement, at2) => {
      const key = str(requirement, 'key');
      const text = DEPRECATED_NODE_LABELS.get(key);
      const place = SPEC.child('nodeAffinity', 'required', 'nodeSelectorTerms')
        .index(index)
        .child('matchExpressions');
      if (text) warnings.push(`${place.index(at2).child('key')}: ${key} is ${text}`);
    });
  });
  for (const [kind, shown, text] of OLD_SOURCES) if (ptr(spec, kind)) warnings.push(`spec.${shown}: ${text}`);
  return warnings;
}
