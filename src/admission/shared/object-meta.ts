/** Names, labels, annotations, owners and finalizers (apimachinery pkg/api/validation/objectmeta.go). */

import { encodeStruct } from '../../api/go-encode.js';
import { goStruct } from '../../api/go-types.js';
import type { JsonObject } from '../../api/json.js';
import {
  byteLength,
  dns1123LabelErrors,
  labelKeyErrors,
  labelValueErrors,
  maskTrailingDash,
} from '../../api/names.js';
import { atLeast, type KubernetesVersion, NEWEST_VERSION } from '../../api/version.js';
import { type Words, wording } from '../../api/wording.js';
import { At, at, type FieldErrors, goQuote, json } from '../field-errors.js';
import { bool, entries, get, int, list, obj, str, strings } from '../fields.js';
import { goValue, goValues } from '../go/value.js';
import type { Unnamed } from '../typed.js';
import { IMMUTABLE, NON_NEGATIVE } from './messages.js';
import type { ObjectMeta } from './structs.js';

const ANNOTATION_BYTES = 262144;
export const STANDARD_FINALIZERS: ReadonlySet<string> = new Set([
  'kubernetes',
  'orphan',
  'foregroundDeletion',
]);
export const NOT_QUALIFIED = 'name is neither a standard finalizer name nor is it fully qualified';
const METADATA = at('metadata');
const OWNER = 'meta.v1.OwnerReference';

/** Checks a map of labels; the place is that of the map, the server names no key. */
export function validateLabels(labels: Unnamed | undefined, place: At, errors: FieldErrors): void {
  for (const [key, value] of entries(labels)) {
    errors.invalids(place.entry(key), key, labelKeyErrors(key));
    errors.invalids(place.entry(key), value, labelValueErrors(value));
  }
}

/** Checks the keys of annotations and their size altogether. */
export function validateAnnotations(annotations: Unnamed | undefined, place: At, errors: FieldErrors): void {
  let size = 0;
  for (const [key, value] of entries(annotations)) {
    errors.invalids(place.entry(key), key, labelKeyErrors(key.toLowerCase()));
    size += byteLength(key) + byteLength(value);
  }
  if (size > ANNOTATION_BYTES) errors.tooLong(place, ANNOTATION_BYTES);
}

/** Since this minor the server says which of the owners it means. */
const OWNER_NAMED_SINCE: KubernetesVersion = '1.37';

function validateOwnerVersion(apiVersion: string, place: At, isNamed: boolean, errors: FieldErrors): void {
  const parts = apiVersion.split('/');
  const isBroken = parts.length > 2;
  if (!isBroken && parts.at(-1) !== '') return;
  if (!isNamed) errors.invalid(place, apiVersion, 'version must not be empty');
  else if (apiVersion === '') errors.required(place, 'must not be empty');
  else
    errors.invalid(
      place,
      apiVersion,
      isBroken ? 'must be <group>/<version> or <version>' : 'version must not be empty',
    );
}

function emptyOwner(field: string): Words {
  return wording('must not be empty', { '1.33': `${field} must not be empty` });
}

function validateOwners(metadata: ObjectMeta, errors: FieldErrors): void {
  const place = METADATA.child('ownerReferences');
  let controller: string | undefined;
  const owners = list(metadata, 'ownerReferences');
  const isNamed = atLeast(errors.version, OWNER_NAMED_SINCE);
  for (const [index, owner] of owners.entries()) {
    const own = isNamed ? place.index(index) : At.named(place.toString(), [...place.path, index]);
    const of = (name: string): At =>
      isNamed ? own.child(name) : At.named(place.child(name).toString(), [...place.path, index, name]);
    validateOwnerVersion(str(owner, 'apiVersion'), of('apiVersion'), isNamed, errors);
    for (const name of ['kind', 'name', 'uid'] as const) {
      if (str(owner, name) !== '') continue;
      if (isNamed) errors.required(of(name), 'must not be empty');
      else errors.invalid(of(name), name === 'uid' ? json('') : '', emptyOwner(name));
    }
    const written = goValue(OWNER, owner);
    if (str(owner, 'apiVersion') === 'v1' && str(owner, 'kind') === 'Event') {
      errors.invalid(own, written, '/v1, Kind=Event is disallowed from being an owner');
    }
    if (!bool(owner, 'controller')) continue;
    const named = `${str(owner, 'kind')}/${str(owner, 'name')}`;
    if (controller !== undefined) {
      errors.invalid(
        place,
        goValues(OWNER, owners),
        `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${named}`,
      );
    } else controller = named;
  }
}

