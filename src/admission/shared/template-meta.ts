/** The metadata of an object that is made from a template: labels and annotations, and nothing else. */

import type { At, FieldErrors } from '../field-errors.js';
import { fieldNames, get, obj } from '../fields.js';
import { validateAnnotations, validateLabels } from './object-meta.js';
import type { ObjectMeta } from './structs.js';

const ALLOWED: ReadonlySet<string> = new Set(['annotations', 'labels']);

/** Checks the metadata at `place` (pkg/apis/core/validation ValidateTemplateObjectMeta). */
export function validateTemplateMeta(metadata: ObjectMeta, place: At, errors: FieldErrors): void {
  validateAnnotations(obj(metadata, 'annotations'), place.child('annotations'), errors);
  validateLabels(obj(metadata, 'labels'), place.child('labels'), errors);
  for (const field of fieldNames(metadata)) {
    const value = get(metadata, field);
    const isSet =
      value !== undefined && value !== '' && value !== 0 && !(Array.isArray(value) && value.length === 0);
    if (ALLOWED.has(field) || !isSet) continue;
    errors.forbidden(place.child(field === 'uid' ? 'uID' : field), 'cannot be set');
  }
}
