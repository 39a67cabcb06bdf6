/** The rules of storage.k8s.io (pkg/apis/storage/validation). */

import { sameDecoded } from '../../api/equality.js';
import { byteLength, dns1123SubdomainErrors, labelKeyErrors } from '../../api/names.js';
import { canonicalQuantity, quantitySign } from '../../api/quantity.js';
import { type At, at, type FieldErrors, json, jsonMap } from '../field-errors.js';
import { boolPtr, entries, get, intPtr, list, type Obj, obj, ptr, str, strings, strPtr } from '../fields.js';
import { goValue } from '../go/value.js';
import { validateVolumeSources } from '../groups/core/persistentvolume.js';
import { validateAccessModes } from '../groups/core/persistentvolumeclaim/spec.js';
import { validateCsiDriverName } from '../groups/core/pod/volume-sources.js';
import { DEPRECATED_NODE_LABELS } from '../groups/core/pod/warnings.js';
import type { Context } from '../kind.js';
import { IMMUTABLE, NON_NEGATIVE } from '../shared/messages.js';
import { validateSelector } from '../shared/selectors.js';
import { isBefore } from '../versions/since.js';

const MOST_PARAMETERS = 512;
const LONGEST_PARAMETERS = 262144;
const LONGEST_NODE_ID = 256;
const RECLAIM_POLICIES = ['Delete', 'Retain'];
const BINDING_MODES = ['Immediate', 'WaitForFirstConsumer'];
const FS_GROUP_POLICIES = ['File', 'None', 'ReadWriteOnceWithFSType'];
const LIFECYCLE_MODES = ['Persistent', 'Ephemeral'];
/** So many errors of one text are enough. */
const MOST_TWINS = 100;
const ONE_SOURCE = 'must specify exactly one of inlineVolumeSpec and persistentVolumeName';
const SPEC = at('spec');

/** A field that cannot change. */
function kept(object: Obj, old: Obj, key: string, place: At, errors: FieldErrors): void {
  if (!sameDecoded(get(object, key), get(old, key))) errors.invalid(place, json(get(object, key)), IMMUTABLE);
}

function validateProvisioner(name: string, place: At, errors: FieldErrors): void {
  if (name === '') errors.required(place);
  else errors.invalids(place, name.toLowerCase(), labelKeyErrors(name.toLowerCase()));
}

function validateParameters(object: Obj, mayBeEmpty: boolean, errors: FieldErrors): void {
  const place = at('parameters');
  const pairs = entries(obj(object, 'parameters'));
  if (pairs.length > MOST_PARAMETERS) {
    errors.tooLong(place, MOST_PARAMETERS);
    return;
  }
  let size = 0;
  for (const [key, value] of pairs) {
    if (key === '') errors.invalid(place, '', 'field can not be empty.');
    size += byteLength(key) + byteLength(value);
  }
  if (size > LONGEST_PARAMETERS) errors.tooLong(place, LONGEST_PARAMETERS);
  if (!mayBeEmpty && pairs.length === 0) {
    errors.required(place, 'must contain at least one key/value pair');
  }
}

export function validateStorageClass(object: Obj, errors: FieldErrors): void {
  validateProvisioner(str(object, 'provisioner'), at('provisioner'), errors);
  validateParameters(object, true, errors);
  const policy = str(object, 'reclaimPolicy');
  if (policy !== '' && !RECLAIM_POLICIES.includes(policy)) {
    errors.unsupported(at('reclaimPolicy'), json(policy), RECLAIM_POLICIES);
  }
  const mode = strPtr(object, 'volumeBindingMode');
  if (mode !== undefined && !BINDING_MODES.includes(mode)) {
    errors.unsupported(at('volumeBindingMode'), json(mode), BINDING_MODES);
  }
  validateTopologies(list(object, 'allowedTopologies'), errors);
}

export function validateStorageClassUpdate(object: Obj, old: Obj, errors: FieldErrors): void {
  validateStorageClass(object, errors);
  const before = obj(old, 'parameters');
  const parameters = ptr(object, 'parameters');
  // Parameters that are gone are shown as they are in Go: null, or {} when they were written so.
  if (!sameDecoded({ ...parameters }, { ...before }))
    errors.invalid(at('parameters'), jsonMap(parameters), IMMUTABLE);
  const provisioner = str(object, 'provisioner');
  if (provisioner !== str(old, 'provisioner')) errors.invalid(at('provisioner'), provisioner, IMMUTABLE);
  for (const key of ['reclaimPolicy', 'volumeBindingMode']) kept(object, old, key, at(key), errors);
}

