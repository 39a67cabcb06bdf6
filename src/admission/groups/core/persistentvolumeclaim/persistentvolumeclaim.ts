import { sameDecoded } from '../../../../api/equality.js';
import { append } from '../../../../api/lists.js';
import { compareQuantities } from '../../../../api/quantity.js';
import { at, type FieldErrors, json } from '../../../field-errors.js';
import { clone, copy, drop, ensure, get, make, obj, set, setZero, str, strPtr } from '../../../fields.js';
import type { KindRules } from '../../../kind.js';
import { addFinalizer } from '../../../shared/finalizers.js';
import { IMMUTABLE } from '../../../shared/messages.js';
import { SUBDOMAIN } from '../../../shared/names.js';
import { claimSpecDiff } from '../../../shared/spec-diff.js';
import { keepStatus } from '../../../shared/status.js';
import type { ClaimSpec } from '../../../shared/structs.js';
import type { Struct } from '../../../typed.js';
import {
  claimSpecWarnings,
  defaultClaimSpec,
  dropAttributesClass,
  settleDataSources,
  validateClaimSpec,
} from './spec.js';

type Claim = Struct<'core.v1.PersistentVolumeClaim'>;

const SPEC = at('spec');
const FINALIZER = 'kubernetes.io/pvc-protection';

export const CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';
const FROZEN =
  'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';

/** v1 PersistentVolumeClaim. */
export const persistentVolumeClaim: KindRules<Claim> = {
  kind: 'PersistentVolumeClaim',
  group: '',
  name: SUBDOMAIN,
  coreMetadata: true,
  defaults(object) {
    setZero(ensure(object, 'status'), 'phase', 'Pending');
    defaultClaimSpec(ensure(object, 'spec'));
  },
  mutate(object, old) {
    if (!old) addFinalizer(object, FINALIZER);
  },
  prepare(object, old, context) {
    if (old) keepStatus(object, old);
    else set(object, 'status', make());
    settleDataSources(ensure(object, 'spec'), old && obj(old, 'spec'));
    dropAttributesClass(ensure(object, 'spec'), old && obj(old, 'spec'), context);
  },
  finish(object) {
    setZero(ensure(object, 'status'), 'phase', 'Pending');
  },
  validate: validateClaim,
  validateUpdate: validateClaimUpdate,
  warnings: claimWarnings,
};

function validateClaim(object: Claim, errors: FieldErrors): void {
  validateClaimSpec(obj(object, 'spec'), SPEC, errors);
}

function validateClaimUpdate(object: Claim, old: Claim, errors: FieldErrors): void {
  validateClaim(object, errors);
  const [spec, before] = [clone(obj(object, 'spec')), clone(obj(old, 'spec'))];
  if (str(before, 'volumeName') === '') {
    if (str(spec, 'volumeName') !== '') set(before, 'volumeName', str(spec, 'volumeName'));
  }
  const annotation = (from: Claim): string =>
    str(obj(obj(from, 'metadata'), 'annotations'), CLASS_ANNOTATION);
  const [nowClass, wasClass] = [strPtr(spec, 'storageClassName'), strPtr(before, 'storageClassName')];
  const upgrade =
    wasClass === undefined &&
    nowClass !== undefined &&
    (annotation(old) === '' || annotation(old) === nowClass);
  if (upgrade) set(before, 'storageClassName', nowClass ?? '');
  if (!upgrade && annotation(object) !== annotation(old)) {
    errors.invalid(at('metadata', 'annotations', CLASS_ANNOTATION), annotation(object), IMMUTABLE);
  }
  const bound = str(obj(old, 'status'), 'phase') === 'Bound';
  const storage = (from: ClaimSpec): unknown => get(obj(obj(from, 'resources'), 'requests'), 'storage');
  const [now, was] = [storage(spec), storage(before)];
  if (bound) {
    const requests = ensure(ensure(before, 'resources'), 'requests');
    if (typeof now === 'string') set(requests, 'storage', now);
    else drop(requests, 'storage');
    copy(before, 'volumeAttributesClassName', spec);
  }
  if (!sameDecoded(spec, before)) {
    errors.forbidden(SPEC, `${FROZEN}\n${claimSpecDiff(before, spec, errors.version)}`);
  }
  const amount = (value: unknown): string => (typeof value === 'string' ? value : '0');
  const capacity = amount(get(obj(obj(old, 'status'), 'capacity'), 'storage'));
  if (compareQuantities(amount(now), amount(was)) < 0 && compareQuantities(amount(now), capacity) <= 0) {
    errors.forbidden(
      SPEC.child('resources', 'requests', 'storage'),
      'field can not be less than status.capacity',
    );
  }
  const [mode, oldMode] = [get(spec, 'volumeMode'), get(before, 'volumeMode')];
  if (!sameDecoded(mode, oldMode)) errors.invalid(at('volumeMode'), json(mode), IMMUTABLE);
  const current = get(obj(old, 'status'), 'currentVolumeAttributesClassName');
  if (current !== undefined && bound) {
    const attributes = get(spec, 'volumeAttributesClassName');
    const place = SPEC.child('volumeAttributesClassName');
    if (attributes === undefined && get(obj(old, 'spec'), 'volumeAttributesClassName') !== undefined) {
      errors.forbidden(
        place,
        'update to nil is forbidden when status.currentVolumeAttributesClassName is not nil',
      );
    } else if (attributes === '') {
      errors.forbidden(
        place,
        'update to empty string is forbidden when status.currentVolumeAttributesClassName is not nil',
      );
    }
  }
}

function claimWarnings(object: Claim): string[] {
  const warnings: string[] = [];
  if (get(obj(obj(object, 'metadata'), 'annotations'), CLASS_ANNOTATION) !== undefined) {
    warnings.push(
      `metadata.annotations[${CLASS_ANNOTATION}]: deprecated since v1.8; use "storageClassName" attribute instead`,
    );
  }
  append(warnings, claimSpecWarnings(obj(object, 'spec'), SPEC));
  return warnings;
}
