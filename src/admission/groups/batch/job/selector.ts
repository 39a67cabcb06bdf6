/** The selector of a Job and the labels of its pods, which the server makes up. */

import { matchesLabels } from '../../../../api/labels.js';
import { asLabels } from '../../../../api/unstructured.js';
import { at, type FieldErrors, json, jsonMap } from '../../../field-errors.js';
import { bool, ensure, get, list, obj, ptr, setDefault, str } from '../../../fields.js';
import { isConvertible, selects, validateSelector } from '../../../shared/selectors.js';
import type { Struct, Unnamed } from '../../../typed.js';
import { MISMATCH, selectorJson } from '../../apps/workload.js';

const SPEC = at('spec');
const LEGACY_NAME = 'job-name';
const NAME = 'batch.kubernetes.io/job-name';
const LEGACY_UID = 'controller-uid';
const UID = 'batch.kubernetes.io/controller-uid';

/** The selector and labels that the server makes up, from the Job's own uid and name. */
export function generateSelector(job: Struct<'batch.v1.Job'>): void {
  const spec = ensure(job, 'spec');
  if (bool(spec, 'manualSelector')) return;
  const metadata = obj(job, 'metadata');
  const labels = ensure(ensure(ensure(spec, 'template'), 'metadata'), 'labels');
  setDefault(labels, LEGACY_NAME, str(metadata, 'name'));
  setDefault(labels, NAME, str(metadata, 'name'));
  setDefault(labels, LEGACY_UID, str(metadata, 'uid'));
  setDefault(labels, UID, str(metadata, 'uid'));
  setDefault(ensure(ensure(spec, 'selector'), 'matchLabels'), UID, str(metadata, 'uid'));
}

function templateLabels(spec: Struct<'batch.v1.JobSpec'>): Unnamed {
  return obj(obj(obj(spec, 'template'), 'metadata'), 'labels');
}

/** The selector must be there and select the template. */
export function validateJobSelector(spec: Struct<'batch.v1.JobSpec'>, errors: FieldErrors): void {
  const selector = ptr(spec, 'selector');
  if (!selector) errors.required(SPEC.child('selector'));
  else validateSelector(selector, SPEC.child('selector'), errors);
  if (isConvertible(selector) && !selects(selector, templateLabels(spec))) {
    const labels = get(obj(obj(spec, 'template'), 'metadata'), 'labels');
    errors.invalid(SPEC.child('template', 'metadata', 'labels'), jsonMap(labels), MISMATCH);
  }
}

/** The labels and selector that the server made up must be the ones that it would make up. */
export function validateGeneratedSelector(
  object: Struct<'batch.v1.Job'>,
  old: Struct<'batch.v1.Job'> | undefined,
  errors: FieldErrors,
): void {
  const spec = obj(object, 'spec');
  const selector = ptr(spec, 'selector');
  if (bool(spec, 'manualSelector') || !selector) return;
  const metadata = obj(object, 'metadata');
  const [name, uid] = [str(metadata, 'name'), str(metadata, 'uid')];
  if (uid === '') errors.required(at('metadata', 'uid'));
  const labels = templateLabels(spec);
  const place = SPEC.child('template', 'metadata', 'labels');
  const expected: Record<string, string> = { [LEGACY_UID]: uid, [LEGACY_NAME]: name };
  const oldLabels = old && templateLabels(obj(old, 'spec'));
  if (!oldLabels || (get(oldLabels, UID) !== undefined && get(oldLabels, NAME) !== undefined)) {
    expected[UID] = uid;
    expected[NAME] = name;
  }
  for (const [key, value] of Object.entries(expected)) {
    const have = get(labels, key);
    if (have === undefined) errors.required(place.key(key), `must be '${value}'`);
    else if (have !== value) errors.invalid(place.key(key), json(labels), `must be '${value}'`);
  }
  const matchLabels = asLabels(obj(selector, 'matchLabels'));
  const keys = Object.keys(matchLabels);
  const generated = matchesLabels(matchLabels, expected) && keys.length > 0;
  if (!isConvertible(selector)) return;
  if (!generated || list(selector, 'matchExpressions').length > 0) {
    errors.invalid(SPEC.child('selector'), selectorJson(selector), '`selector` not auto-generated');
  }
}