function validateTopologies(terms: readonly Obj[], errors: FieldErrors): void {
  const known = new Map<string, number>();
  terms.forEach((term, index) => {
    const place = at('allowedTopologies').index(index).child('matchLabelExpressions');
    const map: Obj = Object.create(null);
    list(term, 'matchLabelExpressions').forEach((expression, at2) => {
      const own = place.index(at2);
      const key = str(expression, 'key');
      const values = strings(expression, 'values');
      if (values.length === 0) errors.required(own.child('values'));
      const seen = new Set<string>();
      values.forEach((value, at3) => {
        if (seen.has(value)) errors.duplicate(own.child('values').index(at3), value);
        seen.add(value);
      });
      errors.invalids(own.child('key'), key, labelKeyErrors(key));
      if (Object.hasOwn(map, key)) errors.duplicate(own.child('key'), key);
      map[key] = [...seen].sort();
    });
    // The server compares with as many empty terms as there are terms, before the earlier ones.
    const blank = Object.keys(map).length === 0 ? terms.length : 0;
    const id = JSON.stringify(
      Object.keys(map)
        .sort()
        .map((key) => [key, map[key] ?? null]),
    );
    const twins = Math.min(blank + (known.get(id) ?? 0), MOST_TWINS);
    for (let count = 0; count < twins; count += 1) errors.duplicate(place, '');
    known.set(id, (known.get(id) ?? 0) + 1);
  });
}

export function storageClassWarnings(object: Obj): string[] {
  return list(object, 'allowedTopologies').flatMap((term, index) =>
    list(term, 'matchLabelExpressions').flatMap((expression, at2) => {
      const text = DEPRECATED_NODE_LABELS.get(str(expression, 'key'));
      const place = at('allowedTopologies')
        .index(index)
        .child('matchLabelExpressions')
        .index(at2)
        .child('key');
      return text === undefined ? [] : [`${place}: ${text}`];
    }),
  );
}

export function validateCsiDriver(object: Obj, errors: FieldErrors): void {
  const spec = obj(object, 'spec');
  const policy = strPtr(spec, 'fsGroupPolicy');
  if (policy !== undefined && !FS_GROUP_POLICIES.includes(policy)) {
    errors.unsupported(SPEC.child('fsGroupPolicy'), json(policy), FS_GROUP_POLICIES);
  }
  const tokens = list(spec, 'tokenRequests');
  const audiences = new Set<string>();
  tokens.forEach((token, index) => {
    const place = SPEC.child('tokenRequests').index(index);
    const audience = str(token, 'audience');
    if (audiences.has(audience)) {
      errors.duplicate(place.child('audience'), audience);
      return;
    }
    audiences.add(audience);
    const seconds = intPtr(token, 'expirationSeconds');
    if (seconds === undefined) return;
    const own = place.child('expirationSeconds');
    if (seconds < 600) errors.invalid(own, seconds, 'may not specify a duration less than 10 minutes');
    if (seconds > 2 ** 32)
      errors.invalid(own, seconds, 'may not specify a duration larger than 2^32 seconds');
  });
  for (const mode of strings(spec, 'volumeLifecycleModes')) {
    if (!LIFECYCLE_MODES.includes(mode)) {
      errors.unsupported(SPEC.child('volumeLifecycleModes'), json(mode), LIFECYCLE_MODES);
    }
  }
  const period = intPtr(spec, 'nodeAllocatableUpdatePeriodSeconds');
  if (period !== undefined && period < 10) {
    errors.invalid(
      SPEC.child('nodeAllocatableUpdatePeriodSeconds'),
      period,
      'must be greater than or equal to 10 seconds',
    );
  }
  const secret = boolPtr(spec, 'serviceAccountTokenInSecrets');
  if (secret !== undefined && tokens.length === 0) {
    errors.invalid(
      SPEC.child('serviceAccountTokenInSecrets'),
      json(secret),
      'serviceAccountTokenInSecrets is set but no tokenRequests are specified',
    );
  }
}

