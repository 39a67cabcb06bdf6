/** When images are pulled. */
import { imageTag } from '../../../../api/image.js';
import { type At, type FieldErrors, json } from '../../../field-errors.js';

/** `Always` for an image that may change under its name, `IfNotPresent` for one with a tag or digest. */
export function pullPolicy(image: string): string {
  return imageTag(image) === 'latest' ? 'Always' : 'IfNotPresent';
}

export function validatePullPolicy(policy: string, place: At, errors: FieldErrors): void {
  if (policy === '') errors.required(place);
  else if (!['Always', 'IfNotPresent', 'Never'].includes(policy)) {
    errors.unsupported(place, json(policy), ['Always', 'IfNotPresent', 'Never']);
  }
}