function validateFinalizers(metadata: ObjectMeta, errors: FieldErrors): void {
  const place = METADATA.child('finalizers');
  const finalizers = strings(metadata, 'finalizers');
  for (const finalizer of finalizers) errors.invalids(place, finalizer, labelKeyErrors(finalizer));
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    errors.invalid(
      place,
      json([...finalizers]),
      'finalizer orphan and foregroundDeletion cannot be both set',
    );
  }
}

/** Core kinds want their finalizers qualified or standard. */
function validateCoreFinalizers(metadata: ObjectMeta, errors: FieldErrors): void {
  strings(metadata, 'finalizers').forEach((finalizer, index) => {
    if (!finalizer.includes('/') && !STANDARD_FINALIZERS.has(finalizer)) {
      errors.invalid(METADATA.child('finalizers').index(index), finalizer, NOT_QUALIFIED);
    }
  });
}

function validateShared(metadata: ObjectMeta, errors: FieldErrors): void {
  validateLabels(obj(metadata, 'labels'), METADATA.child('labels'), errors);
  validateAnnotations(obj(metadata, 'annotations'), METADATA.child('annotations'), errors);
  validateOwners(metadata, errors);
}

interface MetaOptions {
  namespaced: boolean;
  /** What is wrong with a name. */
  name(name: string): readonly Words[];
  core?: boolean;
  /** The kind leaves the generateName alone. */
  generateNameFree?: boolean;
}

/** The rules on create. */
export function validateObjectMeta(metadata: ObjectMeta, options: MetaOptions, errors: FieldErrors): void {
  const name = str(metadata, 'name');
  const generate = str(metadata, 'generateName');
  if (generate !== '' && !options.generateNameFree) {
    errors.invalids(METADATA.child('generateName'), generate, options.name(maskTrailingDash(generate)));
  }
  if (name === '') errors.required(METADATA.child('name'), 'name or generateName is required');
  else errors.invalids(METADATA.child('name'), name, options.name(name));
  const namespace = str(metadata, 'namespace');
  if (options.namespaced) {
    if (namespace === '') errors.required(METADATA.child('namespace'));
    else errors.invalids(METADATA.child('namespace'), namespace, dns1123LabelErrors(namespace));
  }
  if (int(metadata, 'generation') < 0) {
    errors.invalid(METADATA.child('generation'), int(metadata, 'generation'), NON_NEGATIVE);
  }
  validateShared(metadata, errors);
  validateFinalizers(metadata, errors);
  if (options.core) validateCoreFinalizers(metadata, errors);
}

/** The rules on update. */
export function validateObjectMetaUpdate(
  metadata: ObjectMeta,
  old: ObjectMeta,
  core: boolean,
  errors: FieldErrors,
): void {
  const before = new Set(strings(old, 'finalizers'));
  const added = strings(metadata, 'finalizers').filter((one) => !before.has(one));
  if (get(old, 'deletionTimestamp') !== undefined && added.length > 0) {
    errors.forbidden(
      METADATA.child('finalizers'),
      `no new finalizers can be added if the object is being deleted, found new finalizers []string{${[...added].sort().map(goQuote).join(', ')}}`,
    );
  }
  // Another name or uid does not come this far: admit.ts.
  const namespace = str(metadata, 'namespace');
  if (namespace !== str(old, 'namespace')) {
    errors.invalid(METADATA.child('namespace'), namespace, IMMUTABLE);
  }
  validateShared(metadata, errors);
  if (core) validateCoreFinalizers(metadata, errors);
}

/** Fields of metadata that a server fills in, whatever was sent. */
const FILLED_IN: ReadonlySet<string> = new Set(['creationTimestamp', 'managedFields', 'uid']);

/** What was sent as an object's metadata. */
export function metadataGiven(metadata: ObjectMeta): JsonObject {
  const struct = goStruct('meta.v1.ObjectMeta');
  const written = struct ? encodeStruct(struct, metadata, NEWEST_VERSION) : {};
  return Object.fromEntries(Object.entries(written).filter(([name]) => !FILLED_IN.has(name)));
}