export function validateCsiDriverUpdate(object: Obj, old: Obj, errors: FieldErrors): void {
  validateCsiDriver(object, errors);
  const [spec, before] = [obj(object, 'spec'), obj(old, 'spec')];
  kept(spec, before, 'attachRequired', SPEC.child('attachedRequired'), errors);
  kept(spec, before, 'volumeLifecycleModes', SPEC.child('volumeLifecycleModes'), errors);
}

export function csiDriverWarnings(object: Obj, old: Obj | undefined, { version }: Context): string[] {
  if (isBefore(version, '1.35')) return [];
  const spec = obj(object, 'spec');
  if (list(spec, 'tokenRequests').length === 0) return [];
  if (boolPtr(spec, 'serviceAccountTokenInSecrets') !== undefined) return [];
  if (old && sameDecoded(get(spec, 'tokenRequests'), get(obj(old, 'spec'), 'tokenRequests'))) return [];
  return [
    'spec.serviceAccountTokenInSecrets is unset; if supported by this CSI driver, set to true to prevent possible logging of tokens in volume attributes',
  ];
}

export function validateCsiNode(object: Obj, errors: FieldErrors): void {
  const seen = new Set<string>();
  list(obj(object, 'spec'), 'drivers').forEach((driver, index) => {
    const place = SPEC.child('drivers').index(index);
    const name = str(driver, 'name');
    validateCsiDriverName(name, place.child('name'), errors);
    const id = str(driver, 'nodeID');
    if (id === '') errors.required(place.child('nodeID'));
    if (byteLength(id) > LONGEST_NODE_ID) {
      errors.invalid(place.child('nodeID'), id, `must be ${LONGEST_NODE_ID} characters or less`);
    }
    const count = intPtr(ptr(driver, 'allocatable'), 'count');
    if (count !== undefined && count < 0) {
      errors.invalid(place.child('allocatable', 'count'), count, NON_NEGATIVE);
    }
    if (seen.has(name)) errors.duplicate(place.child('name'), name);
    seen.add(name);
    const keys = new Set<string>();
    for (const key of strings(driver, 'topologyKeys')) {
      if (key === '') errors.required(place);
      if (keys.has(key)) errors.duplicate(place, key);
      keys.add(key);
      errors.invalids(place, key, labelKeyErrors(key));
    }
  });
}

export function validateCsiNodeUpdate(object: Obj, old: Obj, errors: FieldErrors): void {
  validateCsiNode(object, errors);
  for (const before of list(obj(old, 'spec'), 'drivers')) {
    for (const driver of list(obj(object, 'spec'), 'drivers')) {
      if (str(before, 'name') !== str(driver, 'name')) continue;
      const fixed = { ...driver, allocatable: undefined };
      if (sameDecoded({ ...before, allocatable: undefined }, fixed)) continue;
      errors.invalid(SPEC.child('drivers'), goValue('storage.v1.CSINodeDriver', fixed), IMMUTABLE);
    }
  }
}

export function validateAttachment(object: Obj, errors: FieldErrors, { version }: Context): void {
  const spec = obj(object, 'spec');
  const source = obj(spec, 'source');
  const place = SPEC.child('source');
  const attacher = str(spec, 'attacher');
  validateCsiDriverName(attacher, SPEC.child('attacher'), errors);
  if (attacher === '' && isBefore(version, '1.35')) {
    errors.required(SPEC.child('attacher'));
    errors.invalids(SPEC.child('attacher'), '', dns1123SubdomainErrors(''));
  }
  const name = strPtr(source, 'persistentVolumeName');
  const inline = ptr(source, 'inlineVolumeSpec');
  if (name === undefined && !inline) errors.required(place, ONE_SOURCE);
  else if (name !== undefined && inline) errors.forbidden(place, ONE_SOURCE);
  else if (name === '') {
    errors.required(place.child('persistentVolumeName'), 'must specify non empty persistentVolumeName');
  } else if (inline) validateInline(inline, place.child('inlineVolumeSpec'), errors);
  const node = str(spec, 'nodeName');
  errors.invalids(SPEC.child('nodeName'), node, dns1123SubdomainErrors(node));
  if (name !== undefined) {
    errors.invalids(place.child('persistentVolumeName'), name, dns1123SubdomainErrors(name));
  }
}

