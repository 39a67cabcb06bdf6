/** The annotations of pods that mean something (pkg/apis/core/validation ValidatePodSpecificAnnotations). */

import { isObject } from '../../../../api/json.js';
import type { At, FieldErrors } from '../../../field-errors.js';
import { entries, get, list, obj, ptr, str } from '../../../fields.js';
import { jsonError } from '../../../go/json-error.js';
import { validateDescendingPath } from '../../../shared/paths.js';
import type { PodSpec } from '../../../shared/structs.js';
import type { Struct, Unnamed } from '../../../typed.js';
import { CONTAINER_LISTS } from './containers.js';
import { validateTolerations } from './tolerations.js';

export const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
export const SECCOMP_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';
export const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
const TOLERATIONS = 'scheduler.alpha.kubernetes.io/tolerations';
export const MIRROR = 'kubernetes.io/config.mirror';

/** The annotations of pods that mean something; `place` is that of the annotations. */
export function validatePodAnnotations(
  annotations: Unnamed,
  spec: PodSpec,
  place: At,
  errors: FieldErrors,
): void {
  if (get(annotations, MIRROR) !== undefined && str(spec, 'nodeName') === '') {
    errors.invalid(
      place.key(MIRROR),
      str(annotations, MIRROR),
      'must set spec.nodeName if mirror pod annotation is set',
    );
  }
  const tolerations = get(annotations, TOLERATIONS);
  if (typeof tolerations === 'string' && tolerations !== '')
    validateTolerationText(tolerations, place, errors);
  const cost = get(annotations, DELETION_COST);
  if (typeof cost === 'string' && !isInt32(cost)) {
    errors.invalid(place.key(DELETION_COST), cost, 'must be a 32bit integer');
  }
  const seccomp = get(annotations, SECCOMP_POD);
  if (typeof seccomp === 'string') validateSeccompText(seccomp, place.child(SECCOMP_POD), errors);
  const names = new Set(
    CONTAINER_LISTS.flatMap((which) => list(spec, which).map((container) => str(container, 'name'))),
  );
  for (const [key, value] of entries(annotations)) {
    if (key.startsWith(SECCOMP_CONTAINER)) validateSeccompText(value, place.child(key), errors);
  }
  for (const [key, value] of entries(annotations)) {
    if (!key.startsWith(APPARMOR)) continue;
    const name = key.slice(APPARMOR.length);
    if (!names.has(name)) errors.invalid(place.key(key), name, 'container not found');
    const known =
      value === '' || value === 'runtime/default' || value === 'unconfined' || value.startsWith('localhost/');
    if (!known)
      errors.invalid(place.key(key), value, `invalid AppArmor profile name: ${JSON.stringify(value)}`);
  }
}

function isInt32(text: string): boolean {
  return /^(?:0|-?[1-9]\d*|-0)$/.test(text) && Math.abs(Number(text) + 0.5) <= 2147483648;
}

function validateTolerationText(text: string, place: At, errors: FieldErrors): void {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    errors.invalid(place, TOLERATIONS, jsonError(text));
    return;
  }
  if (Array.isArray(parsed)) {
    validateTolerations(parsed.filter(isObject), place.child(TOLERATIONS), errors);
  }
}

function validateSeccompText(profile: string, place: At, errors: FieldErrors): void {
  if (profile === 'runtime/default' || profile === 'docker/default' || profile === 'unconfined') return;
  if (profile.startsWith('localhost/'))
    validateDescendingPath(profile.slice('localhost/'.length), place, errors);
  else errors.invalid(place, profile, 'must be a valid seccomp profile');
}

/** Profiles that are told twice, in an annotation and a field, must be the same. */
export function validateProfilesMatch(
  annotations: Unnamed,
  spec: PodSpec,
  place: At,
  errors: FieldErrors,
): void {
  const context = obj(spec, 'securityContext');
  const compare = (
    profile: Struct<'core.v1.AppArmorProfile' | 'core.v1.SeccompProfile'> | undefined,
    text: unknown,
    kind: string,
    at: At,
  ): void => {
    if (!profile || typeof text !== 'string') return;
    const type = str(profile, 'type');
    const wrong = `${kind} type in annotation and field must match`;
    if (type === 'Unconfined') {
      if (text !== 'unconfined') errors.forbidden(at.child('type'), wrong);
    } else if (type === 'RuntimeDefault') {
      if (text !== 'runtime/default' && !(kind === 'seccomp' && text === 'docker/default')) {
        errors.forbidden(at.child('type'), wrong);
      }
    } else if (type === 'Localhost') {
      if (!text.startsWith('localhost/')) errors.forbidden(at.child('type'), wrong);
      else if (str(profile, 'localhostProfile') !== text.slice('localhost/'.length)) {
        errors.forbidden(at.child('localhostProfile'), `${kind} profile in annotation and field must match`);
      }
    }
  };
  compare(
    ptr(context, 'seccompProfile'),
    get(annotations, SECCOMP_POD),
    'seccomp',
    place.child('securityContext', 'seccompProfile'),
  );
  const windows = str(obj(spec, 'os'), 'name') === 'windows';
  for (const which of CONTAINER_LISTS) {
    list(spec, which).forEach((container, index) => {
      const at = place.child(which).index(index).child('securityContext');
      const own = obj(container, 'securityContext');
      const name = str(container, 'name');
      compare(
        ptr(own, 'seccompProfile'),
        get(annotations, `${SECCOMP_CONTAINER}${name}`),
        'seccomp',
        at.child('seccompProfile'),
      );
      if (windows) return;
      const profile = ptr(own, 'appArmorProfile') ?? ptr(context, 'appArmorProfile');
      compare(profile, get(annotations, `${APPARMOR}${name}`), 'apparmor', at.child('appArmorProfile'));
    });
  }
}
