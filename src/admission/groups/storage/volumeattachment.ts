import { sameDecoded } from '../../../api/equality.js';
import { dns1123SubdomainErrors } from '../../../api/names.js';
import { isBefore } from '../../../api/version.js';
import { type At, at, type FieldErrors } from '../../field-errors.js';
import { get, obj, ptr, str, strings, strPtr } from '../../fields.js';
import { goValue } from '../../go/value.js';
import type { Context, KindRules } from '../../kind.js';
import { IMMUTABLE } from '../../shared/messages.js';
import { SUBDOMAIN } from '../../shared/names.js';
import { statusFromServer } from '../../shared/status.js';
import { LONG_NAME_CASELESS } from '../../shared/tagged-rules.js';
import type { Struct } from '../../typed.js';
import { validateVolumeSources } from '../core/persistentvolume.js';
import { ACCESS_MODES, validateAccessModes } from '../core/persistentvolumeclaim/spec.js';
import { validateCsiDriverName } from '../core/pod/volume-sources.js';

const GROUP = 'storage.k8s.io';
/** Since this minor the tags of the types say what an attacher is. */
const TAGGED_SINCE = '1.37';
/** Before these minors an attacher that is left out was told of twice, and as one of a bad form. */
const ONCE_SINCE = '1.36';
const FORMAT_APART_SINCE = '1.35';
const LONGEST_ATTACHER = 63;
const SPEC = at('spec');
const ONE_SOURCE = 'must specify exactly one of inlineVolumeSpec and persistentVolumeName';

/** storage.k8s.io/v1 VolumeAttachment (pkg/apis/storage/validation). */
export const volumeAttachment: KindRules<Struct<'storage.v1.VolumeAttachment'>> = {
  kind: 'VolumeAttachment',
  group: GROUP,
  name: SUBDOMAIN,
  prepare: statusFromServer,
  validate: validateAttachment,
  validateUpdate: validateAttachmentUpdate,
};

function validateAttachment(
  object: Struct<'storage.v1.VolumeAttachment'>,
  errors: FieldErrors,
  { version }: Context,
): void {
  const spec = obj(object, 'spec');
  const source = obj(spec, 'source');
  const place = SPEC.child('source');
  const attacher = str(spec, 'attacher');
  if (isBefore(version, TAGGED_SINCE)) validateCsiDriverName(attacher, SPEC.child('attacher'), errors);
  else validateAttacher(attacher, SPEC.child('attacher'), errors);
  if (attacher === '' && isBefore(version, ONCE_SINCE)) errors.required(SPEC.child('attacher'));
  if (attacher === '' && isBefore(version, FORMAT_APART_SINCE)) {
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

/** Since this minor an attachment may be for one pod alone. */
const ONE_POD_SINCE = '1.29';
const ONE_POD = 'ReadWriteOncePod';

/** A volume written into its attachment: the driver's kind, and nothing of a claim. */
function validateInline(spec: Struct<'core.v1.PersistentVolumeSpec'>, place: At, errors: FieldErrors): void {
  const context = 'in the context of inline volumes';
  const unwanted = (key: string): void => {
    errors.forbidden(place.child(key), `may not be specified ${context}`);
  };
  if (ptr(spec, 'claimRef')) unwanted('claimRef');
  if (Object.keys(obj(spec, 'capacity')).length > 0) unwanted('capacity');
  if (!ptr(spec, 'csi')) errors.required(place.child('csi'), `has to be specified ${context}`);
  if (strings(spec, 'accessModes').length === 0) errors.required(place.child('accessModes'));
  const isOld = isBefore(errors.version, ONE_POD_SINCE);
  const modes = isOld ? ACCESS_MODES.filter((mode) => mode !== ONE_POD) : ACCESS_MODES;
  validateAccessModes(strings(spec, 'accessModes'), place.child('accessModes'), errors, modes);
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

function validateAttachmentUpdate(
  object: Struct<'storage.v1.VolumeAttachment'>,
  old: Struct<'storage.v1.VolumeAttachment'>,
  errors: FieldErrors,
  context: Context,
): void {
  validateAttachment(object, errors, context);
  if (!sameDecoded(get(object, 'spec'), get(old, 'spec'))) {
    errors.invalid(SPEC, goValue('storage.v1.VolumeAttachmentSpec', obj(object, 'spec')), IMMUTABLE);
  }
}

function validateAttacher(attacher: string, place: At, errors: FieldErrors): void {
  if (attacher === '') {
    errors.required(place);
    return;
  }
  if (attacher.length > LONGEST_ATTACHER) errors.tooLong(place, LONGEST_ATTACHER, 'character');
  errors.invalids(place, attacher, LONG_NAME_CASELESS(attacher));
}