/** A volume written into its attachment: the driver's kind, and nothing of a claim. */
function validateInline(spec: Obj, place: At, errors: FieldErrors): void {
  const context = 'in the context of inline volumes';
  const unwanted = (key: string): void => {
    errors.forbidden(place.child(key), `may not be specified ${context}`);
  };
  if (ptr(spec, 'claimRef')) unwanted('claimRef');
  if (Object.keys(obj(spec, 'capacity')).length > 0) unwanted('capacity');
  if (!ptr(spec, 'csi')) errors.required(place.child('csi'), `has to be specified ${context}`);
  if (strings(spec, 'accessModes').length === 0) errors.required(place.child('accessModes'));
  validateAccessModes(strings(spec, 'accessModes'), place.child('accessModes'), errors);
  const policy = str(spec, 'persistentVolumeReclaimPolicy');
  if (policy !== '' && policy !== 'Retain') {
    errors.forbidden(place.child('persistentVolumeReclaimPolicy'), `may only be Retain ${context}`);
  }
  if (ptr(spec, 'nodeAffinity')) unwanted('nodeAffinity');
  validateVolumeSources(spec, place, '', errors);
  if (str(spec, 'storageClassName') !== '') unwanted('storageClassName');
  const mode = strPtr(spec, 'volumeMode');
  if (mode !== undefined && mode !== 'Filesystem') {
    errors.forbidden(
      place.child('volumeMode'),
      `may not specify volumeMode other than Filesystem ${context}`,
    );
  }
}

export function validateAttachmentUpdate(object: Obj, old: Obj, errors: FieldErrors, context: Context): void {
  validateAttachment(object, errors, context);
  if (!sameDecoded(get(object, 'spec'), get(old, 'spec'))) {
    errors.invalid(SPEC, goValue('storage.v1.VolumeAttachmentSpec', obj(object, 'spec')), IMMUTABLE);
  }
}

export function validateAttributesClass(object: Obj, errors: FieldErrors): void {
  validateProvisioner(str(object, 'driverName'), at('driverName'), errors);
  validateParameters(object, false, errors);
}

export function validateAttributesClassUpdate(object: Obj, old: Obj, errors: FieldErrors): void {
  for (const key of ['driverName', 'parameters']) {
    if (!sameDecoded(get(object, key), get(old, key)))
      errors.forbidden(at(key), `updates to ${key} are forbidden.`);
  }
  validateAttributesClass(object, errors);
}

export function validateStorageCapacity(object: Obj, errors: FieldErrors): void {
  validateSelector(ptr(object, 'nodeTopology'), at('nodeTopology'), errors);
  const storageClass = str(object, 'storageClassName');
  errors.invalids(at('storageClassName'), storageClass, dns1123SubdomainErrors(storageClass));
  const capacity = strPtr(object, 'capacity');
  if (capacity !== undefined && quantitySign(capacity) < 0) {
    errors.invalid(at('capacity'), json(canonicalQuantity(capacity)), NON_NEGATIVE);
  }
}

export function validateStorageCapacityUpdate(object: Obj, old: Obj, errors: FieldErrors): void {
  validateStorageCapacity(object, errors);
  for (const key of ['nodeTopology', 'storageClassName']) kept(object, old, key, at(key), errors);
}

export function storageCapacityWarnings(object: Obj): string[] {
  const topology = obj(object, 'nodeTopology');
  const place = at('nodeTopology');
  const expressions = list(topology, 'matchExpressions').flatMap((expression, index) => {
    const key = str(expression, 'key');
    const text = DEPRECATED_NODE_LABELS.get(key);
    return text === undefined
      ? []
      : [`${place.child('matchExpressions').index(index).child('key')}: ${key} is ${text}`];
  });
  const labels = entries(obj(topology, 'matchLabels')).flatMap(([key]) => {
    const text = DEPRECATED_NODE_LABELS.get(key);
    return text === undefined ? [] : [`${place.child('matchLabels')}.${key}: ${text}`];
  });
  return [...expressions, ...labels];
}
