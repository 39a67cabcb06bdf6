/** The spec of a claim, wherever it stands (pkg/apis/core/validation ValidatePersistentVolumeClaimSpec). */

import { sameDecoded } from '../../../../api/equality.js';
import { isOn, type Release } from '../../../../api/gates.js';
import { dns1123LabelErrors, dns1123SubdomainErrors } from '../../../../api/names.js';
import { canonicalQuantity, isFractionalBytes, quantitySign } from '../../../../api/quantity.js';
import { type At, type FieldErrors, json, type Printed } from '../../../field-errors.js';
import { drop, get, make, obj, ptr, set, setDefault, str, strings, strPtr } from '../../../fields.js';
import { validateSelector } from '../../../shared/selectors.js';
import type { ClaimSpec } from '../../../shared/structs.js';
import type { Struct } from '../../../typed.js';
import { roundResources } from '../pod/resources.js';

type VolumeSpec = Struct<'core.v1.PersistentVolumeSpec'>;
type DataSource = Struct<'core.v1.TypedLocalObjectReference' | 'core.v1.TypedObjectReference'>;

export const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
const EMPTY: Printed = {
  printed: '{}',
  syntax: () => 'field.Path{name:"dataSource", index:"", parent:(*field.Path)(0x<address>)}',
};

/** The defaults of a claim's spec, wherever it stands. */
export function defaultClaimSpec(spec: ClaimSpec): void {
  setDefault(spec, 'volumeMode', 'Filesystem');
  roundResources(ptr(spec, 'resources'), 'limits', 'requests');
}

/** The modes themselves, for claims and volumes. */
/** `known`: the modes that there are. */
export function validateAccessModes(
  modes: readonly string[],
  place: At,
  errors: FieldErrors,
  known: readonly string[] = ACCESS_MODES,
): void {
  let [single, other] = [false, false];
  for (const mode of modes) {
    if (!known.includes(mode)) errors.unsupported(place, json(mode), known);
    else if (mode === 'ReadWriteOncePod') single = true;
    else other = true;
  }
  if (single && other) errors.forbidden(place, 'may not use ReadWriteOncePod with other access modes');
}

export function validateVolumeMode(spec: ClaimSpec | VolumeSpec, place: At, errors: FieldErrors): void {
  const mode = get(spec, 'volumeMode');
  if (typeof mode === 'string' && mode !== 'Block' && mode !== 'Filesystem') {
    errors.unsupported(place.child('volumeMode'), json(mode), ['Block', 'Filesystem']);
  }
}

function validateDataSource(source: DataSource, place: At, errors: FieldErrors): void {
  if (str(source, 'name') === '') errors.required(place.child('name'));
  if (str(source, 'kind') === '') errors.required(place.child('kind'));
  const group = str(source, 'apiGroup');
  if (group === '' && str(source, 'kind') !== 'PersistentVolumeClaim') {
    errors.invalid(
      place,
      str(source, 'kind'),
      "must be 'PersistentVolumeClaim' when referencing the default apiGroup",
    );
  }
  if (group !== '') errors.invalids(place.child('apiGroup'), group, dns1123SubdomainErrors(group));
}

