import { sameDecoded } from '../../../api/equality.js';
import { labelKeyErrors } from '../../../api/names.js';
import { isBefore } from '../../../api/version.js';
import { at, type FieldErrors, json, jsonMap } from '../../field-errors.js';
import { list, obj, ptr, setDefault, str, strings, strPtr } from '../../fields.js';
import type { Context, KindRules } from '../../kind.js';
import { IMMUTABLE } from '../../shared/messages.js';
import { SUBDOMAIN } from '../../shared/names.js';
import type { Struct } from '../../typed.js';
import { DEPRECATED_NODE_LABELS } from '../core/pod/warnings.js';
import { kept, validateParameters, validateProvisioner } from './shared.js';

const RECLAIM_POLICIES = ['Delete', 'Retain'];
const BINDING_MODES = ['Immediate', 'WaitForFirstConsumer'];

/** So many errors of one text are enough. */
const MOST_TWINS = 100;

/** Since this minor it is not told to what a provisioner or parameters were changed. */
const CHANGES_UNTOLD_SINCE = '1.37';
const UNTOLD = jsonMap(undefined);

/** storage.k8s.io/v1 StorageClass (pkg/apis/storage/validation). */
export const storageClass: KindRules<Struct<'storage.v1.StorageClass'>> = {
  kind: 'StorageClass',
  group: 'storage.k8s.io',
  name: SUBDOMAIN,
  defaults(object) {
    setDefault(object, 'reclaimPolicy', 'Delete');
    setDefault(object, 'volumeBindingMode', 'Immediate');
  },
  validate: validateStorageClass,
  validateUpdate: validateStorageClassUpdate,
  warnings: storageClassWarnings,
};

function validateStorageClass(object: Struct<'storage.v1.StorageClass'>, errors: FieldErrors): void {
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

function validateStorageClassUpdate(
  object: Struct<'storage.v1.StorageClass'>,
  old: Struct<'storage.v1.StorageClass'>,
  errors: FieldErrors,
  { version }: Context,
): void {
  validateStorageClass(object, errors);
  const told = isBefore(version, CHANGES_UNTOLD_SINCE);
  const before = obj(old, 'parameters');
  const parameters = ptr(object, 'parameters');
  // Parameters that are gone are shown as they are in Go: null, or {} when they were written so.
  if (!sameDecoded({ ...parameters }, { ...before }))
    errors.invalid(at('parameters'), told ? jsonMap(parameters) : UNTOLD, IMMUTABLE);
  const provisioner = str(object, 'provisioner');
  if (provisioner !== str(old, 'provisioner'))
    errors.invalid(at('provisioner'), told ? provisioner : UNTOLD, IMMUTABLE);
  for (const key of ['reclaimPolicy', 'volumeBindingMode'] as const) kept(object, old, key, at(key), errors);
}

function validateTopologies(
  terms: readonly Struct<'core.v1.TopologySelectorTerm'>[],
  errors: FieldErrors,
): void {
  const known = new Map<string, number>();
  terms.forEach((term, index) => {
    const place = at('allowedTopologies').index(index).child('matchLabelExpressions');
    const map: Record<string, string[]> = Object.create(null);
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

function storageClassWarnings(object: Struct<'storage.v1.StorageClass'>): string[] {
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
