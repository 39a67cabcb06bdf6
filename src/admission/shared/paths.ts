/** Paths inside containers and volumes. */
import type { At, FieldErrors } from '../field-errors.js';

const NO_BACKSTEPS = "must not contain '..'";
export const NOT_RELATIVE = 'must be a relative path';

/** True where one of the path's elements is `..`. */
function hasBacksteps(path: string): boolean {
  return path.split('/').includes('..');
}

/** A path without `..`. */
export function validateNoBacksteps(path: string, place: At, errors: FieldErrors): void {
  if (hasBacksteps(path)) errors.invalid(place, path, NO_BACKSTEPS);
}

/** A relative path that stays below where it starts. */
export function validateDescendingPath(path: string, place: At, errors: FieldErrors): void {
  if (path.startsWith('/')) errors.invalid(place, path, NOT_RELATIVE);
  validateNoBacksteps(path, place, errors);
}

/** As a descending path, and no element that only looks like a backstep at its front. */
export function validateNonReservedPath(path: string, place: At, errors: FieldErrors): void {
  validateDescendingPath(path, place, errors);
  if (path.startsWith('..') && !path.startsWith('../'))
    errors.invalid(place, path, "must not start with '..'");
}