export function validateClaimSpec(spec: ClaimSpec, place: At, errors: FieldErrors): void {
  const modes = strings(spec, 'accessModes');
  if (modes.length === 0) errors.required(place.child('accessModes'), 'at least 1 access mode is required');
  validateSelector(ptr(spec, 'selector'), place.child('selector'), errors);
  validateAccessModes(modes, place.child('accessModes'), errors);
  const storage = get(obj(obj(spec, 'resources'), 'requests'), 'storage');
  const at = place.child('resources').key('storage');
  if (typeof storage !== 'string') errors.required(at);
  else if (quantitySign(storage) <= 0)
    errors.invalid(at, canonicalQuantity(storage), 'must be greater than zero');
  const storageClass = str(spec, 'storageClassName');
  if (storageClass !== '') {
    errors.invalids(place.child('storageClassName'), storageClass, dns1123SubdomainErrors(storageClass));
  }
  validateVolumeMode(spec, place, errors);
  const [source, ref] = [ptr(spec, 'dataSource'), ptr(spec, 'dataSourceRef')];
  if (source) validateDataSource(source, place.child('dataSource'), errors);
  if (ref) {
    validateDataSource(ref, place.child('dataSourceRef'), errors);
    const namespace = str(ref, 'namespace');
    if (namespace !== '') {
      errors.invalids(place.child('dataSourceRef', 'namespace'), namespace, dns1123LabelErrors(namespace));
    }
    if (source && namespace !== '') {
      errors.invalid(place, EMPTY, 'may not be specified when dataSourceRef.namespace is specified');
    } else if (source && !sameSource(source, ref)) errors.invalid(place, EMPTY, 'must match dataSourceRef');
  }
  const attributes = str(spec, 'volumeAttributesClassName');
  if (attributes !== '') {
    errors.invalids(place.child('volumeAttributesClassName'), attributes, dns1123SubdomainErrors(attributes));
  }
}

function sameSource(source: DataSource, ref: DataSource): boolean {
  return (
    str(source, 'kind') === str(ref, 'kind') &&
    str(source, 'name') === str(ref, 'name') &&
    sameDecoded(get(source, 'apiGroup') ?? '', get(ref, 'apiGroup') ?? '')
  );
}

/** The warnings about a claim's spec; `place` is that of the spec. */
export function claimSpecWarnings(spec: ClaimSpec, place: At): string[] {
  const warnings: string[] = [];
  for (const which of ['requests', 'limits'] as const) {
    const storage = get(obj(obj(spec, 'resources'), which), 'storage');
    if (typeof storage === 'string' && isFractionalBytes(storage)) {
      warnings.push(
        `${place.child('resources', which).key('storage')}: fractional byte value "${canonicalQuantity(storage)}" is invalid, must be an integer`,
      );
    }
  }
  return warnings;
}

/** Takes the name of a volume attributes class out of a volume's or claim's spec that may not have it yet. */
export function dropAttributesClass<S extends ClaimSpec | VolumeSpec>(
  spec: S,
  old: S | undefined,
  release: Release,
): void {
  if (isOn('VolumeAttributesClass', release)) return;
  if (get(old, 'volumeAttributesClassName') === undefined) drop(spec, 'volumeAttributesClassName');
}

/** The fields of data sources that the server drops or mirrors into each other. */
export function settleDataSources(spec: ClaimSpec, old: ClaimSpec | undefined): void {
  const ref = ptr(spec, 'dataSourceRef');
  if (ref && str(ref, 'namespace') !== '' && str(obj(old, 'dataSourceRef'), 'namespace') === '') {
    drop(spec, 'dataSourceRef');
  }
  const source = ptr(spec, 'dataSource');
  if (source && !ptr(spec, 'dataSourceRef') && !ptr(old, 'dataSource')) {
    const group = str(source, 'apiGroup');
    const known =
      (str(source, 'kind') === 'PersistentVolumeClaim' && group === '') ||
      (str(source, 'kind') === 'VolumeSnapshot' && group === 'snapshot.storage.k8s.io');
    if (!known) drop(spec, 'dataSource');
  }
  const [one, other] = [ptr(spec, 'dataSource'), ptr(spec, 'dataSourceRef')];
  if (one && !other) set(spec, 'dataSourceRef', make({ ...one }));
  else if (other && !one && str(other, 'namespace') === '') {
    set(spec, 'dataSource', make({ kind: str(other, 'kind'), name: str(other, 'name') }));
    const group = strPtr(other, 'apiGroup');
    if (group !== undefined) set(obj(spec, 'dataSource'), 'apiGroup', group);
  }
}
